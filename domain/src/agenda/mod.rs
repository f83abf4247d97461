//! Everything that is due across a person's applications and engagements, as one timeline: the calendar pages, the
//! calendar feed and the reminders all read [`timeline`].

mod facts;
mod reminders;
#[cfg(test)]
mod tests;
mod timeline;
mod words;

pub use facts::{Applied, Facts, HostTalk, Milestone, Owed, ReviewWindow, Revision, Selection, Sheet, Talk, Work};
pub use reminders::{MARKS, Pace, Quiet, Reminders, next_round, quiet_until, reached, week_ahead};
pub use timeline::{Group, Item, Kind, Owner, Place, Setting, by_week, timeline};
pub use words::{days_left_words, owner_words};
