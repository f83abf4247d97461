//! One project of a scale world, with its applications and its part of the history.

use domain::applications::decision_due;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::policy::Calendar;
use domain::projects::{Draft, Place, Times};
use domain::time::{Day, Instant, plus_days};
use uuid::Uuid;

use super::deck::Card;
use super::world::{Kind, World, classification};
use crate::failure::Failure;
use crate::seed::random::Random;
use crate::seed::rows::{ApplicationRow, EventRow, ProjectRow, Rows};

const STATEMENTS: [&str; 4] = [
    "I did something close to this for a class, and the part I liked best was explaining it to people who had to act on it.",
    "I plan my weeks on paper. If something slips, I say so the same day and not at the deadline.",
    "I would begin with a small sample, show it to you in the first week, and only then do the rest.",
    "This would be my first paid project. I write everything down and I ask before I guess.",
];

/// Somebody who did something.
#[derive(Clone, Copy)]
pub(super) enum By {
    Student(Uuid),
    Host,
    Staff,
    System,
}

/// A step of some subject: from, command, to.
pub(super) type Step = (Option<&'static str>, &'static str, &'static str);

/// The days of one project.
#[derive(Clone, Copy)]
pub(super) struct Days {
    pub(super) submitted: Day,
    pub(super) published: Day,
    pub(super) apply_by: Day,
    pub(super) start: Day,
    pub(super) end: Day,
}

/// A project while its rows are made.
pub(super) struct Project<'w> {
    pub(super) id: Uuid,
    pub(super) number: u32,
    pub(super) host: &'w (Uuid, String, Uuid),
    pub(super) draft: Draft,
    pub(super) days: Days,
}

/// Makes the rows of one piece of the world.
pub(super) struct Teller<'w> {
    pub(super) world: &'w World,
    pub(super) random: Random,
    pub(super) rows: Rows,
}

impl<'w> Teller<'w> {
    /// A piece that begins with the `first` project has a random sequence of its own.
    pub(super) fn new(world: &'w World, first: u32) -> Self {
        let seed = world.seed ^ (u64::from(first) + 1).wrapping_mul(0x9E6C_63D0_676A_9A99);
        Self { world, random: Random::new(seed), rows: Rows::default() }
    }

    pub(super) fn finish(self) -> Rows {
        self.rows
    }

    /// The `number`th of `all` projects. Those that are over are the older, the smaller their number.
    pub(super) fn project(&mut self, number: u32, all: u32) -> Result<(), Failure> {
        let world = self.world;
        let card = Card::of(number);
        let kind = &world.kinds[self.random.below(world.kinds.len())];
        let host = &world.hosts[self.random.below(world.hosts.len())];
        let start = self.start(card, number, all);
        let draft = self.draft(kind, number, start);
        let days = self.days(card, &draft, start);
        let draft = Draft { apply_by: Some(days.apply_by), ..draft };
        let id = self.random.id(world.at(days.submitted, 0));
        let project = Project { id, number, host, draft, days };
        match card {
            Card::Completed => self.completed(project, kind),
            Card::InProgress { entries } => self.in_progress(project, kind, entries),
            Card::Published => self.open(project, kind, "published"),
            Card::Selection => self.open(project, kind, "selection"),
            Card::Cancelled { applications } => self.cancelled(project, kind, applications),
            _ => self.unpublished(project, kind, card),
        }
    }

    /// The first day of work, a Monday.
    fn start(&mut self, card: Card, number: u32, all: u32) -> Day {
        let monday = self.world.moments.monday;
        let weeks = match card {
            Card::Completed | Card::Cancelled { .. } | Card::Expired => {
                // Three years of history.
                -10 - i64::from(all - 1 - number) * 150 / i64::from(all)
            }
            Card::InProgress { .. } => -2,
            Card::Published => i64::from(self.random.between(6, 9)),
            Card::Selection => 4,
            _ => i64::from(self.random.between(6, 8)),
        };
        plus_days(monday, weeks * 7)
    }

