//! The talk Dee offers: three times of the next working days, none picked yet.

use domain::time::plus_days;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use super::moments::Moments;
use crate::failure::Failure;
use crate::sql::at;

/// Writes it for everybody who is invited.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn fill(db: &mut PgConnection, moments: &Moments) -> Result<(), Failure> {
    let next_week = plus_days(moments.monday, 7);
    let times: Vec<_> = [(0, 9, 30), (1, 15, 0), (2, 11, 0)]
        .into_iter()
        .map(|(days, hour, minute)| moments.planned(plus_days(next_week, days), hour, minute).to_sqlx())
        .collect();
    sqlx::query!(
        "insert into interviews (application_id, times, minutes, place, created_at, updated_at)
         select id, $1, 20, 'By video: https://meet.example/harbor-street', $2, $2 from applications where stage = 'interview'",
        &times as _,
        at(moments.now) as _,
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}
