//! Messages of an engagement, on the record: one thread for the student, the host and staff. What is sent never changes;
//! within a quarter of an hour its writer can take it back, and the record keeps that they did.

mod commands;
mod queries;
mod timers;

pub use commands::{send, withdraw};
pub use queries::{MessageLine, ThreadPage, Unread, thread_page, unread};
pub use timers::run_timers;
