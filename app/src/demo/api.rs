//! Letting time pass.

use leptos::prelude::*;

use crate::error::AppError;

/// Lets days pass in a demonstration; refused everywhere else.
///
/// # Errors
/// A message beside `days`.
#[server(endpoint = "demo/wait")]
pub async fn wait(days: i64) -> Result<(), AppError> {
    let visit = crate::caller::visit().await?;
    crate::caller::settle(backend::demo::wait(&visit, days).await, "/demo", crate::text::Notice::TimePassed)
}
