//! Engagements: from the accepted offer to the last review. Writes in [`commands`](self) go through
//! the machine of `domain::engagements`; what follows from a step (money, reviews, mail) happens in
//! the same transaction.

mod asks;
mod authorization;
mod commands;
mod effects;
mod letters;
mod list_letters;
mod open;
mod prepare;
mod queries;
mod rows;
mod signing;
mod timers;
mod views;

pub use asks::{Ask, AskKind, asks};
pub(crate) use authorization::status_was_said;
pub use commands::{act, answer_check_in, answer_help, check_in, hand_in, send_mid_point};
pub(crate) use commands::{answer_check_in_within, week_of_check_in};
pub(crate) use effects::{cancel_for_project, complete_if_over, dispute_step, paid, pause_by_agreement};
pub(crate) use open::create_from_offer;
pub use prepare::{
    Clearance, Meeting, agree_goals, clear_authorization, confirm_data, hand_in_tax_form, prepare, record_safety,
    record_tax_form,
};
pub use queries::{clearance_page, engagement_page, student_work};
pub(crate) use queries::{is_any, visible};
pub(crate) use rows::{Held, concerns, extend, lock, lock_visible, read_all};
pub use signing::{Change, Signing, change_agreement, sign, sign_on_paper};
pub use timers::run_timers;
pub(crate) use timers::{pass_over, resume_due};
pub use views::{
    ClearanceLine, EngagementPage, HistoryLine, MidPointLine, MilestoneLine, OneCheckIn, PaymentLine, ReviewLine,
    WeekLine, WorkLine,
};
