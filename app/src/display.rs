//! How the site is shown: light, dark, or as the device says.

use leptos::prelude::*;

use crate::error::AppError;

/// Keeps the choice in a cookie for a year and returns to `next`.
///
/// # Errors
/// Never for a plain form.
#[server(endpoint = "display/theme")]
pub async fn choose_theme(theme: String, next: String) -> Result<(), AppError> {
    let theme = match theme.as_str() {
        "light" => "light",
        "dark" => "dark",
        _ => "system",
    };
    crate::caller::set_cookie(&format!("theme={theme}; Path=/; Max-Age=31536000; SameSite=Lax"));
    crate::caller::go(&next);
    Ok(())
}
