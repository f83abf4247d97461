//! The profile's forms without script, what hosts see of it, and the recommendations by it.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::support::{Browser, Web};

const PROFILE: &str = "/student/profile";

async fn version(web: &Web) -> String {
    let version: i32 = sqlx::query_scalar(
        "select s.version from students s join people p on p.id = s.person_id where p.email = 'maya@rivermark.example'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("a version");
    version.to_string()
}

async fn save(web: &Web, maya: &Browser, part: &str, fields: &[(&str, &str)]) -> crate::support::Answer {
    let version = version(web).await;
    let form = [&[("version", version.as_str())], fields].concat();
    web.post(maya, &format!("/api/profiles/save-{part}"), PROFILE, &form).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn rows_of_skills_come_and_go_by_plain_buttons(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let page = web.get(&maya, PROFILE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<datalist") && page.body.contains("microsoft excel"), "other names are offered too");
    assert_eq!(page.body.matches("type=\"checkbox\" id=\"free_").count(), 49, "a week of boxes");
    let two = [
        ("fields[skill_1_name]", "ms excel"),
        ("fields[skill_1_level]", "alone"),
        ("fields[skill_2_name]", "Kite building"),
        ("fields[skill_2_evidence]", "Two kites <b>that</b> fly"),
    ];
    let added = save(&web, &maya, "skills", &[&two[..], &[("go", "add")]].concat()).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    assert!(added.location.ends_with("&rows=3#skill_3_name"), "{}", added.location);
    let drawn = web.get(&maya, &added.location.replace("#skill_3_name", "")).await.body;
    assert!(
        drawn.contains("value=\"Excel\"")
            && drawn.contains("id=\"skill_3_name\"")
            && !drawn.contains("id=\"skill_4_name\"")
    );
    assert!(drawn.contains("Two kites &lt;b&gt;that&lt;/b&gt; fly"));
    let removed = save(&web, &maya, "skills", &[&two[..], &[("go", "remove_1")]].concat()).await;
    assert!(removed.location.ends_with("&rows=1#skill_1_name"), "{}", removed.location);
    let kept: Vec<String> = sqlx::query_scalar(
        "select s.skills from students s join people p on p.id = s.person_id where p.email = 'maya@rivermark.example'",
    )
    .fetch_one(&web.backend.pool)
    .await
    .expect("skills");
    assert_eq!(kept, ["Kite building"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn wrong_input_comes_back_beside_its_field_with_what_was_typed(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    /// A part, what is typed, the id of the message, and what must come back.
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a str);
    let cases: [Case<'_>; 6] = [
        ("about", &[("school", ""), ("about", "Kept words")], "school-error", "Kept words"),
        (
            "skills",
            &[
                ("fields[skill_1_name]", "Excel"),
                ("fields[skill_2_name]", "MS Excel"),
                ("fields[skill_2_evidence]", "Kept words"),
            ],
            "skill_2_name-error",
            "Kept words",
        ),
        ("time", &[("weekly_hours", "99"), ("fields[free_6_20]", "on")], "weekly_hours-error", "value=\"99\""),
        ("interests", &[("own_interests", "a"), ("courses", "Kept words")], "own_interests-error", "Kept words"),
        (
            "background",
            &[("fields[language_1_name]", "Igbo"), ("fields[language_1_level]", "perfect"), ("links", "Kept-words")],
            "language_1_level-error",
            "Kept-words",
        ),
        (
            "private",
            &[("access_needs", "Kept words"), ("work_status", "free"), ("ends_on", "soon")],
            "ends_on-error",
            "Kept words",
        ),
    ];
    for (part, fields, beside, typed) in cases {
        let before = version(&web).await;
        let answer = save(&web, &maya, part, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{part}: {}", answer.body);
        assert!(answer.body.contains(&format!("id=\"{beside}\"")), "{part}: no message beside the field");
        assert!(answer.body.contains(typed), "{part}: what was typed is lost");
        assert_eq!(version(&web).await, before, "{part}: nothing is kept");
    }
    let answer = save(&web, &maya, "time", &[("weekly_hours", "99"), ("fields[free_6_20]", "on")]).await;
    let boxed = answer.body.split("id=\"free_6_20\"").nth(1).and_then(|rest| rest.split('>').next()).expect("the box");
    assert!(boxed.contains("checked"), "a ticked part stays ticked");
    let stale =
        web.post(&maya, "/api/profiles/save-about", PROFILE, &[("school", "Kept words"), ("version", "-7")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Kept words") && stale.body.contains("Something else is kept by now."));
    let newest = format!("name=\"version\" value=\"{}\"", version(&web).await);
    assert!(stale.body.contains(&newest), "it can be sent from where it stands");
    let week = [("weekly_hours", "9"), ("fields[free_6_20]", "on"), ("version", "-7")];
    let stale = web.post(&maya, "/api/profiles/save-time", PROFILE, &week).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    // The renderer parts texts by markers that a browser does not show.
    let shown = stale.body.replace("<!>", "");
    let (_, said) = shown.split_once("<b>When you are usually free: </b>").expect("boxes are compared as well");
    assert!(said.chars().take(120).collect::<String>().contains("Tuesday 14–16, 16–18"), "{said}");
}

/// What a host, staff and a fellow student can open holds nothing of what Maya keeps private.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn private_facts_are_shown_to_nobody_else(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let private = [("access_needs", "Zebra crossing captions"), ("work_status", "j1"), ("ends_on", "2031-03-17")];
    assert_eq!(save(&web, &maya, "private", &private).await.status, StatusCode::SEE_OTHER);
    let who = [
        ("first_generation", "yes"),
        ("gender", "non_binary"),
        ("fields[origin_pacific]", "on"),
        ("disability", "yes"),
    ];
    assert_eq!(save(&web, &maya, "demographics", &who).await.status, StatusCode::SEE_OTHER);
    let own = web.get(&maya, PROFILE).await.body;
    assert!(own.contains("Zebra crossing captions") && own.contains("2031-03-17"));
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = sqlx::query_as(
        "select a.id, a.project_id from applications a join people p on p.id = a.student_id
         where p.email = 'maya@rivermark.example' order by a.id",
    )
    .fetch_all(&web.backend.pool)
    .await
    .expect("applications");
    assert!(!rows.is_empty());
    let mut opened = 0;
    for email in
        ["dee@harborstreet.example", "jonah@harborstreet.example", "lucia@rivermark.example", "samir@rivermark.example"]
    {
        let browser = web.signed_in(email).await;
        let mut pages = vec!["/staff/people".to_owned(), "/host".to_owned(), PROFILE.to_owned()];
        for (application, project) in &rows {
            pages.push(format!("/applications/{application}"));
            pages.push(format!("/host/projects/{project}/applicants?application={application}"));
        }
        for page in pages {
            let answer = web.get(&browser, &page).await;
            opened += usize::from(answer.status == StatusCode::OK && page.starts_with("/applications/"));
            for secret in ["Zebra crossing", "2031-03-17", "J-1 status"] {
                let own_form = page == PROFILE && secret == "J-1 status";
                assert!(own_form || !answer.body.contains(secret), "{page} shows {secret} to {email}");
            }
            if page != PROFILE {
                for who in ["Pacific Islander", "Non-binary", "non_binary"] {
                    assert!(!answer.body.contains(who), "{page} shows {who} to {email}");
                }
            }
        }
    }
    assert!(opened > 0, "somebody else can open an application of hers");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_student_reads_why_a_project_fits(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in("maya@rivermark.example").await;
    let home = web.get(&maya, "/student").await.body;
    assert!(home.contains("Recommended for you") || home.contains("Good first projects"));
    assert!(home.contains("How it fits you"), "every card says why");
    let list = web.get(&maya, "/projects?sort=match").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("Best match for you") && list.body.contains("an interest of yours"));
    let project =
        list.body.split("href=\"/projects/").nth(1).and_then(|rest| rest.split('"').next()).expect("a project");
    let project = format!("/projects/{project}");
    let page = web.get(&maya, &project).await.body;
    assert!(page.contains("How this is worked out") && page.contains("of 100"));
    assert!(!page.contains("type=\"module\"") && !page.contains(".wasm"), "a document ships no program");
    for after in ["m~50", "m~x", "m~99999999999999999999999", "x~y"] {
        let answer = web.get(&maya, &format!("/projects?sort=match&after={after}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{after}");
    }
    let stranger = Browser::default();
    assert!(!web.get(&stranger, &project).await.body.contains("How it fits you"));
    let list = web.get(&stranger, "/projects?sort=match").await;
    assert!(list.status == StatusCode::OK && !list.body.contains("Best match for you"));
    let host = web.signed_in("dee@harborstreet.example").await;
    assert!(!web.get(&host, &project).await.body.contains("How it fits you"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_add_a_skill_once_and_students_are_offered_it(pool: PgPool) {
    let web = Web::new(pool).await;
    let staff = web.signed_in("lucia@rivermark.example").await;
    let key = backend::new_id::<uuid::Uuid>().to_string();
    let form = [("name", "River kayaking"), ("also", "kayak trips"), ("key", key.as_str())];
    for _ in 0..2 {
        let answer = web.post(&staff, "/api/skills/add", "/staff/skills", &form).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/staff/skills"),
            "{}",
            answer.body
        );
    }
    let wrong = [("name", "excel"), ("also", "Kept words")];
    let answer = web.post(&staff, "/api/skills/add", "/staff/skills", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"name-error\"") && answer.body.contains("Kept words"));
    let listed = web.get(&staff, "/staff/skills").await.body;
    assert_eq!(listed.matches("<th scope=\"row\">River kayaking").count(), 1);
    let maya = web.signed_in("maya@rivermark.example").await;
    assert!(web.get(&maya, PROFILE).await.body.contains("value=\"River kayaking\""));
    let refused = web.post(&maya, "/api/skills/add", PROFILE, &form).await;
    assert!(refused.status.is_client_error());
}
