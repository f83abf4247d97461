//! The homes of staff and faculty, and the program's policy.

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub use pages::Routes;
