//! What is changed of the program's funds.

use leptos::prelude::*;

use crate::error::AppError;

/// Adds a fund, or changes the one that `fund` names, as of `version`; its name stays.
///
/// # Errors
/// Messages beside the fields; refusals in words.
#[server(endpoint = "funds/save")]
pub async fn save_fund(
    #[server(default)] fund: String,
    #[server(default)] version: i32,
    #[server(default)] name: String,
    #[server(default)] amount: String,
    #[server(default)] first_day: String,
    #[server(default)] last_day: String,
    #[server(default)] department: String,
    #[server(default)] college: String,
    #[server(default)] term: String,
    #[server(default)] citizens_only: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let change = match fund.as_str() {
        "" => None,
        id => Some((id.parse().map_err(|_| backend::Failure::NotFound)?, version)),
    };
    let typed = domain::funds::Typed {
        name: &name,
        amount: &amount,
        first: &first_day,
        last: &last_day,
        department: &department,
        college: &college,
        term: &term,
        citizens_only: !citizens_only.is_empty(),
    };
    let done = backend::funds::save_fund(&cx, change, &typed, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/funds", crate::text::Notice::Saved)
}

/// Closes a fund: no project may name it any more.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "funds/close")]
pub async fn close_fund(
    #[server(default)] fund: String,
    #[server(default)] version: i32,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let id = fund.parse().map_err(|_| backend::Failure::NotFound)?;
    let reason = domain::event::Reason::parse(&reason).map_err(|why| backend::Failure::field("reason", why))?;
    let done = backend::funds::close_fund(&cx, id, version, &reason, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/funds", crate::text::Notice::Saved)
}
