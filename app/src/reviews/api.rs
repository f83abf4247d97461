//! What a side sends about the other.

use std::collections::HashMap;

use domain::ids::{EngagementId, FlagId};
use leptos::prelude::*;

use crate::error::AppError;

/// Sends the review of one's own side.
///
/// # Errors
/// Messages beside the fields; refusals in words.
#[server(endpoint = "reviews/submit")]
pub async fn submit(
    engagement: EngagementId,
    #[server(default)] ratings: HashMap<String, String>,
    #[server(default)] strengths: String,
    #[server(default)] improve: String,
    #[server(default)] would_work_again: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let ratings = ratings.into_iter().collect();
    let form = domain::reviews::ReviewForm { ratings, strengths, improve, would_work_again, note };
    let done = backend::reviews::submit(&cx, engagement, &form, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "review"), crate::text::Notice::ReviewSent)
}

/// Changes what one's own side has sent.
///
/// # Errors
/// Messages beside the fields; refusals in words.
#[server(endpoint = "reviews/revise")]
pub async fn revise(
    engagement: EngagementId,
    version: i32,
    #[server(default)] ratings: HashMap<String, String>,
    #[server(default)] strengths: String,
    #[server(default)] improve: String,
    #[server(default)] would_work_again: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let ratings = ratings.into_iter().collect();
    let form = domain::reviews::ReviewForm { ratings, strengths, improve, would_work_again, note };
    let done = backend::reviews::revise(&cx, engagement, &form, version, backend::Once::from_field(&key)).await;
    let next = crate::routes::engagement_room(engagement, "review");
    crate::caller::settle(done, &next, crate::text::Notice::ReviewChanged)
}

/// Answers the review of the other side, once.
///
/// # Errors
/// A message beside `answer`; refusals in words.
#[server(endpoint = "reviews/reply")]
pub async fn reply(
    engagement: EngagementId,
    #[server(default)] answer: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::reviews::reply(&cx, engagement, &answer, backend::Once::from_field(&key)).await;
    let next = crate::routes::engagement_room(engagement, "review");
    crate::caller::settle(done, &next, crate::text::Notice::ReviewAnswered)
}

/// Tells staff that a text of the other side is abusive: `text` is `review` or `reply`.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "reviews/flag")]
pub async fn flag(
    engagement: EngagementId,
    #[server(default)] text: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let text = domain::reviews::Text::from_word(&text).ok_or(backend::Failure::NotFound)?;
    let why = crate::engagements::reason("reason", &reason)?;
    let done = backend::reviews::flag(&cx, engagement, text, &why, backend::Once::from_field(&key)).await;
    let next = crate::routes::engagement_room(engagement, "review");
    crate::caller::settle(done, &next, crate::text::Notice::TextFlagged)
}

/// Decides about a flagged text: `decision` is `hide` or `keep`.
///
/// # Errors
/// Messages beside `decision` and `reason`; refusals in words.
#[server(endpoint = "reviews/decide-flag")]
pub async fn decide_flag(
    flag: FlagId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let command = domain::reviews::FlagCommand::from_word(&decision);
    let command = command.ok_or_else(|| backend::Failure::field("decision", "Choose what becomes of the text."))?;
    let why = crate::engagements::reason("reason", &reason)?;
    let done = backend::reviews::decide_flag(&cx, flag, command, why, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/reviews", crate::text::Notice::FlagDecided)
}
