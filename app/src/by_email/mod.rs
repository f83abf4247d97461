//! What a host does by a link in a letter, without signing in.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;

#[cfg(feature = "ssr")]
pub use pages::Routes;
