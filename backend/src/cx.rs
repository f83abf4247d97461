//! The only way to act: who, in which program, when. And the only way to write: a transaction that
//! records its events and tells the live listeners once, at its commit.

use std::sync::Arc;
use std::time::Duration;

use domain::actor::Actor;
use domain::event::{Event, Subject};
use domain::ids::{EventId, ProjectId};
use domain::machine::Word as _;
use domain::onboarding::address_class;
use domain::policy::Policy;
use domain::refusal::Refusal;
use domain::time::{Day, Instant, Now};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::clock::Clock;
use crate::failure::Failure;
use crate::files::Files;
use crate::form::Form;
use crate::live::Live;
use crate::programs::Program;
use crate::sql::{at, on};

/// What every request shares.
#[derive(Clone, Debug)]
pub struct Backend {
    /// Connections to PostgreSQL.
    pub pool: PgPool,
    /// Where the time comes from.
    pub clock: Clock,
    /// News of changes, for open dashboards.
    pub live: Live,
    /// The address people reach this site by, without a trailing slash; for links in mail.
    pub site: Arc<str>,
    /// Where the content of files lies.
    pub files: Files,
    /// Whether this is a demonstration: mails can be read on a page, personas are printed.
    pub demo: bool,
}

impl Backend {
    /// Connects to `url`. At most `connections` at once; three seconds' wait for one.
    ///
    /// # Errors
    /// When the address is not one or the database does not answer.
    pub async fn connect(url: &str, connections: u32) -> Result<PgPool, Failure> {
        let options: PgConnectOptions = url.parse().map_err(Failure::from)?;
        let options = options
            .application_name("foothold")
            .options([("statement_timeout", "15s"), ("idle_in_transaction_session_timeout", "30s")]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(3))
            .connect_with(options)
            .await?;
        Ok(pool)
    }

    /// A backend over an open pool. It keeps files in memory until [`Backend::with_files`] says otherwise.
    #[must_use]
    pub fn new(pool: PgPool, clock: Clock, site: &str, demo: bool) -> Self {
        let site = site.trim_end_matches('/').into();
        Self { pool, clock, live: Live::default(), site, files: Files::default(), demo }
    }

    /// The same with a place for files.
    #[must_use]
    pub fn with_files(self, files: Files) -> Self {
        Self { files, ..self }
    }

    /// A visit by anybody: `actor` only decides which program is shown.
    ///
    /// # Errors
    /// When the database does not answer or holds no program.
    pub async fn visit(&self, actor: Option<&Actor>) -> Result<Visit, Failure> {
        let at = self.clock.now();
        let program = crate::programs::load(&self.pool, actor, at).await?;
        Ok(Visit { backend: self.clone(), program: Arc::new(program), at })
    }

    /// A context for `actor` in the program they belong to, or the default one.
    ///
    /// # Errors
    /// When the database does not answer or holds no program.
    pub async fn cx(&self, actor: Actor) -> Result<Cx, Failure> {
        let visit = self.visit(Some(&actor)).await?;
        Ok(Cx { visit, actor, form: None, network: None })
    }

    /// A context for `actor` in one program, whichever others they belong to.
    ///
    /// # Errors
    /// When the database does not answer or the program does not exist.
    pub(crate) async fn cx_in(&self, program: domain::ids::ProgramId, actor: Actor) -> Result<Cx, Failure> {
        Ok(Cx { actor, ..self.system_cx(program).await? })
    }

    /// A context of the system itself in one program: timers, jobs, the seed.
    ///
    /// # Errors
    /// When the database does not answer or the program does not exist.
    pub async fn system_cx(&self, program: domain::ids::ProgramId) -> Result<Cx, Failure> {
        let at = self.clock.now();
        let program = crate::programs::load_one(&self.pool, program, at).await?;
        let visit = Visit { backend: self.clone(), program: Arc::new(program), at };
        Ok(Cx { visit, actor: Actor::System, form: None, network: None })
    }
}

