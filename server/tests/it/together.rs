//! Two people at one draft, without script: what both wrote is shown, and nothing typed is lost.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const SAVE: &str = "/api/projects/save-step";

/// A draft of Dee's organisation, begun from a template.
async fn draft(web: &Web, dee: &Browser) -> String {
    let host: uuid::Uuid = sqlx::query_scalar(
        "select m.host_id from host_members m join people d on d.id = m.person_id where d.email = 'dee@harborstreet.example'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a host");
    let (host, key) = (host.to_string(), backend::new_id::<uuid::Uuid>().to_string());
    let form = [("host", host.as_str()), ("from", "template:automate_report"), ("key", key.as_str())];
    let started = web.post(dee, "/api/projects/start", "/host/projects/new", &form).await;
    started.location.split('/').nth(3).expect("a draft").to_owned()
}

/// The value of a hidden field of the wizard's form, which follows the form of the offer to restore.
fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, after) = answer.body.rsplit_once(&mark).unwrap_or_else(|| panic!("no {name}: {}", answer.body));
    after.split('"').next().unwrap_or_default().to_owned()
}

/// Sends a screen as it was drawn, with what was typed.
async fn save(web: &Web, who: &Browser, project: &str, drawn: &Answer, typed: &[(&str, &str)], page: &str) -> Answer {
    let (version, base) = (hidden(drawn, "version"), hidden(drawn, "base"));
    let own = [("id", project), ("version", &version), ("base", &base), ("step", "outcome"), ("go", "next")];
    web.post(who, SAVE, page, &[&own[..], typed].concat()).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn both_answers_are_shown_and_one_is_chosen(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, jonah) =
        (web.signed_in("dee@harborstreet.example").await, web.signed_in("jonah@harborstreet.example").await);
    let project = draft(&web, &dee).await;
    let page = format!("/host/projects/{project}/edit/outcome");
    let (mine, theirs) = (web.get(&dee, &page).await, web.get(&jonah, &page).await);
    let written = [("fields[title]", "Write the report by itself <i>"), ("fields[used_by]", "The clerk, each month")];
    let first = save(&web, &jonah, &project, &theirs, &written, &page).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);

    let typed =
        [("fields[title]", "Make the report write itself"), ("fields[problem]", "Copying takes a day a month.")];
    let refused = save(&web, &dee, &project, &mine, &typed, &page).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for words in [
        "Jonah Reyes changed this at",
        "Write the report by itself &lt;i&gt;",
        "Make the report write itself",
        "Copying takes a day a month.",
        "The clerk, each month",
        "name=\"take[title]\"",
        "data-settle=\"1\"",
    ] {
        assert!(refused.body.contains(words), "{words} is not on the page");
    }
    let kept: String = title(&web, &project).await;
    assert_eq!(kept, "Write the report by itself <i>", "nothing is kept before somebody chose");

    // Drawn under the address of the form, it may fail once more and is drawn once more.
    let stands = hidden(&refused, "page-of-form");
    assert_eq!(stands, page);
    let again = [typed[0], ("page-of-form", stands.as_str())];
    let stale = save(&web, &dee, &project, &mine, &again, SAVE).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Make the report write itself"), "the wizard, not the front page");

    // Sent once more it is settled: mine for the problem, theirs for the title.
    let choice = [typed[0], typed[1], ("fields[used_by]", "The clerk, each month"), ("take[title]", "theirs")];
    let settled = save(&web, &dee, &project, &refused, &choice, SAVE).await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.body);
    assert_eq!(title(&web, &project).await, "Write the report by itself <i>");
    let page = web.get(&dee, &page).await.body;
    assert!(page.contains("Copying takes a day a month.") && page.contains("The clerk, each month"));
}

