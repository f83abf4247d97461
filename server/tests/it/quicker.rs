//! Somebody else was quicker, or a form comes again with other answers: what was typed stays on the page, the page says who
//! did what, and what can still be sent is sent from where it stands.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Browser, Web, encode};

const DEE: &str = "dee@harborstreet.example";
const JONAH: &str = "jonah@harborstreet.example";
const LUCIA: &str = "lucia@rivermark.example";

/// The value of the last hidden field of this name.
fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, after) = answer.body.rsplit_once(&mark).unwrap_or_else(|| panic!("no {name}: {}", answer.body));
    after.split('"').next().unwrap_or_default().to_owned()
}

/// What a field of one line shows.
fn shown(answer: &Answer, name: &str) -> String {
    let (_, after) = answer.body.split_once(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}"));
    let tag = after.split('>').next().unwrap_or_default();
    let value = tag.split_once("value=\"").map(|(_, after)| after.split('"').next().unwrap_or_default());
    value.unwrap_or_default().to_owned()
}

fn says(answer: &Answer, words: &[&str]) {
    for words in words {
        assert!(answer.body.contains(words), "{words} is not on the page: {}", answer.body);
    }
}

async fn published(web: &Web) -> String {
    let id: Uuid = sqlx::query_scalar(
        "select p.id from projects p join hosts h on h.id = p.host_id
         where h.name = 'Harbor Street Pantry' and p.stage = 'published' order by p.id limit 1",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a published project");
    id.to_string()
}

async fn change(web: &Web, who: &Browser, project: &str, version: &str, typed: &[(&str, &str)]) -> Answer {
    let page = format!("/host/projects/{project}/change");
    let own = [("id", project), ("version", version), ("key", "")];
    web.post(who, "/api/revisions/propose", &page, &[&own[..], typed].concat()).await
}

async fn waiting(web: &Web, project: &str) -> String {
    let query = "select id from project_revisions where stage = 'submitted' and project_id::text = $1";
    let id: Uuid = sqlx::query_scalar(query).bind(project).fetch_one(&web.backend.pool).await.expect("one waits");
    id.to_string()
}

