//! Onboarding by plain forms: signing, goals, survey, training, copies, settings; and who gets none of it.

use axum::http::StatusCode;
use domain::onboarding::{modules, survey};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::Web;

const HANA: &str = "hana@rivermark.example";
const LUCIA: &str = "lucia@rivermark.example";

/// The engagement that waits for signatures and a clearance.
async fn onboarding(web: &Web) -> Uuid {
    sqlx::query_scalar("select id from engagements where stage = 'onboarding' and work_authorization = 'needed'")
        .fetch_one(&web.backend.pool)
        .await
        .expect("one in onboarding")
}

async fn host_of(web: &Web, id: Uuid) -> String {
    sqlx::query_scalar(
        "select p.email from engagements e join host_members m on m.host_id = e.host_id join people p on p.id = m.person_id
         where e.id = $1 order by p.email limit 1",
    )
    .bind(id)
    .fetch_one(&web.backend.pool)
    .await
    .expect("a host")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_list_is_worked_off_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = onboarding(&web).await;
    let (page, id) = (format!("/engagements/{id}/onboarding"), id.to_string());
    let host = host_of(&web, id.parse().expect("an id")).await;
    let (hana, host, lucia) = (web.signed_in(HANA).await, web.signed_in(&host).await, web.signed_in(LUCIA).await);

    let answer = web.get(&host, &page).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.contains("proposes learning goals") && answer.body.contains("Waits for you"));
    let goals = [("engagement", id.as_str()), ("learning_goals", "Only <b>one</b> goal")];
    let wrong = web.post(&host, "/api/engagements/prepare", &page, &goals).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Only &lt;b") && wrong.body.contains("id=\"learning_goals-error\""), "{}", wrong.body);
    let own = web.post(&hana, "/api/onboarding/agree-goals", &page, &[("engagement", &id)]).await;
    assert_eq!(own.status, StatusCode::CONFLICT, "her own goals");
    let agreed = web.post(&host, "/api/onboarding/agree-goals", &page, &[("engagement", &id)]).await;
    assert_eq!((agreed.status, &agreed.location), (StatusCode::SEE_OTHER, &page), "{}", agreed.body);
    assert!(web.get(&hana, &page).await.body.contains("Both sides agree on the learning goals"));

    let record = [("engagement", id.as_str()), ("tax_to", "on_file"), ("tax_note", "W-9 of 123-45-6789")];
    let numbered = web.post(&lucia, "/api/onboarding/record-tax-form", &page, &record).await;
    assert_eq!(numbered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(numbered.body.contains("id=\"tax_note-error\""));
    let by_student = web.post(&hana, "/api/onboarding/record-tax-form", &page, &record).await;
    assert_eq!(by_student.status, StatusCode::NOT_FOUND);
    let record = [("engagement", id.as_str()), ("tax_to", "on_file"), ("tax_note", "W-4, payroll office")];
    let done = web.post(&lucia, "/api/onboarding/record-tax-form", &page, &record).await;
    assert_eq!((done.status, &done.location), (StatusCode::SEE_OTHER, &page), "{}", done.body);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn survey_and_training_are_answered_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = onboarding(&web).await.to_string();
    let hana = web.signed_in(HANA).await;
    let page = format!("/engagements/{id}/survey");
    let mut form = vec![("engagement".to_owned(), id.clone())];
    form.extend(survey(None).questions.iter().skip(1).map(|one| (format!("answers[{}]", one.key), "4".to_owned())));
    let part: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = web.post(&hana, "/api/onboarding/answer-survey", &page, &part).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("id=\"plan-error\"") && !answer.body.contains("id=\"ask-error\""));
    assert!(answer.body.matches("checked").count() >= survey(None).questions.len() - 1, "what was chosen is kept");
    form.push(("answers[plan]".to_owned(), "5".to_owned()));
    let whole: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = web.post(&hana, "/api/onboarding/answer-survey", &page, &whole).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(web.get(&hana, &page).await.body.contains("Fully, 5 of 5"));

    let module = &modules()[1];
    let page = format!("/student/training/{}", module.key);
    let body = web.get(&hana, &page).await.body;
    assert!(body.contains("Check my answers") && !body.contains("A better answer") && !body.contains("That is right"));
    let answer =
        web.post(&hana, "/api/onboarding/answer-module", &page, &[("module", &module.key), ("question_1", "9")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"question_1-error\"") && answer.body.contains("id=\"question_2-error\""));
    let right: Vec<(String, String)> =
        (1..).zip(&module.questions).map(|(n, one)| (format!("question_{n}"), one.right.to_string())).collect();
    let mut form: Vec<(&str, &str)> = right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.push(("module", &module.key));
    let answer = web.post(&hana, "/api/onboarding/answer-module", &page, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let body = web.get(&hana, &page).await.body;
    assert!(body.contains("Passed: 4 of 4 are right") && body.contains("That is right."));
    assert_eq!(web.get(&hana, "/student/training/dancing").await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_copy_is_for_those_it_concerns(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = onboarding(&web).await;
    let path = format!("/engagements/{id}/agreement/version-1.pdf");
    let hana = web.signed_in(HANA).await;
    let answer = web.get(&hana, &path).await;
    assert_eq!((answer.status, answer.kind.as_str()), (StatusCode::OK, "application/pdf"));
    assert!(answer.body.starts_with("%PDF-1.7") && answer.cache == "private, no-cache", "{}", answer.cache);
    assert!(web.get(&hana, &format!("/engagements/{id}/agreement")).await.body.contains(&path));
    let nobody = web.get(&crate::support::Browser::default(), &path).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    assert!(nobody.location.starts_with("/sign-in?next="));
    let maya = web.signed_in("maya@rivermark.example").await;
    assert_eq!(web.get(&maya, &path).await.status, StatusCode::NOT_FOUND);
    for wrong in ["version-2.pdf", "version-x.pdf", "version-1.txt", "..%2f..%2fetc"] {
        let path = format!("/engagements/{id}/agreement/{wrong}");
        assert_eq!(web.get(&hana, &path).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn another_text_cannot_be_signed_unseen(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = onboarding(&web).await;
    let host = host_of(&web, id).await;
    let name: String = sqlx::query_scalar("select name from people where email = $1")
        .bind(&host)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a name");
    let (page, id) = (format!("/engagements/{id}/agreement"), id.to_string());
    let (host, lucia) = (web.signed_in(&host).await, web.signed_in(LUCIA).await);
    let before = web.get(&host, &page).await.body;
    let seen = before.split("name=\"text\" value=\"").nth(1).and_then(|rest| rest.get(..64)).expect("a fingerprint");
    let change = [("engagement", id.as_str()), ("classification", "stipend"), ("change_reason", "It is an award.")];
    let by_host = web.post(&host, "/api/onboarding/change-agreement", &page, &change).await;
    assert_eq!(by_host.status, StatusCode::NOT_FOUND);
    let changed = web.post(&lucia, "/api/onboarding/change-agreement", &page, &change).await;
    assert_eq!((changed.status, &changed.location), (StatusCode::SEE_OTHER, &page), "{}", changed.body);
    let sign = [("engagement", id.as_str()), ("signed_name", name.as_str()), ("consent", "true"), ("text", seen)];
    let late = web.post(&host, "/api/engagements/sign", &page, &sign).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("changed since you opened it") && late.body.contains("Version 2."));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_clauses_are_shown_before_they_are_kept(pool: PgPool) {
    let web = Web::new(pool).await;
    let lucia = web.signed_in(LUCIA).await;
    let page = "/staff/onboarding";
    let body = format!("{}\n## Travel\n{{host}} <i>pays</i> for travel.", domain::onboarding::own_clauses());
    let form = [("number", "0"), ("body", body.as_str()), ("note", ""), ("decision", "preview")];
    let shown = web.post(&lucia, "/api/onboarding/save-clauses", page, &form).await;
    assert!(shown.body.contains("Example Pantry &lt;i&gt;pays&lt;/i&gt; for travel."), "{}", shown.status);
    assert!(shown.body.contains("Nothing is saved yet."));
    let form = [("number", "0"), ("body", body.as_str()), ("note", ""), ("decision", "save")];
    let lacking = web.post(&lucia, "/api/onboarding/save-clauses", page, &form).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("id=\"note-error\"") && lacking.body.contains("for travel."));
    let form = [("number", "0"), ("body", body.as_str()), ("note", "Travel"), ("decision", "save")];
    let kept = web.post(&lucia, "/api/onboarding/save-clauses", page, &form).await;
    assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, page), "{}", kept.body);
    let rules = [("required[goals]", "yes"), ("modules[resume]", "yes")];
    let kept = web.post(&lucia, "/api/onboarding/save-rules", page, &rules).await;
    assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, page), "{}", kept.body);
    let body = web.get(&lucia, page).await.body;
    assert!(body.contains("Version 1 of your clauses.") && body.contains("The list, version 3"));
    let maya = web.signed_in("maya@rivermark.example").await;
    assert_eq!(web.get(&maya, page).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn gates_are_passed_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = onboarding(&web).await;
    sqlx::query("update engagements set safety_gate = 'open', data_gate = 'open', data_terms = 'Names <b>only</b>.' where id = $1")
        .bind(id)
        .execute(&web.backend.pool)
        .await
        .expect("gates");
    let (page, id) = (format!("/engagements/{id}/onboarding"), id.to_string());
    let (hana, lucia) = (web.signed_in(HANA).await, web.signed_in(LUCIA).await);
    let read = web.get(&hana, &page).await.body;
    assert!(read.contains("Names &lt;b&gt;only") && read.contains("Agreement on data"), "{read}");
    assert!(!read.contains("/api/onboarding/record-safety"), "staff record it");
    let unticked = web.post(&hana, "/api/onboarding/confirm-data", &page, &[("engagement", &id)]).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unticked.body.contains("id=\"agree_data-error\""), "{}", unticked.body);
    let ticked = [("engagement", &*id), ("agree_data", "yes")];
    assert_eq!(web.post(&lucia, "/api/onboarding/confirm-data", &page, &ticked).await.status, StatusCode::NOT_FOUND);
    let done = web.post(&hana, "/api/onboarding/confirm-data", &page, &ticked).await;
    assert_eq!((done.status, &done.location), (StatusCode::SEE_OTHER, &page), "{}", done.body);

    let empty = web.post(&lucia, "/api/onboarding/record-safety", &page, &[("engagement", &id)]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"safety_note-error\""));
    let note = [("engagement", &*id), ("safety_note", "Insurance <i>in force</i> since December")];
    assert_eq!(web.post(&hana, "/api/onboarding/record-safety", &page, &note).await.status, StatusCode::NOT_FOUND);
    assert_eq!(web.post(&lucia, "/api/onboarding/record-safety", &page, &note).await.status, StatusCode::SEE_OTHER);
    let read = web.get(&hana, &page).await.body;
    for shown in ["Insurance &lt;i&gt;in force", "The student has confirmed the agreement on data"] {
        assert!(read.contains(shown), "{shown} is missing");
    }
}