async fn title(web: &Web, project: &str) -> String {
    sqlx::query_scalar("select title from projects where id::text = $1")
        .bind(project)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a title")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn other_fields_merge_and_the_next_page_says_so(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, jonah) =
        (web.signed_in("dee@harborstreet.example").await, web.signed_in("jonah@harborstreet.example").await);
    let project = draft(&web, &dee).await;
    let page = format!("/host/projects/{project}/edit/outcome");
    let (mine, theirs) = (web.get(&dee, &page).await, web.get(&jonah, &page).await);
    save(&web, &jonah, &project, &theirs, &[("fields[used_by]", "The clerk")], &page).await;
    let saved = save(&web, &dee, &project, &mine, &[("fields[title]", "Make the report write itself")], &page).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(saved.cookies.iter().any(|cookie| cookie.starts_with("notice=merged")), "{:?}", saved.cookies);
    assert!(web.get(&dee, &page).await.body.contains("The clerk"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_was_typed_into_a_closed_draft_can_be_copied(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let project = draft(&web, &dee).await;
    let page = format!("/host/projects/{project}/edit/outcome");
    let drawn = web.get(&dee, &page).await;
    let thrown = [("id", project.as_str()), ("order", "discard"), ("key", "")];
    web.post(&dee, "/api/projects/move", &format!("/host/projects/{project}"), &thrown).await;
    let typed = [("fields[problem]", "A long text that took an hour.")];
    let refused = save(&web, &dee, &project, &drawn, &typed, &page).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Your last changes are not saved."));
    assert!(refused.body.contains("A long text that took an hour."));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_else_reaches_a_draft_or_its_comments(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let project = draft(&web, &dee).await;
    let page = format!("/host/projects/{project}/edit/outcome");
    let drawn = web.get(&dee, &page).await;
    for email in ["maya@rivermark.example", "lucia@rivermark.example"] {
        let other = web.signed_in(email).await;
        let answer = save(&web, &other, &project, &drawn, &[("fields[title]", "Taken over")], &page).await;
        assert!(answer.status.is_client_error(), "{email}: {}", answer.status);
        // What they typed themselves is all they see.
        assert!(!answer.body.contains("name=\"fields["), "{email} is shown the draft");
    }
    assert_ne!(title(&web, &project).await, "Taken over");
}

/// Answers that were put aside in the browser leave with the person.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn signing_out_empties_the_browsers_store(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/api/people/sign-out")
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("referer", "http://foothold.test/account")
        .header("host", "foothold.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", &dee.cookie)
        .body(axum::body::Body::empty())
        .expect("a request");
    let answer = web.send(request).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/forget"));
    let browser = crate::support::Browser { cookie: "forget=1".to_owned() };
    let answer = web.get(&browser, "/forget").await;
    assert_eq!((answer.status, answer.clear.as_str()), (StatusCode::SEE_OTHER, "\"cache\", \"storage\""));
    assert!(answer.cookies.iter().any(|cookie| cookie.starts_with("forget=;")), "{:?}", answer.cookies);
}

/// The desk: comments beside answers, each in the form that asks for changes; refused, it keeps what was typed.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_reviewer_comments_beside_answers(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in("lucia@rivermark.example").await;
    let id: uuid::Uuid = sqlx::query_scalar("select id from projects where stage = 'submitted' order by id limit 1")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a project that waits");
    let page = format!("/staff/queue/{id}");
    let id = id.to_string();
    let before = web.get(&staff, &page).await.body;
    assert!(!before.contains("changes-form"), "nobody comments on what they have not taken on");
    web.post(&staff, "/api/projects/review", &page, &[("id", id.as_str()), ("decision", "claim"), ("key", "")]).await;
    let desk = web.get(&staff, &page).await.body;
    for words in
        ["form=\"changes-form\"", "name=\"comments[problem]\"", "id=\"check\"", "id=\"host\"", "Answer promised by"]
    {
        assert!(desk.contains(words), "{words} is not on the page");
    }
    assert_eq!(desk.matches("name=\"comments[title]\"").count(), 1, "each field has one box");
    let form = [
        ("id", id.as_str()),
        ("decision", "request_changes"),
        ("reason", ""),
        ("key", ""),
        ("comments[problem]", "Whose problem?"),
    ];
    let refused = web.post(&staff, "/api/projects/review", &page, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Whose problem?"));
    let form = [form[0], form[1], ("reason", "Say whose problem it is."), form[3], form[4]];
    assert_eq!(web.post(&staff, "/api/projects/review", &page, &form).await.status, StatusCode::SEE_OTHER);
}
