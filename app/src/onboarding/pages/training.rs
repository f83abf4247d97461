//! `/student/training` and its modules: short pages with a few questions, answered by plain forms.

use backend::onboarding::{ModuleLine, ModulePage as OneModule};
use domain::dashboards::in_words;
use domain::onboarding::Question;
use leptos::prelude::*;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, Choice, ErrorSummary, FormError, LinkButton, RadioCards, Step, StepState,
    Steps, Tone,
};

const ACTION: &str = "/api/onboarding/answer-module";

#[component]
pub(super) fn TrainingPage() -> impl IntoView {
    page(|_| async move {
        let cx = crate::caller::cx().await?;
        let lines = backend::onboarding::training_page(&cx).await?;
        let open = lines.iter().filter(|line| line.required && !line.passed).count();
        let title = match open {
            0 => "Training".to_owned(),
            1 => "One training waits for you".to_owned(),
            count => format!("{} trainings wait for you", crate::text::capital(&in_words(count))),
        };
        let items = lines.iter().map(step).collect();
        let body = view! {
            <header class="stack tight">
                <h1>{title.clone()}</h1>
                <p class="lede">"Short pages with a few questions. What you pass once counts for every project."</p>
            </header>
            <section class="sec" aria-label="Modules"><Steps items=items/></section>
        };
        Ok(Page::new(title, Frame::Student("/student/work"), body))
    })
}

fn step(line: &ModuleLine) -> Step {
    let state = match (line.passed, line.required) {
        (true, _) => StepState::Done,
        (false, true) => StepState::Need,
        (false, false) => StepState::Todo,
    };
    let about = format!("{} {} minutes.", line.module.about, line.module.minutes);
    Step::new(line.module.title.clone(), state).note(about).href(routes::training(&line.module.key))
}

#[component]
pub(super) fn ModulePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let key = request.params.get("module").unwrap_or_default();
        let one = backend::onboarding::module_page(&cx, &key).await?;
        let title = one.module.title.clone();
        let sections = one
            .module
            .sections
            .iter()
            .map(|section| {
                let paragraphs = section.paragraphs.iter().map(|words| view! { <p>{words.clone()}</p> }).collect_view();
                let points = section.points.iter().map(|words| view! { <li>{words.clone()}</li> }).collect::<Vec<_>>();
                view! {
                    <section class="stack tight">
                        <h2>{section.heading.clone()}</h2>
                        {paragraphs}
                        {(!points.is_empty()).then(|| view! { <ul class="stack tight">{points}</ul> })}
                    </section>
                }
            })
            .collect_view();
        let back = match one.back {
            Some(id) => view! { <BackLink href=routes::onboarding(id) words="The list"/> }.into_any(),
            None => view! { <BackLink href="/student/training" words="All training"/> }.into_any(),
        };
        let body = view! {
            {back}
            <header class="stack tight">
                <p class="eyebrow">{format!("Training, {} minutes", one.module.minutes)}</p>
                <h1>{title.clone()}</h1>
                <p class="lede">{one.module.about.clone()}</p>
            </header>
            <FormError message=request.form.whole()/>
            {sections}
            {result(&one)}
            {form(&request, &one)}
        };
        Ok(Page::new(title, Frame::Student("/student/work"), body))
    })
}

/// How it went last, with what to do next.
fn result(one: &OneModule) -> Option<impl IntoView + use<>> {
    let all = one.module.questions.len();
    let chosen = one.chosen.as_ref()?;
    let right = one.module.questions.iter().zip(chosen).filter(|(question, chosen)| question.right == **chosen).count();
    let (tone, title) = if one.passed {
        (Tone::Go, format!("Passed: {right} of {all} are right"))
    } else {
        (Tone::Need, format!("{right} of {all} are right"))
    };
    let words = if one.passed {
        "It counts for every project from now on. Below you see why each answer is right."
    } else {
        "Read why below, and answer once more. You can try as often as you like."
    };
    let next = one.back.filter(|_| one.passed).map(|id| {
        view! { <p><LinkButton href=routes::onboarding(id) kind=ButtonKind::Primary>"Back to the list"</LinkButton></p> }
    });
    Some(view! { <div id="answers" class="stack"><Banner tone=tone title=title>{words}</Banner>{next}</div> })
}

fn form(request: &Request, one: &OneModule) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let questions = one
        .module
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let name = format!("question_{}", index + 1);
            let last = one.chosen.as_ref().and_then(|chosen| chosen.get(index)).copied();
            let value = form.value(&name, &last.map(|place| place.to_string()).unwrap_or_default());
            let choices =
                question.answers.iter().enumerate().map(|(place, words)| Choice::new(place.to_string(), words.clone())).collect();
            let error = form.error(&name);
            view! {
                <div class="stack tight">
                    <RadioCards name=name legend=question.words.clone() choices=choices value=value error=error required=true/>
                    {last.map(|last| explained(question, last))}
                </div>
            }
        })
        .collect_view();
    let (words, kind) = match one.chosen {
        Some(_) => ("Answer once more", ButtonKind::Plain),
        None => ("Check my answers", ButtonKind::Primary),
    };
    view! {
        <section class="sec stack" aria-labelledby="questions">
            <h2 id="questions">{format!("{} questions", crate::text::capital(&in_words(one.module.questions.len())))}</h2>
            <form class="stack loose" method="post" action=ACTION>
                <ErrorSummary items=crate::engagements::summary(&form)/>
                {hidden_key()}
                <input type="hidden" name="module" value=one.module.key.clone()/>
                {questions}
                <div><Button kind=kind>{words}</Button></div>
            </form>
        </section>
    }
}

/// Why an answer is right, once the question was answered.
fn explained(question: &Question, last: usize) -> impl IntoView + use<> {
    let right = question.answers.get(question.right).cloned().unwrap_or_default();
    let words = if last == question.right {
        format!("That is right. {}", question.because)
    } else {
        format!("A better answer: {}. {}", right.trim_end_matches('.'), question.because)
    };
    view! { <p class="meta">{words}</p> }
}
