//! The mails of the demonstration: what was or would have been sent. Server only.

mod mail_page;
mod mails_page;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use mail_page::MailPage;
use mails_page::MailsPage;

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/mails") view=MailsPage ssr=SsrMode::Async/>
        <Route path=path!("/mails/:id") view=MailPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
