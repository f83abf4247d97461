//! Files in pieces: `POST /upload/pieces` begins, `PATCH /upload/pieces/{id}` sends the piece at `Upload-Offset`, `HEAD` says
//! how far it is, `POST …/finish` makes it a file, `DELETE` gives it up. Refusals are messages by field, as for forms.

use app::caller::Visitor;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::files::{FileLine, Piece, Progress, Purpose};
use backend::{Cx, Failure};
use domain::actor::Actor;
use domain::files::{PIECE, size_words};
use domain::ids::{FileId, MilestoneId};
use serde::Deserialize;
use serde_json::json;

use crate::router::Site;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// What is announced of a file.
#[derive(Debug, Deserialize)]
pub struct Announced {
    /// The milestone it is for; nothing for a résumé.
    #[serde(default)]
    milestone: String,
    name: String,
    size: u64,
    #[serde(default)]
    mark: String,
}

/// Begins, or finds what was begun before.
pub async fn begin(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Form(file): Form<Announced>,
) -> Response {
    let work = async {
        let cx = cx(&site, &visitor).await?;
        let purpose = if file.milestone.is_empty() {
            Purpose::Resume
        } else {
            let milestone: MilestoneId = file.milestone.parse().map_err(|_| Failure::NotFound)?;
            Purpose::Deliverable(milestone)
        };
        backend::files::begin(&cx, purpose, &file.name, file.size, &file.mark).await
    };
    match work.await {
        Ok(progress) => {
            let body = json!({ "id": progress.id.to_string(), "offset": progress.offset, "piece": PIECE });
            with(progress, (StatusCode::CREATED, axum::Json(body)).into_response())
        }
        Err(failure) => refused(failure, &visitor),
    }
}

/// How far it is.
pub async fn progress(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    let work = async { backend::files::progress(&cx(&site, &visitor).await?, named(&id)?).await };
    match work.await {
        Ok(progress) => with(progress, StatusCode::NO_CONTENT.into_response()),
        Err(failure) => refused(failure, &visitor),
    }
}

/// The piece at an offset. 409 with the right one when it is another.
pub async fn put(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Response {
    let offset = headers.get(OFFSET).and_then(|offset| offset.to_str().ok()?.parse().ok());
    let Some(offset) = offset else {
        return (StatusCode::BAD_REQUEST, "Upload-Offset is missing.\n").into_response();
    };
    let work = async { backend::files::put(&cx(&site, &visitor).await?, named(&id)?, offset, bytes).await };
    match work.await {
        Ok(Piece::Stored(progress)) => with(progress, StatusCode::NO_CONTENT.into_response()),
        Ok(Piece::Elsewhere(progress)) => with(progress, StatusCode::CONFLICT.into_response()),
        Err(failure) => refused(failure, &visitor),
    }
}

/// Makes it a file.
pub async fn finish(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    let work = async { backend::files::finish(&cx(&site, &visitor).await?, named(&id)?).await };
    match work.await {
        Ok(FileLine { id, name, size, .. }) => {
            let body = json!({ "id": id.to_string(), "name": name, "size": size_words(size) });
            ([(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response()
        }
        Err(failure) => refused(failure, &visitor),
    }
}

/// Gives it up.
pub async fn cancel(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    let work = async { backend::files::cancel(&cx(&site, &visitor).await?, named(&id)?).await };
    match work.await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => refused(failure, &visitor),
    }
}

async fn cx(site: &Site, visitor: &Visitor) -> Result<Cx, Failure> {
    let person = visitor.person.clone().ok_or(Failure::SignedOut)?;
    site.backend.cx(Actor::Person(person)).await
}

fn named(id: &str) -> Result<FileId, Failure> {
    id.parse().map_err(|_| Failure::NotFound)
}

fn refused(failure: Failure, visitor: &Visitor) -> Response {
    crate::layers::forms::messages(&super::uploads::wire(failure, &visitor.request))
}

fn with(progress: Progress, mut answer: Response) -> Response {
    answer.headers_mut().insert(OFFSET, HeaderValue::from(progress.offset));
    answer.headers_mut().insert(LENGTH, HeaderValue::from(progress.size));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
