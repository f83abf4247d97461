//! A page: one async block that reads what it shows, then plain HTML.

use domain::actor::Person;
use http::request::Parts;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::caller::{Visitor, visitor};
use crate::error::AppError;
use crate::layout::{Frame, Title, error_page::error_body, left_over::left_over};
use crate::ui::FormState;

/// The name under which [`FormState`] keeps which form it is about.
pub const ACTION: &str = "action of the form";

/// The name under which a form that was drawn again says which page it stands on.
pub const PAGE: &str = "page-of-form";

/// What a page may need of its request, taken before the first await.
#[derive(Clone, Debug)]
pub struct Request {
    /// `/projects/{id}` -> `id`.
    pub params: ParamsMap,
    /// `?week=2026-11-30`.
    pub query: ParamsMap,
    /// Who visits.
    pub visitor: Visitor,
    /// What was typed and what was wrong with it, after a form of this page failed.
    pub form: FormState,
    barred: Option<AppError>,
    /// The path with its query, to come back to.
    pub here: String,
}

impl Request {
    fn take() -> Self {
        let parts = use_context::<Parts>();
        Self {
            // An address without a page has none, where the router's own hook would panic.
            params: use_context::<ArcMemo<ParamsMap>>().map(|params| params.get_untracked()).unwrap_or_default(),
            query: use_query_map().get_untracked(),
            visitor: visitor(),
            barred: parts.as_ref().and_then(|p| p.extensions.get::<crate::caller::Barred>()).map(|b| b.0.clone()),
            form: parts.as_ref().and_then(|p| p.extensions.get::<FormState>().cloned()).unwrap_or_default(),
            here: parts
                .map(|p| p.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string))
                .unwrap_or_default(),
        }
    }

    /// An id from the path.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not one: such an address names nothing.
    pub fn id<T: std::str::FromStr>(&self, name: &str) -> Result<T, AppError> {
        let id = self.params.get(name).and_then(|text| text.parse().ok());
        id.ok_or(AppError::NotFound)
    }

    /// What was typed into the form that posts to `action`, and what was wrong; empty when another
    /// form of the page failed or none did.
    #[must_use]
    pub fn form_for(&self, action: &str) -> FormState {
        let this = self.form.values.get(ACTION).is_some_and(|posted| posted == action);
        if this { self.form.clone() } else { FormState::default() }
    }

    /// A parameter of the query, empty when absent.
    #[must_use]
    pub fn query(&self, name: &str) -> String {
        self.query.get(name).unwrap_or_default()
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] when nobody is.
    pub fn person(&self) -> Result<&Person, AppError> {
        self.visitor.person.as_ref().ok_or(AppError::SignedOut)
    }
}

/// What a page shows: a title, the frame around it, and its body (what goes into `main`).
#[derive(Debug)]
pub struct Page {
    title: String,
    frame: Frame,
    body: AnyView,
}

impl Page {
    /// A page. `title` is what is the case, without the program's name.
    pub fn new(title: impl Into<String>, frame: Frame, body: impl IntoView + 'static) -> Self {
        Self { title: title.into(), frame, body: body.into_any() }
    }
}

/// Renders a page from its async block. Errors become the error page with the right status.
pub fn page<F, W>(work: W) -> impl IntoView
where
    W: FnOnce(Request) -> F + Send + 'static,
    F: Future<Output = Result<Page, AppError>> + Send + 'static,
{
    let request = Request::take();
    let kept = request.clone();
    view! {
        <Suspense>
            {Suspend::new(async move {
                let shown = match request.barred.clone() {
                    Some(error) => Err(error),
                    None => work(request).await,
                };
                let shown = match shown {
                    Ok(page) => page,
                    Err(error) => {
                        crate::caller::set_status(&error);
                        error_body(&error, &kept)
                    }
                };
                let Page { title, frame, body } = shown;
                let body = match left_over(&kept.form, frame).await {
                    Some(left) => view! { {left} {body} }.into_any(),
                    None => body,
                };
                view! { <Title text=title/> {frame.around(&kept, body)} }
            })}
        </Suspense>
    }
}

/// A new key for a form, so that sending it twice acts once. Goes into a hidden field named `key`.
///
/// On a page that was drawn again under the address of its form, it carries the page's own address as well: the Referer
/// names none then, and the form may fail a second time.
#[must_use]
pub fn hidden_key() -> impl IntoView {
    let key: domain::ids::EventId = backend::new_id();
    let drawn_again = use_context::<Parts>().filter(|parts| parts.extensions.get::<FormState>().is_some());
    let page = drawn_again.and_then(|parts| parts.uri.path_and_query().map(ToString::to_string));
    let page = page.map(|page| view! { <input type="hidden" name=PAGE value=page/> });
    view! { <input type="hidden" name="key" value=key.to_string()/> {page} }
}

/// The same on a page whose address no Referer may name: the form always carries it itself.
#[must_use]
pub fn hidden_key_on(request: &Request) -> impl IntoView + use<> {
    let key: domain::ids::EventId = backend::new_id();
    view! {
        <input type="hidden" name="key" value=key.to_string()/>
        <input type="hidden" name=PAGE value=request.here.clone()/>
    }
}
