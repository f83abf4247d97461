//! The tables the seed fills, and all rows of one filling in the order their references need.

use domain::time::{Day, Instant};
use sqlx::PgConnection;
use uuid::Uuid;

use super::copy::{pour, table};
use crate::failure::Failure;

table! {
    /// Somebody.
    PersonRow = "people" {
        id: Uuid, email: String, name: String, password_hash: Option<String>, email_confirmed_at: Option<Instant>,
        created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// What somebody may do.
    RoleRow = "program_roles" { program_id: Uuid, person_id: Uuid, role: &'static str, created_at: Instant }
}
table! {
    /// What a student says of themselves.
    StudentRow = "students" {
        person_id: Uuid, program_id: Uuid, school: String, about: String, skills: Vec<String>, weekly_hours: i32,
        needs_work_authorization: bool, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// A host organisation.
    HostRow = "hosts" {
        id: Uuid, name: String, kind: &'static str, website: String, about: String, ein: String, address: String,
        created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// Who belongs to one.
    MemberRow = "host_members" { host_id: Uuid, person_id: Uuid, role: &'static str, created_at: Instant }
}
table! {
    /// Where one stands.
    StandingRow = "host_standings" {
        program_id: Uuid, host_id: Uuid, stage: &'static str, note: &'static str, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// A project; `search` is a text vector in PostgreSQL's own spelling.
    ProjectRow = "projects" {
        id: Uuid, program_id: Uuid, host_id: Uuid, author_id: Uuid, reviewer_id: Option<Uuid>, stage: &'static str,
        draft: String, reviewed: Option<String>, score: i32, blocking: i32, title: String, category: String,
        place: &'static str, skills: Vec<String>, hours_low: Option<i32>, hours_high: Option<i32>,
        weekly_hours: Option<i32>, amount_cents: Option<i64>, net_cents: Option<i64>, net_per_hour_cents: Option<i64>,
        seats: i32, start_on: Option<Day>, end_on: Option<Day>, apply_by: Option<Day>, decide_by: Option<Day>,
        note: String, submitted_at: Option<Instant>, published_at: Option<Instant>, search: String,
        created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// A template of the program.
    TemplateRow = "program_templates" {
        id: Uuid, program_id: Uuid, project_id: Uuid, author_id: Uuid, stage: &'static str, title: String,
        category: String, needs: Vec<String>, weeks: i32, draft: String, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// What staff ask a host to change.
    CommentRow = "project_comments" {
        id: Uuid, project_id: Uuid, author_id: Uuid, field: &'static str, body: &'static str, created_at: Instant,
        settled_at: Option<Instant>,
    }
}
table! {
    /// A change of a published project.
    RevisionRow = "project_revisions" {
        id: Uuid, project_id: Uuid, number: i32, stage: &'static str, before: String, draft: String, author_id: Uuid,
        reason: &'static str, submitted_at: Instant, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// An application.
    ApplicationRow = "applications" {
        id: Uuid, program_id: Uuid, project_id: Uuid, student_id: Uuid, stage: &'static str, statement: String,
        answers: String, decision_due: Option<Day>, offer_expires_at: Option<Instant>, reason: String,
        submitted_at: Option<Instant>, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// An engagement.
    EngagementRow = "engagements" {
        id: Uuid, program_id: Uuid, host_id: Uuid, project_id: Uuid, application_id: Uuid, student_id: Uuid,
        stage: &'static str, terms: String, planned_minutes: i32, fee_cents: i64, start_on: Day, end_on: Day,
        classification: &'static str, classification_note: String, work_authorization: &'static str,
        authorized_until: Option<Day>, kickoff_on: Option<Day>, learning_goals: String,
        student_signed_at: Option<Instant>, student_signature: Option<String>, host_signed_at: Option<Instant>,
        host_signature: Option<String>, program_signed_at: Option<Instant>, program_signature: Option<String>,
        student_started_at: Option<Instant>, host_started_at: Option<Instant>, started_at: Option<Instant>,
        reflection: String, at_risk: bool, submitted_at: Option<Instant>, accepted_at: Option<Instant>,
        closed_at: Option<Instant>, reason: String, stage_on: Day, required: Vec<String>, modules: Vec<String>,
        tax_form: &'static str, tax_note: &'static str, kickoff_minute: Option<i32>, kickoff_place: &'static str,
        goals_by: Option<&'static str>, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// What the program asks for during onboarding.
    OnboardingRow = "onboarding_rules" {
        id: Uuid, program_id: Uuid, number: i32, required: Vec<String>, modules: Vec<String>, author_id: Option<Uuid>,
        created_at: Instant,
    }
}
table! {
    /// A text of an agreement.
    AgreementRow = "agreement_versions" {
        id: Uuid, engagement_id: Uuid, number: i32, kind: &'static str, clauses: i32, body: String, sha256: String,
        created_at: Instant,
    }
}
table! {
    /// A signature under one.
    SignatureRow = "agreement_signatures" {
        version_id: Uuid, side: &'static str, person_id: Option<Uuid>, name: String, way: &'static str, network: String,
        created_at: Instant,
    }
}
table! {
    /// What a student has passed; `chosen` is an array in PostgreSQL's own spelling.
    TrainingRow = "training_results" {
        person_id: Uuid, module: String, version: i32, right_answers: i32, chosen: String, passed: bool,
        updated_at: Instant,
    }
}
table! {
    /// Answers to a survey.
    SurveyRow = "survey_answers" {
        id: Uuid, kind: &'static str, version: i32, person_id: Uuid, engagement_id: Uuid, answers: String,
        created_at: Instant,
    }
}
table! {
    /// A milestone.
    MilestoneRow = "milestones" {
        id: Uuid, engagement_id: Uuid, position: i32, name: String, due_on: Day, planned_minutes: i32,
        stage: &'static str, deliverable_text: String, deliverable_link: String, submitted_at: Option<Instant>,
        decided_at: Option<Instant>, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// One week of one engagement.
    TimesheetRow = "timesheets" {
        id: Uuid, engagement_id: Uuid, week: Day, stage: &'static str, minutes: i32, submitted_at: Option<Instant>,
        submitted_on: Option<Day>, decided_at: Option<Instant>, decided_by: Option<Uuid>, created_at: Instant,
        updated_at: Instant,
    }
}
table! {
    /// One entry of time.
    EntryRow = "time_entries" {
        id: Uuid, timesheet_id: Uuid, day: Day, minutes: i32, description: &'static str, created_at: Instant,
        updated_at: Instant,
    }
}
table! {
    /// One side's check-in of one week.
    CheckInRow = "check_ins" {
        id: Uuid, engagement_id: Uuid, week: Day, side: &'static str, author_id: Uuid, went_well: &'static str,
        next_steps: &'static str, blocked: &'static str, created_at: Instant,
    }
}
table! {
    /// A message of an engagement.
    MessageRow = "messages" {
        id: Uuid, engagement_id: Uuid, author_id: Uuid, voice: &'static str, body: &'static str, sent_at: Instant,
    }
}
table! {
    /// How far somebody has read.
    ReadRow = "message_reads" { engagement_id: Uuid, person_id: Uuid, message_id: Uuid }
}
table! {
    /// What one side says at half of the work.
    MidPointRow = "mid_points" {
        id: Uuid, engagement_id: Uuid, side: &'static str, author_id: Uuid, going_well: &'static str,
        change: &'static str, hours: &'static str, help: &'static str, created_at: Instant,
    }
}
table! {
    /// A problem that somebody told staff.
    ProblemRow = "problems" {
        id: Uuid, program_id: Uuid, engagement_id: Uuid, side: &'static str, reporter_id: Uuid, kind: &'static str,
        stage: &'static str, stage_on: Day, what: &'static str, wish: &'static str, created_at: Instant,
        updated_at: Instant,
    }
}
table! {
    /// A payment.
    PaymentRow = "payments" {
        id: Uuid, program_id: Uuid, engagement_id: Uuid, amount_cents: i64, stage: &'static str, reference: String,
        ready_at: Option<Instant>, settled_at: Option<Instant>, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// One side's review.
    ReviewRow = "reviews" {
        id: Uuid, engagement_id: Uuid, side: &'static str, author_id: Option<Uuid>, stage: &'static str,
        ratings: String, levels: Option<String>, strengths: &'static str, improvement: &'static str, again: Option<bool>, closes_on: Day,
        submitted_at: Option<Instant>, revealed_at: Option<Instant>, created_at: Instant, updated_at: Instant,
    }
}
table! {
    /// Something that happened.
    EventRow = "events" {
        id: Uuid, program_id: Uuid, host_id: Option<Uuid>, student_id: Option<Uuid>, project_id: Option<Uuid>,
        subject: &'static str, subject_id: Uuid, command: &'static str, party: &'static str, actor_id: Option<Uuid>,
        stage_from: Option<&'static str>, stage_to: Option<&'static str>, reason: Option<String>, policy_version: Day,
        at: Instant,
    }
}

/// Everything that is written together.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) people: Vec<PersonRow>,
    pub(super) roles: Vec<RoleRow>,
    pub(super) students: Vec<StudentRow>,
    pub(super) hosts: Vec<HostRow>,
    pub(super) members: Vec<MemberRow>,
    pub(super) standings: Vec<StandingRow>,
    pub(super) projects: Vec<ProjectRow>,
    pub(super) templates: Vec<TemplateRow>,
    pub(super) comments: Vec<CommentRow>,
    pub(super) revisions: Vec<RevisionRow>,
    pub(super) applications: Vec<ApplicationRow>,
    pub(super) engagements: Vec<EngagementRow>,
    pub(super) onboarding: Vec<OnboardingRow>,
    pub(super) agreements: Vec<AgreementRow>,
    pub(super) signatures: Vec<SignatureRow>,
    pub(super) training: Vec<TrainingRow>,
    pub(super) surveys: Vec<SurveyRow>,
    pub(super) milestones: Vec<MilestoneRow>,
    pub(super) timesheets: Vec<TimesheetRow>,
    pub(super) entries: Vec<EntryRow>,
    pub(super) check_ins: Vec<CheckInRow>,
    pub(super) messages: Vec<MessageRow>,
    pub(super) reads: Vec<ReadRow>,
    pub(super) mid_points: Vec<MidPointRow>,
    pub(super) problems: Vec<ProblemRow>,
    pub(super) payments: Vec<PaymentRow>,
    pub(super) reviews: Vec<ReviewRow>,
    pub(super) events: Vec<EventRow>,
}

impl Rows {
    /// Writes all of it; what refers comes after what it refers to.
    ///
    /// # Errors
    /// When the database refuses a row or does not answer.
    pub(super) async fn write(&self, db: &mut PgConnection) -> Result<(), Failure> {
        pour(db, &self.people).await?;
        pour(db, &self.roles).await?;
        pour(db, &self.students).await?;
        pour(db, &self.hosts).await?;
        pour(db, &self.members).await?;
        pour(db, &self.standings).await?;
        pour(db, &self.projects).await?;
        pour(db, &self.templates).await?;
        pour(db, &self.comments).await?;
        pour(db, &self.revisions).await?;
        pour(db, &self.applications).await?;
        pour(db, &self.engagements).await?;
        pour(db, &self.onboarding).await?;
        pour(db, &self.agreements).await?;
        pour(db, &self.signatures).await?;
        pour(db, &self.training).await?;
        pour(db, &self.surveys).await?;
        pour(db, &self.milestones).await?;
        pour(db, &self.timesheets).await?;
        pour(db, &self.entries).await?;
        pour(db, &self.check_ins).await?;
        pour(db, &self.messages).await?;
        pour(db, &self.reads).await?;
        pour(db, &self.mid_points).await?;
        pour(db, &self.problems).await?;
        pour(db, &self.payments).await?;
        pour(db, &self.reviews).await?;
        pour(db, &self.events).await
    }
}
