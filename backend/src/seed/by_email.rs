//! A link of a letter that is open: Dee approves the week that waits longest.

use domain::by_email::{Deed, LASTS_DAYS};
use domain::machine::Word as _;
use domain::time::Instant;
use jiff::SignedDuration;
use sqlx::PgConnection;

use super::personas::BY_EMAIL;
use crate::failure::Failure;
use crate::sql::at;

/// Writes it as if its letter had just left.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn fill(db: &mut PgConnection, now: Instant) -> Result<(), Failure> {
    let expires = now.saturating_add(SignedDuration::from_hours(LASTS_DAYS * 24)).unwrap_or(now);
    sqlx::query!(
        "insert into email_deeds (token_hash, program_id, person_id, engagement_id, deed, subject_id, subject_version,
             created_at, expires_at)
         select $1, e.program_id, m.person_id, e.id, $2, t.id, t.version, $3, $4
         from timesheets t join engagements e on e.id = t.engagement_id join host_members m on m.host_id = e.host_id
         join people p on p.id = m.person_id and p.name = 'Dee Lindqvist'
         where t.stage = 'submitted' order by t.submitted_on, t.id limit 1",
        crate::people::hash_secret(BY_EMAIL),
        Deed::ApproveWeek.word(),
        at(now) as _,
        at(expires) as _,
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}
