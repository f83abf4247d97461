//! Staff waive the limits on hours for one project: from then on Q05 refers it to them instead of blocking it, until they take
//! the waiver back.

use domain::access::Action;
use domain::actor::Party;
use domain::event::{Event, Reason, Subject};
use domain::ids::ProjectId;
use domain::projects::Stage;
use domain::refusal::Refusal;
use sqlx::PgConnection;

use super::rows::Locked;
use super::views::Waiver;
use super::{letters, rows};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::at;

/// Whether a waiver would still change something: before students see the project.
#[must_use]
pub(super) fn may_be_waived(stage: Stage) -> bool {
    use Stage::{AwaitingHostAcceptance, ChangesRequested, Draft, InReview, Submitted};
    matches!(stage, Draft | Submitted | InReview | ChangesRequested | AwaitingHostAcceptance)
}

/// The waiver a project has.
pub(super) async fn of(db: &mut PgConnection, cx: &Cx, id: ProjectId) -> Result<Option<Waiver>, Failure> {
    let row = sqlx::query!(
        r#"select p.hours_waived_at as "at!", p.hours_waiver as "reason!", q.name from projects p
           join people q on q.id = p.hours_waived_by where p.id = $1"#,
        id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Waiver { who: row.name, on: cx.program().day_of(row.at.to_jiff()), reason: row.reason }))
}

/// Waives the limits on hours: a second waiver takes the place of the first, and both stay in the history.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here; a refusal once students have seen the project;
/// [`Failure::AlreadyDone`].
pub async fn waive_hours(cx: &Cx, id: ProjectId, reason: &Reason, once: Once) -> Result<(), Failure> {
    cx.require(Action::ReviewProjects)?;
    let person = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !may_be_waived(locked.project.stage()) {
        return Err(Refusal::rule("The limits on hours are waived before a project is published, not after.").into());
    }
    sqlx::query!(
        "update projects set hours_waived_by = $2, hours_waived_at = $3, hours_waiver = $4 where id = $1",
        id.0,
        person.0,
        at(cx.at()) as _,
        reason.as_str(),
    )
    .execute(tx.db())
    .await?;
    record(&mut tx, &locked, id, "waive_hours", reason).await?;
    letters::hours_waived(&mut tx, &locked, reason.as_str()).await?;
    tx.commit().await
}

/// Takes the waiver back: the limits hold again, so hours outside them block the project. The waiver stays in the history.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here; a refusal once students have seen the project, or when there is
/// no waiver any more; [`Failure::AlreadyDone`].
pub async fn take_back_waiver(cx: &Cx, id: ProjectId, reason: &Reason, once: Once) -> Result<(), Failure> {
    cx.require(Action::ReviewProjects)?;
    cx.person()?;
    let mut tx = cx.begin_once(once).await?;
    let locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !may_be_waived(locked.project.stage()) {
        return Err(Refusal::rule("A waiver is taken back before a project is published, not after.").into());
    }
    let taken = sqlx::query!(
        "update projects set hours_waived_by = null, hours_waived_at = null, hours_waiver = null
         where id = $1 and hours_waiver is not null",
        id.0,
    )
    .execute(tx.db())
    .await?;
    if taken.rows_affected() == 0 {
        return Err(Refusal::rule("The limits on hours hold for this project already: there is no waiver.").into());
    }
    record(&mut tx, &locked, id, "take_back_waiver", reason).await?;
    letters::waiver_taken_back(&mut tx, &locked, reason.as_str()).await?;
    tx.commit().await
}

async fn record(
    tx: &mut Tx<'_>,
    locked: &Locked,
    id: ProjectId,
    command: &'static str,
    reason: &Reason,
) -> Result<(), Failure> {
    let event = Event {
        subject: Subject::Project,
        id: id.0,
        belongs: locked.project.belongs,
        command,
        by: Party::Staff,
        from: None,
        to: None,
        reason: Some(reason.as_str().to_owned()),
        kind: None,
    };
    tx.record(&event, id).await?;
    Ok(())
}
