//! A student's own portfolio as a file.

use app::caller::Visitor;
use app::routes::{PORTFOLIO_PDF, PORTFOLIO_TEXT};
use axum::extract::{Extension, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::Failure;
use domain::actor::Actor;
use domain::portfolios::Sheet;

use crate::layers::access::Route;
use crate::router::Site;

/// `/student/portfolio.txt`: what the page of the plain text shows. For its student alone.
pub async fn text(State(site): State<Site>, Extension(visitor): Extension<Visitor>) -> Response {
    let file = sheet(&site, &visitor).await.map(|sheet| sheet.text().into_bytes());
    answer(file, PORTFOLIO_TEXT, ["text/plain; charset=utf-8", "attachment; filename=\"portfolio.txt\""])
}

/// `/student/portfolio.pdf`: the same to print.
pub async fn pdf(State(site): State<Site>, Extension(visitor): Extension<Visitor>) -> Response {
    let file = match sheet(&site, &visitor).await {
        Ok(sheet) => backend::portfolios::pdf(sheet).await,
        Err(failure) => Err(failure),
    };
    answer(file, PORTFOLIO_PDF, ["application/pdf", "attachment; filename=\"portfolio.pdf\""])
}

async fn sheet(site: &Site, visitor: &Visitor) -> Result<Sheet, Failure> {
    let person = visitor.person.clone().ok_or(Failure::SignedOut)?;
    let cx = site.backend.cx(Actor::Person(person)).await?;
    backend::portfolios::sheet(&cx).await
}

fn answer(file: Result<Vec<u8>, Failure>, path: &'static str, [kind, name]: [&'static str; 2]) -> Response {
    let mut answer = match file {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response(),
        // To the page that offers the file: a file leaves nobody anywhere.
        Err(Failure::SignedOut) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/sign-in?next=/student/portfolio")]).into_response()
        }
        Err(Failure::NotFound) => (StatusCode::NOT_FOUND, "There is no portfolio at this address.\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "a portfolio cannot be read");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "The portfolio cannot be read right now.\n").into_response()
        }
    };
    answer.extensions_mut().insert(Route(path.to_owned()));
    answer
}
