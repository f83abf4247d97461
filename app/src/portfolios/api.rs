//! What the forms of a portfolio post to. `version` is that of the portfolio when the form was drawn: it makes the address
//! of the page another one after each write.

use domain::ids::EngagementId;
use leptos::prelude::*;

use crate::error::AppError;

/// Keeps headline and introduction.
///
/// # Errors
/// Messages beside `headline` and `introduction`; or when they were changed in between.
#[server(endpoint = "portfolios/save-about")]
pub async fn save_about(
    #[server(default)] headline: String,
    #[server(default)] introduction: String,
    version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let about = domain::portfolios::About::parse(&headline, &introduction).map_err(backend::Failure::from)?;
    let done = backend::portfolios::save_about(&cx, about, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::portfolio_part("about", version), crate::text::Notice::Saved)
}

/// Makes the public link or a new one (`command` is `renew`), or switches it off (`stop`).
///
/// # Errors
/// When nobody is signed in or the database does not answer.
#[server(endpoint = "portfolios/link")]
pub async fn set_link(
    #[server(default)] command: String,
    #[server(default)] version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let (once, next) = (backend::Once::from_field(&key), crate::routes::portfolio_part("link", version));
    match command.as_str() {
        "stop" => {
            let done = backend::portfolios::stop_link(&cx, once).await;
            crate::caller::settle(done, &next, Notice::LinkStopped)
        }
        "renew" => {
            let made = backend::portfolios::renew_link(&cx, once).await;
            if let Ok(secret) = &made {
                crate::layout::hand_over(super::pages::LINK_COOKIE, secret)?;
            }
            crate::caller::settle(made, &next, Notice::LinkMade)
        }
        _ => Err(backend::Failure::field("command", "Choose what to do with the link.").into()),
    }
}

/// Moves, hides or shows one entry, or takes the host's words in or out: `command` is a word of
/// `domain::portfolios::Arrange`.
///
/// # Errors
/// When the work is not theirs.
#[server(endpoint = "portfolios/arrange")]
pub async fn arrange(
    engagement: EngagementId,
    #[server(default)] command: String,
    #[server(default)] version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let what = domain::portfolios::Arrange::from_word(&command)
        .ok_or_else(|| backend::Failure::field("command", "Choose what to do with this entry."))?;
    let done = backend::portfolios::arrange(&cx, engagement, what, backend::Once::from_field(&key)).await;
    let next = crate::routes::portfolio_part(&format!("work-{engagement}"), version);
    crate::caller::settle(done, &next, crate::text::Notice::Arranged)
}

/// Keeps the student's own words for a résumé line, or takes them away (`command` is `reset`). `entry` is the place of the
/// line, from 0.
///
/// # Errors
/// A message beside `text`; or when the work is not theirs.
#[server(endpoint = "portfolios/save-line")]
pub async fn save_line(
    engagement: EngagementId,
    entry: usize,
    #[server(default)] text: String,
    #[server(default)] command: String,
    #[server(default)] version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let (once, next) =
        (backend::Once::from_field(&key), crate::routes::portfolio_part(&format!("work-{engagement}"), version));
    if command == "reset" {
        let done = backend::portfolios::reset_line(&cx, engagement, entry, once).await;
        return crate::caller::settle(done, &next, Notice::LineReset);
    }
    let done = backend::portfolios::save_line(&cx, engagement, entry, &text, once).await;
    crate::caller::settle(done, &next, Notice::Saved)
}

/// Asks the host for permission to show the work.
///
/// # Errors
/// Why it cannot be asked now.
#[server(endpoint = "portfolios/ask")]
pub async fn ask(
    engagement: EngagementId,
    #[server(default)] version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::portfolios::ask(&cx, engagement, backend::Once::from_field(&key)).await;
    let next = crate::routes::portfolio_part(&format!("work-{engagement}"), version);
    crate::caller::settle(done, &next, crate::text::Notice::ShowingAsked)
}

/// Says for the host what its student may show: `scope` is a word of `domain::portfolios::Scope`.
///
/// # Errors
/// A message beside `scope`; or why it cannot be said now.
#[server(endpoint = "portfolios/permit")]
pub async fn permit(
    engagement: EngagementId,
    #[server(default)] scope: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let scope = domain::portfolios::Scope::parse(&scope)
        .ok_or_else(|| backend::Failure::field("scope", "Choose what may be shown."))?;
    let done = backend::portfolios::permit(&cx, engagement, scope, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::ShowingDecided)
}
