//! Students at work in the demonstration: agreement, milestones, hours, pay and reviews.

use domain::actor::{Actor, Party};
use domain::engagements::{Authorization, Engagement, Facts, Order, Stage, Terms, TermsDeliverable};
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::milestones::{self, Milestone, NewDeliverable};
use domain::money::Cents;
use domain::payments::{self, Payment, Reference};
use domain::projects::{Classification, PayTrigger};
use domain::time::{Day, Instant, Minutes, plus_days};
use uuid::Uuid;

use super::books::moved;
use super::people::Who;
use super::projects::{Applied, Work};
use super::rows::{EngagementRow, MilestoneRow, PaymentRow};
use super::story::Story;
use crate::failure::Failure;

/// Somebody at work.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) engagement: Engagement,
    pub(super) student: Who,
    /// Who answers for the host.
    pub(super) supervisor: Who,
    pub(super) row: EngagementRow,
    pub(super) milestones: Vec<(Milestone, MilestoneRow)>,
    pub(super) payment: (Payment, PaymentRow),
}

const GOALS: &str = "Explain a result to people who do not share my field\nPlan a week of work and keep to it\nAsk for feedback before the work is finished";

impl Story {
    /// An accepted offer becomes an engagement, as `engagements::create_from_offer` makes one.
    pub(super) fn engage(
        &mut self,
        work: &Work,
        applied: &Applied,
        supervisor: &str,
        needs_authorization: bool,
        at: Instant,
    ) -> Result<Job, Failure> {
        let terms = self.terms(work, &applied.student)?;
        let id = self.random.id(at);
        let belongs = self.belongs(work.row.host_id, Some(applied.student.id));
        let today = self.moments.day_of(at);
        let authorization = if needs_authorization { Authorization::Needed } else { Authorization::NotNeeded };
        let facts = Facts {
            checklist: super::onboarding::list(authorization),
            start: terms.start,
            end: terms.end,
            weekly_hours: Some(work.draft.weekly_hours),
            student_started: false,
            host_started: false,
            milestones_open: work.draft.milestones.len(),
            criteria: terms.criteria().map(str::to_owned).collect(),
            revision_round: 0,
            payments_open: 1,
            accepted_on: None,
            both_reviews_in: false,
            pause_until: None,
            since: today,
        };
        let engagement = Engagement::restore(id.into(), belongs, facts, Stage::Onboarding);
        let to = Some(Stage::Onboarding.word());
        let event = Event {
            subject: Subject::Engagement,
            id,
            belongs,
            command: "open",
            by: Party::Student,
            from: None,
            to,
            reason: None,
            kind: None,
        };
        self.record(&event, Some(work.row.id), &applied.student.actor, at);
        let row = self.engagement_row(work, applied, &terms, engagement.id.0, at)?;
        let row = if needs_authorization { EngagementRow { work_authorization: "needed", ..row } } else { row };
        let milestones = self.planned(work, &engagement, at);
        let payment = self.encumbered(&engagement, work, terms.fee, at)?;
        let supervisor = self.who(supervisor)?;
        Ok(Job { engagement, student: applied.student.clone(), supervisor, row, milestones, payment })
    }

    fn engagement_row(
        &self,
        work: &Work,
        applied: &Applied,
        terms: &Terms,
        id: Uuid,
        at: Instant,
    ) -> Result<EngagementRow, Failure> {
        Ok(EngagementRow {
            id,
            program_id: self.program,
            host_id: work.row.host_id,
            project_id: work.row.id,
            application_id: applied.row.id,
            student_id: applied.student.id,
            stage: Stage::Onboarding.word(),
            terms: serde_json::to_string(terms)?,
            planned_minutes: terms.time.0,
            fee_cents: terms.fee.0,
            start_on: terms.start,
            end_on: terms.end,
            classification: terms.classification.word(),
            classification_note: "As approved with the project.".to_owned(),
            work_authorization: "not_needed",
            authorized_until: None,
            kickoff_on: None,
            learning_goals: String::new(),
            student_signed_at: None,
            student_signature: None,
            host_signed_at: None,
            host_signature: None,
            program_signed_at: None,
            program_signature: None,
            student_started_at: None,
            host_started_at: None,
            started_at: None,
            reflection: String::new(),
            at_risk: false,
            submitted_at: None,
            accepted_at: None,
            closed_at: None,
            reason: String::new(),
            stage_on: self.moments.day_of(at),
            required: super::onboarding::first_rules().words(),
            modules: super::onboarding::first_rules().modules,
            tax_form: "open",
            tax_note: "",
            kickoff_minute: None,
            kickoff_place: "",
            goals_by: None,
            created_at: at,
            updated_at: at,
        })
    }

