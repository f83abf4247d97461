//! Deny by default: every page and every registered server function, signed out, as every role, and
//! from another site.

use app::routes::{Access, FILE_ROUTES, PAGES, SERVER_FUNCTIONS};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::actor::Person;
use sqlx::PgPool;

use crate::support::{Browser, Web};

/// Ids nobody has.
pub const NOBODY: &str = "01920000-0000-7000-8000-000000000000";

pub fn concrete(path: &str) -> String {
    path.replace("{id}", NOBODY)
        .replace("{milestone}", NOBODY)
        .replace("{step}", "outcome")
        .replace("{key}", "automate_report")
        .replace("{metric}", "fill-rate")
        .replace("{secret}", &"A".repeat(43))
        .replace("/calendar/{file}", &format!("/calendar/{}.ics", "A".repeat(43)))
        .replace("{file}", "version-1.pdf")
}

#[test]
fn every_server_function_has_a_row_and_every_row_a_function() {
    let registered: Vec<(&str, Method)> = server_fn::axum::server_fn_paths().collect();
    for (path, method) in &registered {
        assert!(SERVER_FUNCTIONS.iter().any(|(row, _)| row == path), "{path} has no row in routes::SERVER_FUNCTIONS");
        assert_eq!(*method, Method::POST, "{path} must be POST: other methods can be forged by a link");
    }
    for (row, _) in SERVER_FUNCTIONS {
        assert!(registered.iter().any(|(path, _)| path == row), "{row} is in the table but is no server function");
    }
}

#[test]
fn every_page_has_a_row_and_every_row_a_page() {
    let listed = leptos_axum::generate_route_list(app::layout::App);
    for route in &listed {
        assert!(PAGES.iter().any(|page| page.path == route.path()), "{} has no row in routes::PAGES", route.path());
    }
    for page in PAGES {
        assert!(listed.iter().any(|route| route.path() == page.path), "{} is in the table but is no page", page.path);
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_reach_only_what_is_public(pool: PgPool) {
    let web = Web::new(pool).await;
    let stranger = Browser::default();
    for page in PAGES {
        let answer = web.get(&stranger, &concrete(page.path)).await;
        match page.access {
            Access::Public | Access::Demo => {
                assert!(
                    answer.status.is_success() || answer.status == StatusCode::NOT_FOUND,
                    "{}: {}",
                    page.path,
                    answer.status
                );
            }
            Access::SignedIn | Access::May(_) => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} lets strangers in", page.path);
                assert!(answer.location.starts_with("/sign-in?next="), "{}", page.path);
            }
        }
    }
    for (path, access) in SERVER_FUNCTIONS {
        if !matches!(access, Access::Public | Access::Demo) {
            let request = Request::post(*path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::empty());
            let answer = web.send(request.expect("a request")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert!(!answer.body.contains("missing field"), "{path} tells strangers its fields");
        }
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_role_reaches_only_its_own(pool: PgPool) {
    let web = Web::new(pool).await;
    for persona in backend::seed::PERSONAS {
        let browser = web.signed_in(persona.email).await;
        let token = browser.cookie.strip_prefix("sid=").expect("a token");
        let (person, _) =
            backend::people::sessions::recognise(&web.backend, token).await.expect("sessions").expect("signed in");
        for page in PAGES {
            let answer = web.get(&browser, &concrete(page.path)).await;
            let barred = matches!(page.access, Access::May(action) if !domain::access::may_somewhere(&person, action));
            assert!(!answer.status.is_server_error(), "{} as {}: {}", page.path, persona.email, answer.status);
            if barred {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} as {}", page.path, persona.email);
            }
        }
        for (path, access) in SERVER_FUNCTIONS {
            check_function(&web, &browser, &person, path, *access).await;
        }
    }
}

async fn check_function(web: &Web, browser: &Browser, person: &Person, path: &str, access: Access) {
    let barred = matches!(access, Access::May(action) if !domain::access::may_somewhere(person, action));
    if !barred {
        return;
    }
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, &browser.cookie)
        .body(Body::empty());
    let answer = web.send(request.expect("a request")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} as {}", person.name);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn no_other_site_can_post(pool: PgPool) {
    let web = Web::new(pool).await;
    let browser = web.signed_in("maya@rivermark.example").await;
    for site in ["cross-site", "same-site"] {
        for (path, _) in SERVER_FUNCTIONS {
            for kind in ["application/x-www-form-urlencoded", "text/plain", "application/json"] {
                let request = Request::post(*path)
                    .header(header::CONTENT_TYPE, kind)
                    .header(header::HOST, "foothold.test")
                    .header(header::ORIGIN, "https://elsewhere.example")
                    .header("sec-fetch-site", site)
                    .header(header::COOKIE, &browser.cookie)
                    .body(Body::from("{}"));
                let answer = web.send(request.expect("a request")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} from {site} as {kind}");
            }
        }
    }
}

/// `docs/endpoints.md` is the access table for people; `UPDATE_DOCS=1` writes it anew.
#[test]
fn the_endpoint_list_is_current() {
    use std::fmt::Write as _;
    let mut page = String::from(
        "# Endpoints\n\nGenerated from `app/src/routes` and `server/src/router.rs` by the test `the_endpoint_list_is_current`; do not edit.\n\n## Pages\n\n| Path | Kind | Who |\n|---|---|---|\n",
    );
    for row in PAGES {
        let _ = writeln!(page, "| `{}` | {:?} | {} |", row.path, row.kind, who(row.access));
    }
    page.push_str("\n## Server functions (POST)\n\n| Path | Who |\n|---|---|\n");
    for (path, access) in SERVER_FUNCTIONS {
        let _ = writeln!(page, "| `{path}` | {} |", who(*access));
    }
    page.push_str("\n## Files\n\n| Path | Methods | Who |\n|---|---|---|\n");
    for (path, methods, access) in FILE_ROUTES {
        let _ = writeln!(page, "| `{path}` | {methods} | {} |", who(*access));
    }
    page.push_str("\n## Other routes (GET)\n\n| Path | Who |\n|---|---|\n");
    for (path, access) in server::PLAIN_ROUTES {
        let _ = writeln!(page, "| `{path}` | {} |", who(*access));
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/endpoints.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &page).expect("docs/endpoints.md can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(committed, page, "docs/endpoints.md is old: run this test with UPDATE_DOCS=1");
}

fn who(access: Access) -> String {
    match access {
        Access::Public => "anybody".to_owned(),
        Access::SignedIn => "anybody signed in".to_owned(),
        Access::Demo => "anybody, in a demonstration only".to_owned(),
        Access::May(action) => {
            let columns = domain::access::allowed(action).iter().map(|column| column.word()).collect::<Vec<_>>();
            columns.join(", ")
        }
    }
}
