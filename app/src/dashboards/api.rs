//! What the staff's home reads again when something changed, and setting a figure.

use domain::dashboards::StaffHome;
use leptos::prelude::*;

use crate::error::AppError;

/// Everything the staff's home shows, now.
///
/// # Errors
/// [`AppError::SignedOut`] and [`AppError::NotFound`] for people without the right.
#[server(endpoint = "dashboards/staff-home")]
pub async fn read_staff_home() -> Result<StaffHome, AppError> {
    let cx = crate::caller::cx().await?;
    Ok(backend::dashboards::staff_home(&cx).await?)
}

/// Sets a figure of the policy from a day on; with `preview` it only shows what that would do, and keeps nothing.
///
/// # Errors
/// Messages beside the fields.
#[server(endpoint = "policies/set")]
pub async fn set_policy(
    #[server(default)] name: String,
    #[server(default)] value: String,
    #[server(default)] valid_from: String,
    #[server(default)] source: String,
    #[server(default)] preview: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    if !preview.is_empty() {
        // Asked here as well, so that what is wrong with it stands beside its field.
        backend::dashboards::check_figure(&cx, &name, &value, &valid_from).await?;
        crate::caller::go(&crate::routes::policy_preview(&name, &value, &valid_from, &source));
        return Ok(());
    }
    let done =
        backend::dashboards::set_figure(&cx, &name, &value, &valid_from, &source, backend::Once::from_field(&key))
            .await;
    crate::caller::settle(done, "/staff/policy", crate::text::Notice::Saved)
}
