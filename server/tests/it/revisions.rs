//! Changing a published project by plain forms, and what staff see of a host.

use axum::http::StatusCode;
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Browser, Web};

/// The published project of Harbor Street, and the version its form names.
async fn winter_drive(web: &Web, dee: &Browser) -> (String, String) {
    let id: Uuid = sqlx::query_scalar(
        "select p.id from projects p join hosts h on h.id = p.host_id
         where h.name = 'Harbor Street Pantry' and p.stage = 'published' order by p.id limit 1",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a published project");
    let page = web.get(dee, &format!("/host/projects/{id}/change")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let version: i32 = sqlx::query_scalar("select version from projects where id = $1")
        .bind(id)
        .fetch_one(&web.backend.pool)
        .await
        .expect("a version");
    (id.to_string(), version.to_string())
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_lowers_the_pay_and_staff_decide(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, lucia) =
        (web.signed_in("dee@harborstreet.example").await, web.signed_in("lucia@rivermark.example").await);
    let (id, version) = winter_drive(&web, &dee).await;
    let page = format!("/host/projects/{id}/change");
    let ids = [("id", id.as_str()), ("version", version.as_str())];

    // Below the wage floor: the message stands beside the field, and what was typed comes back.
    let wrong = [
        ids[0],
        ids[1],
        ("fields[amount]", "20"),
        ("fields[title]", "A <b>bold</b> title for the drive"),
        ("reason", "The <i>grant</i>"),
    ];
    let answer = web.post(&dee, "/api/revisions/propose", &page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    for kept in ["id=\"fields[amount]-error\"", "A &lt;b&gt;bold", "The &lt;i&gt;grant", "value=\"20\""] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }

    let right = [ids[0], ids[1], ("fields[amount]", "480"), ("reason", "The grant became smaller.")];
    let answer = web.post(&dee, "/api/revisions/propose", &page, &right).await;
    assert_eq!(
        (answer.status, &answer.location),
        (StatusCode::SEE_OTHER, &format!("/host/projects/{id}")),
        "{}",
        answer.body
    );
    assert!(web.get(&dee, &format!("/host/projects/{id}")).await.body.contains("Your change waits for staff"));
    let public = web.get(&Browser::default(), &format!("/projects/{id}")).await.body;
    assert!(public.contains("The host asked to change these terms") && public.contains("525"));
    let queue = web.get(&lucia, "/staff/queue").await.body;
    assert!(queue.contains("Change to a published project") && queue.contains("$525.00 to $480.00"), "{queue}");

    let revision: Uuid =
        sqlx::query_scalar("select id from project_revisions where project_id = $1::uuid and stage = 'submitted'")
            .bind(Uuid::parse_str(&id).expect("an id"))
            .fetch_one(&web.backend.pool)
            .await
            .expect("one waits");
    let revision = revision.to_string();
    let desk = format!("/staff/revisions/{revision}");
    let shown = web.get(&lucia, &desk).await;
    assert!(shown.body.contains("This is a material change.") && shown.body.contains("$480.00"), "{}", shown.body);
    assert_eq!(web.get(&dee, &desk).await.status, StatusCode::NOT_FOUND);
    let no = [("id", revision.as_str()), ("decision", "reject"), ("reason", "")];
    let answer = web.post(&lucia, "/api/revisions/decide", &desk, &no).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"reason-error\""));
    let yes = [("id", revision.as_str()), ("decision", "approve")];
    let answer = web.post(&lucia, "/api/revisions/decide", &desk, &yes).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &desk), "{}", answer.body);
    assert!(web.get(&lucia, &desk).await.body.contains("This change holds"));
    let late = [("id", revision.as_str())];
    let answer = web.post(&dee, "/api/revisions/withdraw", &format!("/host/projects/{id}"), &late).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);

    confirms(&web, &id).await;
}

