//! What people do with projects.

use std::collections::HashMap;

#[cfg(feature = "ssr")]
use domain::ids::HostId;
use domain::ids::ProjectId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What became of a screen of the wizard that saved itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The version the next save must name.
    pub version: i32,
    /// What the form knows from here on, for its hidden field.
    pub base: String,
    /// Something on the screen could not be kept; everything else was.
    pub partly: bool,
    /// Nothing was kept: somebody else changed the same answer to something else.
    pub clash: bool,
    /// What to say: `Saved 14:31`.
    pub words: String,
    /// The calendar of the kept draft as HTML, on screens that show it and after the browser saved by itself.
    pub calendar: String,
    /// The kept draft as students will read it, as HTML, where the form asked for it.
    pub student: String,
}

/// Begins a draft and opens its wizard. `from` is `blank`, `template:` with a key or `copy:` with a
/// project's id.
///
/// # Errors
/// A message beside `host` when none is chosen. Like the command behind it.
#[server(endpoint = "projects/start")]
pub async fn start(#[server(default)] host: String, from: String, key: String) -> Result<(), AppError> {
    use backend::projects::Beginning;
    let (beginning, step) = match from.split_once(':') {
        Some(("template", word)) => (Beginning::Template(word.to_owned()), "outcome"),
        Some(("copy", id)) => (Beginning::Copy(id.parse().map_err(|_| backend::Failure::NotFound)?), "outcome"),
        _ => (Beginning::Blank, "fit"),
    };
    begin(&host, beginning, &key, step).await
}

/// Begins a draft from a pasted text and opens its wizard.
///
/// # Errors
/// Messages beside `host` and `text`. Like the command behind it.
#[server(endpoint = "projects/paste")]
pub async fn paste(
    #[server(default)] host: String,
    #[server(default)] text: String,
    key: String,
) -> Result<(), AppError> {
    begin(&host, backend::projects::Beginning::Pasted(text), &key, "fit").await
}

#[cfg(feature = "ssr")]
async fn begin(host: &str, from: backend::projects::Beginning, key: &str, step: &str) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let host: HostId =
        host.parse().map_err(|_| backend::Failure::field("host", "Choose the host organisation it is for."))?;
    let once = backend::Once::from_field(key);
    let done = backend::projects::start_draft(&cx, host, &from, once).await;
    // The key names the draft, so that a form sent twice opens the one it began.
    let id = done.as_ref().ok().copied().or_else(|| once.0.map(ProjectId));
    let next = id.map_or_else(|| "/host".to_owned(), |id| crate::routes::wizard(id, step));
    crate::caller::settle(done, &next, crate::text::Notice::Saved)
}

