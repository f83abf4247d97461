//! The access table in front of every page and server function. Deny by default: what has no row
//! does not exist.

use app::AppError;
use app::caller::Visitor;
use app::routes::{Access, Kind, page_at, server_function_at};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::actor::Person;

use crate::layers::forms;
use crate::router::Site;

/// Lets a request through when its row allows this visitor. The command or query behind it checks
/// again with the subject at hand; this layer keeps strangers from reaching it at all.
pub async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let mut response = let_in(&site, request, next, &matched).await;
    response.extensions_mut().insert(Route(matched));
    response
}

/// The same for the routes of files: signed out, a download leads to signing in, and a form with files to its page.
pub async fn guard_files(State(site): State<Site>, request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let person = request.extensions().get::<Visitor>().and_then(|visitor| visitor.person.clone());
    let access = app::routes::file_route_at(&matched);
    let mut response =
        match access.ok_or(AppError::NotFound).and_then(|a| allowed(a, person.as_ref(), site.backend.demo)) {
            Ok(()) => next.run(request).await,
            Err(AppError::SignedOut) if matched.starts_with("/files/") => sign_in(&request),
            Err(error) => forms::refusal(forms::Refused { action: "", fields: Vec::new(), error }),
        };
    response.extensions_mut().insert(Route(matched));
    response
}

fn sign_in(request: &Request) -> Response {
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/sign-in?next={next}"))]).into_response()
}

/// Which route answered: an extension of the response, for the figures.
#[derive(Clone, Debug)]
pub struct Route(pub String);

async fn let_in(site: &Site, mut request: Request, next: Next, matched: &str) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned().unwrap_or_default();
    if matched.starts_with("/api/") {
        let Some(access) = server_function_at(matched) else { return refuse(&AppError::NotFound) };
        return match allowed(access, visitor.person.as_ref(), site.backend.demo) {
            Ok(()) => next.run(request).await,
            Err(error) => refuse(&error),
        };
    }
    let Some(page) = page_at(matched) else {
        // A page without a row: drawn as not found by taking away its address.
        return refuse(&AppError::NotFound);
    };
    match allowed(page.access, visitor.person.as_ref(), site.backend.demo) {
        Ok(()) => {
            request.extensions_mut().insert(*page);
            next.run(request).await
        }
        Err(AppError::SignedOut) => sign_in(&request),
        Err(error) => {
            // The page itself draws the refusal, in the visitor's own frame, with the right status.
            request.extensions_mut().insert(app::routes::Page { kind: Kind::Document, ..*page });
            request.extensions_mut().insert(app::caller::Barred(error));
            next.run(request).await
        }
    }
}

fn allowed(access: Access, person: Option<&Person>, demo: bool) -> Result<(), AppError> {
    match (access, person) {
        (Access::Public, _) | (Access::SignedIn, Some(_)) => Ok(()),
        (Access::Demo, _) if demo => Ok(()),
        (Access::Demo, _) => Err(AppError::NotFound),
        (_, None) => Err(AppError::SignedOut),
        (Access::May(action), Some(person)) => {
            let anywhere = domain::access::may_somewhere(person, action);
            if anywhere { Ok(()) } else { Err(AppError::NotFound) }
        }
    }
}

fn refuse(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN);
    let body = serde_json::to_string(error).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
