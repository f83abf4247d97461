//! Portfolios over HTTP: the public link and its headers, what stands in the public page and what does not, who may open what.

use axum::http::StatusCode;
use backend::seed::PORTFOLIO;
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const MAYA: &str = "maya@rivermark.example";
const SAMIR: &str = "samir@rivermark.example";
const DEE: &str = "dee@harborstreet.example";
const OWN: &str = "/student/portfolio";
const LINK: &str = "/api/portfolios/link";
const PERMIT: &str = "/api/portfolios/permit";

fn public() -> String {
    format!("/portfolio/{PORTFOLIO}")
}

async fn open(web: &Web, path: &str) -> Answer {
    web.get(&Browser::default(), path).await
}

fn has(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word} is missing: {}", answer.body);
    }
}

fn lacks(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(!answer.body.contains(word), "{word} stands there: {}", answer.body);
    }
}

/// Maya's finished work for the pantry.
async fn at_the_pantry(web: &Web) -> String {
    let id: uuid::Uuid = sqlx::query_scalar(
        "select e.id from engagements e join people p on p.id = e.student_id join hosts h on h.id = e.host_id
         where p.name = 'Maya Okafor' and h.name = 'Harbor Street Pantry' and e.stage = 'completed'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("the demonstration's work");
    id.to_string()
}

async fn permit(web: &Web, browser: &Browser, engagement: &str, scope: &str) -> Answer {
    let page = format!("/engagements/{engagement}");
    web.post(browser, PERMIT, &page, &[("engagement", engagement), ("scope", scope)]).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_public_link_shows_what_is_allowed_and_keeps_quiet(pool: PgPool) {
    let web = Web::new(pool).await;
    let answer = open(&web, &public()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!((answer.robots.as_str(), answer.referrer.as_str()), ("noindex, nofollow, noarchive", "no-referrer"));
    assert_eq!((answer.cache.as_str(), answer.cookies.len()), ("no-store", 0));
    has(
        &answer,
        &[
            "<h1>Maya Okafor",
            "Public health student who likes tidy data",
            "Research and verify 200 partner organizations",
            "Harbor Street Pantry",
            "Maya sent a small sample first",
            "Lantern Legal Aid",
            "Compiled a checked list of organizations",
            "accepted measure: in a sample of 30",
            "Skills, and what shows them",
        ],
    );
    // Quoted is only whose host allows it; nothing of it leads to anything else of hers.
    lacks(
        &answer,
        &[
            "Maya found two postings",
            "maya@",
            "rivermark.example",
            "/engagements/",
            "/student",
            "Send the budget",
            "modulepreload",
        ],
    );
    let private: Vec<String> = sqlx::query_scalar(
        "select x from people p join students s on s.person_id = p.id
         left join student_private v on v.person_id = p.id,
         unnest(array[p.id::text, p.email, s.about, v.access_needs] || s.links || s.courses) x
         where p.name = 'Maya Okafor' and x <> ''",
    )
    .fetch_all(&web.backend.pool)
    .await
    .expect("what she keeps to herself");
    assert!(private.len() > 3);
    lacks(&answer, &private.iter().map(String::as_str).collect::<Vec<_>>());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn permission_taken_back_is_gone_from_the_public_page_at_once(pool: PgPool) {
    let web = Web::new(pool).await;
    let (maya, dee) = (web.signed_in(MAYA).await, web.signed_in(DEE).await);
    let work = at_the_pantry(&web).await;
    let page = web.get(&dee, &format!("/engagements/{work}")).await;
    has(&page, &["What Maya Okafor may show", "value=\"work_and_quote\"", "Save what may be shown"]);
    let done = permit(&web, &dee, &work, "nothing").await;
    assert_eq!((done.status, done.location), (StatusCode::SEE_OTHER, format!("/engagements/{work}")));
    let answer = open(&web, &public()).await;
    has(&answer, &["Micro-internship in", "Lantern Legal Aid"]);
    lacks(&answer, &["Harbor", "Research and verify 200", "checked list of organizations", "Maya sent a small sample"]);
    // The student still sees it, and may ask.
    has(
        &web.get(&maya, OWN).await,
        &["Research and verify 200", "does not want to be named", "Ask Harbor Street Pantry for permission"],
    );
    let asked = web.post(&maya, "/api/portfolios/ask", OWN, &[("engagement", &work), ("version", "1")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let again = web.post(&maya, "/api/portfolios/ask", OWN, &[("engagement", &work), ("version", "1")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    has(&again, &["You asked within the last week"]);
    // Wrong words and wrong people.
    let wrong = permit(&web, &dee, &work, "everything").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&wrong, &["Choose what may be shown."]);
    assert_eq!(permit(&web, &maya, &work, "work").await.status, StatusCode::CONFLICT);
    let samir = web.signed_in(SAMIR).await;
    assert_eq!(permit(&web, &samir, &work, "work").await.status, StatusCode::NOT_FOUND);
    lacks(&open(&web, &public()).await, &["Harbor"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_is_shown_once_renewed_and_switched_off(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let made = web.post(&maya, LINK, OWN, &[("command", "renew"), ("version", "1")]).await;
    assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/student/portfolio?v=2#link"));
    let cookie = made.cookies.iter().find(|cookie| cookie.starts_with("portfolio-link=")).expect("the secret");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let secret = cookie.split(';').next().unwrap_or_default();
    let with_secret = Browser { cookie: format!("{}; {secret}", maya.cookie) };
    let shown = web.get(&with_secret, OWN).await;
    let path = format!("/portfolio/{}", secret.trim_start_matches("portfolio-link="));
    assert_eq!(shown.cache, "no-store", "the page with the secret is kept nowhere");
    has(&shown, &[&format!("http://foothold.test{path}"), "data-copy=\"address\""]);
    lacks(&web.get(&maya, OWN).await, &["foothold.test/portfolio/"]);
    assert_eq!(open(&web, &path).await.status, StatusCode::OK);
    let stored: bool = sqlx::query_scalar(
        "select exists (select 1 from portfolios where encode(token_hash, 'escape') like '%' || $1 || '%')",
    )
    .bind(path.trim_start_matches("/portfolio/"))
    .fetch_one(&web.backend.pool)
    .await
    .expect("an answer");
    assert!(!stored, "only its hash is kept");
    // The one before, one that is none, one that is hostile: all alike.
    for old in
        [public(), format!("/portfolio/{}", "A".repeat(43)), "/portfolio/%27%20or%201%3D1".into(), format!("{path}x")]
    {
        let answer = open(&web, &old).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{old}");
        assert_eq!((answer.robots.as_str(), answer.referrer.as_str()), ("noindex, nofollow, noarchive", "no-referrer"));
        lacks(&answer, &["Okafor", "Harbor"]);
    }
    let off = web.post(&maya, LINK, OWN, &[("command", "stop"), ("version", "2")]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    assert_eq!(open(&web, &path).await.status, StatusCode::NOT_FOUND);
    has(&web.get(&maya, OWN).await, &["Only you can see it", "Make a public link"]);
    // Nobody but she, and nothing behind the link but the page.
    for (browser, path) in [
        (web.signed_in(DEE).await, OWN),
        (web.signed_in(DEE).await, "/student/portfolio.txt"),
        (web.signed_in(DEE).await, "/student/portfolio.pdf"),
    ] {
        assert_eq!(web.get(&browser, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn somebody_who_may_not_come_in_any_more_is_shown_no_more(pool: PgPool) {
    let web = Web::new(pool).await;
    assert_eq!(open(&web, &public()).await.status, StatusCode::OK);
    sqlx::query("update people set standing = 'suspended' where name = 'Maya Okafor'")
        .execute(&web.backend.pool)
        .await
        .expect("a suspension");
    assert_eq!(open(&web, &public()).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn lines_order_and_words_are_kept_by_plain_forms(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let work = at_the_pantry(&web).await;
    let line = |text: &'static str, command: &'static str| {
        [
            ("engagement", work.clone()),
            ("entry", "0".into()),
            ("version", "1".into()),
            ("text", text.into()),
            ("command", command.into()),
        ]
    };
    let send = async |text: &'static str, command: &'static str| {
        let form = line(text, command);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        web.post(&maya, "/api/portfolios/save-line", OWN, &form).await
    };
    let wrong = send("Call 212 555 0123 about it", "save").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&wrong, &["Call 212 555 0123 about it", "telephone numbers out", &format!("href=\"#text-{work}-0\"")]);
    lacks(&wrong, &["What you wrote"]);
    assert_eq!(send("Checked 214 organizations <b>by hand</b>", "save").await.status, StatusCode::SEE_OTHER);
    has(&open(&web, &public()).await, &["Checked 214 organizations &lt;b&gt;by hand"]);
    assert_eq!(send("", "reset").await.status, StatusCode::SEE_OTHER);
    has(&open(&web, &public()).await, &["Compiled a checked list of organizations"]);

    let about = [("headline", "Write to me@example.org"), ("introduction", "x"), ("version", "3")];
    let wrong = web.post(&maya, "/api/portfolios/save-about", OWN, &about).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&wrong, &["headline-error", "me@example.org"]);
    let stale = [("headline", "Numbers"), ("introduction", "x"), ("version", "0")];
    let stale = web.post(&maya, "/api/portfolios/save-about", OWN, &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    has(&stale, &["Something else is kept by now.", "“Public health student"]);

    let place = |body: &str, words: &str| body.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    let titles = ["Research and verify 200", "Reconcile one quarter"];
    let [first, second] = {
        let body = open(&web, &public()).await.body;
        let mut sorted = titles;
        sorted.sort_by_key(|words| place(&body, words));
        sorted
    };
    let upper = if first.starts_with("Research") { "down" } else { "up" };
    let moved = web
        .post(&maya, "/api/portfolios/arrange", OWN, &[("engagement", &work), ("command", upper), ("version", "3")])
        .await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let body = open(&web, &public()).await.body;
    assert!(place(&body, second) < place(&body, first), "the order is hers");
    for (command, shown) in [("hide", false), ("show", true)] {
        let form = [("engagement", work.as_str()), ("command", command), ("version", "4")];
        assert_eq!(web.post(&maya, "/api/portfolios/arrange", OWN, &form).await.status, StatusCode::SEE_OTHER);
        assert_eq!(open(&web, &public()).await.body.contains("Research and verify 200"), shown, "{command}");
        assert_eq!(web.get(&maya, "/student/portfolio.txt").await.body.contains("Research and verify 200"), shown);
    }
    let form = [("engagement", work.as_str()), ("command", "unquote"), ("version", "4")];
    assert_eq!(web.post(&maya, "/api/portfolios/arrange", OWN, &form).await.status, StatusCode::SEE_OTHER);
    lacks(&open(&web, &public()).await, &["Maya sent a small sample"]);
    let odd = web.post(&maya, "/api/portfolios/arrange", OWN, &[("engagement", &work), ("command", "sideways")]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_preview_the_text_and_the_empty_page_say_what_is_the_case(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    has(
        &web.get(&maya, OWN).await,
        &["Two finished works, with a public link", "Named and quoted with permission", "data-copy=\"line-"],
    );
    let preview = web.get(&maya, "/student/portfolio/preview").await;
    has(&preview, &["This is what people with your link see", "Maya sent a small sample first"]);
    lacks(&preview, &["modulepreload"]);
    has(
        &web.get(&maya, "/student/portfolio/text").await,
        &["<textarea", "readonly", "Compiled a checked list", "/student/portfolio.txt"],
    );
    let file = web.get(&maya, "/student/portfolio.txt").await;
    assert_eq!((file.status, file.kind.as_str()), (StatusCode::OK, "text/plain; charset=utf-8"));
    assert!(
        file.body.starts_with("Maya Okafor\nPublic health student")
            && file.body.contains("\n- Compiled a checked list")
    );
    let printed = web.get(&maya, "/student/portfolio.pdf").await;
    assert_eq!((printed.status, printed.kind.as_str()), (StatusCode::OK, "application/pdf"));
    assert!(printed.body.starts_with("%PDF-"));
    assert_eq!(open(&web, "/student/portfolio.pdf").await.status, StatusCode::SEE_OTHER);
    let stranger = open(&web, "/student/portfolio.txt").await;
    assert_eq!(
        (stranger.status, stranger.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in?next=/student/portfolio")
    );
    let samir = web.signed_in(SAMIR).await;
    let empty = web.get(&samir, OWN).await;
    has(&empty, &["Your portfolio begins with your first finished work", "What will stand here", "href=\"/projects\""]);
    lacks(&empty, &["Make a public link"]);
    has(&web.get(&samir, "/student/portfolio/preview").await, &["No finished work is shown here yet."]);
}
