//! The pages of onboarding.

mod forms;
mod gates;
mod list;
mod settings;
mod survey;
mod training;

use domain::onboarding::{Part, parts};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use list::OnboardingPage;
use settings::SettingsPage;
use survey::SurveyPage;
use training::{ModulePage, TrainingPage};

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/engagements/:id/onboarding") view=OnboardingPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/survey") view=SurveyPage ssr=SsrMode::Async/>
        <Route path=path!("/student/training") view=TrainingPage ssr=SsrMode::Async/>
        <Route path=path!("/student/training/:module") view=ModulePage ssr=SsrMode::Async/>
        <Route path=path!("/staff/onboarding") view=SettingsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The text of an agreement, under headings of the third level.
pub(crate) fn agreement_body(text: &str) -> impl IntoView + use<> {
    parts(text)
        .into_iter()
        .filter_map(|part| match part {
            Part::Title(_) => None,
            Part::Heading(words) => Some(view! { <h3>{words}</h3> }.into_any()),
            Part::Paragraph(words) => Some(view! { <p>{words}</p> }.into_any()),
            Part::Points(points) => {
                let points = points.into_iter().map(|point| view! { <li>{point}</li> }).collect_view();
                Some(view! { <ul class="stack tight">{points}</ul> }.into_any())
            }
        })
        .collect_view()
}

/// A sentence as the end of another.
pub(crate) fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
