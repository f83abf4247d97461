//! Changing a published project: what a host asks for, what staff decide, what applicants hear. The project is locked
//! before its change, and both before the applications.

mod commands;
mod letters;
mod queries;
mod rows;
mod timers;

pub use commands::{Decision, Outcome, decide, propose, withdraw};
pub(crate) use letters::lines;
pub use queries::{
    ChangeView, Newest, Pending, RevisionEntry, RevisionView, change_page, is_pending, pending, revision_page, waiting,
};
pub use timers::run_timers;
