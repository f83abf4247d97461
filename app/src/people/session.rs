//! The session cookie and what else a sign-in takes from the request. Server only.

use backend::people::sessions;
use http::{header, request::Parts};
use leptos::prelude::*;

use crate::caller;
use crate::error::AppError;

/// Says that this browser signed out and has something to forget (`server/src/endpoints/forget.rs`).
pub const FORGET_COOKIE: &str = "forget";

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

/// Takes the browser's session away, and nothing else: the person stays, and what they wrote without a network.
///
/// # Errors
/// Only when called outside a request.
pub fn end() -> Result<(), AppError> {
    write("", 0)
}

/// Takes the browser's session away with everything the browser keeps of the person, and leads to where it does so.
/// Answers the wizard could not send and what the timesheet keeps for the way without a network leave with the person, and so
/// do pages in the browser's own cache.
///
/// # Errors
/// Only when called outside a request.
pub fn forget() -> Result<(), AppError> {
    let secure = if caller::backend()?.site.starts_with("https://") { "; Secure" } else { "" };
    caller::set_cookie(&format!("{FORGET_COOKIE}=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600{secure}"));
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
