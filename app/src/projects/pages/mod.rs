mod beginnings;
mod browse;
mod calendar;
mod commenting;
mod example;
mod fit;
mod history;
mod host_desk;
mod host_home;
mod host_project;
mod labels;
mod posting;
mod preview;
mod project;
mod queue;
mod review;
mod review_changes;
mod staff_projects;
mod student_view;
pub(crate) mod terms;
mod wizard;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

pub use browse::listing;
pub(super) use calendar::calendar_html;
pub use fit::why;
pub(crate) use host_home::project_rows;
pub(crate) use labels::field_words;
pub(super) use student_view::student_html;
pub(super) use wizard::has_calendar;

use beginnings::{NewProjectPage, TemplatePreviewPage};
use browse::BrowsePage;
use example::ExamplePage;
use host_home::HostHomePage;
use host_project::HostProjectPage;
use preview::PreviewPage;
use project::ProjectPage;
use queue::QueuePage;
use review::ReviewPage;
use staff_projects::StaffProjectsPage;
use wizard::WizardPage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Catalogue/>
        <Host/>
        <Staff/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For everybody.
#[component(transparent)]
fn Catalogue() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/projects") view=BrowsePage ssr=SsrMode::Async/>
        <Route path=path!("/projects/:id") view=ProjectPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For host members, and for staff and faculty who write for them.
#[component(transparent)]
fn Host() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/host") view=HostHomePage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/new") view=NewProjectPage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/new/:key") view=TemplatePreviewPage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/example") view=ExamplePage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/:id/preview") view=PreviewPage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/:id") view=HostProjectPage ssr=SsrMode::Async/>
        <Route path=path!("/host/projects/:id/edit/:step") view=WizardPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For staff.
#[component(transparent)]
fn Staff() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/staff/queue") view=QueuePage ssr=SsrMode::Async/>
        <Route path=path!("/staff/queue/:id") view=ReviewPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/projects") view=StaffProjectsPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
