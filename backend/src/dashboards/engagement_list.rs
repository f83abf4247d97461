//! The program's engagements as a list: for staff with a filter, for faculty what is under way.

use domain::access::Action;
use domain::engagements::Stage;
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::time::{Day, Minutes};

use crate::cx::Cx;
use crate::failure::Failure;

const ROWS: i64 = 50;

/// One row.
#[derive(Clone, Debug)]
pub struct EngagementRow {
    /// Which.
    pub id: EngagementId,
    /// The student's name.
    pub student: String,
    /// The host organisation's name.
    pub host: String,
    /// The project's title.
    pub project: String,
    /// Where it stands.
    pub stage: Stage,
    /// Planned time.
    pub planned: Minutes,
    /// Approved time.
    pub approved: Minutes,
    /// Last day.
    pub end: Day,
    /// Whether it was flagged.
    pub at_risk: bool,
    /// Where the page after this row begins.
    pub cursor: String,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct EngagementList {
    /// At most 50 rows, last changed first.
    pub rows: Vec<EngagementRow>,
    /// The next page's `after`, if there is one.
    pub next: Option<String>,
}

/// Engagements of the program in one stage, or in all when `stage` names none.
///
/// # Errors
/// [`Failure::NotFound`] for people who are neither staff nor faculty.
pub async fn engagement_list(cx: &Cx, stage: &str, after: &str) -> Result<EngagementList, Failure> {
    if cx.require(Action::ViewStaffHome).is_err() {
        cx.require(Action::ViewFacultyHome)?;
    }
    let stage = Stage::from_word(stage).map(Stage::word);
    let after: Option<(i64, uuid::Uuid)> =
        after.split_once('_').and_then(|(micros, id)| Some((micros.parse().ok()?, id.parse().ok()?)));
    let before = after.and_then(|(micros, _)| domain::time::Instant::from_microsecond(micros).ok());
    let rows = sqlx::query!(
        r#"select e.id, s.name as student, h.name as host, p.title as project, e.stage, e.planned_minutes, e.end_on, e.at_risk, e.updated_at,
            coalesce((select sum(t.minutes) from timesheets t where t.engagement_id = e.id and t.stage = 'approved'), 0)::int as "approved!"
           from engagements e
           join people s on s.id = e.student_id
           join hosts h on h.id = e.host_id
           join projects p on p.id = e.project_id
           where e.program_id = $1 and ($2::text is null or e.stage = $2)
             and ($3::timestamptz is null or (e.updated_at, e.id) < ($3, $4::uuid))
           order by e.updated_at desc, e.id desc limit $5"#,
        cx.program().id.0,
        stage,
        before.map(crate::sql::at) as _,
        after.map(|(_, id)| id),
        ROWS + 1,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        list.push(EngagementRow {
            id: row.id.into(),
            student: row.student,
            host: row.host,
            project: row.project,
            stage: crate::sql::word(&row.stage)?,
            planned: Minutes(row.planned_minutes),
            approved: Minutes(row.approved),
            end: row.end_on.to_jiff(),
            at_risk: row.at_risk,
            cursor: format!("{}_{}", row.updated_at.to_jiff().as_microsecond(), row.id),
        });
    }
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = list.len() > most;
    list.truncate(most);
    let next = if more { list.last().map(|row| row.cursor.clone()) } else { None };
    Ok(EngagementList { rows: list, next })
}
