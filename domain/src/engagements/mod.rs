//! Engagements: one student on one project, from the accepted offer to the last review.

mod agreement;
mod check_in;
mod checklist;
mod guards;
mod mid_point;
mod next;
mod progress;
mod reflection;
mod stage;

pub use agreement::{Terms, TermsDeliverable};
pub use check_in::{NewCheckIn, check_in_answer, check_in_due, check_in_questions, missed_check_ins};
pub use checklist::{Authorization, Checklist, Cover, Gate, Goals, Missing, Required, TaxForm};
pub use guards::{MOST_REVISIONS, ONBOARDING_DAYS, onboarding_lapses_on};
pub use mid_point::{HoursTrack, NewMidPoint, mid_point_asked, mid_point_due};
pub use next::{Next, in_order};
pub use progress::{HoursWarning, at_risk, hours_warning};
pub use reflection::Reflection;
pub use stage::{Command, Engagement, Facts, MACHINE, Order, Stage};
