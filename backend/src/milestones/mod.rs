//! Milestones: what a student hands in on the way, and the host's answer.

mod commands;
mod queries;

pub use commands::{act, comment, hand_in};
pub(crate) use commands::{act_within, may_hand_in};
pub use queries::{Comment, HandIn, MilestonePage, milestone_page};
