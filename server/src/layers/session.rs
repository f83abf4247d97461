//! Who visits: from the session cookie to the person with their roles.

use app::caller::Visitor;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use backend::people::sessions;
use std::net::SocketAddr;

use crate::router::Site;

/// Puts a [`Visitor`] on the request. Without a database signed-in pages cannot be shown, so the
/// answer says so at once; assets and health checks do not pass here with a cookie.
pub async fn recognise(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let mut visitor = Visitor {
        request: text(request.headers(), &HeaderName::from_static("x-request-id")).to_owned(),
        address: address(&site, &request),
        ..Visitor::default()
    };
    let name = sessions::cookie_name(&site.backend.site);
    let token = cookie(request.headers(), name).map(ToOwned::to_owned);
    if let Some(token) = token.filter(|_| !is_file(request.uri().path())) {
        match sessions::recognise(&site.backend, &token).await {
            Ok(Some((person, session))) => {
                visitor.person = Some(person);
                visitor.session = Some(session);
            }
            // A cookie that stands for nobody: most have simply run out.
            Ok(None) => match sessions::was_ended(&site.backend, &token).await {
                Ok(true) if request.uri().path() != app::routes::FORGET => return ended(&request),
                Ok(_) => {}
                Err(error) => tracing::error!(request = visitor.request, %error, "ended sessions cannot be read"),
            },
            Err(error) => {
                tracing::error!(request = visitor.request, %error, "sessions cannot be read");
                return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], super::observe::away_page())
                    .into_response();
            }
        }
    }
    let signed_in = visitor.person.is_some();
    let person = visitor.person.as_ref().and_then(|person| HeaderValue::from_str(&person.id.to_string()).ok());
    let secret = request.uri().query().is_some_and(|query| query.contains("token="));
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    // Whose page it is, for the worker of the timesheet: it keeps nothing of one person for another.
    if let Some(person) = person.filter(|_| is_page) {
        response.headers_mut().insert(HeaderName::from_static("x-person"), person);
    }
    if (signed_in || is_page || response.status().is_redirection())
        && !response.headers().contains_key(header::CACHE_CONTROL)
    {
        // What belongs to one person, or to nobody, stays out of shared caches; the back button may still use it. What a
        // link in a mail opens is kept nowhere.
        let kept = if secret { "no-store" } else { "private, no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

/// The answer to a session that its person ended on another device. A page leads to where the browser forgets everything;
/// anything else just hears that nobody is signed in.
fn ended(request: &Request) -> Response {
    let page = text(request.headers(), &header::ACCEPT).contains("text/html");
    if page {
        let there = [(header::LOCATION, app::routes::FORGET), (header::CACHE_CONTROL, "no-store")];
        return (StatusCode::SEE_OTHER, there).into_response();
    }
    if request.uri().path().starts_with("/api/") && !request.headers().contains_key(super::forms::MESSAGES) {
        return (StatusCode::UNAUTHORIZED, axum::Json(app::AppError::SignedOut)).into_response();
    }
    super::forms::messages(&app::AppError::SignedOut)
}

fn is_file(path: &str) -> bool {
    ["/pkg/", "/font/", "/icon/", "/sw.js", "/manifest.webmanifest", "/favicon.svg"]
        .iter()
        .any(|file| path.starts_with(file))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The value of one cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The visitor's address: from the proxy's header where one is configured (the last entry is the one
/// our own proxy wrote), else of the connection.
fn address(site: &Site, request: &Request) -> String {
    if let Some(name) = &site.address_header {
        let last = text(request.headers(), name).rsplit(',').next().unwrap_or_default().trim();
        return last.to_owned();
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| peer.ip().to_string()).unwrap_or_default()
}
