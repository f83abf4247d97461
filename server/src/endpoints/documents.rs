//! Typeset copies. The address says which agreement and which version, or which application; the query behind it says who may have it.

use app::caller::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::Failure;
use domain::actor::Actor;
use domain::ids::{ApplicationId, EngagementId};

use crate::layers::access::Route;
use crate::router::Site;

/// `/engagements/{id}/agreement/version-{n}.pdf`. Without a session one signs in first; what does not concern somebody
/// does not exist. The name of the file names nobody.
pub async fn agreement(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let back = format!("/engagements/{id}/agreement");
    let made = match visitor.person {
        None => None,
        Some(person) => Some(copy(&site, Actor::Person(person), &id, &file).await),
    };
    answer(made, &back, "/engagements/{id}/agreement/{file}")
}

/// `/applications/{id}/application.pdf`: what its page shows to the same person, so without a name and a school while these
/// are hidden. The name of the file names nobody.
pub async fn application(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    let made = match visitor.person {
        None => None,
        Some(person) => Some(print(&site, Actor::Person(person), &id).await),
    };
    answer(made, &format!("/applications/{id}"), "/applications/{id}/application.pdf")
}

/// The file, or why there is none; `None` is somebody who has to sign in, and comes `back` to a page then.
fn answer(made: Option<Result<(String, Vec<u8>), Failure>>, back: &str, route: &str) -> Response {
    let mut answer = match made {
        None => {
            let next: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/sign-in?next={next}"))]).into_response()
        }
        Some(Ok((disposition, bytes))) => {
            let kind =
                [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
            (kind, bytes).into_response()
        }
        Some(Err(Failure::NotFound)) => (StatusCode::NOT_FOUND, "There is no copy at this address.\n").into_response(),
        Some(Err(error)) => {
            tracing::error!(?error, "a copy cannot be made");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "The copy cannot be made right now.\n").into_response()
        }
    };
    let private = [(HeaderName::from_static("x-robots-tag"), "noindex"), (header::CACHE_CONTROL, "private, no-cache")];
    answer.extensions_mut().insert(Route(route.to_owned()));
    (private, answer).into_response()
}

async fn print(site: &Site, actor: Actor, id: &str) -> Result<(String, Vec<u8>), Failure> {
    let id: ApplicationId = id.parse().map_err(|_| Failure::NotFound)?;
    let print = backend::applications::print(&site.backend.cx(actor).await?, id).await?;
    Ok((format!("attachment; filename=\"{}\"", print.name), print.bytes))
}

async fn copy(site: &Site, actor: Actor, id: &str, file: &str) -> Result<(String, Vec<u8>), Failure> {
    let id: EngagementId = id.parse().map_err(|_| Failure::NotFound)?;
    let number = file.strip_prefix("version-").and_then(|rest| rest.strip_suffix(".pdf"));
    let number: i32 = number.and_then(|digits| digits.parse().ok()).ok_or(Failure::NotFound)?;
    let cx = site.backend.cx(actor).await?;
    let bytes = backend::onboarding::copy(&cx, id, number).await?;
    Ok((format!("inline; filename=\"agreement-version-{number}.pdf\""), bytes))
}
