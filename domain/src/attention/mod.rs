//! What goes wrong quietly: dated rules over facts, each a small pure function, and the life of what they find
//! (`workflow.md`, the timers of sections 1 to 5).
//!
//! `backend/src/attention` reads the [`ProjectFacts`] of a project and asks [`findings`]; nothing else decides what needs
//! somebody.

mod facts;
mod nudge;
mod of_projects;
mod of_records;
mod of_work;
mod rule;
mod stage;

pub use facts::{MilestoneFacts, OfferFacts, PaymentFacts, ProjectFacts, SheetFacts, WorkFacts};
pub use nudge::{MESSAGE, Names, Nudge, SUBJECT};
pub use rule::{About, Finding, Rule, Severity, WaitsFor};
pub use stage::{AttentionItem, Command, Facts, MACHINE, Order, SNOOZE_DAYS, Stage};

use crate::policy::Policy;
use crate::time::{Instant, Now, plus_hours};

/// When facts are looked at, and under which figures.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'m> {
    /// The instant, the day, the working days.
    pub now: &'m Now,
    /// The program's figures.
    pub policy: &'m Policy,
}

/// Hours before its end from which an offer is about to lapse.
pub const OFFER_HOURS: i64 = 12;

/// From when an offer that ends at `expires` is about to lapse.
#[must_use]
pub fn lapses_soon_from(expires: Instant) -> Instant {
    plus_hours(expires, -OFFER_HOURS)
}

/// Everything about one project that needs somebody, in the order of the rules; at most one of each rule and subject.
#[must_use]
pub fn findings(project: &ProjectFacts, at: Moment<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    found.extend(of_projects::no_applicants(project, at));
    found.extend(of_projects::review_late(project, at));
    found.extend(project.offers.iter().filter_map(|offer| of_projects::offer_lapses(offer, at)));
    for work in &project.works {
        found.extend(of_work::no_kick_off(work, at));
        found.extend(of_work::survey_missing(work, at));
        found.extend(of_work::onboarding_stalls(work, at));
        found.extend(of_work::check_ins_missed(work, at));
        found.extend(of_work::hours_ahead(work));
        found.extend(of_work::clearance_expires(work, at));
        found.extend(of_work::work_unanswered(work, at));
        for milestone in &work.milestones {
            found.extend(of_records::milestone_late(work, milestone, at));
            found.extend(of_records::milestone_unanswered(work, milestone, at));
        }
        for sheet in &work.sheets {
            found.extend(of_records::hours_unanswered(work, sheet, at));
            found.extend(of_records::week_not_resubmitted(work, sheet, at));
        }
        found.extend(work.payments.iter().filter_map(|payment| of_records::pay_waits(work, payment, at)));
    }
    found
}
