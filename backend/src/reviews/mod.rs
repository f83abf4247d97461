//! Reviews: each side reviews the other, blind until both are in or the window has closed.

mod commands;
mod queries;

pub use commands::submit;
pub(crate) use commands::{close_due, open};
pub use queries::{ReviewPage, WrittenReview, review_page};
