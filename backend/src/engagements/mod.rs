//! Engagements: from the accepted offer to the last review. Writes in [`commands`](self) go through
//! the machine of `domain::engagements`; what follows from a step (money, reviews, mail) happens in
//! the same transaction.

mod commands;
mod effects;
mod letters;
mod open;
mod queries;
mod rows;
mod timers;
mod views;

pub use commands::{act, check_in, clear_authorization, hand_in, prepare, sign};
pub(crate) use effects::{complete_if_over, paid};
pub(crate) use open::create_from_offer;
pub use queries::{agreement_page, clearance_page, engagement_page, student_work};
pub(crate) use rows::{Held, concerns, extend, lock, lock_visible};
pub(crate) use timers::pass_over;
pub use timers::run_timers;
pub use views::{
    AgreementPage, ClearanceLine, EngagementPage, HistoryLine, MilestoneLine, OneCheckIn, PaymentLine, ReviewLine,
    Signed, WeekLine, WorkLine,
};
