//! The administrator's pages: figures with a preview, exams, holidays and wage floors.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::Web;

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_figure_is_previewed_with_what_was_typed_and_nothing_is_set(pool: PgPool) {
    let web = Web::new(pool).await;
    let ada = web.signed_in("ada@rivermark.example").await;
    let page = "/staff/policy";
    let read = web.get(&ada, page).await.body;
    for heading in ["Pay and hours", "Scope check: clarity", "Scope check: plan and dates", "Deadlines"] {
        assert!(read.contains(heading), "{heading}");
    }
    let today = web.backend.cx(domain::actor::Actor::System).await.expect("a context").today().to_string();
    let form = |value: &'static str| {
        [
            ("name", "wage_floor".to_owned()),
            ("value", value.to_owned()),
            ("valid_from", today.clone()),
            ("source", "Council & <b>dean</b>".to_owned()),
            ("preview", "yes".to_owned()),
        ]
    };
    let wrong = form("3.00");
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = web.post(&ada, "/api/policies/set", page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"value-error\""));

    let right = form("190.00");
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = web.post(&ada, "/api/policies/set", page, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let address = answer.location.split('#').next().unwrap_or_default().to_owned();
    let seen = web.get(&ada, &address).await;
    assert_eq!(seen.status, StatusCode::OK);
    for shown in [
        "What this would do",
        "would be blocked by something new",
        "value=\"190.00\"",
        "Council &amp; &lt;b&gt;dean",
        "Q08",
    ] {
        assert!(seen.body.contains(shown), "{shown} is missing");
    }
    assert!(web.get(&ada, page).await.body.contains("$15.00 an hour"), "nothing was set");
    // Somebody who only reads sees no preview.
    let lucia = web.signed_in("lucia@rivermark.example").await;
    assert!(!web.get(&lucia, &address).await.body.contains("What this would do"));
    let refused = web.get(&ada, &address.replace("190.00", "abc")).await;
    assert!(refused.body.contains("id=\"value-error\""), "an address changed by hand");
}

/// The history names every change, also two for the same day.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_figure_that_is_set_twice_for_one_day_shows_both(pool: PgPool) {
    let web = Web::new(pool).await;
    let ada = web.signed_in("ada@rivermark.example").await;
    let page = "/staff/policy";
    let today = web.backend.cx(domain::actor::Actor::System).await.expect("a context").today().to_string();
    for value in ["16.25", "16.75"] {
        let form = [("name", "wage_floor"), ("value", value), ("valid_from", &*today), ("source", "Council")];
        let answer = web.post(&ada, "/api/policies/set", page, &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let body = web.get(&ada, page).await.body;
    for shown in ["<s>$16.25 an hour", "instead of $16.25 an hour", "Another value took its place"] {
        assert!(body.contains(shown), "{shown} is missing");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn exams_holidays_and_floors_are_kept_by_plain_forms(pool: PgPool) {
    let web = Web::new(pool).await;
    let (ada, lucia) = (web.signed_in("ada@rivermark.example").await, web.signed_in("lucia@rivermark.example").await);
    let page = "/staff/calendar";
    assert_eq!(web.get(&lucia, page).await.status, StatusCode::NOT_FOUND);
    let read = web.get(&ada, page).await;
    assert_eq!(read.status, StatusCode::OK);
    for shown in ["Fall finals", "New York City, New York", "$17.00 an hour", "Take out"] {
        assert!(read.body.contains(shown), "{shown} is missing");
    }
    let today = web.backend.cx(domain::actor::Actor::System).await.expect("a context").today();
    let ahead = domain::time::plus_days(today, 1_000).to_string();

    let answer = web
        .post(
            &ada,
            "/api/calendar/add-exams",
            page,
            &[("exams_name", "Summer <i>finals"), ("first_day", &ahead), ("last_day", "")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Summer &lt;i&gt;finals") && answer.body.contains("id=\"last_day-error\""));
    let exams = [("exams_name", "Summer finals"), ("first_day", ahead.as_str()), ("last_day", ahead.as_str())];
    assert_eq!(web.post(&ada, "/api/calendar/add-exams", page, &exams).await.status, StatusCode::SEE_OTHER);
    let holiday = [("holiday_name", "Founders Day"), ("day", ahead.as_str())];
    assert_eq!(web.post(&ada, "/api/calendar/add-holiday", page, &holiday).await.status, StatusCode::SEE_OTHER);
    let floor = [
        ("state", "TX"),
        ("place", "Austin"),
        ("hourly", "16"),
        ("valid_from", ahead.as_str()),
        ("source", "City code"),
    ];
    assert_eq!(web.post(&ada, "/api/calendar/set-floor", page, &floor).await.status, StatusCode::SEE_OTHER);
    let low = [("state", "TX"), ("hourly", "7"), ("valid_from", ahead.as_str()), ("source", "City code")];
    let answer = web.post(&ada, "/api/calendar/set-floor", page, &low).await;
    assert!(answer.body.contains("the federal minimum"), "{}", answer.status);
    let body = web.get(&ada, page).await.body;
    for shown in ["Summer finals", "Founders Day", "Austin, Texas", "Added by Ada Park"] {
        assert!(body.contains(shown), "{shown} is missing");
    }

    let entry = [("what", "floor"), ("day", ahead.as_str()), ("state", "TX"), ("place", "Austin")];
    assert_eq!(web.post(&ada, "/api/calendar/remove", page, &entry).await.status, StatusCode::SEE_OTHER);
    assert!(web.get(&ada, page).await.body.contains("Taken out on"));
    assert_eq!(web.post(&ada, "/api/calendar/remove", page, &[("what", "cake")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(web.post(&lucia, "/api/calendar/remove", page, &entry).await.status, StatusCode::NOT_FOUND);
    let end = [("state", "WA"), ("valid_from", ahead.as_str()), ("source", "Repealed")];
    assert_eq!(web.post(&ada, "/api/calendar/end-floor", page, &end).await.status, StatusCode::SEE_OTHER);
    assert!(web.get(&ada, page).await.body.contains("No floor of its own"));
}
