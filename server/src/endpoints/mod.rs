//! Routes that are not pages.

pub mod agenda;
pub mod files;
pub mod health;
pub mod live;
