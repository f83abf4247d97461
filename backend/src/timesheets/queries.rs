//! What the pages of time read.

use std::collections::BTreeMap;

use domain::actor::{Belongs, Party};
use domain::engagements::{Stage as Work, Terms, hours_warning};
use domain::ids::{EngagementId, TimeEntryId};
use domain::money::Cents;
use domain::policy::net_pay;
use domain::projects::Classification;
use domain::time::{Day, Minutes, Week, plus_days};
use domain::timesheets::{Span, Stage, Timesheet, may_log, week_plan};
use uuid::Uuid;

use super::views::{DayLine, EntryLine, HostHours, HostWeek, Hours, SheetView, WeekPage};
use crate::Cx;
use crate::failure::Failure;
use crate::sql::{day, on, word};

/// Most weeks in the host's list and most entries in one week.
const MOST: i64 = 100;

/// What every week of an engagement shares.
struct Frame {
    belongs: Belongs,
    stage: Work,
    terms: Terms,
    start: Day,
    end: Day,
    hours: Hours,
}

/// One week of an engagement's time; the newest one that has begun when `week` is `None`. `removed` is an entry the student
/// has just taken out.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn week_page(
    cx: &Cx,
    id: EngagementId,
    week: Option<Week>,
    removed: Option<TimeEntryId>,
) -> Result<WeekPage, Failure> {
    let frame = frame(cx, id).await?;
    let parties = cx.actor().parties(&frame.belongs);
    if !crate::engagements::concerns(&parties) {
        return Err(Failure::NotFound);
    }
    let own = parties.contains(&Party::Student);
    let today = cx.today();
    let (first, last) = (Week::of(frame.start), Week::of(frame.end.min(today).max(frame.start)));
    let week = week.unwrap_or(last).clamp(first, last);
    let (sheet, mut entries) = sheet(cx, id, frame.belongs, week).await?;
    let days: Vec<DayLine> =
        week.days().map(|day| DayLine { day, entries: entries.remove(&day).unwrap_or_default() }).collect();
    let stage = sheet.as_ref().map_or(Stage::Open, |sheet| sheet.stage);
    let open = own && may_log(frame.stage, stage).is_ok();
    let inside = |day: &Day| open && *day >= frame.start && *day <= frame.end;
    let (loggable, coming) = week.days().filter(inside).partition(|day| *day <= today);
    let can_copy = open && week_has_time(cx, id, week.previous()).await?;
    let removed = match removed.filter(|_| open) {
        Some(entry) => super::entries::removed(cx, id, entry).await?.map(|new| (entry, new)),
        None => None,
    };
    Ok(WeekPage {
        id,
        project: frame.terms.project,
        host: frame.terms.host,
        student: frame.terms.student,
        stage: frame.stage,
        start: frame.start,
        end: frame.end,
        week,
        today,
        previous: (week > first).then(|| week.previous()),
        next: (week < last).then(|| week.next()),
        days,
        sheet,
        hours: frame.hours.clone(),
        own,
        loggable,
        coming,
        can_copy,
        plan: week_plan(frame.hours.planned, frame.start, frame.end, week),
        removed,
    })
}

async fn frame(cx: &Cx, id: EngagementId) -> Result<Frame, Failure> {
    let row = sqlx::query!(
        r#"select e.program_id, e.host_id, e.student_id, e.stage, e.terms, e.planned_minutes, e.fee_cents, e.start_on, e.end_on,
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t
                where t.engagement_id = e.id and t.stage = 'approved') as "approved!",
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t
                where t.engagement_id = e.id and t.stage <> 'approved') as "waiting!"
           from engagements e where e.id = $1"#,
        id.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let terms: Terms = serde_json::from_value(row.terms)?;
    let planned = Minutes(row.planned_minutes);
    let employee = terms.classification == Classification::Employee;
    let policy = cx.policy();
    Ok(Frame {
        belongs: Belongs {
            program: row.program_id.into(),
            host: Some(row.host_id.into()),
            student: Some(row.student_id.into()),
        },
        stage: word(&row.stage)?,
        start: row.start_on.to_jiff(),
        end: row.end_on.to_jiff(),
        hours: Hours {
            planned,
            approved: Minutes(row.approved),
            waiting: Minutes(row.waiting),
            warning: hours_warning(Minutes(row.approved + row.waiting), planned),
            pay: net_pay(Cents(row.fee_cents), planned, employee, policy),
            withheld_rate: if employee && !policy.student_exempt { policy.payroll_tax } else { 0 },
        },
        terms,
    })
}

