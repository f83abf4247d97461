//! Row <-> domain.

use domain::ids::HoursCheckId;
use domain::machine::Word as _;
use domain::plans::{Facts, HoursCheck};

use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::sql::{at, on, word};

/// The check of a held engagement that waits, locked.
pub(super) async fn lock_open(tx: &mut Tx<'_>, held: &Held) -> Result<Option<HoursCheck>, Failure> {
    let id = sqlx::query_scalar!(
        "select id from hours_checks where engagement_id = $1 and stage in ('open', 'proposed') order by id desc limit 1",
        held.engagement.id.0
    )
    .fetch_optional(tx.db())
    .await?;
    match id {
        Some(id) => lock(tx, held, id.into()).await,
        None => Ok(None),
    }
}

/// One check of a held engagement, locked.
pub(super) async fn lock(tx: &mut Tx<'_>, held: &Held, id: HoursCheckId) -> Result<Option<HoursCheck>, Failure> {
    let row = sqlx::query!(
        "select side, proposer_id, choice, stage, stage_on from hours_checks where id = $1 and engagement_id = $2 for update",
        id.0,
        held.engagement.id.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let facts = Facts {
        side: row.side.as_deref().map(word).transpose()?,
        proposer: row.proposer_id.map(Into::into),
        choice: row.choice.as_deref().map(word).transpose()?,
        work: held.engagement.stage(),
        since: row.stage_on.to_jiff(),
    };
    Ok(Some(HoursCheck::restore(id, held.engagement.belongs, facts, word(&row.stage)?)))
}

/// Writes a step. `note` is the reason of a no.
pub(super) async fn save(tx: &mut Tx<'_>, check: &HoursCheck, note: Option<&str>) -> Result<(), Failure> {
    let (now, facts) = (tx.cx().at(), &check.facts);
    sqlx::query!(
        "update hours_checks set stage = $2, stage_on = $3, side = $4, proposer_id = $5, choice = $6,
             note = coalesce($7, note), version = version + 1, updated_at = $8
         where id = $1",
        check.id.0,
        check.stage().word(),
        on(facts.since) as _,
        facts.side.map(domain::reviews::Side::word),
        facts.proposer.map(|person| person.0),
        facts.choice.map(domain::plans::Choice::word),
        note,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
