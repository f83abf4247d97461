//! What the pages of kept searches show.

use domain::access::Action;
use domain::ids::{PersonId, SearchId};
use domain::searches::{Filter, MOST_SAVED};
use domain::time::Instant;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::cx::{Cx, Visit};
use crate::failure::Failure;

/// The pairs of an address, as they are kept.
pub(super) type Pairs = Vec<(String, String)>;

/// A search that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which.
    pub id: SearchId,
    /// What its student calls it.
    pub name: String,
    /// What it looks for.
    pub filter: Filter,
    /// Whether new projects are told by mail.
    pub alerts: bool,
    /// When it was kept first.
    pub since: Instant,
    /// What was published until then is no news.
    pub(super) seen: Instant,
}

/// Reads what was kept; pairs that a later release no longer knows filter nothing.
pub(super) fn filter(pairs: &Pairs) -> Filter {
    Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// The searches of one student, the oldest first.
pub(super) async fn of(db: &mut PgConnection, visit: &Visit, student: PersonId) -> Result<Vec<Kept>, Failure> {
    let rows = sqlx::query!(
        r#"select id, name, filter as "filter!: Json<Pairs>", alerts, seen_at, created_at from saved_searches
           where student_id = $1 and program_id = $2 order by created_at, id limit $3"#,
        student.0,
        visit.program().id.0,
        i64::try_from(MOST_SAVED).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        id: row.id.into(),
        name: row.name,
        filter: filter(&row.filter.0),
        alerts: row.alerts,
        since: row.created_at.to_jiff(),
        seen: row.seen_at.to_jiff(),
    });
    Ok(kept.collect())
}

/// What a student keeps, for the catalogue.
///
/// # Errors
/// When the database does not answer.
pub async fn kept(visit: &Visit, student: PersonId) -> Result<Vec<Kept>, Failure> {
    let mut db = visit.pool().acquire().await?;
    of(&mut db, visit, student).await
}

/// The searches of the student who asks.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn saved(cx: &Cx) -> Result<Vec<Kept>, Failure> {
    cx.require(Action::ViewStudentHome)?;
    kept(cx, cx.person()?.id).await
}

/// What the link in a letter can turn off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stopping {
    /// Searches that still send letters.
    pub alerts: i64,
}

/// What the link with this key turns off; `None` for a key nobody has.
///
/// # Errors
/// When the database does not answer.
pub async fn stopping(visit: &Visit, key: &str) -> Result<Option<Stopping>, Failure> {
    if key.contains('\0') {
        return Ok(None);
    }
    let alerts = sqlx::query_scalar!(
        r#"select (select count(*) from saved_searches s
            where s.student_id = r.student_id and s.program_id = r.program_id and s.alerts) as "alerts!"
           from search_rounds r where r.stop_key = $1"#,
        key
    )
    .fetch_optional(visit.pool())
    .await?;
    Ok(alerts.map(|alerts| Stopping { alerts }))
}
