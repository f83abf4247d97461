//! Payments to students: those that are settled, by the day they were, and those that are promised today.

use domain::metrics::Seen;
use domain::money::Cents;
use domain::time::Instant;
use uuid::Uuid;

use super::Asked;
use super::source::{Head, Row, head};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::at;

/// One payment.
pub(super) struct Payment {
    head: Head,
    amount: Cents,
}

impl Row for Payment {
    fn head(&self) -> &Head {
        &self.head
    }
}

/// As a row comes: engagement, host, student, category, kind, day, amount.
struct Raw {
    id: Uuid,
    host_id: Uuid,
    student_id: Uuid,
    category: String,
    kind: String,
    at: jiff_sqlx::Timestamp,
    amount_cents: i64,
}

pub(super) async fn settled(cx: &Cx, asked: &Asked) -> Result<Vec<Payment>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query_as!(
        Raw,
        r#"select e.id, e.host_id, e.student_id, p.category, h.kind, y.settled_at as "at!", y.amount_cents
           from payments y
           join engagements e on e.id = y.engagement_id
           join projects p on p.id = e.project_id
           join hosts h on h.id = e.host_id
           where y.program_id = $1 and y.settled_at >= $2 and y.settled_at < $3 and y.stage = 'settled'
             and ($4::text is null or p.category = $4) and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(payments(cx, rows, None))
}

/// What is promised today. It has no period: all of it counts today.
pub(super) async fn committed(cx: &Cx, asked: &Asked) -> Result<Vec<Payment>, Failure> {
    let rows = sqlx::query_as!(
        Raw,
        r#"select e.id, e.host_id, e.student_id, p.category, h.kind, y.updated_at as at, y.amount_cents
           from payments y
           join engagements e on e.id = y.engagement_id
           join projects p on p.id = e.project_id
           join hosts h on h.id = e.host_id
           where y.program_id = $1 and y.amount_cents > 0
             and y.stage in ('encumbered', 'ready', 'approved', 'batched', 'submitted', 'on_hold', 'returned')
             and ($2::text is null or p.category = $2) and ($3::text is null or h.kind = $3)"#,
        cx.program().id.0,
        asked.filter.category.as_deref(),
        asked.kind(),
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(payments(cx, rows, Some(cx.at())))
}

fn payments(cx: &Cx, rows: Vec<Raw>, today: Option<Instant>) -> Vec<Payment> {
    let payment = |row: Raw| {
        let at = today.unwrap_or_else(|| row.at.to_jiff());
        let head = head(cx, at, (row.id, row.host_id, Some(row.student_id)), (row.category, row.kind));
        Payment { head, amount: Cents(row.amount_cents) }
    };
    rows.into_iter().map(payment).collect()
}

/// What it adds.
pub(super) const fn observe(one: &Payment) -> Option<Seen> {
    Some(Seen::Cents(one.amount))
}
