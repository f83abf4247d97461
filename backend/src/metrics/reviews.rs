//! Reviews both sides can read, by the day they were opened.

use domain::metrics::{Metric, Seen};
use serde_json::Value;
use sqlx::types::Json;

use super::Asked;
use super::source::{Head, Row, head, part};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::at;

/// One review.
pub(super) struct Review {
    head: Head,
    by_host: bool,
    content: Option<bool>,
    again: Option<bool>,
}

impl Row for Review {
    fn head(&self) -> &Head {
        &self.head
    }
}

pub(super) async fn read(cx: &Cx, asked: &Asked) -> Result<Vec<Review>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"select e.id, e.host_id, e.student_id, p.category, h.kind, r.revealed_at as "revealed_at!", r.side, r.again,
            r.levels as "levels?: Json<Value>", r.ratings as "ratings: Json<Value>"
           from reviews r
           join engagements e on e.id = r.engagement_id
           join projects p on p.id = e.project_id
           join hosts h on h.id = e.host_id
           where e.program_id = $1 and r.revealed_at >= $2 and r.revealed_at < $3 and r.stage = 'revealed'
             and ($4::text is null or p.category = $4) and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| Review {
        head: head(
            cx,
            row.revealed_at.to_jiff(),
            (row.id, row.host_id, Some(row.student_id)),
            (row.category, row.kind),
        ),
        by_host: row.side == "host",
        content: content(row.levels.as_ref().map(|levels| &levels.0), &row.ratings.0),
        again: row.again,
    });
    Ok(found.collect())
}

/// Three of four levels on average, or four of five stars of a review from before there were levels; nothing where nothing
/// was rated.
fn content(levels: Option<&Value>, stars: &Value) -> Option<bool> {
    let of = |rated: Vec<i64>, least: i64| {
        let count = i64::try_from(rated.len()).ok().filter(|count| *count > 0)?;
        Some(rated.iter().sum::<i64>() >= least * count)
    };
    let numbers = |value: &Value| match value {
        Value::Object(rated) => rated.values().filter_map(Value::as_i64).collect(),
        Value::Array(rated) => rated.iter().filter_map(Value::as_i64).collect(),
        _ => Vec::new(),
    };
    levels.and_then(|levels| of(numbers(levels), 3)).or_else(|| of(numbers(stars), 4))
}

/// What it adds to a metric.
pub(super) fn observe(metric: Metric, one: &Review) -> Option<Seen> {
    match metric {
        Metric::StudentsContent if !one.by_host => one.content.map(part),
        Metric::HostsContent if one.by_host => one.content.map(part),
        Metric::HostsAgain if one.by_host => one.again.map(part),
        _ => None,
    }
}
