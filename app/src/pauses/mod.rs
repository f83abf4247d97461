//! Pauses: asking for one on the page of an engagement, and the answer.

pub mod api;
#[cfg(feature = "ssr")]
mod parts;

#[cfg(feature = "ssr")]
pub(crate) use parts::{ask, open};
