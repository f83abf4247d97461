//! Asking for an extension by plain forms: what was typed comes back, and the other side answers.

use axum::http::StatusCode;
use domain::time::{Day, iso, parse_day, plus_days};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::Web;

/// The engagement of Maya that is under way, and its last day.
async fn work(web: &Web) -> (Uuid, Day) {
    let (id, end): (Uuid, String) = sqlx::query_as(
        "select e.id, e.end_on::text from engagements e join people p on p.id = e.student_id
         where p.email = 'maya@rivermark.example' and e.stage = 'in_progress'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("Maya at work");
    (id, parse_day(&end).expect("a day"))
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_extension_is_asked_for_and_answered_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let (id, end) = work(&web).await;
    let (page, id) = (format!("/engagements/{id}"), id.to_string());
    let (maya, dee) = (web.signed_in("maya@rivermark.example").await, web.signed_in("dee@harborstreet.example").await);
    assert!(web.get(&maya, &page).await.body.contains("Ask for more time"));

    let why = "The <b>data</b> came late";
    let wrong = [("engagement", id.as_str()), ("end", "2001-01-01"), ("hours", "2"), ("fee", "1"), ("reason", why)];
    let answer = web.post(&maya, "/api/extensions/propose", &page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    for kept in ["The &lt;b", "2001-01-01", "id=\"end-error\"", "id=\"hours-error\"", "id=\"fee-error\""] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }

    let later = iso(plus_days(end, 7));
    let right = [("engagement", id.as_str()), ("end", &later), ("reason", why)];
    let answer = web.post(&maya, "/api/extensions/propose", &page, &right).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    let body = web.get(&maya, &page).await.body;
    assert!(body.contains("Take it back") && !body.contains("Ask for more time"));

    let extension: Uuid =
        sqlx::query_scalar("select id from extensions").fetch_one(&web.backend.pool).await.expect("one");
    let extension = extension.to_string();
    let mut form = vec![("engagement", id.as_str()), ("extension", &extension), ("decision", "decline")];
    let answer = web.post(&dee, "/api/extensions/answer", &page, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a no needs a reason");
    assert!(answer.body.contains("id=\"extension-reason-error\""));
    form[2] = ("decision", "accept");
    let by_maya = web.post(&maya, "/api/extensions/answer", &page, &form).await;
    assert_eq!(by_maya.status, StatusCode::CONFLICT, "{}", by_maya.body);
    let answer = web.post(&dee, "/api/extensions/answer", &page, &form).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    assert!(web.get(&dee, &page).await.body.contains("Extended on"));
}
