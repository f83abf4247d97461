//! Work of a scale world: engagements that are over or under way, with their hours and pay.

use domain::engagements::{Terms, TermsDeliverable};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::{Stage, Standing};
use domain::projects::{Classification, PayTrigger};
use domain::time::{Day, Instant, Minutes, plus_days};
use uuid::Uuid;

use super::project::{By, Project, Teller};
use super::world::Kind;
use crate::failure::Failure;
use crate::seed::books::moved;
use crate::seed::rows::{CheckInRow, EngagementRow, EntryRow, MilestoneRow, PaymentRow, ReviewRow, TimesheetRow};

const DEEDS: [&str; 10] = [
    "Read the files and listed what is missing in them",
    "Worked on the first draft and marked open questions",
    "Call with the host about the draft, wrote down changes",
    "Collected the next ten sources and checked their dates",
    "Drew the first two charts and one sentence for each",
    "Compared the rows with the list and fixed what differed",
    "Tried it out with somebody who had not seen it before",
    "Wrote the log of changes and the reason of each one",
    "Worked in the comments and proofread all of the text",
    "Prepared the hand-over and sent it one day early",
];

/// Whether a milestone of this project is late: one in sixty of those under way.
const fn at_risk(number: u32) -> bool {
    // The 80th card of a deck is work in progress.
    number % 400 == 80
}

/// An engagement while its rows are made.
struct Job {
    id: Uuid,
    student: Uuid,
    name: String,
    application: Uuid,
    accepted: Instant,
}

impl<'w> Teller<'w> {
    /// Paid and reviewed: 25 events, 14 entries of time.
    pub(super) fn completed(&mut self, project: Project<'w>, kind: &Kind) -> Result<(), Failure> {
        let days = project.days;
        let job = self.chosen(&project)?;
        let over = self.world.at(plus_days(days.end, 15), 120);
        self.milestones(&project, &job, days.end);
        for (week, entries) in [(0, 5), (1, 5), (2, 4)] {
            self.week(&project, &job, plus_days(days.start, week * 7), entries, "approved");
        }
        let (handed_in, accepted) = (self.world.at(days.end, 300), self.world.at(plus_days(days.end, 4), 60));
        let settled = self.world.at(plus_days(days.end, 11), 90);
        let subject = ("engagement", job.id, Some(job.student));
        let student = By::Student(job.student);
        self.event(&project, subject, (Some("in_progress"), "hand_in", "submitted"), student, handed_in);
        self.event(&project, subject, (Some("in_acceptance"), "accept", "accepted"), By::Host, accepted);
        self.event(&project, subject, (Some("paid"), "complete", "completed"), By::System, over);
        let project_subject = ("project", project.id, None);
        self.event(&project, project_subject, (Some("in_progress"), "complete", "completed"), By::System, accepted);
        let payment = self.payment(&project, &job, Some((accepted, settled)));
        let step = (Some("submitted"), "settle", "settled");
        self.event(&project, ("payment", payment, Some(job.student)), step, By::System, settled);
        self.reviews(&project, &job, days.end, over);
        self.engagement(&project, &job, Some((handed_in, accepted, over)))?;
        self.keep(&project, kind, "completed", accepted)
    }

    /// A student at work since three weeks: 20 events.
    pub(super) fn in_progress(&mut self, project: Project<'w>, kind: &Kind, entries: usize) -> Result<(), Failure> {
        let monday = self.world.moments.monday;
        let start = project.days.start;
        let job = self.chosen(&project)?;
        let accepted = self.milestones(&project, &job, plus_days(monday, -1));
        let at = self.world.at(plus_days(start, 5), 0);
        let step = (Some("submitted"), "accept", "accepted");
        self.event(&project, ("milestone", accepted, Some(job.student)), step, By::Host, at);
        self.week(&project, &job, start, 4, "approved");
        let waits = project.number.is_multiple_of(4);
        self.week(&project, &job, plus_days(start, 7), 4, if waits { "submitted" } else { "approved" });
        self.week(&project, &job, monday, entries.saturating_sub(8), "open");
        for week in [start, plus_days(start, 7)] {
            self.check_ins(&project, &job, week);
        }
        self.payment(&project, &job, None);
        self.engagement(&project, &job, None)?;
        let began = self.world.at(start, 15);
        self.keep(&project, kind, "in_progress", began)
    }

