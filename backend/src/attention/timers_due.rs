//! Which projects are looked at next.

use domain::attention::OFFER_HOURS;
use domain::time::plus_hours;
use uuid::Uuid;

use super::timers::BATCH;
use crate::cx::Tx;
use crate::failure::Failure;
use crate::sql::{at, on};

/// The next projects, with their marks taken away in this transaction; `None` when nothing is due or another server looks
/// after this program.
pub(super) async fn take(tx: &mut Tx<'_>) -> Result<Option<Vec<Uuid>>, Failure> {
    let (program, today) = (tx.cx().program().id, tx.cx().today());
    sqlx::query!(
        "insert into attention_rounds (program_id, last_on, after_id) values ($1, $2, $3) on conflict do nothing",
        program.0,
        on(today) as _,
        Uuid::nil()
    )
    .execute(tx.db())
    .await?;
    let round = sqlx::query!(
        "select last_on, after_id from attention_rounds where program_id = $1 for update skip locked",
        program.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(round) = round else { return Ok(None) };
    let whole = round.last_on.to_jiff() != today || program_changed(tx).await?;
    if let Some(after) = if whole { Some(Uuid::nil()) } else { round.after_id } {
        return next_of_round(tx, after).await.map(Some);
    }
    let marked = marked(tx).await?;
    Ok((!marked.is_empty()).then_some(marked))
}

/// Whether figures or the calendar changed: then everything is looked at again.
async fn program_changed(tx: &mut Tx<'_>) -> Result<bool, Failure> {
    let program = tx.cx().program().id;
    let taken = sqlx::query!("delete from attention_marks where program_id = $1 and project_id is null", program.0)
        .execute(tx.db())
        .await?
        .rows_affected();
    Ok(taken > 0)
}

/// The next projects of the round over the whole program, and where it goes on; empty at its end.
async fn next_of_round(tx: &mut Tx<'_>, after: Uuid) -> Result<Vec<Uuid>, Failure> {
    let (program, today) = (tx.cx().program().id, tx.cx().today());
    let projects = sqlx::query_scalar!(
        "select p.id from projects p where p.program_id = $1 and p.id > $2
             and (p.stage in ('submitted', 'in_review', 'published', 'selection', 'filled', 'in_progress')
                or exists (select 1 from engagements e where e.project_id = p.id
                    and e.stage in ('onboarding', 'in_progress', 'paused', 'submitted', 'in_acceptance', 'accepted', 'disputed'))
                or exists (select 1 from engagements e join payments y on y.engagement_id = e.id where e.project_id = p.id
                    and y.stage in ('ready', 'approved', 'batched', 'submitted', 'returned'))
                or exists (select 1 from attention_items i where i.project_id = p.id and i.present))
         order by p.id limit $3",
        program.0,
        after,
        BATCH
    )
    .fetch_all(tx.db())
    .await?;
    let last = projects.last().copied();
    sqlx::query!(
        "update attention_rounds set last_on = $2, after_id = $3 where program_id = $1",
        program.0,
        on(today) as _,
        last
    )
    .execute(tx.db())
    .await?;
    Ok(projects)
}

/// The projects something happened to, and those with an offer that has just come near its end.
async fn marked(tx: &mut Tx<'_>) -> Result<Vec<Uuid>, Failure> {
    let (program, now) = (tx.cx().program().id, tx.cx().at());
    let taken = sqlx::query_scalar!(
        r#"delete from attention_marks where event_id in (
               select event_id from attention_marks where program_id = $1 and project_id is not null
               order by event_id limit $2)
           returning project_id as "project_id!""#,
        program.0,
        BATCH
    )
    .fetch_all(tx.db())
    .await?;
    let lapsing = sqlx::query_scalar!(
        "select a.project_id from applications a
         where a.program_id = $1 and a.stage = 'offered' and a.offer_expires_at <= $2
             and not exists (select 1 from attention_items i where i.rule = 'offer_lapses' and i.subject_id = a.id and i.present)
         order by a.offer_expires_at limit $3",
        program.0,
        at(plus_hours(now, OFFER_HOURS)) as _,
        BATCH
    )
    .fetch_all(tx.db())
    .await?;
    let mut projects: Vec<Uuid> = taken.into_iter().chain(lapsing).collect();
    projects.sort_unstable();
    projects.dedup();
    Ok(projects)
}
