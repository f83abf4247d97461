//! Hosts that come back.

use domain::metrics::Seen;
use domain::time::plus_hours;

use super::Asked;
use super::source::{Head, Row, head, part};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::at;

/// A year, in hours.
const YEAR: i64 = 365 * 24;

/// One host.
pub(super) struct Host {
    head: Head,
    again: bool,
}

impl Row for Host {
    fn head(&self) -> &Head {
        &self.head
    }
}

/// Hosts by their first accepted work in the period, when a year has passed since: whether they published within it.
pub(super) async fn returning(cx: &Cx, asked: &Asked) -> Result<Vec<Host>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"with done as (
                select e.host_id, min(e.accepted_at) as at from engagements e
                join projects p on p.id = e.project_id
                where e.program_id = $1 and e.accepted_at >= $2 and e.accepted_at < $3
                  and e.stage in ('accepted', 'paid', 'completed') and ($4::text is null or p.category = $4)
                group by e.host_id)
           select h.id, h.kind, d.at as "at!: jiff_sqlx::Timestamp",
            exists (select 1 from projects p where p.host_id = h.id and p.program_id = $1
                and p.published_at > d.at and p.published_at <= d.at + interval '8760 hours') as "again!"
           from done d join hosts h on h.id = d.host_id
           where d.at <= $6 and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
        at(plus_hours(cx.at(), -YEAR)) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| Host {
        head: head(cx, row.at.to_jiff(), (row.id, row.id, None), (String::new(), row.kind)),
        again: row.again,
    });
    Ok(found.collect())
}

/// Hosts whose first publication was in the same period a year before: whether they published in this one.
pub(super) async fn retained(cx: &Cx, asked: &Asked) -> Result<Vec<Host>, Failure> {
    let (from, until) = asked.instants(cx);
    let (first, last) = asked.a_year_before().instants(cx);
    let rows = sqlx::query!(
        r#"with began as (
                select p.host_id, min(p.published_at) as at from projects p
                where p.program_id = $1 and p.published_at is not null and ($4::text is null or p.category = $4)
                group by p.host_id)
           select h.id, h.kind,
            exists (select 1 from projects p where p.host_id = h.id and p.program_id = $1
                and p.published_at >= $2 and p.published_at < $3 and ($4::text is null or p.category = $4)) as "again!"
           from began b join hosts h on h.id = b.host_id
           where b.at >= $6 and b.at < $7 and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
        at(first) as _,
        at(last) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| Host {
        head: Head { day: asked.last, ..head(cx, from, (row.id, row.id, None), (String::new(), row.kind)) },
        again: row.again,
    });
    Ok(found.collect())
}

/// What it adds.
pub(super) fn observe(one: &Host) -> Option<Seen> {
    Some(part(one.again))
}
