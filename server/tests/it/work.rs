//! Work under way by plain forms: messages, half of the work, pauses, hours and pay, problems. What is hostile stays text.

use axum::http::StatusCode;
use domain::time::{iso, parse_day, plus_days};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Browser, Web};

const MAYA: &str = "maya@rivermark.example";
const DEE: &str = "dee@harborstreet.example";
const STAFF: &str = "lucia@rivermark.example";

/// Maya's engagement that is under way.
async fn work(web: &Web) -> String {
    let id: Uuid = sqlx::query_scalar(
        "select e.id from engagements e join people p on p.id = e.student_id
         where p.email = 'maya@rivermark.example' and e.stage = 'in_progress'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("Maya at work");
    id.to_string()
}

async fn newest(web: &Web, table: &'static str) -> String {
    let sql = format!("select id from {table} order by id desc limit 1");
    let id: Uuid = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&web.backend.pool).await.expect("a row");
    id.to_string()
}

async fn people(web: &Web) -> (Browser, Browser, Browser) {
    (web.signed_in(MAYA).await, web.signed_in(DEE).await, web.signed_in(STAFF).await)
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn messages_are_written_and_read_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = work(&web).await;
    let page = format!("/engagements/{id}/messages");
    let (maya, dee, staff) = people(&web).await;
    assert!(web.get(&maya, "/student").await.body.contains("One new message from Dee Lindqvist"));
    let thread = web.get(&maya, &page).await;
    assert_eq!((thread.status, thread.body.matches("<h1>").count()), (StatusCode::OK, 1));
    assert!(thread.body.contains("rel=\"nofollow noopener noreferrer ugc\""), "the link of the demonstration");
    assert!(!web.get(&maya, "/student").await.body.contains("new message"), "it was read");

    let empty = web.post(&maya, "/api/messages/send", &page, &[("engagement", &id), ("message", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"message-error\""));
    let hostile = "<script>alert(1)</script> javascript:alert(2) https://evil.example/\"onmouseover=\"x";
    let answer = web.post(&maya, "/api/messages/send", &page, &[("engagement", &id), ("message", hostile)]).await;
    assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, format!("{page}#write")), "{}", answer.body);
    let shown = web.get(&dee, &page).await.body;
    assert!(shown.contains("&lt;script") && !shown.contains("<script>alert(1)"));
    assert!(!shown.contains("href=\"javascript:") && !shown.contains("href=\"https://evil"), "no link of it");

    let message = newest(&web, "messages").await;
    let form = [("engagement", id.as_str()), ("message", &message)];
    assert!(!shown.contains("Take it back"), "it is not Dee’s");
    assert_eq!(web.post(&dee, "/api/messages/withdraw", &page, &form).await.status, StatusCode::CONFLICT);
    assert!(web.get(&maya, &page).await.body.contains("Take it back"));
    assert_eq!(web.post(&maya, "/api/messages/withdraw", &page, &form).await.status, StatusCode::SEE_OTHER);
    assert!(web.get(&staff, &page).await.body.contains("Taken back on"));
    let other = web.signed_in("ana@tideline.example").await;
    assert_eq!(web.get(&other, &page).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_pause_is_asked_for_and_agreed_to(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = work(&web).await;
    let page = format!("/engagements/{id}");
    let (maya, dee, _) = people(&web).await;
    let why = "Exams </textarea><script>x</script>";
    let wrong = [("engagement", id.as_str()), ("until", "2001-01-01"), ("reason", why)];
    let answer = web.post(&maya, "/api/pauses/propose", &page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    for kept in ["id=\"pause-until-error\"", "Exams &lt;/textarea&gt;", "2001-01-01"] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }
    let today: String = sqlx::query_scalar("select (now() at time zone 'America/New_York')::date::text")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a day");
    let until = iso(plus_days(parse_day(&today).expect("a day"), 5));
    let right = [("engagement", id.as_str()), ("until", &until), ("reason", "My exams")];
    let answer = web.post(&maya, "/api/pauses/propose", &page, &right).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    assert!(web.get(&dee, "/host").await.body.contains("The other side asks for a pause"));
    let pause = newest(&web, "pauses").await;
    let mut form = vec![("engagement", id.as_str()), ("pause", &pause), ("decision", "decline"), ("reason", "")];
    let answer = web.post(&dee, "/api/pauses/answer", &page, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a no needs a reason");
    assert!(answer.body.contains("id=\"pause-answer-reason-error\""));
    form[2] = ("decision", "accept");
    assert_eq!(web.post(&maya, "/api/pauses/answer", &page, &form).await.status, StatusCode::CONFLICT);
    assert_eq!(web.post(&dee, "/api/pauses/answer", &page, &form).await.status, StatusCode::SEE_OTHER);
    let body = web.get(&maya, &page).await.body;
    assert!(
        body.contains("The work is paused")
            && body.contains("The clock stands still")
            && body.contains("Resume the work")
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn hours_and_pay_are_shown_in_words_first(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = work(&web).await;
    let page = format!("/engagements/{id}/plan");
    let (maya, dee, staff) = people(&web).await;
    for browser in [&maya, &dee, &staff] {
        let answer = web.get(browser, &page).await;
        assert_eq!((answer.status, answer.body.matches("<h1>").count()), (StatusCode::OK, 1), "{}", answer.body);
        for words in ["What an hour brings", "As agreed", "At the end, in", "Hours against plan", "Ask for more time"] {
            let wanted = words != "Ask for more time" || !std::ptr::eq(browser, &raw const staff);
            assert!(!wanted || answer.body.contains(words), "{words} is missing");
        }
    }
    // The hours run out: both sides are asked.
    sqlx::query(
        "insert into hours_checks (id, engagement_id, share, planned_minutes, stage, stage_on, opened_on, created_at, updated_at)
         values (gen_random_uuid(), $1, 80, 1440, 'open', current_date, current_date, now(), now())",
    )
    .bind(id.parse::<Uuid>().expect("an id"))
    .execute(&web.backend.pool)
    .await
    .expect("a check");
    let body = web.get(&maya, &page).await.body;
    for words in [
        "Trim: something falls away",
        "Extend: more hours and days",
        "Top up: more hours",
        "The rest fits",
        "in all until",
    ] {
        assert!(body.contains(words), "{words} is missing");
    }
    let bad =
        [("engagement", id.as_str()), ("choice", "trim"), ("criterion", "<b>all</b>"), ("reason", "It is too much.")];
    let answer = web.post(&maya, "/api/plans/propose", &page, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"criterion-error\"") && answer.body.contains("It is too much."));
    let keep = [("engagement", id.as_str()), ("choice", "keep"), ("reason", "Only charts are left.")];
    let answer = web.post(&maya, "/api/plans/propose", &page, &keep).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    let check = newest(&web, "hours_checks").await;
    let accept = [("engagement", id.as_str()), ("check", &check), ("decision", "accept")];
    assert_eq!(web.post(&maya, "/api/plans/answer", &page, &accept).await.status, StatusCode::CONFLICT);
    assert!(web.get(&dee, &page).await.body.contains("Only charts are left."));
    assert_eq!(web.post(&dee, "/api/plans/answer", &page, &accept).await.status, StatusCode::SEE_OTHER);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_problem_is_told_answered_and_disputed(pool: PgPool) {
    let web = Web::new(pool).await;
    let id = work(&web).await;
    let page = format!("/engagements/{id}/problem");
    let (maya, dee, staff) = people(&web).await;
    assert!(web.get(&maya, &page).await.body.contains("does not see it unless you say so"));
    assert_eq!(web.get(&staff, &page).await.status, StatusCode::NOT_FOUND, "staff are told, they do not tell");
    let what = "He said <img src=x onerror=alert(1)> and hung up.";
    let wrong = [("engagement", id.as_str()), ("kind", "weather"), ("what", what)];
    let answer = web.post(&maya, "/api/problems/report", &page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"kind-error\"") && answer.body.contains("&lt;img src=x"));
    let right = [("engagement", id.as_str()), ("kind", "safety"), ("what", what)];
    let answer = web.post(&maya, "/api/problems/report", &page, &right).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    let problem: Uuid = sqlx::query_scalar("select id from problems where kind = 'safety'")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a problem");
    let (own, problem) = (format!("/problems/{problem}"), problem.to_string());
    assert_eq!(web.get(&dee, &own).await.status, StatusCode::NOT_FOUND);
    assert!(!web.get(&dee, &format!("/engagements/{id}")).await.body.contains("A problem"));
    let list = web.get(&staff, "/staff/problems").await.body;
    let (first, second) = (list.find("Look at this first"), list.find("More work than agreed"));
    assert!(first.is_some() && first < second, "safety stands first");
    assert_eq!(web.get(&dee, "/staff/problems").await.status, StatusCode::NOT_FOUND);
    let shown = web.get(&staff, &own).await.body;
    assert!(shown.contains("&lt;img src=x") && !shown.contains("<img src=x"));
    let answer = [("problem", problem.as_str()), ("command", "answer"), ("reason", "We call you today.")];
    assert_eq!(web.post(&maya, "/api/problems/move", &own, &answer).await.status, StatusCode::CONFLICT);
    assert_eq!(web.post(&staff, "/api/problems/move", &own, &answer).await.status, StatusCode::SEE_OTHER);
    let note = [("problem", problem.as_str()), ("reason", "Only for us.")];
    assert_eq!(web.post(&staff, "/api/problems/note", &own, &note).await.status, StatusCode::SEE_OTHER);
    let seen = web.get(&maya, &own).await.body;
    assert!(seen.contains("We call you today.") && !seen.contains("Only for us."));
    let wrong = [("problem", problem.as_str()), ("amount", "999999")];
    let answer = web.post(&maya, "/api/problems/open-dispute", &own, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"amount-error\""));
    let right = [("problem", problem.as_str()), ("amount", "40")];
    assert_eq!(web.post(&maya, "/api/problems/open-dispute", &own, &right).await.status, StatusCode::SEE_OTHER);
    assert!(web.get(&dee, &own).await.body.contains("Say what happened"), "a dispute is seen by both");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn half_of_the_work_and_answers_to_check_ins(pool: PgPool) {
    let web = Web::new(pool).await;
    let (maya, dee, staff) = people(&web).await;
    let id = work(&web).await;
    let (page, form) = (format!("/engagements/{id}"), format!("/engagements/{id}/mid-point"));
    assert!(web.get(&maya, &form).await.body.contains("You have answered at half of the work"));
    assert!(web.get(&dee, &page).await.body.contains("At half of the work"));
    sqlx::query("delete from mid_points where side = 'student'").execute(&web.backend.pool).await.expect("deleted");
    let wrong = [("engagement", id.as_str()), ("going_well", "Dee <b>answers</b>"), ("change", ""), ("hours", "")];
    let answer = web.post(&maya, "/api/engagements/mid-point", &form, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["id=\"change-error\"", "id=\"hours-error\"", "Dee &lt;b&gt;answers"] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }
    let right = [
        ("engagement", id.as_str()),
        ("going_well", "Dee answers"),
        ("change", "A shorter list"),
        ("hours", "over"),
        ("help", "Who may publish the map?"),
    ];
    let answer = web.post(&maya, "/api/engagements/mid-point", &form, &right).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    assert!(!web.get(&dee, &page).await.body.contains("Who may publish"), "asked of staff alone");
    assert!(web.get(&staff, &page).await.body.contains("Who may publish"));
    let help = [("engagement", id.as_str()), ("side", "student"), ("reason", "The program does.")];
    assert_eq!(web.post(&staff, "/api/engagements/answer-help", &page, &help).await.status, StatusCode::SEE_OTHER);
    assert!(web.get(&maya, &page).await.body.contains("The program does."));
    // Priya named something in the way; her host answers it.
    let (priya, week): (Uuid, String) = sqlx::query_as(
        "select c.engagement_id, c.week::text from check_ins c where c.side = 'student' and c.blocked like '%allergens%'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a check-in");
    let (page, priya) = (format!("/engagements/{priya}"), priya.to_string());
    assert!(web.get(&dee, &page).await.body.contains("Something is in Priya Raman’s way"));
    let answer = [("engagement", priya.as_str()), ("week", &week), ("answer", "It is in the kitchen folder.")];
    let done = web.post(&dee, "/api/engagements/answer-check-in", &page, &answer).await;
    assert_eq!((done.status, &done.location), (StatusCode::SEE_OTHER, &page), "{}", done.body);
    assert!(web.get(&dee, &page).await.body.contains("It is in the kitchen folder."));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn several_weeks_are_ticked_and_approved_without_script(pool: PgPool) {
    const SEVERAL: &str = "/api/timesheets/approve-several";
    const PAGE: &str = "/host/hours";
    let web = Web::new(pool).await;
    let (maya, dee, _) = people(&web).await;
    assert!(!web.get(&dee, PAGE).await.body.contains(SEVERAL), "one week needs no list");
    let sheet: Uuid = sqlx::query_scalar("select id from timesheets where engagement_id = $1 and stage = 'open'")
        .bind(work(&web).await.parse::<Uuid>().expect("an id"))
        .fetch_one(&web.backend.pool)
        .await
        .expect("her week");
    let (id, sheet) = (work(&web).await, sheet.to_string());
    let send = [("engagement", id.as_str()), ("sheet", sheet.as_str()), ("command", "submit")];
    let sent = web.post(&maya, "/api/timesheets/move", &format!("/engagements/{id}/time"), &send).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

    let list = web.get(&dee, PAGE).await.body;
    let fields: Vec<(&str, &str)> = list
        .split("name=\"weeks[")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once('"')?;
            Some((name.strip_suffix(']')?, rest.split_once("value=\"")?.1.split_once('"')?.0))
        })
        .collect();
    assert_eq!(fields.len(), 2, "{list}");
    let none = web.post(&dee, SEVERAL, PAGE, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Tick at least one week."));
    let ticked: Vec<(String, &str)> = fields.iter().map(|(key, version)| (format!("weeks[{key}]"), *version)).collect();
    let ticked: Vec<(&str, &str)> = ticked.iter().map(|(name, version)| (name.as_str(), *version)).collect();
    let approved = web.post(&dee, SEVERAL, PAGE, &ticked).await;
    assert_eq!((approved.status, approved.location.as_str()), (StatusCode::SEE_OTHER, PAGE), "{}", approved.body);
    assert!(web.get(&dee, PAGE).await.body.contains("No hours wait for you"));
}
