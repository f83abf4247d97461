//! What the forms of this room post to.

use std::collections::HashMap;

use domain::ids::{ProjectId, TemplateId};
use leptos::prelude::*;

use crate::error::AppError;

/// Makes a template of a finished project and opens it.
///
/// # Errors
/// Like the command behind it.
#[server(endpoint = "templates/make")]
pub async fn make(project: ProjectId, key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let done = backend::templates::make(&cx, project, once).await;
    let id = done.as_ref().ok().copied().or_else(|| once.0.map(TemplateId));
    let next = id.map_or_else(|| "/staff/templates".to_owned(), crate::routes::template);
    crate::caller::settle(done, &next, crate::text::Notice::TemplateMade)
}

/// Corrects a template: its title, what it helps with (`needs[key]`), and takes out one more `name`.
///
/// # Errors
/// Messages beside `title`, `needs` and `name`; like the command behind it.
#[server(endpoint = "templates/correct")]
pub async fn correct(
    id: TemplateId,
    version: i32,
    #[server(default)] title: String,
    #[server(default)] needs: HashMap<String, String>,
    #[server(default)] name: String,
    key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let mut needs: Vec<String> = needs.into_keys().collect();
    needs.sort();
    let once = backend::Once::from_field(&key);
    let done = backend::templates::correct(&cx, id, version, &title, &needs, &name, once).await;
    crate::caller::settle(done, &crate::routes::template(id), crate::text::Notice::TemplateCorrected)
}

/// Moves a template on: `publish` or `retire`.
///
/// # Errors
/// Like the command behind it.
#[server(endpoint = "templates/move")]
pub async fn change(id: TemplateId, order: String, key: String) -> Result<(), AppError> {
    use crate::text::Notice;
    use domain::machine::Word as _;
    use domain::templates::Command;
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let (done, notice) = match Command::from_word(&order) {
        Some(Command::Publish) => (backend::templates::publish(&cx, id, once).await, Notice::TemplatePublished),
        Some(Command::Retire) => (backend::templates::retire(&cx, id, once).await, Notice::TemplateRetired),
        _ => return Err(backend::Failure::NotFound.into()),
    };
    crate::caller::settle(done, &crate::routes::template(id), notice)
}
