//! Figures that are frozen: what was told once, with its definitions, and never counted again.

use domain::access::Action;
use domain::actor::{Belongs, Party, Role};
use domain::event::{Event, Subject};
use domain::ids::{PersonId, SnapshotId};
use domain::metrics::{Figure, Metric, VERSION};
use domain::time::{Day, Instant};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

use super::{Asked, Overview, overview};
use crate::cx::{Cx, Once};
use crate::failure::Failure;
use crate::sql::{at, on};

/// Most snapshots of a list.
const LIST: i64 = 200;

/// One figure as it was told, with what it meant then.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Frozen {
    /// Which metric.
    pub metric: Metric,
    /// How it was made.
    pub formula: String,
    /// Among what.
    pub denominator: String,
    /// The figure.
    pub figure: Figure,
    /// The figure of each month.
    pub months: Vec<(String, Figure)>,
}

/// A snapshot without its figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnapshotHead {
    /// Its number, which every report names.
    pub id: SnapshotId,
    /// When it was taken.
    pub at: Instant,
    /// By whom; empty for the system.
    pub by: String,
    /// First day of the period.
    pub first: Day,
    /// Last day of the period.
    pub last: Day,
    /// The category it was asked for; empty is every one.
    pub category: String,
    /// The kind of host, as its word; empty is every one.
    pub kind: String,
    /// Fewest students a figure tells of.
    pub least: i32,
    /// Version of the definitions.
    pub version: i32,
}

/// A snapshot.
#[derive(Clone, PartialEq, Debug)]
pub struct Snapshot {
    /// What it is of.
    pub head: SnapshotHead,
    /// Its figures, in the order they were told.
    pub figures: Vec<Frozen>,
}

/// Freezes all metrics of a period.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not read metrics; [`Failure::AlreadyDone`] the second time.
pub async fn freeze(cx: &Cx, asked: &Asked, once: Once) -> Result<SnapshotId, Failure> {
    let told = overview(cx, asked).await?;
    let mut tx = cx.begin_once(once).await?;
    let id = keep(tx.db(), cx, cx.actor().person_id(), told).await?;
    let staff = cx.actor().person().is_some_and(|person| person.has(Role::Staff));
    let event = Event {
        subject: Subject::MetricReport,
        id: id.0,
        belongs: Belongs { program: cx.program().id, host: None, student: None },
        command: "freeze",
        by: if staff { Party::Staff } else { Party::Admin },
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, crate::About::default()).await?;
    tx.commit().await?;
    Ok(id)
}

/// The snapshot of the demonstration: its last twelve months, without an act that would stand in its history.
pub(crate) async fn demonstrate(cx: &Cx, by: Option<PersonId>) -> Result<(), Failure> {
    let asked = Asked::read(cx, |name| if name == "period" { "12-months".to_owned() } else { String::new() });
    let told = overview(cx, &asked).await?;
    let mut tx = cx.begin().await?;
    keep(tx.db(), cx, by, told).await?;
    tx.commit().await
}

async fn keep(
    db: &mut sqlx::PgConnection,
    cx: &Cx,
    by: Option<PersonId>,
    told: Overview,
) -> Result<SnapshotId, Failure> {
    let frozen: Vec<Frozen> = told
        .figures
        .into_iter()
        .map(|one| Frozen {
            metric: one.metric,
            formula: one.metric.definition().formula.to_owned(),
            denominator: one.metric.definition().denominator.to_owned(),
            figure: one.figure,
            months: one.months,
        })
        .collect();
    let (id, asked): (SnapshotId, Asked) = (crate::new_id(), told.asked);
    sqlx::query!(
        "insert into metric_snapshots (id, program_id, taken_at, taken_by, first_day, last_day, category, host_kind,
             least_students, definition_version, figures)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        cx.program().id.0,
        at(cx.at()) as _,
        by.map(|person| person.0),
        on(asked.first) as _,
        on(asked.last) as _,
        asked.filter.category.clone().unwrap_or_default(),
        asked.kind().unwrap_or_default(),
        i32::try_from(told.least).unwrap_or(i32::MAX),
        VERSION,
        Json(&frozen) as _,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// The program's snapshots, newest first.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not read metrics.
pub async fn snapshots(cx: &Cx) -> Result<Vec<SnapshotHead>, Failure> {
    cx.require(Action::ViewMetrics)?;
    let rows = sqlx::query!(
        r#"select s.id, s.taken_at, coalesce(p.name, '') as "by!", s.first_day, s.last_day, s.category, s.host_kind,
            s.least_students, s.definition_version
           from metric_snapshots s left join people p on p.id = s.taken_by
           where s.program_id = $1 order by s.id desc limit $2"#,
        cx.program().id.0,
        LIST,
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| SnapshotHead {
        id: row.id.into(),
        at: row.taken_at.to_jiff(),
        by: row.by,
        first: row.first_day.to_jiff(),
        last: row.last_day.to_jiff(),
        category: row.category,
        kind: row.host_kind,
        least: row.least_students,
        version: row.definition_version,
    });
    Ok(found.collect())
}

/// One snapshot with its figures, as they were told then.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not read metrics, and for one of another program.
pub async fn snapshot(cx: &Cx, id: SnapshotId) -> Result<Snapshot, Failure> {
    cx.require(Action::ViewMetrics)?;
    let row = sqlx::query!(
        r#"select s.taken_at, coalesce(p.name, '') as "by!", s.first_day, s.last_day, s.category, s.host_kind,
            s.least_students, s.definition_version, s.figures as "figures: Json<Vec<Frozen>>"
           from metric_snapshots s left join people p on p.id = s.taken_by
           where s.program_id = $1 and s.id = $2"#,
        cx.program().id.0,
        id.0,
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let head = SnapshotHead {
        id,
        at: row.taken_at.to_jiff(),
        by: row.by,
        first: row.first_day.to_jiff(),
        last: row.last_day.to_jiff(),
        category: row.category,
        kind: row.host_kind,
        least: row.least_students,
        version: row.definition_version,
    };
    Ok(Snapshot { head, figures: row.figures.0 })
}
