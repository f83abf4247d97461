//! Logs and figures. Form bodies, cookies and tokens are never logged.

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// Starts logging (`RUST_LOG`; JSON with `LOG_FORMAT=json`) and the figures behind `/metrics`.
///
/// # Errors
/// When either was started before in this process.
pub fn start_telemetry() -> Result<PrometheusHandle, String> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tower_http=info"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if std::env::var("LOG_FORMAT").is_ok_and(|format| format == "json") {
        logs.json().try_init()
    } else {
        logs.compact().try_init()
    };
    started.map_err(|error| error.to_string())?;
    PrometheusBuilder::new().install_recorder().map_err(|error| error.to_string())
}
