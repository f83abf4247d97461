mod host_page;
mod hosts_page;
mod profile_page;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use host_page::HostPage;
use hosts_page::HostsPage;
use profile_page::ProfilePage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/hosts") view=HostsPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/hosts/:id") view=HostPage ssr=SsrMode::Async/>
        <Route path=path!("/host/organisation") view=ProfilePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
