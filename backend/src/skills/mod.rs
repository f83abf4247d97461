//! The vocabulary of skills as a program knows it: the list of the product, and what staff added.

mod commands;
mod queries;

pub use commands::{add, remove};
pub(crate) use queries::of_program;
pub use queries::{OwnListed, SkillsView, Unlisted, skills_page, vocabulary};
