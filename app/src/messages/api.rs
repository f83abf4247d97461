//! What people write to each other.

use domain::ids::{EngagementId, MessageId};
use leptos::prelude::*;

use crate::error::AppError;

/// Sends a message.
///
/// # Errors
/// A message beside `message`; refusals in words.
#[server(endpoint = "messages/send")]
pub async fn send_message(
    engagement: EngagementId,
    #[server(default)] message: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new = domain::messages::NewMessage::parse(&message).map_err(backend::Failure::from)?;
    let done = backend::messages::send(&cx, engagement, new, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::thread_end(engagement), crate::text::Notice::MessageSent)
}

/// Takes one's own message back.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "messages/withdraw")]
pub async fn withdraw_message(
    engagement: EngagementId,
    message: MessageId,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::messages::withdraw(&cx, message, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::thread_end(engagement), crate::text::Notice::MessageWithdrawn)
}
