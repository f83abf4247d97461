//! What Maya keeps looking for.

use domain::agenda::{Reminders, next_round};
use domain::time::Instant;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::failure::Failure;
use crate::sql::at;

/// Whose they are.
const STUDENT: &str = "maya@rivermark.example";
/// A kept search: its name, and the pairs of its address.
type Search = (&'static str, &'static [(&'static str, &'static str)]);
const SEARCHES: [Search; 2] = [
    ("Remote work with Excel", &[("skill", "Excel"), ("place", "remote")]),
    ("Museums, up to 25 hours", &[("q", "museum"), ("hours", "25")]),
];

/// Keeps them, as if she had done it now.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn fill(db: &mut PgConnection, zone: &jiff::tz::TimeZone, now: Instant) -> Result<(), Failure> {
    let student = sqlx::query!(
        "select s.person_id, s.program_id from students s join people p on p.id = s.person_id where p.email = $1",
        STUDENT
    )
    .fetch_one(&mut *db)
    .await?;
    for (name, pairs) in SEARCHES {
        sqlx::query!(
            "insert into saved_searches (id, program_id, student_id, name, filter, seen_at, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6, $6)",
            crate::new_id::<Uuid>(),
            student.program_id,
            student.person_id,
            name,
            Json(pairs) as _,
            at(now) as _,
        )
        .execute(&mut *db)
        .await?;
    }
    sqlx::query!(
        "insert into search_rounds (program_id, student_id, next_at, stop_key) values ($1, $2, $3, $4)",
        student.program_id,
        student.person_id,
        at(next_round(&Reminders::default(), now, zone)) as _,
        crate::people::secret()?,
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}
