//! What staff and hosts do about findings of the check, without script.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Browser, Web};

/// A draft of Dee's organisation, begun from a template.
async fn draft(web: &Web, dee: &Browser) -> String {
    let host: uuid::Uuid = sqlx::query_scalar(
        "select m.host_id from host_members m join people d on d.id = m.person_id where d.email = 'dee@harborstreet.example'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a host");
    let (host, key) = (host.to_string(), backend::new_id::<uuid::Uuid>().to_string());
    let form = [("host", host.as_str()), ("from", "template:automate_report"), ("key", key.as_str())];
    let started = web.post(dee, "/api/projects/start", "/host/projects/new", &form).await;
    started.location.split('/').nth(3).expect("a draft").to_owned()
}

/// Keeps a screen by its plain form.
async fn answer(web: &Web, dee: &Browser, id: &str, step: &str, typed: &[(&str, &str)]) {
    let page = format!("/host/projects/{id}/edit/{step}");
    let drawn = web.get(dee, &page).await.body;
    let hidden = |name: &str| {
        let (_, after) = drawn.rsplit_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
        after.split('"').next().unwrap_or_default().to_owned()
    };
    let (version, base) = (hidden("version"), hidden("base"));
    let own = [("id", id), ("version", &*version), ("base", &*base), ("step", step), ("go", "next")];
    let kept = web.post(dee, "/api/projects/save-step", &page, &[&own[..], typed].concat()).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_waive_the_limits_on_hours_by_a_plain_form(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, staff) =
        (web.signed_in("dee@harborstreet.example").await, web.signed_in("lucia@rivermark.example").await);
    let id = draft(&web, &dee).await;
    answer(&web, &dee, &id, "pay", &[("fields[hours_low]", "30"), ("fields[hours_high]", "45")]).await;
    let page = format!("/staff/queue/{id}");
    assert!(web.get(&staff, &page).await.body.contains("Waive the limits on hours"));
    let form = |reason: &'static str| [("id", &*id), ("decision", "waive_hours"), ("reason", reason), ("key", "")];
    let send =
        async |who: &Browser, reason: &'static str| web.post(who, "/api/projects/review", &page, &form(reason)).await;
    let empty = send(&staff, "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"waiver-reason-error\""), "{}", empty.body);
    assert_ne!(send(&dee, "Because we want it.").await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&staff, "The museum <b>trains</b> for five hours.").await.status, StatusCode::SEE_OTHER);
    let desk = web.get(&staff, &page).await.body;
    for shown in ["Limits on hours waived", "The museum &lt;b&gt;trains", "You decide"] {
        assert!(desk.contains(shown), "{shown} is missing");
    }
    assert!(!desk.contains("Waive the limits on hours"));

    assert!(desk.contains("Take back the waiver") && desk.contains("Lucía Ferrand waived the limits on hours on"));
    let back = |reason: &'static str| [("id", &*id), ("decision", "take_back_waiver"), ("reason", reason), ("key", "")];
    let empty = web.post(&staff, "/api/projects/review", &page, &back("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"take-back-reason-error\"") && !empty.body.contains("waiver-reason-error"));
    let by_host = web.post(&dee, "/api/projects/review", &page, &back("We want other limits.")).await;
    assert_ne!(by_host.status, StatusCode::SEE_OTHER);
    let taken = web.post(&staff, "/api/projects/review", &page, &back("The <i>training</i> was called off.")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let desk = web.get(&staff, &page).await.body;
    for shown in [
        "Kind of organisation",
        "Nonprofit organisation",
        "Waiver of hours taken back",
        "The &lt;i&gt;training",
        "Waive the limits on hours",
    ] {
        assert!(desk.contains(shown), "{shown} is missing");
    }
    assert!(!desk.contains("Take back the waiver"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_answers_the_worksheet_for_unpaid_work_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let id = draft(&web, &dee).await;
    let page = format!("/host/projects/{id}/edit/pay");
    sqlx::query("update hosts set kind = 'business'").execute(&web.backend.pool).await.expect("no nonprofit");
    let drawn = web.get(&dee, &page).await.body;
    assert!(drawn.contains("only-credit"), "shown only where it is asked for");
    for name in domain::projects::FACTORS {
        assert!(drawn.contains(&format!("name=\"fields[{name}]\"")), "{name} has no field");
    }
    let typed = [
        ("fields[amount]", "0"),
        ("fields[classification]", "unpaid_for_credit"),
        ("fields[factor_course]", "Accounting <301>"),
    ];
    answer(&web, &dee, &id, "pay", &typed).await;
    let drawn = web.get(&dee, &page).await.body;
    for shown in ["Accounting &lt;301&gt;", "Answer each of the seven questions"] {
        assert!(drawn.contains(shown), "{shown} is missing");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_says_what_kind_of_organisation_it_is_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let sign_up = "/api/people/sign-up-host";
    let asked = web.get(&Browser::default(), "/sign-up/host").await.body;
    assert!(asked.contains("<select") && asked.contains("value=\"nonprofit\""), "{asked}");
    let form = |kind: &'static str| {
        [
            ("host_name", "Rope Walk Bakery"),
            ("kind", kind),
            ("about", "Bread for six streets, from five in the morning on."),
            ("name", "Nell Ward"),
            ("email", "nell@ropewalk.example"),
            ("password", "seven green bicycles"),
            ("terms", "yes"),
        ]
    };
    for wrong in ["", "<b>club</b>"] {
        let refused = web.post(&Browser::default(), sign_up, "/sign-up/host", &form(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("id=\"kind-error\"") && refused.body.contains("Rope Walk Bakery"));
    }
    let registered = web.post(&Browser::default(), sign_up, "/sign-up/host", &form("business")).await;
    assert_eq!(registered.status, StatusCode::SEE_OTHER, "{}", registered.body);

    let staff = web.signed_in("lucia@rivermark.example").await;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from hosts where name = 'Rope Walk Bakery' and kind = 'business'")
            .fetch_one(&web.backend.pool)
            .await
            .expect("the host");
    let read = web.get(&staff, &format!("/staff/hosts/{id}")).await.body;
    assert!(read.contains("Kind of organisation") && read.contains("<p>Business<"), "{read}");
    sqlx::query("update hosts set kind = '' where id = $1")
        .bind(id)
        .execute(&web.backend.pool)
        .await
        .expect("not said");
    assert!(web.get(&staff, &format!("/staff/hosts/{id}")).await.body.contains("<p>Not said<"));

    // The wizard of a nonprofit folds the seven questions away; the one of anybody else asks for credit alone.
    let dee = web.signed_in("dee@harborstreet.example").await;
    let draft = draft(&web, &dee).await;
    let page = format!("/host/projects/{draft}/edit/pay");
    sqlx::query("update hosts set kind = 'nonprofit'").execute(&web.backend.pool).await.expect("a nonprofit");
    let drawn = web.get(&dee, &page).await.body;
    assert!(drawn.contains("Unpaid work: seven questions") && !drawn.contains("only-credit"));
    sqlx::query("update hosts set kind = 'business'").execute(&web.backend.pool).await.expect("a business");
    let drawn = web.get(&dee, &page).await.body;
    assert!(!drawn.contains("Unpaid work: seven questions") && drawn.contains("only-credit"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn funds_are_kept_by_plain_forms_and_chosen_in_the_wizard(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, ada) = (web.signed_in("dee@harborstreet.example").await, web.signed_in("ada@rivermark.example").await);
    let page = "/staff/funds";
    assert_eq!(web.get(&dee, page).await.status, StatusCode::NOT_FOUND);
    let id = draft(&web, &dee).await;
    let form = |name: &'static str, amount: &'static str| {
        [("name", name), ("amount", amount), ("first_day", "2020-01-01"), ("last_day", "2099-12-31"), ("term", "All")]
    };
    let wrong = web.post(&ada, "/api/funds/save", page, &form("Career & <b>skills</b>", "lots")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("id=\"amount-error\"") && wrong.body.contains("Career &amp; &lt;b&gt;"),
        "{}",
        wrong.body
    );
    assert_ne!(web.post(&dee, "/api/funds/save", page, &form("Mine", "1")).await.status, StatusCode::SEE_OTHER);
    let added = web.post(&ada, "/api/funds/save", page, &form("Career & <b>skills</b>", "10")).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let read = web.get(&ada, page).await.body;
    assert!(read.contains("$10.00") && read.contains("Career &amp; &lt;b&gt;skills"), "{read}");

    let pay = format!("/host/projects/{id}/edit/pay");
    assert!(web.get(&dee, &pay).await.body.contains("Career &amp; &lt;b&gt;skills"), "one to choose");
    answer(&web, &dee, &id, "pay", &[("fields[fund]", "Career & <b>skills</b>")]).await;
    assert!(web.get(&dee, &pay).await.body.contains("has $10 left"));

    let fund: uuid::Uuid = sqlx::query_scalar("select id from funds where name like 'Career%'")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a fund");
    let fund = fund.to_string();
    let change = format!("{page}?fund={fund}");
    assert!(web.get(&ada, &change).await.body.contains("Save the change"));
    let own = [("fund", &*fund), ("version", "1")];
    let changed = web.post(&ada, "/api/funds/save", &change, &[&own[..], &form("", "100,000")[1..]].concat()).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    assert!(!web.get(&dee, &pay).await.body.contains("has $10 left"));
    let stale = web.post(&ada, "/api/funds/close", &change, &[&own[..], &[("reason", "Spent")]].concat()).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let own = [("fund", &*fund), ("version", "2")];
    let empty = web.post(&ada, "/api/funds/close", &change, &[&own[..], &[("reason", "")]].concat()).await;
    assert!(empty.status == StatusCode::UNPROCESSABLE_ENTITY && empty.body.contains("id=\"reason-error\""));
    let closed = web.post(&ada, "/api/funds/close", &change, &[&own[..], &[("reason", "Spent")]].concat()).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(web.get(&dee, &pay).await.body.contains("has $0 left"));
}
