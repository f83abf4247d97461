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
    #[server(default)] text: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let signing = backend::engagements::Signing {
        name: signed_name,
        consent: !consent.is_empty(),
        seen: text,
        address: crate::caller::visitor().address,
    };
    let done = backend::engagements::sign(&cx, engagement, signing, once).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "agreement"), crate::text::Notice::Signed)
}

/// Sets the kick-off meeting and writes learning goals.
///
/// # Errors
/// Messages beside `kickoff`, `kickoff_time`, `kickoff_place` and `learning_goals`; refusals in words.
#[server(endpoint = "engagements/prepare")]
pub async fn prepare(
    engagement: EngagementId,
    #[server(default)] kickoff: String,
    #[server(default)] kickoff_time: String,
    #[server(default)] kickoff_place: String,
    #[server(default)] learning_goals: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let meeting = super::orders::meeting(&kickoff, &kickoff_time, &kickoff_place)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::prepare(&cx, engagement, meeting, &learning_goals, once).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::Saved)
}

/// Clears a student's work authorization.
///
/// # Errors
/// Messages beside `from`, `until`, `hours` and `evidence`; refusals in words.
#[server(endpoint = "engagements/clear")]
pub async fn clear(
    engagement: EngagementId,
    #[server(default)] from: String,
    #[server(default)] until: String,
    #[server(default)] hours: String,
    #[server(default)] evidence: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let clearance = super::orders::clearance(&from, &until, &hours, &evidence)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::clear_authorization(&cx, engagement, clearance, once).await;
    crate::caller::settle(done, "/staff/clearance", crate::text::Notice::Cleared)
}

/// Presses Start, pauses, resumes, ends, disputes, and so on: whatever needs at most a reason.
///
/// # Errors
/// A message beside `kind` and `reason`; refusals in words.
#[server(endpoint = "engagements/move")]
pub async fn move_on(
    engagement: EngagementId,
    #[server(default)] command: String,
    #[server(default)] kind: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let order = super::orders::order(&command, &kind, &reason)?;
    let (next, notice) = match order {
        domain::engagements::Order::PressStart => (crate::routes::onboarding(engagement), crate::text::Notice::Started),
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

/// Answers a check-in of the student, for the host.
///
/// # Errors
/// A message beside `answer`; refusals in words.
#[server(endpoint = "engagements/answer-check-in")]
pub async fn answer_check_in(
    engagement: EngagementId,
    #[server(default)] week: String,
    #[server(default)] answer: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let day = domain::time::parse_day(&week).ok_or(backend::Failure::NotFound)?;
    let answer = domain::engagements::check_in_answer(&answer).map_err(backend::Failure::from)?;
    let (week, once) = (domain::time::Week::of(day), backend::Once::from_field(&key));
    let done = backend::engagements::answer_check_in(&cx, engagement, week, answer, once).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::Answered)
}

/// Sends the form of the mid-point.
///
/// # Errors
/// Messages beside `going_well`, `change`, `hours` and `help`; refusals in words.
#[server(endpoint = "engagements/mid-point")]
pub async fn mid_point(
    engagement: EngagementId,
    #[server(default)] going_well: String,
    #[server(default)] change: String,
    #[server(default)] hours: String,
    #[server(default)] help: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new =
        domain::engagements::NewMidPoint::parse(&going_well, &change, &hours, &help).map_err(backend::Failure::from)?;
    let done = backend::engagements::send_mid_point(&cx, engagement, new, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::MidPointSent)
}

/// Answers a side that asked staff for help at the mid-point.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "engagements/answer-help")]
pub async fn answer_help(
    engagement: EngagementId,
    #[server(default)] side: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let side = domain::reviews::Side::from_word(&side).ok_or(backend::Failure::NotFound)?;
    let answer = super::orders::reason("reason", &reason)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::answer_help(&cx, engagement, side, answer, once).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::Answered)
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

/// Says something about a deliverable, on the record.
///
/// # Errors
/// A message beside `comment`.
#[server(endpoint = "milestones/comment")]
pub async fn comment_milestone(
    engagement: EngagementId,
    milestone: MilestoneId,
    #[server(default)] comment: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::milestones::comment(&cx, milestone, &comment, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::milestone(engagement, milestone), crate::text::Notice::Commented)
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
