//! After the reveal: the one answer to a review, and texts that somebody flags as abusive.

use domain::actor::Party;
use domain::event::{Event, Reason, Subject};
use domain::fields::FieldErrors;
use domain::ids::{EngagementId, FlagId, ReviewId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::reviews::{Flag, FlagCommand, FlagOrder, Side, Stage, Text};

use super::commands::{lock_both, side_of};
use super::letters;
use crate::engagements::{Held, lock_visible};
use crate::failure::{Failure, on_constraint, on_used_id};
use crate::sql::{at, word};
use crate::{Cx, Once, Tx};

/// The shortest and longest answer, in characters.
const ANSWER: (usize, usize) = (10, 2_000);

/// A review that both sides read, locked, with what is hidden of it.
struct Read {
    id: ReviewId,
    hidden: bool,
}

/// Answers the review of the other side, once; it stands beside the review for whoever reads that.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, a message beside `answer`, [`Failure::Refused`] before the
/// reveal, for hidden reviews and for a second answer.
pub async fn reply(cx: &Cx, engagement: EngagementId, answer: &str, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let side = side_of(cx.actor(), &held)?;
    let mut errors = FieldErrors::new();
    let answer = errors.text("answer", "Your answer", answer, ANSWER.0, ANSWER.1);
    let answer = errors.finish(answer)?;
    let review = revealed(&mut tx, &held, side.other()).await?;
    if review.hidden {
        return Err(Refusal::rule("Staff have hidden this review. There is nothing left to answer.").into());
    }
    sqlx::query!(
        "insert into review_replies (review_id, author_id, body, created_at) values ($1, $2, $3, $4)",
        review.id.0,
        cx.person()?.id.0,
        answer,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "review_replies_pkey", || {
            Refusal::rule("Your side has answered this review already. There is one answer to each.").into()
        })
    })?;
    let event = Event {
        subject: Subject::Review,
        id: review.id.0,
        belongs: held.engagement.belongs,
        command: "reply",
        by: side.party(),
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, held.project).await?;
    letters::answered(&mut tx, &held, side).await?;
    tx.commit().await
}

/// Tells staff that a text of the other side is abusive, and why. The reason is for staff alone.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern and where there is no such text, [`Failure::Refused`] before the
/// reveal and for a text that was flagged before.
pub async fn flag(cx: &Cx, engagement: EngagementId, text: Text, reason: &Reason, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let side = side_of(cx.actor(), &held)?;
    // The review of the other side, or the answer to one's own: both were written by the other side.
    let of = if text == Text::Review { side.other() } else { side };
    let review = revealed(&mut tx, &held, of).await?;
    if text == Text::Reply {
        sqlx::query_scalar!("select review_id from review_replies where review_id = $1", review.id.0)
            .fetch_optional(tx.db())
            .await?
            .ok_or(Failure::NotFound)?;
    }
    let (flag, event) = Flag::raise(crate::new_id::<FlagId>(), held.engagement.belongs, side);
    sqlx::query!(
        "insert into review_flags (id, program_id, review_id, text, side, reporter_id, stage, reason, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        flag.id.0,
        flag.belongs.program.0,
        review.id.0,
        text.word(),
        side.word(),
        cx.person()?.id.0,
        flag.stage().word(),
        reason.as_str(),
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| match &error {
        sqlx::Error::Database(database) if database.constraint() == Some("review_flags_text_key") => {
            Refusal::rule("You have told staff of this text already. Their decision holds.").into()
        }
        _ => on_used_id(error, "review_flags_pkey"),
    })?;
    tx.record(&event, held.project).await?;
    letters::flagged(&mut tx, &held, side, text).await?;
    tx.commit().await
}

/// Staff hide a flagged text from everybody, or let it stand. Both sides are told why.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff; [`Failure::Refused`] for whoever decides second, and for a party to the
/// work.
pub async fn decide_flag(cx: &Cx, id: FlagId, command: FlagCommand, reason: Reason, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let engagement = sqlx::query_scalar!(
        "select r.engagement_id from review_flags f join reviews r on r.id = f.review_id where f.id = $1",
        id.0
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let held = lock_visible(&mut tx, engagement.into()).await?.ok_or(Failure::NotFound)?;
    if !cx.actor().parties(&held.engagement.belongs).contains(&Party::Staff) {
        return Err(Failure::NotFound);
    }
    let row = sqlx::query!("select review_id, text, side, stage from review_flags where id = $1 for update", id.0)
        .fetch_one(tx.db())
        .await?;
    let (text, side): (Text, Side) = (word(&row.text)?, word(&row.side)?);
    let order = FlagOrder { command, reason };
    let (flag, event) = Flag::restore(id, held.engagement.belongs, word(&row.stage)?).apply(&order, cx.actor())?;
    sqlx::query!(
        "update review_flags set stage = $2, decider_id = $3, decision = $4, updated_at = $5 where id = $1",
        id.0,
        flag.stage().word(),
        cx.person()?.id.0,
        order.reason.as_str(),
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    if command == FlagCommand::Hide {
        hide(&mut tx, row.review_id.into(), text, &order.reason).await?;
    }
    tx.record(&event, held.project).await?;
    letters::decided(&mut tx, &held, side, text, &order).await?;
    tx.commit().await
}

async fn hide(tx: &mut Tx<'_>, review: ReviewId, text: Text, reason: &Reason) -> Result<(), Failure> {
    let now = tx.cx().at();
    match text {
        Text::Review => {
            sqlx::query!(
                "update reviews set hidden_at = $2, hidden_reason = $3, version = version + 1, updated_at = $2 where id = $1",
                review.0,
                at(now) as _,
                reason.as_str()
            )
            .execute(tx.db())
            .await?
        }
        Text::Reply => {
            sqlx::query!(
                "update review_replies set hidden_at = $2, hidden_reason = $3 where review_id = $1",
                review.0,
                at(now) as _,
                reason.as_str()
            )
            .execute(tx.db())
            .await?
        }
    };
    Ok(())
}

/// The review of `side`, which both sides read.
async fn revealed(tx: &mut Tx<'_>, held: &Held, side: Side) -> Result<Read, Failure> {
    let review = lock_both(tx, held).await?.into_iter().find(|review| review.facts.side == side);
    let review = review.filter(|review| review.stage() == Stage::Revealed);
    let review = review.ok_or_else(|| Refusal::rule("Wait until both sides read the reviews."))?;
    let hidden =
        sqlx::query_scalar!(r#"select hidden_at is not null as "hidden!" from reviews where id = $1"#, review.id.0)
            .fetch_one(tx.db())
            .await?;
    Ok(Read { id: review.id, hidden })
}
