//! The promise to applicants: the host is reminded, staff are told, the rest is answered; and what is counted.

use backend::applications;
use backend::{Failure, Once};
use domain::actor::Role;
use domain::applications::Reliability;
use sqlx::PgPool;

use crate::applications::{applied, project};
use crate::support::World;

fn once() -> Once {
    Once(Some(backend::new_id()))
}

/// Letters whose subject begins so.
async fn letters(world: &World, subject: &str) -> i64 {
    sqlx::query_scalar("select count(*) from mails where subject like $1 || '%'")
        .bind(subject)
        .fetch_one(&world.backend.pool)
        .await
        .expect("a count")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_host_is_reminded_on_day_three_and_staff_are_told_on_day_five(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, _dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    world.with_role("Samir Khan", Role::Staff).await;
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    // The last day to apply is Tuesday the 8th, the printed day Tuesday the 15th.
    world.wait_days(7);
    backend::timers::once(&world.backend).await.unwrap();
    assert_eq!((letters(&world, "Answers are due").await, letters(&world, "Applicants wait").await), (0, 0), "day 2");
    world.wait_days(1);
    let (a, b) = tokio::join!(backend::timers::once(&world.backend), backend::timers::once(&world.backend));
    a.and(b).unwrap();
    assert_eq!((letters(&world, "Answers are due").await, letters(&world, "Applicants wait").await), (1, 0), "day 3");
    world.wait_days(4);
    backend::timers::once(&world.backend).await.unwrap();
    backend::timers::once(&world.backend).await.unwrap();
    assert_eq!((letters(&world, "Answers are due").await, letters(&world, "Applicants wait").await), (1, 1), "day 5");
    let told =
        "events where subject = 'project' and party = 'system' and command in ('remind_of_answers', 'tell_of_answers')";
    assert_eq!(world.count(told).await, 2);
    world.wait_days(7);
    backend::timers::once(&world.backend).await.unwrap();
    let stage = applications::application_page(&world.cx(&maya).await, id).await.unwrap().stage;
    assert_eq!(stage, domain::applications::Stage::NotSelected, "day 10");
    assert_eq!(letters(&world, "An answer to your application").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_is_told_where_nobody_waits(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    world.with_role("Samir Khan", Role::Staff).await;
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    applications::not_select(&world.cx(&dee).await, id, "Somebody else has drawn such maps before.", once())
        .await
        .unwrap();
    world.wait_days(13);
    backend::timers::once(&world.backend).await.unwrap();
    assert_eq!((letters(&world, "Answers are due").await, letters(&world, "Applicants wait").await), (0, 0));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_reads_how_it_keeps_its_promise(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam, noor) =
        (world.student("Maya Reyes").await, world.student("Liam Chen").await, world.student("Noor Haddad").await);
    let (dee, stranger) = (world.host_member("Dee Ortiz").await, world.other_host_member("Ana Sol").await);
    let staff = world.with_role("Samir Khan", Role::Staff).await;
    let project = project(&world, 2, 5).await;
    let (first, _late, gone) = (
        applied(&world, &maya, project).await,
        applied(&world, &liam, project).await,
        applied(&world, &noor, project).await,
    );
    let counted = async |person| applications::reliability(&world.cx(person).await, world.host).await;
    applications::not_select(&world.cx(&dee).await, first, "Somebody else has drawn such maps before.", once())
        .await
        .unwrap();
    applications::withdraw(&world.cx(&noor).await, gone, once()).await.unwrap();
    assert_eq!(counted(&dee).await.unwrap(), Reliability::default(), "the printed day is not over");
    world.wait_days(19);
    backend::timers::once(&world.backend).await.unwrap();
    assert_eq!(counted(&dee).await.unwrap(), Reliability { in_time: 1, all: 2 }, "who took it back does not count");
    assert_eq!(counted(&staff).await.unwrap(), Reliability { in_time: 1, all: 2 });
    for person in [&stranger, &maya] {
        assert!(matches!(counted(person).await, Err(Failure::NotFound)));
    }
    world.wait_days(366);
    assert_eq!(counted(&dee).await.unwrap(), Reliability::default(), "twelve months later");
}