type Entries = BTreeMap<Day, Vec<EntryLine>>;

async fn sheet(
    cx: &Cx,
    id: EngagementId,
    belongs: Belongs,
    week: Week,
) -> Result<(Option<SheetView>, Entries), Failure> {
    let row = sqlx::query!(
        "select id, stage, minutes, note, submitted_on from timesheets where engagement_id = $1 and week = $2",
        id.0,
        on(week.monday()) as _
    )
    .fetch_optional(cx.pool())
    .await?;
    let Some(row) = row else { return Ok((None, Entries::new())) };
    let (stage, logged, sent): (Stage, _, _) = (word(&row.stage)?, Minutes(row.minutes), day(row.submitted_on));
    let offers = Timesheet::restore(row.id.into(), belongs, week, logged, sent, stage).offers(cx.actor());
    let view = SheetView {
        id: row.id.into(),
        stage,
        logged,
        note: row.note,
        silent_on: sent.filter(|_| stage == Stage::Submitted).map(|day| silent_on(cx, day)),
        offers,
    };
    let rows = sqlx::query!(
        "select id, day, minutes, starts, description, version from time_entries where timesheet_id = $1 order by day, created_at, id limit $2",
        row.id,
        MOST * 2
    )
    .fetch_all(cx.pool())
    .await?;
    let mut entries = Entries::new();
    for row in rows {
        let span = Span { minutes: Minutes(row.minutes), starts: row.starts };
        let line = EntryLine { id: row.id.into(), span, description: row.description, version: row.version };
        entries.entry(row.day.to_jiff()).or_default().push(line);
    }
    Ok((Some(view), entries))
}

async fn week_has_time(cx: &Cx, id: EngagementId, week: Week) -> Result<bool, Failure> {
    let there = sqlx::query_scalar!(
        r#"select exists (select 1 from timesheets where engagement_id = $1 and week = $2 and minutes > 0) as "there!""#,
        id.0,
        on(week.monday()) as _
    )
    .fetch_one(cx.pool())
    .await?;
    Ok(there)
}

fn silent_on(cx: &Cx, sent: Day) -> Day {
    cx.program().calendar.after(sent, cx.policy().silent_approval_days)
}

/// Sent weeks of every engagement of the actor's host organisations, the longest waiting first.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn host_hours(cx: &Cx) -> Result<HostHours, Failure> {
    let hosts: Vec<Uuid> = cx.person()?.hosts.iter().map(|(id, _)| id.0).collect();
    let rows = sqlx::query!(
        r#"select t.id, t.version, t.engagement_id, t.week, t.minutes, t.submitted_on as "submitted_on!", e.terms, e.planned_minutes,
            (select coalesce(sum(o.minutes), 0)::integer from timesheets o where o.engagement_id = e.id) as "so_far!"
           from timesheets t join engagements e on e.id = t.engagement_id
           where t.stage = 'submitted' and e.host_id = any($1) order by t.submitted_on, t.id limit $2"#,
        &hosts,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut entries: BTreeMap<Uuid, Vec<(Day, Minutes, String)>> = BTreeMap::new();
    let lines = sqlx::query!(
        "select timesheet_id, day, minutes, description from time_entries where timesheet_id = any($1) order by day, created_at, id limit 2000",
        &ids
    )
    .fetch_all(cx.pool())
    .await?;
    for line in lines {
        let entry = (line.day.to_jiff(), Minutes(line.minutes), line.description);
        entries.entry(line.timesheet_id).or_default().push(entry);
    }
    let approved_lately = sqlx::query_scalar!(
        r#"select count(*) as "count!" from timesheets t join engagements e on e.id = t.engagement_id
           where t.stage = 'approved' and e.host_id = any($1) and t.week >= $2"#,
        &hosts,
        on(plus_days(cx.today(), -28)) as _
    )
    .fetch_one(cx.pool())
    .await?;
    let mut waiting = Vec::new();
    for row in rows {
        let terms: Terms = serde_json::from_value(row.terms)?;
        waiting.push(HostWeek {
            engagement: row.engagement_id.into(),
            sheet: row.id.into(),
            version: row.version,
            week: Week::of(row.week.to_jiff()),
            student: terms.student,
            project: terms.project,
            logged: Minutes(row.minutes),
            so_far: Minutes(row.so_far),
            planned: Minutes(row.planned_minutes),
            silent_on: silent_on(cx, row.submitted_on.to_jiff()),
            entries: entries.remove(&row.id).unwrap_or_default(),
        });
    }
    Ok(HostHours { waiting, approved_lately, silent_days: cx.policy().silent_approval_days })
}
