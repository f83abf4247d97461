//! Routes that are not pages.

pub mod agenda;
pub mod documents;
pub mod downloads;
pub mod files;
pub mod forget;
pub mod health;
pub mod live;
pub mod metrics;
pub mod pieces;
pub mod portfolio;
pub mod uploads;
pub mod worker;
