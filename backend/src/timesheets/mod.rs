//! Timesheets: entries of time, and the approval of a week. Locks are taken in one order: the engagement (shared), the
//! student before their day is counted, the week. Two entries at once never overfill a day.

mod commands;
mod entries;
mod queries;
mod rows;
mod views;

pub use commands::{act, approve_several};
pub(crate) use commands::{act_within, approve_silent, counted, unsent_week};
pub(crate) use entries::purge;
pub use entries::{add_entry, change_entry, copy_last_week, remove_entry, restore_entry};
pub use queries::{host_hours, week_page};
pub use views::{DayLine, EntryLine, HostHours, HostWeek, Hours, SheetView, WeekPage};
