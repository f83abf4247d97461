//! One log line and one figure per request; a page instead of a dropped connection when code panics.

use std::any::Any;
use std::time::Instant;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use super::access::Route;

/// Takes away a request id that is none: it goes into the log and into references people are asked to name. A proxy's own,
/// a UUID, stays.
pub async fn without_foreign_id(mut request: Request) -> Request {
    let name = HeaderName::from_static("x-request-id");
    let value =
        request.headers().get(&name).map(|value| value.to_str().is_ok_and(|text| uuid::Uuid::try_parse(text).is_ok()));
    if value == Some(false) {
        request.headers_mut().remove(&name);
    }
    request
}

/// Logs method, route, status and time, and counts them. Never the query, the body or a cookie.
pub async fn log_and_count(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let id = request
        .headers()
        .get(HeaderName::from_static("x-request-id"))
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    // The name of a calendar, of a public portfolio or of a link in a letter is a secret, not a path.
    let path = request.uri().path();
    let secret = ["/calendar/", "/portfolio/", "/by-email/"].into_iter().find(|before| path.starts_with(before));
    let path = secret.map_or_else(|| path.to_owned(), |before| format!("{before}…"));
    let response = next.run(request).await;
    let route = response.extensions().get::<Route>().map_or_else(|| "file".to_owned(), |route| route.0.clone());
    let (status, took) = (response.status().as_u16(), began.elapsed());
    metrics::histogram!("http_request_seconds", "route" => route, "status" => status.to_string())
        .record(took.as_secs_f64());
    tracing::debug!(request = id, %method, path, status, milliseconds = took.as_millis(), "answered");
    response
}

/// The answer after a panic.
#[must_use]
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let words =
        cause.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| cause.downcast_ref::<String>().cloned());
    tracing::error!(cause = words.unwrap_or_default(), "a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CACHE_CONTROL, "no-store")], away_page()).into_response()
}

/// A page that needs nothing: no database, no style sheet, no script.
pub fn away_page() -> Html<&'static str> {
    Html(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Back in a moment</title><h1>Back in a moment</h1><p>Foothold cannot answer right now. Nothing you saved is lost. \
         Load the page again in a few seconds.</p></html>",
    )
}

/// The page after a session was ended from another device. It needs nothing either.
pub fn ended_page() -> Html<&'static str> {
    Html(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>You are signed out</title><h1>You are signed out</h1><p>You ended all your sessions on another device. What this \
         device had kept is deleted.</p><p><a href=\"/sign-in\">Sign in</a></p></html>",
    )
}