    fn terms(&self, work: &Work, student: &Who) -> Result<Terms, Failure> {
        let draft = &work.draft;
        let lacks = || Failure::corrupt(format!("the demonstration's project {:?} has no terms", draft.title));
        let (start, end) = draft.start.zip(draft.end).ok_or_else(lacks)?;
        let deliverables = draft.deliverables.iter().flat_map(|row| {
            let title = format!("{}, {}", row.name, row.size);
            row.criteria
                .iter()
                .map(move |criterion| TermsDeliverable { title: title.clone(), criterion: criterion.clone() })
        });
        Ok(Terms {
            project: draft.title.clone(),
            host: work.host.to_owned(),
            student: student.name.clone(),
            program: super::PROGRAM.to_owned(),
            time: Minutes::hours(draft.hours_high),
            fee: draft.amount.ok_or_else(lacks)?,
            start,
            end,
            deliverables: deliverables.collect(),
            classification: draft.classification.unwrap_or(Classification::Employee),
            due: PayTrigger::Acceptance,
            acceptance_days: self.policy.acceptance_days,
        })
    }

    fn planned(&mut self, work: &Work, engagement: &Engagement, at: Instant) -> Vec<(Milestone, MilestoneRow)> {
        let end = engagement.facts.end;
        let mut all = Vec::new();
        for (position, row) in (1..).zip(&work.draft.milestones) {
            let id = self.random.id(at);
            let due_on = row.due.unwrap_or(end);
            let facts = milestones::Facts { due: due_on, engagement_in_progress: true };
            let milestone = Milestone::restore(id.into(), engagement.belongs, facts, milestones::Stage::Draft);
            let row = MilestoneRow {
                id,
                engagement_id: engagement.id.0,
                position,
                name: row.name.clone(),
                due_on,
                planned_minutes: row.hours * 60,
                stage: milestone.stage().word(),
                deliverable_text: String::new(),
                deliverable_link: String::new(),
                submitted_at: None,
                decided_at: None,
                created_at: at,
                updated_at: at,
            };
            all.push((milestone, row));
        }
        all
    }

    fn encumbered(
        &mut self,
        engagement: &Engagement,
        work: &Work,
        gross: Cents,
        at: Instant,
    ) -> Result<(Payment, PaymentRow), Failure> {
        let id = self.random.id(at);
        let facts = payments::Facts::of(gross);
        let payment = Payment::restore(id.into(), engagement.belongs, facts, payments::Stage::Planned);
        let planned = payment.standing();
        let (payment, event) =
            payment.apply(&payments::Order::Encumber, &Actor::System, &self.moment(at), &self.policy)?;
        self.record(&event, Some(work.row.id), &Actor::System, at);
        self.rows.movements.extend(moved((self.program, id), (planned, payment.standing()), at));
        let row = PaymentRow {
            id,
            program_id: self.program,
            engagement_id: engagement.id.0,
            amount_cents: gross.0,
            stage: payment.stage().word(),
            reference: String::new(),
            ready_at: None,
            settled_at: None,
            created_at: at,
            updated_at: at,
        };
        Ok((payment, row))
    }

    /// One step of an engagement.
    pub(super) fn carry_out(&mut self, job: &mut Job, order: &Order, by: &Actor, at: Instant) -> Result<(), Failure> {
        let before = job.engagement.stage();
        let open = job.milestones.iter().filter(|(milestone, _)| milestone.is_open()).count();
        job.engagement.facts.milestones_open = open;
        job.engagement.facts.payments_open = usize::from(!job.payment.0.is_over());
        let (engagement, event) = job.engagement.clone().apply(order, by, &self.moment(at), &self.policy)?;
        self.record(&event, Some(job.row.project_id), by, at);
        let name = by.person().map(|person| person.name.clone());
        let row = &mut job.row;
        match (order, event.by) {
            (Order::Sign, Party::Student) => (row.student_signed_at, row.student_signature) = (Some(at), name),
            (Order::Sign, Party::Host) => (row.host_signed_at, row.host_signature) = (Some(at), name),
            (Order::Sign, _) => (row.program_signed_at, row.program_signature) = (Some(at), name),
            (Order::SetKickoff(day), _) => {
                (row.kickoff_on, row.kickoff_minute) = (Some(*day), Some(9 * 60 + 30));
                row.kickoff_place = "https://meet.example/kick-off";
            }
            (Order::HandInTaxForm, _) => row.tax_form = "handed_in",
            (Order::RecordTaxForm { .. }, _) => (row.tax_form, row.tax_note) = ("on_file", super::onboarding::TAX_NOTE),
            (Order::ProposeGoals, _) => {
                GOALS.clone_into(&mut row.learning_goals);
                row.goals_by = Some("student");
            }
            (Order::AgreeGoals, _) => row.goals_by = None,
            (Order::PressStart, Party::Student) => row.student_started_at = Some(at),
            (Order::PressStart, _) => row.host_started_at = Some(at),
            (Order::Start, _) => row.started_at = Some(at),
            (Order::HandIn(words), _) => {
                row.submitted_at = Some(at);
                words.as_str().clone_into(&mut row.reflection);
            }
            (Order::Accept, _) => row.accepted_at = Some(at),
            (Order::Complete, _) => row.closed_at = Some(at),
            _ => {}
        }
        row.stage = engagement.stage().word();
        row.updated_at = at;
        if engagement.stage() != before {
            row.stage_on = self.moments.day_of(at);
        }
        job.engagement = engagement;
        Ok(())
    }

