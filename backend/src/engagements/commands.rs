//! What people do with an engagement.

use domain::actor::{Actor, Party};
use domain::engagements::{NewCheckIn, NewMidPoint, Order, Reflection, Stage, mid_point_asked, mid_point_due};
use domain::event::{Event, Reason, Subject};
use domain::ids::{EngagementId, EventId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::reviews::Side;
use domain::time::{Week, long_date};
use uuid::Uuid;

use super::effects::carry_out;
use super::rows::{self, Held};
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, on};
use crate::{Cx, Once, Tx};

/// Any move that needs nothing but its order: press Start, accept, ask for changes, pause, resume,
/// cancel, report a no-show, dispute, decide a dispute, and so on. Signing needs a name: [`sign`](super::sign).
///
/// # Errors
/// [`Failure::NotFound`] for people it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: EngagementId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    if matches!(order, Order::UpholdDispute(_) | Order::DismissDispute(_)) {
        no_open_dispute(&mut tx, id).await?;
    }
    carry_out(&mut tx, held, &order, cx.actor()).await?;
    tx.commit().await
}

/// A dispute with statements and an amount is decided on its own page, where both sides are heard.
async fn no_open_dispute(tx: &mut Tx<'_>, id: EngagementId) -> Result<(), Failure> {
    let open = sqlx::query_scalar!(
        r#"select exists (select 1 from problems where engagement_id = $1
            and stage in ('evidence', 'mediation', 'decided', 'appealed')) as "open!""#,
        id.0
    )
    .fetch_one(tx.db())
    .await?;
    if open {
        return Err(Refusal::rule("Decide this on the page of the dispute, where both sides are heard.").into());
    }
    Ok(())
}

pub(super) async fn held(tx: &mut Tx<'_>, id: EngagementId) -> Result<Held, Failure> {
    rows::lock_visible(tx, id).await?.ok_or(Failure::NotFound)
}

/// Hands in the whole work with a reflection: every milestone is in, every week with time is sent.
///
/// # Errors
/// [`Failure::Refused`] names what is still open.
pub async fn hand_in(cx: &Cx, id: EngagementId, reflection: Reflection, once: Once) -> Result<(), Failure> {
    act(cx, id, Order::HandIn(reflection), once).await
}

/// Sends this week's check-in of the actor's side, once a week and side.
///
/// # Errors
/// [`Failure::Refused`] when it was sent already or the work is not in progress.
pub async fn check_in(cx: &Cx, id: EngagementId, new: NewCheckIn, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let engagement = &held.engagement;
    let side = side_of(cx.actor(), &engagement.belongs)?;
    if engagement.stage() != Stage::InProgress {
        return Err(Refusal::rule("The work is not in progress, so no check-in is due.").into());
    }
    let week = Week::of(cx.today());
    let [went_well, next_steps, blocked] = new.answers.clone();
    let check_in: Uuid = crate::new_id();
    sqlx::query!(
        "insert into check_ins (id, engagement_id, week, side, author_id, went_well, next_steps, blocked, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        check_in,
        id.0,
        on(week.monday()) as _,
        side.word(),
        cx.person()?.id.0,
        went_well,
        next_steps,
        blocked,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "check_ins_once_key", || {
            Refusal::rule("Your side has sent this week’s check-in already.").into()
        })
    })?;
    tx.record(&happened(&held, "check_in", side.party()), held.project).await?;
    if side == Side::Student {
        super::letters::check_in_sent(&mut tx, &held, week, check_in, &new).await?;
    }
    tx.commit().await
}

/// Answers a check-in of the student, for the host.
///
/// # Errors
/// [`Failure::NotFound`] when there is none; [`Failure::Refused`] when it is answered already, or for anybody but the host.
pub async fn answer_check_in(cx: &Cx, id: EngagementId, week: Week, answer: String, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    answer_check_in_within(&mut tx, id, week, &answer).await?;
    tx.commit().await
}

