//! One step of an engagement with everything that follows from it in the same transaction: the
//! project begins, money becomes owed, reviews open, people are told, and the system takes the steps
//! that need no person.

use domain::actor::Actor;
use domain::engagements::{Command, Order, Stage};
use domain::event::{Event, Reason};
use domain::ids::{EngagementId, ProjectId};
use domain::refusal::Refusal;
use domain::reviews::window_closed;
use domain::time::{Minutes, long_date};

use super::letters;
use super::rows::{self, Held};
use crate::Tx;
use crate::failure::Failure;

/// Least paid time when the host never came (`workflow.md` section 3, side states).
const LEAST_NO_SHOW: Minutes = Minutes(4 * 60);

/// Carries out `order` for `by`, then the system's own steps that are due after it.
pub(super) async fn carry_out(tx: &mut Tx<'_>, held: Held, order: &Order, by: &Actor) -> Result<Held, Failure> {
    let mut held = step(tx, held, order, by).await?;
    while let Some(next) = follow_up(tx, &held) {
        held = step(tx, held, &next, &Actor::System).await?;
    }
    Ok(held)
}

async fn step(tx: &mut Tx<'_>, held: Held, order: &Order, by: &Actor) -> Result<Held, Failure> {
    let Held { engagement, project, terms, planned, fee } = held;
    if matches!(order, Order::HandIn(_)) {
        weeks_are_sent(tx, engagement.id).await?;
    }
    let (before, since) = (engagement.stage(), engagement.facts.since);
    let (engagement, event) = engagement.apply(order, by, &tx.cx().now(), tx.cx().policy())?;
    let mut held = Held { engagement, project, terms, planned, fee };
    rows::save(tx, &held.engagement).await?;
    keep_words(tx, held.engagement.id, order).await?;
    tx.record(&event, project).await?;
    consequences(tx, &held, before, &event).await?;
    if before == Stage::Paused {
        crate::pauses::left(tx, &mut held, since, by).await?;
    }
    letters::moved(tx, &held, order, event.by).await?;
    Ok(held)
}

/// The project was called off: what has not been handed in ends with it, with the share of the pay for the time that
/// counts, and both sides are told. What was handed in is judged and paid as agreed.
pub(crate) async fn cancel_for_project(tx: &mut Tx<'_>, project: ProjectId, reason: &Reason) -> Result<(), Failure> {
    let open = sqlx::query_scalar!("select id from engagements where project_id = $1 order by id", project.0)
        .fetch_all(tx.db())
        .await?;
    let order = Order::Cancel(reason.clone());
    for id in open {
        let Some(held) = rows::lock(tx, id.into()).await? else { continue };
        let actor = tx.cx().actor().clone();
        if held.engagement.offers(&actor).contains(&Command::Cancel) {
            carry_out(tx, held, &order, &actor).await?;
        }
    }
    Ok(())
}

/// Time the host has not seen keeps the work from being handed in.
async fn weeks_are_sent(tx: &mut Tx<'_>, id: EngagementId) -> Result<(), Failure> {
    let Some(week) = crate::timesheets::unsent_week(tx, id).await? else { return Ok(()) };
    let day = long_date(week.monday());
    Err(Refusal::rule(format!("The week of {day} has time in it that was not sent. Send it, then hand in.")).into())
}

