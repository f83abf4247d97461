//! The forms an entry of time is written with: in full, in one line, and once more.

use backend::timesheets::{EntryLine, WeekPage as Week};
use domain::ids::TimeEntryId;
use domain::time::{Day, long_date};
use domain::timesheets::NewEntry;
use leptos::prelude::*;

use super::week_parts::ADD;
use crate::engagements::summary;
use crate::layout::{Request, hidden_key};
use crate::ui::{
    Button, ButtonKind, Choice, Dialog, DialogActions, DialogButton, ErrorSummary, FieldError, FormState, HoursField,
    Select, TextArea, described_by, icon,
};

/// The action of the form that changes an entry.
pub(super) const CHANGE: &str = "/api/timesheets/change-entry";
const REMOVE: &str = "/api/timesheets/remove-entry";
const RESTORE: &str = "/api/timesheets/restore-entry";
const COPY: &str = "/api/timesheets/copy-week";

/// Ways to write a time, said below its field.
const WAYS: &str = "1:30, 1.5, 90m and 9-10:30 all work";

fn days(week: &Week) -> Vec<Choice> {
    week.loggable.iter().rev().map(|day| Choice::new(day.to_string(), long_date(*day))).collect()
}

/// The day a new entry is most likely for: today, else the last one.
fn likely(week: &Week) -> String {
    let today = week.loggable.iter().rev().find(|day| **day == week.today).or_else(|| week.loggable.last());
    today.map(ToString::to_string).unwrap_or_default()
}

