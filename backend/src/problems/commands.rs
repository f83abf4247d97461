//! Telling staff of a problem, and everything that follows.

use domain::actor::{Actor, Party};
use domain::event::{Event, Reason, Subject};
use domain::ids::{EngagementId, ProblemId};
use domain::messages::Voice;
use domain::money::Cents;
use domain::problems::{Facts, NewProblem, Order, Problem, Stage, award, reads};
use domain::requests::side_of;
use domain::reviews::Side;

use super::rows::Told;
use super::{effects, letters, rows};
use crate::engagements::{Held, lock_visible};
use crate::failure::Failure;
use crate::{Cx, Once, Tx};

/// Tells staff of a problem, on the actor's side. The other side reads it only where the actor says so.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but the two sides.
pub async fn report(cx: &Cx, engagement: EngagementId, new: NewProblem, once: Once) -> Result<ProblemId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let belongs = held.engagement.belongs;
    let side = side_of(&cx.actor().parties(&belongs)).ok_or(Failure::NotFound)?;
    let facts = Facts {
        side,
        kind: new.kind,
        fee: held.fee,
        amount: Cents(0),
        award: None,
        decider: None,
        student_spoke: false,
        host_spoke: false,
        notices: 0,
        since: cx.today(),
    };
    let id = once.0.map_or_else(crate::new_id, ProblemId);
    let (problem, event) = Problem::report(id, belongs, facts);
    rows::insert(&mut tx, &held, &problem, &new).await?;
    tx.record(&event, held.project).await?;
    letters::reported(&mut tx, &held, &problem, &new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes a problem a dispute about so much of the agreed pay. Only that is held back: what is not disputed of work that
/// was handed in is paid at once.
///
/// # Errors
/// A message beside `amount`; refusals in words.
pub async fn open_dispute(cx: &Cx, id: ProblemId, amount: &str, once: Once) -> Result<EngagementId, Failure> {
    let amount = match amount.trim() {
        "" => Cents(0),
        text => Cents::parse(text).map_err(|error| Failure::field("amount", error.to_string()))?,
    };
    let mut tx = cx.begin_once(once).await?;
    let (held, told) = held(&mut tx, id).await?;
    if amount > held.fee {
        return Err(Failure::field("amount", format!("The agreed pay is {}. Write at most that.", held.fee)));
    }
    let engagement = held.engagement.id;
    let what = sqlx::query_scalar!("select what from problems where id = $1", id.0).fetch_one(tx.db()).await?;
    let voice = match told.problem.facts.side {
        Side::Student => Voice::Student,
        Side::Host => Voice::Host,
    };
    let problem = step(&mut tx, &held, told, &Order::OpenDispute(amount), cx.actor()).await?;
    // What was told to staff is that side's statement, and both read it from now on.
    rows::say(&mut tx, id, "statement", voice, &what).await?;
    effects::freeze(&mut tx, held, &problem).await?;
    tx.commit().await?;
    Ok(engagement)
}

/// Answers, says a side, appeals, settles, or takes back.
///
/// # Errors
/// [`Failure::NotFound`] for anybody who may not read it, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: ProblemId, order: Order, once: Once) -> Result<EngagementId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, told) = held(&mut tx, id).await?;
    let engagement = held.engagement.id;
    if matches!(order, Order::OpenDispute(_) | Order::Decide(..) | Order::DecideAppeal(..)) {
        return Err(Failure::NotFound);
    }
    carry_out(&mut tx, held, told, &order, cx.actor()).await?;
    tx.commit().await?;
    Ok(engagement)
}

/// Decides a dispute, or its appeal: all, none or a part of the disputed amount is the student's.
///
/// # Errors
/// Messages beside `decision` and `award`; [`Failure::Refused`] for a party to the work, and for whoever decided first.
pub async fn decide(
    cx: &Cx,
    id: ProblemId,
    (decision, part): (&str, &str),
    reason: Reason,
    once: Once,
) -> Result<EngagementId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, told) = held(&mut tx, id).await?;
    let engagement = held.engagement.id;
    let award = award(decision, part, told.problem.facts.amount)?;
    let order = if told.problem.stage() == Stage::Appealed {
        Order::DecideAppeal(award, reason)
    } else {
        Order::Decide(award, reason)
    };
    carry_out(&mut tx, held, told, &order, cx.actor()).await?;
    tx.commit().await?;
    Ok(engagement)
}

