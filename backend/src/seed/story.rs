//! How the demonstration is told: every step goes through the rules of `domain`, so no row says what
//! a person could not have done, and every step leaves its event.

use domain::actor::{Actor, Belongs};
use domain::event::{Event, Reason};
use domain::ids::{HostId, PersonId};
use domain::machine::Word as _;
use domain::policy::Policy;
use domain::time::{Day, Instant, Now};
use uuid::{Builder, Uuid};

use super::moments::Moments;
use super::people::{FIGURES, Who};
use super::random::Random;
use super::rows::{EventRow, Rows};
use crate::failure::Failure;

/// The same world every time, but for its dates.
const SEED: u64 = 0x464F_4F54_484F_4C44;

/// The demonstration while it is being told.
pub(super) struct Story {
    pub(super) moments: Moments,
    pub(super) policy: Policy,
    pub(super) program: Uuid,
    pub(super) random: Random,
    pub(super) cast: Vec<Who>,
    pub(super) hosts: Vec<(&'static str, Uuid)>,
    pub(super) rows: Rows,
    /// Applications so far: each has its own words.
    pub(super) told: usize,
}

impl Story {
    /// An empty one, told at `now`.
    ///
    /// # Errors
    /// When the program's zone is unknown to this build.
    pub(super) fn new(now: Instant) -> Result<Self, Failure> {
        let moments = Moments::new(now)?;
        let mut policy = Policy::defaults(figures_since(&moments));
        for (name, value, _) in FIGURES {
            policy.set(name, value);
        }
        let mut random = Random::new(SEED);
        let program = random.id(moments.at(moments.back(90), 8, 0));
        let (cast, hosts, rows) = (Vec::new(), Vec::new(), Rows::default());
        Ok(Self { moments, policy, program, random, cast, hosts, rows, told: 0 })
    }

    /// Somebody of the cast.
    pub(super) fn who(&self, name: &str) -> Result<Who, Failure> {
        let found = self.cast.iter().find(|who| who.name == name);
        found.cloned().ok_or_else(|| Failure::corrupt(format!("nobody of the demonstration is called {name:?}")))
    }

    /// An organisation.
    pub(super) fn host(&self, name: &str) -> Result<Uuid, Failure> {
        let found = self.hosts.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, id)| *id)
            .ok_or_else(|| Failure::corrupt(format!("no host of the demonstration is called {name:?}")))
    }

    /// What a subject of the program belongs to.
    pub(super) fn belongs(&self, host: Uuid, student: Option<Uuid>) -> Belongs {
        Belongs { program: self.program.into(), host: Some(HostId(host)), student: student.map(PersonId) }
    }

    /// A moment of the past, for the rules.
    pub(super) fn moment(&self, at: Instant) -> Now {
        Now { at, today: self.moments.day_of(at), calendar: self.moments.calendar.clone() }
    }

    /// Appends to the history. Ids come last, when the order of all events is known.
    pub(super) fn record(&mut self, event: &Event, project: Option<Uuid>, by: &Actor, at: Instant) {
        self.rows.events.push(EventRow {
            id: Uuid::nil(),
            program_id: self.program,
            host_id: event.belongs.host.map(|host| host.0),
            student_id: event.belongs.student.map(|student| student.0),
            project_id: project,
            subject: event.subject.word(),
            subject_id: event.id,
            command: event.command,
            party: event.by.word(),
            actor_id: by.person_id().map(|person| person.0),
            stage_from: event.from,
            stage_to: event.to,
            reason: event.reason.clone(),
            policy_version: self.policy.version,
            at,
        });
    }

    /// The rows of the whole story. Events get ids in the order in which they happened.
    pub(super) fn finish(mut self) -> Rows {
        self.rows.events.sort_by_key(|event| event.at);
        for (index, event) in (0_u32..).zip(&mut self.rows.events) {
            let [a, b, c, d] = index.to_be_bytes();
            let [e, f, ..] = self.random.next().to_be_bytes();
            let millis = u64::try_from(event.at.as_millisecond()).unwrap_or(0);
            event.id = Builder::from_unix_timestamp_millis(millis, &[0, 0, 0, 0, a, b, c, d, e, f]).into_uuid();
        }
        self.rows
    }
}

/// The figures were decided on the last 1 August that lies before the whole history.
pub(super) fn figures_since(moments: &Moments) -> Day {
    let first = moments.back(90);
    let august = Day::constant(first.year(), 8, 1);
    if august <= first { august } else { Day::constant(first.year() - 1, 8, 1) }
}

/// Words for the record.
pub(super) fn reason(words: &str) -> Result<Reason, Failure> {
    Reason::parse(words).map_err(Failure::corrupt)
}
