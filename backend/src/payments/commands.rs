//! What finance does with a payment, and what the system does when work begins, is accepted or ends.

use domain::actor::{Actor, Belongs, Party};
use domain::event::{Event, Reason, Subject};
use domain::ids::{EngagementId, PaymentId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::{Order, Payment, Stage, owed_when_accepted, owed_when_ended};
use domain::plans::PayShape;
use domain::projects::PayTrigger;
use domain::time::Minutes;

use super::parts::released;
use super::rows::{encumbered, insert, keep, lock};
use crate::engagements::{Held, lock_visible};
use crate::failure::Failure;
use crate::mail::{Letter, queue};
use crate::{Cx, Once, Tx};

/// Approves, batches, sends, settles, holds, releases, returns, voids or reverses a payment.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: PaymentId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let engagement =
        sqlx::query_scalar!("select engagement_id from payments where id = $1", id.0).fetch_optional(tx.db()).await?;
    let engagement = EngagementId(engagement.ok_or(Failure::NotFound)?);
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let payment = lock(&mut tx, id, held.engagement.belongs).await?.ok_or(Failure::NotFound)?;
    let payment = step(&mut tx, payment, held.project, &order, cx.actor()).await?;
    tell(&mut tx, &held, &payment, &order).await?;
    if payment.is_over() {
        crate::engagements::paid(&mut tx, engagement).await?;
    }
    tx.commit().await
}

async fn tell(tx: &mut Tx<'_>, held: &Held, payment: &Payment, order: &Order) -> Result<(), Failure> {
    let Some(to) = held.engagement.belongs.student else { return Ok(()) };
    let (amount, project) = (payment.facts.gross, &held.terms.project);
    let (subject, line) = match order {
        Order::Settle(reference) => (
            format!("{amount} for “{project}” is paid"),
            format!("Your pay of {amount} before tax was sent under the reference {}.", reference.as_str()),
        ),
        Order::Hold(reason) => (
            format!("Your pay for “{project}” is on hold"),
            format!("Finance holds it until this is cleared: {}", reason.as_str()),
        ),
        Order::ReturnByBank(reason) => (
            format!("Your pay for “{project}” came back"),
            format!("The bank sent it back: {} Finance writes to you.", reason.as_str()),
        ),
        Order::Void(reason) => {
            (format!("The pay for “{project}” was voided"), format!("The reason given: {}", reason.as_str()))
        }
        Order::Reverse(reason) => {
            (format!("The pay for “{project}” was reversed"), format!("The reason given: {}", reason.as_str()))
        }
        _ => return Ok(()),
    };
    let action = Some(("See your pay".to_owned(), "/student/pay".to_owned()));
    queue(tx, Letter { to, subject, lines: vec![line], action, dedupe: None }).await
}

pub(super) async fn step(
    tx: &mut Tx<'_>,
    payment: Payment,
    project: ProjectId,
    order: &Order,
    by: &Actor,
) -> Result<Payment, Failure> {
    let (payment, event) = payment.apply(order, by, &tx.cx().now(), tx.cx().policy())?;
    keep(tx, &payment, event.reason.as_deref(), &event, project).await?;
    Ok(payment)
}

/// Sets the pay of a new engagement aside.
pub(crate) async fn encumber(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    belongs: Belongs,
    project: ProjectId,
    amount: Cents,
) -> Result<Payment, Failure> {
    let planned = insert(tx, engagement, belongs, project, amount).await?;
    step(tx, planned, project, &Order::Encumber, &Actor::System).await
}

async fn aside(tx: &mut Tx<'_>, held: &Held) -> Result<Vec<Payment>, Failure> {
    encumbered(tx, held.engagement.id, held.engagement.belongs).await
}

/// The agreed pay rose from `from` to `to` while the work goes on: the difference is set aside as well.
pub(crate) async fn raise(tx: &mut Tx<'_>, held: &Held, from: Cents, to: Cents) -> Result<(), Failure> {
    let more = Cents(to.0 - from.0);
    if more.0 <= 0 {
        return Ok(());
    }
    let Some(payment) = aside(tx, held).await?.into_iter().next() else {
        let engagement = &held.engagement;
        return encumber(tx, engagement.id, engagement.belongs, held.project, more).await.map(|_| ());
    };
    let gross = Cents(payment.facts.gross.0 + more.0);
    let words = format!("An extension raises the pay from {from} to {to}.");
    resize(tx, payment, gross, held.project, "raise", words).await.map(|_| ())
}

/// The pay of handed-in work is disputed by `disputed`: that part stays set aside, the rest is owed at once. Answers the
/// payment that is held back, which is all of it when nothing else is.
pub(crate) async fn part_off(tx: &mut Tx<'_>, held: &Held, disputed: Cents) -> Result<Option<PaymentId>, Failure> {
    let Some(payment) = aside(tx, held).await?.into_iter().next() else { return Ok(None) };
    let free = Cents(payment.facts.gross.0 - disputed.0);
    // Without an amount it is the work that is disputed: nothing is owed before that is decided.
    if disputed.0 <= 0 || free.0 <= 0 {
        return Ok(Some(payment.id).filter(|_| disputed.0 > 0));
    }
    let words = format!("{} of it are disputed; {} are owed now.", disputed.exact(), free.exact());
    let payment = resize(tx, payment, disputed, held.project, "part", words).await?;
    let engagement = &held.engagement;
    let rest = encumber(tx, engagement.id, engagement.belongs, held.project, free).await?;
    step(tx, rest, held.project, &Order::MakeReady, &Actor::System).await?;
    Ok(Some(payment.id))
}

