//! The calendar over HTTP: who sees which page, the secret address from the form to the feed, reminders by a plain form.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const ADDRESS: &str = "/api/agenda/address";
const REMINDERS: &str = "/api/agenda/save-reminders";
const MAYA: &str = "maya@rivermark.example";
const DEE: &str = "dee@harborstreet.example";

/// The feed's path in a page that shows it.
fn path_in(body: &str) -> String {
    let begin = body.find("http://foothold.test/calendar/").expect("an address") + "http://foothold.test".len();
    let end = body[begin..].find(".ics").expect("its end") + ".ics".len();
    body[begin..begin + end].to_owned()
}

/// Makes an address through the form and reads it from the page the browser goes to.
async fn make(web: &Web, browser: &Browser, side: &str) -> (String, Answer) {
    let page = format!("/{side}/calendar");
    let answer = web.post(browser, ADDRESS, &page, &[("command", "renew"), ("side", side)]).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    let cookie = answer.cookies.iter().find(|cookie| cookie.starts_with("calendar-address=")).expect("the secret");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(!answer.location.contains('?'), "a secret in an address is kept in histories");
    let secret = cookie.split(';').next().unwrap_or_default();
    let with_secret = Browser { cookie: format!("{}; {secret}", browser.cookie) };
    let shown = web.get(&with_secret, &page).await;
    (path_in(&shown.body), shown)
}

async fn ask(web: &Web, method: Method, path: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).expect("a request");
    web.send(request).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_side_has_its_own_calendar(pool: PgPool) {
    let web = Web::new(pool).await;
    for (email, page, home) in [(MAYA, "/student/calendar", "/student"), (DEE, "/host/calendar", "/host")] {
        let browser = web.signed_in(email).await;
        let answer = web.get(&browser, page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert_eq!(answer.body.matches("<h1>").count(), 1, "{page}");
        for word in
            ["class=\"rows\"", "Whose turn: ", "Make a secret address", "/account/reminders", "America/New York"]
        {
            assert!(answer.body.contains(word), "{word} is missing on {page}");
        }
        let home = web.get(&browser, home).await;
        assert!(home.body.contains("Coming up") && home.body.contains(&format!("href=\"{page}\"")), "{page}");
    }
    let dee = web.signed_in(DEE).await;
    assert_eq!(web.get(&dee, "/student/calendar").await.status, StatusCode::NOT_FOUND);
    let staff = web.signed_in("lucia@rivermark.example").await;
    assert_eq!(web.get(&staff, "/host/calendar").await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_secret_address_is_shown_once_and_read_without_signing_in(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let (path, shown) = make(&web, &maya, "student").await;
    assert_eq!(shown.cache, "no-store", "the page with the secret is kept nowhere");
    assert!(shown.cookies.iter().any(|cookie| cookie.starts_with("calendar-address=;")), "taken away");
    assert!(shown.body.contains(&format!("webcal://foothold.test{path}")));
    let later = web.get(&maya, "/student/calendar").await;
    assert!(!later.body.contains("/calendar/") || !later.body.contains(".ics"), "shown once");
    assert!(later.body.contains("Make a new address") && later.body.contains("Switch it off"));

    let answer = ask(&web, Method::GET, &path).await;
    assert_eq!((answer.status, answer.kind.as_str()), (StatusCode::OK, "text/calendar; charset=utf-8"));
    assert_eq!((answer.cache.as_str(), answer.referrer.as_str()), ("private, no-cache", "no-referrer"));
    assert!(answer.cookies.is_empty());
    assert!(answer.body.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && answer.body.contains("BEGIN:VEVENT"));
    let head = ask(&web, Method::HEAD, &path).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(ask(&web, Method::POST, &path).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_old_or_unknown_address_is_not_found(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let (first, _) = make(&web, &dee, "host").await;
    let (second, _) = make(&web, &dee, "host").await;
    assert_ne!(first, second);
    let stop = [("command", "stop"), ("side", "host")];
    let unknown = format!("/calendar/{}.ics", "A".repeat(43));
    let as_page = second.trim_end_matches(".ics").to_owned();
    let hostile = "/calendar/%27%20or%201%3D1.ics".to_owned();
    for path in [&first, &unknown, &as_page, &hostile, &"/calendar/.ics".to_owned(), &"/calendar/".to_owned()] {
        let answer = ask(&web, Method::GET, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("VCALENDAR"), "{path}");
    }
    assert_eq!(ask(&web, Method::GET, &second).await.status, StatusCode::OK);
    let answer = web.post(&dee, ADDRESS, "/host/calendar", &stop).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/host/calendar"));
    assert_eq!(ask(&web, Method::GET, &second).await.status, StatusCode::NOT_FOUND);
    assert!(web.get(&dee, "/host/calendar").await.body.contains("Make a secret address"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn reminders_are_chosen_by_a_plain_form(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let page = "/account/reminders";
    let body = web.get(&maya, page).await.body;
    for word in
        ["Each by itself", "Once a week", "value=\"21:00\"", "Pacific/Honolulu", "The program’s: America/New York"]
    {
        assert!(body.contains(word), "{word} is missing");
    }
    let wrong = [
        ("pace", "weekly"),
        ("quiet_from", "31:00"),
        ("quiet_until", "07:00"),
        ("zone", "Mars/Base"),
        ("version", "0"),
    ];
    let answer = web.post(&maya, REMINDERS, page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    for kept in ["value=\"31:00\"", "id=\"quiet_from-error\"", "id=\"zone-error\""] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }
    let right =
        [("pace", "weekly"), ("quiet_from", ""), ("quiet_until", ""), ("zone", "Europe/Berlin"), ("version", "0")];
    let answer = web.post(&maya, REMINDERS, page, &right).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, page), "{}", answer.body);
    let calendar = web.get(&maya, "/student/calendar").await.body;
    assert!(calendar.contains("those of Europe/Berlin"));
    let late =
        [("pace", "daily"), ("quiet_from", ""), ("quiet_until", ""), ("zone", "Europe/Berlin"), ("version", "0")];
    let stale = web.post(&maya, REMINDERS, page, &late).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    for words in ["Something else is kept by now.", "“Once a week”", "name=\"version\" value=\"1\""] {
        assert!(stale.body.contains(words), "{words} is missing: {}", stale.body);
    }
    assert!(!stale.body.contains("<b>Your time zone: </b>"), "only what differs is named");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pay_says_where_it_stands_since_when_and_whose_turn_it_is(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let body = web.get(&maya, "/student/pay").await.body;
    for word in ["The way of this payment", "Approved by finance", "Waits for", "History of the pay for"] {
        assert!(body.contains(word), "{word} is missing");
    }
}
