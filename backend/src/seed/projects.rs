//! Projects of the demonstration, from the templates of the product, and who applies to them.

use domain::actor::Actor;
use domain::applications::{self, Application, decision_due, last_to_apply};
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::policy::Calendar;
use domain::projects::scope::{self, Report};
use domain::projects::{Classification, Draft, Facts, Order, Place, Project, Stage, Times, template};
use domain::time::{Day, Instant, plus_days};
use uuid::Uuid;

use super::people::Who;
use super::rows::{ApplicationRow, ProjectRow};
use super::story::Story;
use crate::failure::Failure;

/// What is special about a project; the rest is its template's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spec {
    /// Key of its template.
    pub(super) template: &'static str,
    pub(super) title: &'static str,
    /// Empty keeps the template's words.
    pub(super) problem: &'static str,
    pub(super) host: &'static str,
    pub(super) author: &'static str,
    pub(super) dollars: i64,
    pub(super) seats: i32,
    pub(super) place: Place,
    pub(super) classification: Classification,
    pub(super) question: &'static str,
}

impl Spec {
    /// A remote project for one student, an employee of the payer.
    pub(super) const fn new(
        template: &'static str,
        title: &'static str,
        host: &'static str,
        author: &'static str,
        dollars: i64,
    ) -> Self {
        Self {
            template,
            title,
            problem: "",
            host,
            author,
            dollars,
            seats: 1,
            place: Place::Remote,
            classification: Classification::Employee,
            question: "",
        }
    }
}

/// A project on its way.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) project: Project,
    pub(super) draft: Draft,
    pub(super) host: &'static str,
    pub(super) author: Who,
    pub(super) row: ProjectRow,
}

/// An application on its way.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) application: Application,
    pub(super) student: Who,
    pub(super) row: ApplicationRow,
}

const PITCHES: [&str; 8] = [
    "I did something close to this for a class last spring, and the part I liked best was explaining the result to people who had to act on it. I would like to do that for somebody who really needs it.",
    "I have free afternoons on Tuesday and Thursday and I plan my weeks on paper. If something slips, I say so the same day rather than at the deadline.",
    "This would be my first paid project. I have volunteered with people you serve, so I know which words they use and which ones they do not.",
    "Before I start I ask who will read it and what they decide with it. That question saved my last group project from forty pages nobody wanted.",
    "I would begin with a small sample, show it to you in the first week, and only then do the rest, so that a misunderstanding costs an hour and not ten.",
    "I have worked twenty hours a week since my first year, so I know how to fit a project around classes. I am looking for one that uses what I study.",
    "My strongest skill here is patience with details. I kept the books of my student club for two years, and every cent could be found again.",
    "I want to get better at talking to people I do not know. I am good on the phone once I have a list of questions, and I would write that list with you.",
];

const ANSWERS: [&str; 4] = [
    "I would start with the groups you already thank on your site, ask each for two names, and call rather than write.",
    "A one-page map of walking distances, made for volunteers who had never seen a chart. They still use it.",
    "I would try it with one person first, write down where they stop, and change the plan before the second.",
    "In my statistics course I cleaned a survey of 900 rows and kept a log of every change, with its reason.",
];

impl Story {
    /// A draft of `spec` with every answer, for work that starts on `start`, a Monday.
    pub(super) fn draft(&self, spec: &Spec, start: Day) -> Result<Draft, Failure> {
        let found =
            template(spec.template).ok_or_else(|| Failure::corrupt(format!("no template {:?}", spec.template)))?;
        // The story tells its own weeks: holidays do not move them, only the last day to apply.
        let calendar = Calendar::default();
        let times = Times { policy: &self.policy, calendar: &calendar, exams: &[] };
        let mut draft = found.starting(&times, start);
        let author = self.who(spec.author)?;
        spec.title.clone_into(&mut draft.title);
        if !spec.problem.is_empty() {
            spec.problem.clone_into(&mut draft.problem);
        }
        draft.amount = Some(Cents(spec.dollars * 100));
        draft.seats = spec.seats;
        draft.place = Some(spec.place);
        draft.classification = Some(spec.classification);
        if spec.place != Place::Remote {
            "12 Mill Lane, Rivermark, New York".clone_into(&mut draft.address);
        }
        if !spec.question.is_empty() {
            draft.questions = vec![spec.question.to_owned()];
        }
        draft.supervisor_name = author.name;
        draft.supervisor_email = author.email;
        "Project lead".clone_into(&mut draft.supervisor_role);
        draft.accepted_terms = true;
        Ok(draft)
    }

