//! What a link does.

use domain::by_email::Deed;
use domain::milestones::Order as MilestoneOrder;
use domain::timesheets::Order as WeekOrder;

use super::links::{self, Opened};
use crate::cx::{Once, Visit};
use crate::failure::Failure;
use crate::form::Form;
use crate::people::{count_try, forget_tries};

/// What the form of a link says beside its secret.
#[derive(Clone, Default, Debug)]
pub struct Said {
    /// The answer, where the link answers something; not read yet.
    pub answer: String,
    /// The form as it was sent, see [`crate::Cx::with_form`].
    pub form: Option<Form>,
    /// Its key.
    pub once: Once,
}

/// Does what a link is for, as the member it was sent to, and uses it up, both or neither. The same form sent again is
/// answered like the first. Returns what was done.
///
/// # Errors
/// [`Failure::NotFound`] for a link that stands for nothing here; [`Failure::Refused`] for one that is used, run out or
/// overtaken, and when a rule says no; a message beside `answer`; [`Failure::TooMany`] after a flood from one address.
pub async fn act(visit: &Visit, opened: Opened<'_>, said: Said) -> Result<Deed, Failure> {
    let counted = count_try(visit, opened.address).await?;
    let link = links::find(visit, opened).await?.ok_or(Failure::NotFound)?;
    let cx = link.cx(visit).await?.with_form(said.form);
    let mut tx = match cx.begin_once(said.once).await {
        Err(Failure::AlreadyDone) => return Ok(link.deed),
        begun => begun?,
    };
    if let Some(dead) = link.standing.dead(visit.at()) {
        return Err(links::over(dead));
    }
    links::redeem(&mut tx, &link.hash).await?;
    let seen = Some(link.version);
    match link.deed {
        Deed::ApproveWeek => {
            crate::timesheets::act_within(&mut tx, link.subject.into(), &WeekOrder::Approve, seen).await?;
        }
        Deed::AcceptMilestone => {
            crate::milestones::act_within(&mut tx, link.subject.into(), &MilestoneOrder::Accept, &[], seen).await?;
        }
        Deed::AnswerCheckIn => {
            let answer = domain::engagements::check_in_answer(&said.answer)?;
            let week = crate::engagements::week_of_check_in(&mut tx, link.subject).await?;
            crate::engagements::answer_check_in_within(&mut tx, link.engagement, week, &answer).await?;
        }
    }
    forget_tries(&mut tx, &counted).await?;
    tx.commit().await?;
    Ok(link.deed)
}
