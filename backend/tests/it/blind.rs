//! Until an application is shortlisted, nothing a host can read or download says whose it is.

use backend::applications::{self, ApplyForm};
use backend::{Failure, Once};
use domain::ids::ApplicationId;
use sqlx::PgPool;

use crate::applications::project;
use crate::support::World;

fn once() -> Once {
    Once(Some(backend::new_id()))
}

const SCHOOL: &str = "Zephyr Institute of Tides";
const SECRETS: [&str; 5] = ["Maya", "Reyes", "Zephyr", "Tides", "maya.example"];

/// A blind project, and an application in which Maya says who she is.
async fn blind(world: &World) -> (domain::actor::Person, domain::ids::ProjectId, ApplicationId) {
    let maya = world.student("Maya Reyes").await;
    let project = project(world, 1, 5).await;
    for change in [
        "update projects set draft = draft || '{\"blind\": true}'",
        "update students set school = 'Zephyr Institute of Tides', links = '{https://maya.example/map}'",
    ] {
        sqlx::query(change).execute(&world.backend.pool).await.unwrap();
    }
    let form = ApplyForm {
        statement: "I am Maya Reyes of the Zephyr Institute of Tides, see https://maya.example/map for more.".into(),
        answers: [
            "I would begin with the dates, write to maya@zephyr.example. Yours, maya reyes".into(),
            String::new(),
            String::new(),
        ],
        samples: vec!["https://maya.example/map".into()],
        confirm: true,
        ..ApplyForm::default()
    };
    let id = backend::new_id();
    applications::apply(&world.cx(&maya).await, id, project, form, once()).await.unwrap();
    (maya, project, id)
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_reads_neither_name_nor_school_before_it_shortlists(pool: PgPool) {
    let world = World::new(pool).await;
    let dee = world.host_member("Dee Ortiz").await;
    let (maya, project, id) = blind(&world).await;
    let dee = world.cx(&dee).await;
    let page = format!("{:?}", applications::applicants_page(&dee, project, Some(id)).await.unwrap());
    let one = format!("{:?}", applications::application_page(&dee, id).await.unwrap());
    let declines = format!("{:?}", applications::declines_page(&dee, project).await.unwrap());
    for secret in SECRETS {
        for read in [&page, &one, &declines] {
            assert!(!read.contains(secret), "{secret} in {read}");
        }
    }
    assert!(one.contains("[name hidden]") && one.contains("[school hidden]") && one.contains("[address hidden]"));
    let letters: Vec<String> = sqlx::query_scalar(
        "select subject || body_text from mails m join people p on p.email = m.to_email where p.name = 'Dee Ortiz'",
    )
    .fetch_all(&world.backend.pool)
    .await
    .unwrap();
    assert!(!letters.is_empty() && letters.iter().all(|letter| !SECRETS.iter().any(|secret| letter.contains(secret))));
    let own = applications::application_page(&world.cx(&maya).await, id).await.unwrap();
    assert!(own.statement.contains("Maya Reyes"), "she reads what she wrote");
    applications::shortlist(&dee, id, once()).await.unwrap();
    let shown = applications::application_page(&dee, id).await.unwrap();
    assert_eq!((shown.name.as_str(), shown.school.as_str()), ("Maya Reyes", SCHOOL));
    assert!(shown.statement.contains("Maya Reyes"));
}

/// The same application gives the same bytes: a file that stays the same whoever the student is says nothing of them.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_file_is_the_same_whoever_the_student_is(pool: PgPool) {
    let world = World::new(pool).await;
    let (dee, stranger) = (world.host_member("Dee Ortiz").await, world.other_host_member("Ana Sol").await);
    let (maya, _, id) = blind(&world).await;
    let form = "update applications set statement = 'I would begin with the dates of the visits.', answers = '[\"First the dates, then the map.\"]'";
    sqlx::query(form).execute(&world.backend.pool).await.unwrap();
    let dee = world.cx(&dee).await;
    let before = applications::print(&dee, id).await.unwrap();
    assert!(before.bytes.starts_with(b"%PDF-") && before.name.starts_with("applicant-"), "{}", before.name);
    let raw = String::from_utf8_lossy(&before.bytes).into_owned();
    for secret in SECRETS.iter().chain(&["/Author", "dc:creator"]) {
        assert!(!raw.contains(secret) && !before.name.contains(&secret.to_lowercase()), "{secret} in the file");
    }
    for change in [
        "update people set name = 'Ophelia Quist', email = 'ophelia@example.test' where name = 'Maya Reyes'",
        "update students set school = 'Somewhere Else'",
    ] {
        sqlx::query(change).execute(&world.backend.pool).await.unwrap();
    }
    assert!(applications::print(&dee, id).await.unwrap() == before, "it depends on who the student is");
    assert!(matches!(applications::print(&world.cx(&stranger).await, id).await, Err(Failure::NotFound)));
    let own = applications::print(&world.cx(&maya).await, id).await.unwrap();
    assert!(
        own.bytes != before.bytes && own.name == before.name,
        "her own copy has her name; the name of the file has not"
    );
    applications::shortlist(&dee, id, once()).await.unwrap();
    assert!(applications::print(&dee, id).await.unwrap().bytes != before.bytes);
}
