//! `/engagements/{id}/onboarding`: everything that must be done before the first day, for everybody concerned, with
//! what each can do now.

use backend::onboarding::OnboardingPage as Onboarding;
use domain::actor::Party;
use domain::dashboards::in_words;
use domain::engagements::{Authorization, Command, Stage, TaxForm};
use domain::onboarding::{Item, Line, State, next_for, owner_words};
use domain::time::{Day, due_words, long_date};
use leptos::prelude::*;

use super::{forms, gates, lower};
use crate::engagements::{Viewer, frame};
use crate::layout::{Page, page};
use crate::routes;
use crate::ui::{BackLink, ButtonKind, FormError, LinkButton, Step, StepState, Steps};

#[component]
pub(super) fn OnboardingPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let list = backend::onboarding::onboarding_page(&cx, request.id("id")?).await?;
        let parties = cx.actor().parties(&list.engagement.belongs);
        let viewer = Viewer::of(&parties);
        let offers = list.engagement.offers(cx.actor());
        let title = headline(&list);
        let terms = &list.terms;
        let who = match viewer {
            Viewer::Student => terms.host.clone(),
            Viewer::Host => terms.student.clone(),
            Viewer::Staff => format!("{} at {}", terms.student, terms.host),
        };
        let items = list.lines.iter().map(|line| step(&list, line, &parties, cx.today())).collect();
        let goals = list.goals.lines().map(|goal| view! { <li>{goal.to_owned()}</li> }).collect::<Vec<_>>();
        let body = view! {
            <BackLink href=routes::engagement(list.engagement.id) words=terms.project.clone()/>
            <header class="stack tight">
                <p class="eyebrow">{who}</p>
                <h1>{title.clone()}</h1>
                <p class="lede">{lede(&list)}</p>
            </header>
            <FormError message=request.form.whole()/>
            {next(&list, &parties, &offers, cx.today())}
            <div class="split">
                <section class="sec" aria-labelledby="list">
                    <h2 id="list">"The list"</h2>
                    <Steps items=items/>
                    {(!goals.is_empty()).then(|| view! { <h3>"Learning goals"</h3><ul class="stack tight">{goals}</ul> })}
                </section>
                <div class="stack loose">
                    {forms::start(&list, &offers, viewer, cx.today())}
                    {forms::goals_to_agree(&list, &offers)}
                    {forms::tax_form(&request, &list, &offers, viewer)}
                    {gates::safety(&request, &list, &offers)}
                    {gates::data(&request, &list, &offers)}
                    {forms::training(&list, viewer)}
                    {forms::prepare(&request, &list, &offers)}
                </div>
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn open(list: &Onboarding) -> usize {
    list.lines.iter().filter(|line| line.is_open()).count()
}

/// What is the case.
fn headline(list: &Onboarding) -> String {
    match (list.engagement.stage(), open(list)) {
        (Stage::Onboarding, 0) => "Ready for the first day".to_owned(),
        (Stage::Onboarding, 1) => "One thing is left before the start".to_owned(),
        (Stage::Onboarding, count) => format!("{} things are left before the start", in_words(count)),
        _ => "Before the work began".to_owned(),
    }
}

fn lede(list: &Onboarding) -> String {
    let facts = &list.engagement.facts;
    match list.engagement.stage() {
        Stage::Onboarding => format!("The work starts on {}. Everybody sees this list.", long_date(facts.start)),
        _ => "Onboarding is over. This is how the list stood.".to_owned(),
    }
}

/// The one thing this viewer does next.
fn next(list: &Onboarding, parties: &[Party], offers: &[Command], today: Day) -> Option<impl IntoView + use<>> {
    if list.engagement.stage() != Stage::Onboarding {
        return None;
    }
    let own = next_for(&list.lines, parties);
    let first = list.lines.iter().find(|line| line.is_open());
    let (title, text, action) = match (own, first) {
        (Some(line), _) => (line.yours.to_owned(), line.why.to_owned(), Some(way(list, line))),
        (None, Some(other)) => (
            "Nothing here waits for you now".to_owned(),
            format!("Next: {}. You get an email when it is your turn.", lower(other.words)),
            None,
        ),
        (None, None) if today >= list.engagement.facts.start && offers.contains(&Command::PressStart) => (
            "Press Start".to_owned(),
            "Everything is ready. The work begins once both sides have pressed it.".to_owned(),
            Some(("#start".to_owned(), "Go to Start")),
        ),
        (None, None) => return None,
    };
    let action =
        action.map(|(href, words)| view! { <LinkButton href=href kind=ButtonKind::Primary>{words}</LinkButton> });
    Some(view! {
        <ul class="needs" aria-label="Next">
            <li><div class="stack tight"><h2>{title}</h2><p>{text}</p></div>{action}</li>
        </ul>
    })
}

/// Where a line is done.
fn way(list: &Onboarding, line: &Line) -> (String, &'static str) {
    let id = list.engagement.id;
    let here = |anchor: &str| format!("#{anchor}");
    match line.item {
        Item::SignStudent | Item::SignHost | Item::SignProgram => {
            (routes::engagement_room(id, "agreement"), "Read and sign")
        }
        Item::Classification => (format!("{}#change", routes::engagement_room(id, "agreement")), "Decide it"),
        Item::TaxForm => (here("tax-form"), "See which form"),
        Item::Authorization if line.owner == Party::Student => {
            ("/student/profile#private".to_owned(), "Open your profile")
        }
        Item::Authorization => ("/staff/clearance".to_owned(), "Open the clearance queue"),
        Item::Safety => (here("safety"), "Record it"),
        Item::Data => (here("data"), "Read and confirm"),
        Item::Kickoff => (here("prepare"), "Choose a day"),
        Item::Goals if line.state == State::Waiting => (here("agree"), "Read the goals"),
        Item::Goals => (here("prepare"), "Write the goals"),
        Item::Survey => (routes::engagement_room(id, "survey"), "Start, 2 minutes"),
        Item::Training => {
            let first = list.modules.iter().find(|one| !one.passed).map(|one| routes::training(&one.module.key));
            (first.unwrap_or_else(|| "/student/training".to_owned()), "Open the training")
        }
    }
}

fn step(list: &Onboarding, line: &Line, parties: &[Party], today: Day) -> Step {
    let own = parties.contains(&line.owner);
    let over = list.engagement.stage() != Stage::Onboarding;
    match line.state {
        State::Done if line.item == Item::Authorization && line.owner != Party::Dso => {
            Step::new(line.words, StepState::Done).note("Nothing is left to do.")
        }
        State::Done => Step::new(done(list, line.item), StepState::Done).note(note(list, line.item)),
        State::NotNeeded => Step::new(subject(line.item), StepState::Todo).note("Not needed"),
        _ if over => Step::new(line.words, StepState::Todo).note("Was not done"),
        _ if own => {
            let step = Step::new(line.yours, StepState::Need).note(format!(
                "Waits for you. {}. {}",
                due_words(line.due, today),
                line.why
            ));
            step.href(way(list, line).0)
        }
        _ => Step::new(line.words, StepState::Todo).note(format!(
            "Waits for {}. {}. {}",
            owner_words(line.owner),
            due_words(line.due, today),
            line.why
        )),
    }
}

const fn subject(item: Item) -> &'static str {
    match item {
        Item::SignStudent | Item::SignHost | Item::SignProgram => "Signature",
        Item::Classification => "Worker classification",
        Item::TaxForm => "Tax form",
        Item::Authorization => "Work authorization",
        Item::Safety => "Background check or insurance",
        Item::Data => "Agreement on data",
        Item::Kickoff => "Kick-off meeting",
        Item::Goals => "Learning goals",
        Item::Survey => "Survey before the work",
        Item::Training => "Training",
    }
}

