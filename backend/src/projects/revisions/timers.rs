//! Changes that come too late lapse by themselves, each in its own transaction.

use domain::actor::Actor;
use domain::ids::RevisionId;
use domain::revisions::Order;

use super::{commands, letters, rows};
use crate::cx::Cx;
use crate::failure::Failure;

/// Changes one run looks at.
const BATCH: i64 = 200;

/// Lets changes lapse whose project is no longer open or has a student already. Returns how many.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let late = sqlx::query_scalar!(
        "select r.id from project_revisions r join projects p on p.id = r.project_id
         where p.program_id = $1 and r.stage = 'submitted'
            and (p.stage not in ('published', 'paused') or exists (select 1 from seats t where t.project_id = p.id))
         order by r.submitted_at limit $2",
        cx.program().id.0,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut moved = 0;
    for id in late {
        match lapse(cx, id.into()).await {
            Ok(()) => moved += 1,
            // Somebody was quicker.
            Err(Failure::Refused(_) | Failure::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(moved)
}

async fn lapse(cx: &Cx, id: RevisionId) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    let (locked, held) = commands::hold(&mut tx, id).await?;
    let (revision, event) = held.revision.apply(&Order::Lapse, &Actor::System, &cx.now(), cx.policy())?;
    rows::save(&mut tx, &revision, None).await?;
    tx.record(&event, locked.project.id).await?;
    letters::lapsed(&mut tx, &locked).await?;
    tx.commit().await
}