/// One of the applicants keeps their application.
async fn confirms(web: &Web, project: &str) {
    let (application, email): (Uuid, String) = sqlx::query_as(
        "select a.id, p.email from applications a join people p on p.id = a.student_id
         where a.project_id = $1::uuid and a.confirm_by is not null order by a.id limit 1",
    )
    .bind(Uuid::parse_str(project).expect("an id"))
    .fetch_one(&web.backend.pool)
    .await
    .expect("somebody applied");
    let student = web.signed_in(&email).await;
    let page = format!("/applications/{application}");
    let body = web.get(&student, &page).await.body;
    assert!(body.contains("Do you still want it?") && body.contains("$480.00"), "{body}");
    let form = [("id", application.to_string()), ("answer", "confirm".to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = web.post(&student, "/api/applications/answer-offer", &page, &form).await;
    assert_eq!((answer.status, &answer.location), (StatusCode::SEE_OTHER, &page), "{}", answer.body);
    assert!(!web.get(&student, &page).await.body.contains("Do you still want it?"));
    let again = web.post(&student, "/api/applications/answer-offer", &page, &form).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_see_what_speaks_for_a_host_and_its_owner_keeps_it_up_to_date(pool: PgPool) {
    let web = Web::new(pool).await;
    let (dee, jonah) =
        (web.signed_in("dee@harborstreet.example").await, web.signed_in("jonah@harborstreet.example").await);
    let (lucia, ruth) = (web.signed_in("lucia@rivermark.example").await, web.signed_in("ruth@rivermark.example").await);
    let host: Uuid = sqlx::query_scalar("select id from hosts where name = 'Harbor Street Pantry'")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a host");
    let (host, page) = (host.to_string(), format!("/staff/hosts/{host}"));
    let seen = web.get(&lucia, &page).await.body;
    for words in ["What speaks for it", "Its members write from the domain of its site.", "53-0000101"] {
        assert!(seen.contains(words), "{words} is missing");
    }
    let by_faculty = web.get(&ruth, &page).await.body;
    assert!(by_faculty.contains("ends in 0101") && !by_faculty.contains("53-0000101"));
    assert_eq!(web.get(&dee, &page).await.status, StatusCode::NOT_FOUND);

    let own = "/host/organisation";
    assert!(web.get(&dee, own).await.body.contains("53-0000101"));
    assert!(!web.get(&jonah, own).await.body.contains("53-0000101"), "a supervisor does not own it");
    let wrong = [
        ("host", host.as_str()),
        ("host_name", "Harbor <b>Street</b>"),
        ("kind", "<i>club</i>"),
        ("website", "nowhere"),
        ("about", "short"),
        ("address", "12 Harbor Street"),
        ("ein", "07-1234567"),
    ];
    let answer = web.post(&dee, "/api/hosts/save-profile", own, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "Harbor &lt;b&gt;Street",
        "id=\"kind-error\"",
        "id=\"website-error\"",
        "id=\"about-error\"",
        "id=\"ein-error\"",
        "07-1234567",
    ] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }
    let right = [
        ("host", host.as_str()),
        ("version", "1"),
        ("host_name", "Harbor Street Pantry"),
        ("kind", "nonprofit"),
        ("website", "https://harborstreet.example"),
        ("about", "A food pantry run by its neighbors, six days a week."),
        ("address", "PO Box 9"),
        ("ein", "53 0000101"),
    ];
    let by_jonah = web.post(&jonah, "/api/hosts/save-profile", own, &right).await;
    assert_eq!(by_jonah.status, StatusCode::CONFLICT, "{}", by_jonah.body);
    let answer = web.post(&dee, "/api/hosts/save-profile", own, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(web.get(&lucia, &page).await.body.contains("A mailbox or a storage unit."));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_coordinator_reads_the_figures_and_an_administrator_sets_them(pool: PgPool) {
    let web = Web::new(pool).await;
    let (lucia, ada) = (web.signed_in("lucia@rivermark.example").await, web.signed_in("ada@rivermark.example").await);
    let page = "/staff/policy";
    let read = web.get(&lucia, page).await.body;
    assert!(read.contains("$15.00 an hour") && !read.contains("Set from that day"));
    let form =
        [("name", "wage_floor"), ("value", "3.00"), ("valid_from", "2001-01-01"), ("source", "A <b>council</b>")];
    assert_eq!(web.post(&lucia, "/api/policies/set", page, &form).await.status, StatusCode::NOT_FOUND);
    let answer = web.post(&ada, "/api/policies/set", page, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["A &lt;b&gt;council", "id=\"value-error\"", "id=\"valid_from-error\"", "from 7.25 to 200.00"] {
        assert!(answer.body.contains(kept), "{kept} is missing");
    }
}
