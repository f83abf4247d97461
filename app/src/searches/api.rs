//! What the forms about kept searches post to.

use domain::ids::SearchId;
use leptos::prelude::*;

use crate::error::AppError;

/// Keeps a search. `search` holds the pairs of its address as JSON, `name` may be empty.
///
/// # Errors
/// A message beside `name`; or why it cannot be kept.
#[server(endpoint = "searches/save")]
pub async fn save(
    #[server(default)] name: String,
    #[server(default)] search: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let pairs: Vec<(String, String)> = serde_json::from_str(&search).unwrap_or_default();
    let filter =
        domain::searches::Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let done = backend::searches::save(&cx, &name, &pairs, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &filter.address(""), crate::text::Notice::SearchKept)
}

/// Turns the letters of a search on (`alerts` is `on`) or off.
///
/// # Errors
/// When it is not there any more.
#[server(endpoint = "searches/alerts")]
pub async fn alerts(
    id: SearchId,
    #[server(default)] alerts: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let on = alerts == "on";
    let done = backend::searches::set_alerts(&cx, id, on, backend::Once::from_field(&key)).await;
    let notice = if on { crate::text::Notice::AlertsOn } else { crate::text::Notice::AlertsOff };
    crate::caller::settle(done, "/student/searches", notice)
}

/// Lets a search go.
///
/// # Errors
/// When it is not there any more.
#[server(endpoint = "searches/remove")]
pub async fn remove(id: SearchId, #[server(default)] key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::searches::remove(&cx, id, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/student/searches", crate::text::Notice::SearchRemoved)
}

/// Turns all letters about searches off, by the key of the link in one; nobody has to be signed in.
///
/// # Errors
/// When nobody has this key.
#[server(endpoint = "searches/stop")]
pub async fn stop(#[server(default)] token: String) -> Result<(), AppError> {
    let visit = crate::caller::visit().await?;
    let done = backend::searches::stop(&visit, &token).await;
    let next = format!("/searches/stop?key={}", crate::routes::encoded(&token));
    crate::caller::settle(done, &next, crate::text::Notice::AlertsOff)
}
