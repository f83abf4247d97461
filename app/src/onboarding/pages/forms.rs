//! The forms beside the list: goals, meeting, tax form, training, start.

use backend::onboarding::OnboardingPage;
use domain::engagements::{Command, Goals, Stage, TaxForm};
use domain::machine::Word as _;
use domain::onboarding::tax_form_words;
use domain::time::{Day, long_date};
use leptos::prelude::*;

use crate::engagements::{Viewer, plain_move, summary};
use crate::layout::{Request, hidden_key};
use crate::routes;
use crate::ui::{
    Button, ButtonKind, Choice, DateField, ErrorSummary, Field, RadioCards, Step, StepState, Steps, TextArea,
};

const PREPARE: &str = "/api/engagements/prepare";
const AGREE: &str = "/api/onboarding/agree-goals";
const HAND_IN: &str = "/api/onboarding/hand-in-tax-form";
const RECORD: &str = "/api/onboarding/record-tax-form";

/// A form that is one button.
fn button(action: &'static str, list: &OnboardingPage, words: &'static str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=action>
            {hidden_key()}
            <input type="hidden" name="engagement" value=list.engagement.id.to_string()/>
            <Button>{words}</Button>
        </form>
    }
}

/// Goals of the other side, to agree on as they are; changing them is the form below.
pub(super) fn goals_to_agree(list: &OnboardingPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    let Goals::Proposed(side) = list.engagement.facts.checklist.goals else { return None };
    if !offers.contains(&Command::AgreeGoals) {
        return None;
    }
    let who = match side {
        domain::reviews::Side::Student => list.terms.student.clone(),
        domain::reviews::Side::Host => list.terms.host.clone(),
    };
    let goals = list.goals.lines().map(|goal| view! { <li>{goal.to_owned()}</li> }).collect_view();
    Some(view! {
        <section class="sec stack" aria-labelledby="agree">
            <h2 id="agree">{format!("{who} proposes learning goals")}</h2>
            <ul class="stack tight">{goals}</ul>
            <p class="meta">"To change a word, use the form below: what you save there is agreed."</p>
            {button(AGREE, list, "Agree on these goals")}
        </section>
    })
}

/// The kick-off meeting and the learning goals.
pub(super) fn prepare(request: &Request, list: &OnboardingPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    let goals = offers.contains(&Command::ProposeGoals);
    if !offers.contains(&Command::SetKickoff) {
        return None;
    }
    let form = request.form_for(PREPARE);
    let facts = &list.engagement.facts;
    let day = facts.checklist.kickoff.map(|day| day.to_string()).unwrap_or_default();
    let time = list.kickoff_at.map(|at| format!("{:0>5}", at.clock())).unwrap_or_default();
    let goals = goals.then(|| {
        view! {
            <TextArea
                name="learning_goals"
                label="Learning goals"
                hint="Two or three, one a line: what the student can do afterwards."
                value=form.value("learning_goals", &list.goals)
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
                <input type="hidden" name="engagement" value=list.engagement.id.to_string()/>
                <DateField
                    name="kickoff"
                    label="Kick-off meeting"
                    value=form.value("kickoff", &day)
                    error=form.error("kickoff")
                    max=facts.end.to_string()
                />
                <Field name="kickoff_time" label="Time" input_type="time" width="w-s" value=form.value("kickoff_time", &time) error=form.error("kickoff_time") optional=true/>
                <Field name="kickoff_place" label="Place or link" value=form.value("kickoff_place", &list.kickoff_place) error=form.error("kickoff_place") maxlength=300 optional=true/>
                {goals}
                <div><Button>"Save"</Button></div>
            </form>
        </section>
    })
}

/// The tax form: which one, and where it is. Never the form itself.
pub(super) fn tax_form(
    request: &Request,
    list: &OnboardingPage,
    offers: &[Command],
    viewer: Viewer,
) -> Option<impl IntoView + use<>> {
    let checklist = &list.engagement.facts.checklist;
    let open = matches!(checklist.tax_form, TaxForm::Open | TaxForm::HandedIn);
    if !checklist.required.tax_form || !open || viewer == Viewer::Host || list.engagement.stage() != Stage::Onboarding {
        return None;
    }
    let form = request.form_for(RECORD);
    let said = (checklist.tax_form == TaxForm::HandedIn)
        .then(|| view! { <p>"The student says that it was handed in. The program looks at it next."</p> });
    let own = offers.contains(&Command::HandInTaxForm).then(|| button(HAND_IN, list, "I have handed it in"));
    let record = offers.contains(&Command::RecordTaxForm).then(|| {
        let places = vec![
            Choice::new(TaxForm::OnFile.word(), "On file with the program"),
            Choice::new(TaxForm::Routed.word(), "Passed on to whoever pays"),
        ];
        view! {
            <form class="stack" method="post" action=RECORD>
                <ErrorSummary items=summary(&form) id="tax-errors"/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=list.engagement.id.to_string()/>
                <RadioCards name="tax_to" legend="Where is it?" choices=places value=form.value("tax_to", "") error=form.error("tax_to") required=true/>
                <TextArea name="tax_note" label="Which form, and where" hint="For example: Form W-9, payroll office. Leave its number out." value=form.value("tax_note", "") error=form.error("tax_note") rows=2 maxlength=500 required=true/>
                <div><Button>"Record it"</Button></div>
            </form>
        }
    });
    if viewer == Viewer::Staff && record.is_none() {
        return None;
    }
    Some(view! {
        <section class="sec stack" aria-labelledby="tax-form">
            <h2 id="tax-form">"Tax form"</h2>
            <p>{tax_form_words(list.terms.classification)}</p>
            <p class="meta">"Hand it in there, not here: Foothold records that it is done, and keeps neither the form nor its number."</p>
            {said} {own} {record}
        </section>
    })
}

/// The training this work asks for.
pub(super) fn training(list: &OnboardingPage, viewer: Viewer) -> Option<impl IntoView + use<>> {
    if list.modules.is_empty() {
        return None;
    }
    let items = list
        .modules
        .iter()
        .map(|one| {
            let state = match (one.passed, viewer) {
                (true, _) => StepState::Done,
                (false, Viewer::Student) => StepState::Need,
                (false, _) => StepState::Todo,
            };
            let note = if one.passed { "Done".to_owned() } else { format!("{} minutes", one.module.minutes) };
            let step = Step::new(one.module.title.clone(), state).note(note);
            if viewer == Viewer::Student { step.href(routes::training(&one.module.key)) } else { step }
        })
        .collect();
    Some(view! {
        <section class="sec" aria-labelledby="training">
            <h2 id="training">"Training"</h2>
            <Steps items=items/>
        </section>
    })
}

/// The start, once everything is done and the first day is here.
pub(super) fn start(
    list: &OnboardingPage,
    offers: &[Command],
    viewer: Viewer,
    today: Day,
) -> Option<impl IntoView + use<>> {
    let facts = &list.engagement.facts;
    if list.engagement.stage() != Stage::Onboarding || list.lines.iter().any(domain::onboarding::Line::is_open) {
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
        plain_move(list.engagement.id, "press_start", "Start the work", ButtonKind::Primary).into_any()
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
