//! What the pages of applications and the student's home show.

use domain::applications::{Command, Earlier, Stage};
use domain::ids::{ApplicationId, EngagementId, MilestoneId, ProjectId};
use domain::people::Language;
use domain::policy::NetPay;
use domain::revisions::Change;
use domain::rubrics::{Criterion, Summary};
use domain::skills::StudentSkill;
use domain::time::{Day, Instant, Minutes, Week};

use crate::files::FileLine;
use crate::rubrics::Reviews;

/// Whether a requirement is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is.
    Met,
    /// It does not stand in the way, but the student should know it.
    Note,
    /// Nothing the system knows answers it: the student does.
    Unknown,
    /// It is not: no application can be sent.
    Missing,
}

/// One requirement, answered before the student writes anything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// The answer.
    pub verdict: Verdict,
    /// The requirement and its answer in one line.
    pub title: String,
    /// Why, or what to do.
    pub text: String,
    /// Where it is answered: the words of a link, and its address.
    pub answered_at: Option<(&'static str, &'static str)>,
}

/// The page on which a student applies.
#[derive(Clone, Debug)]
pub struct ApplyView {
    /// The project.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// Name of its host organisation.
    pub host: String,
    /// `Remote`, or `Hybrid, 12 Main Street`.
    pub place: String,
    /// Fewest hours.
    pub hours_low: i32,
    /// Most hours.
    pub hours_high: i32,
    /// Hours in one week.
    pub weekly_hours: i32,
    /// First and last day of work.
    pub dates: Option<(Day, Day)>,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// The day by which every applicant has an answer.
    pub decide_by: Option<Day>,
    /// What reaches the student.
    pub pay: Option<NetPay>,
    /// The host's questions, at most three.
    pub questions: Vec<String>,
    /// The requirements with their answers.
    pub checks: Vec<Check>,
    /// Why it cannot be sent now, in a sentence.
    pub refused: Option<String>,
    /// The student's earlier application to this project.
    pub application: Option<ApplicationId>,
    /// Open applications of the student.
    pub open: i32,
    /// Most open applications at one time.
    pub limit: i32,
    /// The student's name, as the host will see it.
    pub name: String,
    /// The student's school, as the host will see it.
    pub school: String,
    /// The student's skills, as the host sees them at once.
    pub skills: Vec<String>,
    /// Hours a week the student can give.
    pub free_hours: i32,
    /// Whether name and school stay hidden until the student is shortlisted.
    pub blind: bool,
    /// What the student says of themselves.
    pub about: String,
    /// The skills with level and evidence.
    pub skill_details: Vec<StudentSkill>,
    /// Languages they speak.
    pub languages: Vec<Language>,
    /// The project's skills: name, and whether it is needed on the first day.
    pub wanted: Vec<(String, bool)>,
    /// Addresses in the profile that can be shown as work samples.
    pub samples: Vec<String>,
    /// The résumé that can be sent along.
    pub resume: Option<FileLine>,
    /// Earlier pitches, the newest first; at most three.
    pub pitches: Vec<Earlier>,
    /// For each question, earlier answers to the same or a similar one; at most three each.
    pub earlier: Vec<Vec<Earlier>>,
}

/// Which side looks at an application.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Viewer {
    /// Its student.
    Student,
    /// A member of the host.
    Host,
    /// The program's staff.
    Staff,
}

/// One step in the life of an application.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happened {
    /// When.
    pub at: Instant,
    /// The stage after it.
    pub to: Stage,
    /// The command's word.
    pub command: String,
    /// Whether the system did it by itself.
    pub by_system: bool,
}

/// One application, for each side.
#[derive(Clone, Debug)]
pub struct ApplicationView {
    /// Which.
    pub id: ApplicationId,
    /// Who looks.
    pub viewer: Viewer,
    /// The project.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// Name of its host organisation.
    pub host: String,
    /// Where the application stands.
    pub stage: Stage,
    /// The talk, while there is one.
    pub interview: Option<domain::interviews::Interview>,
    /// The student's name, or a code while it is hidden from this viewer.
    pub name: String,
    /// Whether name and school are hidden from this viewer.
    pub hidden: bool,
    /// The student's school; empty while hidden.
    pub school: String,
    /// What the student says of themselves; empty while hidden.
    pub about: String,
    /// The student's skills.
    pub skills: Vec<String>,
    /// The same with level and evidence; the evidence is empty while names are hidden.
    pub skill_details: Vec<StudentSkill>,
    /// Languages they speak; empty while names are hidden.
    pub languages: Vec<Language>,
    /// Work samples the student picked for this application; empty while names are hidden.
    pub links: Vec<String>,
    /// The résumé that was sent along, as far as this viewer may open it.
    pub resume: Option<FileLine>,
    /// The project's skills: name, and whether it is needed on the first day.
    pub wanted: Vec<(String, bool)>,
    /// Hours a week the student can give.
    pub free_hours: i32,
    /// Why this student for this project.
    pub statement: String,
    /// The host's questions with the student's answers.
    pub answers: Vec<(String, String)>,
    /// The printed day of the answer.
    pub decision_due: Option<Day>,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// When it was sent.
    pub submitted_at: Option<Instant>,
    /// When the offer runs out.
    pub offer_expires_at: Option<Instant>,
    /// Whether the offer was extended.
    pub extended: bool,
    /// The reason of the last step that needed one; empty without.
    pub reason: String,
    /// What the project changed since the student applied, and the last day to confirm it; nothing where there is nothing
    /// to confirm.
    pub to_confirm: Option<(Day, Vec<Change>)>,
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// What this viewer may do now.
    pub commands: Vec<Command>,
    /// What the project pays.
    pub pay: Option<NetPay>,
    /// Most hours of the project.
    pub hours_high: i32,
    /// Its hours in one week.
    pub weekly_hours: i32,
    /// Its first and last day of work.
    pub dates: Option<(Day, Day)>,
    /// The student's busiest week with this project; only for the student while an offer stands.
    pub busiest_week: Option<Minutes>,
    /// Open applications and offers of the student that would no longer fit beside it; only for the student while an offer
    /// stands.
    pub clashes: Vec<Clash>,
    /// Offers of the student that stand; only for the student.
    pub open_offers: i64,
    /// Seats of the project without an offer.
    pub seats_left: i32,
    /// Which runner-up it is, 1 being the first; nothing for others, and never for the student.
    pub runner_up: Option<i32>,
    /// The engagement it became.
    pub engagement: Option<EngagementId>,
}