/// Keeps a screen of the wizard. The form's fields are named `fields[title]`; `go` says where to go
/// next: `next`, `back`, `preview`, a step's word, `auto` (nowhere: the browser saves while somebody types) or
/// empty (the same screen, for the buttons that add and remove rows). `base` says what the form was
/// drawn with; `take[title]` is `theirs` where somebody else's answer is taken. `student` is sent by the browser while the
/// student's view stands open.
///
/// # Errors
/// Messages for fields that could not be read; everything else was kept. [`Refusal::Changed`] when
/// somebody else changed the same answer, unless the form saved itself. Like the command behind it.
///
/// [`Refusal::Changed`]: domain::refusal::Refusal::Changed
#[server(endpoint = "projects/save-step")]
pub async fn save_step(
    id: ProjectId,
    version: i32,
    step: String,
    #[server(default)] base: String,
    #[server(default)] go: String,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
    #[server(default)] take: HashMap<String, String>,
    #[server(default)] student: String,
) -> Result<Kept, AppError> {
    use domain::machine::Word as _;
    use domain::projects::Step;
    let cx = crate::caller::cx().await?;
    let step = Step::from_word(&step).ok_or(backend::Failure::NotFound)?;
    let automatic = go == "auto";
    let fields: Vec<(String, String)> = fields.into_iter().collect();
    // Answers may be kept twice without harm; a row must not be added twice. Whoever comes back to an old page and sends
    // other answers with its key has them kept.
    let once_only = fields.iter().any(|(name, _)| name == "add" || name == "remove");
    let once = backend::Once::from_field(if once_only { &key } else { "" });
    let sent = backend::projects::Sent {
        version,
        screen: step,
        base: domain::projects::form::Base::read(&base),
        fields: &fields,
        take: super::words::taken(take.iter().map(|(about, choice)| (about.as_str(), choice.as_str()))),
    };
    let saved = match backend::projects::save_form(&cx, id, &sent, once).await {
        Ok(saved) => saved,
        Err(backend::Failure::AlreadyDone) => backend::projects::Saved { version, ..Default::default() },
        Err(failure) => return Err(failure.into()),
    };
    let clash = !saved.clashes.is_empty();
    if automatic {
        return kept(&cx, id, step, saved, !student.is_empty()).await;
    }
    if clash {
        return Err(backend::Failure::from(domain::refusal::Refusal::Changed).into());
    }
    if !saved.errors.is_empty() {
        let named = saved.errors.0.into_iter().map(|(name, message)| (format!("fields[{name}]"), message)).collect();
        return Err(backend::Failure::Invalid(domain::fields::FieldErrors(named)).into());
    }
    if !go.is_empty() {
        // Whoever goes on has seen what was read from their text.
        backend::projects::check_off(&cx, id, step).await?;
    }
    let other = saved.other.is_some();
    let kept = Kept {
        version: saved.version,
        base: saved.base,
        partly: false,
        clash,
        words: String::new(),
        calendar: String::new(),
        student: String::new(),
    };
    if go == "preview" {
        crate::caller::go(&crate::routes::preview(id, step.word()));
        return Ok(kept);
    }
    let to = match go.as_str() {
        "next" => step.next().unwrap_or(step),
        "back" => step.previous().unwrap_or(step),
        other => Step::from_word(other).unwrap_or(step),
    };
    let page = crate::routes::wizard(id, to.word());
    if other {
        crate::caller::tell(crate::text::Notice::Merged);
    }
    // After a row came or went the page opens where the person was, with the cursor in the row.
    let row = saved.landing.filter(|_| to == step);
    crate::caller::go(&row.map_or_else(|| page.clone(), |field| format!("{page}#{field}")));
    Ok(kept)
}

/// The answer to a screen that saved itself; with the student's view where somebody looks at it.
#[cfg(feature = "ssr")]
async fn kept(
    cx: &backend::Cx,
    id: ProjectId,
    step: domain::projects::Step,
    saved: backend::projects::Saved,
    student: bool,
) -> Result<Kept, AppError> {
    let words = super::words::kept(cx, &saved);
    let calendar = if super::pages::has_calendar(step) { backend::projects::schedule(cx, id).await? } else { None };
    let calendar = super::pages::calendar_html(calendar.as_ref());
    let student = if student {
        let draft = backend::projects::draft(cx, id).await?;
        super::pages::student_html(&draft, cx.policy(), cx.today())
    } else {
        String::new()
    };
    let (partly, clash) = (!saved.errors.is_empty(), !saved.clashes.is_empty());
    Ok(Kept { version: saved.version, base: saved.base, partly, clash, words, calendar, student })
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
    let notice = match done {
        Ok(backend::projects::Destination::Students) => crate::text::Notice::ProjectPublished,
        Ok(backend::projects::Destination::Host) => crate::text::Notice::ProjectProposed,
        _ => crate::text::Notice::ProjectSubmitted,
    };
    crate::caller::settle(done, &next, notice)
}

