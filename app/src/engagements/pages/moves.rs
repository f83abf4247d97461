//! The forms on the page of an engagement: hand in, accept or ask for changes, and what rarely happens.

use backend::engagements::EngagementPage;
use domain::engagements::{Command, MOST_REVISIONS};
use domain::ids::EngagementId;
use domain::time::Day;
use leptos::prelude::*;

use super::parts::{Viewer, because, plain_move, reason_move, summary};
use crate::layout::{Request, hidden_key};
use crate::routes;
use crate::ui::{Button, ButtonKind, Choice, ErrorSummary, LinkButton, More, RadioCards, TextArea, icon};

const HAND_IN: &str = "/api/engagements/hand-in";
const DECIDE: &str = "/api/engagements/decide-work";
const LIFT: &str = "/api/people/lift-strike";

/// The student hands in the whole work, once every milestone is in.
pub(super) fn hand_in(request: &Request, page: &EngagementPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    if !offers.contains(&Command::HandIn) || page.engagement.facts.milestones_open > 0 {
        return None;
    }
    let form = request.form_for(HAND_IN);
    Some(view! {
        <section class="sec stack" id="hand-in" aria-labelledby="hand-in-title">
            <h2 id="hand-in-title">"Hand in the whole work"</h2>
            <form class="stack" method="post" action=HAND_IN>
                <ErrorSummary items=summary(&form)/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=page.engagement.id.to_string()/>
                <TextArea
                    name="reflection"
                    label="What you learned"
                    hint="Your host and staff read it. What could you do now that you could not do before?"
                    value=form.value("reflection", &page.reflection)
                    error=form.error("reflection")
                    minlength=30
                    maxlength=4_000
                    rows=5
                    required=true
                />
                <div><Button kind=ButtonKind::Primary>"Hand in"</Button></div>
            </form>
        </section>
    })
}

/// The host accepts, or names the criterion that is not met.
pub(super) fn decide(request: &Request, page: &EngagementPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    if !offers.contains(&Command::Accept) {
        return None;
    }
    let id = page.engagement.id;
    let form = request.form_for(DECIDE);
    let failed = !form.is_clean();
    let criteria = page
        .engagement
        .facts
        .criteria
        .iter()
        .map(|criterion| Choice::new(criterion.clone(), criterion.clone()))
        .collect();
    let agreed = page
        .terms
        .deliverables
        .iter()
        .map(|one| view! { <li><b>{one.title.clone()}</b><br/><span class="meta">"Accepted when: " {one.criterion.clone()}</span></li> })
        .collect_view();
    let work = page
        .milestones
        .iter()
        .map(|one| view! { <li><a class="name" href=routes::milestone(id, one.id)>{one.name.clone()}</a></li> })
        .collect_view();
    let left = MOST_REVISIONS - page.engagement.facts.revision_round;
    let again = (left > 0).then(|| {
        let reason = because("reason".to_owned(), &form, "What is missing, so that it can be put right in one go.");
        let rounds = if left == 1 { "You can ask once more." } else { "You can ask twice." };
        view! {
            <More summary="Something of the agreement is not met" open=failed>
                <form class="stack" method="post" action=DECIDE>
                    <ErrorSummary items=summary(&form)/>
                    {hidden_key()}
                    <input type="hidden" name="engagement" value=id.to_string()/>
                    <input type="hidden" name="decision" value="request_revision"/>
                    <RadioCards name="criterion" legend="Which criterion is not met?" choices=criteria value=form.value("criterion", "") error=form.error("criterion") required=true/>
                    {reason}
                    <p class="meta">{rounds}</p>
                    <div><Button>"Ask for this change"</Button></div>
                </form>
            </More>
        }
    });
    Some(view! {
        <section class="sec stack" id="decide" aria-labelledby="decide-title">
            <h2 id="decide-title">"Compare the work with the agreement"</h2>
            <ul class="rows">{agreed}</ul>
            <h3>"What was handed in"</h3>
            <ul class="rows">{work}</ul>
            <form method="post" action=DECIDE>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id.to_string()/>
                <input type="hidden" name="decision" value="accept"/>
                <Button kind=ButtonKind::Primary>"Accept the work"</Button>
            </form>
            {again}
        </section>
    })
}

