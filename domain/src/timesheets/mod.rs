//! Weeks of logged time: entries, their rules, and the approval of a week.

mod entry;
mod stage;

pub use entry::{EntryFacts, NewEntry, check_entry};
pub use stage::{Command, MACHINE, Order, Stage, Timesheet};
