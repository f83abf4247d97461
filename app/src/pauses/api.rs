//! What people send about pauses.

use domain::ids::{EngagementId, PauseId};
use leptos::prelude::*;

use crate::error::AppError;

/// Asks for a pause.
///
/// # Errors
/// Messages beside `until` and `reason`; refusals in words.
#[server(endpoint = "pauses/propose")]
pub async fn propose(
    engagement: EngagementId,
    #[server(default)] until: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new = domain::pauses::NewPause::parse(&until, &reason, cx.today()).map_err(backend::Failure::from)?;
    let done = backend::pauses::propose(&cx, engagement, new, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::PauseProposed)
}

/// Accepts (`accept`) or declines (`decline`) what the other side asks for, or takes back what one's own side asked for
/// (`withdraw`).
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "pauses/answer")]
pub async fn answer(
    engagement: EngagementId,
    pause: PauseId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let answer = crate::engagements::answer(&decision, &reason)?;
    let notice = crate::engagements::answered(&answer, crate::text::Notice::Paused);
    let done = backend::pauses::act(&cx, pause, answer.into(), backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), notice)
}
