//! Revisions: the form that changes a published project, what staff decide about it, and what everybody is told meanwhile.

pub mod api;
#[cfg(feature = "ssr")]
mod change_page;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod revision_page;

#[cfg(feature = "ssr")]
mod pages {
    use leptos::prelude::*;
    use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
    use leptos_router::components::Route;
    use leptos_router::{SsrMode, path};

    use super::change_page::ChangePage;
    use super::revision_page::RevisionPage;

    /// The pages of this feature.
    #[component(transparent)]
    pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
        view! {
            <Route path=path!("/host/projects/:id/change") view=ChangePage ssr=SsrMode::Async/>
            <Route path=path!("/staff/revisions/:id") view=RevisionPage ssr=SsrMode::Async/>
        }
        .into_inner()
        .into_any_nested_route()
    }
}

#[cfg(feature = "ssr")]
pub use pages::Routes;
#[cfg(feature = "ssr")]
pub(crate) use parts::{hide, of_host, public_note, rows, waiting};
