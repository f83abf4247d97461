//! Finding and applying over HTTP, by plain forms and links.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const MAYA: &str = "maya@rivermark.example";
const SAMIR: &str = "samir@rivermark.example";
const CAMPAIGN: &str = "Build a four-week social media campaign for the winter food drive";
const APPLY: &str = "/api/applications/apply";

/// The path of a link with these words, or that begins like this, in a page.
fn link<'b>(body: &'b str, begins: &str) -> &'b str {
    let at = body.find(&format!("href=\"{begins}")).unwrap_or_else(|| panic!("no link to {begins}")) + "href=\"".len();
    &body[at..at + body[at..].find('"').expect("its end")]
}

/// The project's page, found by its title.
async fn project(web: &Web, title: &str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("select id from projects where title = $1")
        .bind(title)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a project");
    format!("/projects/{id}")
}

fn has(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word} is missing: {}", answer.body);
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_address_holds_the_search_and_each_filter_comes_off(pool: PgPool) {
    let web = Web::new(pool).await;
    let nobody = Browser::default();
    let answer = web.get(&nobody, "/projects?q=musuem&sort=pay").await;
    has(
        &answer,
        &[
            "Showing results for <b>museum",
            "href=\"/projects?q=musuem&amp;exact=yes&amp;sort=pay\"",
            "value=\"musuem\"",
        ],
    );
    assert!(!answer.body.contains("Keep this search"), "only students keep searches");
    let exactly = web.get(&nobody, "/projects?q=musuem&exact=yes").await;
    has(&exactly, &["No project matches all of this", "No open project matches “musuem”"]);
    let narrow = "/projects?place=remote&hours=40&week=20&skill=ms+excel&from=2000-01-01&until=2100-01-01";
    let answer = web.get(&nobody, narrow).await;
    assert_eq!(answer.status, StatusCode::OK);
    for chip in ["Remote", "Up to 40 h", "Up to 20 h a week", "Excel", "From ", "Over by ", "Take all off"] {
        assert!(answer.body.contains(chip), "{chip} is missing");
    }
    has(&answer, &["name=\"skill\" value=\"Excel\"", "value=\"2000-01-01\""]);
    let none = web.get(&nobody, "/projects?place=remote&pay=999").await;
    has(&none, &["One filter is in the way", "Without $999 or more an hour: ", "href=\"/projects?place=remote\""]);
    let odd = web.get(&nobody, "/projects?pay=abc&hours=-1&from=soon&after=%00&skill=%22%3E%3Cscript%3E").await;
    assert_eq!(odd.status, StatusCode::OK);
    has(&odd, &["Pay, left out: ", "First day, left out: "]);
    assert!(!odd.body.contains("\"><script>"), "what was asked for stays text");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_search_is_kept_and_let_go_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let page = "/projects?q=garden&hours=30";
    has(
        &web.get(&maya, page).await,
        &["Keep this search", "value=\"“garden”, Up to 30 h\"", "Museums, up to 25 hours"],
    );
    let search = r#"[["q","garden"],["hours","30"]]"#;
    let long = "x".repeat(81);
    let wrong = web.post(&maya, "/api/searches/save", page, &[("name", &long), ("search", search)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&wrong, &[&long, "name-error"]);
    assert!(!wrong.body.contains("What you wrote"), "everything has its field");
    let kept = web.post(&maya, "/api/searches/save", page, &[("name", "Gardens"), ("search", search)]).await;
    assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, "/projects?q=garden&hours=30"));
    has(&web.get(&maya, page).await, &["You keep this search as “Gardens”."]);
    let list = web.get(&maya, "/student/searches").await;
    has(&list, &["You keep 3 searches", "Emails on", "Gardens"]);
    let id: uuid::Uuid = sqlx::query_scalar("select id from saved_searches where name = 'Gardens'")
        .fetch_one(&web.backend.pool)
        .await
        .unwrap();
    let id = id.to_string();
    let off = web.post(&maya, "/api/searches/alerts", "/student/searches", &[("id", &id), ("alerts", "off")]).await;
    assert_eq!((off.status, off.location.as_str()), (StatusCode::SEE_OTHER, "/student/searches"));
    has(&web.get(&maya, "/student/searches").await, &["Emails off"]);
    let samir = web.signed_in(SAMIR).await;
    let theirs = web.post(&samir, "/api/searches/remove", "/student/searches", &[("id", &id)]).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let gone = web.post(&maya, "/api/searches/remove", "/student/searches", &[("id", &id)]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    has(&web.get(&maya, "/student/searches").await, &["You keep 2 searches"]);
    // The link of a letter asks first, and works for nobody in particular.
    let key: String =
        sqlx::query_scalar("select stop_key from search_rounds").fetch_one(&web.backend.pool).await.unwrap();
    let page = format!("/searches/stop?key={key}");
    let nobody = Browser::default();
    has(&web.get(&nobody, &page).await, &["Turn emails about searches off?", "2 searches send you new projects"]);
    let stopped = web.post(&nobody, "/api/searches/stop", &page, &[("token", &key)]).await;
    assert_eq!((stopped.status, stopped.location.as_str()), (StatusCode::SEE_OTHER, page.as_str()));
    has(&web.get(&nobody, &page).await, &["No emails about searches"]);
    has(&web.get(&nobody, "/searches/stop?key=x").await, &["This link turns nothing off"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_application_is_looked_at_before_it_is_sent(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let page = format!("{}/apply", project(&web, CAMPAIGN).await);
    let id = page.trim_start_matches("/projects/").trim_end_matches("/apply").to_owned();
    let fresh = web.get(&maya, &page).await;
    has(
        &fresh,
        &[
            "What this project asks of you",
            "Use an answer you wrote before",
            "Work samples to show",
            "clinic-wait-times",
            "Yes: ",
        ],
    );
    let pitch = "I kept the calendar of a food pantry for a whole winter, and know what people answer to.";
    let answer = "I would change the first one of the week, because nobody sees the others.";
    let sample = "https://maya-okafor.example/clinic-wait-times";
    let form = [
        ("project", id.as_str()),
        ("statement", pitch),
        ("answer_1", answer),
        ("samples[s1]", sample),
        ("go", "preview"),
    ];
    let before = sent(&web).await;
    let shown = web.post(&maya, APPLY, &page, &form).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    has(
        &shown,
        &["What Harbor Street Pantry will see", "Nothing is sent yet.", "What the host sees after shortlisting you"],
    );
    assert_eq!(shown.body.matches(pitch).count(), 2, "in the preview and in its field");
    let first = &shown.body[..shown.body.find("What the host sees after shortlisting you").expect("the second part")];
    let preview = &first[first.find("id=\"preview\"").expect("the preview")..];
    assert!(!preview.contains("Maya Okafor") && !preview.contains(sample), "blind until shortlisted: {preview}");
    let mut taken = form;
    taken[4].1 = "use:statement:0";
    let taken = web.post(&maya, APPLY, &page, &taken).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert!(!taken.body.contains(pitch), "the earlier pitch took its place");
    has(&taken, &["Change what does not fit here.", answer]);
    let mut short = form;
    short[1].1 = "Short.";
    let wrong = web.post(&maya, APPLY, &page, &short).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    has(&wrong, &["statement-error", answer]);
    assert_eq!(sent(&web).await, before, "looking sends nothing");
    let mut form = form.to_vec();
    form[4] = ("confirm", "true");
    let done = web.post(&maya, APPLY, &page, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(sent(&web).await, before + 1);
    has(&web.get(&maya, &done.location).await, &[pitch]);
}

async fn sent(web: &Web) -> i64 {
    sqlx::query_scalar("select count(*) from applications").fetch_one(&web.backend.pool).await.expect("a count")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn offers_stand_side_by_side(pool: PgPool) {
    let web = Web::new(pool).await;
    let samir = web.signed_in(SAMIR).await;
    for page in ["/student", "/student/applications"] {
        assert_eq!(link(&web.get(&samir, page).await.body, "/student/offers"), "/student/offers");
    }
    let page = web.get(&samir, "/student/offers").await;
    has(
        &page,
        &[
            "2 offers wait for you",
            "Net an hour",
            "Hours a week",
            "Exams",
            "Other work",
            "Answer by",
            "Alder Street School",
            "Northgate Credit Union",
        ],
    );
    let one = link(&page.body, "/applications/");
    let id = one.trim_start_matches("/applications/").to_owned();
    has(&web.get(&samir, one).await, &["You have 2 offers. Compare them side by side"]);
    let done = web
        .post(&samir, "/api/applications/answer-offer", "/student/offers", &[("id", &id), ("answer", "decline")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    has(&web.get(&samir, "/student/offers").await, &["One offer waits for you"]);
    let maya = web.signed_in(MAYA).await;
    has(&web.get(&maya, "/student/offers").await, &["One offer waits for you", "Your busiest week with it"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn cards_say_where_one_has_applied(pool: PgPool) {
    let web = Web::new(pool).await;
    let applied: i64 = sqlx::query_scalar(
        "select count(*) from applications a join people s on s.id = a.student_id join projects p on p.id = a.project_id
         where s.name = 'Samir Osei' and p.stage = 'published' and a.stage not in ('draft', 'withdrawn')",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a count");
    assert!(applied > 0);
    let samir = web.signed_in(SAMIR).await;
    let tags = |answer: &Answer| answer.body.matches("You applied").count();
    for page in ["/projects", "/projects?sort=match", "/projects?sort=pay"] {
        assert_eq!(i64::try_from(tags(&web.get(&samir, page).await)).unwrap(), applied, "{page}");
    }
    assert_eq!(tags(&web.get(&Browser::default(), "/projects").await), 0);
    let dee = web.signed_in("dee@harborstreet.example").await;
    assert_eq!(tags(&web.get(&dee, "/projects").await), 0);
    let take_back = "update applications set stage = 'withdrawn' where student_id = (select id from people where name = 'Samir Osei')";
    sqlx::query(take_back).execute(&web.backend.pool).await.expect("a change");
    assert_eq!(tags(&web.get(&samir, "/projects").await), 0, "what was taken back is no application");
}