    /// From review to the first day of work: 5 events of the project, 7 of three applications, 5 of
    /// the engagement.
    fn chosen(&mut self, project: &Project<'w>) -> Result<Job, Failure> {
        let start = project.days.start;
        let (offered, accepted) = (self.world.at(plus_days(start, -6), 30), self.world.at(plus_days(start, -6), 400));
        self.reviewed(project, &["submit", "approve", "publish"]);
        let closed = self.world.at(plus_days(project.days.apply_by, 1), -590);
        let subject = ("project", project.id, None);
        self.event(project, subject, (Some("published"), "start_selection", "selection"), By::System, closed);
        let all = self.applications(project, &["accepted", "not_selected", "not_selected"], accepted);
        let [(application, chosen), others @ ..] = all.as_slice() else {
            return Err(Failure::corrupt("a scale world without students".into()));
        };
        let (student, name) = self.world.students[*chosen].clone();
        let about = ("application", *application, Some(student));
        self.event(project, about, (Some("submitted"), "offer", "offered"), By::Host, offered);
        self.event(project, about, (Some("offered"), "accept", "accepted"), By::Student(student), accepted);
        for (id, other) in others {
            let other = Some(self.world.students[*other].0);
            let step = (Some("submitted"), "not_select", "not_selected");
            self.event(project, ("application", *id, other), step, By::System, accepted);
        }
        let id = self.random.id(accepted);
        let job = Job { id, student, name, application: *application, accepted };
        let began = self.world.at(start, 15);
        let about = ("engagement", id, Some(student));
        self.event(project, about, (None, "open", "onboarding"), By::Student(student), accepted);
        for (by, days) in [(By::Student(student), -5), (By::Host, -4), (By::Staff, -3)] {
            let at = self.world.at(plus_days(start, days), 100);
            self.event(project, about, (Some("onboarding"), "sign", "onboarding"), by, at);
        }
        self.event(project, about, (Some("onboarding"), "start", "in_progress"), By::System, began);
        self.event(project, subject, (Some("filled"), "start", "in_progress"), By::System, began);
        Ok(job)
    }