/// A dispute is decided: so much of the payment that was held back is the student's. Nothing of it voids it.
pub(crate) async fn award(tx: &mut Tx<'_>, held: &Held, id: PaymentId, award: Cents) -> Result<(), Failure> {
    let Some(payment) = lock(tx, id, held.engagement.belongs).await? else { return Ok(()) };
    if payment.stage() != Stage::Encumbered {
        return Ok(());
    }
    if award.0 <= 0 {
        let reason = Reason::parse("A dispute was decided: nothing of it is owed.").map_err(Failure::corrupt)?;
        step(tx, payment, held.project, &Order::Void(reason), &Actor::System).await?;
        return Ok(());
    }
    let words = format!("A dispute was decided: {} of {} are owed.", award.exact(), payment.facts.gross.exact());
    let payment = resize(tx, payment, award, held.project, "award", words).await?;
    step(tx, payment, held.project, &Order::MakeReady, &Actor::System).await?;
    Ok(())
}

/// Keeps a payment with another amount, and the event that says why.
pub(super) async fn resize(
    tx: &mut Tx<'_>,
    mut payment: Payment,
    gross: Cents,
    project: ProjectId,
    command: &'static str,
    reason: String,
) -> Result<Payment, Failure> {
    payment.resize(gross);
    let event = Event {
        subject: Subject::Payment,
        id: payment.id.0,
        belongs: payment.belongs,
        command,
        by: Party::System,
        from: Some(payment.stage().word()),
        to: Some(payment.stage().word()),
        reason: Some(reason),
        kind: None,
    };
    keep(tx, &payment, None, &event, project).await?;
    Ok(payment)
}

/// The work was accepted: what was set aside is owed, and of wages what the hours beyond the agreed ones bring.
pub(crate) async fn make_ready(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let (id, belongs) = (held.engagement.id, held.engagement.belongs);
    let aside = aside(tx, held).await?;
    let counted = crate::timesheets::counted(tx, id).await?;
    let shape = PayShape::of(held.terms.classification);
    let foreseen = released(tx, id).await?.0 + aside.iter().map(|payment| payment.facts.gross.0).sum::<i64>();
    // Where a dispute took something off, that stays off.
    let more = owed_when_accepted(shape, held.fee, held.planned, counted).0 - held.fee.0.max(foreseen);
    let words = || format!("{counted} were worked, {} were agreed: {} more.", held.planned, Cents(more).exact());
    if more > 0 && aside.is_empty() {
        let payment = encumber(tx, id, belongs, held.project, Cents(more)).await?;
        step(tx, payment, held.project, &Order::MakeReady, &Actor::System).await?;
    }
    for (number, mut payment) in aside.into_iter().enumerate() {
        if number == 0 && more > 0 {
            let gross = Cents(payment.facts.gross.0 + more);
            payment = resize(tx, payment, gross, held.project, "more_hours", words()).await?;
        }
        step(tx, payment, held.project, &Order::MakeReady, &Actor::System).await?;
    }
    Ok(())
}

/// The work ended before it was accepted: the share of the pay for `minutes` of the agreed time is owed, less what was owed
/// before; what is left of the payment is voided.
pub(crate) async fn end_early(tx: &mut Tx<'_>, held: &Held, minutes: Minutes) -> Result<(), Failure> {
    let shape = PayShape::of(held.terms.classification);
    let aside = aside(tx, held).await?;
    let before =
        if held.terms.due == PayTrigger::Acceptance { None } else { Some(released(tx, held.engagement.id).await?) };
    let mut rest = before.map(|before| owed_when_ended(shape, held.fee, held.planned, minutes).0 - before.0);
    let last = aside.len().saturating_sub(1);
    for (number, mut payment) in aside.into_iter().enumerate() {
        let gross = payment.facts.gross;
        let owed = match &mut rest {
            None => owed_when_ended(shape, gross, held.planned, minutes),
            Some(rest) => {
                // Wages can be more than was set aside.
                let most = if shape == PayShape::Wages && number == last { *rest } else { gross.0 };
                let part = (*rest).min(most).max(0);
                *rest -= part;
                Cents(part)
            }
        };
        let order = if owed.0 > 0 {
            payment.resize(owed);
            Order::MakeReady
        } else {
            Order::Void(early_reason(before.is_some_and(|before| before.0 > 0))?)
        };
        let payment = step(tx, payment, held.project, &order, &Actor::System).await?;
        if payment.stage() == Stage::Ready {
            let note = format!("Ended early: {minutes} of {} count, {owed} of {gross}.", held.planned);
            sqlx::query!("update payments set note = $2 where id = $1", payment.id.0, note).execute(tx.db()).await?;
        }
    }
    Ok(())
}

fn early_reason(paid_in_part: bool) -> Result<Reason, Failure> {
    let words = if paid_in_part {
        "The work ended early; what was done is owed already."
    } else {
        "The work ended before any time was logged."
    };
    Reason::parse(words).map_err(Failure::corrupt)
}
