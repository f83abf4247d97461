//! Metrics over HTTP: documents without a script, addresses that hold what is asked, values as a file, nobody but staff.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::machine::Word as _;
use domain::metrics::{Metric, NOT_MEASURED};
use sqlx::PgPool;

use crate::support::{Browser, Web};

const STAFF: &str = "lucia@rivermark.example";
const YEAR: &str = "period=12-months";

async fn file(web: &Web, browser: &Browser, path: &str) -> (StatusCode, String, String) {
    let request = Request::builder().uri(path).header(header::COOKIE, &browser.cookie);
    let (status, headers, bytes) = web.raw(request.body(Body::empty()).expect("a request")).await;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    (status, kind, String::from_utf8(bytes).expect("text"))
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_overview_says_every_metric_and_what_is_not_measured(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in(STAFF).await;
    let page = web.get(&staff, &format!("/staff/metrics?{YEAR}")).await;
    assert_eq!((page.status, page.body.matches("<h1>").count()), (StatusCode::OK, 1), "{}", page.body);
    for metric in Metric::ALL {
        let link = format!("/staff/metrics/{}?{YEAR}", metric.slug());
        assert!(page.body.contains(&link), "{link} is not on the page");
    }
    for one in NOT_MEASURED {
        assert!(page.body.contains(one.name), "{} is not on the page", one.name);
    }
    assert!(page.body.contains("aria-labelledby=\"fill-rate-title fill-rate-desc\""), "charts have names");
    assert!(!page.body.contains("<script type=\"module\""), "a document ships no script");
    assert!(page.body.contains("href=\"/staff/metrics\" aria-current=\"page\""), "the entry of the navigation");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_metric_has_a_page_that_says_what_it_is(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in(STAFF).await;
    for metric in Metric::ALL {
        let page = web.get(&staff, &format!("/staff/metrics/{}?{YEAR}&rows=shown", metric.slug())).await;
        assert_eq!((page.status, page.body.matches("<h1>").count()), (StatusCode::OK, 1), "{}", metric.slug());
        let definition = metric.definition();
        assert!(page.body.contains(definition.numerator) && page.body.contains("metrics.md"), "{}", metric.slug());
    }
    let nothing = web.get(&staff, "/staff/metrics/happiness").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    let rows = web.get(&staff, &format!("/staff/metrics/fill-rate?{YEAR}&rows=shown")).await;
    assert!(rows.body.contains("What is counted") && rows.body.contains("/staff/queue/"), "{}", rows.body);
    let silent = web.get(&staff, &format!("/staff/metrics/hosts-again?{YEAR}&rows=shown")).await;
    let offered = web.get(&staff, &format!("/staff/metrics/scope-score?{YEAR}")).await;
    assert!(offered.body.contains("Show what is counted") && !silent.body.contains("Show what is counted"));
    assert!(!silent.body.contains("What is counted"), "what somebody answered is listed nowhere");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_address_holds_what_is_asked(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in(STAFF).await;
    let asked = "period=own&from=2026-01-05&until=2026-03-01&category=Data+%26+analysis&kind=nonprofit";
    let page = web.get(&staff, &format!("/staff/metrics?{asked}")).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["value=\"2026-01-05\"", "value=\"2026-03-01\"", "from=2026-01-05", "kind=nonprofit"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    for odd in
        ["period=%00", "from=9999-99-99&period=own", "category=%3Cb%3E%27%22&kind=club", "period=own&until=0001-01-01"]
    {
        let page = web.get(&staff, &format!("/staff/metrics?{odd}")).await;
        assert_eq!(page.status, StatusCode::OK, "{odd}");
        assert!(!page.body.contains("<b>'"), "{odd}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_file_has_what_the_page_shows(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in(STAFF).await;
    let (status, kind, text) = file(&web, &staff, &format!("/staff/metrics/figures.csv?{YEAR}")).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "text/csv; charset=utf-8"));
    for metric in Metric::ALL {
        assert!(text.contains(&format!("\"{}\",\"all\"", metric.word())), "{}", metric.slug());
    }
    let (status, _, one) = file(&web, &staff, &format!("/staff/metrics/fill-rate/figures.csv?{YEAR}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(one.contains("\"host type\"") && !one.contains("selection-rate"), "{one}");
    let (status, ..) = file(&web, &staff, "/staff/metrics/happiness/figures.csv").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for email in
        ["maya@rivermark.example", "dee@harborstreet.example", "ruth@rivermark.example", "henry@rivermark.example"]
    {
        let browser = web.signed_in(email).await;
        for path in ["/staff/metrics", "/staff/metrics/fill-rate", "/staff/metrics/figures.csv"] {
            let (status, _, text) = file(&web, &browser, path).await;
            assert!(status.is_client_error(), "{email} reads {path}: {status}");
            assert!(!text.contains("Fill rate"), "{email} reads {path}");
        }
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn figures_are_frozen_by_a_plain_form(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in(STAFF).await;
    let page = format!("/staff/metrics?{YEAR}");
    let form = [("period", "12-months"), ("category", ""), ("key", "0198f2f4-0000-7000-8000-00000000f00d")];
    let answer = web.post(&staff, "/api/metrics/freeze", &page, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    web.post(&staff, "/api/metrics/freeze", &page, &form).await;
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar("select id from metric_snapshots order by id desc")
        .fetch_all(&web.backend.pool)
        .await
        .expect("snapshots");
    let [id, _demonstration] = ids[..] else { panic!("sent twice it is frozen once: {ids:?}") };
    let list = web.get(&staff, "/staff/metrics/reports").await;
    assert!(list.body.contains(&format!("/staff/metrics/reports/{id}")), "{}", list.body);
    let address = format!("/staff/metrics/reports/{id}");
    let report = web.get(&staff, &address).await;
    assert_eq!((report.status, report.body.matches("<h1>").count()), (StatusCode::OK, 1));
    for said in [id.to_string().as_str(), "Fill rate", "Hosts who publish again", "metrics.md"] {
        assert!(report.body.contains(said), "{said}: {}", report.body);
    }
    sqlx::query("update projects set seats = 20").execute(&web.backend.pool).await.expect("a change");
    assert_eq!(main_part(&web.get(&staff, &address).await.body), main_part(&report.body), "the same to the digit");
    let (status, _, values) = file(&web, &staff, &format!("{address}/figures.csv")).await;
    assert!(status == StatusCode::OK && values.contains("\"fill-rate\",\"all\""), "{values}");
    let maya = web.signed_in("maya@rivermark.example").await;
    for path in [address.as_str(), "/staff/metrics/reports"] {
        assert!(web.get(&maya, path).await.status.is_client_error(), "{path}");
    }
    let refused = web.post(&maya, "/api/metrics/freeze", "/student", &[("period", "12-months")]).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

/// What the page is about, without the frame around it.
fn main_part(body: &str) -> &str {
    let main = body.split_once("<main").map_or(body, |(_, main)| main);
    main.split_once("</main>").map_or(main, |(main, _)| main)
}
