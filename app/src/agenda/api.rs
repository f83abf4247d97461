//! What the forms of the calendar post to.

use leptos::prelude::*;

use crate::error::AppError;

/// Makes the secret address of one's calendar, makes a new one, or switches it off. `side` is the page the form stands
/// on: `student` or `host`.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
#[server(endpoint = "agenda/address")]
pub async fn set_address(command: String, side: String, #[server(default)] key: String) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let page = super::address::page_of(&side);
    if command == "stop" {
        let done = backend::agenda::stop_feed(&cx, once).await;
        return crate::caller::settle(done, page, Notice::AddressStopped);
    }
    let made = backend::agenda::renew_feed(&cx, once).await;
    if let Ok(secret) = &made {
        super::address::hand_over(secret)?;
    }
    crate::caller::settle(made, page, Notice::AddressMade)
}

/// Keeps how one wants to be reminded.
///
/// # Errors
/// A message for each field that is wrong; or when it was changed in between.
#[server(endpoint = "agenda/save-reminders")]
pub async fn save_reminders(
    #[server(default)] pace: String,
    #[server(default)] quiet_from: String,
    #[server(default)] quiet_until: String,
    #[server(default)] zone: String,
    version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let form = [pace.as_str(), &quiet_from, &quiet_until, &zone];
    let done = backend::agenda::save_reminders(&cx, form, version, once).await;
    crate::caller::settle(done, "/account/reminders", crate::text::Notice::Saved)
}
