//! What is behind a metric, for those who work with it anyway: names and links, never what somebody answered.

use domain::access::Action;
use domain::metrics::{Metric, Seen};
use domain::time::Day;
use uuid::Uuid;

use super::Asked;
use super::source::Source;
use crate::cx::Cx;
use crate::failure::Failure;

/// Rows of one page.
pub const ROWS: usize = 50;

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// A project.
    Project,
    /// An application.
    Application,
    /// An engagement.
    Engagement,
    /// A host.
    Host,
}

/// One thing that is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedRow {
    /// Which.
    pub id: Uuid,
    /// Its name.
    pub label: String,
    /// The day that puts it into the period.
    pub day: Day,
    /// Whether it is in the numerator, of a share.
    pub of: Option<bool>,
}

/// A page of what is counted, newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountedRows {
    /// What they are.
    pub counted: Counted,
    /// At most [`ROWS`].
    pub rows: Vec<CountedRow>,
    /// Whether there are more.
    pub more: bool,
}

const fn counted(source: Source) -> Option<Counted> {
    match source {
        Source::Projects | Source::Submissions => Some(Counted::Project),
        Source::Applications => Some(Counted::Application),
        Source::Engagements | Source::Finished | Source::Settled | Source::Committed => Some(Counted::Engagement),
        Source::Returning | Source::Retained => Some(Counted::Host),
        // What somebody answered is for both sides and for totals.
        Source::Reviews => None,
    }
}

/// Whether what a metric counts is listed anywhere: what somebody answered is not.
#[must_use]
pub const fn is_listed(metric: Metric) -> bool {
    counted(Source::of(metric)).is_some()
}

/// The rows a metric counts, page by page; nothing for answers of people.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not read metrics.
pub async fn counted_rows(cx: &Cx, metric: Metric, asked: &Asked, page: usize) -> Result<Option<CountedRows>, Failure> {
    cx.require(Action::ViewMetrics)?;
    let source = Source::of(metric);
    let Some(counted) = counted(source) else { return Ok(None) };
    let mut seen = source.read(cx, asked, &[metric]).await?.pop().unwrap_or_default();
    seen.sort_by_key(|one| (std::cmp::Reverse(one.day), one.id));
    let from = page.saturating_mul(ROWS);
    let more = seen.len() > from.saturating_add(ROWS);
    let mut rows: Vec<CountedRow> = seen
        .iter()
        .skip(from)
        .take(ROWS)
        .map(|one| CountedRow {
            id: one.id,
            label: String::new(),
            day: one.day,
            of: if let Seen::Part(of, _) = one.seen { Some(of > 0) } else { None },
        })
        .collect();
    name(cx, counted, &mut rows).await?;
    Ok(Some(CountedRows { counted, rows, more }))
}

async fn name(cx: &Cx, counted: Counted, rows: &mut [CountedRow]) -> Result<(), Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let found = sqlx::query!(
        r#"select p.id as "id!", p.title as "label!" from projects p
            where $3 = 'project' and p.program_id = $1 and p.id = any($2)
           union all select h.id, h.name from hosts h where $3 = 'host' and h.id = any($2)
           union all select a.id, s.name || ', ' || p.title from applications a
            join people s on s.id = a.student_id join projects p on p.id = a.project_id
            where $3 = 'application' and a.program_id = $1 and a.id = any($2)
           union all select e.id, s.name || ', ' || p.title from engagements e
            join people s on s.id = e.student_id join projects p on p.id = e.project_id
            where $3 = 'engagement' and e.program_id = $1 and e.id = any($2)"#,
        cx.program().id.0,
        &ids,
        match counted {
            Counted::Project => "project",
            Counted::Application => "application",
            Counted::Engagement => "engagement",
            Counted::Host => "host",
        },
    )
    .fetch_all(cx.pool())
    .await?;
    for row in rows {
        if let Some(named) = found.iter().find(|named| named.id == row.id) {
            row.label.clone_from(&named.label);
        }
    }
    Ok(())
}
