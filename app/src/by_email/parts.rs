//! What a link will do, in full, and its one button.

use backend::Visit;
use backend::by_email::{CheckInAsked, Shown};
use backend::milestones::MilestonePage as Milestone;
use backend::timesheets::WeekPage as Week;
use domain::engagements::check_in_questions;
use domain::reviews::Side;
use domain::time::{long_date, short_date, weekday};
use leptos::prelude::*;

use crate::layout::{Request, hidden_key_on};
use crate::routes;
use crate::ui::{Button, ButtonKind, ErrorSummary, FormState, TextArea, icon};

/// The action of the form.
pub(super) const ACT: &str = "/api/by-email/act";

/// The title and the page.
pub(super) fn shown(request: &Request, visit: &Visit, secret: &str, person: &str, what: &Shown) -> (String, AnyView) {
    let form = request.form_for(ACT);
    let (title, host, facts, words, (other, path)) = match what {
        Shown::Week(week) => (
            format!("Approve {}’s week", week.student),
            &week.host,
            week_facts(week).into_any(),
            format!("Approve {}", week.sheet.as_ref().map_or_else(String::new, |sheet| sheet.logged.to_string())),
            ("Send it back instead", routes::week(week.id, week.week)),
        ),
        Shown::Milestone(one) => (
            format!("Accept “{}”", one.name),
            &one.terms.host,
            milestone_facts(visit, one).into_any(),
            "Accept it".to_owned(),
            ("Open its files, or ask for a change", routes::milestone(one.engagement, one.id)),
        ),
        Shown::CheckIn(one) => (
            format!("Answer {}’s check-in", one.student),
            &one.host,
            check_in_facts(one, &form).into_any(),
            "Send the answer".to_owned(),
            ("Open your home", "/host".to_owned()),
        ),
    };
    let deed = if matches!(what, Shown::CheckIn(_)) { "You answer" } else { "You decide" };
    let by = format!(
        "{deed} as {person}, for {host}. Nothing happens before you press the button. If this is not you, close the page."
    );
    // A text area stands inside the form, everything else above its button.
    let body = view! {
        <header class="stack tight"><h1>{title.clone()}</h1><p class="lede">{by}</p></header>
        <form class="stack loose" method="post" action=ACT>
            <ErrorSummary items=form.summary()/>
            {hidden_key_on(request)}
            <input type="hidden" name="token" value=secret.to_owned()/>
            {facts}
            <div><Button kind=ButtonKind::Primary icon=icon::CHECK>{words}</Button></div>
        </form>
        <p class="meta"><a class="link" href=path>{other}</a> " (you sign in for it)."</p>
    };
    (title, body.into_any())
}

fn week_facts(week: &Week) -> impl IntoView + use<> {
    let (logged, silent) =
        week.sheet.as_ref().map_or((String::new(), None), |sheet| (sheet.logged.to_string(), sheet.silent_on));
    let span = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
    let hours = &week.hours;
    let line = format!(
        "{logged} in the week of {span}, for “{}”. With it, {} of {} are used.",
        week.project,
        hours.logged(),
        hours.planned
    );
    let entries = week
        .days
        .iter()
        .flat_map(|day| day.entries.iter().map(move |entry| (day.day, entry)))
        .map(|(day, entry)| {
            let when = format!("{} {}", weekday(day), short_date(day));
            view! {
                <li class="row between">
                    <span>{entry.description.clone()}<br/><span class="meta">{when}</span></span>
                    <span class="num">{entry.span.minutes.clock()}</span>
                </li>
            }
        })
        .collect_view();
    let silence =
        silent.map(|day| view! { <p class="meta">{format!("Silence approves it on {}.", long_date(day))}</p> });
    view! { <p>{line}</p> <ul class="rows">{entries}</ul> {silence} }
}

fn milestone_facts(visit: &Visit, one: &Milestone) -> impl IntoView + use<> {
    let line =
        format!("{} handed it in for “{}”. It is due on {}.", one.terms.student, one.terms.project, long_date(one.due));
    let newest = one.versions.first().map(|version| {
        let when = format!("Version {}, handed in {}", version.version, visit.program().long(version.at));
        let paragraphs = version.text.lines().filter(|line| !line.trim().is_empty());
        let text = paragraphs.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        // An address somebody else wrote is shown, not linked: it would be opened from a page with a secret.
        let link = (!version.link.is_empty()).then(|| view! { <p>"Link: " <code>{version.link.clone()}</code></p> });
        let files = version.files.iter().map(|file| view! { <li>{file.name.clone()}</li> }).collect::<Vec<_>>();
        let files = (!files.is_empty()).then(|| view! { <ul class="tick">{files}</ul> });
        view! { <p class="meta">{when}</p> {text} {link} {files} }
    });
    let criteria = one.terms.criteria().map(|criterion| view! { <li>{criterion.to_owned()}</li> }).collect::<Vec<_>>();
    let criteria = (!criteria.is_empty()).then(|| {
        view! { <section class="stack tight"><h2>"What the agreement asks for in the end"</h2><ul class="tick">{criteria}</ul></section> }
    });
    view! { <p>{line}</p> {newest} {criteria} }
}

fn check_in_facts(one: &CheckInAsked, form: &FormState) -> impl IntoView + use<> {
    let line = format!("Week of {}, for “{}”.", long_date(one.week.monday()), one.project);
    let answers = check_in_questions(Side::Student)
        .into_iter()
        .zip(one.answers.clone())
        .filter(|(_, answer)| !answer.is_empty())
        .map(|(question, answer)| view! { <dt>{question}</dt><dd>{answer}</dd> })
        .collect_view();
    view! {
        <p>{line}</p>
        <dl>{answers}</dl>
        <TextArea
            name="answer"
            label="Your answer"
            hint="What you will do about it, or who can help."
            value=form.value("answer", "")
            error=form.error("answer")
            rows=4
            maxlength=1_000
            required=true
        />
    }
}
