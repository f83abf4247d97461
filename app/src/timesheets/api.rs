//! What people send about logged time.

use std::collections::HashMap;

use domain::ids::{EngagementId, TimeEntryId, TimesheetId};
use leptos::prelude::*;

use crate::error::AppError;

/// Adds an entry of time: from `time` and `description`, or with `kind` = `line` from one line that begins with the time.
///
/// # Errors
/// Messages beside `day`, `time` and `description`, or beside `line`; refusals in words.
#[server(endpoint = "timesheets/add-entry")]
pub async fn add_entry(
    engagement: EngagementId,
    #[server(default)] day: String,
    #[server(default)] time: String,
    #[server(default)] description: String,
    #[server(default)] kind: String,
    #[server(default)] line: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let in_line = kind == "line";
    let entry = if in_line {
        domain::timesheets::NewEntry::parse_line(&day, &line)
    } else {
        domain::timesheets::NewEntry::parse(&day, &time, &description)
    };
    let entry = entry.map_err(backend::Failure::from)?;
    let next = crate::routes::week(engagement, domain::time::Week::of(entry.day));
    let done = backend::timesheets::add_entry(&cx, engagement, entry, backend::Once::from_field(&key)).await;
    let done = if in_line { done.map_err(super::words::beside_the_line) } else { done };
    crate::caller::settle(done, &next, crate::text::Notice::TimeAdded)
}

/// Changes an entry of a week that was not sent. `version` is the one it was drawn with; empty replaces whatever it says.
///
/// # Errors
/// Messages beside `day`, `time` and `description`; refusals in words.
#[server(endpoint = "timesheets/change-entry")]
pub async fn change_entry(
    engagement: EngagementId,
    entry: TimeEntryId,
    #[server(default)] day: String,
    #[server(default)] time: String,
    #[server(default)] description: String,
    #[server(default)] version: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new = domain::timesheets::NewEntry::parse(&day, &time, &description).map_err(backend::Failure::from)?;
    let next = crate::routes::week(engagement, domain::time::Week::of(new.day));
    let (seen, once) = (version.parse().ok(), backend::Once::from_field(&key));
    let done = backend::timesheets::change_entry(&cx, entry, new, seen, once).await;
    crate::caller::settle(done, &next, crate::text::Notice::Saved)
}

/// Takes an entry out of a week that was not sent; the page offers to put it back.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "timesheets/remove-entry")]
pub async fn remove_entry(
    engagement: EngagementId,
    entry: TimeEntryId,
    #[server(default)] week: String,
    #[server(default)] version: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let (seen, once) = (version.parse().ok(), backend::Once::from_field(&key));
    let done = backend::timesheets::remove_entry(&cx, entry, seen, once).await;
    let next = match domain::time::parse_day(&week) {
        Some(day) => crate::routes::week_without(engagement, domain::time::Week::of(day), entry),
        None => crate::routes::engagement_room(engagement, "time"),
    };
    crate::caller::settle(done, &next, crate::text::Notice::TimeRemoved)
}

/// Puts an entry back that was taken out.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "timesheets/restore-entry")]
pub async fn restore_entry(
    engagement: EngagementId,
    entry: TimeEntryId,
    #[server(default)] week: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::timesheets::restore_entry(&cx, entry, backend::Once::from_field(&key)).await;
    let next = match domain::time::parse_day(&week) {
        Some(day) => crate::routes::week(engagement, domain::time::Week::of(day)),
        None => crate::routes::engagement_room(engagement, "time"),
    };
    crate::caller::settle(done, &next, crate::text::Notice::TimeRestored)
}

/// Copies the entries of the week before into the week of the day `week`.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "timesheets/copy-week")]
pub async fn copy_week(
    engagement: EngagementId,
    #[server(default)] week: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let week = domain::time::parse_day(&week).ok_or(backend::Failure::NotFound)?;
    let week = domain::time::Week::of(week);
    let done = backend::timesheets::copy_last_week(&cx, engagement, week, backend::Once::from_field(&key)).await;
    let notice = super::words::copied(done.as_ref().ok());
    crate::caller::settle(done, &crate::routes::week(engagement, week), notice)
}

/// Approves the ticked weeks of the host's students: `weeks[week-…]`, named by the weeks, are the versions they were read in.
///
/// # Errors
/// A message beside `weeks`; refusals in words.
#[server(endpoint = "timesheets/approve-several")]
pub async fn approve_several(
    #[server(default)] weeks: HashMap<String, String>,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let ticked = weeks.iter().map(|(key, version)| (key.as_str(), version.as_str()));
    let chosen = domain::timesheets::several(ticked).map_err(backend::Failure::from)?;
    let done = backend::timesheets::approve_several(&cx, &chosen, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/host/hours", crate::text::Notice::WeeksApproved)
}

/// Sends (`submit`), approves (`approve`), returns (`return`) or reopens (`reopen`) a week. With
/// `back` = `hours` the host returns to the list.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "timesheets/move")]
pub async fn move_week(
    engagement: EngagementId,
    sheet: TimesheetId,
    #[server(default)] week: String,
    #[server(default)] command: String,
    #[server(default)] reason: String,
    #[server(default)] back: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let (order, notice) = match command.as_str() {
        "submit" => (domain::timesheets::Order::Submit, crate::text::Notice::WeekSent),
        "approve" => (domain::timesheets::Order::Approve, crate::text::Notice::WeekApproved),
        "reopen" => {
            let reason = crate::engagements::reason("reason", &reason)?;
            (domain::timesheets::Order::Reopen(reason), crate::text::Notice::WeekReturned)
        }
        "return" => {
            let reason = crate::engagements::reason("reason", &reason)?;
            (domain::timesheets::Order::Return(reason), crate::text::Notice::WeekReturned)
        }
        _ => return Err(backend::Failure::NotFound.into()),
    };
    let done = backend::timesheets::act(&cx, sheet, order, backend::Once::from_field(&key)).await;
    let next = match domain::time::parse_day(&week) {
        _ if back == "hours" => "/host/hours".to_owned(),
        Some(day) => crate::routes::week(engagement, domain::time::Week::of(day)),
        None => crate::routes::engagement_room(engagement, "time"),
    };
    crate::caller::settle(done, &next, notice)
}
