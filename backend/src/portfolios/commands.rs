//! What a student does with their own portfolio.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::{EngagementId, PersonId};
use domain::portfolios::{About, Arrange, Direction, moved, parse_line};
use domain::refusal::Refusal;
use uuid::Uuid;

use super::works::{self, Kept};
use crate::cx::{About as Concerns, Cx, Once, Tx};
use crate::failure::Failure;
use crate::people::{hash_secret, secret};
use crate::sql::at;

/// A student's portfolio, held by this transaction.
struct Held {
    me: PersonId,
    order: Vec<Uuid>,
    version: i32,
}

/// The portfolio of the student who acts, made when there is none yet, and locked.
async fn lock(tx: &mut Tx<'_>) -> Result<Held, Failure> {
    let cx = tx.cx();
    cx.require(Action::EditStudentProfile)?;
    let (program, me, now) = (cx.program().id, cx.person()?.id, cx.at());
    sqlx::query!(
        "insert into portfolios (program_id, student_id, version, created_at, updated_at) values ($1, $2, 0, $3, $3)
         on conflict do nothing",
        program.0,
        me.0,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    let row = sqlx::query!(
        "select entry_order, version from portfolios where program_id = $1 and student_id = $2 for update",
        program.0,
        me.0
    )
    .fetch_one(tx.db())
    .await?;
    Ok(Held { me, order: row.entry_order, version: row.version })
}

impl Held {
    /// The finished work, in its order, when `id` is part of it.
    async fn works(&self, tx: &mut Tx<'_>, id: EngagementId) -> Result<Vec<Kept>, Failure> {
        let program = tx.cx().program().id;
        let works = works::of(tx.db(), program, self.me, &self.order).await?;
        if works.iter().any(|kept| kept.work.id == id) { Ok(works) } else { Err(Failure::NotFound) }
    }

    /// Notes that something changed, and says what in the history.
    async fn changed(&self, tx: &mut Tx<'_>, command: &'static str) -> Result<(), Failure> {
        let (program, now) = (tx.cx().program().id, tx.cx().at());
        sqlx::query!(
            "update portfolios set version = version + 1, updated_at = $3 where program_id = $1 and student_id = $2",
            program.0,
            self.me.0,
            at(now) as _,
        )
        .execute(tx.db())
        .await?;
        let event = Event {
            subject: Subject::Person,
            id: self.me.0,
            belongs: Belongs { program, host: None, student: Some(self.me) },
            command,
            by: Party::Student,
            from: None,
            to: None,
            reason: None,
            kind: None,
        };
        tx.record(&event, Concerns::default()).await?;
        Ok(())
    }
}

/// Keeps headline and introduction.
///
/// # Errors
/// [`Failure::Refused`] when they were changed in between; [`Failure::NotFound`] for people who are no students here.
pub async fn save_about(cx: &Cx, about: About, version: i32, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock(&mut tx).await?;
    if held.version != version {
        return Err(Refusal::Changed.into());
    }
    sqlx::query!(
        "update portfolios set headline = $3, introduction = $4 where program_id = $1 and student_id = $2",
        cx.program().id.0,
        held.me.0,
        about.headline,
        about.introduction
    )
    .execute(tx.db())
    .await?;
    held.changed(&mut tx, "edit_portfolio").await?;
    tx.commit().await
}

/// Makes the public link, or a new one; the link before it stops working. Returns its secret, which is nowhere kept and
/// cannot be read again.
///
/// # Errors
/// [`Failure::AlreadyDone`] for a form that was sent twice; [`Failure::NotFound`] for people who are no students here.
pub async fn renew_link(cx: &Cx, once: Once) -> Result<String, Failure> {
    let secret = secret()?;
    let mut tx = cx.begin_once(once).await?;
    let held = lock(&mut tx).await?;
    sqlx::query!(
        "update portfolios set token_hash = $3, link_made_at = $4 where program_id = $1 and student_id = $2",
        cx.program().id.0,
        held.me.0,
        hash_secret(&secret),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    held.changed(&mut tx, "renew_portfolio_link").await?;
    tx.commit().await?;
    Ok(secret)
}

/// Switches the public link off: the portfolio is private again.
///
/// # Errors
/// [`Failure::AlreadyDone`] for a form that was sent twice; [`Failure::NotFound`] for people who are no students here.
pub async fn stop_link(cx: &Cx, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock(&mut tx).await?;
    let was_public = sqlx::query!(
        "update portfolios set token_hash = null, link_made_at = null
         where program_id = $1 and student_id = $2 and token_hash is not null",
        cx.program().id.0,
        held.me.0
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if was_public > 0 {
        held.changed(&mut tx, "stop_portfolio_link").await?;
    }
    tx.commit().await
}

/// Moves, hides or shows one entry, or takes the host's words in or out.
///
/// # Errors
/// [`Failure::NotFound`] for work that is not theirs or not finished.
pub async fn arrange(cx: &Cx, id: EngagementId, what: Arrange, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock(&mut tx).await?;
    let works = held.works(&mut tx, id).await?;
    let direction = match what {
        Arrange::Up => Some(Direction::Up),
        Arrange::Down => Some(Direction::Down),
        _ => None,
    };
    if let Some(direction) = direction {
        let order: Vec<EngagementId> = works.iter().map(|kept| kept.work.id).collect();
        let order: Vec<Uuid> = moved(&order, id, direction).iter().map(|id| id.0).collect();
        sqlx::query!(
            "update portfolios set entry_order = $3 where program_id = $1 and student_id = $2",
            cx.program().id.0,
            held.me.0,
            &order
        )
        .execute(tx.db())
        .await?;
    } else {
        let hidden = match what {
            Arrange::Hide => Some(true),
            Arrange::Show => Some(false),
            _ => None,
        };
        let quoted = match what {
            Arrange::Quote => Some(true),
            Arrange::Unquote => Some(false),
            _ => None,
        };
        sqlx::query!(
            "insert into portfolio_entries as e (engagement_id, hidden, quoted, updated_at)
             values ($1, coalesce($2, false), coalesce($3, true), $4)
             on conflict (engagement_id) do update set hidden = coalesce($2, e.hidden), quoted = coalesce($3, e.quoted),
                 updated_at = $4",
            id.0,
            hidden,
            quoted,
            at(cx.at()) as _,
        )
        .execute(tx.db())
        .await?;
    }
    held.changed(&mut tx, "arrange_portfolio").await?;
    tx.commit().await
}

/// Keeps the student's own words for one résumé line.
///
/// # Errors
/// A message beside `text`; [`Failure::NotFound`] for work that is not theirs or not finished, and for a place without a
/// line.
pub async fn save_line(cx: &Cx, id: EngagementId, place: usize, text: &str, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock(&mut tx).await?;
    let works = held.works(&mut tx, id).await?;
    let lines = works.iter().find(|kept| kept.work.id == id).map_or(0, |kept| kept.work.delivered.len());
    let at_place = i16::try_from(place).ok().filter(|_| place < lines).ok_or(Failure::NotFound)?;
    let text = parse_line(text)?;
    sqlx::query!(
        "insert into portfolio_lines (engagement_id, place, text, updated_at) values ($1, $2, $3, $4)
         on conflict (engagement_id, place) do update set text = $3, updated_at = $4",
        id.0,
        at_place,
        text,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    held.changed(&mut tx, "edit_resume_line").await?;
    tx.commit().await
}

/// Takes the student's own words for one résumé line away: it is made of the agreement again.
///
/// # Errors
/// [`Failure::NotFound`] for work that is not theirs or not finished.
pub async fn reset_line(cx: &Cx, id: EngagementId, place: usize, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock(&mut tx).await?;
    held.works(&mut tx, id).await?;
    let place = i16::try_from(place).map_err(|_| Failure::NotFound)?;
    let gone = sqlx::query!("delete from portfolio_lines where engagement_id = $1 and place = $2", id.0, place)
        .execute(tx.db())
        .await?
        .rows_affected();
    if gone > 0 {
        held.changed(&mut tx, "reset_resume_line").await?;
    }
    tx.commit().await
}
