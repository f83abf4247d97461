//! Published projects, by the day of their publication.

use domain::metrics::{Metric, Seen};
use domain::time::Instant;

use super::Asked;
use super::source::{Head, Row, head, part, waited};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, instant};

/// One project.
pub(super) struct Project {
    head: Head,
    expired: bool,
    seats: i32,
    score: i32,
    submitted: Option<Instant>,
    published: Instant,
    applicants: i64,
    filled: i64,
    taken: Option<Instant>,
    ended: Option<Instant>,
}

impl Row for Project {
    fn head(&self) -> &Head {
        &self.head
    }
}

pub(super) async fn read(cx: &Cx, asked: &Asked) -> Result<Vec<Project>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"select p.id, p.host_id, p.category, h.kind, p.stage, p.seats, p.score, p.submitted_at,
            p.published_at as "published_at!", coalesce(a.sent, 0) as "sent!", coalesce(a.accepted, 0) as "accepted!",
            t.taken as "taken?: jiff_sqlx::Timestamp",
            case when p.stage in ('expired', 'cancelled') then
                (select max(e.at) from events e where e.subject_id = p.id and e.stage_to = p.stage)
            end as "ended?: jiff_sqlx::Timestamp"
           from projects p
           join hosts h on h.id = p.host_id
           left join (select project_id, count(*) as sent, count(*) filter (where stage = 'accepted') as accepted
                from applications where program_id = $1 and submitted_at >= $2 group by project_id) a on a.project_id = p.id
           left join (select project_id, min(created_at) as taken
                from engagements where program_id = $1 and created_at >= $2 group by project_id) t on t.project_id = p.id
           where p.program_id = $1 and p.published_at >= $2 and p.published_at < $3
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
        let published = row.published_at.to_jiff();
        Project {
            head: head(cx, published, (row.id, row.host_id, None), (row.category, row.kind)),
            expired: row.stage == "expired",
            seats: row.seats,
            score: row.score,
            submitted: instant(row.submitted_at),
            published,
            applicants: row.sent,
            filled: row.accepted,
            taken: instant(row.taken),
            ended: instant(row.ended),
        }
    });
    Ok(found.collect())
}

/// What a project adds to a metric.
pub(super) fn observe(metric: Metric, project: &Project, cx: &Cx) -> Option<Seen> {
    let seats = u32::try_from(project.seats).unwrap_or_default();
    Some(match metric {
        #[expect(clippy::cast_precision_loss, reason = "nobody gets so many applications")]
        Metric::ApplicantsPerProject => Seen::Number(project.applicants as f64),
        Metric::ProjectsWithoutApplicants => part(project.applicants == 0),
        Metric::FillRate => Seen::Part(u32::try_from(project.filled).unwrap_or(seats).min(seats), seats),
        Metric::ExpiryRate => part(project.expired),
        Metric::TimeToPublish => waited(project.submitted?, Some(project.published), project.published),
        Metric::TimeToFill => waited(project.published, project.taken, project.ended.unwrap_or_else(|| cx.at())),
        Metric::ScopeScore => Seen::Number(f64::from(project.score)),
        _ => return None,
    })
}
