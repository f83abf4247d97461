//! Asking for a pause and answering it.

use domain::event::Reason;
use domain::ids::{EngagementId, PauseId};
use domain::pauses::{Facts, NewPause, Order, Pause, Stage};
use domain::refusal::Refusal;
use domain::requests::side_of;
use domain::time::long_date;

use super::{letters, rows};
use crate::engagements::{lock_visible, pause_by_agreement};
use crate::failure::Failure;
use crate::{Cx, Once};

/// Asks for a pause on the actor's side; the other side answers.
///
/// # Errors
/// [`Failure::Refused`] when another one waits or the work is not under way; [`Failure::NotFound`] for anybody it does not
/// concern.
pub async fn propose(cx: &Cx, engagement: EngagementId, new: NewPause, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let belongs = held.engagement.belongs;
    let side = side_of(&cx.actor().parties(&belongs))
        .ok_or_else(|| Refusal::rule("Only the student and the host ask for a pause."))?;
    let work = held.engagement.stage();
    let facts = Facts { side, proposer: cx.person()?.id, until: new.until, work, since: cx.today() };
    let id = once.0.map_or_else(crate::new_id, PauseId);
    let (pause, event) = Pause::propose(id, belongs, facts, &new.reason)?;
    rows::insert(&mut tx, engagement, &pause, &new.reason).await?;
    tx.record(&event, held.project).await?;
    letters::proposed(&mut tx, &held, &pause, &new.reason).await?;
    tx.commit().await
}

/// Accepts, declines, takes back, or lets lapse. What is accepted stops the clock in the same transaction. Letting the
/// work go on is a step of the engagement, which ends its pause.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: PauseId, order: Order, once: Once) -> Result<Stage, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let row = sqlx::query!("select engagement_id, reason from pauses where id = $1", id.0)
        .fetch_optional(tx.db())
        .await?
        .ok_or(Failure::NotFound)?;
    let held = lock_visible(&mut tx, row.engagement_id.into()).await?.ok_or(Failure::NotFound)?;
    let pause = rows::lock(&mut tx, &held, id).await?.ok_or(Failure::NotFound)?;
    if matches!(order, Order::End) {
        return Err(Refusal::rule("Resume the work: its pause ends with that.").into());
    }
    let (pause, event) = pause.apply(&order, cx.actor(), &cx.now(), cx.policy())?;
    rows::save(&mut tx, &pause, event.reason.as_deref()).await?;
    tx.record(&event, held.project).await?;
    if pause.stage() == Stage::InEffect {
        let words: String = row.reason.chars().take(1_900).collect();
        let words = format!("{words} It goes on after {}.", long_date(pause.facts.until));
        let reason = Reason::parse(&words).map_err(Failure::corrupt)?;
        pause_by_agreement(&mut tx, held, reason).await?;
    } else {
        letters::moved(&mut tx, &held, &pause, &order).await?;
    }
    tx.commit().await?;
    Ok(pause.stage())
}
