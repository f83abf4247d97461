//! What a project can start from beyond a blank page: what hosts need, how templates fared, and the templates a program
//! makes of its finished projects. The twelve of the product are data files, read by [`crate::projects::templates`].
//!
//! | File | What it holds |
//! |---|---|
//! | `needs.rs` | what a host may need help with; a data file |
//! | `stage.rs` | the machine of a program's template |
//! | `names_out.rs`, `reach.rs`, `words.rs` | a finished project without the names in it |
//! | `outcomes.rs` | how projects begun from a template ended, and the order that follows from it |

mod names_out;
mod needs;
mod outcomes;
mod reach;
mod stage;
mod words;

#[cfg(test)]
mod names_out_tests;

pub use names_out::{Names, names_out, weeks_of};
pub use needs::{Need, need, needs};
pub use outcomes::{LEAST_FINISHED, Outcomes, rank};
pub use stage::{Command, Facts, MACHINE, Order, ProgramTemplate, Stage};
