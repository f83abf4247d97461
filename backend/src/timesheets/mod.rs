//! Timesheets: entries of time, and the approval of a week. The engagement is locked (shared) before
//! the week, the student before the day is counted: two entries at once never overfill a day.

mod commands;
mod queries;
mod rows;
mod views;

pub use commands::{act, add_entry, remove_entry};
pub(crate) use commands::{approve_silent, counted, unsent_week};
pub use queries::{host_hours, week_page};
pub use views::{DayLine, EntryLine, HostHours, HostWeek, Hours, SheetView, WeekPage};
