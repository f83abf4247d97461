//! What anybody may read.

use domain::applications::decision_due;
use domain::ids::{HostId, ProjectId};
use domain::money::Cents;
use domain::projects::{Draft, Stage};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::host;
use super::views::{FrontFigures, HostRecord, PublicProject};
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::sql::{day, instant, word};

/// A project that is published, or was.
///
/// # Errors
/// [`Failure::NotFound`] for drafts, paused projects and those of another program.
pub async fn project_page(visit: &Visit, id: ProjectId) -> Result<PublicProject, Failure> {
    let mut db = visit.pool().acquire().await?;
    let row = sqlx::query!(
        r#"select p.stage, p.draft as "draft!: Json<Draft>", p.host_id, p.published_at, p.apply_by, p.decide_by,
            greatest(0, p.seats - coalesce((select t.taken from seats t where t.project_id = p.id), 0)) as "open_seats!"
           from projects p where p.id = $1 and p.program_id = $2 and p.published_at is not null
            and p.stage in ('published', 'selection', 'filled', 'in_progress', 'completed', 'cancelled', 'expired')"#,
        id.0,
        visit.program().id.0,
    )
    .fetch_optional(&mut *db)
    .await?
    .ok_or(Failure::NotFound)?;
    let (Some(published_at), Some(apply_by), Some(decide_by)) =
        (instant(row.published_at), day(row.apply_by), day(row.decide_by))
    else {
        return Err(Failure::corrupt(format!("published project {id} without its dates")));
    };
    let stage: Stage = word(&row.stage)?;
    let host = host_record(&mut db, visit, row.host_id.into()).await?;
    let draft = row.draft.0;
    Ok(PublicProject {
        id,
        stage,
        pay: draft.net_pay(visit.policy()),
        draft,
        host,
        published_at,
        apply_by,
        decide_by,
        open_seats: row.open_seats,
        open: stage == Stage::Published && apply_by >= visit.today(),
    })
}

/// A draft as its page would be, for the people of its host, its author and staff. It stands nowhere yet: days that are
/// not chosen are today, and nobody can apply.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else.
pub async fn preview(cx: &Cx, id: ProjectId) -> Result<PublicProject, Failure> {
    let mut db = cx.pool().acquire().await?;
    let own = host::own(&mut db, cx, id).await?;
    let host = host_record(&mut db, cx, own.host_id).await?;
    let apply_by = own.draft.apply_by.unwrap_or(cx.today());
    Ok(PublicProject {
        id,
        stage: own.stage,
        pay: own.draft.net_pay(cx.policy()),
        open_seats: own.draft.seats,
        draft: own.draft,
        host,
        published_at: cx.at(),
        apply_by,
        decide_by: decision_due(apply_by, cx.policy(), &cx.program().calendar),
        open: false,
    })
}

/// A host organisation with how its projects in this program ended.
pub(super) async fn host_record(db: &mut PgConnection, visit: &Visit, id: HostId) -> Result<HostRecord, Failure> {
    let row = sqlx::query!(
        r#"select h.name, h.about, h.website, s.stage, s.created_at,
            count(p.id) filter (where p.stage = 'completed') as "completed!",
            count(p.id) filter (where p.stage = 'cancelled') as "cancelled!",
            count(p.id) filter (where p.stage = 'rejected') as "rejected!"
           from hosts h join host_standings s on s.host_id = h.id and s.program_id = $2
           left join projects p on p.host_id = h.id and p.program_id = $2
           where h.id = $1 group by h.id, s.stage, s.created_at"#,
        id.0,
        visit.program().id.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Failure::NotFound)?;
    Ok(HostRecord {
        id,
        name: row.name,
        about: row.about,
        website: row.website,
        stage: word(&row.stage)?,
        since: row.created_at.to_jiff(),
        completed: row.completed,
        cancelled: row.cancelled,
        rejected: row.rejected,
    })
}

/// Figures of the front page, over the newest rows only: it is the page most often asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn front_figures(visit: &Visit) -> Result<FrontFigures, Failure> {
    let row = sqlx::query!(
        r#"select o.count as "open!", o.median as "median?: i64", d.paid as "paid!", d.in_time as "in_time!"
           from (select count(*), (percentile_disc(0.5) within group (order by net_per_hour_cents)) as median from
                    (select net_per_hour_cents from projects where program_id = $1 and stage = 'published' limit 1001) open) o,
                (select count(*) as paid, count(*) filter (where settled_at <= ready_at + interval '14 days') as in_time from
                    (select settled_at, ready_at from payments where program_id = $1 and stage = 'settled'
                     order by updated_at desc limit 1000) settled) d"#,
        visit.program().id.0,
    )
    .fetch_one(visit.pool())
    .await?;
    Ok(FrontFigures { open: row.open, median_hour: row.median.map(Cents), paid: row.paid, paid_in_time: row.in_time })
}
