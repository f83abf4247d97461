//! Forms without script: wrong input comes back with its messages and everything that was typed.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Browser, Web};

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn wrong_input_comes_back_with_messages_and_text(pool: PgPool) {
    let web = Web::new(pool).await;
    let form = [
        ("name", "Ana <b>Bold</b>"),
        ("email", "not an address"),
        ("password", "short"),
        ("school", "Rivermark College"),
    ];
    let answer = web.post(&Browser::default(), "/api/people/sign-up-student", "/sign-up/student", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("Ana &lt;b&gt;Bold&lt;/b&gt;"), "what was typed is lost or not escaped");
    assert!(answer.body.contains("aria-invalid=\"true\""));
    assert!(answer.body.contains("role=\"alert\""));
    assert!(!answer.body.contains("value=\"short\""), "a password never comes back");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_wrong_password_says_the_same_as_an_unknown_address(pool: PgPool) {
    let web = Web::new(pool).await;
    let mut bodies = Vec::new();
    for email in ["maya@rivermark.example", "nobody@rivermark.example"] {
        let form = [("email", email), ("password", "not the password"), ("next", "")];
        let answer = web.post(&Browser::default(), "/api/people/sign-in", "/sign-in", &form).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        bodies.push((answer.status, answer.body.matches("summary").count()));
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn too_large_a_form_is_refused(pool: PgPool) {
    let web = Web::new(pool).await;
    let huge = "x".repeat(3 * 1024 * 1024);
    let answer = web.post(&Browser::default(), "/api/people/sign-in", "/sign-in", &[("email", &huge)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Small in bytes, and many times as large once it is taken apart.
    let many = vec![("a", ""); 5_000];
    let answer = web.post(&Browser::default(), "/api/people/sign-in", "/sign-in", &many).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// What anybody may send is small; whoever is signed in keeps room for long texts.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_stranger_sends_no_more_than_64_kilobytes(pool: PgPool) {
    use app::routes::{Access, SERVER_FUNCTIONS};
    let web = Web::new(pool).await;
    let nobody = Browser::default();
    let (fits, large) = ("x".repeat(60 * 1024), "x".repeat(65 * 1024));
    for (path, access) in SERVER_FUNCTIONS {
        if matches!(access, Access::Public | Access::Demo) {
            let answer = web.post(&nobody, path, "/sign-in", &[("email", &large)]).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
    }
    let answer = web.post(&nobody, "/api/no-such-function", "/sign-in", &[("email", &large)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = web.post(&nobody, "/api/people/sign-in", "/sign-in", &[("email", &fits), ("password", "x")]).await;
    assert!(answer.status.is_client_error() && answer.status != StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.status);
    let maya = web.signed_in("maya@rivermark.example").await;
    let long = "x".repeat(1024 * 1024);
    let form = [("school", "Rivermark"), ("about", long.as_str()), ("version", "1")];
    let answer = web.post(&maya, "/api/profiles/save-about", "/student/profile", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a long text is told its limit");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn signing_in_never_leads_to_another_site(pool: PgPool) {
    let web = Web::new(pool).await;
    for next in ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"] {
        let form = [("email", "maya@rivermark.example"), ("password", backend::seed::PASSWORD), ("next", next)];
        let answer = web.post(&Browser::default(), "/api/people/sign-in", "/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{next}");
        assert!(
            answer.location.starts_with('/') && !answer.location.starts_with("//"),
            "{next} -> {}",
            answer.location
        );
    }
}

/// A word that is no command is the sender's fault, never taken for another command, and changes nothing.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_unknown_command_does_nothing(pool: PgPool) {
    let web = Web::new(pool).await;
    let one = async |query: &'static str| -> String {
        let id: uuid::Uuid =
            sqlx::query_scalar(query).fetch_one(&web.backend.pool).await.expect("one in the demonstration");
        id.to_string()
    };
    let host = one("select host_id from host_standings limit 1").await;
    let sheet = one("select id from timesheets where stage = 'submitted' limit 1").await;
    let engagement = one("select engagement_id from timesheets where stage = 'submitted' limit 1").await;
    let events = "select count(*) from events";
    let before: i64 = sqlx::query_scalar(events).fetch_one(&web.backend.pool).await.expect("events");
    let (staff, dee) =
        (web.signed_in("lucia@rivermark.example").await, web.signed_in("dee@harborstreet.example").await);
    let reason = ("reason", "A reason of enough words");
    for word in ["bogus", "a\0b", "VERIFY", ""] {
        let form = [("host", host.as_str()), ("command", word), reason];
        let answer = web.post(&staff, "/api/hosts/decide", "/staff/hosts", &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{word}: {}", answer.body);
        let form = [("engagement", engagement.as_str()), ("sheet", sheet.as_str()), ("command", word), reason];
        let answer = web.post(&dee, "/api/timesheets/move", "/host/hours", &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{word}");
        for path in ["/api/engagements/decide-work", "/api/milestones/decide"] {
            let form = [("engagement", engagement.as_str()), ("milestone", sheet.as_str()), ("decision", word), reason];
            let answer = web.post(&dee, path, "/host", &form).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {word}");
        }
    }
    let after: i64 = sqlx::query_scalar(events).fetch_one(&web.backend.pool).await.expect("events");
    assert_eq!(after, before);
}

/// The key of a form becomes the new row's id: one that is taken is told apart from our own fault.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_forged_key_is_refused(pool: PgPool) {
    let web = Web::new(pool).await;
    let ids: (uuid::Uuid, uuid::Uuid) = sqlx::query_as(
        "select p.id, m.host_id from projects p, host_members m join people d on d.id = m.person_id
         where d.email = 'dee@harborstreet.example' and p.host_id <> m.host_id limit 1",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a project of another host");
    let (project, host) = (ids.0.to_string(), ids.1.to_string());
    let dee = web.signed_in("dee@harborstreet.example").await;
    let form = [("host", host.as_str()), ("from", "blank"), ("key", project.as_str())];
    let answer = web.post(&dee, "/api/projects/start", "/host/projects/new", &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
}

/// Without script too, the wizard opens at the row that was added, and names what it could not read and what is missing.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_wizard_leads_to_what_needs_the_host(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let host: uuid::Uuid = sqlx::query_scalar(
        "select m.host_id from host_members m join people d on d.id = m.person_id where d.email = 'dee@harborstreet.example'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a host");
    let form = [
        ("host", host.to_string()),
        ("from", "template:automate_report".into()),
        ("key", backend::new_id::<uuid::Uuid>().to_string()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let started = web.post(&dee, "/api/projects/start", "/host/projects/new", &form).await;
    let project = started.location.split('/').nth(3).expect("a draft").to_owned();
    let screen = |step: &str| format!("/host/projects/{project}/edit/{step}");
    let save = async |step: &'static str, fields: &[(&'static str, &'static str)]| {
        let version: i32 = sqlx::query_scalar("select version from projects where id::text = $1")
            .bind(&project)
            .fetch_one(&web.backend.pool)
            .await
            .expect("a version");
        let version = version.to_string();
        let own = [("id", project.as_str()), ("version", version.as_str()), ("step", step)];
        web.post(&dee, "/api/projects/save-step", &screen(step), &[&own[..], fields].concat()).await
    };
    let added = save("skills", &[("fields[skill_1_name]", "Excel"), ("fields[add]", "skill")]).await;
    assert_eq!(added.location, format!("{}#skill_2_name", screen("skills")));
    let refused = save("plan", &[("fields[seats]", "0"), ("go", "next")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Write the number of students as a whole number"), "the message names the field");
    save("outcome", &[("fields[problem]", ""), ("go", "next")]).await;
    let said = "Not answered yet: the problem.";
    let outcome = web.get(&dee, &screen("outcome")).await.body;
    assert!(
        outcome.contains("data-finding=\":problem\"") && outcome.contains("1 to fix"),
        "beside the field and in the steps"
    );
    let review = web.get(&dee, &screen("review")).await.body;
    assert!(review.contains(&format!("{}#problem", screen("outcome"))) && review.contains(said), "on the last screen");
}

/// A refused form is drawn under its own address: opened again, that leads back to a page.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_address_of_a_form_leads_back_to_a_page(pool: PgPool) {
    let web = Web::new(pool).await;
    let answer = web.get(&Browser::default(), "/api/projects/save-step").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/"));
}

/// Only a page is drawn again: a form that says it stands on the stream of news ends all the same.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_refused_form_is_never_drawn_on_a_stream(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in("lucia@rivermark.example").await;
    let here = web.post(&staff, "/api/hosts/decide", "/staff/hosts?stage=pending", &[("host", "x")]).await;
    assert!(here.body.contains("<h1"), "a page with a query is drawn again");
    for page in ["/live", "/pkg/foothold.css", "/api/people/sign-in", "//elsewhere.example"] {
        let form = [("host", "x"), ("command", "verify")];
        let answer = web.post(&staff, "/api/hosts/decide", page, &form).await;
        assert!(answer.status.is_client_error(), "{page}: {}", answer.status);
        assert!(answer.kind.starts_with("text/html"), "{page}: {}", answer.kind);
    }
}
