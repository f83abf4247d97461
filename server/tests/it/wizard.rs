//! The wizard over HTTP: help, calendar, example and preview stand on its pages, and bad links come back.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Browser, Web};

const DEE: &str = "dee@harborstreet.example";

/// A draft of Dee's from a template; its id.
async fn begun(web: &Web, dee: &Browser) -> String {
    let host: uuid::Uuid = sqlx::query_scalar(
        "select m.host_id from host_members m join people d on d.id = m.person_id where d.email = $1",
    )
    .bind(DEE)
    .fetch_one(&web.backend.pool)
    .await
    .expect("a host");
    let (host, key) = (host.to_string(), backend::new_id::<uuid::Uuid>().to_string());
    let form = [("host", host.as_str()), ("from", "template:automate_report"), ("key", key.as_str())];
    let started = web.post(dee, "/api/projects/start", "/host/projects/new", &form).await;
    started.location.split('/').nth(3).expect("a draft").to_owned()
}

async fn save(web: &Web, dee: &Browser, id: &str, step: &str, fields: &[(&str, &str)]) -> crate::support::Answer {
    let version: i32 = sqlx::query_scalar("select version from projects where id::text = $1")
        .bind(id)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a version");
    let version = version.to_string();
    let own = [("id", id), ("version", version.as_str()), ("step", step)];
    let page = format!("/host/projects/{id}/edit/{step}");
    web.post(dee, "/api/projects/save-step", &page, &[&own[..], fields].concat()).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_screen_has_help_an_example_and_the_dated_ones_a_calendar(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let id = begun(&web, &dee).await;
    for (step, words) in [
        ("fit", "Examples for these answers, and why we ask"),
        ("outcome", "Examples for deliverables, and why we ask"),
        ("plan", "Examples for milestones, and why we ask"),
        ("skills", "Examples for the learning goal, and why we ask"),
        ("pay", "Students see net pay an hour before anything else."),
        ("terms", "must match the duties with the major"),
        ("review", "Examples for signing, and why we ask"),
    ] {
        let page = web.get(&dee, &format!("/host/projects/{id}/edit/{step}")).await.body;
        assert!(page.contains(words), "{step}: {words}");
        assert_eq!(
            page.contains("class=\"figure weeks\""),
            matches!(step, "plan" | "pay" | "terms" | "review"),
            "the calendar on {step}"
        );
        assert_eq!(page.contains("id=\"example\""), step != "review", "the example beside {step}");
        assert!(!page.contains(" style=\""), "{step} has a style attribute, which the policy blocks");
    }
    let pay = web.get(&dee, &format!("/host/projects/{id}/edit/pay")).await.body;
    assert!(pay.contains("Projects like this in ") && pay.contains("middle half of"), "the range beside the amount");
    let example = web.get(&dee, "/host/projects/example?like=grant_map").await;
    assert_eq!(example.status, StatusCode::OK);
    assert!(example.body.contains("Map grants that fit our program") && example.body.contains("Who answers"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_a_browser_would_run_is_refused_and_comes_back(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let id = begun(&web, &dee).await;
    let sent = [
        ("fields[deliverable_1_name]", "Script & guide"),
        ("fields[deliverable_1_example]", "javascript:alert(document.domain)"),
        ("go", "next"),
    ];
    let refused = save(&web, &dee, &id, "outcome", &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Write the full address, starting with https://."), "a message beside the field");
    assert!(refused.body.contains("value=\"javascript:alert(document.domain)\""), "what was typed comes back");
    assert!(refused.body.contains("Script &amp; guide"), "and so does everything else");
    assert!(!refused.body.contains("href=\"javascript"));
    let preview = web.get(&dee, &format!("/host/projects/{id}/preview")).await;
    assert!(preview.body.contains("Script &amp; guide") && !preview.body.contains("javascript:"), "it was not kept");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_student_s_view_is_saved_first_and_hidden_from_others(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let id = begun(&web, &dee).await;
    let fields = [("fields[title]", "Build the monthly report from two exports"), ("go", "preview")];
    let sent = save(&web, &dee, &id, "outcome", &fields).await;
    assert_eq!(sent.location, format!("/host/projects/{id}/preview?step=outcome"));
    let page = web.get(&dee, &sent.location).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("Build the monthly report from two exports") && page.body.contains("an hour before tax")
    );
    assert!(page.body.contains(&format!("/host/projects/{id}/edit/outcome")), "the way back");
    let path = format!("/host/projects/{id}/preview");
    for other in ["ana@tideline.example", "maya@rivermark.example"] {
        let stranger = web.signed_in(other).await;
        assert_eq!(web.get(&stranger, &path).await.status, StatusCode::NOT_FOUND, "{other}");
    }
    let staff = web.signed_in("lucia@rivermark.example").await;
    assert_eq!(web.get(&staff, &path).await.status, StatusCode::OK, "staff may read it");
}

/// What the island sends while somebody types, and what it is told.
async fn kept(web: &Web, dee: &Browser, id: &str, step: &str, fields: &[(&str, &str)]) -> serde_json::Value {
    let version: i32 = sqlx::query_scalar("select version from projects where id::text = $1")
        .bind(id)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a version");
    let version = version.to_string();
    let own = [("id", id), ("version", version.as_str()), ("step", step), ("go", "auto")];
    let form = [&own[..], fields].concat();
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/api/projects/save-step")
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "foothold.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", &dee.cookie)
        .body(axum::body::Body::from(crate::support::encode(&form)))
        .expect("a request");
    let answer = web.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_student_s_view_comes_with_what_was_kept_while_it_is_open(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let id = begun(&web, &dee).await;
    let page = web.get(&dee, &format!("/host/projects/{id}/edit/outcome")).await.body;
    assert!(page.contains("id=\"student-view\"") && page.contains("As a student sees it"), "it opens without script");
    let title = ("fields[title]", "Build <b>one</b> report from two exports");
    let answer = kept(&web, &dee, &id, "outcome", &[title, ("student", "1")]).await;
    let view = answer["student"].as_str().expect("a text");
    assert!(view.contains("Build &lt;b&gt;one&lt;/b&gt; report from two exports"), "{view}");
    assert!(view.contains("What you hand in") && view.contains("an hour before tax"), "{view}");
    assert!(!view.contains(" style=") && !view.contains("<script"), "the policy blocks both");
    assert_eq!(kept(&web, &dee, &id, "outcome", &[title]).await["student"], "", "nobody looks at it");
    let page = web.get(&dee, &format!("/host/projects/{id}/edit/review")).await.body;
    assert!(!page.contains("id=\"student-view\""), "the last screen shows it by itself");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_calendar_comes_with_what_was_kept(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let id = begun(&web, &dee).await;
    let kept = async |step: &str, fields: &[(&str, &str)]| kept(&web, &dee, &id, step, fields).await;
    let calendar = |answer: serde_json::Value| answer["calendar"].as_str().expect("a text").to_owned();
    let plan = calendar(kept("plan", &[("fields[milestone_1_name]", "<b>First</b> look")]).await);
    assert!(plan.starts_with("<figure") && plan.contains("&lt;b&gt;First&lt;/b&gt; look"), "{plan}");
    let pay = calendar(kept("pay", &[("fields[end]", "2027-02-05")]).await);
    assert!(pay.contains("Friday 5 February 2027") && pay != plan, "another year is told: {pay}");
    assert!(!pay.contains(" style=") && !pay.contains("<script"), "the policy blocks both");
    assert_eq!(calendar(kept("outcome", &[("fields[title]", "Another title of the report")]).await), "");
    let none = ["kickoff", "milestone_1_due", "milestone_2_due", "milestone_3_due", "milestone_4_due"];
    let none = none.map(|name| format!("fields[{name}]"));
    kept("plan", &none.each_ref().map(|name| (name.as_str(), ""))).await;
    kept("terms", &[("fields[apply_by]", "")]).await;
    let last = calendar(kept("pay", &[("fields[start]", ""), ("fields[end]", "")]).await);
    assert_eq!(last, "", "without days there is nothing to draw");
    let page = web.get(&dee, &format!("/host/projects/{id}/edit/pay")).await.body;
    assert!(page.contains("id=\"calendar\""), "the place stays");
}

/// 100,000 characters in one field, in three scripts: a plain form comes back with them and says what is wrong, the browser
/// is told what it could not keep, and the earlier answer stays whole.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_endless_text_is_told_and_never_cut(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let id = begun(&web, &dee).await;
    let problem = async || -> String {
        sqlx::query_scalar("select draft->>'problem' from projects where id::text = $1")
            .bind(&id)
            .fetch_one(&web.backend.pool)
            .await
            .expect("a draft")
    };
    let before = problem().await;
    let told = "This has 100000 characters. Shorten it to 2000. Until then it is not saved.";
    for letter in ["x", "\u{436}", "\u{1f600}"] {
        let endless = letter.repeat(100_000);
        let fields = [("fields[problem]", endless.as_str()), ("fields[title]", "Build one report from two exports")];
        let refused = save(&web, &dee, &id, "outcome", &[&fields[..], &[("go", "next")]].concat()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{letter}");
        assert!(refused.body.contains(told) && refused.body.contains(&endless), "{letter}: it comes back whole");
        assert_eq!(problem().await, before, "{letter}: nothing is kept in part");
        let answer = kept(&web, &dee, &id, "outcome", &fields).await;
        assert_eq!((&answer["partly"], &answer["clash"]), (&true.into(), &false.into()), "{letter}");
        let words = answer["words"].as_str().expect("a text");
        assert!(words.contains("but look at the problem") && words.ends_with(told), "{words}");
    }
    assert_eq!(problem().await, before);

    // What fits into a draft but not into its field is kept, and holds the project back.
    let long = "Word ".repeat(500);
    let answer = kept(&web, &dee, &id, "outcome", &[("fields[problem]", long.as_str())]).await;
    assert_eq!(answer["partly"], true);
    assert_eq!(problem().await, long.trim());
    let review = web.get(&dee, &format!("/host/projects/{id}/edit/review")).await.body;
    assert!(review.contains("Too long: the problem. Shorten it to 2000 characters."), "it is named before sending");
    let answer = kept(&web, &dee, &id, "outcome", &[("fields[problem]", before.as_str())]).await;
    assert_eq!(answer["partly"], false);
}
