//! The user interface. Pages are server-rendered documents that ask `backend` for exactly what they
//! show; what must react in the browser is an island; every write is a server function that a plain
//! form can post to.
//!
//! `api` and `islands` exist on both targets, `pages` and `layout` only on the server: the `cfg`
//! stands on those `mod` lines and nowhere else.

#![recursion_limit = "256"]
#![expect(missing_docs, reason = "`#[server]` makes structs whose fields are the documented function's arguments")]

pub mod agenda;
pub mod applications;
pub mod attention;
pub mod by_email;
pub mod calendar;
#[cfg(feature = "ssr")]
pub mod caller;
pub mod dashboards;
pub mod demo;
pub mod display;
pub mod engagements;
mod error;
pub mod extensions;
pub mod files;
pub mod funds;
pub mod hosts;
pub mod interviews;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod messages;
pub mod metrics;
pub mod onboarding;
pub mod pauses;
pub mod payments;
pub mod people;
pub mod plans;
pub mod portfolios;
pub mod problems;
pub mod profiles;
pub mod projects;
#[cfg(feature = "ssr")]
pub mod public;
pub mod reviews;
pub mod revisions;
pub mod routes;
pub mod rubrics;
pub mod searches;
pub mod skills;
pub mod templates;
pub mod text;
pub mod timesheets;
pub mod ui;

pub use error::AppError;