    fn draft(&mut self, kind: &Kind, number: u32, start: Day) -> Draft {
        let calendar = Calendar::default();
        let times = Times { policy: &self.world.policy, calendar: &calendar, exams: &[] };
        let mut draft = kind.template.starting(&times, start);
        draft.title.clone_from(&kind.title);
        let hourly = i64::from(self.random.between(16, 29)) * 100;
        draft.amount = Some(Cents(i64::from(draft.hours_high) * hourly));
        draft.seats = 1;
        draft.place = Some(if number.is_multiple_of(5) { Place::Hybrid } else { Place::Remote });
        draft.classification = Some(classification(number));
        "Project lead".clone_into(&mut draft.supervisor_name);
        "lead@scale.example".clone_into(&mut draft.supervisor_email);
        draft.accepted_terms = true;
        draft
    }

    fn days(&mut self, card: Card, draft: &Draft, start: Day) -> Days {
        let moments = &self.world.moments;
        let end = draft.end.unwrap_or(start);
        let old = Days {
            submitted: plus_days(start, -27),
            published: plus_days(start, -25),
            apply_by: plus_days(start, -10),
            start,
            end,
        };
        match card {
            Card::Published => {
                let published = plus_days(moments.today, -i64::from(self.random.between(1, 18)));
                let apply_by = plus_days(moments.today, i64::from(self.random.between(3, 25)));
                Days { submitted: plus_days(published, -2), published, apply_by, ..old }
            }
            Card::Selection => {
                let apply_by = moments.back(self.random.between(1, 4));
                Days { submitted: plus_days(apply_by, -16), published: plus_days(apply_by, -14), apply_by, ..old }
            }
            // Three weeks of work so far; there are two to come.
            Card::InProgress { .. } => Days { end: end.max(plus_days(moments.monday, 18)), ..old },
            Card::Draft => Days { submitted: plus_days(moments.today, -i64::from(self.random.between(1, 25))), ..old },
            Card::Submitted | Card::InReview => Days { submitted: moments.back(1), ..old },
            Card::ChangesRequested => Days { submitted: moments.back(self.random.between(2, 6)), ..old },
            _ => old,
        }
    }

    /// Writes the project's row.
    pub(super) fn keep(
        &mut self,
        project: &Project<'_>,
        kind: &Kind,
        stage: &'static str,
        updated: Instant,
    ) -> Result<(), Failure> {
        let (world, days) = (self.world, project.days);
        let draft = &project.draft;
        let pay = draft.net_pay(&world.policy);
        let was_sent = stage != "draft";
        let was_open = !matches!(stage, "draft" | "submitted" | "in_review" | "changes_requested");
        let created = world.at(days.submitted, 0);
        let text = serde_json::to_string(draft)?;
        self.rows.projects.push(ProjectRow {
            id: project.id,
            program_id: world.program,
            host_id: project.host.0,
            author_id: project.host.2,
            reviewer_id: (was_sent && stage != "submitted").then_some(world.staff),
            stage,
            reviewed: (stage == "changes_requested").then(|| text.clone()),
            draft: text,
            score: 100,
            blocking: 0,
            title: draft.title.clone(),
            category: draft.category.clone(),
            place: draft.place.unwrap_or(Place::Remote).word(),
            skills: draft.skills.iter().map(|skill| skill.name.clone()).collect(),
            hours_low: Some(draft.hours_low),
            hours_high: Some(draft.hours_high),
            weekly_hours: Some(draft.weekly_hours),
            amount_cents: draft.amount.map(|amount| amount.0),
            net_cents: pay.map(|pay| pay.net.0),
            net_per_hour_cents: pay.and_then(|pay| pay.per_hour).map(|hour| hour.0),
            seats: draft.seats,
            start_on: Some(days.start),
            end_on: Some(days.end),
            apply_by: Some(days.apply_by),
            decide_by: was_sent.then(|| self.answer_by(days.apply_by)),
            note: String::new(),
            submitted_at: was_sent.then_some(created),
            published_at: was_open.then(|| self.shown(project)),
            search: if was_open { kind.search.clone() } else { String::new() },
            created_at: created,
            updated_at: updated,
        });
        Ok(())
    }

