//! Row <-> domain.

use domain::event::Reason;
use domain::extensions::{Extension, Extent, Facts, Ground, Stage};
use domain::ids::{EngagementId, ExtensionId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::refusal::Refusal;
use domain::time::{Day, Minutes};

use crate::Tx;
use crate::engagements::Held;
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, on, word};

/// What is agreed now.
pub(super) const fn extent(held: &Held) -> Extent {
    Extent { end: held.engagement.facts.end, time: held.planned, fee: held.fee }
}

/// What the rules need to know of the work and its student, who is looked at up to the day `until`.
pub(super) async fn ground(tx: &mut Tx<'_>, held: &Held, until: Day) -> Result<Ground, Failure> {
    let today = tx.cx().today();
    // Weeks are fullest where something begins, so seven days from today and from each beginning are added up.
    let row = sqlx::query!(
        r#"select
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t where t.engagement_id = $1) as "logged!",
            (select coalesce(max(week.hours), 0)::integer from (
                select sum(p.weekly_hours) as hours
                from engagements first
                join engagements beside on beside.student_id = first.student_id
                    and beside.stage in ('onboarding', 'in_progress', 'paused') and beside.id <> $1
                    and beside.start_on <= greatest(first.start_on, $3) + 6
                    and beside.end_on >= greatest(first.start_on, $3)
                join projects p on p.id = beside.project_id
                where first.student_id = $2 and first.stage in ('onboarding', 'in_progress', 'paused')
                    and first.start_on <= $4
                group by first.id) week) as "beside!""#,
        held.engagement.id.0,
        held.engagement.belongs.student.map(|student| student.0),
        on(today) as _,
        on(until) as _
    )
    .fetch_one(tx.db())
    .await?;
    Ok(Ground {
        work: held.engagement.stage(),
        logged: Minutes(row.logged),
        beside: Minutes::hours(row.beside),
        authorization: held.engagement.facts.checklist.authorization,
    })
}

/// One extension of a held engagement, locked.
pub(super) async fn lock(tx: &mut Tx<'_>, held: &Held, id: ExtensionId) -> Result<Option<Extension>, Failure> {
    let row = sqlx::query!(
        "select side, proposer_id, stage, stage_on, end_from, end_to, minutes_from, minutes_to, fee_from_cents, fee_to_cents
         from extensions where id = $1 and engagement_id = $2 for update",
        id.0,
        held.engagement.id.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let from = Extent { end: row.end_from.to_jiff(), time: Minutes(row.minutes_from), fee: Cents(row.fee_from_cents) };
    let to = Extent { end: row.end_to.to_jiff(), time: Minutes(row.minutes_to), fee: Cents(row.fee_to_cents) };
    let facts = Facts {
        side: word(&row.side)?,
        proposer: row.proposer_id.into(),
        from,
        to,
        ground: ground(tx, held, to.end).await?,
        since: row.stage_on.to_jiff(),
    };
    let stage: Stage = word(&row.stage)?;
    Ok(Some(Extension::restore(id, held.engagement.belongs, facts, stage)))
}

/// Writes a new one. Of two that are open at once, the second is refused.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    extension: &Extension,
    reason: &Reason,
) -> Result<(), Failure> {
    let (now, facts) = (tx.cx().at(), &extension.facts);
    sqlx::query!(
        "insert into extensions (id, engagement_id, side, proposer_id, stage, stage_on, end_from, end_to, minutes_from,
             minutes_to, fee_from_cents, fee_to_cents, reason, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
        extension.id.0,
        engagement.0,
        facts.side.word(),
        facts.proposer.0,
        extension.stage().word(),
        on(facts.since) as _,
        on(facts.from.end) as _,
        on(facts.to.end) as _,
        facts.from.time.0,
        facts.to.time.0,
        facts.from.fee.0,
        facts.to.fee.0,
        reason.as_str(),
        at(now) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "extensions_open_key", || {
            Refusal::rule("Another request is open for this work. It must be answered or taken back first.").into()
        })
    })?;
    Ok(())
}

/// Writes a step. `note` is the reason given with it.
pub(super) async fn save(
    tx: &mut Tx<'_>,
    extension: &Extension,
    note: Option<&str>,
    for_staff: &[String],
) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update extensions set stage = $2, stage_on = $3, note = coalesce($4, note),
             for_staff = case when $5 = '' then for_staff else $5 end, version = version + 1, updated_at = $6
         where id = $1",
        extension.id.0,
        extension.stage().word(),
        on(extension.facts.since) as _,
        note,
        for_staff.join("\n"),
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
