//! What people send about logged time.

use domain::ids::{EngagementId, TimeEntryId, TimesheetId};
use leptos::prelude::*;

use crate::error::AppError;

/// Adds an entry of time.
///
/// # Errors
/// Messages beside `day`, `time` and `description`; refusals in words.
#[server(endpoint = "timesheets/add-entry")]
pub async fn add_entry(
    engagement: EngagementId,
    #[server(default)] day: String,
    #[server(default)] time: String,
    #[server(default)] description: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let entry = domain::timesheets::NewEntry::parse(&day, &time, &description).map_err(backend::Failure::from)?;
    let next = crate::routes::week(engagement, domain::time::Week::of(entry.day));
    let done = backend::timesheets::add_entry(&cx, engagement, entry, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &next, crate::text::Notice::TimeAdded)
}

/// Takes an entry out of a week that was not sent.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "timesheets/remove-entry")]
pub async fn remove_entry(
    engagement: EngagementId,
    entry: TimeEntryId,
    #[server(default)] week: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::timesheets::remove_entry(&cx, entry, backend::Once::from_field(&key)).await;
    let next = match domain::time::parse_day(&week) {
        Some(day) => crate::routes::week(engagement, domain::time::Week::of(day)),
        None => crate::routes::engagement_room(engagement, "time"),
    };
    crate::caller::settle(done, &next, crate::text::Notice::TimeRemoved)
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
