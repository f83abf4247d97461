//! `/engagements/{id}/agreement`: the terms in plain words, the full text, who has signed, and a copy of every version.

use backend::onboarding::{AgreementPage as Agreement, Signature, Version};
use backend::programs::Program;
use domain::actor::Party;
use domain::engagements::{Command, Stage};
use domain::onboarding::{fingerprint_words, next_for};
use domain::time::long_date;
use leptos::prelude::*;

use super::agreement_forms as forms;
use super::parts::{Viewer, frame, stage_tag};
use crate::layout::{Page, page};
use crate::onboarding::{agreement_body, lower};
use crate::routes;
use crate::ui::{BackLink, FormError, More, Step, StepState, Steps};

#[component]
pub(super) fn AgreementPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let agreement = backend::onboarding::agreement_page(&cx, request.id("id")?).await?;
        let parties = cx.actor().parties(&agreement.engagement.belongs);
        let viewer = Viewer::of(&parties);
        let offers = agreement.engagement.offers(cx.actor());
        let title = headline(&agreement, &offers);
        let terms = &agreement.terms;
        let words = terms.plain_words().into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
        let signing = offers.contains(&Command::Sign);
        let body = view! {
            <BackLink href=routes::engagement(agreement.engagement.id) words=terms.project.clone()/>
            <header class="stack tight">
                <h1>{title.clone()}</h1>
                <p>{stage_tag(agreement.engagement.stage())}</p>
                {next_step(&agreement, &parties).map(|words| view! { <p class="lede">{words}</p> })}
            </header>
            <FormError message=request.form.whole()/>
            <div class="split">
                <div class="stack loose">
                    <section class="sec" aria-labelledby="terms">
                        <h2 id="terms">"In plain words"</h2>
                        <ol class="stack tight">{words}</ol>
                    </section>
                    {crate::extensions::amended(&agreement)}
                    {full_text(&agreement)}
                    {signing.then(|| forms::sign(&request, &agreement, viewer, cx.actor()))}
                </div>
                <aside class="stack loose" aria-label="Signatures and copies">
                    {signatures(&agreement, cx.program())}
                    {before_the_start(&agreement)}
                    {copies(&agreement, cx.program())}
                    {forms::change(&request, &agreement, &offers)}
                    {forms::paper(&request, &agreement, &offers)}
                </aside>
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn headline(agreement: &Agreement, offers: &[Command]) -> String {
    let signed = agreement.engagement.facts.checklist.signatures();
    match (agreement.engagement.stage(), signed) {
        (Stage::Onboarding, _) if offers.contains(&Command::Sign) => "Read and sign the agreement".to_owned(),
        (Stage::Onboarding, 3) => "Signed by all three".to_owned(),
        (Stage::Onboarding, 1) => "One of three has signed".to_owned(),
        (Stage::Onboarding, count) => format!("{} of three have signed", if count == 0 { "None" } else { "Two" }),
        _ => "The agreement".to_owned(),
    }
}

/// Every word of it, with its fingerprint.
fn full_text(agreement: &Agreement) -> impl IntoView + use<> {
    let text = &agreement.text;
    let reason = (!text.reason.is_empty())
        .then(|| view! { <p class="meta">{format!("Why there is a new text: {}", text.reason)}</p> });
    let body = agreement_body(&text.body);
    view! {
        <section class="sec" aria-labelledby="full">
            <h2 id="full">"What all three sign"</h2>
            <p class="meta">
                {format!("Version {}. Fingerprint {}, the beginning of its SHA-256.", text.number, fingerprint_words(&text.sha256))}
            </p>
            {reason}
            <More summary="Read the full text"><div class="stack tight">{body}</div></More>
        </section>
    }
}

fn signatures(agreement: &Agreement, program: &Program) -> impl IntoView + use<> {
    let terms = &agreement.terms;
    let list = &agreement.engagement.facts.checklist;
    let sides = [
        (terms.student.clone(), "student", list.agreement_student),
        (terms.host.clone(), "host", list.agreement_host),
        (terms.program.clone(), "program", list.agreement_program),
    ];
    let text = &agreement.text;
    let items = sides
        .into_iter()
        .map(|(name, side, signed)| {
            let under = text.signatures.iter().find(|one| one.side == side);
            match (under, signed) {
                (Some(one), _) => Step::new(name, StepState::Done).note(signature(one, program)),
                (None, true) => Step::new(name, StepState::Done).note("Signed an earlier text"),
                (None, false) => Step::new(name, StepState::Todo).note("Not signed yet"),
            }
        })
        .collect();
    view! {
        <section class="sec" aria-labelledby="signatures">
            <h2 id="signatures">"Signatures"</h2>
            <Steps items=items/>
        </section>
    }
}

fn signature(one: &Signature, program: &Program) -> String {
    let when = program.long(one.at);
    match one.way.as_str() {
        "typed" => format!("Signed by {}, {when}, from the network {}", one.name, one.network),
        "paper" => format!("On paper, recorded by hand {when}: {}", one.note),
        _ => format!("{} {}, {when}", one.name, one.note),
    }
}

/// The way to the list, and how much is left on it.
fn before_the_start(agreement: &Agreement) -> Option<impl IntoView + use<>> {
    if agreement.engagement.stage() != Stage::Onboarding {
        return None;
    }
    let words = match agreement.engagement.facts.missing().len() {
        0 => "Everything on the list is done.".to_owned(),
        1 => "One thing is left on the list.".to_owned(),
        count => format!("{} things are left on the list.", crate::text::capital(&domain::dashboards::in_words(count))),
    };
    Some(view! {
        <section class="sec stack tight" aria-labelledby="before">
            <h2 id="before">"Before the start"</h2>
            <p>{words}</p>
            <p><a class="link" href=routes::onboarding(agreement.engagement.id)>"Open the list"</a></p>
        </section>
    })
}

/// Every kept version as a PDF.
fn copies(agreement: &Agreement, program: &Program) -> Option<impl IntoView + use<>> {
    if agreement.versions.is_empty() {
        return None;
    }
    let id = agreement.engagement.id;
    let lines = agreement.versions.iter().map(|version| copy(id, version, program)).collect_view();
    Some(view! {
        <section class="sec" aria-labelledby="copies">
            <h2 id="copies">"Copies"</h2>
            <ul class="rows">{lines}</ul>
        </section>
    })
}

fn copy(id: domain::ids::EngagementId, version: &Version, program: &Program) -> impl IntoView + use<> {
    let made = version.at.map(|at| program.long(at)).unwrap_or_default();
    let what = match (version.number, version.is_extension) {
        (_, true) => "Amended by an extension",
        (1, false) => "The first text",
        _ => "Changed before the start",
    };
    let signed = match version.signatures.len() {
        0 => "nobody has signed it".to_owned(),
        count if version.is_extension => format!("approved by {count}"),
        count => format!("signed by {count} of 3"),
    };
    let fingerprint = format!("Fingerprint {}", fingerprint_words(&version.sha256));
    view! {
        <li>
            <a class="name" href=routes::agreement_copy(id, version.number)>{format!("Version {} as PDF", version.number)}</a>
            <p class="meta">{format!("{what}, {made}; {signed}")}</p>
            <p class="meta">{fingerprint}</p>
        </li>
    }
}

/// Who is next, once the viewer has signed.
fn next_step(agreement: &Agreement, parties: &[Party]) -> Option<String> {
    let facts = &agreement.engagement.facts;
    let signed = [Party::Student, Party::Host, Party::Staff]
        .into_iter()
        .any(|side| parties.contains(&side) && facts.checklist.has_signed(side));
    if agreement.engagement.stage() != Stage::Onboarding || !signed {
        return None;
    }
    let lines = domain::onboarding::items(facts);
    Some(match (next_for(&lines, parties), lines.iter().find(|line| line.is_open())) {
        (Some(own), _) => format!("You have signed. Next for you: {}.", lower(own.yours)),
        (None, Some(other)) => format!("Nothing here waits for you now. Next: {}.", lower(other.words)),
        (None, None) => format!("Everything is done. The work starts on {}.", long_date(facts.start)),
    })
}
