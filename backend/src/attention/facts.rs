//! The facts that the rules are told, of some projects at once.

use std::collections::BTreeMap;

use domain::attention::{
    MilestoneFacts, OfferFacts, PaymentFacts, ProjectFacts, SheetFacts, WorkFacts, lapses_soon_from,
};
use domain::ids::{ApplicationId, ProjectId};
use domain::time::{Instant, Minutes, Week};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::Cx;
use crate::failure::Failure;
use crate::sql::{day, word};

#[derive(Debug, Deserialize)]
struct Offer {
    id: ApplicationId,
    expires: Instant,
}

/// What is the case with these projects of the program. Two reads, whatever their number.
pub(super) async fn read(db: &mut PgConnection, cx: &Cx, projects: &[Uuid]) -> Result<Vec<ProjectFacts>, Failure> {
    let mut works = works(db, cx, projects).await?;
    let rows = sqlx::query!(
        r#"select p.id, p.stage, p.apply_by, (p.published_at at time zone g.zone)::date as "published?",
            (p.submitted_at at time zone g.zone)::date as "submitted?",
            (select count(*) from applications a where a.project_id = p.id and a.stage <> 'draft') as "applicants!",
            (select coalesce(json_agg(json_build_object('id', a.id, 'expires', a.offer_expires_at) order by a.id), '[]')
                from applications a where a.project_id = p.id and a.stage = 'offered') as "offers!: Json<Vec<Offer>>"
           from projects p join programs g on g.id = p.program_id
           where p.program_id = $1 and p.id = any($2) order by p.id"#,
        cx.program().id.0,
        projects
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let id: ProjectId = row.id.into();
            Ok(ProjectFacts {
                id,
                stage: word(&row.stage)?,
                published: day(row.published),
                submitted: day(row.submitted),
                apply_by: day(row.apply_by),
                applicants: row.applicants,
                offers: row.offers.0.into_iter().map(|offer| told(cx, &offer)).collect(),
                works: works.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

fn told(cx: &Cx, offer: &Offer) -> OfferFacts {
    let day = |at| cx.program().day_of(at);
    let since = day(lapses_soon_from(offer.expires));
    OfferFacts { id: offer.id, expires: offer.expires, since, due: day(offer.expires) }
}

async fn works(
    db: &mut PgConnection,
    cx: &Cx,
    projects: &[Uuid],
) -> Result<BTreeMap<ProjectId, Vec<WorkFacts>>, Failure> {
    let rows = sqlx::query!(
        r#"select e.id, e.project_id, e.stage, e.stage_on, e.start_on, e.end_on, e.kickoff_on, e.planned_minutes,
            'kickoff' = any(e.required) as "needs_kick_off!", 'survey' = any(e.required) as "needs_survey!",
            exists (select 1 from survey_answers a where a.engagement_id = e.id and a.person_id = e.student_id
                and a.kind = 'pre') as "surveyed!",
            case when e.work_authorization = 'cleared' then e.authorized_until end as "authorized_until?",
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t where t.engagement_id = e.id) as "logged!",
            (select max(n.day) from time_entries n join timesheets t on t.id = n.timesheet_id
                where t.engagement_id = e.id) as "last_logged?",
            (select max(c.week) from check_ins c where c.engagement_id = e.id and c.side = 'student') as "last_check_in?",
            (select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'due', m.due_on, 'stage', m.stage,
                    'planned', m.planned_minutes, 'submitted', (m.submitted_at at time zone g.zone)::date)
                    order by m.position), '[]')
                from milestones m where m.engagement_id = e.id and m.dropped_on is null)
                as "milestones!: Json<Vec<MilestoneFacts>>",
            (select coalesce(json_agg(json_build_object('id', t.id, 'week', t.week, 'stage', t.stage,
                    'submitted', t.submitted_on, 'decided', (t.decided_at at time zone g.zone)::date)
                    order by t.week), '[]')
                from timesheets t where t.engagement_id = e.id and t.stage in ('submitted', 'returned'))
                as "sheets!: Json<Vec<SheetFacts>>",
            (select coalesce(json_agg(json_build_object('id', y.id, 'stage', y.stage,
                    'ready', (y.ready_at at time zone g.zone)::date) order by y.id), '[]')
                from payments y where y.engagement_id = e.id and y.ready_at is not null)
                as "payments!: Json<Vec<PaymentFacts>>"
           from engagements e join programs g on g.id = e.program_id
           where e.program_id = $1 and e.project_id = any($2) order by e.id"#,
        cx.program().id.0,
        projects
    )
    .fetch_all(db)
    .await?;
    let mut works: BTreeMap<ProjectId, Vec<WorkFacts>> = BTreeMap::new();
    for row in rows {
        works.entry(row.project_id.into()).or_default().push(WorkFacts {
            id: row.id.into(),
            stage: word(&row.stage)?,
            since: row.stage_on.to_jiff(),
            start: row.start_on.to_jiff(),
            end: row.end_on.to_jiff(),
            needs_kick_off: row.needs_kick_off,
            kick_off: day(row.kickoff_on),
            needs_survey: row.needs_survey,
            surveyed: row.surveyed,
            authorized_until: day(row.authorized_until),
            planned: Minutes(row.planned_minutes),
            logged: Minutes(row.logged),
            last_logged: day(row.last_logged),
            last_check_in: day(row.last_check_in).map(Week::of),
            milestones: row.milestones.0,
            sheets: row.sheets.0,
            payments: row.payments.0,
        });
    }
    Ok(works)
}