/// Where and when, without who: enough to read what is public, to sign up and to sign in.
#[derive(Clone, Debug)]
pub struct Visit {
    backend: Backend,
    program: Arc<Program>,
    at: Instant,
}

impl Visit {
    /// The program this happens in.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Its figures today.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.program.policy
    }

    /// The instant this visit began.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.at
    }

    /// The day it is in the program's zone.
    #[must_use]
    pub fn today(&self) -> Day {
        self.program.day_of(self.at)
    }

    /// The moment, for the rules.
    #[must_use]
    pub fn now(&self) -> Now {
        Now { at: self.at, today: self.today(), calendar: self.program.calendar.clone() }
    }

    /// What every request shares.
    #[must_use]
    pub const fn backend(&self) -> &Backend {
        &self.backend
    }

    /// For reads.
    pub(crate) const fn pool(&self) -> &PgPool {
        &self.backend.pool
    }

    /// The same visit as the system itself: for what happens to somebody who is not signed in yet
    /// (sign-up, e-mail links). The event says so.
    pub(crate) fn as_system(&self) -> Cx {
        Cx { visit: self.clone(), actor: Actor::System, form: None, network: None }
    }
}

/// Who acts, where and when. There is no other way to reach a command or an unpublic query.
#[derive(Clone, Debug)]
pub struct Cx {
    visit: Visit,
    actor: Actor,
    form: Option<Form>,
    network: Option<String>,
}

impl std::ops::Deref for Cx {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl Cx {
    /// Who acts.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Who acts, when it must be a person.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] for the system.
    pub fn person(&self) -> Result<&domain::actor::Person, Failure> {
        self.actor.person().ok_or(Failure::SignedOut)
    }

    /// Refuses unless this actor may do `action` in this program.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for people without the right: nobody learns what exists behind it.
    pub fn require(&self, action: domain::access::Action) -> Result<(), Failure> {
        match &self.actor {
            Actor::System => Ok(()),
            Actor::Person(person) if domain::access::may(Some(person), action, self.program.id) => Ok(()),
            Actor::Person(_) => Err(Failure::NotFound),
        }
    }

    /// Opens a transaction.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<Tx<'_>, Failure> {
        Ok(Tx { inner: self.pool().begin().await?, cx: self, changed: false })
    }

    /// The same context for the form that is being handled. [`Cx::begin_once`] compares it with what was sent before
    /// under the same key.
    #[must_use]
    pub fn with_form(self, form: Option<Form>) -> Self {
        Self { form, ..self }
    }

    /// The same, acting from this address. The history keeps its network, never the address.
    #[must_use]
    pub fn from_address(self, address: &str) -> Self {
        Self { network: Some(address_class(address)), ..self }
    }

    /// Whether a form with this key was handled before: then what it carries need not be taken in again. The command itself
    /// decides, see [`Cx::begin_once`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_handled(&self, once: Once) -> Result<bool, Failure> {
        let (Some(key), Some(person)) = (once.0, self.actor.person_id()) else { return Ok(false) };
        let known = sqlx::query_scalar!(
            r#"select exists (select 1 from command_keys where person_id = $1 and key = $2) as "known!""#,
            person.0,
            key
        );
        Ok(known.fetch_one(self.pool()).await?)
    }

    /// Opens a transaction for a form that carries a key: a second one with the same key is refused
    /// with [`Failure::AlreadyDone`], which callers answer like the first. One with the same key and other answers is
    /// another form, of which nothing was done.
    ///
    /// # Errors
    /// [`Failure::AlreadyDone`]; [`Refusal::OtherAnswers`]; or when the database does not answer.
    pub async fn begin_once(&self, once: Once) -> Result<Tx<'_>, Failure> {
        let mut tx = self.begin().await?;
        if let (Some(key), Some(person)) = (once.0, self.actor.person_id()) {
            let answers = match &self.form {
                Some(form) => Some(form.keyed(tx.db(), self.at).await?),
                None => None,
            };
            let fresh = sqlx::query!(
                "insert into command_keys (person_id, key, created_at, answers) values ($1, $2, $3, $4) on conflict do nothing",
                person.0,
                key,
                at(self.at) as _,
                answers
            )
            .execute(tx.db())
            .await?
            .rows_affected();
            if fresh == 0 {
                let before = sqlx::query_scalar!(
                    "select answers from command_keys where person_id = $1 and key = $2",
                    person.0,
                    key
                )
                .fetch_optional(tx.db())
                .await?
                .flatten();
                // A key without answers is of the release before, or of a caller that is no form.
                let other = answers.zip(before).is_some_and(|(now, before)| now != before);
                return Err(if other { Refusal::OtherAnswers.into() } else { Failure::AlreadyDone });
            }
        }
        Ok(tx)
    }
}

