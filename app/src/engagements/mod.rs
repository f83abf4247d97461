//! Engagements: the agreement, the work, its acceptance. Also holds the routes of time, reviews and pay.

pub mod api;
#[cfg(feature = "ssr")]
mod orders;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub(crate) use orders::{answer, answered, kind_of, reason};
#[cfg(feature = "ssr")]
pub use pages::Routes;
#[cfg(feature = "ssr")]
pub(crate) use pages::{Viewer, because, frame, kind_field, plain_move, sheet_tag, summary};
