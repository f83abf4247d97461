//! Runners-up: whom the host wants next when an offer is declined or runs out. The system then makes the next offer, once
//! for each offer that was not taken while a runner-up waited, unless the host makes one first.

use domain::actor::{Actor, Party};
use domain::applications::{Order, Stage};
use domain::event::{Event, Subject};
use domain::ids::{ApplicationId, EngagementId, ProjectId};
use domain::machine::Word as _;
use domain::refusal::Refusal;

use super::commands::step;
use super::{letters, rows};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::on;

/// Most runners-up of one project.
const MOST: i32 = 20;
/// Rows one run takes on.
const BATCH: i64 = 200;

/// Makes somebody who waits the next runner-up of the project.
///
/// # Errors
/// A refusal when they no longer wait or are one already; [`Failure::NotFound`] for those it does not concern.
pub async fn name_runner_up(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (row, by) = lock(&mut tx, id).await?;
    if !matches!(row.application.stage(), Stage::Submitted | Stage::Shortlisted | Stage::Interview) {
        return Err(Refusal::rule("This application no longer waits for an answer, so it can be no runner-up.").into());
    }
    let given = sqlx::query!(
        r#"select coalesce(max(runner_up), 0) as "last!", bool_or(id = $2 and runner_up is not null) as "there!"
           from applications where project_id = $1"#,
        row.project.0,
        id.0,
    )
    .fetch_one(tx.db())
    .await?;
    if given.there {
        return Err(Refusal::rule("This student is a runner-up already.").into());
    }
    if given.last >= MOST {
        return Err(Refusal::rule(format!("A project has at most {MOST} runners-up.")).into());
    }
    sqlx::query!("update applications set runner_up = $2, version = version + 1 where id = $1", id.0, given.last + 1)
        .execute(tx.db())
        .await?;
    record(&mut tx, &row, by, "name_runner_up").await?;
    tx.commit().await
}

/// Takes it back. The others keep their order.
///
/// # Errors
/// A refusal when they are none; [`Failure::NotFound`] for those it does not concern.
pub async fn unname_runner_up(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (row, by) = lock(&mut tx, id).await?;
    if !matches!(row.application.stage(), Stage::Submitted | Stage::Shortlisted | Stage::Interview) {
        return Err(Refusal::rule("This application no longer waits for an answer.").into());
    }
    let taken = sqlx::query!(
        "update applications set runner_up = null, version = version + 1 where id = $1 and runner_up is not null",
        id.0
    )
    .execute(tx.db())
    .await?;
    if taken.rows_affected() == 0 {
        return Err(Refusal::rule("This student is no runner-up.").into());
    }
    record(&mut tx, &row, by, "unname_runner_up").await?;
    tx.commit().await
}

