//! Changed terms: whoever applied hears of them, and confirms what is material before a seat can be offered.

use domain::actor::Actor;
use domain::applications::{Order, Stage};
use domain::event::Reason;
use domain::ids::{ApplicationId, ProjectId, RevisionId};
use domain::revisions::Change;
use domain::time::Day;

use super::commands::step;
use super::{letters, rows};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::on;

const NOT_CONFIRMED: &str = "The project changed after you applied, and we did not hear whether the new terms suit you, so this \
    application is closed. That is no judgement of it, and you can apply to other projects at once.";
/// Rows one run takes on.
const BATCH: i64 = 200;
/// Where an application waits for its answer.
const WAITING: [&str; 3] = ["submitted", "shortlisted", "interview"];

const fn waits(stage: Stage) -> bool {
    matches!(stage, Stage::Submitted | Stage::Shortlisted | Stage::Interview)
}

/// Asks everybody who waits for a project to confirm its changed terms until `by`. Who has an earlier change to confirm
/// confirms both at once. The caller has locked the project.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn ask_to_confirm(
    tx: &mut Tx<'_>,
    project: ProjectId,
    revision: RevisionId,
    by: Day,
    changes: &[Change],
) -> Result<(), Failure> {
    for id in rows::waiting_of(tx, project, &WAITING).await? {
        let Some(row) = rows::lock(tx, id).await?.filter(|row| waits(row.application.stage())) else { continue };
        // Both at once: the row never has one without the other.
        sqlx::query!(
            "update applications set revision_id = coalesce(revision_id, $2), confirm_by = $3 where id = $1",
            id.0,
            revision.0,
            on(by) as _,
        )
        .execute(tx.db())
        .await?;
        let row = step(tx, row, &Order::AskToConfirm(by), &Actor::System).await?;
        letters::confirm(tx, &row, by, changes).await?;
    }
    Ok(())
}

/// Tells everybody who waits for a project that it became better. The caller has locked the project.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn tell_of_changes(tx: &mut Tx<'_>, project: ProjectId, changes: &[Change]) -> Result<(), Failure> {
    for id in rows::waiting_of(tx, project, &WAITING).await? {
        let Some(row) = rows::lock(tx, id).await?.filter(|row| waits(row.application.stage())) else { continue };
        letters::changed(tx, &row, changes).await?;
    }
    Ok(())
}

/// The student still wants the project on its changed terms.
///
/// # Errors
/// A refusal when there is nothing to confirm; [`Failure::NotFound`] for those it does not concern.
pub async fn confirm_terms(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let row = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    step(&mut tx, row, &Order::Confirm, cx.actor()).await?;
    tx.commit().await
}

/// Applications whose changed terms nobody confirmed in time.
pub(super) async fn unconfirmed(cx: &Cx) -> Result<Vec<ApplicationId>, Failure> {
    let ids = sqlx::query_scalar!(
        "select id from applications where program_id = $1 and confirm_by < $2
            and stage in ('submitted', 'shortlisted', 'interview') order by confirm_by, id limit $3",
        cx.program().id.0,
        on(cx.today()) as _,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Closes one of them, in kind words.
pub(super) async fn lapse(cx: &Cx, id: ApplicationId) -> Result<(), Failure> {
    let reason = Reason::parse(NOT_CONFIRMED).map_err(Failure::corrupt)?;
    let mut tx = cx.begin().await?;
    let row = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let row = step(&mut tx, row, &Order::Lapse(reason.clone()), &Actor::System).await?;
    letters::lapsed(&mut tx, &row, &reason).await?;
    tx.commit().await
}
