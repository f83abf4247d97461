//! The program's fund, and the project that names it.

use domain::time::plus_days;
use sqlx::PgConnection;
use uuid::Uuid;

use super::moments::Moments;
use crate::failure::Failure;
use crate::sql::{at, on};

/// Writes it: half of the pay of one published project comes from it.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn fill(db: &mut PgConnection, program: Uuid, moments: &Moments) -> Result<(), Failure> {
    let begun = moments.at(moments.back(80), 10, 0);
    let name = "Community partner fund";
    sqlx::query!(
        "insert into funds (id, program_id, name, amount_cents, first_day, last_day, created_at, updated_at)
         values ($1, $2, $3, 600000, $4, $5, $6, $6)",
        crate::new_id::<Uuid>(),
        program,
        name,
        on(moments.back(80)) as _,
        on(plus_days(moments.monday, 250)) as _,
        at(begun) as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update projects set draft = draft || named.part, reviewed = reviewed || named.part
         from (select jsonb_build_object('fund', $2::text, 'fund_part', 19000) as part) named
         where program_id = $1 and title = 'Design an onboarding guide for reading volunteers' and stage = 'published'",
        program,
        name,
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}
