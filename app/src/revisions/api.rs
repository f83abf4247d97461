//! What people send about changes of published projects.

use std::collections::HashMap;

use domain::ids::{ProjectId, RevisionId};
use leptos::prelude::*;

use crate::error::AppError;

/// Changes a published project. The form's fields are named `fields[amount]`.
///
/// # Errors
/// Messages beside fields that cannot be read or that the scope check blocks; refusals in words.
#[server(endpoint = "revisions/propose")]
pub async fn propose(
    id: ProjectId,
    version: i32,
    #[server(default)] reason: String,
    #[server(default)] fields: HashMap<String, String>,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    use backend::Failure;
    use backend::projects::revisions::{Outcome, propose};
    let cx = crate::caller::cx().await?;
    let fields: Vec<(String, String)> = fields.into_iter().collect();
    let done = propose(&cx, id, version, &fields, &reason, backend::Once::from_field(&key)).await;
    let done = done.map_err(|failure| match failure {
        Failure::Invalid(errors) => {
            let named = errors.0.into_iter().map(|(name, message)| match name.as_str() {
                "" | "reason" => (name, message),
                _ => (format!("fields[{name}]"), message),
            });
            Failure::Invalid(domain::fields::FieldErrors(named.collect()))
        }
        other => other,
    });
    let notice = match &done {
        Ok(Outcome::ForStaff) => Notice::RevisionForStaff,
        _ => Notice::RevisionInEffect,
    };
    crate::caller::settle(done, &crate::routes::host_project(id), notice)
}

/// Takes a change back that still waits for staff.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "revisions/withdraw")]
pub async fn withdraw(id: RevisionId, #[server(default)] key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::projects::revisions::withdraw(&cx, id, backend::Once::from_field(&key)).await;
    let next = done.as_ref().map_or_else(|_| "/host".to_owned(), |project| crate::routes::host_project(*project));
    crate::caller::settle(done, &next, crate::text::Notice::RevisionWithdrawn)
}

/// Approves (`approve`) or turns down (`reject`, with `reason`) a change.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "revisions/decide")]
pub async fn decide(
    id: RevisionId,
    #[server(default)] decision: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    use backend::Failure;
    use backend::projects::revisions::{Decision, decide};
    let cx = crate::caller::cx().await?;
    let (decision, notice) = match decision.as_str() {
        "approve" => (Decision::Approve, Notice::RevisionApproved),
        "reject" => {
            let reason = domain::event::Reason::parse(&reason).map_err(|message| Failure::field("reason", message))?;
            (Decision::Reject(reason), Notice::RevisionRejected)
        }
        _ => return Err(Failure::NotFound.into()),
    };
    let done = decide(&cx, id, &decision, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::revision(id), notice)
}
