//! Searches students keep, and the letter that tells them of new projects: at most one a day.

mod commands;
mod letters;
mod queries;
mod timers;

pub use commands::{remove, save, set_alerts, stop};
pub use queries::{Kept, Stopping, kept, saved, stopping};
pub use timers::run_timers;
