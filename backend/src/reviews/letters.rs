//! What both sides and staff are told after the reveal. No letter repeats a review, an answer or the reason of a flag.

use domain::actor::{Belongs, Role};
use domain::reviews::{FlagCommand, FlagOrder, Side, Text};

use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

/// The author of a review reads that it was answered.
pub(super) async fn answered(tx: &mut Tx<'_>, held: &Held, by: Side) -> Result<(), Failure> {
    let subject = format!("{} answered your review", name(held, by));
    let line = format!("It is about “{}”. The answer stands beside your review.", held.terms.project);
    to_side(tx, held, by.other(), subject, vec![line]).await
}

/// Staff are told of a text; its author is not, before they have decided.
pub(super) async fn flagged(tx: &mut Tx<'_>, held: &Held, by: Side, text: Text) -> Result<(), Failure> {
    let subject = format!("{} tells you of an abusive {}", name(held, by), text.words());
    let line = format!("It is about “{}” of {} at {}.", held.terms.project, held.terms.student, held.terms.host);
    let action = Some(("Read and decide".to_owned(), "/staff/reviews".to_owned()));
    queue_to_role(tx, Role::Staff, subject, vec![line], action).await
}

/// Both sides read what staff decided, and why.
pub(super) async fn decided(
    tx: &mut Tx<'_>,
    held: &Held,
    by: Side,
    text: Text,
    order: &FlagOrder,
) -> Result<(), Failure> {
    let (what, project) = (text.words(), &held.terms.project);
    let why = format!("Why: {}", order.reason.as_str());
    let (told, of_author) = match order.command {
        FlagCommand::Hide => (
            format!("Staff have hidden the {what} you told them of, about “{project}”. Nobody reads it any more."),
            format!("Staff have hidden your {what} about “{project}”. Nobody reads it any more."),
        ),
        FlagCommand::Keep => (
            format!("Staff looked at the {what} you told them of, about “{project}”. It stays."),
            format!(
                "Somebody told staff that your {what} about “{project}” is abusive. They looked at it, and it stays."
            ),
        ),
    };
    to_side(tx, held, by, format!("Staff decided about the {what} you told them of"), vec![told, why.clone()]).await?;
    to_side(tx, held, by.other(), format!("Staff decided about your {what}"), vec![of_author, why]).await
}

async fn to_side(tx: &mut Tx<'_>, held: &Held, side: Side, subject: String, lines: Vec<String>) -> Result<(), Failure> {
    let Belongs { host, student, .. } = held.engagement.belongs;
    let action = Some(("Open the reviews".to_owned(), format!("/engagements/{}/review", held.engagement.id)));
    match (side, student, host) {
        (Side::Student, Some(to), _) => queue(tx, Letter { to, subject, lines, action, dedupe: None }).await,
        (Side::Host, _, Some(host)) => queue_to_host(tx, host, subject, lines, action).await,
        _ => Ok(()),
    }
}

fn name(held: &Held, side: Side) -> &str {
    match side {
        Side::Student => &held.terms.student,
        Side::Host => &held.terms.host,
    }
}
