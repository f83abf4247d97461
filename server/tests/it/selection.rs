//! A host chooses among applicants, without script.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::Web;

const DEE: &str = "dee@harborstreet.example";

/// An application that waits for Dee's answer, and its project.
async fn waiting(web: &Web) -> (uuid::Uuid, uuid::Uuid) {
    sqlx::query_as(
        "select a.id, a.project_id from applications a join projects p on p.id = a.project_id
         join host_members m on m.host_id = p.host_id join people d on d.id = m.person_id
         where d.email = $1 and a.stage = 'submitted' order by a.id limit 1",
    )
    .bind(DEE)
    .fetch_one(&web.backend.pool)
    .await
    .expect("an application")
}

/// The names of the radio buttons of a rubric.
fn asked(body: &str) -> Vec<String> {
    let mut names: Vec<String> = body
        .split("name=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with("scores["))
        .map(ToOwned::to_owned)
        .collect();
    names.dedup();
    names
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_reviewer_scores_an_applicant(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let (application, project) = waiting(&web).await;
    let page = format!("/host/projects/{project}/applicants?applicant={application}");
    let shown = web.get(&dee, &page).await.body;
    let names = asked(&shown);
    assert!(!names.is_empty() && shown.contains("Nobody’s scores are shown to you before yours are saved"), "{shown}");

    let id = application.to_string();
    let mut form = vec![("id", id.as_str()), ("next", page.as_str()), ("version", "0"), ("note", "Calls people.")];
    let half = web.post(&dee, "/api/rubrics/score", &page, &form).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("Choose from 1 to 4") && half.body.contains("Calls people."), "{}", half.body);

    form.extend(names.iter().map(|name| (name.as_str(), "3")));
    let kept = web.post(&dee, "/api/rubrics/score", &page, &form).await;
    assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, page.as_str()));
    let shown = web.get(&dee, &page).await.body;
    let sum = format!("{} of {}", 3 * names.len(), 4 * names.len());
    assert!(shown.contains(&sum) && shown.contains("Nobody else has scored this application yet"), "{sum}: {shown}");

    let maya = web.signed_in("maya@rivermark.example").await;
    assert_eq!(web.post(&maya, "/api/rubrics/score", &page, &form).await.status, StatusCode::NOT_FOUND);
}
