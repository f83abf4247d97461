//! The finished work of one student, in one query.

use domain::ids::{PersonId, ProgramId};
use domain::portfolios::{HostReview, Work, delivered, ordered};
use domain::projects::Deliverable;
use domain::reviews::{Levels, quality};
use domain::time::{Instant, Minutes};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::failure::Failure;
use crate::sql::{instant, word};

/// Most works of one portfolio.
const MOST: i64 = 50;

/// Finished work with what only its student and its host know of the permission.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub work: Work,
    /// When the student last asked for permission.
    pub asked: Option<Instant>,
    /// When the host last decided.
    pub decided: Option<Instant>,
}

/// All finished work of a student in a program, in the order the student gave it. A review counts once both sides may read
/// it, and no more once staff have hidden it.
pub(super) async fn of(
    db: &mut PgConnection,
    program: ProgramId,
    student: PersonId,
    order: &[Uuid],
) -> Result<Vec<Kept>, Failure> {
    let rows = sqlx::query!(
        r#"select e.id, e.terms, e.start_on, e.end_on, p.category, p.skills,
            coalesce(p.draft -> 'deliverables', '[]') as "deliverables!: Json<Vec<Deliverable>>",
            coalesce(p.draft ->> 'problem', '') as "problem!",
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t
                where t.engagement_id = e.id and t.stage = 'approved') as "worked!",
            r.ratings as "ratings?: Json<serde_json::Value>", r.levels as "levels?: Json<Levels>", r.strengths as "strengths?",
            s.scope as "scope?", s.asked_at as "asked_at?", s.decided_at as "decided_at?",
            coalesce(x.hidden, false) as "hidden!", coalesce(x.quoted, true) as "quoted!",
            coalesce((select json_agg(json_build_array(l.place, l.text) order by l.place) from portfolio_lines l
                where l.engagement_id = e.id), '[]') as "lines!: Json<Vec<(usize, String)>>"
           from engagements e
           join projects p on p.id = e.project_id
           left join reviews r on r.engagement_id = e.id and r.side = 'host' and r.stage = 'revealed'
               and r.hidden_at is null
           left join work_showings s on s.engagement_id = e.id
           left join portfolio_entries x on x.engagement_id = e.id
           where e.student_id = $1 and e.program_id = $2 and e.stage in ('accepted', 'paid', 'completed')
           order by e.accepted_at desc nulls last, e.id desc limit $3"#,
        student.0,
        program.0,
        MOST
    )
    .fetch_all(db)
    .await?;
    let mut all = Vec::new();
    for row in rows {
        let terms: domain::engagements::Terms = serde_json::from_value(row.terms)?;
        let levels = row.levels.map(|Json(levels)| levels);
        // Reviews from before there were levels have a row of stars.
        let stars = row.ratings.and_then(|Json(ratings)| serde_json::from_value::<Vec<u8>>(ratings).ok());
        let quality = quality(levels.as_ref(), &stars.unwrap_or_default());
        let review = row.strengths.map(|strengths| HostReview { quality, strengths });
        let work = Work {
            id: row.id.into(),
            category: row.category,
            delivered: delivered(&terms, &row.deliverables.0),
            title: terms.project,
            host: terms.host,
            problem: row.problem,
            skills: row.skills,
            worked: Minutes(row.worked),
            start: row.start_on.to_jiff(),
            end: row.end_on.to_jiff(),
            scope: row.scope.as_deref().map(word).transpose()?.unwrap_or_default(),
            hidden: row.hidden,
            quoted: row.quoted,
            review,
            own_lines: row.lines.0,
        };
        all.push(Kept { work, asked: instant(row.asked_at), decided: instant(row.decided_at) });
    }
    let newest: Vec<_> = all.iter().map(|kept| kept.work.id).collect();
    let order: Vec<_> = order.iter().map(|id| (*id).into()).collect();
    let order = ordered(&newest, &order);
    all.sort_by_key(|kept| order.iter().position(|id| *id == kept.work.id));
    Ok(all)
}
