//! What staff and hosts are written about a change. What applicants are written stands with the applications.

use domain::actor::Role;
use domain::ids::RevisionId;
use domain::revisions::Change;

use super::super::rows::Locked;
use crate::cx::Tx;
use crate::failure::Failure;
use crate::mail::{queue_to_host, queue_to_role};

/// Changes as the lines of a letter: `Changed, the pay: $480.00 instead of $540.00`, the first twelve.
pub(crate) fn lines(changes: &[Change]) -> Vec<String> {
    let shown = changes.iter().take(12).map(|change| {
        let what = domain::projects::form::words(&change.field);
        match (change.before.is_empty(), change.after.is_empty()) {
            (true, _) => format!("New, {what}: {}", change.after),
            (_, true) => format!("No longer, {what}: {}", change.before),
            _ => format!("Changed, {what}: {} instead of {}", change.after, change.before),
        }
    });
    let mut lines: Vec<String> = shown.collect();
    if changes.len() > 12 {
        lines.push(format!("And {} more.", changes.len() - 12));
    }
    lines
}

fn open_host(locked: &Locked) -> Option<(String, String)> {
    Some(("Open the project".to_owned(), format!("/host/projects/{}", locked.project.id)))
}

/// To staff: a host wants other terms.
pub(super) async fn asked(
    tx: &mut Tx<'_>,
    locked: &Locked,
    id: RevisionId,
    changes: &[Change],
    reason: &str,
) -> Result<(), Failure> {
    let mut all = vec![format!(
        "The host wants to change {}, which students can apply to now. The published terms hold until you decide.",
        locked.name()
    )];
    all.extend(lines(changes));
    if !reason.is_empty() {
        all.push(format!("The reason given: {reason}"));
    }
    let action = Some(("Decide about it".to_owned(), format!("/staff/revisions/{id}")));
    queue_to_role(tx, Role::Staff, format!("A change to decide about: {}", locked.title), all, action).await
}

/// To the host: the new terms hold.
pub(super) async fn approved(tx: &mut Tx<'_>, locked: &Locked, changes: &[Change]) -> Result<(), Failure> {
    let mut all = vec![format!("Staff approved your change of {}. From now on this holds:", locked.name())];
    all.extend(lines(changes));
    all.push("Whoever has applied is asked to confirm it. You can offer a seat to those who did.".to_owned());
    queue_to_host(tx, locked.host()?, format!("Changed: {}", locked.title), all, open_host(locked)).await
}

/// To the host: the published terms stay.
pub(super) async fn rejected(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let all =
        vec![format!("Staff decided not to change {}. The published terms hold.", locked.name()), reason.to_owned()];
    queue_to_host(tx, locked.host()?, format!("Not changed: {}", locked.title), all, open_host(locked)).await
}

/// To the host: nobody decided in time.
pub(super) async fn lapsed(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let all = vec![
        format!("The project moved on before staff decided about your change of {}.", locked.name()),
        "The published terms hold.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("Not changed: {}", locked.title), all, open_host(locked)).await
}
