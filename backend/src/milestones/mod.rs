//! Milestones: what a student hands in on the way, and the host's answer.

mod commands;
mod queries;

pub use commands::act;
pub use queries::{MilestonePage, milestone_page};
