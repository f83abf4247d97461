//! What pages read of projects.

use domain::actor::HostRole;
use domain::engagements::Stage as EngagementStage;
use domain::hosts::{HostKind, Stage as HostStage};
use domain::ids::{EngagementId, HostId, PersonId, ProjectId, TimesheetId};
use domain::money::Cents;
use domain::policy::NetPay;
use domain::projects::scope::{Facts, Report, Severity};
use domain::projects::{Command, Draft, Stage};
use domain::time::{Day, Instant, Minutes, Week};
use uuid::Uuid;

/// A published project as anybody may read it.
#[derive(Clone, Debug)]
pub struct PublicProject {
    /// Which.
    pub id: ProjectId,
    /// Where it stands: published or later.
    pub stage: Stage,
    /// Its terms. E-mail addresses in it are not for the page.
    pub draft: Draft,
    /// What reaches the student.
    pub pay: Option<NetPay>,
    /// The host organisation.
    pub host: HostRecord,
    /// Since when it is public.
    pub published_at: Instant,
    /// Last day to apply.
    pub apply_by: Day,
    /// The printed day of the answer.
    pub decide_by: Day,
    /// Seats nobody has taken.
    pub open_seats: i32,
    /// Whether students can apply today.
    pub open: bool,
}

/// A host organisation and how its projects ended.
#[derive(Clone, Debug)]
pub struct HostRecord {
    /// Which.
    pub id: HostId,
    /// Its name.
    pub name: String,
    /// What it does, in its own words.
    pub about: String,
    /// Its site; empty when it has none.
    pub website: String,
    /// Where it stands with the program.
    pub stage: HostStage,
    /// Since when it is in the program.
    pub since: Instant,
    /// Projects it completed here.
    pub completed: i64,
    /// Projects it called off here.
    pub cancelled: i64,
    /// Projects of it that were turned down.
    pub rejected: i64,
}

/// Figures of the front page; each is left out while there is nothing to count.
#[derive(Clone, Copy, Debug, Default)]
pub struct FrontFigures {
    /// Projects open to students, at most 1,001.
    pub open: i64,
    /// Median net pay an hour of the open projects.
    pub median_hour: Option<Cents>,
    /// Payments that were settled.
    pub paid: i64,
    /// Of them, within ten business days, roughly: fourteen days.
    pub paid_in_time: i64,
}

/// One thing a host has to do.
#[derive(Clone, Debug)]
pub struct Need {
    /// What.
    pub kind: NeedKind,
    /// The project's title.
    pub project: String,
    /// Which project.
    pub project_id: ProjectId,
    /// Whom it concerns; empty for several people.
    pub person: String,
    /// How many, for applicants.
    pub count: i64,
    /// By when.
    pub due: Option<Day>,
}

/// What a host has to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NeedKind {
    /// Answer applicants.
    Applicants,
    /// Approve a week of hours.
    Hours(EngagementId, TimesheetId, Week),
    /// Accept finished work.
    Work(EngagementId),
    /// Look at a milestone.
    Milestone(EngagementId, domain::ids::MilestoneId),
    /// Sign the agreement.
    Sign(EngagementId),
    /// Send this week's check-in.
    CheckIn(EngagementId),
    /// Write a review.
    Review(EngagementId),
    /// Change what staff named.
    Changes,
    /// Accept a scope that was written for the host.
    Scope,
}

/// A host organisation of the person.
#[derive(Clone, Debug)]
pub struct HostName {
    /// Which.
    pub id: HostId,
    /// Its name.
    pub name: String,
    /// Where it stands with the program.
    pub stage: HostStage,
    /// What the person is in it; nothing for staff who help.
    pub role: Option<HostRole>,
}

/// A host's home.
#[derive(Clone, Debug)]
pub struct HostHome {
    /// The person's organisations.
    pub hosts: Vec<HostName>,
    /// What waits for them, most urgent first.
    pub needs: Vec<Need>,
    /// Students who work for them, the first to end first; at most 50.
    pub working: Vec<Working>,
    /// Their projects, newest change first; at most 100.
    pub projects: Vec<HostRow>,
}

/// A student between agreement and acceptance, in the host's list.
#[derive(Clone, Debug)]
pub struct Working {
    /// Their engagement.
    pub id: EngagementId,
    /// The student's name.
    pub student: String,
    /// The project's title.
    pub project: String,
    /// Where the engagement stands.
    pub stage: EngagementStage,
    /// Whether it has fallen behind.
    pub at_risk: bool,
    /// Time on the record, approved or not.
    pub logged: Minutes,
    /// Time agreed.
    pub planned: Minutes,
    /// First day of the work.
    pub start_on: Day,
    /// Last day of the work.
    pub end_on: Day,
}

