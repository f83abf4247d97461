//! What people send about the hours that are left.

use domain::ids::{EngagementId, HoursCheckId};
use leptos::prelude::*;

use crate::error::AppError;

/// Picks a way out that is no extension: something falls away (`trim`), or the rest fits (`keep`).
///
/// # Errors
/// Messages beside `choice`, `criterion`, `milestone` and `reason`; refusals in words.
#[server(endpoint = "plans/propose")]
pub async fn propose(
    engagement: EngagementId,
    #[server(default)] choice: String,
    #[server(default)] criterion: String,
    #[server(default)] milestone: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let picked =
        backend::plans::Picked { choice: &choice, criterion: &criterion, milestone: &milestone, reason: &reason };
    let done = backend::plans::propose(&cx, engagement, picked, backend::Once::from_field(&key)).await;
    let next = crate::routes::engagement_room(engagement, "plan");
    crate::caller::settle(done, &next, crate::text::Notice::ExtensionProposed)
}

/// Accepts (`accept`) or declines (`decline`) what the other side picked, or takes back what one's own side picked
/// (`withdraw`).
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "plans/answer")]
pub async fn answer(
    engagement: EngagementId,
    check: HoursCheckId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let answer = crate::engagements::answer(&decision, &reason)?;
    let notice = crate::engagements::answered(&answer, crate::text::Notice::PlanAgreed);
    let done = backend::plans::act(&cx, check, answer.into(), backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "plan"), notice)
}
