//! Reviews by plain forms: every sentence is asked for, changes before the reveal, what is hostile stays text.

use axum::http::StatusCode;
use domain::reviews::{Side, items};
use sqlx::PgPool;

use crate::support::{Answer, Browser, Web};

const TESS: &str = "tess@rivermark.example";

/// The work of Tess, accepted three days ago: her review is in, that of her host is not.
struct Work {
    id: String,
    host: String,
}

impl Work {
    async fn find(web: &Web) -> Self {
        let (id, host): (uuid::Uuid, String) = sqlx::query_as(
            "select e.id, p.email from reviews r join engagements e on e.id = r.engagement_id
             join host_members m on m.host_id = e.host_id join people p on p.id = m.person_id
             where r.side = 'student' and r.stage = 'submitted' order by p.email limit 1",
        )
        .fetch_one(&web.backend.pool)
        .await
        .expect("a review that waits for the other");
        Self { id: id.to_string(), host }
    }

    fn page(&self) -> String {
        format!("/engagements/{}/review", self.id)
    }

    async fn send(&self, web: &Web, by: &Browser, action: &str, more: &[(&str, &str)], missing: &str) -> Answer {
        let named: Vec<String> = sqlx::query_scalar(
            "select jsonb_array_elements_text(p.draft -> 'competencies') from engagements e join projects p on p.id = e.project_id
             where e.id::text = $1",
        )
        .bind(&self.id)
        .fetch_all(&web.backend.pool)
        .await
        .expect("competencies");
        let side = if action.ends_with("revise") { Side::Student } else { Side::Host };
        let asked = items(side, &named);
        let ratings = asked.iter().filter(|item| item.key != missing).map(|item| format!("ratings[{}]", item.key));
        let ratings: Vec<String> = ratings.collect();
        let mut form: Vec<(&str, &str)> = vec![("engagement", self.id.as_str()), ("would_work_again", "yes")];
        form.extend(ratings.iter().map(|name| (name.as_str(), "3")));
        form.extend(more);
        web.post(by, action, &self.page(), &form).await
    }
}

const HOSTILE: &str = "Asked <script>alert(1)</script> before drawing anything.";

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_review_is_sent_and_read_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let work = Work::find(&web).await;
    let (host, tess) = (web.signed_in(&work.host).await, web.signed_in(TESS).await);
    let page = web.get(&host, &work.page()).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["I learned about delays after the date", "Only staff read this", "Neither sees the other first"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("Greta answered every question"), "hers is not shown yet");
    let words = [("strengths", HOSTILE), ("improve", "Write dates down."), ("note", "Nobody else may know this.")];
    let cut = work.send(&web, &host, "/api/reviews/submit", &words, "reliability").await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["id=\"reliability-error\"", "href=\"#reliability\"", "Asked &lt;script", "Nobody else may know this."]
    {
        assert!(cut.body.contains(kept), "{kept}: {}", cut.body);
    }
    let sent = work.send(&web, &host, "/api/reviews/submit", &words, "").await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, work.page().as_str()), "{}", sent.body);
    let read = web.get(&tess, &work.page()).await.body;
    assert!(read.contains("Asked &lt;script&gt;") && !read.contains("<script>alert"), "{read}");
    assert!(read.contains("On time, or told me before") && read.contains("Write dates down."), "{read}");
    assert!(!read.contains("Nobody else may know this."), "the note is for staff");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_was_sent_is_changed_from_the_page(pool: PgPool) {
    let web = Web::new(pool).await;
    let work = Work::find(&web).await;
    let (host, tess) = (web.signed_in(&work.host).await, web.signed_in(TESS).await);
    let page = web.get(&tess, &work.page()).await.body;
    assert!(page.contains("Change your review") && page.contains("name=\"version\""), "{page}");
    let version = page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let form = [("version", version.expect("a version")), ("strengths", "Greta explained every column of the file.")];
    let done = work.send(&web, &tess, "/api/reviews/revise", &form, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let read = web.get(&tess, &work.page()).await.body;
    assert!(read.contains("Greta explained every column") && read.contains("Changed once"), "{read}");
    let stale = work.send(&web, &tess, "/api/reviews/revise", &form, "").await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(!web.get(&host, &work.page()).await.body.contains("Greta explained"), "its host reads nothing yet");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_text_is_answered_flagged_and_hidden_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let work = Work::find(&web).await;
    let (host, tess) = (web.signed_in(&work.host).await, web.signed_in(TESS).await);
    let staff = web.signed_in("lucia@rivermark.example").await;
    let (page, id) = (work.page(), work.id.as_str());
    let sent = work.send(&web, &host, "/api/reviews/submit", &[("strengths", HOSTILE)], "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let wrong = web.post(&tess, "/api/reviews/reply", &page, &[("engagement", id), ("answer", "No")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"answer-error\""), "{}", wrong.body);
    let right = [("engagement", id), ("answer", "I asked <b>first</b>, as we had agreed.")];
    assert_eq!(web.post(&tess, "/api/reviews/reply", &page, &right).await.status, StatusCode::SEE_OTHER);
    let read = web.get(&host, &page).await.body;
    assert!(read.contains("I asked &lt;b") && read.contains("Tell staff that this answer is abusive"), "{read}");
    let flag = [("engagement", id), ("text", "review"), ("reason", "")];
    let wrong = web.post(&tess, "/api/reviews/flag", &page, &flag).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"review-reason-error\""), "{}", wrong.body);
    let flag = [flag[0], flag[1], ("reason", "It threatens me.")];
    assert_eq!(web.post(&tess, "/api/reviews/flag", &page, &flag).await.status, StatusCode::SEE_OTHER);
    let desk = web.get(&staff, "/staff/reviews").await.body;
    assert!(desk.contains("It threatens me.") && desk.contains("Asked &lt;script"), "{desk}");
    assert_eq!(web.get(&host, "/staff/reviews").await.status, StatusCode::NOT_FOUND);
    let flag: uuid::Uuid =
        sqlx::query_scalar("select id from review_flags").fetch_one(&web.backend.pool).await.expect("a flag");
    let flag = flag.to_string();
    let empty = web.post(&staff, "/api/reviews/decide-flag", "/staff/reviews", &[("flag", &flag)]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let hide = [("flag", flag.as_str()), ("decision", "hide"), ("reason", "It is a threat.")];
    assert_eq!(web.post(&host, "/api/reviews/decide-flag", &page, &hide).await.status, StatusCode::NOT_FOUND);
    let done = web.post(&staff, "/api/reviews/decide-flag", "/staff/reviews", &hide).await;
    assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/staff/reviews"), "{}", done.body);
    for reader in [&host, &tess, &staff] {
        let read = web.get(reader, &page).await.body;
        assert!(!read.contains("Asked &lt;script") && read.contains("It is a threat."), "{read}");
    }
}
