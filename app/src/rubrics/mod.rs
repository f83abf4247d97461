//! Scores of applicants, on the page where a host reads them.

pub mod api;
#[cfg(feature = "ssr")]
mod parts;

#[cfg(feature = "ssr")]
pub(crate) use parts::{Read, SCORE, rubric};
