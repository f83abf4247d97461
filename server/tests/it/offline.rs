//! The timesheet without a network: the worker's own headers, what may stand on a device, and what leaves it again.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

async fn header_of(web: &Web, browser: &Browser, path: &str, name: &'static str) -> String {
    web.headers(browser, path).await.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// A week of a student in the demonstration.
async fn week(web: &Web, email: &str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar(
        "select e.id from engagements e join people p on p.id = e.student_id
         where p.email = $1 and e.stage = 'in_progress' order by e.id limit 1",
    )
    .bind(email)
    .fetch_one(&web.backend.pool)
    .await
    .expect("work in progress in the demonstration");
    format!("/engagements/{id}/time")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_worker_is_asked_for_again_and_has_a_policy_of_its_own(pool: PgPool) {
    let web = Web::new(pool).await;
    let answer = web.get(&Browser::default(), app::routes::WORKER).await;
    assert_eq!((answer.status, answer.kind.as_str()), (StatusCode::OK, "text/javascript; charset=utf-8"));
    assert_eq!(answer.cache, "no-cache");
    assert!(answer.policy.contains("connect-src 'self'"), "without it the worker can fetch nothing: {}", answer.policy);
    // At the root its scope is the whole site, so that it can say of every page that there is no network.
    assert!(!app::routes::WORKER.trim_start_matches('/').contains('/'));
    for path in
        ["const OFFLINE = \"/offline\";", "const SIGN_IN = \"/sign-in\";", "\"/on-this-device\";", "const FILES = [];"]
    {
        assert!(answer.body.contains(path), "{path}");
    }
}

/// The script names paths of its own: they have to be those of the table.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_worker_knows_the_paths_of_the_site(pool: PgPool) {
    let web = Web::empty(pool);
    let script = web.get(&Browser::default(), app::routes::WORKER).await.body;
    for name in ["add-entry", "change-entry", "remove-entry"] {
        assert!(script.contains(&format!("\"{name}\"")), "{name}");
        assert!(app::routes::server_function_at(&format!("/api/timesheets/{name}")).is_some(), "{name}");
    }
    assert!(
        script.contains("\"/api/timesheets/move\"")
            && app::routes::server_function_at("/api/timesheets/move").is_some()
    );
    for name in ["sign-out", "sign-out-everywhere"] {
        assert!(app::routes::server_function_at(&format!("/api/people/{name}")).is_some(), "{name}");
    }
    assert!(
        app::routes::page_of(app::routes::OFFLINE).is_some() && app::routes::page_of(app::routes::SIGN_IN).is_some()
    );
    assert!(app::routes::page_of(app::routes::ON_THIS_DEVICE).is_none(), "the worker answers it, never the server");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pages_allow_the_worker_and_the_manifest(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let page = web.get(&maya, &week(&web, "maya@rivermark.example").await).await;
    for source in ["worker-src 'self'", "manifest-src 'self'"] {
        assert!(page.policy.contains(source), "{source}: {}", page.policy);
    }
    assert!(page.body.contains("rel=\"manifest\" href=\"/manifest.webmanifest\""));
}

/// Whoever installs Foothold before opening a week meets the page for "no network" as well.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_students_home_brings_the_worker_and_no_other_home_does(pool: PgPool) {
    let web = Web::new(pool).await;
    let register = "src=\"/worker.js?v=";
    let maya = web.signed_in("maya@rivermark.example").await;
    let page = web.get(&maya, "/student").await.body;
    let script = page.split("<script").find(|part| part.contains(register)).expect("the student's home brings it");
    assert!(script.contains("nonce="), "the policy blocks a script without: {script}");
    for (email, path) in [("dee@harborstreet.example", "/host"), ("lucia@rivermark.example", "/staff")] {
        let browser = web.signed_in(email).await;
        assert!(!web.get(&browser, path).await.body.contains(register), "{path}");
    }
}

/// The worker shows what is drawn hidden here, because only it can do it.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_a_device_shows_by_itself_has_a_way_to_forget_everything(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let week = week(&web, "maya@rivermark.example").await;
    for path in ["/offline", &week] {
        let page = web.get(&maya, path).await.body;
        let (_, rest) = page.split_once(" id=\"forget-here\"").unwrap_or_else(|| panic!("{path} has none"));
        let (head, rest) = rest.split_once('>').expect("a tag that ends");
        assert!(head.contains(" hidden"), "{path}: it does nothing without the worker: {head}");
        let form = rest.split("</form>").next().unwrap_or_default();
        assert!(form.contains("action=\"/on-this-device\"") && form.contains("data-plain"), "{path}: {form}");
    }
    let dee = web.signed_in("dee@harborstreet.example").await;
    assert!(!web.get(&dee, &week).await.body.contains("forget-here"), "nothing of it stays on a host's device");
}

