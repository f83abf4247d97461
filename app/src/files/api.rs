//! What people do with files beside sending them.

use leptos::prelude::*;

use crate::error::AppError;

/// Takes the résumé out of the profile.
///
/// # Errors
/// When the database does not answer.
#[server(endpoint = "files/remove-resume")]
pub async fn remove_resume(#[server(default)] key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::files::remove_resume(&cx, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::resume_part(None), crate::text::Notice::ResumeRemoved)
}
