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
    let huge = "x".repeat(600 * 1024);
    let answer = web.post(&Browser::default(), "/api/people/sign-in", "/sign-in", &[("email", &huge)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
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
