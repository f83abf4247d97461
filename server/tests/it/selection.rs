//! A host chooses among applicants, without script.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::Web;

const DEE: &str = "dee@harborstreet.example";

/// An application that waits for Dee's answer, by a student her organisation does not know, and its project.
async fn waiting(web: &Web) -> (uuid::Uuid, uuid::Uuid) {
    sqlx::query_as(
        "select a.id, a.project_id from applications a join projects p on p.id = a.project_id
         join host_members m on m.host_id = p.host_id join people d on d.id = m.person_id
         where d.email = $1 and a.stage = 'submitted'
             and not exists (select 1 from applications o join projects q on q.id = o.project_id
                 where o.student_id = a.student_id and q.host_id = p.host_id and o.id <> a.id)
         order by a.id limit 1",
    )
    .bind(DEE)
    .fetch_one(&web.backend.pool)
    .await
    .expect("an application")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_reviewer_scores_an_applicant(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let (application, project) = waiting(&web).await;
    let page = format!("/host/projects/{project}/applicants?applicant={application}");
    let shown = web.get(&dee, &page).await.body;
    let names = named(&shown, "scores[");
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

/// What the boxes and texts of a form are called that begin so.
fn named(body: &str, start: &str) -> Vec<String> {
    let mut names: Vec<String> = body
        .split("name=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with(start))
        .map(ToOwned::to_owned)
        .collect();
    names.dedup();
    names
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn several_are_answered_in_words_that_were_read(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let (_, project) = waiting(&web).await;
    let start = format!("/host/projects/{project}/decline");
    let shown = web.get(&dee, &start).await.body;
    let picks = named(&shown, "pick-");
    assert!(!picks.is_empty() && shown.contains("More good applications than seats"), "{shown}");
    let none = web.get(&dee, &format!("{start}?go=read&reason=seats")).await.body;
    assert!(none.contains("Pick at least one applicant."));
    let read = format!("{start}?go=read&reason=seats&{}=on", picks[0]);
    let shown = web.get(&dee, &read).await.body;
    let texts = named(&shown, "words[");
    assert_eq!(texts.len(), 1, "{shown}");
    assert!(shown.contains("Thank you for the time you put into your application"));

    let project = project.to_string();
    let empty = [("project", project.as_str()), (texts[0].as_str(), " ")];
    let refused = web.post(&dee, "/api/applications/decline", &read, &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("Write it in a sentence") && refused.body.contains(&texts[0]), "{}", refused.body);
    let words = "Your plan was clear. We chose somebody who lives nearer.";
    let form = [("project", project.as_str()), (texts[0].as_str(), words)];
    let sent = web.post(&dee, "/api/applications/decline", &read, &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let kept: i64 =
        sqlx::query_scalar("select count(*) from applications where stage = 'not_selected' and reason = $1")
            .bind(words)
            .fetch_one(&web.backend.pool)
            .await
            .expect("a count");
    assert_eq!(kept, 1);
    let stranger = web.signed_in("maya@rivermark.example").await;
    assert_eq!(web.get(&stranger, &start).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn no_page_and_no_file_says_whose_application_it_is(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let (application, project) = waiting(&web).await;
    for change in [
        "update people set name = 'Zoraida Quillfeather' where id = (select student_id from applications where id = $1)",
        "update students set school = 'Zephyr Academy' where person_id = (select student_id from applications where id = $1)",
        "update applications set statement = 'I am Zoraida Quillfeather of Zephyr Academy, and I map things.' where id = $1",
    ] {
        sqlx::query(change).bind(application).execute(&web.backend.pool).await.expect("a change");
    }
    let file = format!("/applications/{application}/application.pdf");
    let pages = [
        "/host".to_owned(),
        format!("/applications/{application}"),
        format!("/host/projects/{project}"),
        format!("/host/projects/{project}/applicants?applicant={application}"),
        format!("/host/projects/{project}/decline"),
        file.clone(),
    ];
    for page in &pages {
        let answer = web.get(&dee, page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        for secret in ["Zoraida", "Quillfeather", "Zephyr"] {
            assert!(!answer.body.contains(secret), "{page} says {secret}");
        }
    }
    let headers = web.headers(&dee, &file).await;
    let name = headers.get("content-disposition").and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert!(name.starts_with("attachment; filename=\"applicant-"), "{name}");
    assert!(web.get(&dee, &pages[1]).await.body.contains(&file));
    let form = [("id", application.to_string()), ("order", "shortlist".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(web.post(&dee, "/api/applications/decide", &pages[1], &form).await.status, StatusCode::SEE_OTHER);
    let shown = web.get(&dee, &pages[1]).await.body;
    assert!(shown.contains("Zoraida Quillfeather") && shown.contains("Zephyr Academy"));
    assert_eq!(web.get(&crate::support::Browser::default(), &file).await.status, StatusCode::SEE_OTHER);
}
