//! Portfolios: finished work, lines for a résumé, the public link, and the host's permission on the page of the work.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod showing;

#[cfg(feature = "ssr")]
pub use pages::Routes;
#[cfg(feature = "ssr")]
pub(crate) use showing::{may_be_shown, to_decide};
