//! `/files/{id}`: a file for whoever may have it. It is always saved, never shown: whatever is in it, nothing of it runs here.

use std::ops::Range;

use app::caller::Visitor;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::Failure;
use backend::files::Download;
use domain::actor::Actor;
use domain::ids::FileId;

use crate::router::Site;

/// The file, or a part of it; the page that says there is none to everybody who may not have it.
pub async fn file(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let id: Option<FileId> = id.parse().ok();
    let found = match (visitor.person, id) {
        (Some(person), Some(id)) => find(&site, Actor::Person(person), id, request.headers()).await,
        _ => Err(Failure::NotFound),
    };
    match found {
        Ok(answer) => answer,
        Err(Failure::NotFound) => super::files::not_found(site, request).await,
        Err(Failure::Refused(refusal)) => {
            let later = [(header::RETRY_AFTER, "60"), (header::CACHE_CONTROL, "private, no-store")];
            (StatusCode::CONFLICT, later, format!("{}\n", app::text::refusal(&refusal))).into_response()
        }
        Err(error) => {
            tracing::error!(request = visitor.request, error = ?error, "a file cannot be sent");
            let later = [(header::RETRY_AFTER, "5"), (header::CACHE_CONTROL, "private, no-store")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "This file cannot be sent right now. Try again in a moment.\n")
                .into_response()
        }
    }
}

async fn find(site: &Site, actor: Actor, id: FileId, asked: &HeaderMap) -> Result<Response, Failure> {
    let cx = site.backend.cx(actor).await?;
    let file = backend::files::download(&cx, id).await?;
    let tag = format!("\"{}\"", file.digest);
    let (status, range) = match wanted(asked, &tag, file.size) {
        Wanted::All => (StatusCode::OK, 0..file.size),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Wanted::Nothing => {
            let size = [(header::CONTENT_RANGE, format!("bytes */{}", file.size))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, size).into_response());
        }
    };
    let content = file.read(&site.backend, range.clone()).await?;
    let mut answer = (status, Body::from_stream(content)).into_response();
    let headers = answer.headers_mut();
    describe(headers, &file, &tag);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let last = range.end.saturating_sub(1);
        set(headers, header::CONTENT_RANGE, &format!("bytes {}-{last}/{}", range.start, file.size));
    }
    Ok(answer)
}

fn describe(headers: &mut HeaderMap, file: &Download, tag: &str) {
    let media = match file.content_type.as_str() {
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    };
    set(headers, header::CONTENT_TYPE, &media);
    set(headers, header::CONTENT_DISPOSITION, &domain::files::disposition(&file.name));
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'; frame-ancestors 'none'");
    // On no disk of a shared computer, and in no service worker.
    set(headers, header::CACHE_CONTROL, "private, no-store");
    set(headers, header::ACCEPT_RANGES, "bytes");
    set(headers, header::ETAG, tag);
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[derive(PartialEq, Eq, Debug)]
enum Wanted {
    All,
    Part(Range<u64>),
    Nothing,
}

/// Which bytes are asked for (RFC 9110, section 14). Several ranges at once, another unit, and a part of another content are
/// answered with the whole.
fn wanted(asked: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|known| known != tag) {
        return Wanted::All;
    }
    let range = text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes=")?.split_once('-'));
    let Some((first, last)) = range else { return Wanted::All };
    let range = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..size,
        (Err(_), Ok(count)) if first.trim().is_empty() => size.saturating_sub(count)..size,
        _ => return Wanted::All,
    };
    if range.is_empty() { Wanted::Nothing } else { Wanted::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let asked = |range: &str, if_range: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            set(&mut headers, header::RANGE, range);
            if let Some(tag) = if_range {
                headers.insert(header::IF_RANGE, HeaderValue::from_static(tag));
            }
            wanted(&headers, "\"a\"", 100)
        };
        assert_eq!(asked("bytes=0-9", None), Wanted::Part(0..10));
        assert_eq!(asked("bytes=90-500", None), Wanted::Part(90..100));
        assert_eq!(asked("bytes=90-", Some("\"a\"")), Wanted::Part(90..100));
        assert_eq!(asked("bytes=-10", None), Wanted::Part(90..100));
        assert_eq!(asked("bytes=-500", None), Wanted::Part(0..100));
        assert_eq!(asked("bytes=0-18446744073709551615", None), Wanted::Part(0..100));
        assert_eq!(asked("bytes=100-", None), Wanted::Nothing);
        assert_eq!(asked("bytes=-0", None), Wanted::Nothing);
        for all in ["bytes=0-1,5-6", "lines=1-2", "bytes=5-1", "bytes=x-", "bytes", ""] {
            assert_eq!(asked(all, None), Wanted::All, "{all}");
        }
        assert_eq!(asked("bytes=0-9", Some("\"b\"")), Wanted::All);
        assert_eq!(wanted(&HeaderMap::new(), "", 100), Wanted::All);
    }
}
