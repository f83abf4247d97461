//! What people do with projects.

use std::collections::HashMap;

use domain::ids::{HostId, ProjectId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What became of a saved screen of the wizard.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The version the next save must name.
    pub version: i32,
    /// When, in the program's zone: `14:31`.
    pub at: String,
}

/// Begins a draft and opens its wizard. `from` is `blank`, `template:` with a key or `copy:` with a
/// project's id.
///
/// # Errors
/// Like the command behind it.
#[server(endpoint = "projects/start")]
pub async fn start(host: HostId, from: String, key: String) -> Result<(), AppError> {
    use backend::projects::Beginning;
    let cx = crate::caller::cx().await?;
    let (beginning, step) = match from.split_once(':') {
        Some(("template", word)) => (Beginning::Template(word.to_owned()), "outcome"),
        Some(("copy", id)) => (Beginning::Copy(id.parse().map_err(|_| backend::Failure::NotFound)?), "outcome"),
        _ => (Beginning::Blank, "fit"),
    };
    let once = backend::Once::from_field(&key);
    let done = backend::projects::start_draft(&cx, host, &beginning, once).await;
    // The key names the draft, so that a form sent twice opens the one it began.
    let id = done.as_ref().ok().copied().or_else(|| once.0.map(ProjectId));
    let next = id.map_or_else(|| "/host".to_owned(), |id| crate::routes::wizard(id, step));
    crate::caller::settle(done, &next, crate::text::Notice::Saved)
}

/// Keeps a screen of the wizard. The form's fields are named `fields[title]`; `go` says where to go
/// next: `next`, `back`, `preview`, a step's word, `auto` (nowhere: the browser saves while somebody types) or
/// empty (the same screen, for the buttons that add and remove rows).
///
/// # Errors
/// Messages for fields that could not be read; everything else was kept. Like the command behind it.
#[server(endpoint = "projects/save-step")]
pub async fn save_step(
    id: ProjectId,
    version: i32,
    step: String,
    #[server(default)] go: String,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
) -> Result<Kept, AppError> {
    use domain::machine::Word as _;
    use domain::projects::Step;
    let cx = crate::caller::cx().await?;
    let step = Step::from_word(&step).ok_or(backend::Failure::NotFound)?;
    let automatic = go == "auto";
    let once = backend::Once::from_field(if automatic { "" } else { &key });
    let fields: Vec<(String, String)> = fields.into_iter().collect();
    let saved = match backend::projects::save_step(&cx, id, version, step, &fields, once).await {
        Ok(saved) => saved,
        Err(backend::Failure::AlreadyDone) => {
            backend::projects::Saved { version, errors: domain::fields::FieldErrors::new() }
        }
        Err(failure) => return Err(failure.into()),
    };
    if !automatic {
        if !saved.errors.is_empty() {
            let named =
                saved.errors.0.into_iter().map(|(name, message)| (format!("fields[{name}]"), message)).collect();
            return Err(backend::Failure::Invalid(domain::fields::FieldErrors(named)).into());
        }
        if go == "preview" {
            crate::caller::go(&crate::routes::preview(id, step.word()));
            return Ok(Kept { version: saved.version, at: cx.program().clock_of(cx.at()) });
        }
        let to = match go.as_str() {
            "next" => step.next().unwrap_or(step),
            "back" => step.previous().unwrap_or(step),
            other => Step::from_word(other).unwrap_or(step),
        };
        let page = crate::routes::wizard(id, to.word());
        // After a row came or went the page opens where the person was, with the cursor in the row.
        let row = domain::projects::form::landing(step, &fields).filter(|_| to == step);
        crate::caller::go(&row.map_or_else(|| page.clone(), |field| format!("{page}#{field}")));
    }
    Ok(Kept { version: saved.version, at: cx.program().clock_of(cx.at()) })
}

/// Sends a draft to review.
///
/// # Errors
/// Like the command behind it.
#[server(endpoint = "projects/submit")]
pub async fn submit(id: ProjectId, #[server(default)] accepted_terms: String, key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::projects::submit(&cx, id, !accepted_terms.is_empty(), backend::Once::from_field(&key)).await;
    let next = after(&cx, &crate::routes::host_project(id));
    crate::caller::settle(done, &next, crate::text::Notice::ProjectSubmitted)
}

