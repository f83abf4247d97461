//! The desk of what needs somebody, and one item.

use domain::access::Action;
use domain::attention::{AttentionItem, Command, Facts, Names, Nudge, Rule, Severity, Stage};
use domain::dashboards::MOST_COUNTED;
use domain::ids::{AttentionItemId, EngagementId, PersonId, ProgramId, ProjectId};
use domain::machine::Word as _;
use domain::time::{Day, Instant};
use sqlx::PgConnection;
use uuid::Uuid;

use super::rows;
use crate::Cx;
use crate::failure::Failure;
use crate::sql::{day, word};

/// Lines of one page.
const LINES: i64 = 50;
/// Steps of an item's history.
const STEPS: i64 = 30;

/// Whose items are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Owner {
    /// Everybody's.
    #[default]
    Anybody,
    /// The reader's own.
    Mine,
    /// Nobody's.
    Nobody,
}

/// What a desk lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeskFilter {
    /// Of one rule.
    pub rule: Option<Rule>,
    /// Of one severity.
    pub severity: Option<Severity>,
    /// Whose.
    pub owner: Owner,
    /// Where they stand.
    pub stage: Stage,
    /// The page, from 0.
    pub page: u32,
}

impl Default for DeskFilter {
    fn default() -> Self {
        Self { rule: None, severity: None, owner: Owner::Anybody, stage: Stage::Open, page: 0 }
    }
}

/// One line of the desk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemLine {
    /// Which.
    pub id: AttentionItemId,
    /// Which rule found it.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub stage: Stage,
    /// What it is about.
    pub subject: Uuid,
    /// Its project.
    pub project: ProjectId,
    /// Its engagement.
    pub engagement: Option<EngagementId>,
    /// The project's title.
    pub title: String,
    /// The host organisation.
    pub host: String,
    /// The student; empty where there is none.
    pub student: String,
    /// From when on somebody waits.
    pub since: Day,
    /// By when it should have been well.
    pub due: Day,
    /// Why.
    pub reason: String,
    /// Who looks after it.
    pub owner: Option<(PersonId, String)>,
    /// The day on which it comes back.
    pub snoozed_until: Option<Day>,
    /// What staff noted.
    pub note: String,
    /// Why it was settled; empty where its cause is gone.
    pub resolution: String,
    /// What a form has to name.
    pub version: i32,
}

/// The desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// A page of the lines, what is at risk first, then by day.
    pub lines: Vec<ItemLine>,
    /// How many there are, at most [`MOST_COUNTED`] + 1.
    pub count: i64,
    /// Whether another page follows.
    pub more: bool,
}

/// Somebody of staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Colleague {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// A step of an item's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastStep {
    /// When.
    pub at: Instant,
    /// Who; `Foothold` for what happened by itself.
    pub who: String,
    /// The command's word.
    pub command: String,
    /// Why, or until when.
    pub reason: String,
}

/// One item, with what can be done.
#[derive(Clone, Debug)]
pub struct ItemPage {
    /// The item.
    pub line: ItemLine,
    /// What this reader can do.
    pub offers: Vec<Command>,
    /// Everybody it can be given to.
    pub colleagues: Vec<Colleague>,
    /// Whether somebody was written to today.
    pub nudged: bool,
    /// What can be written to whom it waits for.
    pub nudge: Nudge,
    /// What happened to it, the newest first.
    pub history: Vec<PastStep>,
}

struct Row {
    id: Uuid,
    rule: String,
    severity: String,
    stage: String,
    subject_id: Uuid,
    project_id: Uuid,
    engagement_id: Option<Uuid>,
    title: String,
    host: String,
    student: Option<String>,
    since_on: jiff_sqlx::Date,
    due_on: jiff_sqlx::Date,
    reason: String,
    owner_id: Option<Uuid>,
    owner: Option<String>,
    snoozed_until: Option<jiff_sqlx::Date>,
    note: String,
    resolution: String,
    version: i32,
    present: bool,
    nudged_on: Option<jiff_sqlx::Date>,
}

fn line(row: Row) -> Result<ItemLine, Failure> {
    Ok(ItemLine {
        id: row.id.into(),
        rule: word(&row.rule)?,
        severity: word(&row.severity)?,
        stage: word(&row.stage)?,
        subject: row.subject_id,
        project: row.project_id.into(),
        engagement: row.engagement_id.map(Into::into),
        title: row.title,
        host: row.host,
        student: row.student.unwrap_or_default(),
        since: row.since_on.to_jiff(),
        due: row.due_on.to_jiff(),
        reason: row.reason,
        owner: row.owner_id.map(PersonId).zip(row.owner),
        snoozed_until: day(row.snoozed_until),
        note: row.note,
        resolution: row.resolution,
        version: row.version,
    })
}

