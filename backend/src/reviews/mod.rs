//! Reviews: each side reviews the other, blind until both are in or the window has closed.

mod answers;
mod commands;
mod desk;
mod letters;
mod queries;

pub use answers::{decide_flag, flag, reply};
pub(crate) use commands::{close_due, open};
pub use commands::{revise, submit};
pub use desk::{FlagLine, flags};
pub use queries::{Answer, EarlierReview, ReviewPage, WrittenReview, review_page};
