//! The session cookie and what else a sign-in takes from the request. Server only.

use backend::people::sessions;
use http::{HeaderName, HeaderValue, header, request::Parts};
use leptos::prelude::*;

use crate::caller;
use crate::error::AppError;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// How the browser names itself.
pub fn user_agent() -> String {
    let parts = use_context::<Parts>();
    let name =
        parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT)).and_then(|value| value.to_str().ok());
    name.unwrap_or_default().to_owned()
}

/// Gives the browser a session.
///
/// # Errors
/// Only when called outside a request.
pub fn keep(token: &str) -> Result<(), AppError> {
    write(token, sessions::LASTS_DAYS * 24 * 60 * 60)
}

/// Takes the browser's session away.
///
/// # Errors
/// Only when called outside a request.
pub fn forget() -> Result<(), AppError> {
    // Answers the wizard could not send are kept in the browser: they leave with the person.
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.insert_header(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""));
    }
    write("", 0)
}

fn write(value: &str, seconds: i64) -> Result<(), AppError> {
    let site = caller::backend()?.site;
    let name = sessions::cookie_name(&site);
    let secure = if site.starts_with("https://") { "; Secure" } else { "" };
    caller::set_cookie(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"));
    Ok(())
}

/// Where somebody who has just signed in goes: where they wanted to, else to their home.
///
/// # Errors
/// When the database does not answer.
pub async fn first_page(token: &str, wanted: &str) -> Result<String, AppError> {
    if caller::is_local(wanted) {
        return Ok(wanted.to_owned());
    }
    let person = sessions::recognise(&caller::backend()?, token).await?;
    Ok(person.map_or("/", |(person, _)| crate::layout::home_of(&person)).to_owned())
}
