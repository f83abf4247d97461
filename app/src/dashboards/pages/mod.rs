mod engagements_page;
mod faculty_page;
mod policy_page;
mod policy_preview;
mod staff_page;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use engagements_page::EngagementsPage;
use faculty_page::FacultyPage;
use policy_page::PolicyPage;
use staff_page::StaffPage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff") view=StaffPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/policy") view=PolicyPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/engagements") view=EngagementsPage ssr=SsrMode::Async/>
        <Route path=path!("/faculty") view=FacultyPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
