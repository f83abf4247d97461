//! Entries of time: adding, changing, taking out and putting back. A device without a network sends them later, in order
//! and perhaps twice: the form's key is the entry's id, and whoever comes second is told what is there.

use domain::actor::{Actor, Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::{EngagementId, TimeEntryId};
use domain::machine::Word as _;
use domain::plans::{PayShape, room_for};
use domain::refusal::Refusal;
use domain::time::{Day, Minutes, Week};
use domain::timesheets::{Copied, EntryFacts, NewEntry, Span, Stage, Timesheet, check_entry, copy_week, may_log};

use super::commands::warn;
use super::rows::{self, Entry, WorkHeld};
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, on};
use crate::{Backend, Cx, Once, Tx};

/// For how long an entry that was taken out can be told from one that never was, in hours.
const REMEMBERED: i64 = 90 * 24;

/// Adds an entry to the week of its day. Only the student logs time. The key becomes the entry's id, so that it counts once
/// however late it comes again.
///
/// # Errors
/// A message beside `day`, `time` or `description`; [`Failure::Refused`] when no time can be logged now;
/// [`Failure::AlreadyDone`] for a key that is an entry, or was one.
pub async fn add_entry(cx: &Cx, engagement: EngagementId, entry: NewEntry, once: Once) -> Result<TimeEntryId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let work = rows::hold_work(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    only_the_student(cx.actor(), &work.belongs)?;
    may_log(work.stage, Stage::Returned)?;
    let id = once.0.map_or_else(crate::new_id, TimeEntryId);
    lock_student(&mut tx, &work).await?;
    if rows::is_known(&mut tx, id).await? {
        return Err(Failure::AlreadyDone);
    }
    let facts = facts(&mut tx, &work, entry.day, None).await?;
    // Checked before the week is made, so that a wrong day leaves no empty week behind.
    check_entry(&entry, &facts)?;
    has_room(&mut tx, &work, entry.minutes.0).await?.map_err(|message| Failure::field("time", message))?;
    let sheet = editable(&mut tx, &work, &entry, facts).await?;
    insert(&mut tx, &sheet, id, &entry, 1).await?;
    finish(tx, &work, &sheet, "add_entry", entry.minutes).await?;
    Ok(id)
}

