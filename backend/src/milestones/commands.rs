//! Handing in a milestone and answering it.

use domain::actor::Party;
use domain::engagements::Stage as Work;
use domain::ids::{EngagementId, MilestoneId};
use domain::machine::Word as _;
use domain::milestones::{Facts, Milestone, Order, Stage};
use domain::time::long_date;

use crate::engagements::lock_visible;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};
use crate::sql::{at, word};
use crate::{Cx, Once, Tx};

/// Hands in, accepts, or asks for changes.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: MilestoneId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let engagement =
        sqlx::query_scalar!("select engagement_id from milestones where id = $1", id.0).fetch_optional(tx.db()).await?;
    let engagement = EngagementId(engagement.ok_or(Failure::NotFound)?);
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let row = sqlx::query!("select name, due_on, stage from milestones where id = $1 for update", id.0)
        .fetch_optional(tx.db())
        .await?
        .ok_or(Failure::NotFound)?;
    let stage: Stage = word(&row.stage)?;
    let facts =
        Facts { due: row.due_on.to_jiff(), engagement_in_progress: held.engagement.stage() == Work::InProgress };
    let milestone = Milestone::restore(id, held.engagement.belongs, facts, stage);
    let (milestone, event) = milestone.apply(&order, cx.actor(), &cx.now(), cx.policy())?;
    save(&mut tx, &milestone, &order).await?;
    tx.record(&event, held.project).await?;
    let path = format!("/engagements/{engagement}/milestones/{id}");
    let (name, terms) = (row.name, &held.terms);
    let belongs = held.engagement.belongs;
    match (&order, belongs.host, belongs.student) {
        (Order::Submit(_), Some(host), _) => {
            let line = format!(
                "{} handed in “{name}” of “{}”, due {}.",
                terms.student,
                terms.project,
                long_date(milestone.facts.due)
            );
            queue_to_host(&mut tx, host, format!("To look at: {name}"), vec![line], Some(("Look at it".into(), path)))
                .await?;
        }
        (Order::RequestChanges(reason), _, Some(to)) => {
            let line = format!("“{name}” needs a change: {}", reason.as_str());
            let action = Some(("See what is missing".into(), path));
            queue(
                &mut tx,
                Letter { to, subject: format!("Changes asked for: {name}"), lines: vec![line], action, dedupe: None },
            )
            .await?;
        }
        (Order::Accept, _, Some(to)) if event.by != Party::Student => {
            let line = format!("{} accepted “{name}” of “{}”.", terms.host, terms.project);
            let action = Some(("See what is next".into(), format!("/engagements/{engagement}")));
            queue(
                &mut tx,
                Letter { to, subject: format!("Accepted: {name}"), lines: vec![line], action, dedupe: None },
            )
            .await?;
        }
        _ => {}
    }
    tx.commit().await
}

async fn save(tx: &mut Tx<'_>, milestone: &Milestone, order: &Order) -> Result<(), Failure> {
    let now = tx.cx().at();
    let (text, link, note) = match order {
        Order::Submit(new) => {
            (Some(new.text.clone().unwrap_or_default()), Some(new.link.clone().unwrap_or_default()), "")
        }
        Order::RequestChanges(reason) => (None, None, reason.as_str()),
        Order::Accept => (None, None, ""),
    };
    sqlx::query!(
        "update milestones set stage = $2, deliverable_text = coalesce($3, deliverable_text),
             deliverable_link = coalesce($4, deliverable_link), note = $5,
             submitted_at = case when $2 = 'submitted' then $6 else submitted_at end,
             decided_at = case when $2 = 'submitted' then null else $6 end,
             version = version + 1, updated_at = $6
         where id = $1",
        milestone.id.0,
        milestone.stage().word(),
        text,
        link,
        note,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
