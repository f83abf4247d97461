//! The secret address of the feed, and how one is reminded.

use domain::actor::{Belongs, Party, Role};
use domain::agenda::Reminders;
use domain::event::{Event, Subject};
use domain::ids::PersonId;
use domain::machine::Word as _;
use domain::refusal::Refusal;

use super::queries::known_zone;
use crate::cx::{About, Cx, Once};
use crate::failure::Failure;
use crate::people::{hash_secret, secret};
use crate::sql::at;

/// Makes the secret address of one's calendar, or a new one; the address before it stops working. Returns the secret,
/// which is nowhere kept and cannot be read again.
///
/// # Errors
/// [`Failure::AlreadyDone`] for a form that was sent twice; or when the database does not answer.
pub async fn renew_feed(cx: &Cx, once: Once) -> Result<String, Failure> {
    let me = cx.person()?.id;
    let secret = secret()?;
    let mut tx = cx.begin_once(once).await?;
    sqlx::query!(
        "insert into calendar_feeds (program_id, person_id, token_hash, created_at) values ($1, $2, $3, $4)
         on conflict (program_id, person_id) do update set token_hash = $3, created_at = $4",
        cx.program().id.0,
        me.0,
        hash_secret(&secret),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    tx.record(&about(cx, me, "renew_calendar_address"), About::default()).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Switches the secret address off.
///
/// # Errors
/// [`Failure::AlreadyDone`] for a form that was sent twice; or when the database does not answer.
pub async fn stop_feed(cx: &Cx, once: Once) -> Result<(), Failure> {
    let me = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let gone =
        sqlx::query!("delete from calendar_feeds where program_id = $1 and person_id = $2", cx.program().id.0, me.0)
            .execute(tx.db())
            .await?
            .rows_affected();
    if gone > 0 {
        tx.record(&about(cx, me, "stop_calendar_address"), About::default()).await?;
    }
    tx.commit().await
}

/// Keeps how one wants to be reminded. From now on the next look at one's dates follows the new zone and hours.
///
/// # Errors
/// A message for each field that is wrong, or [`Failure::Refused`] when it was changed in between.
pub async fn save_reminders(cx: &Cx, form: [&str; 4], version: i32, once: Once) -> Result<(), Failure> {
    let me = cx.person()?.id;
    let [pace, quiet_from, quiet_until, zone] = form;
    let wanted = Reminders::parse(pace, quiet_from, quiet_until, zone, known_zone)?;
    let mut tx = cx.begin_once(once).await?;
    let written = sqlx::query!(
        "insert into reminder_settings (person_id, pace, quiet_from, quiet_until, zone, updated_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (person_id) do update set pace = $2, quiet_from = $3, quiet_until = $4, zone = $5, updated_at = $6,
             version = reminder_settings.version + 1
         where reminder_settings.version = $7",
        me.0,
        wanted.pace.word(),
        wanted.quiet.map(|quiet| quiet.from),
        wanted.quiet.map(|quiet| quiet.until),
        wanted.zone,
        at(cx.at()) as _,
        version,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if written == 0 {
        return Err(Refusal::Changed.into());
    }
    sqlx::query!("update reminder_rounds set next_at = $2 where person_id = $1", me.0, at(cx.at()) as _)
        .execute(tx.db())
        .await?;
    tx.record(&about(cx, me, "set_reminders"), About::default()).await?;
    tx.commit().await
}

fn about(cx: &Cx, me: PersonId, command: &'static str) -> Event {
    let person = cx.actor().person();
    let host = person.and_then(|person| person.hosts.first()).map(|(host, _)| *host);
    let student = person.filter(|person| person.has(Role::Student)).map(|person| person.id);
    let belongs = Belongs { program: cx.program().id, host, student };
    let by = cx.actor().parties(&belongs).first().copied().unwrap_or(Party::System);
    Event { subject: Subject::Person, id: me.0, belongs, command, by, from: None, to: None, reason: None, kind: None }
}