/// Another application of the student that does not fit beside an offer: together they fill a week beyond the limit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash {
    /// Which.
    pub application: ApplicationId,
    /// Title of its project.
    pub title: String,
    /// Name of its host organisation.
    pub host: String,
    /// Whether it is an offer too.
    pub offered: bool,
}

/// Work the student has agreed to that falls into the days of an offer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beside {
    /// Title of its project.
    pub title: String,
    /// First and last day.
    pub dates: (Day, Day),
    /// Hours a week.
    pub weekly_hours: i32,
}

/// One offer beside others.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The application.
    pub id: ApplicationId,
    /// The project.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// Name of its host organisation.
    pub host: String,
    /// `Remote`, or `Hybrid, 12 Main Street`.
    pub place: String,
    /// What reaches the student.
    pub pay: Option<NetPay>,
    /// Fewest and most hours.
    pub hours: (i32, i32),
    /// Hours in one week.
    pub weekly_hours: i32,
    /// First and last day of work.
    pub dates: Option<(Day, Day)>,
    /// When it runs out.
    pub until: Option<Instant>,
    /// The busiest week with it.
    pub busiest_week: Minutes,
    /// Days of the student's week that hold its hours, Monday being 0; nothing when the week does not hold them, or nobody
    /// has said when it is free.
    pub days: Option<Vec<usize>>,
    /// Exams in its days: name, first and last day.
    pub exams: Vec<(String, Day, Day)>,
    /// Work in its days.
    pub beside: Vec<Beside>,
    /// What would no longer fit.
    pub clashes: Vec<Clash>,
}

/// All offers that stand, side by side.
#[derive(Clone, Debug)]
pub struct OffersView {
    /// The offers, the one that runs out first before the others.
    pub offers: Vec<OfferView>,
    /// Hours a week the student gives.
    pub free_hours: i32,
    /// Whether the student has said when they are free.
    pub knows_week: bool,
}

/// One line of the student's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MyApplication {
    /// Which.
    pub id: ApplicationId,
    /// Title of the project.
    pub title: String,
    /// Name of the host organisation.
    pub host: String,
    /// Where it stands.
    pub stage: Stage,
    /// The printed day of the answer.
    pub decision_due: Option<Day>,
    /// When the offer runs out.
    pub offer_expires_at: Option<Instant>,
    /// When it was sent.
    pub submitted_at: Option<Instant>,
}

/// The student's applications, newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MyApplications {
    /// One part of them.
    pub applications: Vec<MyApplication>,
    /// Open ones in all.
    pub open: i32,
    /// Most open ones at one time.
    pub limit: i32,
    /// The application after which the next part begins.
    pub next: Option<ApplicationId>,
}

/// One applicant in the host's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applicant {
    /// The application.
    pub id: ApplicationId,
    /// The student's name, or a code while it is hidden.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// Which runner-up they are, 1 being the first; nothing for others.
    pub runner_up: Option<i32>,
    /// What the reviewers give, as far as the reader may see it.
    pub summary: Summary,
    /// Must-have skills of the project the student names.
    pub skills_shown: i32,
    /// Hours a week the student can give.
    pub free_hours: i32,
}

