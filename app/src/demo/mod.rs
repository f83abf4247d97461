//! The demonstration's own page: who to be, what was mailed, and time that passes on request.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub use pages::Routes;
