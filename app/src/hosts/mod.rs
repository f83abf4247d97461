//! The host organisations of a program, for staff.

pub mod api;
#[cfg(feature = "ssr")]
mod kind_field;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub(crate) use kind_field::{kind_field, kind_words};
#[cfg(feature = "ssr")]
pub use pages::Routes;
