//! The applicants of a project: a list, and one of them open for reading.

use backend::applications::{Applicant, ApplicantsView, ApplicationView};
use backend::programs::Program;
use domain::applications::Stage;
use domain::ids::ProjectId;
use domain::time::{Instant, long_date};
use leptos::prelude::*;

use super::application::{person, reason};
use super::parts::{DECIDE, answers, decision, pitch, plural, stage_word};
use crate::interviews::PROPOSE;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::rubrics::{Read, SCORE};
use crate::ui::{EmptyState, FormState, Icon, LinkButton, icon};

/// `/host/projects/{id}/applicants`, with `?applicant=` for the one to read.
#[component]
pub fn ApplicantsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let project: ProjectId = request.id("id")?;
        let chosen = request.query("applicant").parse().ok();
        let view = backend::applications::applicants_page(&cx, project, chosen).await?;
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let forms = [DECIDE, SCORE, PROPOSE].map(|action| request.form_for(action));
        let body = body(&view, cx.program(), cx.at(), &forms);
        Ok(Page::new(format!("Applicants, {}", view.title), frame, body))
    })
}

fn waits(stage: Stage) -> bool {
    matches!(stage, Stage::Submitted | Stage::Shortlisted | Stage::Interview)
}

fn headline(view: &ApplicantsView) -> String {
    let waiting = view.applicants.iter().filter(|a| waits(a.stage)).count();
    let by = view.decide_by.map(|day| format!(", by {}", long_date(day))).unwrap_or_default();
    match (view.applicants.len(), waiting) {
        (0, _) => "Nobody has applied yet".to_owned(),
        (_, 0) => "Everybody has an answer".to_owned(),
        (_, 1) => format!("One applicant waits for your answer{by}"),
        (_, more) => format!("Choose from {more} applicants{by}"),
    }
}

fn lede(view: &ApplicantsView) -> String {
    let seats = match view.seats_left {
        ..=0 => "Every seat has an offer.".to_owned(),
        left => format!("{} of {} left.", left, plural(view.seats, "seat", "seats")),
    };
    let waiting = view.applicants.iter().any(|a| waits(a.stage));
    let days = if waiting && view.decide_by.is_some() {
        match view.days_left {
            0 => " The promised day is here.".to_owned(),
            days => format!(" {} left.", plural(days, "business day", "business days")),
        }
    } else {
        String::new()
    };
    let blind = if view.blind { " Names and schools stay hidden until you shortlist." } else { "" };
    format!("{seats}{days}{blind}")
}

fn body(view: &ApplicantsView, program: &Program, now: Instant, forms: &[FormState; 3]) -> impl IntoView + use<> {
    let reading = match &view.chosen {
        Some(chosen) => {
            let list = listed(view, chosen);
            let reading = reading(view, chosen, program, now, forms);
            view! { <div class="select">{list} {reading}</div> }.into_any()
        }
        None => {
            let text = view
                .apply_by
                .map(|day| format!("Students can apply until {}. You get an email for each of them.", long_date(day)));
            let project = routes::host_project(view.project);
            view! {
                <EmptyState title="The first application shows here" text=text.unwrap_or_default()>
                    <LinkButton href=project>"See the project"</LinkButton>
                </EmptyState>
            }
            .into_any()
        }
    };
    view! {
        <p>
            <a class="link" href=routes::host_project(view.project)>
                <Icon glyph=icon::ARROW_LEFT/> {view.title.clone()}
            </a>
        </p>
        <header class="stack tight">
            <h1>{headline(view)}</h1>
            <p class="lede">{lede(view)}</p>
        </header>
        {reading}
    }
}

fn reading_of(view: &ApplicantsView, applicant: &Applicant) -> String {
    // On a phone the list is above what is read.
    format!("{}?applicant={}#applicant", routes::applicants(view.project), applicant.id)
}

