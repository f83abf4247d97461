//! What needs attention over HTTP: the desk and its filters, each step by a plain form, and nobody but staff.

use axum::http::StatusCode;
use domain::time::{iso, parse_day, plus_days};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Browser, Web};

const STAFF: &str = "lucia@rivermark.example";
const DESK: &str = "/staff/attention";
const ACT: &str = "/api/attention/act";

/// The demonstration, looked at once, with its staff and one open item.
async fn looked_at(pool: PgPool) -> (Web, Browser, Uuid) {
    let web = Web::new(pool).await;
    backend::timers::once(&web.backend).await.expect("the timers");
    let staff = web.signed_in(STAFF).await;
    let id =
        sqlx::query_scalar("select id from attention_items where stage = 'open' order by severity, due_on, id limit 1")
            .fetch_one(&web.backend.pool)
            .await
            .expect("the demonstration has something that needs attention");
    (web, staff, id)
}

/// Posts a step from the item's page, with the version it has now.
async fn step(web: &Web, browser: &Browser, id: Uuid, fields: &[(&str, &str)]) -> Answer {
    let version: i32 = sqlx::query_scalar("select version from attention_items where id = $1")
        .bind(id)
        .fetch_one(&web.backend.pool)
        .await
        .expect("an item");
    let (id, version) = (id.to_string(), version.to_string());
    let mut form = vec![("id", id.as_str()), ("version", version.as_str())];
    form.extend(fields);
    web.post(browser, ACT, &format!("{DESK}/{id}"), &form).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_desk_lists_what_its_address_asks_for(pool: PgPool) {
    let (web, staff, id) = looked_at(pool).await;
    let link = format!("href=\"{DESK}/{id}\"");
    let all = web.get(&staff, DESK).await;
    assert_eq!((all.status, all.body.matches("<h1>").count()), (StatusCode::OK, 1), "{}", all.body);
    assert!(all.body.contains(&link) && all.body.contains("need"), "{}", all.body);
    let (rule, severity): (String, String) = sqlx::query_as("select rule, severity from attention_items where id = $1")
        .bind(id)
        .fetch_one(&web.backend.pool)
        .await
        .expect("an item");
    let other = if severity == "at_risk" { "nudge" } else { "at_risk" };
    for (query, listed) in [
        (format!("rule={rule}"), true),
        (format!("severity={severity}"), true),
        (format!("severity={other}"), false),
        ("whose=nobody".to_owned(), true),
        ("whose=mine".to_owned(), false),
        ("stage=snoozed".to_owned(), false),
        ("stage=%3Cb%3E&rule=weather&page=-1".to_owned(), true),
    ] {
        let answer = web.get(&staff, &format!("{DESK}?{query}")).await;
        assert_eq!((answer.status, answer.body.contains(&link)), (StatusCode::OK, listed), "{query}");
    }
    assert!(web.get(&staff, "/staff").await.body.contains(&format!("href=\"{DESK}\"")), "the home leads here");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_take_every_step_without_script(pool: PgPool) {
    let (web, staff, id) = looked_at(pool).await;
    let page = format!("{DESK}/{id}");
    let shown = web.get(&staff, &page).await;
    assert_eq!((shown.status, shown.body.matches("<h1>").count()), (StatusCode::OK, 1), "{}", shown.body);
    let done = |answer: &Answer| {
        assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body)
    };
    done(&step(&web, &staff, id, &[("command", "take")]).await);
    let taken = web.get(&staff, &page).await.body;
    assert!(taken.contains("Lucía Ferrand looks after it") && !taken.contains("Look after it yourself"));
    assert!(web.get(&staff, &format!("{DESK}?whose=mine")).await.body.contains(&page));

    let today: String = sqlx::query_scalar("select (now() at time zone 'America/New_York')::date::text")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a day");
    let today = parse_day(&today).expect("a day");
    let (late, soon) = (iso(plus_days(today, 90)), iso(plus_days(today, 3)));
    let long = "x".repeat(2_001);
    for (fields, field) in [
        (vec![("command", "snooze"), ("until", "")], "until"),
        (vec![("command", "snooze"), ("until", late.as_str())], "until"),
        (vec![("command", "resolve"), ("reason", " ")], "reason"),
        (vec![("command", "give"), ("colleague", "")], "colleague"),
        (vec![("command", "note"), ("note", long.as_str())], "note"),
        (vec![("command", "nudge"), ("subject", ""), ("message", "<b>Please</b> answer us.")], "subject"),
    ] {
        let answer = step(&web, &staff, id, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", answer.body);
        // Where there is nobody else to give it to, there is no field either.
        let drawn = field == "colleague" || answer.body.contains(&format!("id=\"{field}-error\""));
        assert!(drawn, "{field} has no message: {}", answer.body);
        assert!(!answer.body.contains("<b>Please</b>"));
    }
    let letter = [("command", "nudge"), ("subject", "About the work"), ("message", "Please answer us today.")];
    done(&step(&web, &staff, id, &letter).await);
    let mails: i64 = sqlx::query_scalar("select count(*) from mails where subject = 'About the work'")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a count");
    assert!(mails >= 1);
    assert!(web.get(&staff, &page).await.body.contains("Somebody wrote about this today"));
    done(&step(&web, &staff, id, &[("command", "note"), ("note", "They <i>travel</i>.")]).await);
    let noted = web.get(&staff, &page).await.body;
    assert!(noted.contains("&lt;i&gt;travel") && !noted.contains("<i>travel"));
    done(&step(&web, &staff, id, &[("command", "snooze"), ("until", &soon)]).await);
    assert!(web.get(&staff, &format!("{DESK}?stage=snoozed")).await.body.contains(&page));
    done(&step(&web, &staff, id, &[("command", "resolve"), ("reason", "Settled by phone.")]).await);
    assert!(web.get(&staff, &page).await.body.contains("Settled by phone."));
    done(&step(&web, &staff, id, &[("command", "reopen")]).await);
    assert!(web.get(&staff, DESK).await.body.contains(&page));

    // Somebody else was quicker: the form is drawn again with what was typed, and says so.
    let old = [("id", id.to_string()), ("version", "0".to_owned())];
    let mut form: Vec<(&str, &str)> = old.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.extend([("command", "note"), ("note", "Mine.")]);
    let answer = web.post(&staff, ACT, &page, &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("Mine.") && answer.body.contains("Something else is kept by now"), "{}", answer.body);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_but_staff_comes_in(pool: PgPool) {
    let (web, _, id) = looked_at(pool).await;
    for persona in backend::seed::PERSONAS.iter().filter(|persona| persona.email != STAFF) {
        let browser = web.signed_in(persona.email).await;
        for page in [DESK.to_owned(), format!("{DESK}/{id}")] {
            assert_eq!(web.get(&browser, &page).await.status, StatusCode::NOT_FOUND, "{page} as {}", persona.name);
        }
        let answer = step(&web, &browser, id, &[("command", "take")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", persona.name);
    }
    let steps: i64 =
        sqlx::query_scalar("select count(*) from events where subject = 'attention_item' and party <> 'system'")
            .fetch_one(&web.backend.pool)
            .await
            .expect("a count");
    assert_eq!(steps, 0);
}