    /// Everything of the checklist, and both sides press Start on the first morning.
    pub(super) fn start(&mut self, work: &mut Work, job: &mut Job, signed: Day) -> Result<(), Failure> {
        let staff = self.who("Lucía Ferrand")?.actor;
        let (student, host) = (job.student.actor.clone(), job.supervisor.actor.clone());
        let first = job.row.start_on;
        let record = super::onboarding::tax_record()?;
        self.surveyed(job, self.moments.at(signed, 19, 20))?;
        let steps = [
            (Order::Sign, &student, signed, 19, 12),
            (Order::SetKickoff(first), &host, signed, 19, 40),
            (Order::Sign, &host, signed, 19, 42),
            (Order::ProposeGoals, &student, signed, 20, 5),
            (Order::HandInTaxForm, &student, signed, 20, 11),
            (Order::Sign, &staff, plus_days(signed, 1), 9, 15),
            (record, &staff, plus_days(signed, 1), 9, 18),
            (Order::AgreeGoals, &host, plus_days(signed, 1), 9, 50),
            (Order::PressStart, &student, first, 9, 5),
            (Order::PressStart, &host, first, 9, 20),
            (Order::Start, &Actor::System, first, 9, 20),
        ];
        for (order, by, day, hour, minute) in steps {
            let at = self.moments.at(day, hour, minute);
            self.carry_out(job, &order, by, at)?;
        }
        let at = self.moments.at(first, 9, 20);
        self.step(work, &domain::projects::Order::Start, &Actor::System, at)
    }

    /// Hands in the `index`th milestone on a day; the host accepts it in the evening.
    pub(super) fn milestone(&mut self, job: &mut Job, index: usize, day: Day, words: &str) -> Result<(), Failure> {
        let (student, host) = (job.student.actor.clone(), job.supervisor.actor.clone());
        let text = NewDeliverable::parse("", words)?;
        let steps = [(milestones::Order::Submit(text), &student, 11, 20), (milestones::Order::Accept, &host, 16, 45)];
        let project = job.row.project_id;
        for (order, by, hour, minute) in steps {
            let at = self.moments.at(day, hour, minute);
            let now = self.moment(at);
            let Some((milestone, row)) = job.milestones.get_mut(index) else { return Ok(()) };
            let (moved, event) = milestone.clone().apply(&order, by, &now, &self.policy)?;
            row.stage = moved.stage().word();
            row.updated_at = at;
            if matches!(order, milestones::Order::Accept) {
                row.decided_at = Some(at);
            } else {
                row.submitted_at = Some(at);
                words.clone_into(&mut row.deliverable_text);
            }
            *milestone = moved;
            self.record(&event, Some(project), by, at);
        }
        Ok(())
    }

    /// One step of its payment.
    pub(super) fn pay(
        &mut self,
        job: &mut Job,
        order: &payments::Order,
        by: &Actor,
        at: Instant,
    ) -> Result<(), Failure> {
        let (payment, event) = job.payment.0.clone().apply(order, by, &self.moment(at), &self.policy)?;
        self.record(&event, Some(job.row.project_id), by, at);
        let step = (job.payment.0.standing(), payment.standing());
        let row = &mut job.payment.1;
        self.rows.movements.extend(moved((self.program, row.id), step, at));
        row.stage = payment.stage().word();
        row.updated_at = at;
        match order {
            payments::Order::MakeReady => row.ready_at = Some(at),
            payments::Order::Settle(reference) => {
                row.settled_at = Some(at);
                reference.as_str().clone_into(&mut row.reference);
            }
            _ => {}
        }
        job.payment.0 = payment;
        Ok(())
    }

    /// Finance approves, sends and confirms the pay.
    pub(super) fn settle(&mut self, job: &mut Job, day: Day, reference: &str) -> Result<(), Failure> {
        let finance = self.who("Henry Bloom")?.actor;
        let reference = Reference::parse(reference)?;
        let steps = [
            payments::Order::Approve,
            payments::Order::Batch,
            payments::Order::Send,
            payments::Order::Settle(reference),
        ];
        for (order, minute) in steps.iter().zip([10, 20, 25, 50]) {
            let at = self.moments.at(day, 14, minute);
            self.pay(job, order, &finance, at)?;
        }
        let at = self.moments.at(day, 14, 50);
        self.carry_out(job, &Order::Settle, &Actor::System, at)
    }

    /// The engagement as it stands goes to its tables.
    pub(super) fn keep_job(&mut self, job: Job) -> Result<(), Failure> {
        self.keep_agreement(&job)?;
        self.rows.engagements.push(job.row);
        self.rows.milestones.extend(job.milestones.into_iter().map(|(_, row)| row));
        self.rows.payments.push(job.payment.1);
        Ok(())
    }
}