/// A timer that runs is shown by the island wherever the server drew one, so it draws one on every week of the student's own.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_week_has_a_place_for_a_timer_that_runs(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let week = week(&web, "maya@rivermark.example").await;
    let today = web.backend.visit(None).await.expect("a program").today();
    let before = domain::time::Week::of(today).previous();
    let timer = |page: &str| {
        let (_, rest) = page.split_once("id=\"timer\"").expect("a timer");
        rest.split('>').next().unwrap_or_default().to_owned()
    };
    let now = timer(&web.get(&maya, &week).await.body);
    assert!(now.contains("data-can") && now.contains("data-now") && now.contains("hidden"), "{now}");
    let earlier = timer(&web.get(&maya, &format!("{week}?week={}", before.monday())).await.body);
    assert!(!earlier.contains("data-can") && !earlier.contains("data-now") && earlier.contains("hidden"), "{earlier}");
    let dee = web.signed_in("dee@harborstreet.example").await;
    assert!(!web.get(&dee, &week).await.body.contains("id=\"timer\""));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_a_students_own_weeks_may_stay_on_a_device(pool: PgPool) {
    let web = Web::new(pool).await;
    let (maya, dee) = (web.signed_in("maya@rivermark.example").await, web.signed_in("dee@harborstreet.example").await);
    let week = week(&web, "maya@rivermark.example").await;
    assert_eq!(header_of(&web, &maya, &week, "x-keep-on-device").await, "1");
    assert_ne!(header_of(&web, &maya, &week, "x-person").await, "");
    for (browser, path) in [(&maya, "/student"), (&maya, "/student/pay"), (&maya, "/account"), (&dee, week.as_str())] {
        assert_eq!(header_of(&web, browser, path, "x-keep-on-device").await, "", "{path}");
    }
    assert_eq!(header_of(&web, &Browser::default(), "/", "x-person").await, "");
    let staff = web.signed_in("lucia@rivermark.example").await;
    assert_eq!(header_of(&web, &staff, &week, "x-keep-on-device").await, "");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn signing_out_leaves_nothing_behind(pool: PgPool) {
    let web = Web::new(pool).await;
    let all = "\"cache\", \"storage\"";
    let maya = web.signed_in("maya@rivermark.example").await;
    let answer = web.post(&maya, "/api/people/sign-out", "/account", &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/forget"));
    let left = Browser { cookie: format!("{}; forget=1", maya.cookie) };
    let answer = web.get(&left, "/forget").await;
    assert_eq!((answer.status, answer.location.as_str(), answer.clear.as_str()), (StatusCode::SEE_OTHER, "/", all));
    // A session that is simply over takes nothing with it: time that was written without a network is sent after signing in.
    let late = web.get(&maya, "/student").await;
    assert!(late.location.starts_with("/sign-in?next="), "{}", late.location);
    let (samir, nobody) = (web.signed_in("samir@rivermark.example").await, Browser::default());
    for browser in [&maya, &samir, &nobody] {
        let answer = web.get(browser, "/forget").await;
        assert_eq!((answer.location.as_str(), answer.clear.as_str()), ("/", ""), "a link to it takes nothing away");
    }

    let (phone, laptop) =
        (web.signed_in("maya@rivermark.example").await, web.signed_in("maya@rivermark.example").await);
    let answer = web.post(&laptop, "/api/people/sign-out-everywhere", "/account", &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/forget"));
    for _ in 0..2 {
        // It reaches the next page, and a file of the site is none.
        web.get(&phone, "/icon/192.png").await;
        let next = web.get(&phone, "/student").await;
        assert_eq!((next.status, next.location.as_str()), (StatusCode::SEE_OTHER, "/forget"));
        let page = web.get(&phone, "/forget").await;
        assert_eq!((page.status, page.clear.as_str()), (StatusCode::UNAUTHORIZED, all));
        assert!(page.cookies.iter().any(|cookie| cookie.starts_with("sid=;")), "{:?}", page.cookies);
        assert!(page.body.contains("You are signed out"));
    }
    let script = Request::post("/api/timesheets/add-entry").header(header::COOKIE, &phone.cookie).body(Body::empty());
    let answer: Answer = web.send(script.expect("a request")).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::UNAUTHORIZED, "\"SignedOut\""));
    // A form that answers in place and an upload read messages.
    for (path, kind) in [("/api/applications/apply", "x-form-messages"), ("/upload/pieces", "x-other")] {
        let script = Request::post(path).header(header::COOKIE, &phone.cookie).header(kind, "1").body(Body::empty());
        let answer: Answer = web.send(script.expect("a request")).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (StatusCode::UNAUTHORIZED, r#"{"":"Sign in to do this."}"#),
            "{path}"
        );
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_sign_in_page_says_what_waits(pool: PgPool) {
    let web = Web::new(pool).await;
    for (kept, words) in [("1", "your entry of time is sent"), ("3", "your 3 entries of time are sent")] {
        let page = web.get(&Browser::default(), &format!("/sign-in?next=%2Fstudent&kept={kept}")).await;
        assert!(page.body.contains(words), "{kept}");
    }
    for kept in ["", "0", "-1", "99999999", "%3Cb%3E"] {
        let page = web.get(&Browser::default(), &format!("/sign-in?kept={kept}")).await;
        assert!(!page.body.contains("Your session ended"), "{kept}");
    }
}

/// What the worker sends for an entry that waited, and what it reads from the answer.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_worker_is_answered_with_a_status_and_messages(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let week = week(&web, "maya@rivermark.example").await;
    let engagement = week.trim_start_matches("/engagements/").trim_end_matches("/time").to_owned();
    let cx = web.backend.visit(None).await.expect("a program");
    let today = cx.today().to_string();
    let send = async |browser: &Browser, day: &str, line: &str, key: &str| {
        let form = [("engagement", &*engagement), ("day", day), ("kind", "line"), ("line", line), ("key", key)];
        let request = Request::post("/api/timesheets/add-entry")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "foothold.test")
            .header("sec-fetch-site", "same-origin")
            .header("x-form-messages", "1")
            .header(header::COOKIE, &browser.cookie)
            .body(Body::from(crate::support::encode(&form)));
        web.send(request.expect("a request")).await
    };
    let key = "0192a0a0-0000-4000-8000-000000000001";
    for _ in 0..2 {
        let answer = send(&maya, &today, "0.25 called the pantry again", key).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let count: i64 = sqlx::query_scalar("select count(*) from time_entries where id = $1::uuid")
        .bind(key)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a count");
    assert_eq!(count, 1);
    for (day, line, words) in [
        ("2199-01-01", "1 called the pantry again", "still to come"),
        (today.as_str(), "called the pantry again", "Begin with the time"),
        (today.as_str(), "1 call", "at least 15"),
    ] {
        let answer = send(&maya, day, line, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{line}: {}", answer.body);
        assert!(answer.body.starts_with("{\"line\":") && answer.body.contains(words), "{line}: {}", answer.body);
    }
    assert_eq!(
        send(&Browser::default(), &today, "1 called the pantry again", "").await.status,
        StatusCode::UNAUTHORIZED
    );
    let samir = web.signed_in("samir@rivermark.example").await;
    assert_eq!(send(&samir, &today, "1 called the pantry again", "").await.status, StatusCode::NOT_FOUND);
}

/// Without script everything about an entry works by plain forms.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_entry_is_written_changed_taken_out_and_put_back_by_plain_forms(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let week = week(&web, "maya@rivermark.example").await;
    let engagement = week.trim_start_matches("/engagements/").trim_end_matches("/time").to_owned();
    let today = web.backend.visit(None).await.expect("a program").today().to_string();
    let key = "0192a0a0-0000-4000-8000-000000000002";
    let line = [
        ("engagement", &*engagement),
        ("day", &*today),
        ("kind", "line"),
        ("line", "0.25 wrote to five cooks"),
        ("key", key),
    ];
    let wrong = [("engagement", &*engagement), ("day", &*today), ("kind", "line"), ("line", "wrote to <five> cooks")];
    let answer = web.post(&maya, "/api/timesheets/add-entry", &week, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Begin with the time") && answer.body.contains("wrote to &lt;five&gt; cooks"));
    let answer = web.post(&maya, "/api/timesheets/add-entry", &week, &line).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = web.get(&maya, &answer.location).await;
    assert!(page.body.contains("wrote to five cooks") && page.body.contains(&format!("change-{key}")));
    let change = [
        ("engagement", &*engagement),
        ("entry", key),
        ("version", "1"),
        ("day", &*today),
        ("time", "0:20"),
        ("description", "wrote to seven cooks"),
    ];
    let answer = web.post(&maya, "/api/timesheets/change-entry", &week, &change).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let stale = [("description", "wrote to nine cooks")];
    let stale: Vec<_> = change.iter().take(5).chain(&stale).copied().collect();
    let answer = web.post(&maya, "/api/timesheets/change-entry", &week, &stale).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("wrote to seven cooks") && answer.body.contains("wrote to nine cooks"),
        "{}",
        answer.body
    );
    let entry = [("engagement", &*engagement), ("entry", key), ("week", &*today)];
    let answer = web.post(&maya, "/api/timesheets/remove-entry", &week, &entry).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let page = web.get(&maya, &answer.location).await;
    assert!(page.body.contains("is taken out.") && page.body.contains("Put it back"));
    let answer = web.post(&maya, "/api/timesheets/restore-entry", &week, &entry).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(web.get(&maya, &answer.location).await.body.contains("wrote to seven cooks"));
    let answer = web.post(&maya, "/api/timesheets/copy-week", &week, &entry).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}