/// The form that adds an entry to one of the days that can be logged.
pub(super) fn add_form(form: &FormState, week: &Week) -> impl IntoView + use<> {
    view! {
        <form class="stack" method="post" action=ADD data-log="full">
            <ErrorSummary items=summary(form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=week.id.to_string()/>
            <Select name="day" label="Day" choices=days(week) value=form.value("day", &likely(week)) error=form.error("day")/>
            <HoursField name="time" label="How long" hint=WAYS value=form.value("time", "") error=form.error("time") required=true/>
            <TextArea
                name="description"
                label="What you did"
                value=form.value("description", "")
                error=form.error("description")
                minlength=15
                maxlength=500
                hint="At least 15 characters. Your host reads it."
                required=true
            />
            <Button kind=ButtonKind::Primary full=true>"Save"</Button>
        </form>
    }
}

/// One line for one day: the time, then what was done.
pub(super) fn line_form(form: &FormState, week: &Week, day: Day) -> impl IntoView + use<> {
    let id = format!("line-{day}");
    let failed = form.value("kind", "") == "line" && form.value("day", "") == day.to_string();
    let (value, error) = if failed {
        (form.value("line", ""), form.error("line").or_else(|| form.error("day")))
    } else {
        Default::default()
    };
    let invalid = error.is_some().then_some("true");
    let described = described_by(&id, false, error.is_some(), false);
    view! {
        <form class="line" method="post" action=ADD data-log="line">
            {hidden_key()}
            <input type="hidden" name="engagement" value=week.id.to_string()/>
            <input type="hidden" name="kind" value="line"/>
            <input type="hidden" name="day" value=day.to_string()/>
            <div class="field">
                <label class="vh" for=id.clone()>{format!("Time and work of {}", long_date(day))}</label>
                <input
                    id=id.clone()
                    name="line"
                    value=value
                    placeholder="1.5 drafted two posts"
                    autocomplete="off"
                    maxlength="540"
                    aria-invalid=invalid
                    aria-describedby=described
                />
                <FieldError id=id message=error/>
            </div>
            <Button icon=icon::PLUS label=format!("Add to {}", long_date(day))/>
        </form>
    }
}

/// Opens the dialog of an entry: to change it, or to take it out, which can be undone.
pub(super) fn change(week: &Week, day: Day, one: &EntryLine) -> impl IntoView + use<> {
    let dialog = format!("change-{}", one.id);
    let label = format!("Change {}, {}", one.span.minutes, one.description);
    let title = format!("Change {}", one.span.minutes);
    let form = change_form(&FormState::default(), week, one.id, day, one);
    let (id, engagement, monday) = (one.id.to_string(), week.id.to_string(), week.week.monday().to_string());
    let version = one.version.to_string();
    view! {
        <div class="change">
            <DialogButton kind=ButtonKind::Quiet small=true icon=icon::PENCIL label=label opens=dialog.clone()/>
        </div>
        <Dialog id=dialog.clone() title=title>
            {form}
            <form method="post" action=REMOVE data-log="remove">
                {hidden_key()} <input type="hidden" name="engagement" value=engagement/>
                <input type="hidden" name="entry" value=id/> <input type="hidden" name="week" value=monday/>
                <input type="hidden" name="version" value=version/>
                <DialogActions>
                    <DialogButton closes=dialog>"Close"</DialogButton>
                    <Button kind=ButtonKind::Danger icon=icon::TRASH>"Take it out"</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
}

fn change_form(form: &FormState, week: &Week, id: TimeEntryId, day: Day, one: &EntryLine) -> impl IntoView + use<> {
    let of = |field: &str| format!("{field}-{id}");
    view! {
        <form class="stack" method="post" action=CHANGE data-log="change">
            <ErrorSummary items=summary(form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=week.id.to_string()/>
            <input type="hidden" name="entry" value=id.to_string()/>
            <input type="hidden" name="version" value=one.version.to_string()/>
            <Select
                name="day"
                id=of("day")
                label="Day it was"
                choices=days(week)
                value=form.value("day", &day.to_string())
                error=form.error("day")
            />
            <HoursField
                name="time"
                id=of("time")
                label="How long it took"
                hint=WAYS
                value=form.value("time", &one.span.words())
                error=form.error("time")
                required=true
            />
            <TextArea
                name="description"
                id=of("description")
                label="What it was"
                value=form.value("description", &one.description)
                error=form.error("description")
                minlength=15
                maxlength=500
                required=true
            />
            <Button kind=ButtonKind::Primary full=true>"Keep the change"</Button>
        </form>
    }
}

/// A form about an entry that came back: drawn above the week, with the newest version, so that it can be sent from here.
pub(super) fn again(request: &Request, week: &Week) -> Option<AnyView> {
    let (adding, changing) = (request.form_for(ADD), request.form_for(CHANGE));
    let form = if !adding.is_clean() && adding.value("kind", "") != "line" && !week.loggable.is_empty() {
        add_form(&adding, week).into_any()
    } else if changing.is_clean() {
        return None;
    } else {
        let entry: TimeEntryId = changing.value("entry", "").parse().ok()?;
        let (day, one) =
            week.days.iter().find_map(|line| Some((line.day, line.entries.iter().find(|e| e.id == entry)?)))?;
        let _ = changing.value("version", "");
        change_form(&changing, week, entry, day, one).into_any()
    };
    let title = if changing.is_clean() { "Add time" } else { "Change the entry" };
    Some(view! { <section class="sec" aria-labelledby="again"><h2 id="again">{title}</h2>{form}</section> }.into_any())
}

/// What was just taken out, with the way back.
pub(super) fn put_back(week: &Week) -> Option<impl IntoView + use<>> {
    let (id, NewEntry { description, .. }) = week.removed.as_ref()?;
    let words = format!("“{description}” is taken out.");
    Some(view! {
        <form class="row between banner" method="post" action=RESTORE data-once="1">
            {hidden_key()}
            <input type="hidden" name="engagement" value=week.id.to_string()/>
            <input type="hidden" name="entry" value=id.to_string()/>
            <input type="hidden" name="week" value=week.week.monday().to_string()/>
            <p>{words}</p>
            <Button icon=icon::UNDO>"Put it back"</Button>
        </form>
    })
}

/// Copies the week before.
pub(super) fn copy(week: &Week) -> Option<impl IntoView + use<>> {
    week.can_copy.then(|| {
        view! {
            <form method="post" action=COPY>
                {hidden_key()}
                <input type="hidden" name="engagement" value=week.id.to_string()/>
                <input type="hidden" name="week" value=week.week.monday().to_string()/>
                <Button kind=ButtonKind::Quiet icon=icon::COPY>"Copy last week"</Button>
            </form>
        }
    })
}
