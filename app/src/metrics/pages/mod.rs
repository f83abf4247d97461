//! The pages of metrics.

mod filter;
mod metric;
mod overview;
mod reports;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use metric::MetricPage;
use overview::MetricsPage;
use reports::{ReportPage, ReportsPage};

/// Where the metrics are.
const METRICS: &str = "/staff/metrics";

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/metrics") view=MetricsPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/metrics/reports") view=ReportsPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/metrics/reports/:id") view=ReportPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/metrics/:metric") view=MetricPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
