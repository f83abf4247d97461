//! What staff do with a submitted project.

use domain::access::Action;
use domain::actor::Actor;
use domain::event::Reason;
use domain::fields::FieldErrors;
use domain::ids::ProjectId;
use domain::projects::{Order, scope};
use domain::refusal::Refusal;
use domain::time::Day;
use sqlx::types::Json;
use uuid::Uuid;

use super::effects::step;
use super::rows::Locked;
use super::{check, commands, letters, rows};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::at;

/// A reviewer's step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Take it on.
    Claim,
    /// Send it back: why, and what about which field.
    RequestChanges {
        /// For the host, in words.
        reason: Reason,
        /// Field name -> comment; empty comments are left out.
        comments: Vec<(String, String)>,
    },
    /// Approve it, and publish it on this day or at once.
    Approve(Option<Day>),
    /// Publish what was approved for a later day now.
    Publish,
    /// Turn it down.
    Reject(Reason),
}

/// Longest comment beside a field, in characters.
const COMMENT: usize = 1_000;
/// Most comments of one round.
const COMMENTS: usize = 60;

/// Refuses comments that would have to be cut.
fn short_enough(comments: &[(String, String)]) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    for (field, body) in comments {
        let length = body.trim().chars().count();
        if length > COMMENT {
            let message = format!("You wrote {length} characters, and {COMMENT} fit. Take {} out.", length - COMMENT);
            errors.add(format!("comments[{field}]"), message);
        }
    }
    let written = comments.iter().filter(|(_, body)| !body.trim().is_empty()).count();
    if written > COMMENTS {
        errors.add("", format!("You wrote {written} comments, and {COMMENTS} fit in one round. Join some of them."));
    }
    errors.finish(Some(()))
}

/// Approving asks once more what blocks: since the project was sent, a figure may have been set, a waiver taken back, the host
/// have said that it is something else, or another project have taken the money of the fund, which this one now reserves.
/// Its days alone are not asked again: that the review took long is not the host's fault, and its reviewer reads it.
async fn nothing_blocks(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let facts = check::facts_and_hold(tx, locked.host()?, locked.project.id, &locked.draft).await?;
    let report = scope::check(&locked.draft, tx.cx().policy(), &facts);
    let blocks =
        report.findings.into_iter().find(|found| found.severity == scope::Severity::Block && found.id != "Q13");
    blocks.map_or(Ok(()), |finding| Err(Refusal::rule(format!("{} {}", finding.message, finding.fix)).into()))
}

/// Takes a reviewer's step. Approving publishes in the same transaction, unless a later day is chosen.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here; messages beside `comments[field]` that are too long; what the
/// machine refuses: two reviewers at
/// once, one's own project, a blocking finding, a last day to apply that is over.
pub async fn review(cx: &Cx, id: ProjectId, decision: &Decision, once: Once) -> Result<(), Failure> {
    cx.require(Action::ReviewProjects)?;
    if let Decision::RequestChanges { comments, .. } = decision {
        short_enough(comments)?;
    }
    let mut tx = cx.begin_once(once).await?;
    let locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    match decision {
        Decision::Claim => {
            step(&mut tx, locked, &Order::Claim, cx.actor()).await?;
        }
        Decision::RequestChanges { reason, comments } => {
            let locked = step(&mut tx, locked, &Order::RequestChanges(reason.clone()), cx.actor()).await?;
            let kept: Vec<_> = comments.iter().filter(|(_, body)| !body.trim().is_empty()).collect();
            let ids: Vec<Uuid> = kept.iter().map(|_| crate::new_id()).collect();
            let fields: Vec<String> = kept.iter().map(|(field, _)| field.clone()).collect();
            let bodies: Vec<String> =
                kept.iter().map(|(_, body)| body.trim().chars().filter(|c| *c != '\0').collect()).collect();
            sqlx::query!(
                "insert into project_comments (id, project_id, author_id, field, body, created_at)
                 select c.id, $1, $2, c.field, c.body, $3 from unnest($4::uuid[], $5::text[], $6::text[]) as c (id, field, body)",
                id.0,
                cx.person()?.id.0,
                at(cx.at()) as _,
                &ids,
                &fields,
                &bodies,
            )
            .execute(tx.db())
            .await?;
            // What the host changes from here on is shown to the reviewer beside what was there.
            sqlx::query!("update projects set reviewed = $2 where id = $1", id.0, Json(&locked.draft) as _)
                .execute(tx.db())
                .await?;
            letters::changes_requested(&mut tx, &locked, reason.as_str(), kept.len()).await?;
        }
        Decision::Approve(day) => {
            nothing_blocks(&mut tx, &locked).await?;
            let locked = step(&mut tx, locked, &Order::Approve(*day), cx.actor()).await?;
            match locked.project.facts.publish_on.filter(|day| *day > cx.today()) {
                Some(day) => letters::approved_for(&mut tx, &locked, day).await?,
                None => {
                    let locked = commands::publish(&mut tx, locked, &Actor::System).await?;
                    letters::approved(&mut tx, &locked).await?;
                }
            }
        }
        Decision::Publish => {
            let locked = commands::publish(&mut tx, locked, cx.actor()).await?;
            letters::approved(&mut tx, &locked).await?;
        }
        Decision::Reject(reason) => {
            let locked = step(&mut tx, locked, &Order::Reject(reason.clone()), cx.actor()).await?;
            letters::rejected(&mut tx, &locked, reason.as_str()).await?;
        }
    }
    tx.commit().await
}
