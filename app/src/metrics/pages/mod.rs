//! The pages of metrics.

mod filter;
mod metric;
mod overview;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use metric::MetricPage;
use overview::MetricsPage;

/// Where the metrics are.
const METRICS: &str = "/staff/metrics";

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/metrics") view=MetricsPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/metrics/:metric") view=MetricPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