    /// The instant at which students first saw it.
    pub(super) fn shown(&self, project: &Project<'_>) -> Instant {
        let minute = i32::try_from(project.number % 400).unwrap_or(0);
        self.world.at(project.days.published, 60 + minute)
    }

    fn answer_by(&self, apply_by: Day) -> Day {
        decision_due(apply_by, &self.world.policy, &self.world.moments.calendar)
    }

    /// One event. The student is named for whatever concerns one.
    pub(super) fn event(
        &mut self,
        project: &Project<'_>,
        subject: (&'static str, Uuid, Option<Uuid>),
        step: Step,
        by: By,
        at: Instant,
    ) {
        let (party, actor_id) = match by {
            By::Student(id) => ("student", Some(id)),
            By::Host => ("host", Some(project.host.2)),
            By::Staff => ("staff", Some(self.world.staff)),
            By::System => ("system", None),
        };
        let row = EventRow {
            id: self.random.id(at),
            program_id: self.world.program,
            host_id: Some(project.host.0),
            student_id: subject.2,
            project_id: Some(project.id),
            subject: subject.0,
            subject_id: subject.1,
            command: step.1,
            party,
            actor_id,
            stage_from: step.0,
            stage_to: Some(step.2),
            reason: None,
            policy_version: self.world.policy.version,
            at,
        };
        self.rows.events.push(row);
    }

    /// Its way to students: the named steps of the way, each with its event.
    pub(super) fn reviewed(&mut self, project: &Project<'_>, commands: &[&str]) {
        let (submitted, shown) = (self.world.at(project.days.submitted, 5), self.shown(project));
        let earlier = |minutes: i64| shown.saturating_sub(jiff::SignedDuration::from_mins(minutes)).unwrap_or(shown);
        let way: [(Step, By, Instant); 5] = [
            ((None, "begin", "draft"), By::Host, self.world.at(project.days.submitted, 0)),
            ((Some("draft"), "submit", "submitted"), By::Host, submitted),
            ((Some("submitted"), "claim", "in_review"), By::Staff, earlier(30)),
            ((Some("in_review"), "approve", "approved"), By::Staff, earlier(1)),
            ((Some("approved"), "publish", "published"), By::Staff, shown),
        ];
        for (step, by, at) in way {
            if commands.contains(&step.1) {
                self.event(project, ("project", project.id, None), step, by, at);
            }
        }
    }

    /// `count` applications of as many students, with their first events. Ids and students of them.
    pub(super) fn applications(
        &mut self,
        project: &Project<'_>,
        stages: &[&'static str],
        decided: Instant,
    ) -> Vec<(Uuid, usize)> {
        let all = self.world.students.len();
        let first = self.random.below(all);
        let due = self.answer_by(project.days.apply_by);
        let mut kept = Vec::with_capacity(stages.len());
        for (index, stage) in stages.iter().enumerate() {
            // At most five: strides of a seventh never meet again.
            let student = (first + index * (all / 7)) % all;
            let minute = self.random.between(0, 500);
            let days = i64::from(self.random.between(0, 9));
            let at = self
                .world
                .at(plus_days(project.days.published, days).min(project.days.apply_by), minute)
                .max(self.shown(project));
            let id = self.random.id(at);
            let person = self.world.students[student].0;
            let waits = *stage == "submitted";
            self.rows.applications.push(ApplicationRow {
                id,
                program_id: self.world.program,
                project_id: project.id,
                student_id: person,
                stage,
                statement: (*self.random.pick(&STATEMENTS)).to_owned(),
                answers: "[]".to_owned(),
                decision_due: Some(due),
                offer_expires_at: None,
                reason: String::new(),
                submitted_at: Some(at),
                created_at: at,
                updated_at: if waits { at } else { decided.max(at) },
            });
            let step = (Some("draft"), "submit", "submitted");
            self.event(project, ("application", id, Some(person)), step, By::Student(person), at);
            kept.push((id, student));
        }
        kept
    }

    /// Open to students, or just closed for the choice.
    fn open(&mut self, project: Project<'w>, kind: &Kind, stage: &'static str) -> Result<(), Failure> {
        let shown = self.shown(&project);
        let chosen = self.world.at(self.world.moments.back(1), 300).max(shown);
        let closed = self.world.at(plus_days(project.days.apply_by, 1), -590);
        if stage == "selection" {
            self.reviewed(&project, &["submit", "claim", "approve", "publish"]);
            self.event(
                &project,
                ("project", project.id, None),
                (Some("published"), "start_selection", stage),
                By::System,
                closed,
            );
            self.keep(&project, kind, stage, closed)?;
        } else {
            self.reviewed(&project, &["begin", "submit", "claim", "approve", "publish"]);
            self.keep(&project, kind, stage, shown)?;
        }
        let stages = ["shortlisted", "submitted", "submitted", "submitted", "submitted"];
        let all = self.applications(&project, &stages, chosen);
        if let (Some((id, student)), Some(sent)) =
            (all.first(), self.rows.applications.iter().rev().nth(4).map(|row| row.created_at))
        {
            let student = Some(self.world.students[*student].0);
            let step = (Some("submitted"), "shortlist", "shortlisted");
            self.event(&project, ("application", *id, student), step, By::Host, chosen.max(sent));
        }
        Ok(())
    }

    fn cancelled(&mut self, project: Project<'w>, kind: &Kind, count: usize) -> Result<(), Failure> {
        let at = self.world.at(plus_days(project.days.apply_by, 2), 0);
        self.reviewed(&project, &["submit", "claim", "approve", "publish"]);
        self.event(&project, ("project", project.id, None), (Some("published"), "cancel", "cancelled"), By::Host, at);
        self.keep(&project, kind, "cancelled", at)?;
        let stages = ["closed"; 3];
        for (id, student) in self.applications(&project, &stages[..count.min(3)], at) {
            let student = Some(self.world.students[student].0);
            self.event(&project, ("application", id, student), (Some("submitted"), "close", "closed"), By::System, at);
        }
        Ok(())
    }

    /// Not shown to students yet, or to none in vain.
    fn unpublished(&mut self, project: Project<'w>, kind: &Kind, card: Card) -> Result<(), Failure> {
        let begun = self.world.at(project.days.submitted, 0);
        let sent = self.world.at(project.days.submitted, 5);
        let read = self.world.at(project.days.submitted, 200);
        let subject = ("project", project.id, None);
        match card {
            Card::Draft => {
                self.reviewed(&project, &["begin"]);
                self.keep(&project, kind, "draft", begun)
            }
            Card::Submitted => {
                self.reviewed(&project, &["begin", "submit"]);
                self.keep(&project, kind, "submitted", sent)
            }
            Card::InReview | Card::ChangesRequested => {
                self.reviewed(&project, &["submit"]);
                self.event(&project, subject, (Some("submitted"), "claim", "in_review"), By::Staff, read);
                if card == Card::InReview {
                    return self.keep(&project, kind, "in_review", read);
                }
                let asked = self.world.at(project.days.submitted, 230);
                let step = (Some("in_review"), "request_changes", "changes_requested");
                self.event(&project, subject, step, By::Staff, asked);
                self.keep(&project, kind, "changes_requested", asked)
            }
            _ => {
                let at = self.world.at(plus_days(project.days.apply_by, 1), -590);
                self.reviewed(&project, &["begin", "submit", "claim", "approve", "publish"]);
                self.event(&project, subject, (Some("published"), "expire", "expired"), By::System, at);
                self.keep(&project, kind, "expired", at)
            }
        }
    }
}
