//! The student's own portfolio, what others see of it, and its plain text.

mod entry;
mod link;
mod own;
mod public;
mod shown;
mod text;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use own::PortfolioPage;
use public::{PreviewPage, PublicPortfolioPage};
use text::TextPage;

/// The cookie in which the secret of a new link travels from the form to the page, which takes it away.
pub(super) const LINK_COOKIE: &str = "portfolio-link";

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/student/portfolio") view=PortfolioPage ssr=SsrMode::Async/>
        <Route path=path!("/student/portfolio/preview") view=PreviewPage ssr=SsrMode::Async/>
        <Route path=path!("/student/portfolio/text") view=TextPage ssr=SsrMode::Async/>
        <Route path=path!("/portfolio/:secret") view=PublicPortfolioPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