/// Moves a project on: `withdraw`, `pause`, `resume`, `start_selection`, `reopen_applications` (with
/// `day`), `cancel`, `return_to_author` (with `reason`), `discard`, `accept_scope`, `complete`.
///
/// # Errors
/// Messages beside `reason` and `day`; like the command behind it.
#[server(endpoint = "projects/move")]
pub async fn change(
    id: ProjectId,
    order: String,
    #[server(default)] reason: String,
    #[server(default)] day: String,
    key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    use backend::Failure;
    use domain::machine::Word as _;
    use domain::projects::{Command, Order};
    let cx = crate::caller::cx().await?;
    let because = || domain::event::Reason::parse(&reason).map_err(|message| Failure::field("reason", message));
    let order = match Command::from_word(&order).ok_or(Failure::NotFound)? {
        Command::Withdraw => Order::Withdraw,
        Command::Pause => Order::Pause(because()?),
        Command::Resume => Order::Resume,
        Command::StartSelection => Order::StartSelection,
        Command::ReopenApplications => {
            let day = domain::time::parse_day(&day)
                .ok_or_else(|| Failure::field("day", "Choose the new last day to apply."))?;
            Order::ReopenApplications(day)
        }
        Command::Cancel => Order::Cancel(because()?),
        Command::ReturnToAuthor => Order::ReturnToAuthor(because()?),
        Command::Discard => Order::Discard,
        Command::AcceptScope => Order::AcceptScope,
        Command::Complete => Order::Complete,
        _ => return Err(Failure::NotFound.into()),
    };
    let (notice, next) = match order {
        Order::Withdraw => (Notice::ProjectWithdrawn, crate::routes::host_project(id)),
        Order::Discard => (Notice::ProjectClosed, "/host".to_owned()),
        Order::Cancel(_) => (Notice::ProjectClosed, crate::routes::host_project(id)),
        _ => (Notice::ProjectChanged, crate::routes::host_project(id)),
    };
    let done = backend::projects::change(&cx, id, &order, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &after(&cx, &next), notice)
}

/// A reviewer's step: `claim`, `request_changes` (with `reason` and `comments[field]`), `approve`,
/// `reject` (with `reason`).
///
/// # Errors
/// A message beside `reason`; like the command behind it.
#[server(endpoint = "projects/review")]
pub async fn review(
    id: ProjectId,
    decision: String,
    #[server(default)] reason: String,
    #[server(default)] comments: HashMap<String, String>,
    key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    use backend::Failure;
    use backend::projects::Decision;
    let cx = crate::caller::cx().await?;
    let because = || domain::event::Reason::parse(&reason).map_err(|message| Failure::field("reason", message));
    let (decision, notice) = match decision.as_str() {
        "claim" => (Decision::Claim, Notice::ProjectClaimed),
        "request_changes" => {
            let mut comments: Vec<_> = comments.into_iter().collect();
            comments.sort();
            (Decision::RequestChanges { reason: because()?, comments }, Notice::ChangesRequested)
        }
        "approve" => (Decision::Approve, Notice::ProjectApproved),
        "reject" => (Decision::Reject(because()?), Notice::ProjectRejected),
        _ => return Err(Failure::NotFound.into()),
    };
    let next = if decision == Decision::Claim { crate::routes::review(id) } else { "/staff/queue".to_owned() };
    let done = backend::projects::review(&cx, id, &decision, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &next, notice)
}

/// Host pages are for host members; everybody else goes back to where their own work is.
#[cfg(feature = "ssr")]
fn after(cx: &backend::Cx, host_page: &str) -> String {
    let person = cx.actor().person();
    match person {
        Some(person) if !person.hosts.is_empty() => host_page.to_owned(),
        Some(person) if person.has(domain::actor::Role::Staff) => "/staff/projects".to_owned(),
        _ => "/home".to_owned(),
    }
}
