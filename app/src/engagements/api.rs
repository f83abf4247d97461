//! What people send about an engagement and its milestones.

use domain::ids::{EngagementId, MilestoneId};
use leptos::prelude::*;

use crate::error::AppError;

/// Signs the agreement for one's own side.
///
/// # Errors
/// Messages beside `signed_name` and `consent`; refusals in words.
#[server(endpoint = "engagements/sign")]
pub async fn sign(
    engagement: EngagementId,
    #[server(default)] signed_name: String,
    #[server(default)] consent: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::sign(&cx, engagement, &signed_name, !consent.is_empty(), once).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "agreement"), crate::text::Notice::Signed)
}

/// Sets the kick-off meeting and the learning goals.
///
/// # Errors
/// Messages beside `kickoff` and `learning_goals`; refusals in words.
#[server(endpoint = "engagements/prepare")]
pub async fn prepare(
    engagement: EngagementId,
    #[server(default)] kickoff: String,
    #[server(default)] learning_goals: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let kickoff = match kickoff.trim() {
        "" => None,
        text => Some(super::orders::day("kickoff", text, "Choose the day from the calendar.")?),
    };
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::prepare(&cx, engagement, kickoff, &learning_goals, once).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "agreement"), crate::text::Notice::Saved)
}

/// Clears a student's work authorization.
///
/// # Errors
/// Messages beside `until` and `evidence`; refusals in words.
#[server(endpoint = "engagements/clear")]
pub async fn clear(
    engagement: EngagementId,
    #[server(default)] until: String,
    #[server(default)] evidence: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let until = super::orders::day("until", &until, "Choose the last day the authorization covers.")?;
    let evidence = super::orders::reason("evidence", &evidence)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::clear_authorization(&cx, engagement, until, evidence, once).await;
    crate::caller::settle(done, "/staff/clearance", crate::text::Notice::Cleared)
}

/// Presses Start, pauses, resumes, ends, disputes, and so on: whatever needs at most a reason.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "engagements/move")]
pub async fn move_on(
    engagement: EngagementId,
    #[server(default)] command: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let order = super::orders::order(&command, &reason)?;
    let (next, notice) = match order {
        domain::engagements::Order::PressStart => {
            (crate::routes::engagement_room(engagement, "agreement"), crate::text::Notice::Started)
        }
        domain::engagements::Order::ChooseClassification(_) => {
            (crate::routes::engagement_room(engagement, "agreement"), crate::text::Notice::Saved)
        }
        _ => (crate::routes::engagement(engagement), crate::text::Notice::WorkMoved),
    };
    let done = backend::engagements::act(&cx, engagement, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &next, notice)
}

/// Sends this week's check-in.
///
/// # Errors
/// Messages beside `answer_1` to `answer_3`; refusals in words.
#[server(endpoint = "engagements/check-in")]
pub async fn check_in(
    engagement: EngagementId,
    #[server(default)] answer_1: String,
    #[server(default)] answer_2: String,
    #[server(default)] answer_3: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new =
        domain::engagements::NewCheckIn::parse(&answer_1, &answer_2, &answer_3).map_err(backend::Failure::from)?;
    let done = backend::engagements::check_in(&cx, engagement, new, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::CheckedIn)
}

/// Hands in the whole work.
///
/// # Errors
/// A message beside `reflection`; refusals in words.
#[server(endpoint = "engagements/hand-in")]
pub async fn hand_in(
    engagement: EngagementId,
    #[server(default)] reflection: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let reflection = domain::engagements::Reflection::parse(&reflection).map_err(backend::Failure::from)?;
    let done = backend::engagements::hand_in(&cx, engagement, reflection, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::HandedIn)
}

/// Accepts the work (`accept`), or names the criterion that is not met (`request_revision`).
///
/// # Errors
/// Messages beside `criterion` and `reason`; refusals in words.
#[server(endpoint = "engagements/decide-work")]
pub async fn decide_work(
    engagement: EngagementId,
    #[server(default)] decision: String,
    #[server(default)] criterion: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let (order, notice) = match decision.as_str() {
        "accept" => (domain::engagements::Order::Accept, crate::text::Notice::WorkAccepted),
        "request_revision" if criterion.is_empty() => {
            return Err(backend::Failure::field("criterion", "Choose the criterion that is not met.").into());
        }
        "request_revision" => {
            let reason = super::orders::reason("reason", &reason)?;
            (domain::engagements::Order::RequestRevision { criterion, reason }, crate::text::Notice::WorkReturned)
        }
        _ => return Err(backend::Failure::NotFound.into()),
    };
    let done = backend::engagements::act(&cx, engagement, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), notice)
}

/// Hands in a milestone: a link, words, or both.
///
/// # Errors
/// Messages beside `link` and `text`; refusals in words.
#[server(endpoint = "milestones/hand-in")]
pub async fn hand_in_milestone(
    engagement: EngagementId,
    milestone: MilestoneId,
    #[server(default)] link: String,
    #[server(default)] text: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new = domain::milestones::NewDeliverable::parse(&link, &text).map_err(backend::Failure::from)?;
    let order = domain::milestones::Order::Submit(new);
    let done = backend::milestones::act(&cx, milestone, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::milestone(engagement, milestone), crate::text::Notice::HandedIn)
}

/// Accepts a milestone (`accept`), or asks for changes (`request_changes`).
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "milestones/decide")]
pub async fn decide_milestone(
    engagement: EngagementId,
    milestone: MilestoneId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let (order, notice) = match decision.as_str() {
        "accept" => (domain::milestones::Order::Accept, crate::text::Notice::MilestoneAccepted),
        "request_changes" => {
            let reason = super::orders::reason("reason", &reason)?;
            (domain::milestones::Order::RequestChanges(reason), crate::text::Notice::WorkReturned)
        }
        _ => return Err(backend::Failure::NotFound.into()),
    };
    let done = backend::milestones::act(&cx, milestone, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::milestone(engagement, milestone), notice)
}
