//! Milestones: what a student hands in on the way, and the host's answer.

mod form;
mod stage;

pub use form::NewDeliverable;
pub use stage::{Command, Facts, MACHINE, Milestone, Order, Stage};
