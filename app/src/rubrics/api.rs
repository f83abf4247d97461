//! What reviewers send.

use std::collections::HashMap;

use domain::ids::ApplicationId;
use leptos::prelude::*;

use crate::error::AppError;

/// Keeps the reviewer's scores of an application: `scores[…]`, named by the marks of the criteria. `next` is the page that
/// comes after; `version` that of the reviewer's sheet on the page, 0 for none.
///
/// # Errors
/// A message beside each criterion without a score; refusals in words.
#[server(endpoint = "rubrics/score")]
pub async fn score(
    id: ApplicationId,
    #[server(default)] scores: HashMap<String, String>,
    #[server(default)] note: String,
    #[server(default)] version: i32,
    #[server(default)] next: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let form = backend::rubrics::SheetForm { scores, note, version };
    let done = backend::rubrics::score(&cx, id, &form, backend::Once::from_field(&key)).await;
    let page = crate::routes::application(id);
    crate::caller::settle(done, if next.is_empty() { &page } else { &next }, crate::text::Notice::Scored)
}