fn listed(view: &ApplicantsView, chosen: &ApplicationView) -> impl IntoView + use<> {
    let lines = view
        .applicants
        .iter()
        .map(|applicant| {
            let here = (applicant.id == chosen.id).then_some("page");
            view! {
                <li>
                    <a href=reading_of(view, applicant) aria-current=here>
                        <b>{applicant.name.clone()}</b> {sum(applicant)} <small>{note_on(view, applicant)}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    let note = if view.scores {
        "The numbers are the mean of the scores, yours with the others’. They show once you have scored an applicant."
    } else {
        "The numbers are the mean of the scores that members of the host gave."
    };
    let waiting = view.applicants.iter().filter(|one| waits(one.stage)).count();
    let several = (waiting > 1).then(|| {
        view! { <p><a class="link" href=routes::decline(view.project)>"Tell several that others were chosen"</a></p> }
    });
    view! {
        <nav class="stack" aria-label="Applicants"><ul class="pick">{lines}</ul> <p class="meta">{note}</p> {several}</nav>
    }
}

/// The scores in the list: their mean, or that there is none yet.
fn sum(applicant: &Applicant) -> impl IntoView + use<> {
    match applicant.summary.words() {
        Some(words) => view! { <span class="num">{words} <span class="vh">" points"</span></span> }.into_any(),
        None if waits(applicant.stage) => view! { <span class="num mute">"Open"</span> }.into_any(),
        None => ().into_any(),
    }
}

fn note_on(view: &ApplicantsView, applicant: &Applicant) -> String {
    let runner_up = applicant.runner_up.map(|place| format!(", runner-up {place}")).unwrap_or_default();
    let read = match applicant.summary.reviewers {
        0 => String::new(),
        1 if applicant.summary.own.is_some() => ", scored by you".to_owned(),
        count => format!(", scored by {count}"),
    };
    let skills = if view.must_haves > 0 {
        format!("{} of {}, ", applicant.skills_shown, plural(view.must_haves, "must-have skill", "must-have skills"))
    } else {
        String::new()
    };
    format!("{}{runner_up}{read}. {skills}{} free hours a week", stage_word(applicant.stage), applicant.free_hours)
}

fn reading(
    view: &ApplicantsView,
    chosen: &ApplicationView,
    program: &Program,
    now: Instant,
    [form, scores, times]: &[FormState; 3],
) -> impl IntoView + use<> {
    let place = view.applicants.iter().position(|a| a.id == chosen.id).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|index| view.applicants.get(index)).map(|a| {
        let label = format!("Applicant before: {}", a.name);
        view! { <LinkButton href=reading_of(view, a) icon=icon::CHEVRON_LEFT label=label/> }
    });
    let after = view.applicants.get(place + 1).map(|a| {
        let label = format!("Next applicant: {}", a.name);
        view! { <LinkButton href=reading_of(view, a) icon=icon::CHEVRON_RIGHT label=label/> }
    });
    let until = chosen.offer_expires_at.filter(|_| chosen.stage == Stage::Offered).map(
        |until| view! { <p><Icon glyph=icon::CLOCK/> {format!(" The student has until {}.", program.long(until))}</p> },
    );
    let engagement = chosen.engagement.map(|id| {
        view! { <p><LinkButton href=routes::engagement(id)>"Go to the engagement"</LinkButton></p> }
    });
    let next = format!("{}?applicant={}", routes::applicants(view.project), chosen.id);
    view! {
        <div class="stack loose">
            <header class="row between top">
                <div class="stack tight"><h2 id="applicant">{chosen.name.clone()}</h2> {person(chosen)}</div>
                <div class="row">{before} {after}</div>
            </header>
            {reason(chosen)} {until} {engagement}
            {read(view, chosen, scores, &next)}
            {crate::interviews::for_host(chosen, program, now, times, &next)}
            {decision(chosen, form, &next)}
        </div>
    }
}

/// What was written, with the scores: while they are asked for, each answer stands above its own.
fn read(view: &ApplicantsView, chosen: &ApplicationView, form: &FormState, next: &str) -> impl IntoView + use<> {
    let rubric = Read {
        id: chosen.id,
        criteria: &view.criteria,
        answers: &chosen.answers,
        reviews: &view.reviews,
        scores: view.scores && waits(chosen.stage),
        // Without a part of the page: an address that differs in that alone is not loaded again.
        next: next.to_owned(),
    };
    let written = if rubric.asks() { pitch(chosen).into_any() } else { answers(chosen).into_any() };
    view! { {written} {crate::rubrics::rubric(&rubric, form)} }
}
