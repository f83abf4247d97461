//! A small program with people of every role.

use backend::{Backend, Clock, Cx};
use domain::actor::{Actor, HostRole, Person, Role};
use domain::ids::{HostId, PersonId, ProgramId};
use domain::time::Instant;
use sqlx::PgPool;

/// Thursday 3 December 2026, 10:00 in New York.
pub const START: &str = "2026-12-03T15:00:00Z";

/// A program with people; every test starts from one.
pub struct World {
    pub backend: Backend,
    pub program: ProgramId,
    pub host: HostId,
    pub other_host: HostId,
}

impl World {
    /// Fills an empty, migrated database.
    pub async fn new(pool: PgPool) -> Self {
        let clock = Clock::fixed(START.parse().expect("an instant"));
        let backend = Backend::new(pool, clock, "http://foothold.test", true);
        let world =
            Self { backend, program: backend::new_id(), host: backend::new_id(), other_host: backend::new_id() };
        world.fill().await;
        world
    }

    async fn fill(&self) {
        let pool = &self.backend.pool;
        let at = jiff_sqlx::Timestamp::from(self.now());
        sqlx::query("insert into programs (id, slug, name, institution, zone, created_at) values ($1, 'rivermark', 'Rivermark Micro-Internships', 'Rivermark College', 'America/New_York', $2)")
            .bind(self.program.0)
            .bind(at)
            .execute(pool)
            .await
            .expect("a program");
        for (host, name) in [(self.host, "Harbor Street Pantry"), (self.other_host, "Tideline Museum")] {
            sqlx::query("insert into hosts (id, name, created_at, updated_at) values ($1, $2, $3, $3)")
                .bind(host.0)
                .bind(name)
                .bind(at)
                .execute(pool)
                .await
                .expect("a host");
            sqlx::query("insert into host_standings (program_id, host_id, stage, created_at, updated_at) values ($1, $2, 'verified', $3, $3)")
                .bind(self.program.0)
                .bind(host.0)
                .bind(at)
                .execute(pool)
                .await
                .expect("a standing");
        }
    }

    /// The fixed clock's time.
    pub fn now(&self) -> Instant {
        self.backend.clock.now()
    }

    /// Moves the clock.
    pub fn wait_days(&self, days: i64) {
        self.backend.clock.set(domain::time::plus_hours(self.now(), days * 24));
    }

    /// Moves the clock by hours.
    pub fn wait_hours(&self, hours: i64) {
        self.backend.clock.set(domain::time::plus_hours(self.now(), hours));
    }

    /// A context for a person made by one of the functions below, at the clock's present time.
    pub async fn cx(&self, person: &Person) -> Cx {
        self.backend.cx(Actor::Person(person.clone())).await.expect("a context")
    }

    /// The system's own context.
    pub async fn system(&self) -> Cx {
        self.backend.system_cx(self.program).await.expect("a context")
    }

    /// The system's context in a second program, which has nothing in it.
    pub async fn other_program(&self) -> Cx {
        let id: ProgramId = backend::new_id();
        sqlx::query("insert into programs (id, slug, name, institution, zone, created_at) values ($1, 'elsewhere', 'Elsewhere', 'Elsewhere College', 'America/New_York', $2)")
            .bind(id.0)
            .bind(jiff_sqlx::Timestamp::from(self.now()))
            .execute(&self.backend.pool)
            .await
            .expect("a program");
        self.backend.system_cx(id).await.expect("a context")
    }

    /// A student with a profile; the name is also the mailbox.
    pub async fn student(&self, name: &str) -> Person {
        let person = self.person(name, &[Role::Student], &[]).await;
        let at = jiff_sqlx::Timestamp::from(self.now());
        sqlx::query("insert into students (person_id, program_id, school, skills, created_at, updated_at) values ($1, $2, 'Rivermark College', '{Excel,Writing}', $3, $3)")
            .bind(person.id.0)
            .bind(self.program.0)
            .bind(at)
            .execute(&self.backend.pool)
            .await
            .expect("a student");
        sqlx::query("insert into student_private (person_id, access_needs, work_status, updated_at) values ($1, '', 'free', $2)")
            .bind(person.id.0)
            .bind(at)
            .execute(&self.backend.pool)
            .await
            .expect("what no host reads");
        person
    }

    /// A member of the world's host organisation.
    pub async fn host_member(&self, name: &str) -> Person {
        self.person(name, &[], &[(self.host, HostRole::Supervisor)]).await
    }

    /// A member of the other host organisation: a stranger to everything of the first.
    pub async fn other_host_member(&self, name: &str) -> Person {
        self.person(name, &[], &[(self.other_host, HostRole::Owner)]).await
    }

    /// Somebody with one role in the program.
    pub async fn with_role(&self, name: &str, role: Role) -> Person {
        self.person(name, &[role], &[]).await
    }

    async fn person(&self, name: &str, roles: &[Role], hosts: &[(HostId, HostRole)]) -> Person {
        let id: PersonId = backend::new_id();
        let at = jiff_sqlx::Timestamp::from(self.now());
        let pool = &self.backend.pool;
        sqlx::query("insert into people (id, email, name, email_confirmed_at, created_at, updated_at) values ($1, $2, $3, $4, $4, $4)")
            .bind(id.0)
            .bind(format!("{}@example.test", name.to_lowercase().replace(' ', ".")))
            .bind(name)
            .bind(at)
            .execute(pool)
            .await
            .expect("a person");
        for role in roles {
            sqlx::query("insert into program_roles (program_id, person_id, role, created_at) values ($1, $2, $3, $4)")
                .bind(self.program.0)
                .bind(id.0)
                .bind(role.word())
                .bind(at)
                .execute(pool)
                .await
                .expect("a role");
        }
        for (host, role) in hosts {
            sqlx::query("insert into host_members (host_id, person_id, role, created_at) values ($1, $2, $3, $4)")
                .bind(host.0)
                .bind(id.0)
                .bind(role.word())
                .bind(at)
                .execute(pool)
                .await
                .expect("a membership");
        }
        let roles = roles.iter().map(|role| (self.program, *role)).collect();
        Person { id, name: name.to_owned(), roles, hosts: hosts.to_vec() }
    }

    /// How many rows a condition on a table finds, for assertions.
    pub async fn count(&self, table_and_condition: &'static str) -> i64 {
        let sql = format!("select count(*) from {table_and_condition}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&self.backend.pool).await.expect("a count")
    }
}
