//! The front page and the plain documents. Server only.

mod documents;
mod front_page;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::timesheets::OfflinePage;
use documents::{FairnessPage, GalleryPage, PrivacyPage};
use front_page::FrontPage;

/// The pages of this room.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=FrontPage ssr=SsrMode::Async/>
        <Route path=path!("/fairness") view=FairnessPage ssr=SsrMode::Async/>
        <Route path=path!("/offline") view=OfflinePage ssr=SsrMode::Async/>
        <Route path=path!("/privacy") view=PrivacyPage ssr=SsrMode::Async/>
        <Route path=path!("/dev/gallery") view=GalleryPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
