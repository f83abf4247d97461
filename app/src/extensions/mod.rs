//! Extensions: asking for more time, other hours or more pay on the page of an engagement, and the answer.

pub mod api;
#[cfg(feature = "ssr")]
mod parts;

#[cfg(feature = "ssr")]
pub(crate) use parts::{amended, ask, closed, open};
