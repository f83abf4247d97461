//! Staff waive the limits on hours for one project: from then on Q05 refers it to them instead of blocking it.

use domain::access::Action;
use domain::actor::Party;
use domain::event::{Event, Reason, Subject};
use domain::ids::ProjectId;
use domain::projects::Stage;
use domain::refusal::Refusal;

use super::{letters, rows};
use crate::cx::{Cx, Once};
use crate::failure::Failure;
use crate::sql::at;

/// Whether a waiver would still change something: before students see the project.
#[must_use]
pub(super) fn may_be_waived(stage: Stage) -> bool {
    use Stage::{AwaitingHostAcceptance, ChangesRequested, Draft, InReview, Submitted};
    matches!(stage, Draft | Submitted | InReview | ChangesRequested | AwaitingHostAcceptance)
}

/// Waives the limits on hours, for good: a second waiver takes the place of the first, and both stay in the history.
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
    let event = Event {
        subject: Subject::Project,
        id: id.0,
        belongs: locked.project.belongs,
        command: "waive_hours",
        by: Party::Staff,
        from: None,
        to: None,
        reason: Some(reason.as_str().to_owned()),
        kind: None,
    };
    tx.record(&event, id).await?;
    letters::hours_waived(&mut tx, &locked, reason.as_str()).await?;
    tx.commit().await
}
