//! Onboarding: the list of what must be done before the work, training, the survey, and what a program asks for.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;

#[cfg(feature = "ssr")]
pub use pages::Routes;
#[cfg(feature = "ssr")]
pub(crate) use pages::{agreement_body, lower};
