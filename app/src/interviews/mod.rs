//! Talks before the decision: the host's form, the student's answer, what is settled.

pub mod api;
#[cfg(feature = "ssr")]
mod parts;

#[cfg(feature = "ssr")]
pub(crate) use parts::{PROPOSE, for_host, for_student};
