//! Projects: the catalogue, a project's page, the host's home, the wizard, the review desk.

pub mod api;
pub mod islands;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub(crate) use pages::{field_words, project_rows, terms};
#[cfg(feature = "ssr")]
pub(crate) mod words;
#[cfg(feature = "ssr")]
pub use pages::{Routes, listing, why};
