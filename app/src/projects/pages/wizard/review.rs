//! The last screen: what a student will read, what the check found, and sending it.

use backend::projects::Wizard;
use domain::machine::Word as _;
use domain::policy::Policy;
use domain::projects::scope::best_step;
use domain::projects::{Step, addressed};
use leptos::prelude::*;

use super::heading;
use super::help::block;
use crate::layout::{Request, hidden_key};
use crate::projects::pages::history::place_of;
use crate::projects::pages::labels::field_words;
use crate::projects::pages::terms;
use crate::routes;
use crate::text::business_days;
use crate::ui::{Banner, Button, ButtonKind, Checkbox, ErrorSummary, Tone, icon};

const SUBMIT: &str = "/api/projects/submit";

pub fn screen(wizard: &Wizard, policy: &Policy, request: &Request, calendar: Option<AnyView>) -> AnyView {
    let state = request.form_for(SUBMIT);
    let mut open = wizard.report.blocks();
    open.sort_by_key(|finding| finding.step.number());
    let low = low_score(wizard, policy, open.is_empty());
    let ready = open.is_empty() && low.is_none();
    let missing = open
        .into_iter()
        .map(|finding| {
            let href = format!("{}#{}", routes::wizard(wizard.id, finding.step.word()), finding.field);
            view! { <li><a class="link" href=href>{finding.message.clone()}</a> <p class="meta">{finding.step.title()}</p></li> }
        })
        .collect_view();
    let missing = (!ready).then(|| {
        view! {
            <section class="sec" aria-labelledby="missing">
                <h2 id="missing">"Before you send it"</h2>
                <ul class="rows">{missing} {low}</ul>
            </section>
        }
    });
    let submit = wizard.editable.then(|| {
        let error = state.error("accepted_terms");
        let ticked = wizard.draft.accepted_terms || !state.value("accepted_terms", "").is_empty();
        let terms = wizard.by_host.then(|| view! { {block("sign")} {accept_terms(ticked, error)} });
        let (send, hint) = if wizard.by_host {
            ("Send to staff", format!("Staff have {} to answer.", business_days(policy.review_days)))
        } else {
            let days = domain::projects::SCOPE_ANSWER_DAYS;
            ("Send to the host", format!("The host reads scope, pay and terms and says yes within {days} days; then it is published."))
        };
        view! {
            <form class="form" method="post" action=SUBMIT>
                {hidden_key()} <input type="hidden" name="id" value=wizard.id.to_string()/> <ErrorSummary items=state.summary()/>
                {unanswered(wizard)} {terms}
                <div class="actions">
                    <Button kind=ButtonKind::Primary icon=icon::SEND disabled=!ready>{send}</Button>
                    <a class="btn" href=routes::wizard(wizard.id, "terms")>"Back"</a>
                </div>
                <p class="hint">{hint}</p>
                {(!ready).then(|| view! { <p class="hint">"You can send it once nothing is left under "<a class="link" href="#missing">"Before you send it"</a>"."</p> })}
            </form>
        }
    });
    let title = if wizard.draft.title.is_empty() { "No title yet".to_owned() } else { wizard.draft.title.clone() };
    view! {
        {heading(Step::Review)} {score(wizard)} {missing}
        <section class="sec stack loose" aria-labelledby="preview">
            <h2 id="preview">{title}</h2>
            <p class="meta">
                {format!("{}, as a student sees it. ", wizard.host)}
                <a class="link" href=routes::preview(wizard.id, "review")>"Open the student’s page"</a>
            </p>
            {terms::pay_box(&wizard.draft, wizard.draft.net_pay(policy), policy, terms::Reader::Other)}
            {terms::body(&wizard.draft, terms::Level::Third)}
        </section>
        {calendar} {submit}
    }
    .into_any()
}

/// What a host promises before its project is read or shown.
pub fn accept_terms(ticked: bool, error: Option<String>) -> impl IntoView {
    view! {
        <Checkbox
            name="accepted_terms"
            label="We keep to the program’s terms: the printed pay, an answer for everybody, feedback every week."
            checked=ticked
            error=error
            required=true
        />
    }
}

/// What a host edits first when nothing blocks and the score is still too low.
fn low_score(wizard: &Wizard, policy: &Policy, unblocked: bool) -> Option<AnyView> {
    if !unblocked || !wizard.report.is_too_low(policy) {
        return None;
    }
    let words = format!(
        "The score is {} of 100, and a project can be sent from {} on.",
        wizard.report.score.total, policy.review_score
    );
    Some(view! { <li>{words}</li> }.into_any())
}

/// The score with the finding whose fix raises it most.
fn score(wizard: &Wizard) -> impl IntoView + use<> {
    let words = format!("Score: {} of 100. ", wizard.report.score.total);
    let most = best_step(&wizard.report).map(|step| {
        let href = format!("{}#{}", routes::wizard(wizard.id, step.finding.step.word()), step.finding.field);
        let gain = if step.gain == 1 { " (1 point).".to_owned() } else { format!(" ({} points).", step.gain) };
        view! { "What would raise it most: " <a class="link" href=href>{step.finding.message.clone()}</a> {gain} }
    });
    view! { <p>{words} {most}</p> }
}

/// The comments of staff that nothing was done about. They keep nobody from sending the project.
fn unanswered(wizard: &Wizard) -> Option<AnyView> {
    let changed = |field: &str| wizard.before.as_ref().is_some_and(|before| addressed(before, &wizard.draft, field));
    let left: Vec<_> =
        wizard.comments.iter().filter(|comment| comment.answer.is_empty() && !changed(&comment.field)).collect();
    let title = match left.len() {
        0 => return None,
        1 => "One comment has neither a change nor an answer.".to_owned(),
        count => format!("{count} comments have neither a change nor an answer."),
    };
    let rows = left
        .into_iter()
        .map(|comment| {
            let href = place_of(wizard.id, &comment.field);
            view! { <li><a class="link" href=href>{field_words(&comment.field)}</a>": " {comment.body.clone()}</li> }
        })
        .collect_view();
    Some(
        view! {
            <Banner tone=Tone::Need title=title>
                <p>"You can send the project all the same. They stay open, and staff see that."</p>
                <ul class="rows">{rows}</ul>
            </Banner>
        }
        .into_any(),
    )
}