const LESS: [(&str, &str); 2] = [("fields[amount]", "480"), ("reason", "The grant became smaller.")];

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_decision_about_a_change_that_was_taken_back(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, lucia) = (web.signed_in(DEE).await, web.signed_in(LUCIA).await);
    let project = published(&web).await;
    let drawn = web.get(&dee, &format!("/host/projects/{project}/change")).await;
    change(&web, &dee, &project, &hidden(&drawn, "version"), &LESS).await;
    let id = waiting(&web, &project).await;
    let home = format!("/host/projects/{project}");
    let back = web.post(&dee, "/api/revisions/withdraw", &home, &[("id", id.as_str())]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);

    let desk = format!("/staff/revisions/{id}");
    let form = [("id", id.as_str()), ("decision", "reject"), ("reason", "Half of it is <i>missing</i>, see the plan.")];
    let late = web.post(&lucia, "/api/revisions/decide", &desk, &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    says(
        &late,
        &[
            "now stands at “withdrawn”",
            "Dee Lindqvist took the last step at",
            "of Harbor Street Pantry took it back at",
            "What you wrote",
            "Half of it is &lt;i&gt;missing&lt;/i&gt;, see the plan.",
            "readonly",
        ],
    );
    assert!(!late.body.contains("By itself"), "{}", late.body);

    // The other way round: taken back after staff decided.
    change(&web, &dee, &project, &hidden(&drawn, "version"), &LESS).await;
    let id = waiting(&web, &project).await;
    let yes = [("id", id.as_str()), ("decision", "approve")];
    let done = web.post(&lucia, "/api/revisions/decide", &format!("/staff/revisions/{id}"), &yes).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let late = web.post(&dee, "/api/revisions/withdraw", &home, &[("id", id.as_str())]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    says(&late, &["now stands at “holding now”", "took the last step at"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_change_beside_one_that_waits_can_be_copied(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, jonah) = (web.signed_in(DEE).await, web.signed_in(JONAH).await);
    let project = published(&web).await;
    let drawn = web.get(&dee, &format!("/host/projects/{project}/change")).await;
    let version = hidden(&drawn, "version");
    change(&web, &jonah, &project, &version, &LESS).await;
    let title = shown(&drawn, "fields[title]");
    let typed = [
        ("fields[title]", title.as_str()),
        ("fields[provides]", "Two shelves and a <b>van</b>"),
        ("reason", "We moved to another street."),
    ];
    let late = change(&web, &dee, &project, &version, &typed).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    says(
        &late,
        &[
            "already waits for staff",
            "asked for this change at",
            "$480.00",
            "What you wrote",
            "Two shelves and a &lt;b&gt;van&lt;/b&gt;",
            "We moved to another street.",
        ],
    );
    let (_, wrote) = late.body.split_once("What you wrote").expect("the box");
    let (wrote, _) = wrote.split_once("</section>").expect("its end");
    assert!(!wrote.contains(&title), "what is published is no loss: {wrote}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_old_change_form_is_sent_from_where_it_stands(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, jonah) = (web.signed_in(DEE).await, web.signed_in(JONAH).await);
    let project = published(&web).await;
    let drawn = web.get(&dee, &format!("/host/projects/{project}/change")).await;
    let version = hidden(&drawn, "version");
    let [amount, role] = ["fields[amount]", "fields[supervisor_role]"].map(|name| shown(&drawn, name));
    let more = change(&web, &jonah, &project, &version, &[("fields[amount]", "600")]).await;
    assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.body);

    let typed =
        [("fields[amount]", amount.as_str()), ("fields[supervisor_role]", "Head of <i>stores</i>"), ("reason", "")];
    let stale = change(&web, &dee, &project, &version, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    says(&stale, &["changed this project at", "Published now", "$600.00"]);
    assert_ne!(hidden(&stale, "version"), version, "the form names what was seen");
    assert_eq!(shown(&stale, "fields[amount]"), "600", "nobody touched it in the old form");
    assert!(stale.body.contains("Head of &lt;i&gt;stores&lt;/i&gt;") && role != "Head of <i>stores</i>");

    let again = [
        ("fields[amount]", "600"),
        ("fields[supervisor_role]", "Head of <i>stores</i>"),
        ("page-of-form", &hidden(&stale, "page-of-form")),
    ];
    let sent = change(&web, &dee, &project, &hidden(&stale, "version"), &again).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let kept: (i64, String) =
        sqlx::query_as("select amount_cents, draft ->> 'supervisor_role' from projects where id::text = $1")
            .bind(&project)
            .fetch_one(&web.backend.pool)
            .await
            .expect("the project");
    assert_eq!(kept, (60_000, "Head of <i>stores</i>".to_owned()));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_correction_of_a_retired_template_can_be_copied(pool: PgPool) {
    let web = Web::new(pool).await;
    let lucia = web.signed_in(LUCIA).await;
    let finished: Uuid = sqlx::query_scalar(
        "select id from projects p where stage = 'completed'
           and not exists (select 1 from program_templates t where t.project_id = p.id and t.stage <> 'retired')
         order by id limit 1",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a finished project without a template");
    let key: domain::ids::EventId = backend::new_id();
    let form = [("project", finished.to_string()), ("key", key.to_string())];
    let form: Vec<_> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let made = web.post(&lucia, "/api/templates/make", "/staff/templates", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = made.location;
    let id = page.rsplit('/').next().unwrap_or_default();
    let drawn = web.get(&lucia, &page).await;
    let version = hidden(&drawn, "version");

    // Somebody corrects it meanwhile: the form says what is kept now and can be sent again.
    let need: String = domain::templates::needs()[0].key.clone();
    let named = format!("needs[{need}]");
    let correct = async |version: &str, title: &str| {
        let form =
            [("id", id), ("version", version), ("title", title), (named.as_str(), "yes"), ("name", ""), ("key", "")];
        web.post(&lucia, "/api/templates/correct", &page, &form).await
    };
    assert_eq!(correct(&version, "Map the harbor").await.status, StatusCode::SEE_OTHER);
    let stale = correct(&version, "Map the whole harbor").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    says(&stale, &["Something else is kept by now.", "“Map the harbor”", "Map the whole harbor"]);
    assert_eq!(correct(&hidden(&stale, "version"), "Map the whole harbor").await.status, StatusCode::SEE_OTHER);

    for order in ["publish", "retire"] {
        let form = [("id", id), ("order", order), ("key", "")];
        let moved = web.post(&lucia, "/api/templates/move", &page, &form).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{order}: {}", moved.body);
    }
    let late = correct(&hidden(&stale, "version"), "Map the harbor by <i>boat</i>").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    says(
        &late,
        &["now stands at “retired”", "You took the last step at", "What you wrote", "Map the harbor by &lt;i&gt;boat"],
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_review_after_another_reviewer_keeps_its_words(pool: PgPool) {
    let web = Web::new(pool).await;
    let lucia = web.signed_in(LUCIA).await;
    let id: Uuid = sqlx::query_scalar("select id from projects where stage = 'submitted' order by id limit 1")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a project that waits");
    let (id, page) = (id.to_string(), format!("/staff/queue/{id}"));
    let send = async |form: &[(&str, &str)]| {
        let own = [("id", id.as_str()), ("key", "")];
        web.post(&lucia, "/api/projects/review", &page, &[&own[..], form].concat()).await
    };
    assert_eq!(send(&[("decision", "claim")]).await.status, StatusCode::SEE_OTHER);
    let long = "x".repeat(1_001);
    let asked =
        [("decision", "request_changes"), ("reason", "Say whose problem it is."), ("comments[problem]", "Whose?")];
    let cut = send(&[asked[0], asked[1], ("comments[problem]", &long)]).await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&cut, &["You wrote 1001 characters, and 1000 fit.", "href=\"#comment-problem\"", &long]);
    assert_eq!(send(&asked).await.status, StatusCode::SEE_OTHER);
    let late = send(&asked).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    says(&late, &["now stands at “changes requested”", "What you wrote", "Say whose problem it is.", "Whose?"]);
}

/// Two owners of one organisation have its page open at once: the second one's words are not lost and overwrite nothing.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_owners_of_one_profile(pool: PgPool) {
    let web = Web::new(pool).await;
    sqlx::query("update host_members set role = 'owner' where person_id = (select id from people where email = $1)")
        .bind(JONAH)
        .execute(&web.backend.pool)
        .await
        .expect("a second owner");
    let (dee, jonah) = (web.signed_in(DEE).await, web.signed_in(JONAH).await);
    let (page, action) = ("/host/organisation", "/api/hosts/save-profile");
    let drawn = web.get(&dee, page).await;
    let (host, version) = (hidden(&drawn, "host"), hidden(&drawn, "version"));
    let send = async |who: &Browser, version: &str, about: &str| {
        let form = [
            ("host", host.as_str()),
            ("version", version),
            ("host_name", "Harbor Street Pantry"),
            ("kind", "nonprofit"),
            ("website", "https://harborstreet.example"),
            ("about", about),
            ("address", "12 Harbor Street"),
            ("ein", "53 0000101"),
        ];
        web.post(who, action, page, &form).await
    };
    let (hers, his) = ("A food pantry that Dee describes, six days a week.", "A food pantry in the words of Jonah.");
    assert_eq!(send(&jonah, &version, his).await.status, StatusCode::SEE_OTHER);
    let late = send(&dee, &version, hers).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    says(&late, &["Jonah Reyes", "Something else is kept by now.", hers, his]);
    let about: String = sqlx::query_scalar("select about from hosts where id::text = $1")
        .bind(&host)
        .fetch_one(&web.backend.pool)
        .await
        .expect("the host");
    assert_eq!(about, his, "nothing is overwritten unseen");
    assert_eq!(send(&dee, &hidden(&late, "version"), hers).await.status, StatusCode::SEE_OTHER, "seen, and sent again");
}

/// The same form sent again does nothing; with other answers it says so, keeps them, and can be sent.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_used_key_with_other_answers(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in(DEE).await;
    let (page, action) = ("/host/organisation", "/api/hosts/save-profile");
    let drawn = web.get(&dee, page).await;
    let (host, key) = (hidden(&drawn, "host"), hidden(&drawn, "key"));
    let version = std::cell::RefCell::new(hidden(&drawn, "version"));
    let form = |about: &'static str, key: &str| -> Vec<(String, String)> {
        [
            ("host", host.as_str()),
            ("version", version.borrow().as_str()),
            ("host_name", "Harbor Street Pantry"),
            ("kind", "nonprofit"),
            ("website", "https://harborstreet.example"),
            ("about", about),
            ("address", "12 Harbor Street"),
            ("ein", "53 0000101"),
            ("key", key),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into()
    };
    let send = async |form: Vec<(String, String)>| {
        let form: Vec<_> = form.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        web.post(&dee, action, page, &form).await
    };
    let first = "A food pantry run by its neighbors, six days a week.";
    let second = "A food pantry run by its neighbors, seven days a week.";
    assert_eq!(send(form(first, &key)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(form(first, &key)).await.status, StatusCode::SEE_OTHER, "sent twice");
    let other = send(form(second, &key)).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    says(&other, &["already sent with other answers", second]);
    let about = async || -> String {
        sqlx::query_scalar("select about from hosts where id::text = $1")
            .bind(&host)
            .fetch_one(&web.backend.pool)
            .await
            .expect("the host")
    };
    assert_eq!(about().await, first);
    let fresh = hidden(&other, "key");
    assert_ne!(fresh, key);
    version.replace(hidden(&other, "version"));
    assert_eq!(send(form(second, &fresh)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(about().await, second);

    // With script: the messages, and the wish that the page be drawn again.
    let third = form("A food pantry run by its neighbors, on Sundays.", &key);
    let third: Vec<_> = third.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let request = Request::builder()
        .method("POST")
        .uri(action)
        .header("accept", "application/json")
        .header("x-form-messages", "1")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "foothold.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", &dee.cookie)
        .body(Body::from(encode(&third)))
        .expect("a request");
    let answer = web.send(request).await;
    assert_eq!((answer.status, answer.draw_again.as_str()), (StatusCode::CONFLICT, "1"), "{}", answer.body);
}
