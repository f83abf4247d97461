//! `/engagements/{id}/milestones/{milestone}`: what is handed in, and the answer.

use backend::milestones::MilestonePage as Milestone;
use domain::engagements::Stage as Work;
use domain::milestones::{Command, Stage};
use domain::time::{due_words, long_date};
use leptos::prelude::*;

use super::parts::{because, frame, milestone_tag, summary};
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{BackLink, Banner, Button, ButtonKind, ErrorSummary, Field, FormError, More, TextArea, Tone};

const HAND_IN: &str = "/api/milestones/hand-in";
const DECIDE: &str = "/api/milestones/decide";

#[component]
pub(super) fn MilestonePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let one = backend::milestones::milestone_page(&cx, request.id("id")?, request.id("milestone")?).await?;
        let title = headline(&one);
        let when = one.submitted.map(|at| format!("Handed in on {}", cx.program().long(at)));
        let due = match one.stage {
            Stage::Draft | Stage::ChangesRequested => due_words(one.due, cx.today()),
            Stage::Submitted | Stage::Accepted => format!("Due {}", long_date(one.due)),
        };
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(one.engagement) words=one.terms.project.clone()/>
                <header class="stack tight">
                    <h1>{title.clone()}</h1>
                    <p class="row">{milestone_tag(one.stage)} <span class="meta">{due}</span></p>
                </header>
                <FormError message=request.form.whole()/>
                {changes(&one)}
                {handed_in(&one, when)}
                {one.offers.contains(&Command::Submit).then(|| hand_in(&request, &one))}
                {one.offers.contains(&Command::Accept).then(|| decide(&request, &one))}
                {waiting(&one).map(|words| view! { <p class="soft">{words}</p> })}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn headline(one: &Milestone) -> String {
    match one.stage {
        Stage::Draft if one.offers.contains(&Command::Submit) => format!("Hand in “{}”", one.name),
        Stage::ChangesRequested => format!("“{}” needs a change", one.name),
        Stage::Submitted if one.offers.contains(&Command::Accept) => format!("Look at “{}”", one.name),
        Stage::Accepted => format!("“{}” is accepted", one.name),
        _ => one.name.clone(),
    }
}

fn waiting(one: &Milestone) -> Option<&'static str> {
    if !one.offers.is_empty() {
        return None;
    }
    match (one.stage, one.work) {
        (Stage::Draft | Stage::ChangesRequested, Work::Onboarding) => {
            Some("It can be handed in once the work has started.")
        }
        (Stage::Draft | Stage::ChangesRequested, _) => Some("It is the student’s turn."),
        (Stage::Submitted, _) => Some("It is the host’s turn."),
        (Stage::Accepted, _) => None,
    }
}

fn changes(one: &Milestone) -> Option<impl IntoView + use<>> {
    let note = one.note.clone();
    (one.stage == Stage::ChangesRequested)
        .then(|| view! { <Banner tone=Tone::Need title="What should change"><p>{note}</p></Banner> })
}

fn handed_in(one: &Milestone, when: Option<String>) -> Option<impl IntoView + use<>> {
    let when = when?;
    let link = (!one.link.is_empty()).then(|| {
        let (href, words) = (one.link.clone(), one.link.clone());
        view! { <p><a href=href rel="noopener noreferrer nofollow">{words}</a></p> }
    });
    let text = one
        .text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view();
    Some(view! {
        <section class="sec stack" aria-labelledby="handed-in">
            <h2 id="handed-in">"What was handed in"</h2>
            <p class="meta">{when}</p>
            {link} {text}
        </section>
    })
}

fn ids(one: &Milestone) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="engagement" value=one.engagement.to_string()/>
        <input type="hidden" name="milestone" value=one.id.to_string()/>
    }
}

fn hand_in(request: &Request, one: &Milestone) -> impl IntoView + use<> {
    let form = request.form_for(HAND_IN);
    view! {
        <form class="stack" method="post" action=HAND_IN>
            <ErrorSummary items=summary(&form)/>
            {ids(one)}
            <Field
                name="link"
                label="Link to the work"
                input_type="url"
                hint="A shared document, a folder, a repository. Check that your host can open it."
                value=form.value("link", &one.link)
                error=form.error("link")
                optional=true
            />
            <TextArea
                name="text"
                label="The work itself, or a note about it"
                value=form.value("text", &one.text)
                error=form.error("text")
                maxlength=4_000
                rows=6
                optional=true
            />
            <div><Button kind=ButtonKind::Primary>"Hand in"</Button></div>
        </form>
    }
}

fn decide(request: &Request, one: &Milestone) -> impl IntoView + use<> {
    let form = request.form_for(DECIDE);
    let failed = !form.is_clean();
    let (accept, change) = (ids(one), ids(one));
    let reason = because("reason".to_owned(), &form, "What should change, so that it can be put right in one go.");
    view! {
        <section class="sec stack" aria-labelledby="answer">
            <h2 id="answer">"Your answer"</h2>
            <form method="post" action=DECIDE>
                {accept}
                <input type="hidden" name="decision" value="accept"/>
                <Button kind=ButtonKind::Primary>"Accept"</Button>
            </form>
            <More summary="Ask for a change" open=failed>
                <form class="stack" method="post" action=DECIDE>
                    <ErrorSummary items=summary(&form)/>
                    {change}
                    <input type="hidden" name="decision" value="request_changes"/>
                    {reason}
                    <div><Button>"Ask for this change"</Button></div>
                </form>
            </More>
        </section>
    }
}
