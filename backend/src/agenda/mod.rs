//! The calendar of one person: its pages, its feed for other programs, and reminders. What is due is decided by
//! `domain::agenda::timeline` alone; here are the reads that feed it and the letters that follow from it.

mod commands;
mod facts;
mod feed;
mod letters;
mod overdue;
mod queries;
mod timers;

pub use commands::{renew_feed, save_reminders, stop_feed};
pub use feed::feed;
pub use queries::{Ahead, CalendarView, RemindersView, ahead, calendar_page, reminders_page};
pub(crate) use queries::{Wishes, wishes, zone_of};
pub use timers::run_timers;
