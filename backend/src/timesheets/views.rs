//! What the pages of time show.

use domain::engagements::{HoursWarning, Stage as Work};
use domain::ids::{EngagementId, TimeEntryId, TimesheetId};
use domain::policy::NetPay;
use domain::time::{Day, Minutes, Week};
use domain::timesheets::{Command, NewEntry, Span, Stage};

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryLine {
    /// Which.
    pub id: TimeEntryId,
    /// How long, and from when.
    pub span: Span,
    /// What was done.
    pub description: String,
    /// Which change of it this is.
    pub version: i32,
}

/// One day of the week.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayLine {
    /// The day.
    pub day: Day,
    /// Its entries in the order they were made.
    pub entries: Vec<EntryLine>,
}

/// The week's sheet, once there is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetView {
    /// Which.
    pub id: TimesheetId,
    /// Where it stands.
    pub stage: Stage,
    /// Minutes in it.
    pub logged: Minutes,
    /// The reason it came back with; may be empty.
    pub note: String,
    /// The day silence approves it, while the host has it.
    pub silent_on: Option<Day>,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// Hours and pay of the whole engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hours {
    /// Agreed working time.
    pub planned: Minutes,
    /// Minutes in approved weeks.
    pub approved: Minutes,
    /// Minutes in all other weeks.
    pub waiting: Minutes,
    /// The warning they are due.
    pub warning: Option<HoursWarning>,
    /// What reaches the student of the agreed pay.
    pub pay: NetPay,
    /// Basis points withheld; 0 for none.
    pub withheld_rate: i64,
}

impl Hours {
    /// All minutes logged.
    #[must_use]
    pub const fn logged(&self) -> Minutes {
        Minutes(self.approved.0 + self.waiting.0)
    }
}

/// One week of one engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WeekPage {
    /// Which engagement.
    pub id: EngagementId,
    /// The project's title.
    pub project: String,
    /// The host organisation.
    pub host: String,
    /// The student.
    pub student: String,
    /// Where the engagement stands.
    pub stage: Work,
    /// First day of the work.
    pub start: Day,
    /// Last day of the work.
    pub end: Day,
    /// The week shown.
    pub week: Week,
    /// The day it is.
    pub today: Day,
    /// The week before, when the work had begun.
    pub previous: Option<Week>,
    /// The week after, when it has begun and the work goes on.
    pub next: Option<Week>,
    /// Monday to Sunday.
    pub days: Vec<DayLine>,
    /// The week's sheet.
    pub sheet: Option<SheetView>,
    /// Hours and pay of the engagement.
    pub hours: Hours,
    /// Whether the viewer is the student.
    pub own: bool,
    /// Days on which the viewer can log time now; empty when they cannot.
    pub loggable: Vec<Day>,
    /// Days of the week that are still to come and can be logged once they have begun, on a page that was kept.
    pub coming: Vec<Day>,
    /// Whether the week before has entries that could be copied.
    pub can_copy: bool,
    /// What of the agreed time falls into this week.
    pub plan: Minutes,
    /// The entry that was just taken out, to be put back.
    pub removed: Option<(TimeEntryId, NewEntry)>,
}

/// A sent week in the host's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostWeek {
    /// Which engagement.
    pub engagement: EngagementId,
    /// Which week's sheet.
    pub sheet: TimesheetId,
    /// As it was read.
    pub version: i32,
    /// Its week.
    pub week: Week,
    /// The student.
    pub student: String,
    /// The project's title.
    pub project: String,
    /// Minutes in it.
    pub logged: Minutes,
    /// Minutes of the engagement so far, this week among them.
    pub so_far: Minutes,
    /// Agreed working time.
    pub planned: Minutes,
    /// The day silence approves it.
    pub silent_on: Day,
    /// What was done, a line each entry.
    pub entries: Vec<(Day, Minutes, String)>,
}

/// What a host has to answer, the longest waiting first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostHours {
    /// Sent weeks.
    pub waiting: Vec<HostWeek>,
    /// Weeks approved in the last four weeks, over all engagements.
    pub approved_lately: i64,
    /// Business days until silence approves.
    pub silent_days: i32,
}
