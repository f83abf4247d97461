//! A person's calendar for other programs, behind a secret address.

use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::layers::access::Route;
use crate::router::Site;

/// `/calendar/{secret}.ics`. An address that is unknown, was renewed or switched off is not found; nothing tells which.
pub async fn feed(State(site): State<Site>, Path(file): Path<String>) -> Response {
    let secret = file.strip_suffix(".ics").unwrap_or_default();
    // Nothing that is no secret reaches the database.
    let found = if secret.len() == 43 { backend::agenda::feed(&site.backend, secret).await } else { Ok(None) };
    let mut answer = match found {
        Ok(Some(text)) => {
            let kind = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "inline; filename=\"foothold.ics\""),
            ];
            (kind, text).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, "There is no calendar at this address.\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "a calendar cannot be read");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "The calendar cannot be read right now.\n").into_response()
        }
    };
    let shared = [
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    answer.extensions_mut().insert(Route("/calendar/{file}".to_owned()));
    (shared, answer).into_response()
}
