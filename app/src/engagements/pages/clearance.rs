//! `/staff/clearance`: students whose work authorization an officer must clear before they start.

use backend::engagements::ClearanceLine;
use domain::dashboards::in_words;
use domain::time::{Day, long_date};
use leptos::prelude::*;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{Button, DateField, EmptyState, ErrorSummary, Field, TextArea};

const ACTION: &str = "/api/engagements/clear";

#[component]
pub(super) fn ClearancePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let lines = backend::engagements::clearance_page(&cx).await?;
        let title = match lines.len() {
            0 => "Nobody waits for clearance".to_owned(),
            1 => "One student waits for clearance".to_owned(),
            count => format!("{} students wait for clearance", in_words(count)),
        };
        let body = if lines.is_empty() {
            view! { <EmptyState title="All clear" text="Students who need a work authorization appear here when they accept an offer."/> }.into_any()
        } else {
            view! { <div class="stack loose">{lines.iter().map(|line| student(&request, line)).collect_view()}</div> }
                .into_any()
        };
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Work clearance"</p>
                <h1>{title.clone()}</h1>
                <p class="lede">"Nobody starts before you clear them up to the last day. You decide; Foothold only blocks the start."</p>
            </header>
            {body}
        };
        Ok(Page::new(title, Frame::Staff("/staff/clearance"), body))
    })
}

fn student(request: &Request, line: &ClearanceLine) -> impl IntoView + use<> {
    let id = line.id.to_string();
    let form = request.form_for(ACTION);
    let form = if form.value("engagement", "") == id { form } else { Default::default() };
    let (until, evidence) = (format!("until-{id}"), format!("evidence-{id}"));
    let (from, hours) = (format!("from-{id}"), format!("hours-{id}"));
    let summary = form
        .summary()
        .into_iter()
        .map(|(field, message)| (if field.is_empty() { field } else { format!("{field}-{id}") }, message))
        .collect();
    let so_far = line.until.map(|day| view! { <p class="meta">{cleared(line, day)}</p> });
    let heading = format!("student-{id}");
    let labelled = heading.clone();
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h2 id=heading>{format!("{} at {}", line.student, line.host)}</h2>
            <p>
                <a href=routes::onboarding(line.id)>{line.project.clone()}</a>
                {format!(", {} from {} to {}", line.planned, long_date(line.start), long_date(line.end))}
            </p>
            <p class="meta">{plan(line)}</p>
            {so_far}
            <form class="stack" method="post" action=ACTION>
                <ErrorSummary items=summary id=format!("errors-{id}")/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id/>
                <DateField name="from" id=from label="Cleared from" value=form.value("from", &line.start.to_string()) error=form.error("from") optional=true/>
                <DateField name="until" id=until label="Cleared up to and including" value=form.value("until", &line.end.to_string()) error=form.error("until") required=true/>
                <Field name="hours" id=hours label="Most hours in one week" inputmode="numeric" width="w-s" suffix="hours" value=form.value("hours", "") error=form.error("hours") optional=true/>
                <TextArea name="evidence" id=evidence label="Evidence" hint="For example the I-20 endorsement or the card, with its dates." value=form.value("evidence", "") error=form.error("evidence") rows=2 maxlength=2_000 required=true/>
                <div><Button>"Clear to start"</Button></div>
            </form>
        </section>
    }
}

/// What the project plans, to compare with the evidence.
fn plan(line: &ClearanceLine) -> String {
    match line.weekly_hours {
        Some(hours) if hours > 0 => format!("The project plans {hours} hours a week."),
        _ => "The project does not say how many hours a week it plans.".to_owned(),
    }
}

/// What was cleared so far, and why that is not enough.
fn cleared(line: &ClearanceLine, until: Day) -> String {
    let mut words = format!("Cleared so far up to {}", long_date(until));
    if let Some(from) = line.cover.from {
        words.push_str(&format!(", from {}", long_date(from)));
    }
    if let Some(hours) = line.cover.weekly_hours {
        words.push_str(&format!(", for {hours} hours a week"));
    }
    words.push_str(". That does not cover all of the work.");
    words
}
