//! For whatever watches this server.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};

use crate::router::Site;

/// The process answers.
pub async fn alive() -> &'static str {
    "alive"
}

/// The database answers and has this release's schema.
///
/// # Errors
/// 503 with one sentence.
pub async fn ready(State(site): State<Site>) -> Result<&'static str, (StatusCode, &'static str)> {
    if site.stop.is_cancelled() {
        return Err((StatusCode::SERVICE_UNAVAILABLE, "stopping"));
    }
    match backend::schema_is_current(&site.backend.pool).await {
        Ok(true) => Ok("ready"),
        Ok(false) => {
            Err((StatusCode::SERVICE_UNAVAILABLE, "the schema is older than this release: run `server migrate`"))
        }
        Err(_) => Err((StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")),
    }
}

/// Figures in Prometheus' text format, for a collector on this machine.
///
/// # Errors
/// 404 for everybody else, for requests that came through a proxy, and where they are not collected.
pub async fn figures(
    State(site): State<Site>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Result<String, StatusCode> {
    let local = peer.is_some_and(|Extension(ConnectInfo(peer))| peer.ip().is_loopback());
    if !local || headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded") {
        return Err(StatusCode::NOT_FOUND);
    }
    metrics::gauge!("live_streams").set(u32::try_from(site.backend.live.listeners()).unwrap_or(u32::MAX));
    site.figures.as_ref().map(metrics_exporter_prometheus::PrometheusHandle::render).ok_or(StatusCode::NOT_FOUND)
}
