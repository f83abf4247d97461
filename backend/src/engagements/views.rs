//! What the pages of an engagement show.

use domain::engagements::{Cover, Engagement, HoursTrack, Terms};
use domain::extensions::Extent;
use domain::ids::{EngagementId, MilestoneId, PaymentId, TimesheetId};
use domain::milestones::Stage as MilestoneStage;
use domain::money::Cents;
use domain::payments::Stage as PaymentStage;
use domain::plans::PayMeter;
use domain::policy::NetPay;
use domain::reviews::{Side, Stage as ReviewStage};
use domain::time::{Day, Instant, Minutes, Week};
use domain::timesheets::Stage as SheetStage;

use crate::extensions::ExtensionLine;
use crate::pauses::PauseLine;
use crate::plans::CheckLine;
use crate::problems::ProblemLine;

/// A milestone in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MilestoneLine {
    /// Which.
    pub id: MilestoneId,
    /// Its name.
    pub name: String,
    /// The day it is due.
    pub due: Day,
    /// Where it stands.
    pub stage: MilestoneStage,
    /// When the host answered.
    pub decided: Option<Instant>,
    /// The day both sides let it go.
    pub dropped: Option<Day>,
}

/// A week in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WeekLine {
    /// Which.
    pub id: TimesheetId,
    /// Its week.
    pub week: Week,
    /// Where it stands.
    pub stage: SheetStage,
    /// Minutes in it.
    pub logged: Minutes,
    /// The day silence approves it, once it is sent.
    pub silent_on: Option<Day>,
}

/// A payment in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentLine {
    /// Which.
    pub id: PaymentId,
    /// Before tax.
    pub amount: Cents,
    /// Where it stands.
    pub stage: PaymentStage,
    /// The reference it was settled under; may be empty.
    pub reference: String,
    /// A note; may be empty.
    pub note: String,
}

/// Where one side's review stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewLine {
    /// Whose review.
    pub side: Side,
    /// Where it stands.
    pub stage: ReviewStage,
    /// The last day it can be sent.
    pub closes: Day,
}

/// One side's check-in of one week.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OneCheckIn {
    /// Its week.
    pub week: Week,
    /// Whose.
    pub side: Side,
    /// In the order of the questions; the third may be empty.
    pub answers: [String; 3],
    /// What the host says to it; empty without an answer.
    pub answer: String,
}

/// What one side said at half of the work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MidPointLine {
    /// Whose.
    pub side: Side,
    /// What goes well.
    pub going_well: String,
    /// One thing that should change.
    pub change: String,
    /// How the hours go.
    pub hours: HoursTrack,
    /// What help of staff is asked for; empty for none, and for the other side.
    pub help: String,
    /// What staff answered; empty for nothing, and for the other side.
    pub answer: String,
}

/// One line of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryLine {
    /// When.
    pub at: Instant,
    /// `engagement`, `timesheet` …
    pub subject: String,
    /// The command's word.
    pub command: String,
    /// Who, or the system.
    pub who: String,
    /// The stage after, where there is one.
    pub to: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
}

/// The page of one engagement, for the student, the host and staff alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EngagementPage {
    /// The engagement; `offers` says what this viewer can do.
    pub engagement: Engagement,
    /// The agreement.
    pub terms: Terms,
    /// What is missing for the next round; empty when nothing was asked for.
    pub revision_note: String,
    /// Why it ended or paused; may be empty.
    pub reason: String,
    /// What the student wrote when handing in; may be empty.
    pub reflection: String,
    /// Whether it needs an eye.
    pub at_risk: bool,
    /// Whether the student has a strike for not coming.
    pub strike: bool,
    /// Agreed working time.
    pub planned: Minutes,
    /// Minutes in approved weeks.
    pub approved: Minutes,
    /// Minutes in all other weeks.
    pub waiting: Minutes,
    /// What reaches the student of the agreed pay.
    pub pay: NetPay,
    /// Its milestones in their order.
    pub milestones: Vec<MilestoneLine>,
    /// Its weeks, newest first.
    pub weeks: Vec<WeekLine>,
    /// Its payments; none for hosts, faculty and officers.
    pub payments: Vec<PaymentLine>,
    /// Both reviews once the work is accepted.
    pub reviews: Vec<ReviewLine>,
    /// Check-ins, newest first; for the two sides and staff.
    pub check_ins: Vec<OneCheckIn>,
    /// Its extensions, newest first, while the work is under way; for the two sides and staff.
    pub extensions: Vec<ExtensionLine>,
    /// What an extension would change, when this viewer can ask for one.
    pub extendable: Option<Extent>,
    /// What happened, newest first; for the two sides and staff.
    pub history: Vec<HistoryLine>,
    /// What an hour of it brings; for the two sides and staff.
    pub meter: Option<PayMeter>,
    /// The pause that is asked for or holds.
    pub pause: Option<PauseLine>,
    /// The check of its hours that waits.
    pub hours_check: Option<CheckLine>,
    /// What both sides said at half of the work.
    pub mid_points: Vec<MidPointLine>,
    /// Weeks without a check-in of the student and of the host; for staff.
    pub missed: [Vec<Week>; 2],
    /// Problems with it that this viewer may read.
    pub problems: Vec<ProblemLine>,
    /// Messages this viewer has not read.
    pub unread: i64,
    /// Whether this viewer reads and writes messages.
    pub talks: bool,
}

/// One engagement in the student's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkLine {
    /// Which.
    pub id: EngagementId,
    /// The project's title.
    pub project: String,
    /// The host organisation.
    pub host: String,
    /// Where it stands.
    pub stage: domain::engagements::Stage,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// Agreed working time.
    pub planned: Minutes,
    /// Minutes logged so far.
    pub logged: Minutes,
    /// Minutes of them that are approved.
    pub approved: Minutes,
    /// The next milestone that is open, and its day.
    pub next: Option<(String, Day)>,
}

/// One student who waits for a work authorization.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClearanceLine {
    /// Which engagement.
    pub id: EngagementId,
    /// The student.
    pub student: String,
    /// The host organisation.
    pub host: String,
    /// The project.
    pub project: String,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// Agreed working time.
    pub planned: Minutes,
    /// Hours a week the project plans.
    pub weekly_hours: Option<i32>,
    /// The last day cleared so far; what is cleared does not cover all of the work.
    pub until: Option<Day>,
    /// What the clearance so far covers besides.
    pub cover: Cover,
}
