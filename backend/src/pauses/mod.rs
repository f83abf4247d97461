//! Pauses: one side proposes to stop the clock up to a day, the other agrees. The engagement is locked before its pause.

mod commands;
mod effects;
mod letters;
mod queries;
mod rows;
mod timers;

pub use commands::{act, propose};
pub(crate) use effects::left;
pub use queries::PauseLine;
pub(crate) use queries::open_pause;
pub use timers::run_timers;
