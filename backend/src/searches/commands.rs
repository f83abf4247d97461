//! Keeping a search, its letters, and letting it go.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::agenda::{Reminders, next_round};
use domain::event::{Event, Subject};
use domain::ids::{PersonId, SearchId};
use domain::refusal::Refusal;
use domain::searches::{Filter, MOST_SAVED, name_of};
use sqlx::types::Json;
use uuid::Uuid;

use super::queries::{Pairs, filter, of};
use crate::cx::{About, Cx, Once, Tx, Visit};
use crate::failure::Failure;
use crate::sql::at;

/// Keeps a search with its letters on. `pairs` are those of its address; an empty name is taken from what it looks for.
///
/// # Errors
/// A message beside `name`; a refusal for one that is kept already and beyond the most; [`Failure::NotFound`] for people
/// who are no students here.
pub async fn save(cx: &Cx, name: &str, pairs: &[(String, String)], once: Once) -> Result<(), Failure> {
    cx.require(Action::ViewStudentHome)?;
    let me = cx.person()?.id;
    let wanted = filter(&pairs.to_vec());
    if !wanted.narrows() {
        return Err(Failure::field(
            "name",
            "Search for a word or choose a filter first; then there is something to keep.",
        ));
    }
    let name = name_of(name, &wanted.in_words())?;
    let mut tx = cx.begin_once(once).await?;
    lock(&mut tx, me).await?;
    let there = of(tx.db(), cx, me).await?;
    if let Some(same) = there.iter().find(|kept| kept.filter.parts() == wanted.parts()) {
        return Err(Refusal::rule(format!("You keep this search already, as “{}”.", same.name)).into());
    }
    if there.len() >= MOST_SAVED {
        let words =
            format!("You keep {MOST_SAVED} searches, the most at one time. Remove one that you no longer need.");
        return Err(Refusal::rule(words).into());
    }
    let id: SearchId = once.0.map_or_else(crate::new_id, Into::into);
    let kept: Pairs = Filter { after: String::new(), ..wanted }
        .pairs()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    sqlx::query!(
        "insert into saved_searches (id, program_id, student_id, name, filter, seen_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6, $6)",
        id.0,
        cx.program().id.0,
        me.0,
        name,
        Json(&kept) as _,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await
    .map_err(|error| crate::failure::on_used_id(error, "saved_searches_pkey"))?;
    let next = next_round(&Reminders::default(), cx.at(), &cx.program().zone);
    sqlx::query!(
        "insert into search_rounds (program_id, student_id, next_at, stop_key) values ($1, $2, $3, $4) on conflict do nothing",
        cx.program().id.0,
        me.0,
        at(next) as _,
        crate::people::secret()?,
    )
    .execute(tx.db())
    .await?;
    record(&mut tx, me, "keep_search", Party::Student).await?;
    tx.commit().await
}

/// Turns the letters of one search on or off. What was published while they were off is not told later.
///
/// # Errors
/// [`Failure::NotFound`] for a search of somebody else.
pub async fn set_alerts(cx: &Cx, id: SearchId, on: bool, once: Once) -> Result<(), Failure> {
    cx.require(Action::ViewStudentHome)?;
    let me = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let changed = sqlx::query!(
        "update saved_searches set alerts = $4, updated_at = $5, seen_at = case when $4 and not alerts then $5 else seen_at end
         where id = $1 and student_id = $2 and program_id = $3",
        id.0,
        me.0,
        cx.program().id.0,
        on,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(Failure::NotFound);
    }
    let command = if on { "turn_search_alerts_on" } else { "turn_search_alerts_off" };
    record(&mut tx, me, command, Party::Student).await?;
    tx.commit().await
}

/// Lets a search go.
///
/// # Errors
/// [`Failure::NotFound`] for a search of somebody else.
pub async fn remove(cx: &Cx, id: SearchId, once: Once) -> Result<(), Failure> {
    cx.require(Action::ViewStudentHome)?;
    let me = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let gone = sqlx::query!(
        "delete from saved_searches where id = $1 and student_id = $2 and program_id = $3",
        id.0,
        me.0,
        cx.program().id.0,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if gone == 0 {
        return Err(Failure::NotFound);
    }
    record(&mut tx, me, "remove_search", Party::Student).await?;
    tx.commit().await
}

/// Turns all letters about the searches of one student off, by the link in such a letter: whoever holds it need not be
/// signed in. Does nothing the second time.
///
/// # Errors
/// [`Failure::NotFound`] for a key nobody has.
pub async fn stop(visit: &Visit, key: &str) -> Result<(), Failure> {
    if key.contains('\0') {
        return Err(Failure::NotFound);
    }
    let row = sqlx::query!("select program_id, student_id from search_rounds where stop_key = $1", key)
        .fetch_optional(visit.pool())
        .await?
        .ok_or(Failure::NotFound)?;
    let cx = visit.backend().system_cx(row.program_id.into()).await?;
    let mut tx = cx.begin().await?;
    let stopped = sqlx::query!(
        "update saved_searches set alerts = false, updated_at = $3 where student_id = $1 and program_id = $2 and alerts",
        row.student_id,
        row.program_id,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if stopped > 0 {
        record(&mut tx, row.student_id.into(), "turn_search_alerts_off", Party::System).await?;
    }
    tx.commit().await
}

/// Two forms of one student are kept one after the other, so that the most holds.
async fn lock(tx: &mut Tx<'_>, student: PersonId) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    let there: Option<Uuid> = sqlx::query_scalar!(
        "select person_id from students where person_id = $1 and program_id = $2 for update",
        student.0,
        program.0
    )
    .fetch_optional(tx.db())
    .await?;
    there.map(|_| ()).ok_or(Failure::NotFound)
}

async fn record(tx: &mut Tx<'_>, student: PersonId, command: &'static str, by: Party) -> Result<(), Failure> {
    let event = Event {
        subject: Subject::Person,
        id: student.0,
        belongs: Belongs { program: tx.cx().program().id, host: None, student: Some(student) },
        command,
        by,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    Ok(())
}
