//! `/staff/clearance`: students whose work authorization an officer must clear before they start.

use backend::engagements::ClearanceLine;
use domain::dashboards::in_words;
use domain::time::long_date;
use leptos::prelude::*;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{Button, DateField, EmptyState, ErrorSummary, TextArea};

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
    let summary = form
        .summary()
        .into_iter()
        .map(|(field, message)| (if field.is_empty() { field } else { format!("{field}-{id}") }, message))
        .collect();
    let so_far = line.until.map(
        |day| view! { <p class="meta">{format!("Cleared so far up to {}, before the last day.", long_date(day))}</p> },
    );
    let heading = format!("student-{id}");
    let labelled = heading.clone();
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h2 id=heading>{format!("{} at {}", line.student, line.host)}</h2>
            <p>
                <a href=routes::engagement_room(line.id, "agreement")>{line.project.clone()}</a>
                {format!(", {} from {} to {}", line.planned, long_date(line.start), long_date(line.end))}
            </p>
            {so_far}
            <form class="stack" method="post" action=ACTION>
                <ErrorSummary items=summary id=format!("errors-{id}")/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id/>
                <DateField name="until" id=until label="Cleared up to and including" value=form.value("until", &line.end.to_string()) error=form.error("until") required=true/>
                <TextArea name="evidence" id=evidence label="Evidence" hint="For example the I-20 endorsement or the card, with its dates." value=form.value("evidence", "") error=form.error("evidence") rows=2 maxlength=2_000 required=true/>
                <div><Button>"Clear to start"</Button></div>
            </form>
        </section>
    }
}
