//! Asking for an extension and answering it.

use domain::actor::Actor;
use domain::extensions::{Extension, Facts, NewExtension, Order, Stage};
use domain::ids::{EngagementId, ExtensionId};
use domain::refusal::Refusal;
use domain::requests::side_of;

use super::{letters, rows};
use crate::engagements::{Held, lock_visible};
use crate::failure::Failure;
use crate::{Cx, Once, Tx};

/// Asks for an extension on the actor's side; the other side answers.
///
/// # Errors
/// Messages beside `end`, `hours` and `fee`; [`Failure::Refused`] when another one waits for an answer or the
/// work is not under way; [`Failure::NotFound`] for anybody it does not concern.
pub async fn propose(cx: &Cx, engagement: EngagementId, new: NewExtension, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let belongs = held.engagement.belongs;
    let side = side_of(&cx.actor().parties(&belongs))
        .ok_or_else(|| Refusal::rule("Only the student and the host ask for an extension."))?;
    let from = rows::extent(&held);
    let ground = rows::ground(&mut tx, &held, new.over(&from).end).await?;
    ground.is_under_way()?;
    let to = new.check(&from, &ground, cx.today(), cx.policy())?;
    let facts = Facts { side, proposer: cx.person()?.id, from, to, ground, since: cx.today() };
    let id = once.0.map_or_else(crate::new_id, ExtensionId);
    let (extension, event) = Extension::propose(id, belongs, facts, &new.reason)?;
    rows::insert(&mut tx, engagement, &extension, &new.reason).await?;
    tx.record(&event, held.project).await?;
    letters::proposed(&mut tx, &held, &extension, &new.reason).await?;
    tx.commit().await
}

/// Accepts, declines, takes back, approves, refuses, or lets lapse. What both sides accept takes effect
/// at once where nothing needs staff. Answers where it stands then.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: ExtensionId, order: Order, once: Once) -> Result<Stage, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let engagement =
        sqlx::query_scalar!("select engagement_id from extensions where id = $1", id.0).fetch_optional(tx.db()).await?;
    let engagement = EngagementId(engagement.ok_or(Failure::NotFound)?);
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let extension = rows::lock(&mut tx, &held, id).await?.ok_or(Failure::NotFound)?;
    let mut extension = step(&mut tx, &held, extension, &order, cx.actor()).await?;
    if extension.stage() == Stage::Agreed && extension.for_staff(cx.today(), cx.policy()).is_empty() {
        extension = step(&mut tx, &held, extension, &Order::TakeEffect, &Actor::System).await?;
    }
    tx.commit().await?;
    Ok(extension.stage())
}

async fn step(
    tx: &mut Tx<'_>,
    held: &Held,
    extension: Extension,
    order: &Order,
    by: &Actor,
) -> Result<Extension, Failure> {
    let (extension, event) = extension.apply(order, by, &tx.cx().now(), tx.cx().policy())?;
    let for_staff = match extension.stage() {
        Stage::Agreed => extension.for_staff(tx.cx().today(), tx.cx().policy()),
        _ => Vec::new(),
    };
    rows::save(tx, &extension, event.reason.as_deref(), &for_staff).await?;
    tx.record(&event, held.project).await?;
    if extension.stage() == Stage::InEffect {
        let (from, to) = (&extension.facts.from, &extension.facts.to);
        crate::engagements::extend(tx, held.engagement.id, to).await?;
        crate::payments::raise(tx, held, from.fee, to.fee).await?;
        crate::onboarding::amend(tx, held, extension.id, from, to).await?;
        crate::plans::followed(tx, held).await?;
    }
    letters::moved(tx, held, &extension, order, &for_staff).await?;
    Ok(extension)
}
