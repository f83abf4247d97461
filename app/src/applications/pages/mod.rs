//! Pages about applications, and the student's home. Server only.

mod applicants;
mod application;
mod apply;
mod declines;
mod home;
mod list;
mod needs;
mod offers;
mod parts;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use applicants::ApplicantsPage;
use application::ApplicationPage;
use apply::ApplyPage;
use declines::DeclinePage;
use home::StudentHomePage;
use list::ApplicationsPage;
use offers::OffersPage;

pub(crate) use parts::one_answer;

/// The routes of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/student") view=StudentHomePage ssr=SsrMode::Async/>
        <Route path=path!("/student/applications") view=ApplicationsPage ssr=SsrMode::Async/>
        <Route path=path!("/student/offers") view=OffersPage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:id/apply") view=ApplyPage ssr=SsrMode::Async/>
        <Route path=path!("/applications/:id") view=ApplicationPage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/:id/applicants") view=ApplicantsPage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/:id/decline") view=DeclinePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
