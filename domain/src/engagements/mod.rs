//! Engagements: one student on one project, from the accepted offer to the last review.

mod agreement;
mod check_in;
mod checklist;
mod guards;
mod progress;
mod reflection;
mod stage;

pub use agreement::{Terms, TermsDeliverable};
pub use check_in::{NewCheckIn, check_in_due, check_in_questions};
pub use checklist::{Authorization, Checklist, Missing};
pub use guards::MOST_REVISIONS;
pub use progress::{HoursWarning, at_risk, hours_warning};
pub use reflection::Reflection;
pub use stage::{Command, Engagement, Facts, MACHINE, Order, Stage};
