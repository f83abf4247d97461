//! The student's profile.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub use pages::Routes;
