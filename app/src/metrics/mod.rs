//! The program's metrics, for staff and administrators: documents without a script.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use pages::Routes;