/// Moves a project on: `withdraw`, `pause`, `resume`, `start_selection`, `reopen_applications` (with
/// `day`), `cancel` (with `kind` and `reason`), `return_to_author` (with `reason`), `discard`, `accept_scope`
/// (with `accepted_terms`), `complete`.
///
/// # Errors
/// Messages beside `kind`, `reason`, `day` and `accepted_terms`; like the command behind it.
#[server(endpoint = "projects/move")]
pub async fn change(
    id: ProjectId,
    order: String,
    #[server(default)] kind: String,
    #[server(default)] reason: String,
    #[server(default)] day: String,
    #[server(default)] accepted_terms: String,
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
        Command::Cancel => Order::Cancel(
            because()?.of_kind(crate::engagements::kind_of(&kind, domain::event::ReasonKind::CALLED_OFF)?),
        ),
        Command::ReturnToAuthor => Order::ReturnToAuthor(because()?),
        Command::Discard => Order::Discard,
        Command::AcceptScope => Order::AcceptScope,
        Command::Complete => Order::Complete,
        _ => return Err(Failure::NotFound.into()),
    };
    let (notice, next) = match order {
        Order::Withdraw => (Notice::ProjectWithdrawn, crate::routes::host_project(id)),
        Order::Discard => (Notice::ProjectClosed, "/host".to_owned()),
        Order::AcceptScope => (Notice::ProjectShown, crate::routes::host_project(id)),
        Order::Cancel(_) => (Notice::ProjectClosed, crate::routes::host_project(id)),
        _ => (Notice::ProjectChanged, crate::routes::host_project(id)),
    };
    let once = backend::Once::from_field(&key);
    let done = if order == Order::AcceptScope {
        backend::projects::accept_scope(&cx, id, !accepted_terms.is_empty(), once).await
    } else {
        backend::projects::change(&cx, id, &order, once).await
    };
    crate::caller::settle(done, &after(&cx, &next), notice)
}

/// A reviewer's step: `claim`, `request_changes` (with `reason` and `comments[field]`), `approve`, `approve_for` (with
/// `day`), `publish`, `reject` (with `kind` and `reason`).
///
/// # Errors
/// A message beside `kind`, `reason` and `day`; like the command behind it.
#[server(endpoint = "projects/review")]
pub async fn review(
    id: ProjectId,
    decision: String,
    #[server(default)] kind: String,
    #[server(default)] reason: String,
    #[server(default)] comments: HashMap<String, String>,
    #[server(default)] day: String,
    key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    use backend::Failure;
    use backend::projects::Decision;
    let cx = crate::caller::cx().await?;
    let because = || domain::event::Reason::parse(&reason).map_err(|message| Failure::field("reason", message));
    if decision == "waive_hours" {
        let done = backend::projects::waive_hours(&cx, id, &because()?, backend::Once::from_field(&key)).await;
        return crate::caller::settle(done, &crate::routes::review(id), Notice::HoursWaived);
    }
    if decision == "take_back_waiver" {
        let done = backend::projects::take_back_waiver(&cx, id, &because()?, backend::Once::from_field(&key)).await;
        return crate::caller::settle(done, &crate::routes::review(id), Notice::WaiverTakenBack);
    }
    let (decision, notice) = match decision.as_str() {
        "claim" => (Decision::Claim, Notice::ProjectClaimed),
        "request_changes" => {
            let mut comments: Vec<_> = comments.into_iter().collect();
            comments.sort();
            (Decision::RequestChanges { reason: because()?, comments }, Notice::ChangesRequested)
        }
        "approve" => (Decision::Approve(None), Notice::ProjectApproved),
        "approve_for" => {
            let day = domain::time::parse_day(&day)
                .filter(|day| *day > cx.today())
                .ok_or_else(|| Failure::field("day", "Choose a day from tomorrow on."))?;
            (Decision::Approve(Some(day)), Notice::ProjectPlanned)
        }
        "publish" => (Decision::Publish, Notice::ProjectShown),
        "reject" => {
            let kind = crate::engagements::kind_of(&kind, domain::event::ReasonKind::TURNED_DOWN)?;
            (Decision::Reject(because()?.of_kind(kind)), Notice::ProjectRejected)
        }
        _ => return Err(Failure::NotFound.into()),
    };
    let next = if decision == Decision::Claim { crate::routes::review(id) } else { "/staff/queue".to_owned() };
    let done = backend::projects::review(&cx, id, &decision, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &next, notice)
}

/// After a write: a project's own page is for everybody who may write it, the host's home for host members alone.
#[cfg(feature = "ssr")]
fn after(cx: &backend::Cx, host_page: &str) -> String {
    let hosts = cx.actor().person().is_some_and(|person| !person.hosts.is_empty());
    if hosts || host_page != "/host" { host_page.to_owned() } else { "/home".to_owned() }
}
