//! What the end of a pause does, in the transaction of the engagement that leaves it.

use domain::actor::{Actor, Party};
use domain::engagements::Stage as Work;
use domain::event::{Event, Subject};
use domain::ids::PauseId;
use domain::pauses::{Order, days_stopped, moved_end};
use domain::time::{Day, long_date};

use super::rows;
use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::sql::{at, on};

/// The engagement, paused since `since`, has left that stage: its pause is over, and when the work goes on, its last day and
/// the open milestones move by the days the clock stood still.
pub(crate) async fn left(tx: &mut Tx<'_>, held: &mut Held, since: Day, by: &Actor) -> Result<(), Failure> {
    let open = sqlx::query_scalar!(
        "select id from pauses where engagement_id = $1 and stage = 'in_effect'",
        held.engagement.id.0
    )
    .fetch_optional(tx.db())
    .await?;
    if let Some(pause) = match open {
        Some(id) => rows::lock(tx, held, PauseId(id)).await?,
        None => None,
    } {
        // Whoever ended the work may be somebody who ends no pauses: then it is the system that does.
        let by = if pause.offers(by).is_empty() { &Actor::System } else { by };
        let (pause, event) = pause.apply(&Order::End, by, &tx.cx().now(), tx.cx().policy())?;
        rows::save(tx, &pause, None).await?;
        tx.record(&event, held.project).await?;
    }
    let days = days_stopped(since, tx.cx().today());
    if held.engagement.stage() != Work::InProgress || days == 0 {
        return Ok(());
    }
    let before = held.engagement.facts.end;
    let end = moved_end(before, days, held.engagement.facts.checklist.authorization);
    let (id, now) = (held.engagement.id, tx.cx().at());
    sqlx::query!("update engagements set end_on = $2, updated_at = $3 where id = $1", id.0, on(end) as _, at(now) as _)
        .execute(tx.db())
        .await?;
    sqlx::query!(
        "update milestones set due_on = least(due_on + $2::integer, $3), version = version + 1, updated_at = $4
         where engagement_id = $1 and stage in ('draft', 'changes_requested') and dropped_on is null",
        id.0,
        i32::try_from(days).unwrap_or(0),
        on(end) as _,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    held.engagement.facts.end = end;
    let event = Event {
        subject: Subject::Engagement,
        id: id.0,
        belongs: held.engagement.belongs,
        command: "move_dates",
        by: Party::System,
        from: None,
        to: None,
        reason: Some(format!(
            "The clock stood still for {days} days. The last day moves from {} to {}, open milestones with it.",
            long_date(before),
            long_date(end)
        )),
        kind: None,
    };
    tx.record(&event, held.project).await?;
    Ok(())
}
