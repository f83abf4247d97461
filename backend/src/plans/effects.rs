//! What weeks and extensions do to a check of hours, in their transaction.

use domain::actor::{Actor, Belongs};
use domain::engagements::{HoursWarning, Stage as Work, hours_warning};
use domain::ids::{EngagementId, HoursCheckId, ProjectId};
use domain::machine::Word as _;
use domain::plans::{HoursCheck, Order};
use domain::time::Minutes;

use super::{letters, rows};
use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::sql::{at, on};

/// The work whose hours are looked at; its engagement is held by the caller.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looked<'w> {
    pub id: EngagementId,
    pub belongs: Belongs,
    pub project: ProjectId,
    pub stage: Work,
    pub planned: Minutes,
    pub title: &'w str,
}

/// A week was sent: opens a check when what is approved and with the host has come to 80 % of the agreed time, and again
/// at all of it. Each share of one plan is asked about once, and never two at a time.
pub(crate) async fn check_hours(tx: &mut Tx<'_>, work: &Looked<'_>) -> Result<(), Failure> {
    let counted = sqlx::query_scalar!(
        r#"select coalesce(sum(minutes), 0)::integer as "minutes!" from timesheets
           where engagement_id = $1 and stage in ('approved', 'submitted')"#,
        work.id.0
    )
    .fetch_one(tx.db())
    .await?;
    let share = match hours_warning(Minutes(counted), work.planned) {
        None => return Ok(()),
        Some(HoursWarning::At80) => 80_i16,
        Some(HoursWarning::At100) => 100,
    };
    if !domain::extensions::under_way(work.stage) {
        return Ok(());
    }
    let (now, today) = (tx.cx().at(), tx.cx().today());
    let id: HoursCheckId = crate::new_id();
    let (check, event) = HoursCheck::open(id, work.belongs, work.stage, today);
    let opened = sqlx::query!(
        "insert into hours_checks (id, engagement_id, share, planned_minutes, stage, stage_on, opened_on, created_at, updated_at)
         select $1, $2, $3, $4, $5, $6, $6, $7, $7
         where not exists (select 1 from hours_checks h where h.engagement_id = $2 and h.stage in ('open', 'proposed'))
         on conflict (engagement_id, planned_minutes, share) do nothing",
        id.0,
        work.id.0,
        share,
        work.planned.0,
        check.stage().word(),
        on(today) as _,
        at(now) as _
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if opened == 0 {
        return Ok(());
    }
    tx.record(&event, work.project).await?;
    letters::opened(tx, work, share, Minutes(counted)).await
}

/// An extension is in effect: it settles the check that waited.
pub(crate) async fn followed(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let Some(check) = rows::lock_open(tx, held).await? else { return Ok(()) };
    let (check, event) = check.apply(&Order::Follow, &Actor::System, &tx.cx().now())?;
    rows::save(tx, &check, None).await?;
    tx.record(&event, held.project).await?;
    Ok(())
}
