//! Row <-> domain.

use domain::actor::Belongs;
use domain::engagements::Stage as Work;
use domain::ids::{EngagementId, ProjectId, TimeEntryId, TimesheetId};
use domain::machine::Word as _;
use domain::projects::Classification;
use domain::time::{Day, Minutes, Week};
use domain::timesheets::{NewEntry, Stage, Timesheet};
use uuid::Uuid;

use crate::Tx;
use crate::failure::Failure;
use crate::sql::{at, day, on, word};

/// What a week needs of its engagement, which stays in its stage until the commit.
#[derive(Clone, Debug)]
pub(super) struct WorkHeld {
    pub id: EngagementId,
    pub belongs: Belongs,
    pub project: ProjectId,
    pub stage: Work,
    pub start: Day,
    pub end: Day,
    pub planned: Minutes,
    pub classification: Classification,
    pub title: String,
    pub host: String,
    pub student: String,
}

/// The engagement, shared with others who log or approve but not with those who move it on.
pub(super) async fn hold_work(tx: &mut Tx<'_>, id: EngagementId) -> Result<Option<WorkHeld>, Failure> {
    let row = sqlx::query!(
        r#"select program_id, host_id, student_id, project_id, stage, start_on, end_on, planned_minutes,
            classification, terms->>'project' as "title!", terms->>'host' as "host!", terms->>'student' as "student!"
           from engagements where id = $1 for share"#,
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    if !crate::engagements::concerns(&tx.cx().actor().parties(&belongs)) {
        return Ok(None);
    }
    Ok(Some(WorkHeld {
        id,
        belongs,
        project: row.project_id.into(),
        stage: word(&row.stage)?,
        start: row.start_on.to_jiff(),
        end: row.end_on.to_jiff(),
        planned: Minutes(row.planned_minutes),
        classification: word(&row.classification)?,
        title: row.title,
        host: row.host,
        student: row.student,
    }))
}

/// The engagement a week belongs to.
pub(super) async fn engagement_of(tx: &mut Tx<'_>, id: TimesheetId) -> Result<Option<EngagementId>, Failure> {
    let engagement =
        sqlx::query_scalar!("select engagement_id from timesheets where id = $1", id.0).fetch_optional(tx.db()).await?;
    Ok(engagement.map(Into::into))
}

struct Row {
    id: Uuid,
    week: jiff_sqlx::Date,
    stage: String,
    minutes: i32,
    submitted_on: Option<jiff_sqlx::Date>,
}

fn sheet(row: Row, belongs: Belongs) -> Result<Timesheet, Failure> {
    let stage: Stage = word(&row.stage)?;
    let week = Week::of(row.week.to_jiff());
    Ok(Timesheet::restore(row.id.into(), belongs, week, Minutes(row.minutes), day(row.submitted_on), stage))
}

/// One week, locked.
pub(super) async fn lock(tx: &mut Tx<'_>, id: TimesheetId, belongs: Belongs) -> Result<Option<Timesheet>, Failure> {
    let row = sqlx::query_as!(
        Row,
        "select id, week, stage, minutes, submitted_on from timesheets where id = $1 for update",
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    row.map(|row| sheet(row, belongs)).transpose()
}

/// How often a week has changed.
pub(super) async fn version(tx: &mut Tx<'_>, id: TimesheetId) -> Result<i32, Failure> {
    Ok(sqlx::query_scalar!("select version from timesheets where id = $1", id.0).fetch_one(tx.db()).await?)
}

/// The week of an engagement, made when it is missing, locked.
pub(super) async fn ensure(tx: &mut Tx<'_>, work: &WorkHeld, week: Week) -> Result<Timesheet, Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "insert into timesheets (id, engagement_id, week, stage, created_at, updated_at) values ($1, $2, $3, 'open', $4, $4)
         on conflict (engagement_id, week) do nothing",
        crate::new_id::<TimesheetId>().0,
        work.id.0,
        on(week.monday()) as _,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    let row = sqlx::query_as!(
        Row,
        "select id, week, stage, minutes, submitted_on from timesheets where engagement_id = $1 and week = $2 for update",
        work.id.0,
        on(week.monday()) as _
    )
    .fetch_one(tx.db())
    .await?;
    sheet(row, work.belongs)
}

/// Writes a step. `note` is the reason given with it; a step without one clears the last.
pub(super) async fn save(tx: &mut Tx<'_>, sheet: &Timesheet, note: &str) -> Result<(), Failure> {
    let now = tx.cx().at();
    let by = tx.cx().actor().person_id().map(|person| person.0);
    sqlx::query!(
        "update timesheets set stage = $2, submitted_on = $3, note = $4,
             submitted_at = case when $2 = 'submitted' then $5 else submitted_at end,
             decided_at = case when $2 in ('approved', 'returned') then $5 end,
             decided_by = case when $2 in ('approved', 'returned') then $6::uuid end,
             version = version + 1, updated_at = $5
         where id = $1",
        sheet.id.0,
        sheet.stage().word(),
        sheet.submitted_on.map(on) as _,
        note,
        at(now) as _,
        by
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Adds the week's entries up again.
pub(super) async fn recount(tx: &mut Tx<'_>, id: TimesheetId) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update timesheets t set minutes = (select coalesce(sum(e.minutes), 0)::integer from time_entries e where e.timesheet_id = t.id),
             version = version + 1, updated_at = $2
         where t.id = $1",
        id.0,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// An entry as it is kept, with the number of its changes.
pub(super) struct Entry {
    pub new: NewEntry,
    pub version: i32,
}

/// Its row.
pub(super) struct EntryRow {
    pub day: jiff_sqlx::Date,
    pub minutes: i32,
    pub starts: Option<i32>,
    pub description: String,
    pub version: i32,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        let EntryRow { day, minutes, starts, description, version } = row;
        Self { new: NewEntry { day: day.to_jiff(), minutes: Minutes(minutes), starts, description }, version }
    }
}

/// Whether an id is an entry or was one.
pub(super) async fn is_known(tx: &mut Tx<'_>, id: TimeEntryId) -> Result<bool, Failure> {
    let known = sqlx::query_scalar!(
        r#"select exists (select 1 from time_entries where id = $1)
             or exists (select 1 from removed_time_entries where id = $1) as "known!""#,
        id.0
    )
    .fetch_one(tx.db())
    .await?;
    Ok(known)
}

/// The week an entry stands in, or stood in: then with `true`.
pub(super) async fn sheet_of_entry(tx: &mut Tx<'_>, id: TimeEntryId) -> Result<Option<(TimesheetId, bool)>, Failure> {
    let row = sqlx::query!(
        r#"select timesheet_id as "sheet!", false as "removed!" from time_entries where id = $1
           union all select timesheet_id, true from removed_time_entries where id = $1"#,
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(row.map(|row| (row.sheet.into(), row.removed)))
}

/// One entry.
pub(super) async fn entry(tx: &mut Tx<'_>, id: TimeEntryId) -> Result<Option<Entry>, Failure> {
    let row = sqlx::query_as!(
        EntryRow,
        "select day, minutes, starts, description, version from time_entries where id = $1 for update",
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(row.map(Into::into))
}

/// One entry that was taken out.
pub(super) async fn removed_entry(tx: &mut Tx<'_>, id: TimeEntryId) -> Result<Option<Entry>, Failure> {
    let row = sqlx::query_as!(
        EntryRow,
        "select day, minutes, starts, description, version from removed_time_entries where id = $1 for update",
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(row.map(Into::into))
}

/// The entries of one week, in the order of its page.
pub(super) async fn entries_of(tx: &mut Tx<'_>, id: EngagementId, week: Week) -> Result<Vec<NewEntry>, Failure> {
    let rows = sqlx::query_as!(
        EntryRow,
        "select n.day, n.minutes, n.starts, n.description, n.version from time_entries n
         join timesheets t on t.id = n.timesheet_id
         where t.engagement_id = $1 and t.week = $2 order by n.day, n.created_at, n.id limit 200",
        id.0,
        on(week.monday()) as _
    )
    .fetch_all(tx.db())
    .await?;
    Ok(rows.into_iter().map(|row| Entry::from(row).new).collect())
}
