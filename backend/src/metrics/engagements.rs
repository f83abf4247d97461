//! Engagements, by the day their offer was accepted.

use domain::metrics::{Metric, Seen};
use domain::time::{Day, Instant};

use super::Asked;
use super::source::{Head, Row, head, part, waited};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, instant};

/// One engagement.
pub(super) struct Engagement {
    head: Head,
    stage: String,
    taken: Instant,
    started: Option<Instant>,
    over: Option<Instant>,
    first_day: Day,
    silence: Option<String>,
}

impl Row for Engagement {
    fn head(&self) -> &Head {
        &self.head
    }
}

pub(super) async fn read(cx: &Cx, asked: &Asked) -> Result<Vec<Engagement>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"select e.id, e.host_id, e.student_id, p.category, h.kind, e.stage, e.created_at, e.started_at, e.start_on,
            case when e.stage in ('no_show_student', 'no_show_host', 'lapsed', 'cancelled', 'terminated', 'incomplete')
                then coalesce(e.closed_at, e.updated_at) end as "over?: jiff_sqlx::Timestamp",
            (select v.command from events v where v.subject_id = e.id
                and (v.command = 'deem_accepted' or (v.command = 'mark_incomplete' and v.party = 'system'))
                order by v.id desc limit 1) as "silence?"
           from engagements e
           join projects p on p.id = e.project_id
           join hosts h on h.id = e.host_id
           where e.program_id = $1 and e.created_at >= $2 and e.created_at < $3
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
        let taken = row.created_at.to_jiff();
        Engagement {
            head: head(cx, taken, (row.id, row.host_id, Some(row.student_id)), (row.category, row.kind)),
            stage: row.stage,
            taken,
            started: instant(row.started_at),
            over: instant(row.over),
            first_day: row.start_on.to_jiff(),
            silence: row.silence,
        }
    });
    Ok(found.collect())
}

/// What it adds to a metric.
pub(super) fn observe(metric: Metric, one: &Engagement, cx: &Cx) -> Option<Seen> {
    let stage = one.stage.as_str();
    let accepted = matches!(stage, "accepted" | "paid" | "completed");
    let silent = |stages: &str, command: &str| {
        // Somebody cannot be silent before there was anything to do.
        let due = stage != "onboarding" || one.first_day < cx.today();
        due.then(|| part(stage == stages || one.silence.as_deref() == Some(command)))
    };
    match metric {
        Metric::StartRate => (stage != "onboarding").then(|| part(one.started.is_some())),
        Metric::CompletionRate => {
            let over = one.started.is_some() && (accepted || one.over.is_some());
            over.then(|| part(accepted))
        }
        Metric::TimeToStart => Some(waited(one.taken, one.started, one.over.unwrap_or_else(|| cx.at()))),
        Metric::SilentStudents => silent("no_show_student", "mark_incomplete"),
        Metric::SilentHosts => silent("no_show_host", "deem_accepted"),
        _ => None,
    }
}
