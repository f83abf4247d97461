//! What an administrator changes of the calendar and the wage floors.

use leptos::prelude::*;

use crate::error::AppError;

/// Adds an exam period.
///
/// # Errors
/// Messages beside the fields.
#[server(endpoint = "calendar/add-exams")]
pub async fn add_exams(
    #[server(default)] exams_name: String,
    #[server(default)] first_day: String,
    #[server(default)] last_day: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let done = backend::calendar::add_exams(&cx, &exams_name, &first_day, &last_day, once).await;
    crate::caller::settle(done, "/staff/calendar", crate::text::Notice::Saved)
}

/// Adds a holiday.
///
/// # Errors
/// Messages beside the fields.
#[server(endpoint = "calendar/add-holiday")]
pub async fn add_holiday(
    #[server(default)] holiday_name: String,
    #[server(default)] day: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::calendar::add_holiday(&cx, &holiday_name, &day, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/calendar", crate::text::Notice::Saved)
}

/// Sets the wage floor of a state, or of a city or county of it.
///
/// # Errors
/// Messages beside the fields.
#[server(endpoint = "calendar/set-floor")]
pub async fn set_floor(
    #[server(default)] state: String,
    #[server(default)] place: String,
    #[server(default)] hourly: String,
    #[server(default)] valid_from: String,
    #[server(default)] source: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let typed = [state, place, hourly, valid_from, source];
    let done =
        backend::calendar::set_floor(&cx, typed.each_ref().map(String::as_str), backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/calendar", crate::text::Notice::Saved)
}

/// Ends the wage floor of a state or place.
///
/// # Errors
/// Messages beside the fields.
#[server(endpoint = "calendar/end-floor")]
pub async fn end_floor(
    #[server(default)] state: String,
    #[server(default)] place: String,
    #[server(default)] valid_from: String,
    #[server(default)] source: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let typed = [state, place, valid_from, source];
    let done =
        backend::calendar::end_floor(&cx, typed.each_ref().map(String::as_str), backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/calendar", crate::text::Notice::Saved)
}

/// Takes out what has not begun: `what` is `exams`, `holiday` or `floor`, `day` its first day.
///
/// # Errors
/// A refusal for what has begun already.
#[server(endpoint = "calendar/remove")]
pub async fn remove(
    #[server(default)] what: String,
    #[server(default)] day: String,
    #[server(default)] state: String,
    #[server(default)] place: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let entry = backend::calendar::Entry::named(&what, &day, &state, place).ok_or(AppError::NotFound);
    let entry = entry.inspect_err(crate::caller::set_status)?;
    let done = backend::calendar::remove(&cx, &entry, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/calendar", crate::text::Notice::TakenOut)
}