/// The key a form carries, so that sending it twice acts once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Once(pub Option<Uuid>);

impl Once {
    /// From a form's hidden field; anything unreadable counts as no key.
    #[must_use]
    pub fn from_field(text: &str) -> Self {
        Self(text.parse().ok())
    }
}

/// What an event is about beyond its subject, for the activity list.
#[derive(Clone, Copy, Default, Debug)]
pub struct About {
    /// The project it concerns.
    pub project: Option<ProjectId>,
}

impl From<ProjectId> for About {
    fn from(project: ProjectId) -> Self {
        Self { project: Some(project) }
    }
}

/// One write. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx<'cx> {
    inner: Transaction<'static, Postgres>,
    cx: &'cx Cx,
    changed: bool,
}

impl Tx<'_> {
    /// Who, where and when.
    #[must_use]
    pub const fn cx(&self) -> &Cx {
        self.cx
    }

    /// For queries of this transaction.
    pub(crate) fn db(&mut self) -> &mut sqlx::PgConnection {
        &mut self.inner
    }

    /// Appends an event to the history.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn record(&mut self, event: &Event, about: impl Into<About> + Send) -> Result<EventId, Failure> {
        let id: EventId = crate::new_id();
        let about = about.into();
        let actor = self.cx.actor.person_id().map(|p| p.0);
        // What it may have changed is looked at again: a project, or with its figures and calendar the whole program. Items
        // that follow from that need no second look.
        let looked_at = match event.subject {
            Subject::Program => true,
            Subject::AttentionItem => false,
            _ => about.project.is_some(),
        };
        sqlx::query!(
            "with event as (
                 insert into events (id, program_id, host_id, student_id, project_id, subject, subject_id, command, party,
                     actor_id, stage_from, stage_to, reason, policy_version, at, reason_kind, network)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $17, $18))
             insert into attention_marks (event_id, program_id, project_id) select $1, $2, $5 where $16",
            id.0,
            event.belongs.program.0,
            event.belongs.host.map(|h| h.0),
            event.belongs.student.map(|s| s.0),
            about.project.map(|p| p.0),
            event.subject.word(),
            event.id,
            event.command,
            event.by.word(),
            actor,
            event.from,
            event.to,
            event.reason,
            on(self.cx.policy().version) as _,
            at(self.cx.at()) as _,
            looked_at,
            event.kind.map(|kind| kind.word()),
            self.cx.network.as_deref(),
        )
        .execute(&mut *self.inner)
        .await?;
        self.changed = true;
        Ok(id)
    }

    /// Makes it durable, and tells open dashboards that something changed: one notice a transaction.
    ///
    /// # Errors
    /// When the database does not answer; then nothing was written.
    pub async fn commit(mut self) -> Result<(), Failure> {
        if self.changed {
            crate::live::notify(&mut self.inner, self.cx.program().id).await?;
        }
        self.inner.commit().await?;
        Ok(())
    }
}
