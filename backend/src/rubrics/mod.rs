//! What the reviewers of a host think of an application, by the criteria of its project. Nobody is shown the others'
//! scores of an application before their own are kept.

mod commands;
mod queries;

pub use commands::{SheetForm, score};
pub use queries::{Review, Reviews};
pub(crate) use queries::{criteria_of, of_project};