    fn engagement(
        &mut self,
        project: &Project<'_>,
        job: &Job,
        over: Option<(Instant, Instant, Instant)>,
    ) -> Result<(), Failure> {
        let world = self.world;
        let days = project.days;
        let signed = |offset: i64| Some(world.at(plus_days(days.start, offset), 100));
        let began = world.at(days.start, 15);
        let fee = project.draft.amount.unwrap_or(Cents(0));
        let classification = project.draft.classification.unwrap_or(Classification::Employee);
        let deliverables = project.draft.deliverables.iter().flat_map(|row| {
            row.criteria
                .iter()
                .map(|criterion| TermsDeliverable { title: row.name.clone(), criterion: criterion.clone() })
        });
        let terms = Terms {
            project: project.draft.title.clone(),
            host: project.host.1.clone(),
            student: job.name.clone(),
            program: world.program_name.clone(),
            time: Minutes::hours(project.draft.hours_high),
            fee,
            start: days.start,
            end: days.end,
            deliverables: deliverables.collect(),
            classification,
            due: PayTrigger::Acceptance,
            acceptance_days: world.policy.acceptance_days,
        };
        let updated = over.map_or(began, |(.., over)| over);
        self.rows.engagements.push(EngagementRow {
            id: job.id,
            program_id: world.program,
            host_id: project.host.0,
            project_id: project.id,
            application_id: job.application,
            student_id: job.student,
            stage: if over.is_some() { "completed" } else { "in_progress" },
            terms: serde_json::to_string(&terms)?,
            planned_minutes: terms.time.0,
            fee_cents: fee.0,
            start_on: days.start,
            end_on: days.end,
            classification: classification.word(),
            classification_note: "As approved with the project.".to_owned(),
            work_authorization: "not_needed",
            authorized_until: None,
            kickoff_on: Some(days.start),
            learning_goals: "Plan a week of work and keep to it\nAsk for feedback before the work is finished"
                .to_owned(),
            student_signed_at: signed(-5),
            student_signature: Some(job.name.clone()),
            host_signed_at: signed(-4),
            host_signature: Some("Project lead".to_owned()),
            program_signed_at: signed(-3),
            program_signature: Some("Program".to_owned()),
            student_started_at: Some(began),
            host_started_at: Some(began),
            started_at: Some(began),
            reflection: if over.is_some() {
                "I learned to show a small piece early and to ask before I guess.".to_owned()
            } else {
                String::new()
            },
            at_risk: over.is_none() && at_risk(project.number),
            submitted_at: over.map(|(handed_in, ..)| handed_in),
            accepted_at: over.map(|(_, accepted, _)| accepted),
            closed_at: over.map(|(.., closed)| closed),
            reason: String::new(),
            stage_on: if over.is_some() { plus_days(days.end, 15) } else { days.start },
            required: ["kickoff".to_owned(), "goals".to_owned()].to_vec(),
            modules: Vec::new(),
            tax_form: "open",
            tax_note: "",
            kickoff_minute: None,
            kickoff_place: "",
            goals_by: None,
            created_at: job.accepted,
            updated_at: updated,
        });
        Ok(())
    }

    /// The milestones of the plan; those due by `until` are accepted. The id of the first.
    fn milestones(&mut self, project: &Project<'_>, job: &Job, until: Day) -> Uuid {
        let mut first = Uuid::nil();
        for (position, row) in (1..).zip(&project.draft.milestones) {
            let due_on = row.due.unwrap_or(project.days.end);
            let late = position == 2 && at_risk(project.number);
            let done = !late && (position == 1 || due_on <= until);
            let (sent, decided) = (self.world.at(due_on, 100), self.world.at(plus_days(due_on, 1), 0));
            let id = self.random.id(job.accepted);
            if position == 1 {
                first = id;
            }
            // What is not done of work under way is due in the weeks to come.
            let today = self.world.moments.today;
            let due_on = match (done, late) {
                (true, _) => due_on,
                (false, true) => plus_days(today, -5),
                (false, false) => due_on.max(plus_days(today, 2)),
            };
            self.rows.milestones.push(MilestoneRow {
                id,
                engagement_id: job.id,
                position,
                name: row.name.clone(),
                due_on,
                planned_minutes: row.hours * 60,
                stage: if done { "accepted" } else { "draft" },
                deliverable_text: if done {
                    "Here it is, with a note on what is still open.".to_owned()
                } else {
                    String::new()
                },
                deliverable_link: String::new(),
                submitted_at: done.then_some(sent),
                decided_at: done.then_some(decided),
                created_at: job.accepted,
                updated_at: if done { decided } else { job.accepted },
            });
        }
        first
    }

