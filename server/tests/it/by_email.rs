//! Links in letters over HTTP: what the page says, the form without script, dead and foreign links, headers.

use axum::http::StatusCode;
use backend::seed::BY_EMAIL;
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const ACT: &str = "/api/by-email/act";
const DONE: &str = "/by-email/done";
const KEY: &str = "01920000-0000-7000-8000-00000000be01";
const OTHER_KEY: &str = "01920000-0000-7000-8000-00000000be02";

fn link() -> String {
    format!("/by-email/{BY_EMAIL}")
}

fn has(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word} is missing: {}", answer.body);
    }
}

async fn approved(web: &Web) -> i64 {
    sqlx::query_scalar(
        "select count(*) from timesheets t join people p on p.id = t.decided_by
         where t.stage = 'approved' and p.name = 'Dee Lindqvist' and t.id in (select subject_id from email_deeds)",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a count")
}

/// Posts the form as a browser does that names the site alone: the address of the page stands in the form.
async fn press(web: &Web, browser: &Browser, token: &str, key: &str) -> Answer {
    let page = format!("/by-email/{token}");
    web.post(browser, ACT, "/", &[("token", token), ("key", key), ("page-of-form", &page)]).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_shows_what_it_does_and_one_press_does_it(pool: PgPool) {
    let web = Web::new(pool).await;
    let nobody = Browser::default();
    // However often it is opened, by people or by scanners of mail.
    for _ in 0..2 {
        let page = web.get(&nobody, &link()).await;
        assert_eq!(page.status, StatusCode::OK);
        has(&page, &["<h1>Approve ", "You decide as Dee Lindqvist, for Harbor Street Pantry", "Send it back instead"]);
        assert_eq!((page.cache.as_str(), page.referrer.as_str()), ("no-store", "strict-origin"));
        assert_eq!(page.robots, "noindex, nofollow, noarchive");
        assert!(!page.body.contains("modulepreload") && page.cookies.is_empty(), "{}", page.body);
    }
    assert_eq!(approved(&web).await, 0);
    for _ in 0..2 {
        let done = press(&web, &nobody, BY_EMAIL, KEY).await;
        assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, DONE), "{}", done.body);
        // Nobody is signed in by it.
        assert!(done.cookies.iter().all(|cookie| cookie.starts_with("notice=")), "{:?}", done.cookies);
    }
    assert_eq!(approved(&web).await, 1);
    has(&web.get(&nobody, DONE).await, &["The link is used up"]);
    let again = press(&web, &nobody, BY_EMAIL, OTHER_KEY).await;
    assert_eq!(again.status, StatusCode::GONE);
    has(&again, &["This link was used already", "href=\"/home\""]);
    assert_eq!(web.get(&nobody, &link()).await.status, StatusCode::GONE);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_in_foreign_hands_says_the_same_as_a_forged_one(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let (forged, nobody) = ("A".repeat(43), Browser::default());
    let lede = "It may be broken over two lines";
    let forwarded = web.get(&maya, &link()).await;
    assert_eq!(forwarded.status, StatusCode::NOT_FOUND);
    has(&forwarded, &[lede]);
    assert!(!forwarded.body.contains("Dee Lindqvist"));
    let unknown = web.get(&nobody, &format!("/by-email/{forged}")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    has(&unknown, &[lede]);
    for (browser, token) in [(&maya, BY_EMAIL), (&nobody, forged.as_str())] {
        let posted = press(&web, browser, token, KEY).await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND);
        has(&posted, &[lede]);
    }
    assert_eq!(approved(&web).await, 0);
    // Dee may use it signed in as well.
    let dee = web.signed_in("dee@harborstreet.example").await;
    assert_eq!(press(&web, &dee, BY_EMAIL, KEY).await.location, DONE);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_whose_week_came_back_says_so(pool: PgPool) {
    let web = Web::new(pool).await;
    sqlx::query("update timesheets set version = version + 1 where id in (select subject_id from email_deeds)")
        .execute(&web.backend.pool)
        .await
        .expect("a change");
    let overtaken = press(&web, &Browser::default(), BY_EMAIL, KEY).await;
    assert_eq!(overtaken.status, StatusCode::GONE);
    has(&overtaken, &["This link is overtaken", "Nothing was done."]);
    assert!(!overtaken.body.contains("What you wrote"), "{}", overtaken.body);
    assert_eq!(approved(&web).await, 0);
}
