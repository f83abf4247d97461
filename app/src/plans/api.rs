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
    let (order, notice) = match decision.as_str() {
        "accept" => (domain::plans::Order::Accept, crate::text::Notice::PlanAgreed),
        "withdraw" => (domain::plans::Order::Withdraw, crate::text::Notice::ExtensionWithdrawn),
        "decline" => {
            let reason = crate::engagements::reason("reason", &reason)?;
            (domain::plans::Order::Decline(reason), crate::text::Notice::ExtensionDeclined)
        }
        _ => return Err(backend::Failure::NotFound.into()),
    };
    let done = backend::plans::act(&cx, check, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "plan"), notice)
}
