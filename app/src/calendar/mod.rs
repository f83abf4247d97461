//! The program's exam periods, holidays and wage floors, for its administrator.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub use pages::Routes;
