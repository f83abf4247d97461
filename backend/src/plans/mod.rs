//! Checks of hours: at 80 % of the agreed time, and again at all of it, both sides agree how to go on. Extensions and more
//! pay are `extensions`; what changes neither is settled here. The engagement is locked before its check.

mod commands;
mod effects;
mod letters;
mod progress;
mod queries;
mod rows;
mod timers;

pub use commands::{Picked, act, propose};
pub(crate) use effects::{Looked, check_hours, followed};
pub(crate) use progress::progress;
pub(crate) use queries::open_check;
pub use queries::{CheckLine, Dropped, PlanPage, plan_page};
pub use timers::run_timers;