/// What happens rarely and needs a reason: the command, its word, what opens the form, the hint and the button.
const RARE: [(Command, &str, &str, &str, &str); 9] = [
    (
        Command::UpholdDispute,
        "uphold_dispute",
        "Decide for the student",
        "What you decided and why. Both sides read it.",
        "Accept the work",
    ),
    (
        Command::DismissDispute,
        "dismiss_dispute",
        "Give it back to the host",
        "What you decided and why. Both sides read it.",
        "Give it back",
    ),
    (
        Command::Pause,
        "pause",
        "Pause the work",
        "Illness or exams, for example. After 30 days it goes on by itself.",
        "Pause",
    ),
    (
        Command::ReportNoShowHost,
        "report_no_show_host",
        "The host never came",
        "What you tried. Staff write to both of you.",
        "Report it",
    ),
    (
        Command::ReportNoShowStudent,
        "report_no_show_student",
        "The student never came",
        "What you tried. Staff write to both of you.",
        "Report it",
    ),
    (
        Command::MarkIncomplete,
        "mark_incomplete",
        "It was not finished",
        "Why it counts as incomplete.",
        "Mark as incomplete",
    ),
    (Command::Lapse, "lapse", "Let the onboarding lapse", "Why the work will not start.", "Let it lapse"),
    (
        Command::Terminate,
        "terminate",
        "End it for cause",
        "Conduct, safety or ownership: what happened.",
        "End for cause",
    ),
    (
        Command::Cancel,
        "cancel",
        "End the work early",
        "The other side reads it. Approved hours are paid in proportion.",
        "End the work",
    ),
];

/// Takes back the strike of a student who was reported as missing.
fn lift_strike(request: &Request, id: EngagementId) -> impl IntoView + use<> {
    let form = request.form_for(LIFT);
    let failed = !form.is_clean();
    let reason = because("lift-reason".to_owned(), &form, "Why it does not count. The student reads it.");
    view! {
        <More summary="Lift the strike" open=failed>
            <form class="stack" method="post" action=LIFT>
                {hidden_key()} <input type="hidden" name="engagement" value=id.to_string()/> {reason}
                <div><Button>"Lift it"</Button></div>
            </form>
        </More>
    }
}

/// What happens rarely: pause, resume, end, dispute, and what only staff decide.
pub(super) fn change(
    request: &Request,
    page: &EngagementPage,
    viewer: Viewer,
    offers: &[Command],
    today: Day,
) -> Option<impl IntoView + use<>> {
    let id = page.engagement.id;
    // A dispute with an amount and two sides is decided on its own page.
    let disputed = page.problems.iter().any(|one| one.stage.is_dispute());
    let has = |command: Command| {
        let decides = matches!(command, Command::UpholdDispute | Command::DismissDispute);
        offers.contains(&command) && !(disputed && decides)
    };
    let mut forms: Vec<AnyView> = crate::extensions::ask(request, page).map(IntoAny::into_any).into_iter().collect();
    forms.extend(crate::pauses::ask(request, page, viewer, today).map(IntoAny::into_any));
    if page.talks && viewer != Viewer::Staff {
        let href = routes::engagement_room(id, "problem");
        forms.push(view! { <p><LinkButton href=href plain_link=true icon=icon::FLAG>"Report a problem to staff"</LinkButton></p> }.into_any());
    }
    if has(Command::Resume) {
        forms.push(plain_move(id, "resume", "Resume the work", ButtonKind::Plain).into_any());
    }
    if has(Command::DeemAccepted) {
        forms.push(plain_move(id, "deem_accepted", "Accept for the silent host", ButtonKind::Plain).into_any());
    }
    if page.strike && viewer == Viewer::Staff {
        forms.push(lift_strike(request, id).into_any());
    }
    for (_, word, summary, hint, words) in RARE.into_iter().filter(|(command, ..)| has(*command)) {
        forms.push(reason_move(request, id, word, summary, hint, words).into_any());
    }
    (!forms.is_empty()).then(|| {
        view! {
            <section class="sec stack" id="change" aria-labelledby="change-title">
                <h2 id="change-title">"If something changes"</h2>
                {forms}
            </section>
        }
    })
}
