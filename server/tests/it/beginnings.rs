//! The ways a project begins, as plain forms, and the program's own templates.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const NEW: &str = "/host/projects/new";
const START: &str = "/api/projects/start";
const PASTE: &str = "/api/projects/paste";

const POSTING: &str = "Title: Map three years of visits\n\nWe need a clean file and five charts.\n\nDeliverables:\n- Clean file of visits\n- Five charts\n\nHours: 15 to 20\nPay: $400\n";

fn key() -> String {
    backend::new_id::<uuid::Uuid>().to_string()
}

async fn one(web: &Web, sql: &'static str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar(sql).fetch_one(&web.backend.pool).await.expect("one in the demonstration");
    id.to_string()
}

async fn pantry(web: &Web) -> String {
    one(web, "select id from hosts where name = 'Harbor Street Pantry'").await
}

async fn count(web: &Web, table_and_condition: &'static str) -> i64 {
    let sql = format!("select count(*) from {table_and_condition}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&web.backend.pool).await.expect("a count")
}

async fn post(web: &Web, who: &Browser, action: &str, page: &str, form: &[(&str, &str)]) -> Answer {
    let key = key();
    web.post(who, action, page, &[form, &[("key", key.as_str())]].concat()).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn templates_are_found_by_need_and_seen_before_they_are_used(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let all = web.get(&dee, NEW).await.body;
    assert!(all.contains("What do you need help with?") && all.contains("/host/projects/new/automate_report"));
    assert!(all.contains("?need=event#templates"), "needs are links, so that they work without script");
    let events = web.get(&dee, "/host/projects/new?need=event").await.body;
    assert!(
        events.contains("/host/projects/new/community_event") && !events.contains("/host/projects/new/automate_report")
    );
    assert!(events.contains("Plan an evening of spoken memories end to end"), "the program’s own stands beside them");
    let unknown = web.get(&dee, "/host/projects/new?need=%3Cscript%3E").await;
    assert!(unknown.status == StatusCode::OK && unknown.body.contains("All templates"));

    let preview = web.get(&dee, "/host/projects/new/automate_report").await;
    assert_eq!(preview.status, StatusCode::OK);
    for words in
        ["Start with this", "What a student would see", "What you hand in", "How it goes", "usually $500", "15 to 25"]
    {
        assert!(preview.body.contains(words), "{words} is missing");
    }
    let host = pantry(&web).await;
    let form = [("host", host.as_str()), ("from", "template:automate_report")];
    let started = post(&web, &dee, START, "/host/projects/new/automate_report", &form).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER);
    assert!(started.location.ends_with("/edit/outcome"), "{}", started.location);
    for key in ["no_such_key", "01920000-0000-7000-8000-000000000000", "a%00b"] {
        assert_eq!(web.get(&dee, &format!("{NEW}/{key}")).await.status, StatusCode::NOT_FOUND, "{key}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_text_that_says_nothing_comes_back_whole(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let host = pantry(&web).await;
    let before = count(&web, "projects").await;
    let long = "x ".repeat(25_001);
    for (text, message) in [
        ("", "Paste the text of a posting"),
        (" \n\t ", "Paste the text of a posting"),
        ("<b>Hm</b> & so", "could be read as part of a project"),
        (long.as_str(), "Shorten it to 50000"),
    ] {
        let answer = post(&web, &dee, PASTE, NEW, &[("host", host.as_str()), ("text", text)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.body.contains(message) && answer.body.contains("id=\"text-error\""), "{message}");
        let kept =
            text.trim_start_matches(['\r', '\n']).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(answer.body.contains(&kept), "the text is lost");
    }
    // Another refusal keeps the text as well: a host that is not theirs, and none at all.
    let other = one(&web, "select id from hosts where name = 'Tideline Museum'").await;
    for (host, status) in [(other.as_str(), StatusCode::NOT_FOUND), ("", StatusCode::UNPROCESSABLE_ENTITY)] {
        let answer = post(&web, &dee, PASTE, NEW, &[("host", host), ("text", POSTING)]).await;
        assert_eq!(answer.status, status);
        assert!(answer.body.contains("Map three years of visits"), "the text is lost");
    }
    assert_eq!(count(&web, "projects").await, before);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_pasted_text_is_shown_beside_the_fields_until_they_are_seen(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let host = pantry(&web).await;
    let started = post(&web, &dee, PASTE, NEW, &[("host", host.as_str()), ("text", POSTING)]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
    assert!(started.location.ends_with("/edit/fit"), "{}", started.location);
    let first = web.get(&dee, &started.location).await.body;
    assert!(first.contains("answers were found in your text. Check them on"), "the first screen says what was found");
    let project = started.location.split('/').nth(3).expect("a draft").to_owned();
    let screen = |step: &str| format!("/host/projects/{project}/edit/{step}");
    let marks = async |step: &str| web.get(&dee, &screen(step)).await.body.matches("From your text:").count();
    let version = async || -> String {
        let sql = "select version from projects where id::text = $1";
        let version: i32 =
            sqlx::query_scalar(sql).bind(&project).fetch_one(&web.backend.pool).await.expect("a version");
        version.to_string()
    };
    let (outcome, pay) = (marks("outcome").await, marks("pay").await);
    assert!(outcome >= 1 && pay >= 3, "{outcome} and {pay}");
    // Saving by itself is no check; another answer is.
    let save = async |step: &'static str, go: &'static str, field: (&'static str, &'static str)| {
        let version = version().await;
        let form = [("id", project.as_str()), ("version", version.as_str()), ("step", step), ("go", go), field];
        post(&web, &dee, "/api/projects/save-step", &screen(step), &form).await
    };
    save("pay", "auto", ("fields[hours_high]", "20")).await;
    assert_eq!(marks("pay").await, pay);
    save("pay", "auto", ("fields[hours_high]", "25")).await;
    assert_eq!(marks("pay").await, pay - 1);
    // What cannot be read keeps the host on the screen, and the marks with them.
    let refused = save("pay", "next", ("fields[hours_high]", "many")).await;
    assert_eq!((refused.status, marks("pay").await), (StatusCode::UNPROCESSABLE_ENTITY, pay - 1));
    save("pay", "next", ("fields[hours_high]", "25")).await;
    assert_eq!((marks("pay").await, marks("outcome").await), (0, outcome));
    save("outcome", "back", ("fields[used_by]", "The board")).await;
    assert_eq!(marks("outcome").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_finished_project_is_repeated_with_what_was_learned(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let own = one(&web, "select p.id from projects p join hosts h on h.id = p.host_id where h.name = 'Harbor Street Pantry' and p.stage = 'completed'").await;
    let page = format!("/host/projects/{own}");
    assert!(web.get(&dee, &page).await.body.contains("Repeat this project"));
    let linked = web.get(&dee, &format!("{NEW}?from=copy:{own}")).await.body;
    assert!(
        linked.contains("Begin with “Research and verify 200 partner organizations”"),
        "an old link leads to its form"
    );
    let (host, from) = (pantry(&web).await, format!("copy:{own}"));
    let started = post(&web, &dee, START, &page, &[("host", host.as_str()), ("from", from.as_str())]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
    let outcome = web.get(&dee, &started.location).await.body;
    assert!(outcome.contains("You repeat “Research and verify 200 partner organizations”"));
    assert!(outcome.contains("Last time the work was accepted in the first round."));
    let pay = web.get(&dee, &started.location.replace("outcome", "pay")).await.body;
    assert!(
        pay.contains("Planned 20 to 30 h; took 15 h (1 student, approved hours)."),
        "hours are shown beside the plan"
    );
    assert!(pay.contains("from the start until everything was handed in."));

    // A project of another host is not there: neither to copy nor by a link.
    let other = one(&web, "select p.id from projects p join hosts h on h.id = p.host_id where h.name = 'Tideline Museum' and p.stage = 'completed'").await;
    let from = format!("copy:{other}");
    let refused = post(&web, &dee, START, NEW, &[("host", host.as_str()), ("from", from.as_str())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(!web.get(&dee, &format!("{NEW}?from={from}")).await.body.contains("oral-history"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_choose_the_host_and_keep_the_templates(pool: PgPool) {
    let web = Web::new(pool).await;
    let (staff, dee) =
        (web.signed_in("lucia@rivermark.example").await, web.signed_in("dee@harborstreet.example").await);
    let page = web.get(&staff, NEW).await.body;
    assert!(page.contains("name=\"host\"") && page.contains("Tideline Museum"));
    let refused = post(&web, &staff, START, NEW, &[("host", ""), ("from", "blank")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Choose the host organisation"));

    let list = web.get(&staff, "/staff/templates").await.body;
    assert!(list.contains("Plan an evening of spoken memories end to end") && list.contains("Make a template"));
    let project = one(&web, "select p.id from projects p join hosts h on h.id = p.host_id where h.name = 'Harbor Street Pantry' and p.stage = 'completed'").await;
    let made = post(&web, &staff, "/api/templates/make", "/staff/templates", &[("project", project.as_str())]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let desk = web.get(&staff, &made.location).await.body;
    assert!(desk.contains("Publish it to all hosts") && desk.contains("What a student would see"));
    let id = made.location.rsplit('/').next().expect("an id").to_owned();
    assert_eq!(web.get(&dee, &format!("{NEW}/{id}")).await.status, StatusCode::NOT_FOUND, "not before it is published");

    let form = [("id", id.as_str()), ("version", "1"), ("title", "Verify a list of <partners>"), ("name", "CRM")];
    let refused = post(&web, &staff, "/api/templates/correct", &made.location, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Verify a list of &lt;partners>")
            || refused.body.contains("Verify a list of &lt;partners&gt;")
    );
    let form = [&form[..], &[("needs[research]", "yes")]].concat();
    assert_eq!(post(&web, &staff, "/api/templates/correct", &made.location, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        post(&web, &staff, "/api/templates/correct", &made.location, &form).await.status,
        StatusCode::CONFLICT,
        "an old version"
    );
    let moved =
        post(&web, &staff, "/api/templates/move", &made.location, &[("id", id.as_str()), ("order", "publish")]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let preview = web.get(&dee, &format!("{NEW}/{id}")).await;
    assert!(preview.status == StatusCode::OK && preview.body.contains("Made of a project of this program"));
    let seen = preview.body.split("<main").nth(1).unwrap_or_default();
    assert!(!seen.contains("Dee") && !seen.contains("Harbor Street"), "whose project it was stands nowhere");
    for word in ["correct", "", "bogus"] {
        let answer =
            post(&web, &staff, "/api/templates/move", &made.location, &[("id", id.as_str()), ("order", word)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{word}");
    }
}
