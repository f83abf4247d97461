//! The forms beside the agreement: sign, prepare, record the classification, start.

use backend::engagements::AgreementPage;
use domain::actor::Actor;
use domain::engagements::{Command, Stage};
use domain::time::{Day, long_date};
use leptos::prelude::*;

use super::parts::{MOVE, Viewer, because, plain_move, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, ButtonKind, DateField, ErrorSummary, Signature, TextArea};

const SIGN: &str = "/api/engagements/sign";
const PREPARE: &str = "/api/engagements/prepare";

/// Signing for one's own side by typing one's name.
pub(super) fn sign(
    request: &Request,
    agreement: &AgreementPage,
    viewer: Viewer,
    actor: &Actor,
) -> impl IntoView + use<> {
    let form = request.form_for(SIGN);
    let side = match viewer {
        Viewer::Student => "for yourself".to_owned(),
        Viewer::Host => format!("for {}", agreement.terms.host),
        Viewer::Staff => format!("for {}", agreement.terms.program),
    };
    let name = actor.person().map(|person| person.name.clone()).unwrap_or_default();
    let statement = format!(
        "You sign {side}, as {name}. The terms above do not change afterwards, whatever happens to the project."
    );
    view! {
        <form class="stack" method="post" action=SIGN>
            <ErrorSummary items=summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=agreement.engagement.id.to_string()/>
            <Signature
                statement=statement
                value=form.value("signed_name", "")
                consent=!form.value("consent", "").is_empty()
                name_error=form.error("signed_name")
                consent_error=form.error("consent")
                note="Recorded with the date and time"
            />
        </form>
    }
}

/// The kick-off meeting and the learning goals.
pub(super) fn prepare(
    request: &Request,
    agreement: &AgreementPage,
    offers: &[Command],
) -> Option<impl IntoView + use<>> {
    let (kickoff, goals) =
        (offers.contains(&Command::SetKickoff), offers.contains(&Command::AgreeGoals) || !agreement.goals.is_empty());
    if !kickoff || agreement.engagement.stage() != Stage::Onboarding {
        return None;
    }
    let form = request.form_for(PREPARE);
    let day = agreement.checklist.kickoff.map(|day| day.to_string()).unwrap_or_default();
    let goals = goals.then(|| {
        view! {
            <TextArea
                name="learning_goals"
                label="Learning goals"
                hint="Two or three, one a line: what the student can do afterwards."
                value=form.value("learning_goals", &agreement.goals)
                error=form.error("learning_goals")
                rows=4
                maxlength=1_000
            />
        }
    });
    Some(view! {
        <section class="sec" aria-labelledby="prepare">
            <h2 id="prepare">"Agree on the first steps"</h2>
            <form class="stack" method="post" action=PREPARE>
                <ErrorSummary items=summary(&form) id="prepare-errors"/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=agreement.engagement.id.to_string()/>
                <DateField
                    name="kickoff"
                    label="Kick-off meeting"
                    value=form.value("kickoff", &day)
                    error=form.error("kickoff")
                    max=agreement.engagement.facts.end.to_string()
                />
                {goals}
                <div><Button>"Save"</Button></div>
            </form>
        </section>
    })
}

/// Staff write down why the classification is right.
pub(super) fn classification(
    request: &Request,
    agreement: &AgreementPage,
    offers: &[Command],
) -> Option<impl IntoView + use<>> {
    if !offers.contains(&Command::ChooseClassification) {
        return None;
    }
    let form = request.form_for(MOVE);
    let label = agreement.terms.classification.label();
    Some(view! {
        <section class="sec" aria-labelledby="classification">
            <h2 id="classification">"Record the classification"</h2>
            <form class="stack" method="post" action=MOVE>
                {hidden_key()}
                <input type="hidden" name="engagement" value=agreement.engagement.id.to_string()/>
                <input type="hidden" name="command" value="choose_classification"/>
                <p>{format!("The project says: {}.", label.to_lowercase())}</p>
                {because("reason".to_owned(), &form, "Which facts make this right. It is kept as the record.")}
                <div><Button>"Record it"</Button></div>
            </form>
        </section>
    })
}

/// The start, once everything is done and the first day is here.
pub(super) fn start(
    agreement: &AgreementPage,
    offers: &[Command],
    viewer: Viewer,
    today: Day,
) -> Option<impl IntoView + use<>> {
    let facts = &agreement.engagement.facts;
    if agreement.engagement.stage() != Stage::Onboarding || !facts.checklist.missing(facts.end).is_empty() {
        return None;
    }
    let pressed = match (facts.student_started, facts.host_started) {
        (true, false) if viewer == Viewer::Student => Some("You have pressed Start."),
        (false, true) if viewer == Viewer::Host => Some("You have pressed Start."),
        (true, false) => Some("The student has pressed Start."),
        (false, true) => Some("The host has pressed Start."),
        _ => None,
    };
    let action = if today < facts.start {
        view! { <p>{format!("Everything is ready. Press Start on {} or later.", long_date(facts.start))}</p> }
            .into_any()
    } else if offers.contains(&Command::PressStart) {
        plain_move(agreement.engagement.id, "press_start", "Start the work", ButtonKind::Primary).into_any()
    } else {
        view! { <p>"The work begins when the other side has pressed Start too."</p> }.into_any()
    };
    Some(view! {
        <section class="sec stack" aria-labelledby="start">
            <h2 id="start">"Start"</h2>
            {pressed.map(|words| view! { <p>{words}</p> })}
            {action}
        </section>
    })
}
