//! What the other side of somebody's work asks of them, for the homes: one read.

use domain::ids::{EngagementId, ProblemId};
use domain::time::Day;

use crate::Cx;
use crate::failure::Failure;
use crate::sql::day;

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// To pause the work.
    Pause,
    /// To agree on the hours that are left.
    Hours,
    /// To extend the work.
    Extension,
    /// To say one's side of a dispute.
    Dispute(ProblemId),
}

/// One thing the other side, or the program, asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// What.
    pub kind: AskKind,
    /// Of which engagement.
    pub engagement: EngagementId,
    /// The project's title.
    pub project: String,
    /// Since when.
    pub since: Option<Day>,
}

/// Everything that waits for the person who asks in their own work, the oldest first.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn asks(cx: &Cx) -> Result<Vec<Ask>, Failure> {
    let rows = sqlx::query!(
        r#"with mine as (
               select e.id, e.terms ->> 'project' as project, e.stage,
                   case when e.student_id = $1 then 'student' else 'host' end as side
               from engagements e
               where e.program_id = $2 and e.stage in ('in_progress', 'paused', 'submitted', 'in_acceptance', 'accepted', 'paid', 'disputed')
                 and e.id in (select x.id from engagements x where x.student_id = $1
                     union all select x.id from engagements x join host_members m on m.host_id = x.host_id where m.person_id = $1))
           select * from (
               select 'pause' as "kind!", p.engagement_id as "engagement!", m.project as "project!", p.stage_on as "since?", p.id as "id!"
               from pauses p join mine m on m.id = p.engagement_id
               where p.stage = 'proposed' and p.side <> m.side and m.stage = 'in_progress'
               union all
               select 'hours', h.engagement_id, m.project, h.stage_on, h.id
               from hours_checks h join mine m on m.id = h.engagement_id
               where h.stage in ('open', 'proposed') and h.side is distinct from m.side and m.stage in ('in_progress', 'paused')
               union all
               select 'extension', x.engagement_id, m.project, x.stage_on, x.id
               from extensions x join mine m on m.id = x.engagement_id
               where x.stage = 'proposed' and x.side <> m.side and m.stage in ('in_progress', 'paused')
               union all
               select 'dispute', b.engagement_id, m.project, b.stage_on, b.id
               from problems b join mine m on m.id = b.engagement_id
               where b.stage = 'evidence' and not exists (select 1 from problem_words w
                   where w.problem_id = b.id and w.kind = 'statement' and w.voice = m.side)) a
           order by 4, 5 limit 20"#,
        cx.person()?.id.0,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let ask = rows.into_iter().map(|row| Ask {
        kind: match row.kind.as_str() {
            "pause" => AskKind::Pause,
            "hours" => AskKind::Hours,
            "extension" => AskKind::Extension,
            _ => AskKind::Dispute(row.id.into()),
        },
        engagement: row.engagement.into(),
        project: row.project,
        since: day(row.since),
    });
    Ok(ask.collect())
}