fn done(list: &Onboarding, item: Item) -> String {
    let checklist = &list.engagement.facts.checklist;
    match item {
        Item::SignStudent => "The student has signed".to_owned(),
        Item::SignHost => "The host has signed".to_owned(),
        Item::SignProgram => "The program has signed".to_owned(),
        Item::Classification => format!("Classification: {}", list.terms.classification.label().to_lowercase()),
        Item::TaxForm if checklist.tax_form == TaxForm::Routed => "The tax form was passed on".to_owned(),
        Item::TaxForm => "The tax form is on file".to_owned(),
        Item::Authorization => match checklist.authorization {
            Authorization::Cleared { until } => format!("Work authorization is cleared up to {}", long_date(until)),
            _ => "Work authorization is cleared".to_owned(),
        },
        Item::Safety => "The background check or the insurance is recorded".to_owned(),
        Item::Data => "The student has confirmed the agreement on data".to_owned(),
        Item::Kickoff => match (checklist.kickoff, list.kickoff_at) {
            (Some(day), Some(at)) => format!("Kick-off on {} at {}", long_date(day), at.clock()),
            (Some(day), None) => format!("Kick-off on {}", long_date(day)),
            (None, _) => "The kick-off meeting is set".to_owned(),
        },
        Item::Goals => "Both sides agree on the learning goals".to_owned(),
        Item::Survey => "The survey before the work is answered".to_owned(),
        Item::Training if list.modules.is_empty() => "No training is asked for".to_owned(),
        Item::Training => "The training is done".to_owned(),
    }
}

/// What stands below a line that is done.
fn note(list: &Onboarding, item: Item) -> String {
    match item {
        Item::Classification => list.classification_note.clone(),
        Item::TaxForm => list.tax_note.clone(),
        Item::Safety => list.safety_note.clone(),
        Item::Data => list.data_terms.clone(),
        Item::Kickoff => list.kickoff_place.clone(),
        Item::Training => list.modules.iter().map(|one| one.module.title.clone()).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
