//! The pages of what needs attention.

mod desk;
mod item;

use backend::attention::ItemLine;
use domain::attention::{About, Rule, Severity, Stage};
use domain::ids::MilestoneId;
use domain::machine::Word as _;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::routes;
use crate::text::{attention_severity, capital, stage_word};
use crate::ui::{Tag, TagKind, icon};
use desk::DeskPage;
use item::ItemPage;

/// Where the desk is.
const DESK: &str = "/staff/attention";

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/attention") view=DeskPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/attention/:id") view=ItemPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// How bad it is and, unless it is open, where it stands.
fn tags(line: &ItemLine) -> impl IntoView + use<> {
    let (kind, glyph) = match line.severity {
        Severity::AtRisk => (TagKind::Stop, icon::TRIANGLE_ALERT),
        Severity::Nudge => (TagKind::Wait, icon::CLOCK),
    };
    let stage = (line.stage != Stage::Open).then(|| {
        let words = capital(&stage_word(line.stage.word()));
        view! { <Tag kind=TagKind::Plain icon=icon::CIRCLE_CHECK label=words/> }
    });
    view! { <span class="row"><Tag kind=kind icon=glyph label=attention_severity(line.severity)/> {stage}</span> }
}

/// The page of what an item is about.
fn subject(line: &ItemLine) -> String {
    match (line.rule.about(), line.engagement) {
        (About::Application, _) => routes::application(line.subject.into()),
        (About::Payment, _) => routes::payments(None),
        // The final work is handed in on the page of the work itself.
        (About::Milestone, Some(work)) if line.subject != work.0 => routes::milestone(work, MilestoneId(line.subject)),
        (About::Milestone | About::Engagement, Some(work)) => routes::engagement(work),
        _ if line.rule == Rule::NoApplicants => routes::project(line.project),
        _ => routes::review(line.project),
    }
}

/// The project with whoever works on it.
fn around(line: &ItemLine) -> String {
    let parts = [line.title.as_str(), line.student.as_str(), line.host.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Who looks after it, in words.
fn owner(line: &ItemLine) -> String {
    line.owner.as_ref().map_or_else(|| "Nobody looks after it".to_owned(), |(_, name)| format!("{name} looks after it"))
}
