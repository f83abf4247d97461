//! What staff read.

use domain::access::Action;
use domain::hosts::HostKind;
use domain::ids::{HostId, ProjectId};
use domain::machine::Word as _;
use domain::projects::scope::Severity;
use domain::projects::{Draft, Stage, scope};
use domain::time::{Day, Instant};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::views::{HostPast, HostReview, QueueEntry, ReviewPage, StaffList, StaffRow};
use super::{check, host, public, waiver};
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::sql::{at, day, word};

/// Longest queue that is shown.
const QUEUE: i64 = 200;
/// Rows of the staff's list on one page.
const PAGE: usize = 50;
/// How far a stage is counted.
const COUNTED: i64 = 1_001;

/// The day a host was promised an answer.
fn promised(visit: &Visit, sent: Instant) -> Day {
    visit.program().calendar.after(visit.program().day_of(sent), visit.policy().review_days)
}

/// What waits for review: what is late first, then the oldest.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here.
pub async fn review_queue(cx: &Cx) -> Result<Vec<QueueEntry>, Failure> {
    cx.require(Action::ReviewProjects)?;
    let mut db = cx.pool().acquire().await?;
    let rows = sqlx::query!(
        r#"select p.id, p.title, p.host_id, h.name as host, s.stage as host_stage, p.stage, p.submitted_at,
            p.updated_at, p.reviewer_id, r.name as "reviewer?", p.reviewed is not null as "again!",
            p.hours_waiver is not null as "waived!", p.draft as "draft!: Json<Draft>"
           from projects p join hosts h on h.id = p.host_id
           join host_standings s on s.program_id = p.program_id and s.host_id = p.host_id
           left join people r on r.id = p.reviewer_id
           where p.program_id = $1 and p.stage in ('submitted', 'in_review') order by p.submitted_at, p.id limit $2"#,
        cx.program().id.0,
        QUEUE,
    )
    .fetch_all(&mut *db)
    .await?;
    let hosts: Vec<Uuid> = rows.iter().map(|row| row.host_id).collect();
    let facts = check::facts_of_hosts(&mut db, cx, &hosts).await?;
    let unknown = scope::Facts::new(cx.today(), false);
    // What waits for review holds no money of its fund yet.
    let named: Vec<String> = rows.iter().map(|row| row.draft.fund.trim().to_owned()).collect();
    let funds = crate::funds::known_of(&mut db, cx.program().id, &named, None).await?;
    let mut queue = Vec::with_capacity(rows.len());
    for row in rows {
        let submitted_at = row.submitted_at.unwrap_or(row.updated_at).to_jiff();
        let mut known = facts.get(&row.host_id).unwrap_or(&unknown).clone();
        known.hours_waiver = row.waived;
        let known = check::with_fund(known, &row.draft, funds.get(row.draft.fund.trim()).cloned());
        let report = scope::check(&row.draft, cx.policy(), &known);
        let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
        queue.push(QueueEntry {
            id: row.id.into(),
            title: row.title,
            host: row.host,
            host_stage: word(&row.host_stage)?,
            stage: word(&row.stage)?,
            score: i32::from(report.score.total),
            submitted_at,
            age: age(cx, submitted_at),
            due: promised(cx, submitted_at),
            reviewer: row.reviewer_id.map(Into::into).zip(row.reviewer),
            again: row.again,
            findings: Severity::ALL.iter().map(|severity| (*severity, count(*severity))).collect(),
        });
    }
    let today = cx.today();
    queue.sort_by_key(|entry| (entry.due >= today, entry.submitted_at));
    Ok(queue)
}

/// Business days since it was sent.
fn age(visit: &Visit, sent: Instant) -> i32 {
    visit.program().calendar.between(visit.program().day_of(sent), visit.today())
}

/// A project on the reviewer's desk, whatever its stage.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here.
pub async fn review_page(cx: &Cx, id: ProjectId) -> Result<ReviewPage, Failure> {
    cx.require(Action::ReviewProjects)?;
    let mut db = cx.pool().acquire().await?;
    let own = host::own(&mut db, cx, id).await?;
    let facts = check::facts(&mut db, cx, own.host_id, id, &own.draft).await?;
    let record = public::host_record(&mut db, cx, own.host_id).await?;
    let past = past(&mut db, cx, own.host_id).await?;
    let comments = host::comments(&mut db, id, false).await?;
    let waiver = waiver::of(&mut db, cx, id).await?;
    let history = host::history(&mut db, id).await?;
    Ok(ReviewPage {
        id,
        stage: own.stage,
        publish_on: own.facts.publish_on,
        report: scope::check(&own.draft, cx.policy(), &facts),
        pay: own.draft.net_pay(cx.policy()),
        offers: own.offers(cx, id),
        may_waive_hours: waiver::may_be_waived(own.stage),
        waiver,
        own: cx.actor().person_id().is_some_and(|person| person.0 == own.author),
        before: own.before,
        draft: own.draft,
        host: record,
        past,
        author: own.author_name,
        reviewer: own.reviewer.map(|(person, name)| (person.into(), name)),
        due: own.submitted_at.map(|sent| promised(cx, sent)),
        age: own.submitted_at.map(|sent| age(cx, sent)),
        submitted_at: own.submitted_at,
        comments,
        history,
    })
}

