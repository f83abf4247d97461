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
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_answers_the_worksheet_for_unpaid_work_without_script(pool: PgPool) {
    let web = Web::new(pool).await;
    let dee = web.signed_in("dee@harborstreet.example").await;
    let id = draft(&web, &dee).await;
    let page = format!("/host/projects/{id}/edit/pay");
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
