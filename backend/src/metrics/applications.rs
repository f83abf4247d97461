//! Applications that were sent, by the day they were.

use domain::metrics::{Metric, Seen};
use domain::time::Day;

use super::Asked;
use super::source::{Head, Row, head, part};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, day};

/// One application.
pub(super) struct Application {
    head: Head,
    stage: String,
    due: Option<Day>,
    in_time: bool,
    progress: i32,
}

impl Row for Application {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Application {
    /// How far it came: 0 sent, 1 offered, 2 accepted, 3 at work, 4 accepted work.
    pub(super) const fn progress(&self) -> i32 {
        self.progress
    }
}

/// The first decision by a person counts: the automatic answer after days of silence is none.
pub(super) async fn read(cx: &Cx, asked: &Asked) -> Result<Vec<Application>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"with decisions as (
                select distinct on (subject_id) subject_id, at, party from events
                where program_id = $1 and subject = 'application' and command in ('offer', 'not_select') and at >= $2
                order by subject_id, at, id)
           select a.id, a.student_id, p.host_id, p.category, h.kind, a.stage, a.decision_due,
            a.submitted_at as "submitted_at!",
            coalesce(d.party in ('host', 'staff') and (d.at at time zone g.zone)::date <= a.decision_due, false) as "in_time!",
            case when e.stage in ('accepted', 'paid', 'completed') then 4 when e.started_at is not null then 3
                when a.stage = 'accepted' then 2 when a.stage in ('offered', 'declined', 'offer_expired') then 1
                else 0 end as "progress!"
           from applications a
           join programs g on g.id = a.program_id
           join projects p on p.id = a.project_id
           join hosts h on h.id = p.host_id
           left join decisions d on d.subject_id = a.id
           left join engagements e on e.application_id = a.id
           where a.program_id = $1 and a.submitted_at >= $2 and a.submitted_at < $3
             and ($4::text is null or p.category = $4) and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| Application {
        head: head(
            cx,
            row.submitted_at.to_jiff(),
            (row.id, row.host_id, Some(row.student_id)),
            (row.category, row.kind),
        ),
        stage: row.stage,
        due: day(row.decision_due),
        in_time: row.in_time,
        progress: row.progress,
    });
    Ok(found.collect())
}

/// What it adds to a metric.
pub(super) fn observe(metric: Metric, one: &Application, cx: &Cx) -> Option<Seen> {
    let accepted = one.stage == "accepted";
    match metric {
        Metric::SelectionRate => Some(part(accepted)),
        Metric::ApplicationSuccess => (one.stage != "withdrawn").then(|| part(accepted)),
        Metric::DecisionsInTime => {
            let due = one.due.is_some_and(|due| due < cx.today());
            let counts = due && !matches!(one.stage.as_str(), "withdrawn" | "ineligible" | "closed");
            counts.then(|| part(one.in_time))
        }
        _ => None,
    }
}