/// How a host has kept its word so far: over its newest 200 applications, and its last three reviews by students.
async fn past(db: &mut PgConnection, cx: &Cx, host: HostId) -> Result<HostPast, Failure> {
    let figures = sqlx::query!(
        r#"select (select h.kind from hosts h where h.id = $1) as "kind!",
            (select count(*) from projects p where p.host_id = $1 and p.program_id = $2
                and p.stage in ('published', 'paused', 'selection', 'filled', 'in_progress')) as "open!",
            (select (percentile_disc(0.5) within group (order by extract(epoch from answered.at - answered.sent)))::bigint
             from (select a.submitted_at as sent, (select min(e.at) from events e
                        where e.subject_id = a.id and e.party = 'host') as at
                   from applications a join projects p on p.id = a.project_id
                   where p.host_id = $1 and a.program_id = $2 and a.submitted_at is not null
                   order by a.submitted_at desc limit 200) answered
             where answered.at is not null) as "median?: i64""#,
        host.0,
        cx.program().id.0,
    )
    .fetch_one(&mut *db)
    .await?;
    let reviews = sqlx::query!(
        r#"select p.title, r.again, r.strengths, r.improvement, r.revealed_at as "at!"
           from reviews r join engagements e on e.id = r.engagement_id join projects p on p.id = e.project_id
           where e.host_id = $1 and e.program_id = $2 and r.side = 'student' and r.stage = 'revealed' and r.revealed_at is not null
             and r.hidden_at is null
           order by r.revealed_at desc limit 3"#,
        host.0,
        cx.program().id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(HostPast {
        kind: HostKind::from_word(&figures.kind),
        open: figures.open,
        reply_hours: figures.median.map(|seconds| seconds / 3_600),
        reviews: reviews
            .into_iter()
            .map(|row| HostReview {
                project: row.title,
                again: row.again,
                strengths: row.strengths,
                improve: row.improvement,
                at: row.at.to_jiff(),
            })
            .collect(),
    })
}

/// The program's projects, those that changed last first; of one stage when asked.
///
/// # Errors
/// [`Failure::NotFound`] for people who are not staff here.
pub async fn staff_projects(cx: &Cx, stage: Option<Stage>, after: &str) -> Result<StaffList, Failure> {
    cx.require(Action::ViewStaffHome)?;
    let words: Vec<String> = Stage::ALL.iter().map(|stage| stage.word().to_owned()).collect();
    let counts = sqlx::query!(
        r#"select w.word as "word!", (select count(*) from
            (select 1 from projects p where p.program_id = $1 and p.stage = w.word limit $3) counted) as "count!"
           from unnest($2::text[]) as w (word)"#,
        cx.program().id.0,
        &words,
        COUNTED,
    )
    .fetch_all(cx.pool())
    .await?;
    let shown = stage.map_or(words, |stage| vec![stage.word().to_owned()]);
    let (micros, last) = after.split_once('~').unwrap_or_default();
    let from = micros.parse().ok().and_then(|micros| Instant::from_microsecond(micros).ok()).unwrap_or(Instant::MAX);
    let last: Uuid = last.parse().unwrap_or(Uuid::max());
    let rows = sqlx::query!(
        r#"select p.id as "id!", p.title as "title!", h.name as "host!", p.stage as "stage!", p.score as "score!", p.apply_by as "apply_by?",
            p.updated_at as "updated_at!", case when p.title = '' then left(coalesce(p.draft ->> 'problem', ''), 80) else '' end as "gist!", p.created_at as "begun_at!",
            (select count(*) from applications a where a.project_id = p.id and a.stage in ('submitted', 'shortlisted', 'interview')) as "waiting!"
           from unnest($2::text[]) as w (word)
           cross join lateral (select * from projects x where x.program_id = $1 and x.stage = w.word
                and x.updated_at <= $3 and (x.updated_at < $3 or x.id < $4)
                order by x.updated_at desc, x.id desc limit $5) p
           join hosts h on h.id = p.host_id order by p.updated_at desc, p.id desc limit $5"#,
        cx.program().id.0,
        &shown,
        at(from.min(LATEST)) as _,
        last,
        i64::try_from(PAGE + 1).unwrap_or(51),
    )
    .fetch_all(cx.pool())
    .await?;
    let next = rows
        .get(PAGE)
        .and(rows.get(PAGE - 1))
        .map(|row| format!("{}~{}", row.updated_at.to_jiff().as_microsecond(), row.id));
    let list = rows.into_iter().take(PAGE).map(|row| {
        Ok(StaffRow {
            id: row.id.into(),
            title: row.title,
            gist: row.gist,
            begun_at: row.begun_at.to_jiff(),
            host: row.host,
            stage: word(&row.stage)?,
            score: row.score,
            apply_by: day(row.apply_by),
            waiting: row.waiting,
            updated_at: row.updated_at.to_jiff(),
        })
    });
    let list = list.collect::<Result<Vec<_>, Failure>>()?;
    let counts =
        counts.into_iter().map(|row| Ok((word(&row.word)?, row.count))).collect::<Result<Vec<_>, Failure>>()?;
    Ok(StaffList { counts, rows: list, next })
}

/// Later than any row; PostgreSQL's calendar ends before ours.
const LATEST: Instant = Instant::constant(32_503_680_000, 0);
