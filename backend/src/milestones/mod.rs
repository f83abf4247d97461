//! Milestones: what a student hands in on the way, and the host's answer.

mod commands;
mod queries;

pub(crate) use commands::may_hand_in;
pub use commands::{act, comment, hand_in};
pub use queries::{Comment, HandIn, MilestonePage, milestone_page};