/// One project in a host's list.
#[derive(Clone, Debug)]
pub struct HostRow {
    /// Which.
    pub id: ProjectId,
    /// Its title; may be empty in a draft.
    pub title: String,
    /// The first words of its problem where it has no title; empty otherwise.
    pub gist: String,
    /// When it was begun.
    pub begun_at: Instant,
    /// Where it stands.
    pub stage: Stage,
    /// The host organisation's name.
    pub host: String,
    /// 0 to 100.
    pub score: i32,
    /// Applications without an answer.
    pub waiting: i64,
    /// Students at work.
    pub working: i64,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// The printed day of the answer.
    pub decide_by: Option<Day>,
}

/// A comment of staff beside a field.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Which; the host's answer is named by it.
    pub id: Uuid,
    /// The field's name in the form.
    pub field: String,
    /// The words.
    pub body: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Instant,
    /// Whether it is done with: the project was sent again with an answer to it, or with its field changed.
    pub settled: bool,
    /// What the host answered; empty while nobody has.
    pub answer: String,
    /// Who answered; empty while nobody has.
    pub answered_by: String,
}

impl Comment {
    /// The name of its answer in the wizard's form.
    #[must_use]
    pub fn answer_name(&self) -> String {
        format!("answer:{}", self.id)
    }
}

/// Somebody's latest change of a draft's answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Instant,
}

impl Edit {
    /// The latest change since an instant by somebody else; else one's own, in another window.
    #[must_use]
    pub fn since(edits: &[Self], me: Option<PersonId>, instant: Instant) -> Option<&Self> {
        let newer = || edits.iter().filter(|edit| edit.at >= instant);
        newer().find(|edit| Some(edit.by) != me).or_else(|| newer().next()).or_else(|| edits.first())
    }
}

/// One line of a project's history.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The command's word.
    pub command: String,
    /// Who, as a party: `host`.
    pub party: String,
    /// Who, by name; empty for the system.
    pub actor: String,
    /// Where it led.
    pub to: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
}

/// A host's own page of one project.
#[derive(Clone, Debug)]
pub struct HostProject {
    /// Which.
    pub id: ProjectId,
    /// Where it stands.
    pub stage: Stage,
    /// Its answers.
    pub draft: Draft,
    /// The scope check today.
    pub report: Report,
    /// The host organisation's name.
    pub host: String,
    /// Which host organisation.
    pub host_id: HostId,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// The printed day of the answer.
    pub decide_by: Option<Day>,
    /// Applications without an answer.
    pub waiting: i64,
    /// All applications that were sent.
    pub applied: i64,
    /// Students on it: engagement, name, stage word.
    pub students: Vec<(EngagementId, String, String)>,
    /// Comments of staff, newest first.
    pub comments: Vec<Comment>,
    /// Its history, newest first; at most 30.
    pub history: Vec<Happened>,
    /// What this person can do now.
    pub offers: Vec<Command>,
    /// Whether the reader is of the host; else they are staff or wrote it.
    pub by_host: bool,
    /// The day it is published, where its reviewer chose one.
    pub publish_on: Option<Day>,
}

/// A screen of the wizard.
#[derive(Clone, Debug)]
pub struct Wizard {
    /// Which.
    pub id: ProjectId,
    /// The host organisation's name.
    pub host: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether this person may change the answers now.
    pub editable: bool,
    /// Whether the reader is of the host; else they write it for the host.
    pub by_host: bool,
    /// The version a save must name.
    pub version: i32,
    /// When it was last kept.
    pub saved_at: Instant,
    /// The answers.
    pub draft: Draft,
    /// What the check must know beyond them.
    pub facts: Facts,
    /// The check.
    pub report: Report,
    /// Open comments of staff.
    pub comments: Vec<Comment>,
    /// The funds of the program it may name.
    pub funds: Vec<String>,
    /// What the project it repeats has taught.
    pub learned: Option<Learned>,
    /// The answers when staff last sent it back.
    pub before: Option<Draft>,
    /// Who changed the answers last, and who the last other person was.
    pub edits: Vec<Edit>,
}

/// What a finished project has taught, for whoever repeats it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Learned {
    /// Which.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// Fewest and most hours it was planned with.
    pub hours: (i32, i32),
    /// Students whose work was accepted.
    pub students: i64,
    /// Approved time of one of them, on average.
    pub minutes: Option<Minutes>,
    /// Days from the planned first day to the planned last one.
    pub planned_days: Option<i64>,
    /// Days from the first start to the last time everything was handed in.
    pub taken_days: Option<i64>,
    /// Most rounds of changes any of them went through.
    pub rounds: i32,
    /// Acceptance criteria that were named in them.
    pub criteria: Vec<String>,
}

