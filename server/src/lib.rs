//! The HTTP server: configuration, layers, endpoints. No rule, no SQL, no markup.

pub mod commands;
pub mod config;
pub mod endpoints;
pub mod layers;
mod router;
mod telemetry;

pub use router::{PLAIN_ROUTES, Site, router};
pub use telemetry::start_telemetry;