/// The applicants of a project, and one of them open for reading.
#[derive(Clone, Debug)]
pub struct ApplicantsView {
    /// The project.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// Its stage, in its word.
    pub project_stage: String,
    /// Its seats.
    pub seats: i32,
    /// Seats without an offer.
    pub seats_left: i32,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// The day by which every applicant has an answer.
    pub decide_by: Option<Day>,
    /// Business days until then; negative never.
    pub days_left: i32,
    /// Must-have skills of the project.
    pub must_haves: i32,
    /// Hours a week it needs.
    pub weekly_hours: i32,
    /// Whether names are hidden until shortlisted.
    pub blind: bool,
    /// What applicants are read by.
    pub criteria: Vec<Criterion>,
    /// What was given to the one that is read, as far as the reader may see it.
    pub reviews: Reviews,
    /// Whether the reader scores applicants: members of the host do.
    pub scores: bool,
    /// Everybody who applied, those who wait for an answer first.
    pub applicants: Vec<Applicant>,
    /// The one that is read.
    pub chosen: Option<ApplicationView>,
}

/// Something that waits for the student.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Need {
    /// Changed terms to confirm.
    Confirm {
        /// The application.
        application: ApplicationId,
        /// Name of the host organisation.
        host: String,
        /// Title of the project.
        title: String,
        /// The last day to answer.
        by: Day,
    },
    /// An offer to answer.
    Offer {
        /// The application.
        application: ApplicationId,
        /// Name of the host organisation.
        host: String,
        /// Title of the project.
        title: String,
        /// What it pays.
        pay: Option<NetPay>,
        /// Most hours.
        hours: i32,
        /// When it runs out.
        until: Option<Instant>,
    },
    /// An agreement to sign.
    Sign {
        /// The engagement.
        engagement: EngagementId,
        /// Name of the host organisation.
        host: String,
        /// Title of the project.
        title: String,
        /// First day of work.
        start: Day,
    },
    /// Signed, and more is left before the first day.
    Prepare {
        /// The engagement.
        engagement: EngagementId,
        /// Name of the host organisation.
        host: String,
        /// How many things of the list wait for the student.
        left: i64,
        /// First day of work.
        start: Day,
    },
    /// The first day is here and everybody has signed.
    Start {
        /// The engagement.
        engagement: EngagementId,
        /// Name of the host organisation.
        host: String,
        /// First day of work.
        start: Day,
    },
    /// A week that is over, or came back.
    SendWeek {
        /// The engagement.
        engagement: EngagementId,
        /// Name of the host organisation.
        host: String,
        /// The week.
        week: Week,
        /// Time logged in it.
        time: Minutes,
        /// The host sent it back.
        returned: bool,
    },
    /// This week's check-in.
    CheckIn {
        /// The engagement.
        engagement: EngagementId,
        /// The person at the host, or the host's name.
        with: String,
        /// Friday of the week.
        due: Day,
    },
    /// A milestone that is due within three days, late, or sent back.
    Milestone {
        /// The engagement.
        engagement: EngagementId,
        /// The milestone.
        milestone: MilestoneId,
        /// Its name.
        name: String,
        /// Its day.
        due: Day,
        /// The host asked for changes.
        changes: bool,
    },
    /// Every milestone is in: the whole work can be handed in.
    HandIn {
        /// The engagement.
        engagement: EngagementId,
        /// Title of the project.
        title: String,
        /// Last day of work.
        end: Day,
    },
    /// A review to write.
    Review {
        /// The engagement.
        engagement: EngagementId,
        /// Name of the host organisation.
        host: String,
        /// The last day for it.
        closes_on: Day,
    },
}

/// One milestone of the work under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HomeMilestone {
    /// Which.
    pub id: MilestoneId,
    /// Its name.
    pub name: String,
    /// Its day.
    pub due: Day,
    /// Where it stands.
    pub stage: domain::milestones::Stage,
    /// When the host decided.
    pub decided_on: Option<Day>,
}

/// The engagement under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CurrentWork {
    /// The engagement.
    pub engagement: EngagementId,
    /// Where it stands.
    pub stage: domain::engagements::Stage,
    /// Name of the host organisation.
    pub host: String,
    /// The person who answers questions; the host's name without one.
    pub supervisor: String,
    /// Title of the project.
    pub title: String,
    /// Time agreed.
    pub planned: Minutes,
    /// Time approved.
    pub approved: Minutes,
    /// Time logged but not approved yet.
    pub waiting: Minutes,
    /// What reaches the student of the fee.
    pub pay: NetPay,
    /// Milestones in their order.
    pub milestones: Vec<HomeMilestone>,
    /// First day of work.
    pub start: Day,
    /// Last day of work.
    pub end: Day,
}

/// Another engagement that is not over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherWork {
    /// The engagement.
    pub engagement: EngagementId,
    /// Title of the project.
    pub title: String,
    /// Name of the host organisation.
    pub host: String,
    /// Where it stands.
    pub stage: domain::engagements::Stage,
}

/// The student's home.
#[derive(Clone, Debug)]
pub struct HomeView {
    /// The student's first name.
    pub name: String,
    /// Today in the program's zone.
    pub today: Day,
    /// What waits for the student, the most pressing first.
    pub needs: Vec<Need>,
    /// The engagement under way.
    pub current: Option<CurrentWork>,
    /// Other engagements.
    pub others: Vec<OtherWork>,
    /// Applications that wait for the host.
    pub waiting: Vec<MyApplication>,
    /// Open projects that fit, with the reasons.
    pub recommended: crate::projects::Recommended,
}
