//! New projects for kept searches, as due rows: each student's searches are looked at once a day, on a morning of their
//! own, under a lock that other servers pass over.

use domain::agenda::{next_round, quiet_until};
use domain::ids::PersonId;
use jiff::SignedDuration;
use uuid::Uuid;

use super::letters::{self, News};
use super::queries::of;
use crate::agenda::{Wishes, wishes, zone_of};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::at;

/// Most students in one round of the timers; the rest follow a minute later.
const BATCH: i64 = 500;
/// What was published this shortly before may not be visible yet: its transaction is dated before it ends. It waits for the
/// next look.
const SETTLED: SignedDuration = SignedDuration::from_mins(2);
/// Projects a letter names for one search.
const NAMED: i64 = 5;

/// Looks after everybody whose morning has come. Returns how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let due = sqlx::query_scalar!(
        "select student_id from search_rounds where program_id = $1 and next_at <= $2 order by next_at, student_id limit $3",
        cx.program().id.0,
        at(cx.at()) as _,
        BATCH
    )
    .fetch_all(cx.pool())
    .await?;
    let mut written = 0;
    for student in due {
        match look_after(cx, student.into()).await {
            Ok(true) => written += 1,
            Ok(false) => {}
            Err(error) => crate::engagements::pass_over(error, student)?,
        }
    }
    Ok(written)
}

/// One student's morning; whether a letter was written.
async fn look_after(cx: &Cx, student: PersonId) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    let row = sqlx::query!(
        r#"select r.stop_key, p.standing <> 'suspended' and p.email_confirmed_at is not null as "reachable!",
            s.pace as "pace?", s.quiet_from as "quiet_from?", s.quiet_until as "quiet_until?", s.zone as "zone?"
           from search_rounds r join people p on p.id = r.student_id
           left join reminder_settings s on s.person_id = r.student_id
           where r.program_id = $1 and r.student_id = $2 and r.next_at <= $3 for update of r skip locked"#,
        cx.program().id.0,
        student.0,
        at(cx.at()) as _,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(false) };
    let Wishes { reminders, .. } = wishes(row.pace.as_deref(), (row.quiet_from, row.quiet_until), row.zone, None)?;
    let zone = zone_of(&reminders, cx.program());
    // In quiet hours it waits for their end; else the next look is tomorrow's.
    let quiet = quiet_until(&reminders, cx.at(), &zone);
    let next = quiet.unwrap_or_else(|| next_round(&reminders, cx.at(), &zone));
    sqlx::query!(
        "update search_rounds set next_at = $3 where program_id = $1 and student_id = $2",
        cx.program().id.0,
        student.0,
        at(next) as _
    )
    .execute(tx.db())
    .await?;
    if quiet.is_some() || !row.reachable {
        return tx.commit().await.map(|()| false);
    }
    let settled = cx.at().saturating_sub(SETTLED).unwrap_or_else(|_| cx.at());
    let mut news = Vec::new();
    // What an earlier search of the letter has named is not named twice, and makes room for what it has not.
    let (mut told, mut looked): (Vec<Uuid>, Vec<Uuid>) = (Vec::new(), Vec::new());
    for search in of(tx.db(), cx, student).await?.into_iter().filter(|search| search.alerts) {
        looked.push(search.id.0);
        let span = (search.seen, settled);
        let without = (student, told.as_slice());
        let (cards, count) =
            crate::projects::published_since(tx.db(), cx, &search.filter, span, without, NAMED).await?;
        told.extend(cards.iter().map(|card| card.id.0));
        if !cards.is_empty() {
            news.push(News { search, cards, count });
        }
    }
    sqlx::query!(
        "update saved_searches set seen_at = greatest(seen_at, $2) where id = any($1)",
        &looked,
        at(settled) as _
    )
    .execute(tx.db())
    .await?;
    let written = !news.is_empty();
    if written {
        let stop = format!("{}/searches/stop?key={}", cx.backend().site, row.stop_key);
        crate::mail::queue(&mut tx, letters::news(student, &news, &stop, &cx.backend().site)).await?;
    }
    tx.commit().await?;
    Ok(written)
}
