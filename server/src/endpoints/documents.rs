//! Typeset copies. The address says which agreement and which version; the query behind it says who may have it.

use app::caller::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::Failure;
use domain::actor::Actor;
use domain::ids::EngagementId;

use crate::layers::access::Route;
use crate::router::Site;

/// `/engagements/{id}/agreement/version-{n}.pdf`. Without a session one signs in first; what does not concern somebody
/// does not exist. The name of the file names nobody.
pub async fn agreement(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let mut answer = match visitor.person {
        None => {
            let next: String =
                url::form_urlencoded::byte_serialize(format!("/engagements/{id}/agreement").as_bytes()).collect();
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/sign-in?next={next}"))]).into_response()
        }
        Some(person) => match copy(&site, Actor::Person(person), &id, &file).await {
            Ok((number, bytes)) => {
                let name = format!("inline; filename=\"agreement-version-{number}.pdf\"");
                let kind = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)];
                (kind, bytes).into_response()
            }
            Err(Failure::NotFound) => (StatusCode::NOT_FOUND, "There is no copy at this address.\n").into_response(),
            Err(error) => {
                tracing::error!(?error, "a copy cannot be made");
                let later = [(header::RETRY_AFTER, "60")];
                (StatusCode::SERVICE_UNAVAILABLE, later, "The copy cannot be made right now.\n").into_response()
            }
        },
    };
    let private = [(HeaderName::from_static("x-robots-tag"), "noindex"), (header::CACHE_CONTROL, "private, no-cache")];
    answer.extensions_mut().insert(Route("/engagements/{id}/agreement/{file}".to_owned()));
    (private, answer).into_response()
}

async fn copy(site: &Site, actor: Actor, id: &str, file: &str) -> Result<(i32, Vec<u8>), Failure> {
    let id: EngagementId = id.parse().map_err(|_| Failure::NotFound)?;
    let number = file.strip_prefix("version-").and_then(|rest| rest.strip_suffix(".pdf"));
    let number: i32 = number.and_then(|digits| digits.parse().ok()).ok_or(Failure::NotFound)?;
    let cx = site.backend.cx(actor).await?;
    Ok((number, backend::onboarding::copy(&cx, id, number).await?))
}
