//! Weeks of logged time: entries, their rules, and the approval of a week.

mod copy;
mod entry;
mod plan;
mod several;
mod span;
mod stage;

pub use copy::{Copied, copy_week};
pub use entry::{EntryFacts, NewEntry, check_entry};
pub use plan::{HOURS_CHECK, may_log, week_plan};
pub use several::{CHOSEN, MOST_AT_ONCE, chosen_field, several};
pub use span::{Span, parse_line, timer_minutes};
pub use stage::{Command, MACHINE, Order, Stage, Timesheet};
