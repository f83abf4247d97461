//! What finance sends about a payment.

use domain::ids::PaymentId;
use leptos::prelude::*;

use crate::error::AppError;

/// Approves, batches, sends, settles, holds, releases, returns, voids or reverses a payment.
///
/// # Errors
/// Messages beside `reference` and `reason`; refusals in words.
#[server(endpoint = "payments/move")]
pub async fn move_payment(
    payment: PaymentId,
    #[server(default)] command: String,
    #[server(default)] reference: String,
    #[server(default)] reason: String,
    #[server(default)] stage: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    use domain::payments::{Command, Order, Reference};
    let cx = crate::caller::cx().await?;
    let because = || crate::engagements::reason("reason", &reason);
    let order = match Command::from_word(&command) {
        Some(Command::ApproveFirst) => Order::ApproveFirst,
        Some(Command::Approve) => Order::Approve,
        Some(Command::Batch) => Order::Batch,
        Some(Command::Send) => Order::Send,
        Some(Command::Settle) => Order::Settle(Reference::parse(&reference).map_err(backend::Failure::from)?),
        Some(Command::Release) => Order::Release,
        Some(Command::Hold) => Order::Hold(because()?),
        Some(Command::ReturnByBank) => Order::ReturnByBank(because()?),
        Some(Command::Void) => Order::Void(because()?),
        Some(Command::Reverse) => Order::Reverse(because()?),
        _ => return Err(backend::Failure::field("", "Choose what to do.").into()),
    };
    let done = backend::payments::act(&cx, payment, order, backend::Once::from_field(&key)).await;
    let stage = domain::payments::Stage::from_word(&stage);
    crate::caller::settle(done, &crate::routes::payments(stage), crate::text::Notice::PaymentRecorded)
}
