//! Projects sent for review, each time anew, with what staff answered: from the history.

use domain::metrics::{Metric, Seen};
use domain::time::Instant;

use super::Asked;
use super::source::{Head, Row, head, part, waited};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, instant};

/// One time a project was sent.
pub(super) struct Submission {
    head: Head,
    sent: Instant,
    next: Option<(Instant, String)>,
}

impl Row for Submission {
    fn head(&self) -> &Head {
        &self.head
    }
}

pub(super) async fn read(cx: &Cx, asked: &Asked) -> Result<Vec<Submission>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"select p.id, p.host_id, p.category, h.kind, s.at, n.at as "next_at?: jiff_sqlx::Timestamp",
            n.stage_to as "next_stage?"
           from events s
           join projects p on p.id = s.subject_id
           join hosts h on h.id = p.host_id
           left join lateral (
                select e.at, e.stage_to from events e
                where e.subject_id = s.subject_id and e.at >= s.at
                  and e.stage_to in ('approved', 'changes_requested', 'rejected', 'draft', 'archived')
                order by e.at, e.id limit 1) n on true
           where s.program_id = $1 and s.subject = 'project' and s.command = 'submit' and s.at >= $2 and s.at < $3
             and ($4::text is null or p.category = $4) and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| {
        let sent = row.at.to_jiff();
        Submission {
            head: head(cx, sent, (row.id, row.host_id, None), (row.category, row.kind)),
            sent,
            next: instant(row.next_at).zip(row.next_stage),
        }
    });
    Ok(found.collect())
}

/// What it adds to a metric. One that its host took back waited until then, in vain.
pub(super) fn observe(metric: Metric, one: &Submission, cx: &Cx) -> Option<Seen> {
    let next = one.next.as_ref().map(|(at, stage)| (*at, stage.as_str()));
    let answered = next.filter(|(_, stage)| matches!(*stage, "approved" | "changes_requested" | "rejected"));
    Some(match metric {
        Metric::TimeToReview => {
            waited(one.sent, answered.map(|(at, _)| at), next.map_or_else(|| cx.at(), |(at, _)| at))
        }
        Metric::ScopeReturned => part(answered?.1 == "changes_requested"),
        _ => return None,
    })
}
