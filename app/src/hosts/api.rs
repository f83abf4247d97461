//! What the forms of this room post to.

use domain::ids::HostId;
use leptos::prelude::*;

use crate::error::AppError;

/// Decides about a host organisation, or answers what staff asked. `command` is a word of its
/// machine; `reason` the question, the answer or the reason.
///
/// # Errors
/// When words are missing, or the machine says no.
#[server(endpoint = "hosts/decide")]
pub async fn decide(
    host: HostId,
    command: String,
    #[server(default)] reason: String,
    #[server(default)] next: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::event::Reason;
    use domain::hosts::{Command, Order};
    use domain::machine::Word as _;

    use crate::text::Notice;

    let cx = crate::caller::cx().await?;
    let words = || Reason::parse(&reason).map_err(|words| backend::Failure::field("reason", words));
    let order = match Command::from_word(&command).ok_or(backend::Failure::NotFound)? {
        Command::Register => Order::Register,
        Command::Verify => Order::Verify,
        Command::Ask => Order::Ask(words()?),
        Command::Answer => Order::Answer(words()?),
        Command::Reject => Order::Reject(words()?),
        Command::Watch => Order::Watch(words()?),
        Command::Suspend => Order::Suspend(words()?),
        Command::Reinstate => Order::Reinstate(words()?),
    };
    let notice = match order {
        Order::Verify => Notice::HostVerified,
        Order::Answer(_) => Notice::HostAnswered,
        Order::Suspend(_) => Notice::HostSuspended,
        _ => Notice::HostChanged,
    };
    let done = backend::hosts::decide(&cx, host, order, backend::Once::from_field(&key)).await;
    let next = if crate::caller::is_local(&next) { next } else { "/staff/hosts".to_owned() };
    crate::caller::settle(done, &next, notice)
}

/// Keeps what an owner says of their organisation.
///
/// # Errors
/// Messages beside the fields; [`Refusal::Changed`] when somebody changed it since the form of `version` was drawn; a
/// refusal for members who do not own it.
///
/// [`Refusal::Changed`]: domain::refusal::Refusal::Changed
#[server(endpoint = "hosts/save-profile")]
pub async fn save_profile(
    host: HostId,
    #[server(default)] version: i32,
    #[server(default)] host_name: String,
    #[server(default)] kind: String,
    #[server(default)] website: String,
    #[server(default)] about: String,
    #[server(default)] address: String,
    #[server(default)] ein: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let details = domain::hosts::HostDetails::parse(&host_name, &kind, &website, &about, &address, &ein)
        .map_err(backend::Failure::from)?;
    let done = backend::hosts::save_profile(&cx, host, details, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::organisation(host), crate::text::Notice::Saved)
}