/// The one query that reads items for a page; its end says which.
macro_rules! items {
    ($end:literal, $($given:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select i.id, i.rule, i.severity, i.stage, i.subject_id, i.project_id, i.engagement_id, p.title, h.name as host,
                s.name as "student?", i.since_on, i.due_on, i.reason, i.owner_id, o.name as "owner?", i.snoozed_until, i.note,
                i.resolution, i.version, i.present, i.nudged_on
               from attention_items i join projects p on p.id = i.project_id join hosts h on h.id = p.host_id
               left join engagements e on e.id = i.engagement_id
               left join applications a on a.id = i.subject_id
               left join people s on s.id = coalesce(e.student_id, a.student_id)
               left join people o on o.id = i.owner_id "#
                + $end,
            $($given),+
        )
    };
}

/// The items of the program that `filter` names.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff.
pub async fn desk(cx: &Cx, filter: DeskFilter) -> Result<Desk, Failure> {
    cx.require(Action::KeepAttention)?;
    let (rule, severity) = (filter.rule.map(Rule::word), filter.severity.map(Severity::word));
    let (me, nobody) = (cx.person()?.id, filter.owner == Owner::Nobody);
    let mine = (filter.owner == Owner::Mine).then_some(me.0);
    let rows = items!(
        "where i.program_id = $1 and i.stage = $2 and ($3::text is null or i.rule = $3)
             and ($4::text is null or i.severity = $4) and ($5::uuid is null or i.owner_id = $5)
             and (not $6 or i.owner_id is null)
         order by i.severity, i.due_on, i.id limit $7 offset $8",
        cx.program().id.0,
        filter.stage.word(),
        rule,
        severity,
        mine,
        nobody,
        LINES + 1,
        i64::from(filter.page) * LINES
    )
    .fetch_all(cx.pool())
    .await?;
    let mut lines = rows.into_iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let most = usize::try_from(LINES).unwrap_or(usize::MAX);
    let more = lines.len() > most;
    lines.truncate(most);
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (select 1 from attention_items i
             where i.program_id = $1 and i.stage = $2 and ($3::text is null or i.rule = $3)
                 and ($4::text is null or i.severity = $4) and ($5::uuid is null or i.owner_id = $5)
                 and (not $6 or i.owner_id is null) limit $7) x"#,
        cx.program().id.0,
        filter.stage.word(),
        rule,
        severity,
        mine,
        nobody,
        MOST_COUNTED + 1
    )
    .fetch_one(cx.pool())
    .await?;
    Ok(Desk { lines, count, more })
}

/// How many items need somebody, and how many of them are at risk: what the desk lists without a filter.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff.
pub async fn open_count(cx: &Cx) -> Result<(i64, i64), Failure> {
    cx.require(Action::KeepAttention)?;
    let row = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where severity = 'at_risk') as "risky!"
           from (select severity from attention_items where program_id = $1 and stage = 'open' limit $2) x"#,
        cx.program().id.0,
        MOST_COUNTED + 1
    )
    .fetch_one(cx.pool())
    .await?;
    Ok((row.all, row.risky))
}

/// One item.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff, and for an item of another program.
pub async fn item_page(cx: &Cx, id: AttentionItemId) -> Result<ItemPage, Failure> {
    cx.require(Action::KeepAttention)?;
    let row = items!("where i.id = $1 and i.program_id = $2", id.0, cx.program().id.0)
        .fetch_optional(cx.pool())
        .await?
        .ok_or(Failure::NotFound)?;
    let (present, nudged_on) = (row.present, day(row.nudged_on));
    let line = line(row)?;
    let owner = line.owner.as_ref().map(|(id, _)| *id);
    let facts = Facts { present, severity: line.severity, owner, snoozed_until: line.snoozed_until, nudged_on };
    let item = AttentionItem::restore(id, rows::belongs(cx), facts, line.stage);
    let mut db = cx.pool().acquire().await?;
    let colleagues = colleagues(&mut db, cx.program().id).await?;
    drop(db);
    let names = Names { project: &line.title, student: &line.student, host: &line.host };
    Ok(ItemPage {
        nudged: nudged_on == Some(cx.today()),
        offers: item.offers(cx.actor()),
        colleagues,
        nudge: Nudge::prepared(line.rule, &line.reason, names),
        history: history(cx, id).await?,
        line,
    })
}

async fn history(cx: &Cx, id: AttentionItemId) -> Result<Vec<PastStep>, Failure> {
    let rows = sqlx::query!(
        r#"select v.at, v.command, coalesce(v.reason, '') as "reason!", p.name as "who?"
           from events v left join people p on p.id = v.actor_id where v.subject_id = $1 order by v.id desc limit $2"#,
        id.0,
        STEPS
    )
    .fetch_all(cx.pool())
    .await?;
    let step = rows.into_iter().map(|row| PastStep {
        at: row.at.to_jiff(),
        who: row.who.unwrap_or_else(|| "Foothold".to_owned()),
        command: row.command,
        reason: row.reason,
    });
    Ok(step.collect())
}

/// Everybody of staff who can be given an item.
pub(super) async fn colleagues(db: &mut PgConnection, program: ProgramId) -> Result<Vec<Colleague>, Failure> {
    let rows = sqlx::query!(
        "select p.id, p.name from program_roles r join people p on p.id = r.person_id
         where r.program_id = $1 and r.role = 'staff' and p.standing <> 'suspended' order by p.name, p.id limit 200",
        program.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| Colleague { id: row.id.into(), name: row.name }).collect())
}
