//! What people send about extensions.

use domain::ids::{EngagementId, ExtensionId};
use leptos::prelude::*;

use crate::error::AppError;

/// Asks for another last day, other hours or more pay.
///
/// # Errors
/// Messages beside `end`, `hours`, `fee` and `reason`; refusals in words.
#[server(endpoint = "extensions/propose")]
pub async fn propose(
    engagement: EngagementId,
    #[server(default)] end: String,
    #[server(default)] hours: String,
    #[server(default)] fee: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new = domain::extensions::NewExtension::parse(&end, &hours, &fee, &reason).map_err(backend::Failure::from)?;
    let done = backend::extensions::propose(&cx, engagement, new, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::ExtensionProposed)
}

/// Accepts (`accept`) or declines (`decline`) what the other side asks for, or takes back what one's own
/// side asked for (`withdraw`).
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "extensions/answer")]
pub async fn answer(
    engagement: EngagementId,
    extension: ExtensionId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let answer = crate::engagements::answer(&decision, &reason)?;
    let notice = crate::engagements::answered(&answer, crate::text::Notice::ExtensionInEffect);
    let done = backend::extensions::act(&cx, extension, answer.into(), backend::Once::from_field(&key)).await;
    let notice = match &done {
        Ok(domain::extensions::Stage::Agreed) => crate::text::Notice::ExtensionAgreed,
        _ => notice,
    };
    crate::caller::settle(done, &crate::routes::engagement(engagement), notice)
}

/// Approves (`approve`) or refuses what both sides agreed on.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "extensions/decide")]
pub async fn decide(
    engagement: EngagementId,
    extension: ExtensionId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let (order, notice) = match decision.as_str() {
        "approve" => (domain::extensions::Order::Approve, crate::text::Notice::ExtensionInEffect),
        "refuse" => {
            let reason = crate::engagements::reason("reason", &reason)?;
            (domain::extensions::Order::Refuse(reason), crate::text::Notice::ExtensionDeclined)
        }
        _ => return Err(backend::Failure::NotFound.into()),
    };
    let done = backend::extensions::act(&cx, extension, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), notice)
}
