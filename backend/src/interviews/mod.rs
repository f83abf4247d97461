//! Talks before the decision: a host offers times, the student picks one.

mod commands;
mod letters;
mod rows;

pub use commands::{none_fits, pick, propose};
pub(crate) use rows::of as interview_of;
