//! What faculty and staff wrote for hosts.

use domain::access::Action;
use domain::ids::ProjectId;

use super::views::HostRow;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{day, word};

/// Projects one person sees on their home.
const MOST: i64 = 50;

/// The projects this person wrote for a host they are not of, what changed last first. Drafts that were put away are left
/// out.
///
/// # Errors
/// [`Failure::NotFound`] for people who write no projects.
pub async fn authored(cx: &Cx) -> Result<Vec<HostRow>, Failure> {
    cx.require(Action::DraftProject)?;
    let person = cx.person()?;
    let own: Vec<_> = person.hosts.iter().map(|(host, _)| host.0).collect();
    let rows = sqlx::query!(
        r#"select p.id, p.title, p.stage, h.name as host, p.score, p.apply_by, p.decide_by, p.created_at,
            case when p.title = '' then left(coalesce(p.draft ->> 'problem', ''), 80) else '' end as "gist!",
            (select count(*) from applications a where a.project_id = p.id
                and a.stage in ('submitted', 'shortlisted', 'interview')) as "waiting!",
            (select count(*) from engagements e where e.project_id = p.id
                and e.stage in ('onboarding', 'in_progress', 'submitted', 'in_acceptance', 'paused', 'disputed')) as "working!"
           from projects p join hosts h on h.id = p.host_id
           where p.author_id = $1 and p.program_id = $2 and p.stage <> 'archived' and not p.host_id = any($3)
           order by p.updated_at desc, p.id limit $4"#,
        person.id.0,
        cx.program().id.0,
        &own,
        MOST,
    )
    .fetch_all(cx.pool())
    .await?;
    let rows = rows.into_iter().map(|row| {
        Ok(HostRow {
            id: ProjectId(row.id),
            title: row.title,
            gist: row.gist,
            begun_at: row.created_at.to_jiff(),
            stage: word(&row.stage)?,
            host: row.host,
            score: row.score,
            waiting: row.waiting,
            working: row.working,
            apply_by: day(row.apply_by),
            decide_by: day(row.decide_by),
        })
    });
    rows.collect()
}
