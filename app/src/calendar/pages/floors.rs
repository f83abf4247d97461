//! Wage floors of states, cities and counties.

use backend::calendar::FloorRow;
use domain::calendar::{FEDERAL_FLOOR, WageFloor};
use domain::projects::State;
use domain::time::{Day, dated, iso};
use leptos::prelude::*;

use super::calendar_page::{added_by, history, line, remove_form, taken_out};
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, Choice, DateField, ErrorSummary, Field, MoneyField, Select};

const SET: &str = "/api/calendar/set-floor";
const END: &str = "/api/calendar/end-floor";

/// `$16.50 an hour`, or that a floor ended.
fn worth(row: &FloorRow) -> String {
    if row.hourly == FEDERAL_FLOOR {
        format!("No floor of its own, {} an hour by federal law", row.hourly.exact())
    } else {
        format!("{} an hour", row.hourly.exact())
    }
}

pub(super) fn list(rows: &[FloorRow], today: Day) -> impl IntoView + use<> {
    let (mut ahead, mut past) = (Vec::new(), Vec::new());
    for row in rows {
        let there = WageFloor::where_to(row.state, &row.place);
        let what = format!("{} from {}", worth(row), dated(row.from));
        let (source, who) = (row.source.clone(), added_by(&row.who));
        if let Some(removed) = &row.removed {
            past.push(view! { <li>{there} <p>{what}</p> <p class="meta">{taken_out(removed)}</p></li> }.into_any());
        } else if row.in_force || row.from > today {
            let remove = (row.from > today).then(|| {
                let fields = vec![
                    ("what", "floor".to_owned()),
                    ("day", iso(row.from)),
                    ("state", row.state.code().to_owned()),
                    ("place", row.place.clone()),
                ];
                remove_form("Take out", format!("{there}, {what}"), fields)
            });
            let what = view! { <b>{there}</b> <p>{what}</p> <p class="meta">{source}</p> <p class="meta">{who}</p> };
            ahead.push(line(what.into_any(), remove));
        } else {
            past.push(view! { <li>{there} <p>{what}</p> <p class="meta">{source}</p></li> }.into_any());
        }
    }
    let empty = ahead.is_empty().then(|| view! { <p class="soft">"Only the floor of the program holds."</p> });
    view! {
        <section class="sec stack" aria-labelledby="floors-h">
            <h2 id="floors-h">"Wage floors of states, cities and counties"</h2>
            <p class="meta">"The highest of these and the program’s own counts. A city or county is found by its name in the address of the work."</p>
            {empty}
            <ul class="rows">{ahead}</ul>
            {history("Earlier ones, or taken out".to_owned(), past)}
        </section>
    }
}

pub(super) fn forms(request: &Request, rows: &[FloorRow], today: Day) -> impl IntoView + use<> {
    let today = iso(today);
    let ending = rows.iter().any(|row| row.removed.is_none() && row.hourly > FEDERAL_FLOOR);
    view! { <div class="stack loose">{set_form(request, &today)} {ending.then(|| end_form(request, &today))}</div> }
}

fn states() -> Vec<Choice> {
    State::all().map(|state| Choice::new(state.code(), state.name())).collect()
}

fn set_form(request: &Request, today: &str) -> impl IntoView + use<> {
    let form = request.form_for(SET);
    view! {
        <section class="sec" aria-labelledby="set-floor-h">
            <h2 id="set-floor-h">"Set a wage floor"</h2>
            <form method="post" action=SET class="stack">
                {hidden_key()}
                <ErrorSummary items=form.summary()/>
                <Select name="state" label="State" choices=states() empty="Choose a state" value=form.value("state", "") error=form.error("state")/>
                <Field name="place" label="City or county" optional=true hint="As it stands in addresses. Leave it empty for the whole state." value=form.value("place", "") error=form.error("place")/>
                <MoneyField name="hourly" label="Lowest pay" suffix="an hour" value=form.value("hourly", "") error=form.error("hourly")/>
                <DateField name="valid_from" label="From" hint="Today or later. The past stays as it was." min=today.to_owned() value=form.value("valid_from", today) error=form.error("valid_from")/>
                <Field name="source" label="Source" hint="The law it comes from." value=form.value("source", "") error=form.error("source")/>
                <Button>"Set the floor"</Button>
            </form>
        </section>
    }
}

fn end_form(request: &Request, today: &str) -> impl IntoView + use<> {
    let form = request.form_for(END);
    // Its fields carry the names of the form above, so their ids are its own.
    let wrong: Vec<_> = form
        .summary()
        .into_iter()
        .map(|(name, message)| (if name.is_empty() { name } else { format!("end-{name}") }, message))
        .collect();
    view! {
        <section class="sec" aria-labelledby="end-floor-h">
            <h2 id="end-floor-h">"End a wage floor"</h2>
            <form method="post" action=END class="stack">
                {hidden_key()}
                <ErrorSummary items=wrong/>
                <Select id="end-state" name="state" label="State" choices=states() empty="Choose a state" value=form.value("state", "") error=form.error("state")/>
                <Field id="end-place" name="place" label="City or county" optional=true value=form.value("place", "") error=form.error("place")/>
                <DateField id="end-valid_from" name="valid_from" label="From" hint="From this day on only federal law and the program’s own floor hold there." min=today.to_owned() value=form.value("valid_from", today) error=form.error("valid_from")/>
                <Field id="end-source" name="source" label="Reason" value=form.value("source", "") error=form.error("source")/>
                <Button>"End the floor"</Button>
            </form>
        </section>
    }
}
