//! Row <-> domain.

use domain::event::Reason;
use domain::ids::{EngagementId, PauseId};
use domain::machine::Word as _;
use domain::pauses::{Facts, Pause};
use domain::refusal::Refusal;

use crate::Tx;
use crate::engagements::Held;
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, on, word};

/// One pause of a held engagement, locked.
pub(super) async fn lock(tx: &mut Tx<'_>, held: &Held, id: PauseId) -> Result<Option<Pause>, Failure> {
    let row = sqlx::query!(
        "select side, proposer_id, stage, stage_on, until_on from pauses where id = $1 and engagement_id = $2 for update",
        id.0,
        held.engagement.id.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let facts = Facts {
        side: word(&row.side)?,
        proposer: row.proposer_id.into(),
        until: row.until_on.to_jiff(),
        work: held.engagement.stage(),
        since: row.stage_on.to_jiff(),
    };
    Ok(Some(Pause::restore(id, held.engagement.belongs, facts, word(&row.stage)?)))
}

/// Writes a new one. Of two that are open at once, the second is refused.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    pause: &Pause,
    reason: &Reason,
) -> Result<(), Failure> {
    let (now, facts) = (tx.cx().at(), &pause.facts);
    sqlx::query!(
        "insert into pauses (id, engagement_id, side, proposer_id, stage, stage_on, until_on, reason, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        pause.id.0,
        engagement.0,
        facts.side.word(),
        facts.proposer.0,
        pause.stage().word(),
        on(facts.since) as _,
        on(facts.until) as _,
        reason.as_str(),
        at(now) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "pauses_open_key", || {
            Refusal::rule("A pause is asked for already. It must be answered or taken back first.").into()
        })
    })?;
    Ok(())
}

/// Writes a step. `note` is the reason given with it.
pub(super) async fn save(tx: &mut Tx<'_>, pause: &Pause, note: Option<&str>) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update pauses set stage = $2, stage_on = $3, note = coalesce($4, note), version = version + 1, updated_at = $5
         where id = $1",
        pause.id.0,
        pause.stage().word(),
        on(pause.facts.since) as _,
        note,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
