//! The forms beside the agreement: sign, decide the classification, record a paper.

use backend::onboarding::AgreementPage;
use domain::actor::Actor;
use domain::engagements::Command;
use domain::machine::Word as _;
use domain::projects::Classification;
use leptos::prelude::*;

use super::parts::{Viewer, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, Choice, ErrorSummary, More, RadioCards, Signature, TextArea};

const SIGN: &str = "/api/engagements/sign";
const CHANGE: &str = "/api/onboarding/change-agreement";
const PAPER: &str = "/api/onboarding/sign-on-paper";

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
            <input type="hidden" name="text" value=agreement.text.sha256.clone()/>
            <Signature
                statement=statement
                value=form.value("signed_name", "")
                consent=!form.value("consent", "").is_empty()
                name_error=form.error("signed_name")
                consent_error=form.error("consent")
                note="Recorded with the date and time, the text’s fingerprint, and the network you are in, never your exact address"
            />
        </form>
    }
}

/// Staff decide what the student is to the payer, and take over newer clauses. Another text is signed anew.
pub(super) fn change(
    request: &Request,
    agreement: &AgreementPage,
    offers: &[Command],
) -> Option<impl IntoView + use<>> {
    if !offers.contains(&Command::ChangeAgreement) {
        return None;
    }
    let form = request.form_for(CHANGE);
    let decided = agreement.engagement.facts.checklist.classification;
    let now = agreement.terms.classification;
    let choices = Classification::ALL.iter().map(|one| Choice::new(one.word(), one.label())).collect();
    let newer = agreement
        .clauses_are_newer
        .then(|| view! { <p>"The program’s clauses are newer than those in this text. Saving takes them over."</p> });
    let note = (!agreement.classification_note.is_empty())
        .then(|| view! { <p class="meta">{format!("On record: {}", agreement.classification_note)}</p> });
    let fields = view! {
        <form class="stack" method="post" action=CHANGE>
            <ErrorSummary items=summary(&form) id="change-errors"/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=agreement.engagement.id.to_string()/>
            {note} {newer}
            <RadioCards name="classification" legend="What the student is to the payer" choices=choices value=form.value("classification", now.word()) error=form.error("classification") required=true/>
            <TextArea name="change_reason" label="Why" hint="Which facts make this right. It is kept as the record, and all three read it." value=form.value("change_reason", "") error=form.error("change_reason") rows=3 maxlength=2_000 required=true/>
            <p class="meta">"Where this makes another text, it is a new version, and all three sign it again."</p>
            <div><Button>"Keep it on record"</Button></div>
        </form>
    };
    let open = !decided || !form.is_clean() || agreement.clauses_are_newer;
    let title = if decided { "Change the agreement" } else { "Decide the classification" };
    Some(view! {
        <section class="sec" aria-labelledby="change">
            <h2 id="change">{title}</h2>
            <More summary=title open=open>{fields}</More>
        </section>
    })
}

/// Staff record a signature that was given on paper.
pub(super) fn paper(request: &Request, agreement: &AgreementPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    if !offers.contains(&Command::SignOnPaper) {
        return None;
    }
    let form = request.form_for(PAPER);
    let (list, terms) = (&agreement.engagement.facts.checklist, &agreement.terms);
    let sides = [
        ("student", &terms.student, list.agreement_student),
        ("host", &terms.host, list.agreement_host),
        ("program", &terms.program, list.agreement_program),
    ];
    let choices = sides
        .into_iter()
        .filter(|(_, _, signed)| !signed)
        .map(|(side, name, _)| Choice::new(side, name.clone()))
        .collect();
    let failed = !form.is_clean();
    let fields = view! {
        <form class="stack" method="post" action=PAPER>
            <ErrorSummary items=summary(&form) id="paper-errors"/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=agreement.engagement.id.to_string()/>
            <RadioCards name="side" legend="Who signed?" choices=choices value=form.value("side", "") error=form.error("side") required=true/>
            <TextArea name="paper_note" label="Which paper" hint="Its date, the version of the text on it, and where it is kept." value=form.value("paper_note", "") error=form.error("paper_note") rows=2 maxlength=2_000 required=true/>
            <div><Button>"Record it"</Button></div>
        </form>
    };
    Some(view! {
        <section class="sec" aria-labelledby="paper">
            <h2 id="paper">"Signed on paper"</h2>
            <More summary="Record a paper" open=failed>{fields}</More>
        </section>
    })
}
