//! Pauses: one side of an engagement proposes to stop the clock up to a day, the other side agrees. Deadlines move by the
//! days it stood still.

mod form;
mod stage;

pub use form::{NewPause, days_stopped, moved_end};
pub use stage::{Command, Facts, MACHINE, Order, Pause, Stage, answer_by, offers};
