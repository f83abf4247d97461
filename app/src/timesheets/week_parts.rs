//! The parts of the week: its days, adding an entry, sending, answering.

use backend::timesheets::{DayLine, EntryLine, WeekPage as Week};
use domain::time::{long_date, weekday};
use domain::timesheets::{Command, Stage};
use leptos::prelude::*;

use crate::engagements::{because, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{
    Button, ButtonKind, Choice, Dialog, DialogActions, DialogButton, ErrorSummary, FormState, HoursField, More, Select,
    TextArea, icon,
};

/// The action of the form that adds an entry.
pub(super) const ADD: &str = "/api/timesheets/add-entry";
const REMOVE: &str = "/api/timesheets/remove-entry";
/// The action of the forms that move a week.
pub(super) const MOVE: &str = "/api/timesheets/move";

/// Monday to Sunday; days that have neither begun nor an entry are left out.
pub(super) fn days(week: &Week) -> impl IntoView + use<> {
    let editable =
        week.own && week.sheet.as_ref().is_some_and(|sheet| matches!(sheet.stage, Stage::Open | Stage::Returned));
    let lines = week
        .days
        .iter()
        .filter(|line| line.day <= week.today || !line.entries.is_empty())
        .map(|line| day(week, line, editable))
        .collect_view();
    view! { <ol class="week">{lines}</ol> }
}

fn day(week: &Week, line: &DayLine, editable: bool) -> impl IntoView + use<> {
    let today = line.day == week.today;
    let class = match (today, line.entries.is_empty()) {
        (true, _) => Some("today"),
        (false, true) => Some("rest"),
        (false, false) => None,
    };
    let entries = line.entries.iter().map(|one| entry(week, one, editable)).collect::<Vec<_>>();
    let body = if entries.is_empty() {
        view! { <p class="meta">"No time logged"</p> }.into_any()
    } else {
        view! { <div>{entries}</div> }.into_any()
    };
    let short: String = weekday(line.day).chars().take(3).collect();
    view! {
        <li class=class aria-current=today.then_some("date")>
            <p class="day">{short}<b>{line.day.day().to_string()}</b></p>
            {body}
        </li>
    }
}

fn entry(week: &Week, one: &EntryLine, editable: bool) -> impl IntoView + use<> {
    let remove = editable.then(|| remove(week, one));
    view! {
        <div class="entry"><span>{one.description.clone()}</span><span class="num">{one.minutes.clock()}</span>{remove}</div>
    }
}

/// Asks once more, because an entry that is gone has to be typed again.
fn remove(week: &Week, one: &EntryLine) -> impl IntoView + use<> {
    let dialog = format!("remove-{}", one.id);
    let label = format!("Remove {}, {}", one.minutes, one.description);
    let words = format!("“{}” is taken out of the week.", one.description);
    let (id, engagement, monday) = (one.id.to_string(), week.id.to_string(), week.week.monday().to_string());
    view! {
        <div class="state">
            <DialogButton kind=ButtonKind::Quiet small=true icon=icon::TRASH label=label opens=dialog.clone()/>
        </div>
        <Dialog id=dialog.clone() title=format!("Remove {}?", one.minutes)>
            <form class="stack" method="post" action=REMOVE>
                {hidden_key()}
                <input type="hidden" name="engagement" value=engagement/>
                <input type="hidden" name="entry" value=id/>
                <input type="hidden" name="week" value=monday/>
                <p>{words}</p>
                <DialogActions>
                    <DialogButton closes=dialog>"Keep it"</DialogButton> <Button kind=ButtonKind::Sure>"Remove"</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
}

/// The form that adds an entry to one of the days that can be logged.
pub(super) fn add_form(form: &FormState, week: &Week) -> impl IntoView + use<> {
    let today = week.loggable.iter().rev().find(|day| **day == week.today).or_else(|| week.loggable.last());
    let chosen = today.map(ToString::to_string).unwrap_or_default();
    let choices = week.loggable.iter().rev().map(|day| Choice::new(day.to_string(), long_date(*day))).collect();
    view! {
        <form class="stack" method="post" action=ADD>
            <ErrorSummary items=summary(form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=week.id.to_string()/>
            <Select name="day" label="Day" choices=choices value=form.value("day", &chosen) error=form.error("day")/>
            <HoursField name="time" label="How long" value=form.value("time", "") error=form.error("time") required=true/>
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
