//! Rows of `attention_items` <-> the domain's item, with locks.

use domain::actor::Belongs;
use domain::attention::{AttentionItem, Facts, Finding, Rule};
use domain::ids::{AttentionItemId, EngagementId, ProjectId};
use domain::machine::Word as _;
use domain::time::Day;
use uuid::Uuid;

use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::{at, day, on, word};

/// An item locked for this transaction, with what stands beside its rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
    pub(super) item: AttentionItem,
    pub(super) rule: Rule,
    pub(super) subject: Uuid,
    pub(super) project: ProjectId,
    pub(super) engagement: Option<EngagementId>,
    pub(super) since: Day,
    pub(super) due: Day,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) resolution: String,
    pub(super) version: i32,
}

/// Whose an item is: the program's alone.
pub(super) fn belongs(cx: &Cx) -> Belongs {
    Belongs { program: cx.program().id, host: None, student: None }
}

struct Row {
    id: Uuid,
    rule: String,
    subject_id: Uuid,
    project_id: Uuid,
    engagement_id: Option<Uuid>,
    stage: String,
    present: bool,
    severity: String,
    since_on: jiff_sqlx::Date,
    due_on: jiff_sqlx::Date,
    reason: String,
    owner_id: Option<Uuid>,
    snoozed_until: Option<jiff_sqlx::Date>,
    nudged_on: Option<jiff_sqlx::Date>,
    note: String,
    resolution: String,
    version: i32,
}

fn held(cx: &Cx, row: Row) -> Result<Held, Failure> {
    let facts = Facts {
        present: row.present,
        severity: word(&row.severity)?,
        owner: row.owner_id.map(Into::into),
        snoozed_until: day(row.snoozed_until),
        nudged_on: day(row.nudged_on),
    };
    Ok(Held {
        item: AttentionItem::restore(row.id.into(), belongs(cx), facts, word(&row.stage)?),
        rule: word(&row.rule)?,
        subject: row.subject_id,
        project: row.project_id.into(),
        engagement: row.engagement_id.map(Into::into),
        since: row.since_on.to_jiff(),
        due: row.due_on.to_jiff(),
        reason: row.reason,
        note: row.note,
        resolution: row.resolution,
        version: row.version,
    })
}

/// Locks one item of this program.
pub(super) async fn lock(tx: &mut Tx<'_>, id: AttentionItemId) -> Result<Option<Held>, Failure> {
    let cx = tx.cx().clone();
    let row = sqlx::query_as!(
        Row,
        "select id, rule, subject_id, project_id, engagement_id, stage, present, severity, since_on, due_on, reason,
            owner_id, snoozed_until, nudged_on, note, resolution, version
         from attention_items where id = $1 and program_id = $2 for update",
        id.0,
        cx.program().id.0
    )
    .fetch_optional(tx.db())
    .await?;
    row.map(|row| held(&cx, row)).transpose()
}

/// Locks every item of these projects, in one order.
pub(super) async fn lock_all(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<Held>, Failure> {
    let cx = tx.cx().clone();
    let rows = sqlx::query_as!(
        Row,
        "select id, rule, subject_id, project_id, engagement_id, stage, present, severity, since_on, due_on, reason,
            owner_id, snoozed_until, nudged_on, note, resolution, version
         from attention_items where program_id = $1 and project_id = any($2) order by id for update",
        cx.program().id.0,
        projects
    )
    .fetch_all(tx.db())
    .await?;
    rows.into_iter().map(|row| held(&cx, row)).collect()
}

/// Writes a new item.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    item: &AttentionItem,
    project: ProjectId,
    finding: &Finding,
) -> Result<(), Failure> {
    let (program, now) = (tx.cx().program().id, tx.cx().at());
    sqlx::query!(
        "insert into attention_items (id, program_id, rule, subject_id, project_id, engagement_id, stage, present, severity,
             since_on, due_on, reason, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, true, $8, $9, $10, $11, $12, $12)",
        item.id.0,
        program.0,
        finding.rule.word(),
        finding.subject,
        project.0,
        finding.engagement.map(|id| id.0),
        item.stage().word(),
        finding.severity.word(),
        on(finding.since) as _,
        on(finding.due) as _,
        finding.reason,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Writes what changed, and counts the version.
pub(super) async fn save(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let (now, facts) = (tx.cx().at(), &held.item.facts);
    sqlx::query!(
        "update attention_items set stage = $2, present = $3, severity = $4, since_on = $5, due_on = $6, reason = $7,
            owner_id = $8, snoozed_until = $9, nudged_on = $10, note = $11, resolution = $12, updated_at = $13,
            version = version + 1
         where id = $1",
        held.item.id.0,
        held.item.stage().word(),
        facts.present,
        facts.severity.word(),
        on(held.since) as _,
        on(held.due) as _,
        held.reason,
        facts.owner.map(|owner| owner.0),
        facts.snoozed_until.map(on) as _,
        facts.nudged_on.map(on) as _,
        held.note,
        held.resolution,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
