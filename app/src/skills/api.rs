//! What the forms of the vocabulary post to.

use domain::ids::SkillId;
use leptos::prelude::*;

use crate::error::AppError;

/// Adds a skill with other names for it, separated by commas.
///
/// # Errors
/// Messages beside `name` and `also`.
#[server(endpoint = "skills/add")]
pub async fn add(
    name: String,
    #[server(default)] also: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::skills::add(&cx, &name, &also, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/skills", crate::text::Notice::SkillAdded)
}

/// Takes a skill of the program out again.
///
/// # Errors
/// When it is not there any more.
#[server(endpoint = "skills/remove")]
pub async fn remove(id: SkillId, #[server(default)] key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::skills::remove(&cx, id, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/skills", crate::text::Notice::SkillRemoved)
}
