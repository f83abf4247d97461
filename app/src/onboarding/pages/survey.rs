//! `/engagements/{id}/survey`: eight sentences before the work, which come again after it.

use backend::onboarding::SurveyPage as Survey;
use leptos::prelude::*;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{BackLink, Button, ButtonKind, ErrorSummary, FormError, Rating};

const ACTION: &str = "/api/onboarding/answer-survey";

#[component]
pub(super) fn SurveyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let survey = backend::onboarding::survey_page(&cx, request.id("id")?).await?;
        let title = if survey.answers.is_some() { "What you answered before the work" } else { "Before you begin" };
        let lede = if survey.open {
            "Eight sentences, about two minutes. The same ones come again at the end, so that you see what you gained. Only you see your answers; the program counts them without names."
        } else if survey.answers.is_some() {
            "The same sentences come again when the work is over."
        } else {
            "The work has begun, so this survey is over."
        };
        let content = match (&survey.answers, survey.open) {
            (Some(_), _) => answers(&survey).into_any(),
            (None, true) => form(&request, &survey).into_any(),
            (None, false) => ().into_any(),
        };
        let body = view! {
            <BackLink href=routes::onboarding(survey.id) words="The list"/>
            <header class="stack tight">
                <p class="eyebrow">{survey.terms.project.clone()}</p>
                <h1>{title}</h1>
                <p class="lede">{lede}</p>
            </header>
            <FormError message=request.form.whole()/>
            {content}
        };
        Ok(Page::new(title, Frame::Student("/student/work"), body))
    })
}

fn form(request: &Request, survey: &Survey) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let ratings = survey
        .survey
        .questions
        .iter()
        .map(|question| {
            let name = format!("answers[{}]", question.key);
            let value: Option<u8> = form.value(&name, "").parse().ok();
            let words = survey.survey.scale.map(str::to_owned).to_vec();
            view! { <Rating name=name id=question.key legend=question.words words=words value=value error=form.error(question.key) required=true/> }
        })
        .collect_view();
    view! {
        <form class="stack loose" method="post" action=ACTION>
            <ErrorSummary items=crate::engagements::summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=survey.id.to_string()/>
            {ratings}
            <div><Button kind=ButtonKind::Primary>"Send my answers"</Button></div>
        </form>
    }
}

fn answers(survey: &Survey) -> impl IntoView + use<> {
    let given = survey.answers.clone().unwrap_or_default();
    let lines = survey
        .survey
        .questions
        .iter()
        .filter_map(|question| {
            let answer = given.get(question.key)?;
            let place = usize::from(*answer).checked_sub(1)?;
            let word = survey.survey.scale.get(place)?;
            Some(view! { <div><dt>{question.words}</dt><dd>{format!("{word}, {answer} of 5")}</dd></div> })
        })
        .collect_view();
    view! { <section class="sec" aria-label="Your answers"><dl class="stack">{lines}</dl></section> }
}