/// Changes an entry of a week that was not sent. `seen` is the version it was drawn with; without one it is replaced
/// whatever it says by now.
///
/// # Errors
/// Messages beside fields; [`Failure::Refused`] with what the entry says now when it changed on another device, when it was
/// taken out there, or when its week is locked; [`Failure::NotFound`] for anybody it does not concern.
pub async fn change_entry(
    cx: &Cx,
    id: TimeEntryId,
    entry: NewEntry,
    seen: Option<i32>,
    once: Once,
) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let Held { work, sheet: old_sheet, removed } = held(&mut tx, id).await?;
    if removed {
        return Err(Refusal::rule(
            "This entry was taken out meanwhile, on this or another device. Add it again if it should count.",
        )
        .into());
    }
    let old = rows::entry(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if old.new == entry {
        // Also the second time it comes, after its key was forgotten.
        return Err(Failure::AlreadyDone);
    }
    may_log(work.stage, old_sheet.stage())?;
    if seen.is_some_and(|seen| seen != old.version) {
        return Err(changed_meanwhile(&old.new).into());
    }
    let facts = facts(&mut tx, &work, entry.day, Some(id)).await?;
    check_entry(&entry, &facts)?;
    let more = entry.minutes.0 - old.new.minutes.0;
    has_room(&mut tx, &work, more).await?.map_err(|message| Failure::field("time", message))?;
    let sheet = editable(&mut tx, &work, &entry, facts).await?;
    sqlx::query!(
        "update time_entries set timesheet_id = $2, day = $3, minutes = $4, starts = $5, description = $6,
             version = version + 1, updated_at = $7 where id = $1",
        id.0,
        sheet.id.0,
        on(entry.day) as _,
        entry.minutes.0,
        entry.starts,
        entry.description,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    if old_sheet.id != sheet.id {
        rows::recount(&mut tx, old_sheet.id).await?;
    }
    finish(tx, &work, &sheet, "change_entry", Minutes(more)).await
}

/// Takes an entry out of a week that was not sent. It can be put back for a while.
///
/// # Errors
/// [`Failure::Refused`] once the week is sent, or when the entry says something else than in version `seen`;
/// [`Failure::AlreadyDone`] when it is out already; [`Failure::NotFound`] for anybody it does not concern.
pub async fn remove_entry(cx: &Cx, id: TimeEntryId, seen: Option<i32>, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let Held { work, sheet, removed } = held(&mut tx, id).await?;
    if removed {
        return Err(Failure::AlreadyDone);
    }
    let old = rows::entry(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !sheet.is_editable() {
        return Err(Refusal::rule("This week has been sent. Ask your host to return it, then change it.").into());
    }
    if seen.is_some_and(|seen| seen != old.version) {
        return Err(changed_meanwhile(&old.new).into());
    }
    sqlx::query!(
        "with gone as (delete from time_entries where id = $1 returning *)
         insert into removed_time_entries (id, timesheet_id, day, minutes, starts, description, version, removed_at)
         select id, timesheet_id, day, minutes, starts, description, version, $2 from gone",
        id.0,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    rows::recount(&mut tx, sheet.id).await?;
    tx.record(&changed(&sheet, "remove_entry"), work.project).await?;
    tx.commit().await
}

/// Puts an entry back that was taken out, if it still meets the rules.
///
/// # Errors
/// As [`add_entry`]; [`Failure::NotFound`] when it was forgotten or is not this person's.
pub async fn restore_entry(cx: &Cx, id: TimeEntryId, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let Held { work, sheet, removed } = held(&mut tx, id).await?;
    if !removed {
        return Err(Failure::AlreadyDone);
    }
    may_log(work.stage, sheet.stage())?;
    let old = rows::removed_entry(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let facts = facts(&mut tx, &work, old.new.day, None).await?;
    // The form has no fields: what stands in the way is said as one sentence.
    check_entry(&old.new, &facts)
        .map_err(|errors| Refusal::rule(errors.0.into_values().collect::<Vec<_>>().join(" ")))?;
    has_room(&mut tx, &work, old.new.minutes.0).await?.map_err(Refusal::rule)?;
    sqlx::query!("delete from removed_time_entries where id = $1", id.0).execute(tx.db()).await?;
    insert(&mut tx, &sheet, id, &old.new, old.version + 1).await?;
    finish(tx, &work, &sheet, "restore_entry", old.new.minutes).await
}

/// Copies the week before into `week`. Entries that stand there already are not added twice, those a rule refuses are left
/// out; the answer counts all three.
///
/// # Errors
/// [`Failure::Refused`] when no time can be logged in that week now; [`Failure::NotFound`] for anybody it does not concern.
pub async fn copy_last_week(cx: &Cx, engagement: EngagementId, week: Week, once: Once) -> Result<Copied, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let work = rows::hold_work(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    only_the_student(cx.actor(), &work.belongs)?;
    may_log(work.stage, Stage::Returned)?;
    lock_student(&mut tx, &work).await?;
    let before = rows::entries_of(&mut tx, work.id, week.previous()).await?;
    let now = rows::entries_of(&mut tx, work.id, week).await?;
    let mut days = Vec::new();
    for day in week.days() {
        days.push((day, facts(&mut tx, &work, day, None).await?));
    }
    let copied = copy_week(&before, &now, |day| {
        let known = days.iter().find(|(known, _)| *known == day).map(|(_, facts)| facts.clone());
        known.unwrap_or_else(|| blank(cx, &work))
    });
    if copied.add.is_empty() {
        tx.commit().await?;
        return Ok(copied);
    }
    let added = copied.add.iter().map(|entry| entry.minutes.0).sum();
    has_room(&mut tx, &work, added).await?.map_err(Refusal::rule)?;
    let sheet = rows::ensure(&mut tx, &work, week).await?;
    may_log(work.stage, sheet.stage())?;
    for entry in &copied.add {
        insert(&mut tx, &sheet, crate::new_id(), entry, 1).await?;
    }
    finish(tx, &work, &sheet, "copy_week", Minutes(added)).await?;
    Ok(copied)
}

/// Forgets entries that were taken out long ago.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn purge(backend: &Backend) -> Result<(), Failure> {
    let now = backend.clock.now();
    let oldest = now.saturating_sub(jiff::SignedDuration::from_hours(REMEMBERED)).unwrap_or(now);
    sqlx::query!("delete from removed_time_entries where removed_at <= $1", at(oldest) as _)
        .execute(&backend.pool)
        .await?;
    Ok(())
}

fn changed_meanwhile(now: &NewEntry) -> Refusal {
    Refusal::rule(format!(
        "This entry was changed on another device: it now says {}, “{}”. Choose which of the two holds.",
        now.span().words(),
        now.description
    ))
}

fn only_the_student(actor: &Actor, belongs: &Belongs) -> Result<(), Failure> {
    if actor.parties(belongs).contains(&Party::Student) {
        return Ok(());
    }
    Err(Refusal::rule("Only the student logs time here.").into())
}

/// An entry's engagement and week, locked, and whether it was taken out.
struct Held {
    work: WorkHeld,
    sheet: Timesheet,
    removed: bool,
}

/// What an entry belongs to, for its student: the engagement, the student, the week, always in this order. The week is
/// looked up again under the student's lock, because an entry can move to another one.
async fn held(tx: &mut Tx<'_>, id: TimeEntryId) -> Result<Held, Failure> {
    let (sheet, _) = rows::sheet_of_entry(tx, id).await?.ok_or(Failure::NotFound)?;
    let engagement = rows::engagement_of(tx, sheet).await?.ok_or(Failure::NotFound)?;
    let work = rows::hold_work(tx, engagement).await?.ok_or(Failure::NotFound)?;
    only_the_student(tx.cx().actor(), &work.belongs)?;
    lock_student(tx, &work).await?;
    let (sheet, removed) = rows::sheet_of_entry(tx, id).await?.ok_or(Failure::NotFound)?;
    let sheet = rows::lock(tx, sheet, work.belongs).await?.ok_or(Failure::NotFound)?;
    Ok(Held { work, sheet, removed })
}

/// The student's row is locked, so that two entries at once cannot both find room in the same day.
async fn lock_student(tx: &mut Tx<'_>, work: &WorkHeld) -> Result<(), Failure> {
    let Some(student) = work.belongs.student else { return Ok(()) };
    sqlx::query_scalar!("select person_id from students where person_id = $1 for no key update", student.0)
        .fetch_optional(tx.db())
        .await?;
    Ok(())
}

fn blank(cx: &Cx, work: &WorkHeld) -> EntryFacts {
    EntryFacts {
        today: cx.today(),
        start: work.start,
        end: work.end,
        logged_that_day: Minutes(0),
        taken: Vec::new(),
        week_is_editable: true,
    }
}

/// What the rules need to know of a day, over all engagements of the student, without the entry `but`.
async fn facts(tx: &mut Tx<'_>, work: &WorkHeld, day: Day, but: Option<TimeEntryId>) -> Result<EntryFacts, Failure> {
    let mut facts = blank(tx.cx(), work);
    let Some(student) = work.belongs.student else { return Ok(facts) };
    let spans = sqlx::query!(
        "select n.minutes, n.starts from time_entries n
         join timesheets t on t.id = n.timesheet_id join engagements e on e.id = t.engagement_id
         where e.student_id = $1 and n.day = $2 and n.id is distinct from $3",
        student.0,
        on(day) as _,
        but.map(|id| id.0)
    )
    .fetch_all(tx.db())
    .await?;
    for span in spans {
        facts.logged_that_day = Minutes(facts.logged_that_day.0.saturating_add(span.minutes));
        facts.taken.push(Span { minutes: Minutes(span.minutes), starts: span.starts });
    }
    Ok(facts)
}

/// Past the agreed hours only what both sides have agreed on; wages are always recorded. What stands in the way is said in
/// words; fewer minutes always fit.
async fn has_room(tx: &mut Tx<'_>, work: &WorkHeld, more: i32) -> Result<Result<(), String>, Failure> {
    if more <= 0 {
        return Ok(Ok(()));
    }
    let logged = sqlx::query_scalar!(
        r#"select coalesce(sum(minutes), 0)::integer as "minutes!" from timesheets where engagement_id = $1"#,
        work.id.0
    )
    .fetch_one(tx.db())
    .await?;
    Ok(room_for(PayShape::of(work.classification), work.planned, Minutes(logged), Minutes(more)))
}

/// The week of an entry, made when it is missing, if it can still be changed.
async fn editable(
    tx: &mut Tx<'_>,
    work: &WorkHeld,
    entry: &NewEntry,
    mut facts: EntryFacts,
) -> Result<Timesheet, Failure> {
    let sheet = rows::ensure(tx, work, Week::of(entry.day)).await?;
    facts.week_is_editable = sheet.is_editable();
    check_entry(entry, &facts)?;
    may_log(work.stage, sheet.stage())?;
    Ok(sheet)
}

async fn insert(
    tx: &mut Tx<'_>,
    sheet: &Timesheet,
    id: TimeEntryId,
    entry: &NewEntry,
    version: i32,
) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "insert into time_entries (id, timesheet_id, day, minutes, starts, description, version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        id.0,
        sheet.id.0,
        on(entry.day) as _,
        entry.minutes.0,
        entry.starts,
        entry.description,
        version,
        at(now) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| on_constraint(error, "time_entries_pkey", || Failure::AlreadyDone))?;
    Ok(())
}

/// Adds the week up, writes the history, warns both sides of hours that run out, and makes it durable.
async fn finish(
    mut tx: Tx<'_>,
    work: &WorkHeld,
    sheet: &Timesheet,
    command: &'static str,
    added: Minutes,
) -> Result<(), Failure> {
    rows::recount(&mut tx, sheet.id).await?;
    tx.record(&changed(sheet, command), work.project).await?;
    if added.0 > 0 {
        warn(&mut tx, work, added).await?;
    }
    tx.commit().await
}

fn changed(sheet: &Timesheet, command: &'static str) -> Event {
    Event {
        subject: Subject::Timesheet,
        id: sheet.id.0,
        belongs: sheet.belongs,
        command,
        by: Party::Student,
        from: Some(sheet.stage().word()),
        to: Some(sheet.stage().word()),
        reason: None,
        kind: None,
    }
}

/// An entry that was taken out, for the line that offers to put it back.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn removed(cx: &Cx, engagement: EngagementId, id: TimeEntryId) -> Result<Option<NewEntry>, Failure> {
    let row = sqlx::query_as!(
        rows::EntryRow,
        "select n.day, n.minutes, n.starts, n.description, n.version from removed_time_entries n
         join timesheets t on t.id = n.timesheet_id where n.id = $1 and t.engagement_id = $2",
        id.0,
        engagement.0
    )
    .fetch_optional(cx.pool())
    .await?;
    Ok(row.map(|row| Entry::from(row).new))
}