/// A note of staff for staff.
///
/// # Errors
/// [`Failure::NotFound`] for anybody else.
pub async fn note(cx: &Cx, id: ProblemId, words: Reason, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, told) = held(&mut tx, id).await?;
    if !cx.actor().parties(&held.engagement.belongs).contains(&Party::Staff) {
        return Err(Failure::NotFound);
    }
    rows::say(&mut tx, id, "note", Voice::Staff, words.as_str()).await?;
    let event = Event {
        subject: Subject::Problem,
        id: told.problem.id.0,
        belongs: told.problem.belongs,
        command: "note",
        by: Party::Staff,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, held.project).await?;
    tx.commit().await
}

/// The engagement and the problem, both locked, for somebody who may read it.
async fn held(tx: &mut Tx<'_>, id: ProblemId) -> Result<(Held, Told), Failure> {
    let engagement =
        sqlx::query_scalar!("select engagement_id from problems where id = $1", id.0).fetch_optional(tx.db()).await?;
    let engagement = EngagementId(engagement.ok_or(Failure::NotFound)?);
    let held = lock_visible(tx, engagement).await?.ok_or(Failure::NotFound)?;
    let told = rows::lock(tx, &held, id).await?.ok_or(Failure::NotFound)?;
    let parties = tx.cx().actor().parties(&held.engagement.belongs);
    let system = *tx.cx().actor() == Actor::System;
    if !system && !reads(told.problem.facts.side, told.shared, &parties) {
        return Err(Failure::NotFound);
    }
    Ok((held, told))
}

/// A step with everything that follows from it: when both sides have spoken staff decide, when a decision holds the money
/// follows it.
async fn carry_out(tx: &mut Tx<'_>, held: Held, told: Told, order: &Order, by: &Actor) -> Result<(), Failure> {
    let payment = told.payment;
    let shared = told.shared;
    let mut problem = step(tx, &held, told, order, by).await?;
    if let Some(words) = order.words() {
        let kind = match order {
            Order::State(_) => "statement",
            Order::Appeal(_) => "appeal",
            Order::Decide(..) | Order::DecideAppeal(..) => "decision",
            _ => "answer",
        };
        let voice = Voice::of(&by.parties(&problem.belongs)).unwrap_or(Voice::Staff);
        let voice = if matches!(kind, "answer" | "decision") { Voice::Staff } else { voice };
        rows::say(tx, problem.id, kind, voice, words.as_str()).await?;
    }
    let facts = &problem.facts;
    if problem.stage() == Stage::Evidence && facts.student_spoke && facts.host_spoke {
        let told = Told { problem, shared: true, payment };
        problem = step(tx, &held, told, &Order::Mediate, &Actor::System).await?;
    }
    if problem.stage() == Stage::Closed {
        return effects::follow(tx, held, &problem, payment).await;
    }
    if problem.stage() == Stage::Withdrawn && shared {
        return effects::release(tx, held).await;
    }
    Ok(())
}

async fn step(tx: &mut Tx<'_>, held: &Held, told: Told, order: &Order, by: &Actor) -> Result<Problem, Failure> {
    let (problem, event) = told.problem.apply(order, by, &tx.cx().now())?;
    rows::save(tx, &problem).await?;
    tx.record(&event, held.project).await?;
    letters::moved(tx, held, &problem, order).await?;
    Ok(problem)
}

/// A step of the system whose day has come. Whether it was done.
pub(super) async fn system_step(cx: &Cx, id: ProblemId, order: &Order) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    let (held, told) = held(&mut tx, id).await?;
    carry_out(&mut tx, held, told, order, &Actor::System).await?;
    tx.commit().await?;
    Ok(true)
}
