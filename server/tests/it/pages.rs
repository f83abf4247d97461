//! Every page as every persona: it renders, says what it should, and ships script only where it may.

use app::routes::{Access, Kind, PAGES};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Browser, Web};

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pages_without_parameters_render_for_whoever_may_see_them(pool: PgPool) {
    let web = Web::new(pool).await;
    let mut browsers = vec![(String::from("a stranger"), Browser::default())];
    for persona in backend::seed::PERSONAS {
        browsers.push((persona.email.to_owned(), web.signed_in(persona.email).await));
    }
    for page in PAGES.iter().filter(|page| !page.path.contains('{') && page.path != "/home") {
        let mut seen = 0;
        for (who, browser) in &browsers {
            let answer = web.get(browser, page.path).await;
            if answer.status != StatusCode::OK {
                continue;
            }
            seen += 1;
            let body = &answer.body;
            assert!(body.contains("<h1"), "{} as {who} has no h1", page.path);
            assert_eq!(body.matches("<main").count(), 1, "{} as {who} must have one main", page.path);
            assert!(body.contains("</html>"), "{} as {who} breaks off", page.path);
            assert!(
                !body.contains(" style=\""),
                "{} as {who} has a style attribute, which the policy blocks",
                page.path
            );
            let scripts = body.contains("modulepreload");
            assert_eq!(scripts, page.kind != Kind::Document, "{} as {who}: scripts and kind disagree", page.path);
            assert!(
                answer.policy.contains("script-src 'nonce-"),
                "{} has no script policy: {}",
                page.path,
                answer.policy
            );
        }
        let public = matches!(page.access, Access::Public | Access::Demo | Access::SignedIn);
        assert!(seen >= if public { 2 } else { 1 }, "nobody can open {}", page.path);
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_unknown_address_says_so(pool: PgPool) {
    let web = Web::new(pool).await;
    for path in [
        "/no-such-page",
        "/projects/not-an-id",
        "/projects/01920000-0000-7000-8000-000000000000",
        "/pkg/none.js",
        "/../etc/passwd",
    ] {
        let answer = web.get(&Browser::default(), path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("We cannot find this page"), "{path}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_stopped_database_gives_a_clear_page(pool: PgPool) {
    let web = Web::new(pool).await;
    web.backend.pool.close().await;
    let answer = web.get(&Browser::default(), "/projects").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("Back in a moment"), "{}", answer.body);
}
