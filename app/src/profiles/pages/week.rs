//! Hours a week, and a week of boxes to tick: a table, so that it works by keyboard and reads aloud with day and hour.

use backend::profiles::ProfileView;
use domain::people::{DAYS, FreeWeek, PARTS};
use leptos::prelude::*;

use super::{hidden, name_of, summary};
use crate::layout::{Kept, script};
use crate::ui::{Button, ErrorSummary, Field, FormState};

pub const ACTION: &str = "/api/profiles/save-time";

pub fn form(view: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let week = view.time.week;
    let heads = DAYS
        .iter()
        .map(|day| {
            let (short, rest) = day.split_at(3);
            view! { <th scope="col">{short} <span class="vh">{rest}</span></th> }
        })
        .collect_view();
    let rows = (0..PARTS.len()).map(|part| row(part, week, state)).collect_view();
    let total = match week.hours() {
        0 => "No part of the week is ticked yet.".to_owned(),
        hours => format!("{hours} hours of your week are ticked."),
    };
    view! {
        <form method="post" action=ACTION class="stack">
            <ErrorSummary items=summary(state)/>
            {kept(view, state)} {hidden(view)}
            <Field name="weekly_hours" label="Hours a week you can give" input_type="number" inputmode="numeric" min="1" max="40" suffix="hours" width="w-s"
                required=true value=state.value("weekly_hours", &view.time.weekly_hours.to_string()) error=state.error("weekly_hours")/>
            <table class="week">
                <caption>"When you are usually free"</caption>
                <thead><tr><th scope="col"><span class="vh">"Hours"</span></th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {script("week.js", include_bytes!("../../../../public/week.js"))}
            <p class="meta">{total} " Hosts see the hours a week, never this table."</p>
            <p><Button>"Save free hours"</Button></p>
        </form>
    }
}

fn row(part: usize, week: FreeWeek, state: &FormState) -> impl IntoView + use<> {
    let from = PARTS.get(part).copied().unwrap_or_default();
    let until = from + 2;
    let cells = DAYS
        .iter()
        .enumerate()
        .map(|(day, name)| {
            let field = FreeWeek::field(day, part);
            let kept = if week.is_free(day, part) { "on" } else { "" };
            let checked = !state.value(&name_of(&field), kept).is_empty();
            let label = format!("{name}, {from}:00 to {until}:00");
            view! { <td><label><input type="checkbox" id=field.clone() name=name_of(&field) value="on" checked=checked aria-label=label/></label></td> }
        })
        .collect_view();
    view! { <tr><th scope="row">{format!("{from}–{until}")}</th>{cells}</tr> }
}

fn kept(view: &ProfileView, state: &FormState) -> Option<AnyView> {
    let (week, hours) = (view.time.week, view.time.weekly_hours.to_string());
    let (mut boxes, mut words) = (Vec::new(), Vec::new());
    for (day, name) in DAYS.iter().enumerate() {
        let free: Vec<bool> = (0..PARTS.len()).map(|part| week.is_free(day, part)).collect();
        boxes.extend(free.iter().enumerate().map(|(part, free)| {
            let now = if *free { "on" } else { "" };
            (name_of(&FreeWeek::field(day, part)), now)
        }));
        let spans: Vec<String> =
            PARTS.iter().zip(free).filter(|(_, free)| *free).map(|(from, _)| format!("{from}–{}", from + 2)).collect();
        if !spans.is_empty() {
            words.push(format!("{name} {}", spans.join(", ")));
        }
    }
    let fields: Vec<(&str, &str)> = boxes.iter().map(|(name, now)| (name.as_str(), *now)).collect();
    Kept::beside(state)
        .answer("Hours a week you can give", &[("weekly_hours", &hours)], &hours)
        .answer("When you are usually free", &fields, &words.join("; "))
        .banner(view.version)
}
