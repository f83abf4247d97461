//! The program's vocabulary of skills.

pub mod api;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub use page::{Routes, datalist};