/// The same inside a transaction that does more.
///
/// # Errors
/// As [`answer_check_in`].
pub(crate) async fn answer_check_in_within(
    tx: &mut Tx<'_>,
    id: EngagementId,
    week: Week,
    answer: &str,
) -> Result<(), Failure> {
    let held = held(tx, id).await?;
    let (by, now) = (tx.cx().person()?.id, tx.cx().at());
    if !tx.cx().actor().parties(&held.engagement.belongs).contains(&Party::Host) {
        return Err(Refusal::rule("Only the host answers a check-in of the student.").into());
    }
    let found = sqlx::query!(
        "select id, answer from check_ins where engagement_id = $1 and week = $2 and side = 'student' for update",
        id.0,
        on(week.monday()) as _
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    if !found.answer.is_empty() {
        return Err(Refusal::rule("This check-in is answered already. Write a message if there is more to say.").into());
    }
    sqlx::query!(
        "update check_ins set answer = $2, answered_by = $3, answered_at = $4 where id = $1",
        found.id,
        answer,
        by.0,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    tx.record(&happened(&held, "answer_check_in", Party::Host), held.project).await?;
    super::letters::check_in_answered(tx, &held, week).await
}

/// The week a check-in is of.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub(crate) async fn week_of_check_in(tx: &mut Tx<'_>, id: Uuid) -> Result<Week, Failure> {
    let week = sqlx::query_scalar!("select week from check_ins where id = $1", id).fetch_optional(tx.db()).await?;
    Ok(Week::of(week.ok_or(Failure::NotFound)?.to_jiff()))
}

/// Sends the form of the mid-point for the actor's side, once.
///
/// # Errors
/// [`Failure::Refused`] when it was sent, when it is too early, or when the work is not in progress.
pub async fn send_mid_point(cx: &Cx, id: EngagementId, new: NewMidPoint, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let (engagement, facts) = (&held.engagement, &held.engagement.facts);
    let side = side_of(cx.actor(), &engagement.belongs)?;
    if engagement.stage() != Stage::InProgress {
        return Err(Refusal::rule("The work is not in progress, so this is not asked now.").into());
    }
    if !mid_point_asked(facts.start, facts.end, cx.today()) {
        let due = long_date(mid_point_due(facts.start, facts.end));
        return Err(
            Refusal::rule(format!("Half of the work is done on {due}. You can answer three days before.")).into()
        );
    }
    sqlx::query!(
        "insert into mid_points (id, engagement_id, side, author_id, going_well, change, hours, help, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        crate::new_id::<EventId>().0,
        id.0,
        side.word(),
        cx.person()?.id.0,
        new.going_well,
        new.change,
        new.hours.word(),
        new.help,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "mid_points_once_key", || Refusal::rule("Your side has answered this already.").into())
    })?;
    tx.record(&happened(&held, "mid_point", side.party()), held.project).await?;
    super::letters::mid_point(&mut tx, &held, side, &new).await?;
    tx.commit().await
}

/// Answers a side that asked staff for help at the mid-point.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff, or when no help was asked for; [`Failure::Refused`] when it is answered.
pub async fn answer_help(cx: &Cx, id: EngagementId, side: Side, answer: Reason, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    if !cx.actor().parties(&held.engagement.belongs).contains(&Party::Staff) {
        return Err(Failure::NotFound);
    }
    let found = sqlx::query!(
        "select id, answer from mid_points where engagement_id = $1 and side = $2 and help <> '' for update",
        id.0,
        side.word()
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    if !found.answer.is_empty() {
        return Err(Refusal::rule("This is answered already.").into());
    }
    sqlx::query!(
        "update mid_points set answer = $2, answered_by = $3, answered_at = $4 where id = $1",
        found.id,
        answer.as_str(),
        cx.person()?.id.0,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    tx.record(&happened(&held, "answer_help", Party::Staff), held.project).await?;
    super::letters::help_answered(&mut tx, &held, side, &answer).await?;
    tx.commit().await
}

/// Something that happened to an engagement and changed no stage.
const fn happened(held: &Held, command: &'static str, by: Party) -> Event {
    Event {
        subject: Subject::Engagement,
        id: held.engagement.id.0,
        belongs: held.engagement.belongs,
        command,
        by,
        from: None,
        to: None,
        reason: None,
        kind: None,
    }
}

/// The side of the engagement an actor is on.
fn side_of(actor: &Actor, belongs: &domain::actor::Belongs) -> Result<Side, Failure> {
    let side = domain::requests::side_of(&actor.parties(belongs));
    side.ok_or_else(|| Refusal::rule("Only the student and the host check in.").into())
}
