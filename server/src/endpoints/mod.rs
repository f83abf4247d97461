//! Routes that are not pages.

pub mod calendar;
pub mod files;
pub mod health;
pub mod live;
