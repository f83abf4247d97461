//! A new secret from the form that made it to the page that shows it once: by a cookie that the page takes away. The
//! database knows its hash only, and an address would be kept in histories.

use http::{HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::caller;
use crate::error::AppError;

/// Gives a new secret to the next page, under the name of a cookie.
pub(crate) fn hand_over(name: &str, secret: &str) -> Result<(), AppError> {
    let secure = if caller::backend()?.site.starts_with("https://") { "; Secure" } else { "" };
    caller::set_cookie(&format!("{name}={secret}; Path=/; Max-Age=60; SameSite=Strict; HttpOnly{secure}"));
    Ok(())
}

/// The secret that was just made, once; the page that shows it is kept nowhere. To be called before the first await of a
/// page.
pub(crate) fn take_over(name: &str) -> Option<String> {
    let secret = caller::cookie(name)?;
    caller::set_cookie(&format!("{name}=; Path=/; Max-Age=0; SameSite=Strict; HttpOnly"));
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let whole = secret.len() == 43 && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    whole.then_some(secret)
}
