//! `/engagements/{id}/agreement`: the terms in plain words, who has signed, and what is missing before the start.

use backend::engagements::{AgreementPage as Agreement, Signed};
use backend::programs::Program;
use domain::actor::Party;
use domain::engagements::{Authorization, Command, Stage};
use domain::time::long_date;
use leptos::prelude::*;

use super::agreement_forms as forms;
use super::parts::{Viewer, frame, stage_tag};
use crate::layout::{Page, page};
use crate::routes;
use crate::ui::{BackLink, FormError, Step, StepState, Steps};

#[component]
pub(super) fn AgreementPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let agreement = backend::engagements::agreement_page(&cx, request.id("id")?).await?;
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
                        <h2 id="terms">"What all three sign"</h2>
                        <ol class="stack tight">{words}</ol>
                    </section>
                    {crate::extensions::amended(&agreement)}
                    {signatures(&agreement, cx.program())}
                    {signing.then(|| forms::sign(&request, &agreement, viewer, cx.actor()))}
                </div>
                <aside class="stack loose" aria-label="Before the start">
                    {checklist(&agreement, &parties)}
                    {forms::start(&agreement, &offers, viewer, cx.today())}
                    {forms::classification(&request, &agreement, &offers)}
                    {forms::prepare(&request, &agreement, &offers)}
                </aside>
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn headline(agreement: &Agreement, offers: &[Command]) -> String {
    let list = &agreement.checklist;
    let signed =
        [list.agreement_student, list.agreement_host, list.agreement_program].iter().filter(|side| **side).count();
    match (agreement.engagement.stage(), signed) {
        (Stage::Onboarding, _) if offers.contains(&Command::Sign) => "Read and sign the agreement".to_owned(),
        (Stage::Onboarding, 3) => "Signed by all three".to_owned(),
        (Stage::Onboarding, 1) => "One of three has signed".to_owned(),
        (Stage::Onboarding, count) => format!("{} of three have signed", if count == 0 { "None" } else { "Two" }),
        _ => "The agreement".to_owned(),
    }
}

fn signatures(agreement: &Agreement, program: &Program) -> impl IntoView + use<> {
    let terms = &agreement.terms;
    let sides = [
        (terms.student.clone(), &agreement.student),
        (terms.host.clone(), &agreement.host),
        (terms.program.clone(), &agreement.program),
    ];
    let items = sides.into_iter().map(|(side, signed)| signature(side, signed.as_ref(), program)).collect();
    view! {
        <section class="sec" aria-labelledby="signatures">
            <h2 id="signatures">"Signatures"</h2>
            <Steps items=items/>
        </section>
    }
}

fn signature(side: String, signed: Option<&Signed>, program: &Program) -> Step {
    match signed {
        Some(Signed { name, at }) => {
            Step::new(side, StepState::Done).note(format!("Signed by {name}, {}", program.long(*at)))
        }
        None => Step::new(side, StepState::Todo).note("Not signed yet"),
    }
}

/// Everything that must be done, who owes it, and what needs the viewer.
fn checklist(agreement: &Agreement, parties: &[Party]) -> impl IntoView + use<> {
    let (list, facts) = (&agreement.checklist, &agreement.engagement.facts);
    let missing = list.missing(facts.end);
    let signed = |side: Party, name: &str| {
        format!("Signed by {}", if parties.contains(&side) && side != Party::Staff { "you" } else { name })
    };
    let all = [
        ("The student signs the agreement", signed(Party::Student, "the student")),
        ("The host signs the agreement", signed(Party::Host, "the host")),
        (
            "The program chooses the worker classification",
            format!("Classification: {}", agreement.terms.classification.label().to_lowercase()),
        ),
        ("The program signs the agreement", signed(Party::Staff, "the program")),
        ("Work authorization is cleared up to the last day", authorization(list.authorization)),
        (
            "The kick-off meeting is set",
            list.kickoff.map(|day| format!("Kick-off on {}", long_date(day))).unwrap_or_default(),
        ),
        ("Two or three learning goals are agreed", "Learning goals are agreed".into()),
    ];
    let items = all
        .into_iter()
        .map(|(open, done)| match missing.iter().find(|one| one.words == open) {
            None => Step::new(done, StepState::Done),
            Some(one) if parties.contains(&one.owner) => Step::new(one.yours, StepState::Need).note("Owed by you"),
            Some(one) => Step::new(open, StepState::Todo).note(format!("Owed by {}", owner_words(one.owner))),
        })
        .collect();
    let goals = agreement.goals.lines().map(|goal| view! { <li>{goal.to_owned()}</li> }).collect::<Vec<_>>();
    view! {
        <section class="sec" aria-labelledby="checklist">
            <h2 id="checklist">"Before the start"</h2>
            <Steps items=items/>
            {(!goals.is_empty()).then(|| view! { <h3>"Learning goals"</h3><ul class="tick">{goals}</ul> })}
        </section>
    }
}

/// Who is next, once the viewer has signed.
fn next_step(agreement: &Agreement, parties: &[Party]) -> Option<String> {
    let (list, facts) = (&agreement.checklist, &agreement.engagement.facts);
    let signed = [Party::Student, Party::Host, Party::Staff]
        .into_iter()
        .any(|side| parties.contains(&side) && list.has_signed(side));
    if agreement.engagement.stage() != Stage::Onboarding || !signed {
        return None;
    }
    let missing = list.missing(facts.end);
    Some(match (missing.iter().find(|one| parties.contains(&one.owner)), missing.first()) {
        (Some(own), _) => format!("You have signed. Next for you: {}.", lower(own.yours)),
        (None, Some(other)) => format!("Nothing here waits for you now. Next: {}.", lower(other.words)),
        (None, None) => format!("Everything is done. The work starts on {}.", long_date(facts.start)),
    })
}

/// A sentence as the end of another.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn authorization(state: Authorization) -> String {
    match state {
        Authorization::NotNeeded => "No work authorization is needed".to_owned(),
        Authorization::Needed => "Work authorization is needed".to_owned(),
        Authorization::Cleared { until } => format!("Work authorization is cleared up to {}", long_date(until)),
    }
}

const fn owner_words(owner: Party) -> &'static str {
    match owner {
        Party::Student => "the student",
        Party::Host => "the host",
        Party::Dso => "the international-student office",
        _ => "the program",
    }
}