    /// A last day to apply that leaves the time to choose before `start`, a Monday: the Friday ten days before, or earlier
    /// where holidays lie between.
    pub(super) fn closing(&self, start: Day) -> Day {
        plus_days(start, -10).min(last_to_apply(start, &self.policy, &self.moments.calendar))
    }

    /// Somebody begins a project whose work starts on `start` and that takes applications until `apply_by`.
    pub(super) fn begin(&mut self, spec: &Spec, start: Day, apply_by: Day, at: Instant) -> Result<Work, Failure> {
        let mut draft = self.draft(spec, start)?;
        draft.apply_by = Some(apply_by);
        self.begin_with(spec, draft, at)
    }

    /// Somebody begins a project with these answers.
    pub(super) fn begin_with(&mut self, spec: &Spec, mut draft: Draft, at: Instant) -> Result<Work, Failure> {
        // The story tells its own weeks, and no project ends in exams: this one gets the week behind them.
        let ends_in =
            |(first, last, _): &&(Day, Day, &str)| draft.end.is_some_and(|end| (*first..=*last).contains(&end));
        if let Some((_, last, _)) = self.moments.exams.iter().find(ends_in) {
            draft.end = Some(plus_days(*last, 7));
        }
        let author = self.who(spec.author)?;
        let host = self.host(spec.host)?;
        let id = self.random.id(at);
        let belongs = self.belongs(host, None);
        let day = self.moments.day_of(at);
        let report = self.report(&draft, day);
        let facts = Facts {
            author: author.id.into(),
            reviewer: None,
            blocking: report.blocks().len(),
            // Everything the story shows of a host came after its verification.
            host: domain::hosts::Stage::Verified,
            apply_by: draft.apply_by,
            reopened: false,
            hidden_by: None,
            publish_on: None,
            since: day,
        };
        let project = Project::restore(id.into(), belongs, facts, Stage::Draft);
        let by = author.actor.parties(&belongs).first().copied().unwrap_or(domain::actor::Party::Host);
        let to = Some(Stage::Draft.word());
        let event = Event {
            subject: Subject::Project,
            id,
            belongs,
            command: "begin",
            by,
            from: None,
            to,
            reason: None,
            kind: None,
        };
        self.record(&event, Some(id), &author.actor, at);
        let row = self.project_row(id, host, author.id, &draft, &report, at)?;
        Ok(Work { project, draft, host: spec.host, author, row })
    }

    /// The scope check as it was on that day.
    pub(super) fn report(&self, draft: &Draft, day: Day) -> Report {
        let exams = self.moments.exams.iter().map(|(first, last, _)| (*first, *last)).collect();
        let calendar = self.moments.calendar.clone();
        let facts = scope::Facts { today: day, exams, calendar, ..scope::Facts::default() };
        scope::check(draft, &self.policy, &facts)
    }

    fn project_row(
        &self,
        id: Uuid,
        host: Uuid,
        author: Uuid,
        draft: &Draft,
        report: &Report,
        at: Instant,
    ) -> Result<ProjectRow, Failure> {
        let pay = draft.net_pay(&self.policy);
        let some = |number: i32| (number > 0).then_some(number);
        let (must, other): (Vec<_>, Vec<_>) = draft.skills.iter().partition(|skill| skill.must_have);
        Ok(ProjectRow {
            id,
            program_id: self.program,
            host_id: host,
            author_id: author,
            reviewer_id: None,
            stage: Stage::Draft.word(),
            draft: serde_json::to_string(draft)?,
            reviewed: None,
            score: i32::from(report.score.total),
            blocking: i32::try_from(report.blocks().len()).unwrap_or(i32::MAX),
            title: draft.title.clone(),
            category: draft.category.clone(),
            place: draft.place.unwrap_or(Place::Remote).word(),
            skills: must.into_iter().chain(other).map(|skill| skill.name.clone()).collect(),
            hours_low: some(draft.hours_low),
            hours_high: some(draft.hours_high),
            weekly_hours: some(draft.weekly_hours),
            amount_cents: draft.amount.map(|amount| amount.0),
            net_cents: pay.map(|pay| pay.net.0),
            net_per_hour_cents: pay.and_then(|pay| pay.per_hour).map(|hour| hour.0),
            seats: draft.seats.clamp(1, 20),
            start_on: draft.start,
            end_on: draft.end,
            apply_by: draft.apply_by,
            decide_by: None,
            note: String::new(),
            submitted_at: None,
            published_at: None,
            search: String::new(),
            created_at: at,
            updated_at: at,
        })
    }

