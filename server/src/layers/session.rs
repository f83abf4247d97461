//! Who visits: from the session cookie to the person with their roles.

use app::caller::Visitor;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
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
            Ok(None) => {}
            Err(error) => {
                tracing::error!(request = visitor.request, %error, "sessions cannot be read");
                return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], super::observe::away_page())
                    .into_response();
            }
        }
    }
    let signed_in = visitor.person.is_some();
    let secret = request.uri().query().is_some_and(|query| query.contains("token="));
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if (signed_in || is_page || response.status().is_redirection())
        && !response.headers().contains_key(header::CACHE_CONTROL)
    {
        // What belongs to one person, or to nobody, stays out of shared caches; the back button may still use it. What a
        // link in a mail opens is kept nowhere.
        let kept = if secret { "no-store" } else { "private, no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, axum::http::HeaderValue::from_static(kept));
    }
    response
}

fn is_file(path: &str) -> bool {
    path.starts_with("/pkg/") || path.starts_with("/font/")
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
