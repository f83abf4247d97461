mod list;
mod template;

use domain::machine::Word as _;
use domain::templates::{Stage, need};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::ui::{Tag, TagKind, icon};
use list::TemplatesPage;
use template::TemplatePage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/templates") view=TemplatesPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/templates/:id") view=TemplatePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The tag of a stage.
fn stage_tag(stage: Stage) -> impl IntoView {
    let (kind, sign) = match stage {
        Stage::Prepared => (TagKind::Wait, icon::PENCIL),
        Stage::Published => (TagKind::Go, icon::FLAG),
        Stage::Retired => (TagKind::Plain, icon::X),
    };
    let label = crate::text::capital(&crate::text::stage_word(stage.word()));
    view! { <Tag kind=kind icon=sign label=label/> }
}

/// What a template helps with, in words.
fn helps(keys: &[String]) -> String {
    let words: Vec<String> = keys.iter().filter_map(|key| need(key)).map(|need| need.words.to_lowercase()).collect();
    crate::text::capital(&words.join(", "))
}
