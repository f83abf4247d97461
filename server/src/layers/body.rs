//! How much a request may send.

use app::routes::{Access, carries_files, server_function_at};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::Limited;

/// Largest body of any request but those with files, in bytes. Forms are far below.
const LARGEST: usize = 2 * 1024 * 1024;
/// Largest form that anybody may send: signing in or up, choosing colours. Their longest fields have some hundreds of
/// characters.
const LARGEST_PUBLIC: usize = 64 * 1024;

/// Refuses larger bodies, by what they say of themselves or while they arrive. The two forms that carry files count for
/// themselves (`endpoints::uploads`): what is too large there is said beside the field.
pub async fn limit(request: Request, next: Next) -> Response {
    if carries_files(request.uri().path()) {
        return next.run(request).await;
    }
    let largest = largest(request.uri().path());
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if said.is_some_and(|length: usize| length > largest) {
        return (StatusCode::PAYLOAD_TOO_LARGE, "length limit exceeded").into_response();
    }
    let (parts, body) = request.into_parts();
    next.run(Request::from_parts(parts, Body::new(Limited::new(body, largest)))).await
}

/// Read before anybody is asked who they are, so it follows from the access table alone: what only people with an account may
/// call takes long texts.
fn largest(path: &str) -> usize {
    match server_function_at(path) {
        Some(Access::SignedIn | Access::May(_)) => LARGEST,
        None if !path.starts_with("/api/") => LARGEST,
        Some(Access::Public | Access::Demo) | None => LARGEST_PUBLIC,
    }
}
