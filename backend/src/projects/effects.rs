//! What other features do to a project inside their own transactions, by the system.

use domain::actor::Actor;
use domain::event::Reason;
use domain::ids::{HostId, ProjectId};
use domain::projects::{Order, Stage};

use super::letters;
use super::rows::{self, Locked};
use crate::cx::Tx;
use crate::failure::Failure;

/// One step of the machine, recorded.
pub(super) async fn step(tx: &mut Tx<'_>, locked: Locked, order: &Order, by: &Actor) -> Result<Locked, Failure> {
    let cx = tx.cx().clone();
    let (project, event) = locked.project.apply(order, by, &cx.now(), cx.policy())?;
    rows::save(tx, &project).await?;
    tx.record(&event, project.id).await?;
    Ok(Locked { project, ..locked })
}

/// Hides every project of a host that students could apply to now.
pub(crate) async fn pause_all(tx: &mut Tx<'_>, host: HostId, reason: &Reason) -> Result<(), Failure> {
    let ids = sqlx::query_scalar!(
        "select id from projects where host_id = $1 and program_id = $2 and stage = 'published' order by id",
        host.0,
        tx.cx().program().id.0,
    )
    .fetch_all(tx.db())
    .await?;
    for id in ids {
        let Some(locked) = rows::lock(tx, id.into()).await? else { continue };
        if locked.project.stage() == Stage::Published {
            step(tx, locked, &Order::Pause(reason.clone()), &Actor::System).await?;
        }
    }
    Ok(())
}

/// Notes that every seat is taken; nothing when it is noted already.
pub(crate) async fn fill(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let Some(mut locked) = rows::lock(tx, project).await? else { return Err(Failure::NotFound) };
    if locked.project.stage() == Stage::Published {
        // With every seat taken nobody can apply any more, whatever the last day says.
        let last_day = locked.project.facts.apply_by.take();
        let cx = tx.cx().clone();
        let (mut chosen, event) =
            locked.project.apply(&Order::StartSelection, &Actor::System, &cx.now(), cx.policy())?;
        chosen.facts.apply_by = last_day;
        rows::save(tx, &chosen).await?;
        tx.record(&event, project).await?;
        locked.project = chosen;
    }
    if locked.project.stage() == Stage::Selection {
        step(tx, locked, &Order::Fill, &Actor::System).await?;
    }
    Ok(())
}

/// Notes that a student left before the start, so that a seat is free again: choosing goes on. Nothing when other
/// students are at work already.
pub(crate) async fn drop_out(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let Some(locked) = rows::lock(tx, project).await? else { return Err(Failure::NotFound) };
    if locked.project.stage() == Stage::Filled {
        let locked = step(tx, locked, &Order::DropOut, &Actor::System).await?;
        letters::seat_free(tx, &locked).await?;
    }
    Ok(())
}

/// Notes that its first student has started; nothing when one had started already.
pub(crate) async fn start(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let Some(locked) = rows::lock(tx, project).await? else { return Err(Failure::NotFound) };
    if matches!(locked.project.stage(), Stage::Filled | Stage::Selection) {
        step(tx, locked, &Order::Start, &Actor::System).await?;
    }
    Ok(())
}

/// Notes that all work is over, once no engagement of it is under way.
pub(crate) async fn complete_if_done(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let Some(locked) = rows::lock(tx, project).await? else { return Err(Failure::NotFound) };
    if locked.project.stage() != Stage::InProgress {
        return Ok(());
    }
    let under_way = sqlx::query_scalar!(
        r#"select exists (select 1 from engagements where project_id = $1
            and stage in ('onboarding', 'in_progress', 'submitted', 'in_acceptance', 'paused', 'disputed')) as "under_way!""#,
        project.0,
    )
    .fetch_one(tx.db())
    .await?;
    if !under_way {
        step(tx, locked, &Order::Complete, &Actor::System).await?;
    }
    Ok(())
}
