//! The pages of problems.

mod list;
mod problem;
mod report;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use domain::problems::Stage;

use crate::ui::{Tag, TagKind, icon};
use list::ProblemsPage;
use problem::ProblemPage;
use report::ReportPage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/engagements/:id/problem") view=ReportPage ssr=SsrMode::Async/>
        <Route path=path!("/problems/:id") view=ProblemPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/problems") view=ProblemsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Where a problem stands, in words.
const fn words(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "With staff",
        Stage::InHand => "Staff look after it",
        Stage::Evidence => "Both sides say what happened",
        Stage::Mediation => "Staff decide",
        Stage::Decided => "Decided, can be appealed",
        Stage::Appealed => "Appealed",
        Stage::Closed => "Decided for good",
        Stage::Resolved => "Settled",
        Stage::Withdrawn => "Taken back",
    }
}

/// Where a problem stands, as a tag.
fn tag(stage: Stage) -> impl IntoView + use<> {
    let (kind, glyph) = match stage {
        Stage::Open | Stage::InHand | Stage::Appealed => (TagKind::Wait, icon::CLOCK),
        Stage::Evidence | Stage::Mediation => (TagKind::Stop, icon::SCALE),
        Stage::Decided | Stage::Closed | Stage::Resolved => (TagKind::Go, icon::CIRCLE_CHECK),
        Stage::Withdrawn => (TagKind::Plain, icon::UNDO),
    };
    view! { <Tag kind=kind icon=glyph label=words(stage)/> }
}
