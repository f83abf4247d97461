//! Worlds of any size, for measuring: always the same for the same size and day, written by `copy`
//! piece by piece, so that memory does not grow with the world.

mod deck;
mod past;
mod project;
mod world;

use sqlx::PgConnection;

use crate::cx::Backend;
use crate::failure::Failure;
use crate::seed::rows::Rows;
use project::Teller;
use world::World;

/// Projects that are made and written together: some fifteen megabytes of text.
const PIECE: u32 = 1_000;

/// Checking each reference of each row takes most of the time. So the large tables give up their
/// foreign keys and get them back before the commit, which checks every row at once. Other sessions
/// wait for these tables meanwhile; if this one ends early, nothing has changed.
const PUT_ASIDE: &str = "
    create temporary table put_aside on commit drop as
        select conrelid::regclass::text as of_table, conname as name, pg_get_constraintdef(oid) as definition
        from pg_constraint where contype = 'f' and conrelid = any (array['projects', 'applications', 'engagements',
            'milestones', 'timesheets', 'time_entries', 'check_ins', 'payments', 'ledger_movements', 'reviews', 'events']::regclass[]);
    do $$ declare one record; begin
        for one in select of_table, name from put_aside loop
            execute format('alter table %s drop constraint %I', one.of_table, one.name);
        end loop;
    end $$";
/// See [`PUT_ASIDE`].
const PUT_BACK: &str = "
    do $$ declare one record; begin
        for one in select of_table, name, definition from put_aside loop
            execute format('alter table %s add constraint %I %s', one.of_table, one.name, one.definition);
        end loop;
    end $$";

/// What a scale world holds beside the demonstration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Host organisations, each with one member.
    pub hosts: usize,
    /// Students.
    pub students: usize,
    /// Projects in all stages.
    pub projects: usize,
    /// Applications, in all stages.
    pub applications: usize,
    /// Students at work or done.
    pub engagements: usize,
    /// Entries of time.
    pub entries: usize,
    /// Events of the history.
    pub events: usize,
}

impl Counts {
    fn add(&mut self, rows: &Rows) {
        self.projects += rows.projects.len();
        self.applications += rows.applications.len();
        self.engagements += rows.engagements.len();
        self.entries += rows.entries.len();
        self.events += rows.events.len();
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { hosts, students, projects, applications, engagements, entries, events } = self;
        write!(
            f,
            "{projects} projects of {hosts} hosts, {students} students with {applications} applications and \
             {engagements} engagements, {entries} entries of time, {events} events"
        )
    }
}

/// Adds `projects` projects with their hosts, students, applications, engagements and history to the
/// demonstration, which it makes first where it is missing. All of it or nothing; once per database.
///
/// # Errors
/// [`Failure::Refused`] when there is a scale world already; or when the database does not answer.
pub async fn scale(backend: &Backend, projects: u32) -> Result<Counts, Failure> {
    super::demo(backend).await?;
    let there = sqlx::query_scalar!(
        r#"select exists (select 1 from people where email = 'student-0@scale.example') as "there!""#
    )
    .fetch_one(&backend.pool)
    .await?;
    if there {
        let words = "This database has a scale world already. Start from an empty one.";
        return Err(domain::refusal::Refusal::rule(words).into());
    }
    let hash = crate::people::hash_password(super::PASSWORD).await?;
    let mut tx = backend.pool.begin().await?;
    // A request may not take long; this may.
    sqlx::query!("set local statement_timeout = 0").execute(&mut *tx).await?;
    let (world, people) = World::new(backend, &mut tx, projects, &hash).await?;
    people.write(&mut tx).await?;
    let mut counts = Counts { hosts: people.hosts.len(), students: people.students.len(), ..Counts::default() };
    drop(people);
    sqlx::raw_sql(PUT_ASIDE).execute(&mut *tx).await?;
    fill(&world, &mut tx, projects, &mut counts).await?;
    sqlx::raw_sql(PUT_BACK).execute(&mut *tx).await?;
    super::files::versions(&mut tx).await?;
    tx.commit().await?;
    settle(backend).await?;
    Ok(counts)
}

async fn fill(world: &World, db: &mut PgConnection, projects: u32, counts: &mut Counts) -> Result<(), Failure> {
    let mut first = 0;
    while first < projects {
        let next = first.saturating_add(PIECE).min(projects);
        let mut teller = Teller::new(world, first);
        for number in first..next {
            teller.project(number, projects)?;
        }
        let rows = teller.finish();
        rows.write(db).await?;
        counts.add(&rows);
        first = next;
    }
    Ok(())
}

/// Statistics for the planner, and pages marked as visible to everybody: else the first measurements
/// would pay for what the database does behind the scenes during the next hours.
async fn settle(backend: &Backend) -> Result<(), Failure> {
    let mut db = backend.pool.acquire().await?;
    sqlx::query!("set statement_timeout = 0").execute(&mut *db).await?;
    let settled = sqlx::raw_sql(
        "vacuum (analyze) people, students, hosts, host_members, host_standings, projects, search_words, applications, engagements,
             milestones, hand_ins, timesheets, time_entries, check_ins, payments, ledger_movements, reviews, events",
    )
    .execute(&mut *db)
    .await;
    sqlx::query!("reset statement_timeout").execute(&mut *db).await?;
    settled?;
    Ok(())
}
