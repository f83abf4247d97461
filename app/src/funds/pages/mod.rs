mod funds_page;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use funds_page::FundsPage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/staff/funds") view=FundsPage ssr=SsrMode::Async/> }.into_inner().into_any_nested_route()
}
