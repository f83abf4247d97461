//! What the rules are told. No names: a finding says what is the case, pages say with whom.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::engagements;
use crate::ids::{ApplicationId, EngagementId, MilestoneId, PaymentId, ProjectId, TimesheetId};
use crate::time::{Day, Instant, Minutes, Week};
use crate::{milestones, payments, projects, timesheets};

/// One project with everything that hangs on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProjectFacts {
    /// Which.
    pub id: ProjectId,
    /// Where it stands.
    pub stage: projects::Stage,
    /// The day it was published.
    pub published: Option<Day>,
    /// The day it was last sent for review.
    pub submitted: Option<Day>,
    /// The last day to apply.
    pub apply_by: Option<Day>,
    /// Applications that were sent.
    pub applicants: i64,
    /// Offers nobody has answered.
    pub offers: Vec<OfferFacts>,
    /// Its engagements.
    pub works: Vec<WorkFacts>,
}

/// An offer nobody has answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OfferFacts {
    /// Which application.
    pub id: ApplicationId,
    /// When it ends.
    pub expires: Instant,
    /// The day of [`lapses_soon_from`](super::lapses_soon_from), in the program's zone.
    pub since: Day,
    /// The day it ends, in the program's zone.
    pub due: Day,
}

/// One engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkFacts {
    /// Which.
    pub id: EngagementId,
    /// Where it stands.
    pub stage: engagements::Stage,
    /// The day it entered its stage; of work under way the day it began or was resumed.
    pub since: Day,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// Whether the program asks for a kick-off meeting.
    pub needs_kick_off: bool,
    /// The day of the kick-off meeting.
    pub kick_off: Option<Day>,
    /// Whether the program asks for the survey before the work.
    pub needs_survey: bool,
    /// Whether it was answered.
    pub surveyed: bool,
    /// The last day of a cleared work authorization; `None` where none is needed or cleared.
    pub authorized_until: Option<Day>,
    /// Agreed time.
    pub planned: Minutes,
    /// Logged time, approved or not.
    pub logged: Minutes,
    /// The last day with logged time.
    pub last_logged: Option<Day>,
    /// The last week the student checked in for.
    pub last_check_in: Option<Week>,
    /// In their order, without those that were dropped.
    pub milestones: Vec<MilestoneFacts>,
    /// Weeks that were sent and are not approved.
    pub sheets: Vec<SheetFacts>,
    /// Its payments.
    pub payments: Vec<PaymentFacts>,
}

/// One milestone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MilestoneFacts {
    /// Which.
    pub id: MilestoneId,
    /// What it is called.
    pub name: String,
    /// The day it is due.
    pub due: Day,
    /// Where it stands.
    pub stage: milestones::Stage,
    /// Time planned for it.
    pub planned: Minutes,
    /// The day it was last handed in.
    pub submitted: Option<Day>,
}

/// One week of hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SheetFacts {
    /// Which.
    pub id: TimesheetId,
    /// Of which week.
    pub week: Week,
    /// Where it stands.
    pub stage: timesheets::Stage,
    /// The day it was last sent.
    pub submitted: Option<Day>,
    /// The day it was last decided.
    pub decided: Option<Day>,
}

/// One payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PaymentFacts {
    /// Which.
    pub id: PaymentId,
    /// Where it stands.
    pub stage: payments::Stage,
    /// The day it became owed.
    pub ready: Option<Day>,
}

impl WorkFacts {
    /// What findings about the work as a whole are about.
    pub(super) const fn subject(&self) -> Uuid {
        self.id.0
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! What the tests of all rules share.

    use jiff::civil::date;

    use super::*;
    use crate::attention::Moment;
    use crate::policy::Policy;
    use crate::time::Now;

    pub const fn moment<'m>(now: &'m Now, policy: &'m Policy) -> Moment<'m> {
        Moment { now, policy }
    }

    /// A project nothing is wrong with.
    pub fn project() -> ProjectFacts {
        ProjectFacts {
            id: Uuid::from_u128(1).into(),
            stage: projects::Stage::Draft,
            published: None,
            submitted: None,
            apply_by: None,
            applicants: 0,
            offers: vec![],
            works: vec![],
        }
    }

    /// Work from Monday 7 to Friday 18 December, 20 hours, that nothing is wrong with.
    pub fn work(stage: engagements::Stage) -> WorkFacts {
        WorkFacts {
            id: Uuid::from_u128(2).into(),
            stage,
            since: date(2026, 12, 7),
            start: date(2026, 12, 7),
            end: date(2026, 12, 18),
            needs_kick_off: true,
            kick_off: Some(date(2026, 12, 7)),
            needs_survey: true,
            surveyed: true,
            authorized_until: None,
            planned: Minutes::hours(20),
            logged: Minutes(0),
            last_logged: None,
            last_check_in: None,
            milestones: vec![],
            sheets: vec![],
            payments: vec![],
        }
    }
}
