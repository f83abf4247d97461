//! Programs: their zone, their dated policy, their calendar.

mod create;

pub use create::{NewProgram, create};

use domain::actor::Actor;
use domain::ids::ProgramId;
use domain::policy::{Calendar, Policy};
use domain::time::{Day, Instant};
use jiff::tz::TimeZone;
use sqlx::PgPool;

use crate::failure::Failure;
use crate::sql::at;

/// A program with the figures in force.
#[derive(Clone, Debug)]
pub struct Program {
    /// Which.
    pub id: ProgramId,
    /// `Rivermark Micro-Internships`.
    pub name: String,
    /// `Rivermark College`.
    pub institution: String,
    /// Its time zone.
    pub zone: TimeZone,
    /// Its figures today.
    pub policy: Policy,
    /// Its working days.
    pub calendar: Calendar,
}

impl Program {
    /// The day an instant falls on here.
    #[must_use]
    pub fn day_of(&self, at: Instant) -> Day {
        at.to_zoned(self.zone.clone()).date()
    }

    /// `14:32`.
    #[must_use]
    pub fn clock_of(&self, at: Instant) -> String {
        let zoned = at.to_zoned(self.zone.clone());
        format!("{:02}:{:02}", zoned.hour(), zoned.minute())
    }

    /// `Saturday 5 December, 09:12`.
    #[must_use]
    pub fn long(&self, at: Instant) -> String {
        format!("{}, {}", domain::time::long_date(self.day_of(at)), self.clock_of(at))
    }
}

struct Row {
    id: uuid::Uuid,
    name: String,
    institution: String,
    zone: String,
    policies: serde_json::Value,
    holidays: serde_json::Value,
}

#[derive(serde::Deserialize)]
struct Figure {
    name: String,
    value: i64,
    valid_from: Day,
}

/// Whether there is a program: a new installation has none.
///
/// # Errors
/// When the database does not answer.
pub async fn any(pool: &PgPool) -> Result<bool, Failure> {
    Ok(sqlx::query_scalar!(r#"select exists (select 1 from programs) as "there!""#).fetch_one(pool).await?)
}

/// The program of this actor: of their first role or host organisation, else the oldest one.
pub(crate) async fn load(pool: &PgPool, actor: Option<&Actor>, now: Instant) -> Result<Program, Failure> {
    let person = actor.and_then(Actor::person);
    let mine = person.and_then(|p| p.roles.first()).map(|(id, _)| id.0);
    let host = person.and_then(|p| p.hosts.first()).map(|(id, _)| id.0);
    let row = sqlx::query_as!(
        Row,
        r#"select p.id, p.name, p.institution, p.zone,
            coalesce((select json_agg(json_build_object('name', y.name, 'value', y.value, 'valid_from', y.valid_from)
                order by y.valid_from) from policies y
                where y.program_id = p.id and y.valid_from <= ($1::timestamptz at time zone p.zone)::date), '[]') as "policies!",
            coalesce((select json_agg(h.day order by h.day) from holidays h where h.program_id = p.id and h.removed_at is null), '[]') as "holidays!"
           from programs p
           order by p.id = $2 desc nulls last,
                    exists (select 1 from host_standings s where s.program_id = p.id and s.host_id = $3) desc, p.id
           limit 1"#,
        at(now) as _,
        mine,
        host,
    )
    .fetch_optional(pool)
    .await?;
    program(row.ok_or(Failure::NoProgram)?)
}

/// One program by id.
pub(crate) async fn load_one(pool: &PgPool, id: ProgramId, now: Instant) -> Result<Program, Failure> {
    let row = sqlx::query_as!(
        Row,
        r#"select p.id, p.name, p.institution, p.zone,
            coalesce((select json_agg(json_build_object('name', y.name, 'value', y.value, 'valid_from', y.valid_from)
                order by y.valid_from) from policies y
                where y.program_id = p.id and y.valid_from <= ($1::timestamptz at time zone p.zone)::date), '[]') as "policies!",
            coalesce((select json_agg(h.day order by h.day) from holidays h where h.program_id = p.id and h.removed_at is null), '[]') as "holidays!"
           from programs p where p.id = $2"#,
        at(now) as _,
        id.0,
    )
    .fetch_optional(pool)
    .await?;
    program(row.ok_or(Failure::NotFound)?)
}

/// Every program, for the timers.
///
/// # Errors
/// When the database does not answer.
pub async fn all(pool: &PgPool) -> Result<Vec<ProgramId>, Failure> {
    let ids = sqlx::query_scalar!("select id from programs order by id").fetch_all(pool).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

fn program(row: Row) -> Result<Program, Failure> {
    let figures: Vec<Figure> = serde_json::from_value(row.policies)?;
    let version = figures.iter().map(|f| f.valid_from).max().unwrap_or(Day::constant(2026, 1, 1));
    let mut policy = Policy::defaults(version);
    for figure in figures {
        if !policy.set(&figure.name, figure.value) {
            tracing::warn!(name = figure.name, "the policies table has a figure no rule reads");
        }
    }
    let zone = TimeZone::get(&row.zone).map_err(|error| Failure::corrupt(format!("zone {}: {error}", row.zone)))?;
    let holidays = serde_json::from_value(row.holidays)?;
    Ok(Program {
        id: row.id.into(),
        name: row.name,
        institution: row.institution,
        zone,
        policy,
        calendar: Calendar { holidays },
    })
}
