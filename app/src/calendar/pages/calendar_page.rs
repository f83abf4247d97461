//! `/staff/calendar`

use backend::calendar::{ExamRow, HolidayRow, Removed};
use domain::time::{Day, dated, iso, short_date};
use leptos::prelude::*;

use super::floors;
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::ui::{Button, ButtonKind, DateField, ErrorSummary, Field, More};

const ADD_EXAMS: &str = "/api/calendar/add-exams";
const ADD_HOLIDAY: &str = "/api/calendar/add-holiday";
pub(super) const REMOVE: &str = "/api/calendar/remove";

#[component]
pub fn CalendarPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let lists = backend::calendar::calendar_page(&cx).await?;
        let today = cx.today();
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Policy"</p>
                <h1>"Exams, holidays and wage floors"</h1>
                <p class="lede">"The scope check and every deadline read these. What has begun stays on record; what lies ahead can be taken out."</p>
                <p><a class="link" href="/staff/policy">"The figures of the policy"</a></p>
            </header>
            <ErrorSummary items=request.form_for(REMOVE).summary()/>
            <div class="split">
                {exams(&lists.exams, today)}
                {exam_form(&request, today)}
            </div>
            <div class="split">
                {holidays(&lists.holidays, today)}
                {holiday_form(&request, today)}
            </div>
            <div class="split">
                {floors::list(&lists.floors, today)}
                {floors::forms(&request, &lists.floors, today)}
            </div>
        };
        Ok(Page::new("Exams, holidays and wage floors", Frame::Staff("/staff/calendar"), body))
    })
}

/// Who put a row in; nothing when it came with the program.
pub(super) fn added_by(who: &str) -> String {
    if who.is_empty() { String::new() } else { format!("Added by {who}") }
}

/// `Taken out on 3 Dec by Ada Park`.
pub(super) fn taken_out(removed: &Removed) -> String {
    let by = if removed.who.is_empty() { String::new() } else { format!(" by {}", removed.who) };
    format!("Taken out on {}{by}", short_date(removed.on))
}

/// The button that takes a row out. `about` is read out after its words.
pub(super) fn remove_form(words: &'static str, about: String, fields: Vec<(&'static str, String)>) -> AnyView {
    let fields =
        fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    view! {
        <form method="post" action=REMOVE>
            {hidden_key()} {fields}
            <Button small=true>{words} <span class="vh">" " {about}</span></Button>
        </form>
    }
    .into_any()
}

/// What is gone or over, behind a line that opens.
pub(super) fn history(summary: String, lines: Vec<AnyView>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| view! { <More summary=summary><ul class="rows">{lines}</ul></More> }.into_any())
}

fn exams(rows: &[ExamRow], today: Day) -> impl IntoView + use<> {
    let (mut ahead, mut past) = (Vec::new(), Vec::new());
    for row in rows {
        let days = format!("{} to {}", dated(row.first), dated(row.last));
        let (name, who) = (row.name.clone(), added_by(&row.who));
        if let Some(removed) = &row.removed {
            past.push(
                view! { <li>{name} <p class="meta">{format!("{days}. {}", taken_out(removed))}</p></li> }.into_any(),
            );
        } else if row.last < today {
            past.push(view! { <li>{name} <p class="meta">{days}</p></li> }.into_any());
        } else {
            let words = if row.first > today { "Take out" } else { "End today" };
            let remove = (row.first > today || row.last > today).then(|| {
                let fields = vec![("what", "exams".to_owned()), ("day", iso(row.first))];
                remove_form(words, format!("{name}, {days}"), fields)
            });
            ahead.push(line(view! { <b>{name}</b> <p>{days}</p> <p class="meta">{who}</p> }.into_any(), remove));
        }
    }
    // The next one first.
    ahead.reverse();
    let empty =
        ahead.is_empty().then(|| view! { <p class="soft">"No exams ahead. Projects are not warned of them."</p> });
    view! {
        <section class="sec stack" aria-labelledby="exams-h">
            <h2 id="exams-h">"Exam periods"</h2>
            {empty}
            <ul class="rows">{ahead}</ul>
            {history("Over or taken out".to_owned(), past)}
        </section>
    }
}

fn holidays(rows: &[HolidayRow], today: Day) -> impl IntoView + use<> {
    let (mut ahead, mut past) = (Vec::new(), Vec::new());
    for row in rows {
        let (name, day, who) = (row.name.clone(), dated(row.day), added_by(&row.who));
        if let Some(removed) = &row.removed {
            past.push(
                view! { <li>{name} <p class="meta">{format!("{day}. {}", taken_out(removed))}</p></li> }.into_any(),
            );
        } else if row.day <= today {
            past.push(view! { <li>{name} <p class="meta">{day}</p></li> }.into_any());
        } else {
            let fields = vec![("what", "holiday".to_owned()), ("day", iso(row.day))];
            let remove = Some(remove_form("Take out", format!("{name}, {day}"), fields));
            ahead.push(line(view! { <b>{name}</b> <p>{day}</p> <p class="meta">{who}</p> }.into_any(), remove));
        }
    }
    ahead.reverse();
    let empty = ahead
        .is_empty()
        .then(|| view! { <p class="soft">"No holiday ahead: every deadline counts Monday to Friday."</p> });
    view! {
        <section class="sec stack" aria-labelledby="holidays-h">
            <h2 id="holidays-h">"Holidays"</h2>
            {empty}
            <ul class="rows">{ahead}</ul>
            {history("Over or taken out".to_owned(), past)}
        </section>
    }
}

pub(super) fn line(what: AnyView, remove: Option<AnyView>) -> AnyView {
    view! { <li><div class="row between"><div>{what}</div> {remove}</div></li> }.into_any()
}

fn exam_form(request: &Request, today: Day) -> impl IntoView + use<> {
    let form = request.form_for(ADD_EXAMS);
    let today = iso(today);
    view! {
        <section class="sec" aria-labelledby="add-exams-h">
            <h2 id="add-exams-h">"Add an exam period"</h2>
            <form method="post" action=ADD_EXAMS class="stack">
                {hidden_key()}
                <ErrorSummary items=form.summary()/>
                <Field name="exams_name" label="Name" hint="Such as Fall finals." value=form.value("exams_name", "") error=form.error("exams_name")/>
                <DateField name="first_day" label="First day" min=today.clone() value=form.value("first_day", "") error=form.error("first_day")/>
                <DateField name="last_day" label="Last day" min=today value=form.value("last_day", "") error=form.error("last_day")/>
                <Button kind=ButtonKind::Primary>"Add exams"</Button>
            </form>
        </section>
    }
}

fn holiday_form(request: &Request, today: Day) -> impl IntoView + use<> {
    let form = request.form_for(ADD_HOLIDAY);
    view! {
        <section class="sec" aria-labelledby="add-holiday-h">
            <h2 id="add-holiday-h">"Add a holiday"</h2>
            <form method="post" action=ADD_HOLIDAY class="stack">
                {hidden_key()}
                <ErrorSummary items=form.summary()/>
                <Field name="holiday_name" label="Name" value=form.value("holiday_name", "") error=form.error("holiday_name")/>
                <DateField name="day" label="Day" hint="From tomorrow on. Deadlines that lie behind it move by a day." min=iso(today) value=form.value("day", "") error=form.error("day")/>
                <Button>"Add the holiday"</Button>
            </form>
        </section>
    }
}
