//! The parts of the week: its days, sending it, answering it.

use backend::timesheets::{DayLine, EntryLine, WeekPage as Week};
use domain::time::{Day, long_date, weekday};
use domain::timesheets::{Command, Stage};
use leptos::prelude::*;

use super::entry_forms::{change, line_form};
use crate::engagements::because;
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, ButtonKind, FormState, More, icon};

/// The action of the form that adds an entry.
pub(super) const ADD: &str = "/api/timesheets/add-entry";
/// The action of the forms that move a week.
pub(super) const MOVE: &str = "/api/timesheets/move";

/// Monday to Sunday; days that have neither begun nor an entry are left out. Days to come are drawn hidden, because a page
/// that is read without a network may be days old: `islands/days.rs` shows them when they have begun.
pub(super) fn days(request: &Request, week: &Week) -> impl IntoView + use<> {
    let editable =
        week.own && week.sheet.as_ref().is_some_and(|sheet| matches!(sheet.stage, Stage::Open | Stage::Returned));
    let form = request.form_for(ADD);
    let lines = week
        .days
        .iter()
        .filter(|line| line.day <= week.today || !line.entries.is_empty() || week.coming.contains(&line.day))
        .map(|line| day(&form, week, line, editable))
        .collect_view();
    view! { <ol class="week">{lines}</ol> }
}

fn day(form: &FormState, week: &Week, line: &DayLine, editable: bool) -> impl IntoView + use<> {
    let today = line.day == week.today;
    let class = match (today, line.entries.is_empty()) {
        (true, _) => Some("today"),
        (false, true) => Some("rest"),
        (false, false) => None,
    };
    let coming = week.coming.contains(&line.day);
    let entries = line.entries.iter().map(|one| entry(week, line.day, one, editable)).collect::<Vec<_>>();
    let none = entries.is_empty().then(|| view! { <p class="meta">"No time logged"</p> });
    let quick = (coming || week.loggable.contains(&line.day)).then(|| line_form(form, week, line.day));
    let short: String = weekday(line.day).chars().take(3).collect();
    view! {
        <li class=class aria-current=today.then_some("date") data-day=line.day.to_string() hidden=coming>
            <p class="day">{short}<b>{line.day.day().to_string()}</b></p>
            <div>{none} {entries} {quick}</div>
        </li>
    }
}

fn entry(week: &Week, day: Day, one: &EntryLine, editable: bool) -> impl IntoView + use<> {
    let change = editable.then(|| change(week, day, one));
    let clock = one.span.starts.is_some().then(|| view! { <span class="meta">{one.span.words()}</span> });
    let (minutes, starts) = (one.span.minutes.0.to_string(), one.span.starts.map(|starts| starts.to_string()));
    view! {
        <div class="entry" data-entry=one.id.to_string() data-minutes=minutes data-starts=starts>
            <span>{one.description.clone()} {clock.map(|clock| view! { <br/> {clock} })}</span>
            <span class="num">{one.span.minutes.clock()}</span>
            {change}
        </div>
    }
}

fn ids(week: &Week, sheet: &backend::timesheets::SheetView, command: &'static str) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="engagement" value=week.id.to_string()/>
        <input type="hidden" name="sheet" value=sheet.id.to_string()/>
        <input type="hidden" name="week" value=week.week.monday().to_string()/>
        <input type="hidden" name="command" value=command/>
    }
}

/// The student sends the week.
pub(super) fn send(week: &Week) -> Option<impl IntoView + use<>> {
    if !week.own {
        return None;
    }
    let Some(sheet) = &week.sheet else {
        return Some(view! { <p class="meta sec">"Add what you did; then the week can be sent."</p> }.into_any());
    };
    if let Some(day) = sheet.silent_on {
        let words = format!("{} has it. Silence approves it on {}.", week.host, long_date(day));
        return Some(view! { <p class="meta sec">{words}</p> }.into_any());
    }
    if !sheet.offers.contains(&Command::Submit) || sheet.logged.0 == 0 {
        return None;
    }
    let when = if week.today < week.week.sunday() { "Send the week on Sunday." } else { "Send the week today." };
    Some(
        view! {
            <p class="meta sec">{format!("{when} {} approves it; silence counts as approval.", week.host)}</p>
            <form method="post" action=MOVE>
                {ids(week, sheet, "submit")}
                <Button icon=icon::SEND>"Send the week now"</Button>
            </form>
        }
        .into_any(),
    )
}

/// The host or staff approve the week, return it or unlock it.
pub(super) fn answer(request: &Request, week: &Week) -> Option<impl IntoView + use<>> {
    let sheet = week.sheet.as_ref()?;
    let form = request.form_for(MOVE);
    let failed = !form.is_clean();
    if sheet.offers.contains(&Command::Approve) {
        let silence = sheet.silent_on.map(|day| format!("Silence approves it on {}.", long_date(day)));
        let (approve, send_back) = (ids(week, sheet, "approve"), ids(week, sheet, "return"));
        let reason = because("reason".to_owned(), &form, "Which day or entry, and what should change.");
        let words = format!("Approve {}", sheet.logged);
        return Some(
            view! {
                <section class="sec stack" aria-labelledby="answer">
                    <h2 id="answer">"Your answer"</h2>
                    <form method="post" action=MOVE>
                        {approve}
                        <Button kind=ButtonKind::Primary icon=icon::CHECK>{words}</Button>
                    </form>
                    {silence.map(|words| view! { <p class="meta">{words}</p> })}
                    <More summary="Send it back" open=failed>
                        <form class="stack" method="post" action=MOVE>
                            {send_back} {reason}
                            <div><Button>"Send it back"</Button></div>
                        </form>
                    </More>
                </section>
            }
            .into_any(),
        );
    }
    if !sheet.offers.contains(&Command::Reopen) {
        return None;
    }
    let ids = ids(week, sheet, "reopen");
    let reason = because("reason".to_owned(), &form, "Why approved hours must change. It is kept in the history.");
    Some(
        view! {
            <More summary="Unlock this week" open=failed>
                <form class="stack" method="post" action=MOVE>
                    {ids} {reason}
                    <div><Button>"Unlock it"</Button></div>
                </form>
            </More>
        }
        .into_any(),
    )
}
