//! What the timeline is made of: read models, filled by one query for each list.

use serde::Deserialize;

use crate::ids::{ApplicationId, EngagementId, MilestoneId, PaymentId, ProjectId, ReviewId, TimesheetId};
use crate::time::{Day, Instant, Minutes};

/// How often the rows behind a date have changed, and when last: what a calendar needs to tell an old copy from a new
/// one (RFC 5545, SEQUENCE and LAST-MODIFIED).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Revision {
    /// Never falls while the date stands for the same thing.
    pub number: i32,
    /// When it last rose.
    pub at: Instant,
}

/// Everything with a date that concerns one person on one side.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The student's open applications; empty for hosts.
    pub applications: Vec<Applied>,
    /// The host's projects with applicants that wait; empty for students.
    pub selections: Vec<Selection>,
    /// The host's talks with applicants; empty for students.
    pub talks: Vec<HostTalk>,
    /// Engagements that are not over.
    pub work: Vec<Work>,
}

/// One open application of a student.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applied {
    /// Which.
    pub application: ApplicationId,
    /// The project's title.
    pub project: String,
    /// The host organisation.
    pub host: String,
    /// Where it stands.
    pub stage: crate::applications::Stage,
    /// The promised day of the answer.
    pub answer_by: Option<Day>,
    /// Until when changed terms must be confirmed.
    pub confirm_by: Option<Day>,
    /// When the offer lapses.
    pub offer_until: Option<Instant>,
    /// The talk, where one is offered.
    pub talk: Option<Talk>,
    /// Its revision.
    pub revision: Revision,
}

/// A talk that was offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Talk {
    /// The first time that is not over; none where all are.
    pub first: Option<Instant>,
    /// The time that was picked.
    pub picked: Option<Instant>,
    /// How long it takes, in minutes.
    pub minutes: i32,
}

/// A talk of the host with an applicant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostTalk {
    /// Of which application.
    pub application: ApplicationId,
    /// The project's title.
    pub project: String,
    /// The student's name.
    pub with: String,
    /// When.
    pub at: Instant,
    /// Its revision.
    pub revision: Revision,
}

/// A project of the host whose applicants wait.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Which.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// How many wait.
    pub waiting: i64,
    /// The earliest day an answer was promised for.
    pub answer_by: Day,
    /// Its revision.
    pub revision: Revision,
}

/// One engagement, as one of its sides sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// Which.
    pub engagement: EngagementId,
    /// The project's title.
    pub project: String,
    /// The other side: the host organisation, or the student's name.
    pub with: String,
    /// Where it stands.
    pub stage: crate::engagements::Stage,
    /// The day it entered that stage.
    pub since: Day,
    /// The first day.
    pub start: Day,
    /// The last day.
    pub end: Day,
    /// The day of the kick-off meeting.
    pub kickoff: Option<Day>,
    /// When it begins, where the time is known.
    pub kickoff_at: Option<Instant>,
    /// Whether this side has signed.
    pub signed: bool,
    /// The day by which this side does the rest of its part before the start; none when nothing is left.
    pub prepare_by: Option<Day>,
    /// Mondays of weeks in which this side has sent its check-in.
    pub checked_in: Vec<Day>,
    /// Whether this side has sent the form of the mid-point.
    pub mid_point_sent: bool,
    /// The day by which an open check of its hours is answered; `None` without one.
    pub hours_by: Option<Day>,
    /// Its milestones.
    pub milestones: Vec<Milestone>,
    /// Its weeks of time that are not approved.
    pub sheets: Vec<Sheet>,
    /// This side's review, while it can be written.
    pub review: Option<ReviewWindow>,
    /// What is owed to the student; empty for hosts.
    pub owed: Vec<Owed>,
    /// Its revision.
    pub revision: Revision,
}

/// A milestone.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Milestone {
    /// Which.
    pub id: MilestoneId,
    /// Its name.
    pub name: String,
    /// The day it is due.
    pub due: Day,
    /// Where it stands.
    pub stage: crate::milestones::Stage,
    /// Its revision.
    pub revision: Revision,
}

/// A week of time.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Sheet {
    /// Which.
    pub id: TimesheetId,
    /// Its Monday.
    pub week: Day,
    /// Where it stands.
    pub stage: crate::timesheets::Stage,
    /// The time in it.
    pub minutes: Minutes,
    /// The day it was sent.
    pub sent: Option<Day>,
    /// Its revision.
    pub revision: Revision,
}

/// A review that can be written.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct ReviewWindow {
    /// Which.
    pub id: ReviewId,
    /// The last day.
    pub closes: Day,
    /// Its revision.
    pub revision: Revision,
}

/// A payment that is owed and not paid.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Owed {
    /// Which.
    pub id: PaymentId,
    /// The day it became owed.
    pub since: Day,
    /// Its revision.
    pub revision: Revision,
}
