//! Picking a way out, and answering it.

use domain::event::Reason;
use domain::ids::{EngagementId, HoursCheckId};
use domain::plans::{Choice, NewChoice, Order, Stage};
use domain::refusal::Refusal;

use super::{letters, rows};
use crate::engagements::{Held, lock_visible};
use crate::failure::Failure;
use crate::sql::{at, on};
use crate::{Cx, Once, Tx};

/// What a form says of a choice, as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct Picked<'f> {
    /// `trim` or `keep`.
    pub choice: &'f str,
    /// The criterion that falls away.
    pub criterion: &'f str,
    /// The milestone that falls away, or nothing.
    pub milestone: &'f str,
    /// Why.
    pub reason: &'f str,
}

/// Picks a way out for the actor's side; the other side answers.
///
/// # Errors
/// Messages beside `choice`, `criterion`, `milestone` and `reason`; [`Failure::Refused`] when no check is open.
pub async fn propose(cx: &Cx, engagement: EngagementId, picked: Picked<'_>, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let criteria = &held.engagement.facts.criteria;
    let new = NewChoice::parse(picked.choice, picked.criterion, picked.milestone, picked.reason, criteria)?;
    let check = rows::lock_open(&mut tx, &held)
        .await?
        .ok_or_else(|| Refusal::rule("Nothing has to be agreed on now. At 80 % of the hours both of you are asked."))?;
    if let Some(milestone) = new.milestone {
        let open = sqlx::query_scalar!(
            r#"select exists (select 1 from milestones where id = $1 and engagement_id = $2
                and stage in ('draft', 'changes_requested') and dropped_on is null) as "open!""#,
            milestone.0,
            engagement.0
        )
        .fetch_one(tx.db())
        .await?;
        if !open {
            return Err(Failure::field("milestone", "Choose a milestone that is still open."));
        }
    }
    let order = Order::Propose(new.choice, new.reason.clone());
    let (check, event) = check.apply(&order, cx.actor(), &cx.now())?;
    rows::save(&mut tx, &check, None).await?;
    sqlx::query!(
        "update hours_checks set criterion = $2, milestone_id = $3, reason = $4 where id = $1",
        check.id.0,
        new.criterion,
        new.milestone.map(|id| id.0),
        new.reason.as_str()
    )
    .execute(tx.db())
    .await?;
    tx.record(&event, held.project).await?;
    letters::proposed(&mut tx, &held, &check, &new).await?;
    tx.commit().await
}

/// Accepts, declines, takes back, or closes.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: HoursCheckId, order: Order, once: Once) -> Result<Stage, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let row =
        sqlx::query!("select engagement_id, choice, criterion, milestone_id from hours_checks where id = $1", id.0)
            .fetch_optional(tx.db())
            .await?
            .ok_or(Failure::NotFound)?;
    let held = lock_visible(&mut tx, row.engagement_id.into()).await?.ok_or(Failure::NotFound)?;
    let check = rows::lock(&mut tx, &held, id).await?.ok_or(Failure::NotFound)?;
    // Only what holds now can fall away: the other check may have taken it meanwhile.
    let trims = check.facts.choice == Some(Choice::Trim);
    if matches!(order, Order::Accept) && trims && held.engagement.facts.criteria.len() < 2 {
        return Err(Refusal::rule("This is all that is left of what was agreed. End the work early instead.").into());
    }
    if matches!(order, Order::Propose(..)) {
        return Err(Failure::NotFound);
    }
    let side = check.facts.side;
    let (check, event) = check.apply(&order, cx.actor(), &cx.now())?;
    let note = if let Order::Decline(reason) = &order { Some(Reason::as_str(reason)) } else { None };
    rows::save(&mut tx, &check, note).await?;
    tx.record(&event, held.project).await?;
    if check.stage() == Stage::Agreed && trims {
        drop_milestone(&mut tx, &held, row.milestone_id).await?;
    }
    letters::moved(&mut tx, &held, &check, side, &order, &row.criterion).await?;
    tx.commit().await?;
    Ok(check.stage())
}

async fn drop_milestone(tx: &mut Tx<'_>, held: &Held, milestone: Option<uuid::Uuid>) -> Result<(), Failure> {
    let (now, today) = (tx.cx().at(), tx.cx().today());
    sqlx::query!(
        "update milestones set dropped_on = $3, version = version + 1, updated_at = $4
         where id = $1 and engagement_id = $2 and stage in ('draft', 'changes_requested')",
        milestone,
        held.engagement.id.0,
        on(today) as _,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    sqlx::query!(
        "update engagements set version = version + 1, updated_at = $2 where id = $1",
        held.engagement.id.0,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
