//! The four traps of the framework that would be holes here, each with a hostile payload.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use leptos::prelude::*;
use sqlx::PgPool;

use crate::support::{Browser, Web};

const HOSTILE: &str = "</textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>";

/// Trap 1: text inside a text area is not escaped by the framework.
#[test]
fn a_text_area_escapes_what_it_holds() {
    let owner = Owner::new();
    let html = owner.with(|| view! { <app::ui::TextArea name="problem" label="Problem" value=HOSTILE/> }.to_html());
    assert!(!html.contains("<script>") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;/textarea&gt;"), "{html}");
}

/// Trap 2: a title set from data goes into the head as it is.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_title_from_data_is_escaped(pool: PgPool) {
    let web = Web::new(pool).await;
    let published: uuid::Uuid = sqlx::query_scalar("select id from projects where stage = 'published' limit 1")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a published project");
    sqlx::query(
        "update projects set title = $1, draft = jsonb_set(draft, '{title}', to_jsonb($1::text)) where id = $2",
    )
    .bind(HOSTILE)
    .bind(published)
    .execute(&web.backend.pool)
    .await
    .expect("a hostile title");
    for path in [format!("/projects/{published}"), "/projects".to_owned(), "/".to_owned()] {
        let answer = web.get(&Browser::default(), &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("<script>alert(1)"), "{path} runs what a host typed");
        assert!(!answer.body.contains("<img src=x"), "{path} runs what a host typed");
    }
    let staff = web.signed_in("lucia@rivermark.example").await;
    let answer = web.get(&staff, "/staff").await;
    assert!(!answer.body.contains("<script>alert(1)"), "an island's data can leave its attribute");
}

/// Trap 3: multipart server functions panic without a boundary and have no limit; there must be none.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn multipart_is_refused_and_nothing_panics(pool: PgPool) {
    let web = Web::new(pool).await;
    for (path, _) in app::routes::SERVER_FUNCTIONS {
        for kind in ["multipart/form-data", "multipart/form-data; boundary=x", "application/octet-stream"] {
            let request = Request::post(*path).header(header::CONTENT_TYPE, kind).body(Body::from("--x\r\n\r\n--x--"));
            let answer = web.send(request.expect("a request")).await;
            assert!(answer.status.is_client_error(), "{path} as {kind}: {}", answer.status);
        }
    }
}

/// Trap 4: a body is decoded whatever its content type, so any site could post to us. `no_other_site_can_post`
/// in `access.rs` proves the layer against it; here: without the browser's own headers nothing is trusted either
/// when the origin is foreign.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_foreign_origin_is_refused_without_fetch_metadata(pool: PgPool) {
    let web = Web::new(pool).await;
    let request = Request::post("/api/people/sign-in")
        .header(header::HOST, "foothold.test")
        .header(header::ORIGIN, "https://elsewhere.example")
        .header(header::CONTENT_TYPE, "text/plain")
        .body(Body::from("email=a&password=b"));
    assert_eq!(web.send(request.expect("a request")).await.status, StatusCode::FORBIDDEN);
}

/// What rides in the address after a failed form is a stranger's text: it must not be shown as ours.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_error_in_the_address_is_not_shown(pool: PgPool) {
    let web = Web::new(pool).await;
    let answer = web
        .get(
            &Browser::default(),
            "/sign-in?__path=%2Fapi%2Fpeople%2Fsign-in&__err=eyJJbnRlcm5hbCI6eyJyZWZlcmVuY2UiOiJDYWxsIDU1NSJ9fQ",
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.body.contains("Call 555"));
}

/// The id goes into the log and into references people are asked to name: nobody writes there but us and our proxy.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_request_id_is_ours_or_a_proxys(pool: PgPool) {
    let web = Web::new(pool).await;
    let proxys = "0196f1c4-0000-7000-8000-000000000001";
    for (sent, kept) in [("<script>alert(1)</script>", false), (&"a".repeat(8_000), false), (proxys, true)] {
        let request = Request::get("/fairness").header("x-request-id", sent).body(Body::empty());
        let answer = web.send(request.expect("a request")).await;
        assert_eq!(answer.request == sent, kept, "{}", answer.request);
        assert!(uuid::Uuid::try_parse(&answer.request).is_ok(), "{}", answer.request);
    }
}

/// No page of anybody lies in a shared cache, and one that a link with a secret opens lies nowhere.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pages_stay_out_of_shared_caches(pool: PgPool) {
    let web = Web::new(pool).await;
    let nobody = Browser::default();
    for (path, kept) in [
        ("/", "private, no-cache"),
        ("/student", "private, no-cache"),
        ("/reset-password/new?token=abc", "no-store"),
        ("/confirm-email?token=abc", "no-store"),
    ] {
        assert_eq!(web.get(&nobody, path).await.cache, kept, "{path}");
    }
}
