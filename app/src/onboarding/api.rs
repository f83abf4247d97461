//! What people send while the checklist is worked off.

use std::collections::HashMap;

use domain::ids::EngagementId;
use leptos::prelude::*;

use crate::error::AppError;

/// Agrees on the learning goals as they stand.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "onboarding/agree-goals")]
pub async fn agree_goals(engagement: EngagementId, #[server(default)] key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::engagements::agree_goals(&cx, engagement, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::GoalsAgreed)
}

/// Says that the tax form was handed in.
///
/// # Errors
/// Refusals in words.
#[server(endpoint = "onboarding/hand-in-tax-form")]
pub async fn hand_in_tax_form(engagement: EngagementId, #[server(default)] key: String) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::engagements::hand_in_tax_form(&cx, engagement, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::TaxFormHandedIn)
}

/// Notes which tax form it is and where it is: `to` is `on_file` or `routed`.
///
/// # Errors
/// Messages beside `tax_to` and `tax_note`; refusals in words.
#[server(endpoint = "onboarding/record-tax-form")]
pub async fn record_tax_form(
    engagement: EngagementId,
    #[server(default)] tax_to: String,
    #[server(default)] tax_note: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let Some(to) = domain::engagements::TaxForm::from_word(&tax_to) else {
        return Err(backend::Failure::field("tax_to", "Choose where the form is.").into());
    };
    let note = crate::engagements::reason("tax_note", &tax_note)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::record_tax_form(&cx, engagement, to, note, once).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::TaxFormRecorded)
}

/// Records the background check or the insurance that the work needs.
///
/// # Errors
/// A message beside `safety_note`; refusals in words.
#[server(endpoint = "onboarding/record-safety")]
pub async fn record_safety(
    engagement: EngagementId,
    #[server(default)] safety_note: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let note = crate::engagements::reason("safety_note", &safety_note)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::record_safety(&cx, engagement, note, once).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::SafetyRecorded)
}

/// Confirms the agreement on data: `agree_data` is `yes`.
///
/// # Errors
/// A message beside `agree_data`; refusals in words.
#[server(endpoint = "onboarding/confirm-data")]
pub async fn confirm_data(
    engagement: EngagementId,
    #[server(default)] agree_data: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::confirm_data(&cx, engagement, agree_data == "yes", once).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::DataConfirmed)
}

/// Notes that a side signed on paper.
///
/// # Errors
/// Messages beside `side` and `paper_note`; refusals in words.
#[server(endpoint = "onboarding/sign-on-paper")]
pub async fn sign_on_paper(
    engagement: EngagementId,
    #[server(default)] side: String,
    #[server(default)] paper_note: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let side = match side.as_str() {
        "student" => domain::actor::Party::Student,
        "host" => domain::actor::Party::Host,
        "program" => domain::actor::Party::Staff,
        _ => return Err(backend::Failure::field("side", "Choose who signed.").into()),
    };
    let note = crate::engagements::reason("paper_note", &paper_note)?;
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::sign_on_paper(&cx, engagement, side, note, once).await;
    let next = crate::routes::engagement_room(engagement, "agreement");
    crate::caller::settle(done, &next, crate::text::Notice::Signed)
}

/// Decides the classification, and takes over the newest clauses.
///
/// # Errors
/// Messages beside `classification` and `change_reason`; refusals in words.
#[server(endpoint = "onboarding/change-agreement")]
pub async fn change_agreement(
    engagement: EngagementId,
    #[server(default)] classification: String,
    #[server(default)] change_reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let Some(classification) = domain::projects::Classification::from_word(&classification) else {
        return Err(backend::Failure::field("classification", "Choose what the student is to the payer.").into());
    };
    let reason = crate::engagements::reason("change_reason", &change_reason)?;
    let change = backend::engagements::Change { classification, reason };
    let once = backend::Once::from_field(&key);
    let done = backend::engagements::change_agreement(&cx, engagement, change, once).await;
    let next = crate::routes::engagement_room(engagement, "agreement");
    crate::caller::settle(done, &next, crate::text::Notice::AgreementChanged)
}

/// Keeps the answers to the survey before the work: `answers[plan]` and so on.
///
/// # Errors
/// A message beside each item without an answer; refusals in words.
#[server(endpoint = "onboarding/answer-survey")]
pub async fn answer_survey(
    engagement: EngagementId,
    #[server(default)] answers: HashMap<String, String>,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let given: std::collections::BTreeMap<String, String> = answers.into_iter().collect();
    let once = backend::Once::from_field(&key);
    let done = backend::onboarding::answer_survey(&cx, engagement, &given, once).await;
    crate::caller::settle(done, &crate::routes::onboarding(engagement), crate::text::Notice::SurveyAnswered)
}

/// Keeps the answers to a training module.
///
/// # Errors
/// A message beside each question without an answer.
#[server(endpoint = "onboarding/answer-module")]
pub async fn answer_module(
    #[server(default)] module: String,
    #[server(default)] question_1: String,
    #[server(default)] question_2: String,
    #[server(default)] question_3: String,
    #[server(default)] question_4: String,
    #[server(default)] question_5: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let given = [question_1, question_2, question_3, question_4, question_5];
    let once = backend::Once::from_field(&key);
    let done = backend::onboarding::answer_module(&cx, &module, &given, once).await;
    let next = crate::routes::training(&module);
    let passed = matches!(done, Ok(true));
    let notice = if passed { crate::text::Notice::TrainingPassed } else { crate::text::Notice::TrainingAnswered };
    crate::caller::settle(done, &next, notice)
}

/// Keeps what the program asks for: `required[kickoff]`, `modules[resume]` and so on.
///
/// # Errors
/// Messages beside `required` and `modules`.
#[server(endpoint = "onboarding/save-rules")]
pub async fn save_rules(
    #[server(default)] required: HashMap<String, String>,
    #[server(default)] modules: HashMap<String, String>,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let (items, modules): (Vec<String>, Vec<String>) = (required.into_keys().collect(), modules.into_keys().collect());
    let done = backend::onboarding::save_rules(&cx, &items, &modules, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, "/staff/onboarding", crate::text::Notice::Saved)
}

/// Keeps another text of the clauses, or shows it (`decision` is `preview`).
///
/// # Errors
/// Messages beside `body` and `note`; refusals in words.
#[server(endpoint = "onboarding/save-clauses")]
pub async fn save_clauses(
    #[server(default)] number: i32,
    #[server(default)] body: String,
    #[server(default)] note: String,
    #[server(default)] decision: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    if decision == "preview" {
        return Err(crate::caller::shown());
    }
    let once = backend::Once::from_field(&key);
    let done = backend::onboarding::save_clauses(&cx, &body, &note, number, once).await;
    crate::caller::settle(done, "/staff/onboarding", crate::text::Notice::ClausesSaved)
}