/// Words of an order that have a column of their own.
async fn keep_words(tx: &mut Tx<'_>, id: EngagementId, order: &Order) -> Result<(), Failure> {
    let (note, reflection, tax, safety) = match order {
        Order::ChooseClassification(reason) => (Some(reason.as_str()), None, None, None),
        Order::HandIn(reflection) => (None, Some(reflection.as_str()), None, None),
        Order::RecordTaxForm { note, .. } => (None, None, Some(note.as_str()), None),
        Order::RecordSafety(note) => (None, None, None, Some(note.as_str())),
        _ => return Ok(()),
    };
    sqlx::query!(
        "update engagements set classification_note = coalesce($2, classification_note),
             reflection = coalesce($3, reflection), tax_note = coalesce($4, tax_note),
             safety_note = coalesce($5, safety_note)
         where id = $1",
        id.0,
        note,
        reflection,
        tax,
        safety
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// What the system does next by itself.
fn follow_up(tx: &Tx<'_>, held: &Held) -> Option<Order> {
    let facts = &held.engagement.facts;
    let cx = tx.cx();
    match held.engagement.stage() {
        Stage::Onboarding if facts.student_started && facts.host_started => Some(Order::Start),
        Stage::Submitted => Some(Order::BeginAcceptance),
        Stage::Accepted if facts.payments_open == 0 => Some(Order::Settle),
        Stage::Paid => {
            let accepted = facts.accepted_on.unwrap_or(facts.since);
            window_closed(accepted, facts.both_reviews_in, cx.policy(), cx.today()).then_some(Order::Complete)
        }
        _ => None,
    }
}

async fn consequences(tx: &mut Tx<'_>, held: &Held, before: Stage, event: &Event) -> Result<(), Failure> {
    let (engagement, after) = (&held.engagement, held.engagement.stage());
    if after == before {
        return Ok(());
    }
    if let Some(reason) = &event.reason {
        keep_reason(tx, engagement.id, after, reason).await?;
    }
    match after {
        Stage::InProgress if before == Stage::Onboarding => {
            crate::projects::start(tx, held.project).await?;
            crate::applications::answer_in_line(tx, held.project).await
        }
        Stage::Accepted => {
            crate::payments::make_ready(tx, held).await?;
            crate::reviews::open(tx, engagement).await?;
            crate::projects::complete_if_done(tx, held.project).await
        }
        Stage::Cancelled
        | Stage::NoShowStudent
        | Stage::NoShowHost
        | Stage::Lapsed
        | Stage::Terminated
        | Stage::Incomplete => {
            let logged = crate::timesheets::counted(tx, engagement.id).await?;
            let least = if after == Stage::NoShowHost { LEAST_NO_SHOW } else { Minutes(0) };
            crate::payments::end_early(tx, held, logged.max(least)).await?;
            no_show(tx, held, event).await?;
            if before == Stage::Onboarding {
                crate::projects::drop_out(tx, held.project).await?;
                crate::applications::owe_seat(tx, engagement.id, held.project).await?;
                crate::applications::answer_in_line(tx, held.project).await?;
            }
            crate::projects::complete_if_done(tx, held.project).await
        }
        _ => Ok(()),
    }
}

/// Who never came answers for it: a student with a strike, a host by offering nothing more until staff have spoken with it.
async fn no_show(tx: &mut Tx<'_>, held: &Held, event: &Event) -> Result<(), Failure> {
    let belongs = held.engagement.belongs;
    match (held.engagement.stage(), belongs.student, belongs.host) {
        (Stage::NoShowStudent, Some(student), _) => crate::people::give_strike(tx, student, &held.terms.project).await,
        (Stage::NoShowHost, _, Some(host)) => {
            let words = format!(
                "Nobody of the host came to the work on “{}” within five business days of its start. {}",
                held.terms.project,
                event.reason.as_deref().unwrap_or_default()
            );
            let reason = Reason::parse(&words).map_err(Failure::corrupt)?;
            crate::hosts::suspend_absent(tx, host, reason).await
        }
        _ => Ok(()),
    }
}

/// The reason of a revision stands with the revision, any other with the engagement.
async fn keep_reason(tx: &mut Tx<'_>, id: EngagementId, stage: Stage, reason: &str) -> Result<(), Failure> {
    sqlx::query!(
        "update engagements set revision_note = case when $2 then $3 else revision_note end,
             reason = case when $2 then reason else $3 end where id = $1",
        id.0,
        stage == Stage::InProgress,
        reason
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// A payment of this engagement was settled or voided: it counts as paid once none is open.
pub(crate) async fn paid(tx: &mut Tx<'_>, id: EngagementId) -> Result<(), Failure> {
    let held = rows::lock(tx, id).await?.ok_or(Failure::NotFound)?;
    if held.engagement.stage() == Stage::Accepted && held.engagement.facts.payments_open == 0 {
        carry_out(tx, held, &Order::Settle, &Actor::System).await?;
    }
    Ok(())
}

/// A review came in or their window closed: a paid engagement is complete when none is awaited.
pub(crate) async fn complete_if_over(tx: &mut Tx<'_>, id: EngagementId) -> Result<(), Failure> {
    let held = rows::lock(tx, id).await?.ok_or(Failure::NotFound)?;
    if held.engagement.stage() == Stage::Paid && follow_up(tx, &held).is_some() {
        carry_out(tx, held, &Order::Complete, &Actor::System).await?;
    }
    Ok(())
}

/// Both sides agree on a pause: the clock stops.
pub(crate) async fn pause_by_agreement(tx: &mut Tx<'_>, held: Held, reason: Reason) -> Result<(), Failure> {
    carry_out(tx, held, &Order::Pause(reason), &Actor::System).await.map(|_| ())
}

/// A step of a dispute, whose problem is held as well.
pub(crate) async fn dispute_step(tx: &mut Tx<'_>, held: Held, order: &Order, by: &Actor) -> Result<(), Failure> {
    carry_out(tx, held, order, by).await.map(|_| ())
}
