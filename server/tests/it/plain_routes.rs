//! Routes that are neither pages nor server functions: signed out, as every role, from another site, and about things of
//! others. What each says to whom it is for, the tests of its feature say.

use app::routes::{Access, FILE_ROUTES, PORTFOLIO_TEXT};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::access::Action;
use domain::actor::Person;
use server::PLAIN_ROUTES;
use sqlx::PgPool;

use crate::access::concrete;
use crate::crawl::crawl;
use crate::support::{Browser, Web};

/// Everybody of the demonstration.
async fn everybody(web: &Web) -> Vec<(&'static str, Browser, Person)> {
    let mut all = Vec::new();
    for persona in backend::seed::PERSONAS {
        let browser = web.signed_in(persona.email).await;
        let token = browser.cookie.strip_prefix("sid=").expect("a token");
        let known = backend::people::sessions::recognise(&web.backend, token).await.expect("sessions");
        all.push((persona.email, browser, known.expect("signed in").0));
    }
    all
}

/// The status alone: a stream has no end to wait for.
async fn status(web: &Web, browser: &Browser, method: &str, path: &str) -> StatusCode {
    let request = Request::builder().method(method).uri(path).header(header::COOKIE, &browser.cookie);
    web.head(request.body(Body::empty()).expect("a request")).await.0
}

#[test]
fn every_plain_route_has_a_row() {
    let routes = include_str!("../../src/router.rs").matches(".route(").count();
    assert_eq!(routes, PLAIN_ROUTES.len() + FILE_ROUTES.len(), "a route of the router is in no access table");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_and_wrong_roles_reach_nothing(pool: PgPool) {
    let web = Web::new(pool).await;
    let nobody = Browser::default();
    for (path, access) in PLAIN_ROUTES {
        let answered = status(&web, &nobody, "GET", &concrete(path)).await;
        match access {
            Access::Public | Access::Demo => assert!(!answered.is_server_error(), "{path}: {answered}"),
            Access::SignedIn | Access::May(_) => assert!(
                [StatusCode::UNAUTHORIZED, StatusCode::SEE_OTHER].contains(&answered),
                "{path} lets strangers in: {answered}"
            ),
        }
    }
    let plain = PLAIN_ROUTES.iter().map(|(path, access)| (*path, "GET", *access));
    let files = FILE_ROUTES.iter().map(|(path, methods, access)| (*path, *methods, *access));
    let all: Vec<_> = plain.chain(files).collect();
    for (email, browser, person) in everybody(&web).await {
        for (path, methods, access) in &all {
            let barred = matches!(access, Access::May(action) if !domain::access::may_somewhere(&person, *action));
            for method in methods.split(", ") {
                let answered = status(&web, &browser, method, &concrete(path)).await;
                assert!(!answered.is_server_error(), "{method} {path} as {email}: {answered}");
                // What is about something nobody has, does not exist for those either who might have one.
                if barred || (path.contains("{id}") && method != "PATCH") {
                    assert_eq!(answered, StatusCode::NOT_FOUND, "{method} {path} as {email}");
                }
                if path == &PORTFOLIO_TEXT && !barred {
                    assert_eq!(answered, StatusCode::OK, "{path} as {email}");
                }
            }
        }
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn no_other_site_writes_through_a_plain_route(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in("lucia@rivermark.example").await;
    for (path, _) in PLAIN_ROUTES {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let request = Request::builder()
                .method(method.clone())
                .uri(concrete(path))
                .header(header::HOST, "foothold.test")
                .header(header::ORIGIN, "https://elsewhere.example")
                .header("sec-fetch-site", "cross-site")
                .header(header::COOKIE, &staff.cookie)
                .body(Body::empty());
            let answered = web.head(request.expect("a request")).await.0;
            assert!(
                [StatusCode::FORBIDDEN, StatusCode::METHOD_NOT_ALLOWED].contains(&answered),
                "{method} {path}: {answered}"
            );
        }
    }
}

/// A link on another site to where a browser forgets everything takes nothing away.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn no_other_site_empties_a_browser(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let request = Request::get(app::routes::FORGET)
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, &maya.cookie)
        .body(Body::empty());
    let answer = web.send(request.expect("a request")).await;
    assert_eq!((answer.clear.as_str(), answer.cookies.len()), ("", 0));
    assert_eq!(web.get(&maya, "/student").await.status, StatusCode::OK, "still signed in");
}

/// A copy is for whoever may open the page it is a copy of, and for nobody else.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn copies_are_for_readers_of_their_page(pool: PgPool) {
    let web = Web::new(pool).await;
    let everybody = everybody(&web).await;
    let ids = async |query: &'static str| -> Vec<uuid::Uuid> {
        sqlx::query_scalar(query).fetch_all(&web.backend.pool).await.expect("ids")
    };
    let engagements = ids("select id from engagements order by id desc limit 12").await;
    let applications = ids("select id from applications order by id desc limit 12").await;
    let agreements = engagements
        .iter()
        .map(|id| (format!("/engagements/{id}/agreement"), format!("/engagements/{id}/agreement/version-1.pdf")));
    let prints =
        applications.iter().map(|id| (format!("/applications/{id}"), format!("/applications/{id}/application.pdf")));
    let (mut open, mut closed) = (0, 0);
    for (page, copy) in agreements.chain(prints) {
        for (email, browser, _) in &everybody {
            let read = status(&web, browser, "GET", &page).await == StatusCode::OK;
            let answered = status(&web, browser, "GET", &copy).await;
            let expected = if read { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(answered, expected, "{copy} as {email}, whose page is {read}");
            *(if read { &mut open } else { &mut closed }) += 1;
        }
    }
    assert!(open > 10 && closed > 10, "{open} open, {closed} closed");
}

/// A download is for whoever has a link to it on some page of theirs. Every one that is linked to opens.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn files_are_for_those_who_see_a_link(pool: PgPool) {
    let web = Web::new(pool).await;
    let files: Vec<uuid::Uuid> =
        sqlx::query_scalar("select id from files").fetch_all(&web.backend.pool).await.expect("files");
    let (mut open, mut closed) = (0, 0);
    for (email, browser, person) in everybody(&web).await {
        let seen = crawl(&web, &browser, &[]).await;
        // Staff read more pages than are opened here.
        let staff = domain::access::may_somewhere(&person, Action::ViewStaffHome);
        for id in &files {
            let path = format!("/files/{id}");
            let linked = seen.has(&path);
            let answered = status(&web, &browser, "GET", &path).await;
            if linked || !staff {
                let expected = if linked { StatusCode::OK } else { StatusCode::NOT_FOUND };
                assert_eq!(answered, expected, "{path} as {email}, linked: {linked}");
            }
            *(if linked { &mut open } else { &mut closed }) += 1;
        }
    }
    assert!(open > 0 && closed > 10, "{open} open, {closed} closed");
}