    /// One step of a project.
    pub(super) fn step(&mut self, work: &mut Work, order: &Order, by: &Actor, at: Instant) -> Result<(), Failure> {
        let (project, event) = work.project.clone().apply(order, by, &self.moment(at), &self.policy)?;
        self.record(&event, Some(work.row.id), by, at);
        let row = &mut work.row;
        row.stage = project.stage().word();
        row.reviewer_id = project.facts.reviewer.map(|person| person.0);
        row.updated_at = at;
        row.decide_by = project.facts.apply_by.map(|day| decision_due(day, &self.policy, &self.moments.calendar));
        match order {
            Order::Submit => row.submitted_at = Some(at),
            Order::Publish => row.published_at = Some(at),
            _ => {}
        }
        if let Some(reason) = &event.reason {
            row.note.clone_from(reason);
        }
        work.project = project;
        Ok(())
    }

    /// Submitted, reviewed and published; students see it from 10:01 of that day on.
    pub(super) fn publish(&mut self, work: &mut Work, submitted: Day, published: Day) -> Result<(), Failure> {
        let staff = self.who("Lucía Ferrand")?.actor;
        let author = work.author.actor.clone();
        let times = [(submitted, 14, 20), (published, 9, 30), (published, 10, 0), (published, 10, 1)];
        let [sent, claimed, approved, shown] = times.map(|(day, hour, minute)| self.moments.at(day, hour, minute));
        self.step(work, &Order::Submit, &author, sent)?;
        self.step(work, &Order::Claim, &staff, claimed)?;
        self.step(work, &Order::Approve(None), &staff, approved)?;
        self.step(work, &Order::Publish, &staff, shown)
    }

    /// The project as it stands goes to its table.
    pub(super) fn keep(&mut self, work: Work) {
        self.rows.projects.push(work.row);
    }

    /// A student applies.
    pub(super) fn application(&mut self, work: &Work, student: &str, at: Instant) -> Result<Applied, Failure> {
        let student = self.who(student)?;
        let id = self.random.id(at);
        let belongs = self.belongs(work.row.host_id, Some(student.id));
        let facts = applications::Facts {
            accepting: work.project.stage() == Stage::Published,
            apply_by: work.project.facts.apply_by,
            seats_left: work.row.seats,
            ..applications::Facts::default()
        };
        let application = Application::restore(id.into(), belongs, facts, applications::Stage::Draft);
        let number = self.told;
        self.told += 1;
        let answers: Vec<&str> = work.draft.questions.iter().map(|_| ANSWERS[number % ANSWERS.len()]).collect();
        let row = ApplicationRow {
            id,
            program_id: self.program,
            project_id: work.row.id,
            student_id: student.id,
            stage: application.stage().word(),
            statement: PITCHES[number % PITCHES.len()].to_owned(),
            answers: serde_json::to_string(&answers)?,
            decision_due: None,
            offer_expires_at: None,
            reason: String::new(),
            submitted_at: Some(at),
            created_at: at,
            updated_at: at,
        };
        let by = student.actor.clone();
        let mut applied = Applied { application, student, row };
        self.answer(&mut applied, &applications::Order::Submit, &by, at)?;
        Ok(applied)
    }

    /// One step of an application.
    pub(super) fn answer(
        &mut self,
        applied: &mut Applied,
        order: &applications::Order,
        by: &Actor,
        at: Instant,
    ) -> Result<(), Failure> {
        let (application, event) = applied.application.clone().apply(order, by, &self.moment(at), &self.policy)?;
        self.record(&event, Some(applied.row.project_id), by, at);
        let row = &mut applied.row;
        row.stage = application.stage().word();
        row.decision_due = application.facts.decision_due;
        row.offer_expires_at = application.facts.offer_expires_at;
        row.updated_at = at;
        if let Some(reason) = event.reason {
            row.reason = reason;
        }
        applied.application = application;
        Ok(())
    }

    /// The application as it stands goes to its table.
    pub(super) fn keep_application(&mut self, applied: Applied) {
        self.rows.applications.push(applied.row);
    }
}
