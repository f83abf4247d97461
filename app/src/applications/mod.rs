//! Applying, answering applicants, and the student's home.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub use pages::Routes;
#[cfg(feature = "ssr")]
pub(crate) use pages::one_answer;