/// What comparable projects pay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PayRange {
    /// Net an hour that a quarter of them stay below.
    pub low: Cents,
    /// Net an hour that a quarter of them go above.
    pub high: Cents,
    /// How many there are, at least five, of at least three hosts.
    pub projects: i64,
    /// Their category; nothing when they are all of the program's.
    pub category: Option<String>,
}

/// What a new project can start from.
#[derive(Clone, Debug)]
pub struct NewProject {
    /// Organisations the person can write for.
    pub hosts: Vec<HostName>,
    /// Earlier projects to copy: the one a link named, then those that changed last. At most 21.
    pub earlier: Vec<Earlier>,
}

/// An earlier project to begin from.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Which.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// Whose.
    pub host: HostId,
    /// Where it stands: a completed one is repeated.
    pub stage: Stage,
}

/// One line of the review queue.
#[derive(Clone, Debug)]
pub struct QueueEntry {
    /// Which.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// The host organisation's name.
    pub host: String,
    /// Where the host stands with the program.
    pub host_stage: HostStage,
    /// Submitted or in review.
    pub stage: Stage,
    /// 0 to 100.
    pub score: i32,
    /// When it was sent.
    pub submitted_at: Instant,
    /// Business days since then.
    pub age: i32,
    /// The day the host was promised an answer.
    pub due: Day,
    /// Who reviews it.
    pub reviewer: Option<(PersonId, String)>,
    /// Whether it was sent back before.
    pub again: bool,
    /// Findings of the scope check today, by what they do.
    pub findings: Vec<(Severity, usize)>,
}

/// How a host has kept its word so far.
#[derive(Clone, Debug)]
pub struct HostPast {
    /// What kind of organisation it says it is; `None` while it has not said.
    pub kind: Option<HostKind>,
    /// Projects that are open or at work now.
    pub open: i64,
    /// Hours until applicants had a first answer: half of them waited less. Nothing while nobody had one.
    pub reply_hours: Option<i64>,
    /// What students wrote, the newest first; at most three, and only what is open to the host as well.
    pub reviews: Vec<HostReview>,
}

/// What a student wrote about working with a host.
#[derive(Clone, Debug)]
pub struct HostReview {
    /// The project's title.
    pub project: String,
    /// Whether they would work with the host again.
    pub again: Option<bool>,
    /// What went well.
    pub strengths: String,
    /// What could be better; may be empty.
    pub improve: String,
    /// When both sides could read it.
    pub at: Instant,
}

/// A project on the reviewer's desk.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// Which.
    pub id: ProjectId,
    /// Where it stands.
    pub stage: Stage,
    /// The day it is published, where its reviewer chose one.
    pub publish_on: Option<Day>,
    /// The answers.
    pub draft: Draft,
    /// The answers when it was last sent back.
    pub before: Option<Draft>,
    /// The scope check today.
    pub report: Report,
    /// What reaches the student.
    pub pay: Option<NetPay>,
    /// The host organisation and its record.
    pub host: HostRecord,
    /// How it has kept its word.
    pub past: HostPast,
    /// Who wrote it.
    pub author: String,
    /// Whether the reader wrote it.
    pub own: bool,
    /// Who reviews it.
    pub reviewer: Option<(PersonId, String)>,
    /// When it was sent.
    pub submitted_at: Option<Instant>,
    /// Business days since then.
    pub age: Option<i32>,
    /// The day the host was promised an answer.
    pub due: Option<Day>,
    /// All comments, newest first; at most 60.
    pub comments: Vec<Comment>,
    /// Its history, newest first; at most 30.
    pub history: Vec<Happened>,
    /// What the reader can do now.
    pub offers: Vec<Command>,
    /// Whether staff can waive the limits on hours now, or take that back.
    pub may_waive_hours: bool,
    /// The waiver that holds.
    pub waiver: Option<Waiver>,
}

/// Staff let one project have hours outside the program's limits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiver {
    /// Who did.
    pub who: String,
    /// When.
    pub on: Day,
    /// Why.
    pub reason: String,
}

/// Projects of the program for staff.
#[derive(Clone, Debug)]
pub struct StaffList {
    /// Projects by stage, each counted to 1,001 at most.
    pub counts: Vec<(Stage, i64)>,
    /// The rows.
    pub rows: Vec<StaffRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// One project in the staff's list.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// Which.
    pub id: ProjectId,
    /// Its title; may be empty in a draft.
    pub title: String,
    /// The first words of its problem where it has no title; empty otherwise.
    pub gist: String,
    /// When it was begun.
    pub begun_at: Instant,
    /// The host organisation's name.
    pub host: String,
    /// Where it stands.
    pub stage: Stage,
    /// 0 to 100.
    pub score: i32,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// Applications without an answer.
    pub waiting: i64,
    /// When it last changed.
    pub updated_at: Instant,
}
