//! What the forms about applications post to.

use std::collections::HashMap;

use domain::ids::{ApplicationId, ProjectId};
use leptos::prelude::*;

use crate::AppError;

/// Sends an application and shows where it stands. With `go` as `preview` it is shown as the host will see it, with
/// `use:answer_1:2` the third earlier answer is put into a field; neither keeps or sends anything, and the page is drawn
/// again with all that was typed. The work samples are `samples[s1]`, `samples[s2]` …, each an address of the profile;
/// `resume` is the file of the résumé when it is sent along.
///
/// # Errors
/// Messages beside `statement`, `answer_1` to `answer_3` and `confirm`; or why this student cannot
/// apply to this project now.
#[server(endpoint = "applications/apply")]
pub async fn apply(
    project: ProjectId,
    #[server(default)] statement: String,
    #[server(default)] answer_1: String,
    #[server(default)] answer_2: String,
    #[server(default)] answer_3: String,
    #[server(default)] confirm: String,
    #[server(default)] resume: String,
    #[server(default)] samples: HashMap<String, String>,
    #[server(default)] go: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let samples = samples.into_values().collect();
    let answers = [answer_1, answer_2, answer_3];
    let form = backend::applications::ApplyForm {
        statement,
        answers,
        samples,
        resume: resume.parse().ok(),
        confirm: !confirm.is_empty(),
    };
    if go.starts_with("use:") {
        return Err(crate::caller::shown());
    }
    if go == "preview" {
        backend::applications::check(&cx, project, &form).await?;
        return Err(crate::caller::shown());
    }
    // The form's key names the application, so that the same form sent twice leads to the same page.
    let id: ApplicationId = once.0.map_or_else(backend::new_id, Into::into);
    let done = backend::applications::apply(&cx, id, project, form, once).await;
    crate::caller::settle(done, &crate::routes::application(id), crate::text::Notice::Applied)
}

/// The host's answer: `order` is `shortlist`, `offer`, `extend`, `runner_up`, `no_runner_up` or `not_select`, the last with
/// a `reason`. Goes on to `next`, a page of this site, or to the application.
///
/// # Errors
/// A message beside `reason`; or why this is not possible now.
#[server(endpoint = "applications/decide")]
pub async fn decide(
    id: ApplicationId,
    #[server(default)] order: String,
    #[server(default)] reason: String,
    #[server(default)] next: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let (done, notice) = match order.as_str() {
        "shortlist" => (backend::applications::shortlist(&cx, id, once).await, Notice::Shortlisted),
        "offer" => (backend::applications::offer(&cx, id, once).await, Notice::OfferMade),
        "extend" => (backend::applications::extend_offer(&cx, id, once).await, Notice::OfferExtended),
        "runner_up" => (backend::applications::name_runner_up(&cx, id, once).await, Notice::RunnerUp),
        "no_runner_up" => (backend::applications::unname_runner_up(&cx, id, once).await, Notice::NoRunnerUp),
        "not_select" => (backend::applications::not_select(&cx, id, &reason, once).await, Notice::NotSelected),
        _ => (Err(backend::Failure::field("order", "Choose what to do with this application.")), Notice::Saved),
    };
    let page = crate::routes::application(id);
    crate::caller::settle(done, if next.is_empty() { &page } else { &next }, notice)
}

/// Tells several applicants to a project that others were chosen: `words[…]`, named by the applications, are what each of
/// them reads.
///
/// # Errors
/// A message beside each text that is wrong; or why this is not possible now.
#[server(endpoint = "applications/decline")]
pub async fn decline(
    project: ProjectId,
    #[server(default)] words: HashMap<String, String>,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let given: Vec<(ApplicationId, String)> = words
        .into_iter()
        .filter_map(|(key, words)| Some((domain::applications::words_for(&key)?.parse().ok()?, words)))
        .collect();
    let done = backend::applications::decline(&cx, project, &given, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::applicants(project), crate::text::Notice::SeveralAnswered)
}

/// The student's answer: `accept` or `decline` an offer, `confirm` changed terms, or `withdraw` the application. With
/// `let_go` an acceptance also answers what no longer fits beside it: the ids the student saw, with spaces between them.
///
/// # Errors
/// Why this is not possible now.
#[server(endpoint = "applications/answer-offer")]
pub async fn answer_offer(
    id: ApplicationId,
    #[server(default)] answer: String,
    #[server(default)] let_go: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let here = crate::routes::application(id);
    match answer.as_str() {
        "accept" => {
            let shown: Vec<ApplicationId> = let_go.split_whitespace().filter_map(|id| id.parse().ok()).collect();
            let done = if shown.is_empty() {
                backend::applications::accept_offer(&cx, id, once).await
            } else {
                backend::applications::accept_offer_and_let_go(&cx, id, &shown, once).await
            };
            let next = match &done {
                Ok(engagement) => crate::routes::engagement_room(*engagement, "agreement"),
                Err(_) => here,
            };
            crate::caller::settle(done, &next, Notice::OfferAccepted)
        }
        "decline" => {
            let done = backend::applications::decline_offer(&cx, id, once).await;
            crate::caller::settle(done, &here, Notice::OfferDeclined)
        }
        "confirm" => {
            let done = backend::applications::confirm_terms(&cx, id, once).await;
            crate::caller::settle(done, &here, Notice::TermsConfirmed)
        }
        "withdraw" => {
            let done = backend::applications::withdraw(&cx, id, once).await;
            crate::caller::settle(done, &here, Notice::ApplicationWithdrawn)
        }
        _ => Err(backend::Failure::field("answer", "Choose an answer.").into()),
    }
}
