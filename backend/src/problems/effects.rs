//! What a dispute does to the money and to the engagement, in its transaction.

use domain::actor::{Actor, Role};
use domain::engagements::{Order as WorkOrder, Stage as Work};
use domain::event::Reason;
use domain::money::Cents;
use domain::problems::Problem;
use uuid::Uuid;

use crate::Tx;
use crate::engagements::{Held, dispute_step};
use crate::failure::Failure;
use crate::mail::queue_to_role;

/// Work that was handed in stands still while its pay is disputed, and only the disputed part of it is held back. Work under
/// way goes on: nothing of its pay is owed yet.
pub(super) async fn freeze(tx: &mut Tx<'_>, held: Held, problem: &Problem) -> Result<(), Failure> {
    if held.engagement.stage() != Work::InAcceptance {
        return Ok(());
    }
    let payment = crate::payments::part_off(tx, &held, problem.facts.amount).await?;
    sqlx::query!("update problems set payment_id = $2 where id = $1", problem.id.0, payment.map(|id| id.0))
        .execute(tx.db())
        .await?;
    let reason = reason("Both sides do not agree about the work or its pay. Staff decide.")?;
    let by = tx.cx().actor().clone();
    dispute_step(tx, held, &WorkOrder::Dispute(reason), &by).await
}

/// A decision holds: the part that was held back is paid as far as it says, and the work goes on from there.
pub(super) async fn follow(
    tx: &mut Tx<'_>,
    held: Held,
    problem: &Problem,
    payment: Option<Uuid>,
) -> Result<(), Failure> {
    let award = problem.facts.award.unwrap_or(Cents(0));
    if let Some(payment) = payment {
        crate::payments::award(tx, &held, payment.into(), award).await?;
    } else if problem.facts.amount.0 > 0 {
        let subject = format!("A decision about the pay of {}", held.terms.student);
        let line = format!(
            "Staff decided a dispute about “{}”: {} of the disputed {} are the student’s. See whether a payment has to follow.",
            held.terms.project,
            award.exact(),
            problem.facts.amount.exact()
        );
        let open = Some(("Open payments".to_owned(), "/staff/payments".to_owned()));
        queue_to_role(tx, Role::Finance, subject, vec![line], open).await?;
    }
    if held.engagement.stage() != Work::Disputed {
        return Ok(());
    }
    // A party cannot decide, and a decision may come to hold by itself: it is the system that carries it out.
    let order = if award.0 > 0 || problem.facts.amount.0 == 0 {
        WorkOrder::UpholdDispute(reason("The dispute is decided; the work counts as accepted.")?)
    } else {
        WorkOrder::DismissDispute(reason("The dispute is decided; the host answers the work.")?)
    };
    dispute_step(tx, held, &order, &Actor::System).await
}

/// A dispute was taken back: what was held back is pay like any other, and the host answers the work.
pub(super) async fn release(tx: &mut Tx<'_>, held: Held) -> Result<(), Failure> {
    if held.engagement.stage() != Work::Disputed {
        return Ok(());
    }
    let order = WorkOrder::DismissDispute(reason("The dispute was taken back.")?);
    dispute_step(tx, held, &order, &Actor::System).await
}

fn reason(text: &str) -> Result<Reason, Failure> {
    Reason::parse(text).map_err(Failure::corrupt)
}
