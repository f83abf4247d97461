//! Rows of `interviews` <-> the domain's interview.

use domain::ids::ApplicationId;
use domain::interviews::{Interview, Proposal};
use domain::time::Instant;
use sqlx::PgConnection;

use crate::cx::Tx;
use crate::failure::Failure;
use crate::sql::{at, instant};

fn restore(
    times: Vec<jiff_sqlx::Timestamp>,
    minutes: i32,
    place: String,
    picked: Option<jiff_sqlx::Timestamp>,
    none_fits: String,
) -> Interview {
    let times = times.into_iter().map(jiff_sqlx::Timestamp::to_jiff).collect();
    Interview { proposal: Proposal { times, minutes, place }, picked: instant(picked), none_fits }
}

/// The talk of an application, if one was offered. The caller has checked who reads it.
pub(crate) async fn of(db: &mut PgConnection, id: ApplicationId) -> Result<Option<Interview>, Failure> {
    let row = sqlx::query!(
        r#"select times as "times!: Vec<jiff_sqlx::Timestamp>", minutes, place, picked, none_fits
           from interviews where application_id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| restore(row.times, row.minutes, row.place, row.picked, row.none_fits)))
}

/// The same, held for this transaction.
pub(super) async fn lock(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<Interview>, Failure> {
    let row = sqlx::query!(
        r#"select times as "times!: Vec<jiff_sqlx::Timestamp>", minutes, place, picked, none_fits
           from interviews where application_id = $1 for update"#,
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(row.map(|row| restore(row.times, row.minutes, row.place, row.picked, row.none_fits)))
}

/// Keeps what is offered; what was picked or said about earlier times is over with them.
pub(super) async fn offer(tx: &mut Tx<'_>, id: ApplicationId, proposal: &Proposal) -> Result<(), Failure> {
    let now = tx.cx().at();
    let times: Vec<jiff_sqlx::Timestamp> = proposal.times.iter().map(|one| at(*one)).collect();
    sqlx::query!(
        "insert into interviews (application_id, times, minutes, place, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
         on conflict (application_id) do update set times = excluded.times, minutes = excluded.minutes,
             place = excluded.place, picked = null, none_fits = '', version = interviews.version + 1,
             updated_at = excluded.updated_at",
        id.0,
        &times as _,
        proposal.minutes,
        proposal.place,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Keeps the student's answer: a time, or words when none fits.
pub(super) async fn answer(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    picked: Option<Instant>,
    none_fits: &str,
) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update interviews set picked = $2, none_fits = $3, version = version + 1, updated_at = $4 where application_id = $1",
        id.0,
        picked.map(at) as _,
        none_fits,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
