//! A program's own templates: made by staff of finished projects, with the names taken out.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub use pages::Routes;