    /// One week with this many entries. A week that was sent or approved has its event.
    fn week(&mut self, project: &Project<'_>, job: &Job, monday: Day, entries: usize, stage: &'static str) {
        let world = self.world;
        let first = world.at(monday, 400);
        let id = self.random.id(first);
        let mut minutes = 0;
        for offset in 0..i64::try_from(entries).unwrap_or(0) {
            let day = plus_days(monday, offset).min(world.moments.today);
            let at = world.at(day, 420);
            let time = self.random.between(2, 8) * 15;
            minutes += time;
            let description = *self.random.pick(&DEEDS);
            let entry = EntryRow {
                id: self.random.id(at),
                timesheet_id: id,
                day,
                minutes: time,
                description,
                created_at: at,
                updated_at: at,
            };
            self.rows.entries.push(entry);
        }
        let open = stage == "open";
        let sent_on = if stage == "submitted" { world.moments.back(2) } else { plus_days(monday, 4) };
        let (sent, decided) = (world.at(sent_on, 450), world.at(plus_days(monday, 6), 60));
        let approved = stage == "approved";
        self.rows.timesheets.push(TimesheetRow {
            id,
            engagement_id: job.id,
            week: monday,
            stage,
            minutes,
            submitted_at: (!open).then_some(sent),
            submitted_on: (!open).then_some(sent_on),
            decided_at: approved.then_some(decided),
            decided_by: approved.then_some(project.host.2),
            created_at: first,
            updated_at: if approved { decided } else { first },
        });
        let subject = ("timesheet", id, Some(job.student));
        if approved {
            self.event(project, subject, (Some("submitted"), "approve", "approved"), By::Host, decided);
        } else if !open {
            self.event(project, subject, (Some("open"), "submit", "submitted"), By::Student(job.student), sent);
        }
    }

    fn check_ins(&mut self, project: &Project<'_>, job: &Job, week: Day) {
        let at = self.world.at(plus_days(week, 3), 350);
        for (side, author_id) in [("student", job.student), ("host", project.host.2)] {
            let row = CheckInRow {
                id: self.random.id(at),
                engagement_id: job.id,
                week,
                side,
                author_id,
                went_well: "The part we had planned is done",
                next_steps: "The next part, with the changes from our call",
                blocked: "",
                created_at: at,
            };
            self.rows.check_ins.push(row);
        }
    }

    /// The pay: settled when the work was accepted, else set aside. Its id.
    fn payment(&mut self, project: &Project<'_>, job: &Job, over: Option<(Instant, Instant)>) -> Uuid {
        let id = self.random.id(job.accepted);
        let gross = project.draft.amount.unwrap_or(Cents(0));
        let at_stage = |stage| Standing { stage, gross, fund: Cents(0) };
        let mut last = at_stage(Stage::Planned);
        let steps = over.map(|(ready, settled)| [(Stage::Ready, ready), (Stage::Settled, settled)]);
        for (stage, at) in [(Stage::Encumbered, job.accepted)].into_iter().chain(steps.into_iter().flatten()) {
            let next = at_stage(stage);
            self.rows.movements.extend(moved((self.world.program, id), (last, next), at));
            last = next;
        }
        self.rows.payments.push(PaymentRow {
            id,
            program_id: self.world.program,
            engagement_id: job.id,
            amount_cents: gross.0,
            stage: if over.is_some() { "settled" } else { "encumbered" },
            reference: if over.is_some() { format!("ACH {}", project.number) } else { String::new() },
            ready_at: over.map(|(ready, _)| ready),
            settled_at: over.map(|(_, settled)| settled),
            created_at: job.accepted,
            updated_at: over.map_or(job.accepted, |(_, settled)| settled),
        });
        id
    }

    fn reviews(&mut self, project: &Project<'_>, job: &Job, end: Day, revealed: Instant) {
        let opened = self.world.at(plus_days(end, 4), 60);
        let sent = self.world.at(plus_days(end, 6), 200);
        let sides = [
            ("student", job.student, "Questions were answered on the same day, and the brief was clear."),
            ("host", project.host.2, "The work was on time, and it was right the first time."),
        ];
        for (side, author, strengths) in sides {
            let ratings: [i32; 4] = std::array::from_fn(|_| self.random.between(3, 5));
            let [a, b, c, d] = ratings;
            self.rows.reviews.push(ReviewRow {
                id: self.random.id(opened),
                engagement_id: job.id,
                side,
                author_id: Some(author),
                stage: "revealed",
                ratings: format!("[{a},{b},{c},{d}]"),
                levels: None,
                strengths,
                improvement: "",
                again: Some(a > 3),
                closes_on: plus_days(end, 18),
                submitted_at: Some(sent),
                revealed_at: Some(revealed),
                created_at: opened,
                updated_at: revealed,
            });
        }
    }
}
