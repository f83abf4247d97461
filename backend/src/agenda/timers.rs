//! Reminders, as due rows: each person's dates are looked at once a day, on a morning of their own. Each in its own
//! transaction, under a lock that other servers pass over, with letters that know their key: however many servers run,
//! one letter leaves.

use domain::agenda::{Item, Pace, next_round, quiet_until, reached, week_ahead};
use domain::ids::PersonId;
use domain::reviews::Side;
use domain::time::{Day, plus_days};

use super::letters;
use super::queries::{Wishes, items, wishes, zone_of};
use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::{at, day, on};

/// Most people in one round of the timers; the rest follow a minute later.
const BATCH: i64 = 500;

/// Looks after everybody whose morning has come. Returns how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    super::overdue::tell(cx).await?;
    enrol(cx).await?;
    let due = sqlx::query_scalar!(
        "select person_id from reminder_rounds where program_id = $1 and next_at <= $2 order by next_at, person_id limit $3",
        cx.program().id.0,
        at(cx.at()) as _,
        BATCH
    )
    .fetch_all(cx.pool())
    .await?;
    let mut written = 0;
    for person in due {
        match look_after(cx, person.into()).await {
            Ok(letters) => written += letters,
            Err(error) => crate::engagements::pass_over(error, person)?,
        }
    }
    Ok(written)
}

/// A row for everybody who has something with a date and no row yet.
async fn enrol(cx: &Cx) -> Result<(), Failure> {
    sqlx::query!(
        "insert into reminder_rounds (program_id, person_id, next_at)
         select $1, f.person_id, $2 from (
             select a.student_id as person_id from applications a
             where a.program_id = $1 and a.stage in ('submitted', 'shortlisted', 'interview', 'offered')
             union select e.student_id from engagements e where e.program_id = $1
                 and e.stage in ('onboarding', 'in_progress', 'paused', 'submitted', 'in_acceptance', 'accepted', 'paid')
             union select m.person_id from engagements e join host_members m on m.host_id = e.host_id
             where e.program_id = $1
                 and e.stage in ('onboarding', 'in_progress', 'paused', 'submitted', 'in_acceptance', 'accepted', 'paid')
             union select m.person_id from projects p join host_members m on m.host_id = p.host_id
             where p.program_id = $1 and p.stage in ('published', 'selection')) f
         where not exists (select 1 from reminder_rounds r where r.program_id = $1 and r.person_id = f.person_id)
         on conflict do nothing",
        cx.program().id.0,
        at(cx.at()) as _,
    )
    .execute(cx.pool())
    .await?;
    Ok(())
}

/// One person's morning. Returns how many letters were written; none when another server has just done it.
async fn look_after(cx: &Cx, person: PersonId) -> Result<usize, Failure> {
    let mut tx = cx.begin().await?;
    let row = sqlx::query!(
        r#"select r.last_on, p.standing <> 'suspended' and p.email_confirmed_at is not null as "reachable!",
            s.pace as "pace?", s.quiet_from as "quiet_from?", s.quiet_until as "quiet_until?", s.zone as "zone?"
           from reminder_rounds r join people p on p.id = r.person_id
           left join reminder_settings s on s.person_id = r.person_id
           where r.program_id = $1 and r.person_id = $2 and r.next_at <= $3 for update of r skip locked"#,
        cx.program().id.0,
        person.0,
        at(cx.at()) as _,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(0) };
    let Wishes { reminders, .. } = wishes(row.pace.as_deref(), (row.quiet_from, row.quiet_until), row.zone, None)?;
    let zone = zone_of(&reminders, cx.program());
    if let Some(end) = quiet_until(&reminders, cx.at(), &zone) {
        sqlx::query!(
            "update reminder_rounds set next_at = $3 where program_id = $1 and person_id = $2",
            cx.program().id.0,
            person.0,
            at(end) as _
        )
        .execute(tx.db())
        .await?;
        return tx.commit().await.map(|()| 0);
    }
    let today = cx.at().to_zoned(zone.clone()).date();
    let mut written = 0;
    if row.reachable && reminders.pace != Pace::Never {
        let last = day(row.last_on).unwrap_or_else(|| plus_days(today, -1));
        let mut all = Vec::new();
        for side in [Side::Student, Side::Host] {
            all.push((side, items(tx.db(), cx, person, side, &zone).await?));
        }
        written = write(&mut tx, person, &all, reminders.pace, (last, today)).await?;
    }
    sqlx::query!(
        "update reminder_rounds set next_at = $3, last_on = $4 where program_id = $1 and person_id = $2",
        cx.program().id.0,
        person.0,
        at(next_round(&reminders, cx.at(), &zone)) as _,
        on(today) as _
    )
    .execute(tx.db())
    .await?;
    tx.commit().await?;
    Ok(written)
}

/// The letters of one morning, at the pace the person wants.
async fn write(
    tx: &mut Tx<'_>,
    person: PersonId,
    all: &[(Side, Vec<Item>)],
    pace: Pace,
    (last, today): (Day, Day),
) -> Result<usize, Failure> {
    let weekly = pace == Pace::Weekly;
    let mut near: Vec<(Side, &Item, i64)> = Vec::new();
    for (side, items) in all {
        let found = if weekly { week_ahead(items, last, today) } else { reached(items, last, today) };
        near.extend(found.into_iter().map(|(item, left)| (*side, item, left)));
    }
    if near.is_empty() {
        return Ok(0);
    }
    if pace != Pace::AtOnce {
        let items: Vec<(Side, &Item)> = near.iter().map(|(side, item, _)| (*side, *item)).collect();
        crate::mail::queue(tx, letters::digest(tx.cx().program().id, person, &items, today, weekly)).await?;
        return Ok(1);
    }
    for (_, item, left) in &near {
        crate::mail::queue(tx, letters::one(person, item, today, *left)).await?;
    }
    Ok(near.len())
}
