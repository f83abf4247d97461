//! What needs somebody of staff. `domain::attention` decides what that is; here are the facts it is told, the items that
//! follow from its findings, and what staff do with them.
//!
//! Each event about a project leaves a mark in its own transaction ([`crate::Tx::record`]); every minute the marked projects
//! are looked at again, and once a day all of them, because days pass without events.

mod commands;
mod facts;
mod letters;
mod queries;
mod rows;
mod timers;
mod timers_due;

pub use commands::{NOTE, Step, act};
pub use queries::{Colleague, Desk, DeskFilter, ItemLine, ItemPage, Owner, PastStep, desk, item_page, open_count};
pub use timers::run_timers;
