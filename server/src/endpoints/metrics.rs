//! Metrics as values a spreadsheet reads: exactly what the pages tell, because the query behind both hides the rest.

use app::caller::Visitor;
use app::routes::{METRIC_CSV, METRICS_CSV, REPORT_CSV};
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::metrics::{Asked, metric_csv, metric_page, overview, overview_csv, snapshot, snapshot_csv};
use backend::{Cx, Failure};
use domain::actor::Actor;
use domain::machine::Word as _;
use domain::metrics::Metric;

use crate::layers::access::Route;
use crate::router::Site;

/// `/staff/metrics/figures.csv`: all metrics of what the query asks for.
pub async fn all(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(query): RawQuery,
) -> Response {
    answer(every(&site, &visitor, &query.unwrap_or_default()).await, METRICS_CSV)
}

/// `/staff/metrics/{metric}/figures.csv`: one of them with its groups.
pub async fn one(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(metric): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    answer(single(&site, &visitor, &metric, &query.unwrap_or_default()).await, METRIC_CSV)
}

/// `/staff/metrics/reports/{id}/figures.csv`: the figures of a snapshot.
pub async fn frozen(
    State(site): State<Site>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response {
    answer(kept(&site, &visitor, &id).await, REPORT_CSV)
}

async fn kept(site: &Site, visitor: &Visitor, id: &str) -> Result<String, Failure> {
    let person = visitor.person.clone().ok_or(Failure::SignedOut)?;
    let cx = site.backend.cx(Actor::Person(person)).await?;
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(snapshot_csv(&snapshot(&cx, id).await?))
}

async fn every(site: &Site, visitor: &Visitor, query: &str) -> Result<String, Failure> {
    let (cx, asked) = asked(site, visitor, query).await?;
    Ok(overview_csv(&overview(&cx, &asked).await?))
}

async fn single(site: &Site, visitor: &Visitor, metric: &str, query: &str) -> Result<String, Failure> {
    let (cx, asked) = asked(site, visitor, query).await?;
    let metric = Metric::from_word(metric).ok_or(Failure::NotFound)?;
    Ok(metric_csv(&metric_page(&cx, metric, &asked).await?))
}

async fn asked(site: &Site, visitor: &Visitor, query: &str) -> Result<(Cx, Asked), Failure> {
    let person = visitor.person.clone().ok_or(Failure::SignedOut)?;
    let cx = site.backend.cx(Actor::Person(person)).await?;
    let said = |name: &str| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let asked = Asked::read(&cx, said);
    Ok((cx, asked))
}

fn answer(file: Result<String, Failure>, path: &'static str) -> Response {
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"metrics.csv\""),
    ];
    let mut answer = match file {
        Ok(text) => (kind, text).into_response(),
        // To the page that offers the file: a file leaves nobody anywhere.
        Err(Failure::SignedOut) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/sign-in?next=/staff/metrics")]).into_response()
        }
        Err(Failure::NotFound) => (StatusCode::NOT_FOUND, "There are no figures at this address.\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "metrics cannot be read");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "The figures cannot be read right now.\n").into_response()
        }
    };
    answer.extensions_mut().insert(Route(path.to_owned()));
    answer
}
