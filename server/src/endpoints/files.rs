//! Built files: hashed ones stay in the browser for a year; anything else is asked for again.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::{LeptosOptions, provide_context};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use crate::layers;
use crate::router::Site;

/// A file of the site folder, or the page that says there is none.
pub async fn file_or_not_found(State(site): State<Site>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let has_name = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if has_name && matches!(*request.method(), Method::GET | Method::HEAD) {
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.method = request.method().clone();
        parts.uri = request.uri().clone();
        parts.headers = request.headers().clone();
        let files = ServeDir::new(site.leptos.site_root.as_ref()).precompressed_br().precompressed_gzip();
        if let Ok(answer) = files.oneshot(Request::from_parts(parts, axum::body::Body::empty())).await
            && answer.status() != StatusCode::NOT_FOUND
        {
            let mut answer = answer.into_response();
            let keep = match path.split('/').nth(1) {
                // A watching build writes other files under the same names.
                Some("pkg") if !site.leptos.hash_files => "no-cache",
                Some("pkg" | "font") => "public, max-age=31536000, immutable",
                _ => "public, max-age=3600",
            };
            answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
            return answer;
        }
    }
    not_found(site, request).await
}

/// Draws the not-found page. The router inside the page is more lenient than the one that guards it
/// (a trailing slash, say), so it is asked for an address that no page has.
pub(super) async fn not_found(site: Site, mut request: Request) -> Response {
    *request.uri_mut() = axum::http::Uri::from_static("/no-such-page");
    let backend = site.backend.clone();
    let options: LeptosOptions = site.leptos.clone();
    let context = move || {
        provide_context(backend.clone());
        layers::headers::content_security_policy();
    };
    let mut answer =
        leptos_axum::render_app_async_with_context(context, move || app::layout::shell(options.clone()))(request)
            .await
            .into_response();
    *answer.status_mut() = StatusCode::NOT_FOUND;
    answer
}
