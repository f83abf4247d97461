//! What people send about problems.

use domain::ids::{EngagementId, ProblemId};
use leptos::prelude::*;

use crate::error::AppError;

/// Tells staff of a problem.
///
/// # Errors
/// Messages beside `kind`, `what` and `wish`.
#[server(endpoint = "problems/report")]
pub async fn report(
    engagement: EngagementId,
    #[server(default)] kind: String,
    #[server(default)] what: String,
    #[server(default)] wish: String,
    #[server(default)] shared: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let new =
        domain::problems::NewProblem::parse(&kind, &what, &wish, !shared.is_empty()).map_err(backend::Failure::from)?;
    let done = backend::problems::report(&cx, engagement, new, backend::Once::from_field(&key)).await;
    let next = crate::routes::engagement_room(engagement, "problem");
    crate::caller::settle(done, &next, crate::text::Notice::ProblemTold)
}

/// Makes a problem a dispute about an amount.
///
/// # Errors
/// A message beside `amount`; refusals in words.
#[server(endpoint = "problems/open-dispute")]
pub async fn open_dispute(
    problem: ProblemId,
    #[server(default)] amount: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::problems::open_dispute(&cx, problem, &amount, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::problem(problem), crate::text::Notice::DisputeOpened)
}

/// Answers, settles, says a side, appeals, or takes back.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "problems/move")]
pub async fn move_on(
    problem: ProblemId,
    #[server(default)] command: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let because = || crate::engagements::reason("reason", &reason);
    let order = match command.as_str() {
        "answer" => domain::problems::Order::Answer(because()?),
        "resolve" => domain::problems::Order::Resolve(because()?),
        "state" => domain::problems::Order::State(because()?),
        "appeal" => domain::problems::Order::Appeal(because()?),
        "withdraw" => domain::problems::Order::Withdraw,
        _ => return Err(backend::Failure::NotFound.into()),
    };
    let done = backend::problems::act(&cx, problem, order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::problem(problem), crate::text::Notice::ProblemMoved)
}

/// Decides a dispute or its appeal.
///
/// # Errors
/// Messages beside `decision`, `award` and `reason`; refusals in words.
#[server(endpoint = "problems/decide")]
pub async fn decide(
    problem: ProblemId,
    #[server(default)] decision: String,
    #[server(default)] award: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let words = crate::engagements::reason("reason", &reason)?;
    let once = backend::Once::from_field(&key);
    let done = backend::problems::decide(&cx, problem, (&decision, &award), words, once).await;
    crate::caller::settle(done, &crate::routes::problem(problem), crate::text::Notice::ProblemMoved)
}

/// Notes something for staff.
///
/// # Errors
/// A message beside `reason`.
#[server(endpoint = "problems/note")]
pub async fn note(
    problem: ProblemId,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let words = crate::engagements::reason("reason", &reason)?;
    let done = backend::problems::note(&cx, problem, words, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::problem(problem), crate::text::Notice::Saved)
}
