//! Every page as every persona: it renders, says what it should, and ships script only where it may.

use app::routes::{Access, Kind, PAGES};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
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

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_new_installation_says_how_it_is_set_up(pool: PgPool) {
    let web = Web::empty(pool);
    for path in ["/", "/projects", "/sign-in", "/sign-up"] {
        let answer = web.get(&Browser::default(), path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.body.contains("There is no program here yet"), "{path}: {}", answer.body);
        assert!(answer.body.contains("server create-program"), "{path}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pages_are_compressed_for_browsers_that_can_read_it(pool: PgPool) {
    let web = Web::new(pool).await;
    let plain = web.get(&Browser::default(), "/projects").await;
    assert_eq!(plain.encoding, "");
    for encoding in ["br", "gzip"] {
        let request = Request::builder().uri("/projects").header(header::ACCEPT_ENCODING, encoding);
        let answer = web.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!((answer.status, answer.encoding.as_str()), (StatusCode::OK, encoding));
        assert!(answer.body.len() < plain.body.len(), "{encoding}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_stream_is_not_held_back_to_compress_it(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in("lucia@rivermark.example").await;
    let request = Request::builder().uri("/live").header(header::ACCEPT_ENCODING, "br, gzip");
    let request = request.header(header::COOKIE, &staff.cookie).body(Body::empty()).expect("a request");
    let answer = web.head(request).await;
    assert_eq!((answer.0, answer.1.as_str()), (StatusCode::OK, ""));
}