/// With the project, which is what gives the order; for its host and for staff alone.
async fn lock(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(rows::Row, Party), Failure> {
    let row = rows::lock_with_project(tx, id).await?.ok_or(Failure::NotFound)?;
    let parties = tx.cx().actor().parties(&row.application.belongs);
    let by = parties.into_iter().find(|party| matches!(party, Party::Host | Party::Staff));
    by.map(|by| (row, by)).ok_or_else(|| Refusal::NotYours { command: "name_runner_up".to_owned() }.into())
}

async fn record(tx: &mut Tx<'_>, row: &rows::Row, by: Party, command: &'static str) -> Result<(), Failure> {
    let event = Event {
        subject: Subject::Application,
        id: row.application.id.0,
        belongs: row.application.belongs,
        command,
        by,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, row.project).await?;
    Ok(())
}

/// The runners-up of a project who still wait.
pub(super) async fn waiting(tx: &mut Tx<'_>, project: ProjectId) -> Result<Vec<ApplicationId>, Failure> {
    let ids = sqlx::query_scalar!(
        "select id from applications where project_id = $1 and runner_up is not null
             and stage in ('submitted', 'shortlisted', 'interview')",
        project.0,
    )
    .fetch_all(tx.db())
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Every seat is taken: a runner-up is told once that they are next in line, and that they have an answer by the first day
/// of the work. False when that day is over: nobody waits for nothing.
pub(super) async fn keep_in_line(tx: &mut Tx<'_>, id: ApplicationId) -> Result<bool, Failure> {
    let Some(row) = rows::lock(tx, id).await? else { return Ok(true) };
    let Some(start) = row.start.filter(|start| *start >= tx.cx().today()) else { return Ok(false) };
    let kept = sqlx::query!(
        "update applications set decision_due = $2, version = version + 1 where id = $1 and decision_due is distinct from $2",
        id.0,
        on(start) as _,
    )
    .execute(tx.db())
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(true);
    }
    let stage = row.application.stage().word();
    let event = Event {
        subject: Subject::Application,
        id: id.0,
        belongs: row.application.belongs,
        command: "keep_in_line",
        by: Party::System,
        from: Some(stage),
        to: Some(stage),
        reason: None,
        kind: None,
    };
    tx.record(&event, row.project).await?;
    letters::next_in_line(tx, &row, start).await?;
    Ok(true)
}

/// An offer was not taken while a runner-up waited: the next one is owed an offer.
pub(super) async fn owe(tx: &mut Tx<'_>, id: ApplicationId, project: ProjectId) -> Result<(), Failure> {
    sqlx::query!(
        "update applications set owes_offer = true
         where id = $1 and exists (select 1 from applications a where a.project_id = $2 and a.runner_up is not null
             and a.stage in ('submitted', 'shortlisted', 'interview'))",
        id.0,
        project.0,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// A student left before the start: if somebody is next in line, the seat is owed to them.
pub(crate) async fn owe_seat(tx: &mut Tx<'_>, engagement: EngagementId, project: ProjectId) -> Result<(), Failure> {
    let application = sqlx::query_scalar!("select application_id from engagements where id = $1", engagement.0)
        .fetch_one(tx.db())
        .await?;
    owe(tx, application.into(), project).await
}

/// An offer was made, by a person or by the system: one that was owed is owed no longer.
pub(super) async fn settle(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    sqlx::query!(
        "update applications set owes_offer = false
         where id = (select o.id from applications o where o.project_id = $1 and o.owes_offer order by o.id limit 1)",
        project.0,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The first runner-up of each project that owes an offer and has a seat for it.
pub(super) async fn due(cx: &Cx) -> Result<Vec<ApplicationId>, Failure> {
    let ids = sqlx::query_scalar!(
        r#"select distinct on (a.project_id) a.id
           from applications a join projects p on p.id = a.project_id
           where a.program_id = $1 and a.runner_up is not null and a.stage in ('submitted', 'shortlisted', 'interview')
             and a.confirm_by is null and p.stage in ('published', 'selection')
             and p.seats > coalesce((select t.given from seats t where t.project_id = p.id), 0)
             and exists (select 1 from applications o where o.project_id = p.id and o.owes_offer)
           order by a.project_id, a.runner_up limit $2"#,
        cx.program().id.0,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Offers the seat to one of them; the machine refuses when somebody was quicker.
pub(super) async fn offer(cx: &Cx, id: ApplicationId) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    let row = rows::lock_with_project(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let open = matches!(row.project_stage.as_str(), "published" | "selection");
    if !open || rows::host_is_suspended(&mut tx, row.host).await? {
        return Err(Refusal::rule("This project chooses no students now.").into());
    }
    // The host may have changed their mind, or made an offer, since the round began.
    let still = sqlx::query_scalar!(
        r#"select exists (select 1 from applications a where a.id = $1 and a.runner_up is not null)
             and exists (select 1 from applications o where o.project_id = $2 and o.owes_offer) as "still!""#,
        id.0,
        row.project.0,
    )
    .fetch_one(tx.db())
    .await?;
    if !still {
        return Err(Refusal::rule("No offer is owed to this student any more.").into());
    }
    let row = step(&mut tx, row, &Order::Offer, &Actor::System).await?;
    let until = row.application.facts.offer_expires_at;
    letters::offered(&mut tx, &row, until).await?;
    letters::runner_up_offered(&mut tx, &row).await?;
    tx.commit().await
}
