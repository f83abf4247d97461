//! From an approval to the catalogue, and out of it: on a later day, hidden by whom, written by faculty.

use backend::projects::{self, Decision};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::projects::{Command, Order, Stage};
use domain::refusal::Refusal;
use domain::time::plus_days;
use sqlx::PgPool;

use crate::engagements::{because, once};
use crate::projects::{people, published, submitted, written_for_the_host};
use crate::support::World;

async fn stage(world: &World, id: ProjectId) -> Stage {
    Stage::from_word(&crate::projects::stage(world, id).await).unwrap()
}

async fn claimed(world: &World) -> (ProjectId, Cx, Cx) {
    let (host, staff) = people(world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    let id = submitted(world, &host).await;
    projects::review(&staff, id, &Decision::Claim, once()).await.unwrap();
    (id, host, staff)
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_approved_for_a_later_day_is_published_then(pool: PgPool) {
    let world = World::new(pool).await;
    let (id, host, staff) = claimed(&world).await;
    let last = projects::host_project(&host, id).await.unwrap().draft.apply_by.unwrap();
    for day in [plus_days(staff.today(), -1), plus_days(last, 1)] {
        let refused = projects::review(&staff, id, &Decision::Approve(Some(day)), once()).await;
        assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))), "{day}: {refused:?}");
    }
    let day = plus_days(staff.today(), 2);
    projects::review(&staff, id, &Decision::Approve(Some(day)), once()).await.unwrap();
    assert_eq!(stage(&world, id).await, Stage::Approved);
    assert_eq!(projects::host_project(&host, id).await.unwrap().publish_on, Some(day));
    assert_eq!(world.count("mails where subject like 'Approved: %'").await, 1);
    world.wait_days(1);
    assert_eq!(projects::run_timers(&world.system().await).await.unwrap(), 0);
    world.wait_days(1);
    assert_eq!(projects::run_timers(&world.system().await).await.unwrap(), 1);
    assert_eq!(projects::run_timers(&world.system().await).await.unwrap(), 0);
    assert_eq!(stage(&world, id).await, Stage::Published);
    assert_eq!(world.count("mails where subject like 'Published: %'").await, 1);
    assert_eq!(world.count("events where command = 'publish' and party = 'system'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_publish_earlier_and_nobody_else_does(pool: PgPool) {
    let world = World::new(pool).await;
    let (id, host, staff) = claimed(&world).await;
    let day = plus_days(staff.today(), 2);
    projects::review(&staff, id, &Decision::Approve(Some(day)), once()).await.unwrap();
    assert!(matches!(projects::review(&host, id, &Decision::Publish, once()).await, Err(Failure::NotFound)));
    projects::review(&staff, id, &Decision::Publish, once()).await.unwrap();
    assert_eq!(stage(&world, id).await, Stage::Published);
    assert_eq!(world.count("events where command = 'publish' and party = 'staff'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_project_that_is_taken_back_forgets_its_day(pool: PgPool) {
    let world = World::new(pool).await;
    let (id, host, staff) = claimed(&world).await;
    let day = plus_days(staff.today(), 2);
    projects::review(&staff, id, &Decision::Approve(Some(day)), once()).await.unwrap();
    projects::change(&host, id, &Order::Withdraw, once()).await.unwrap();
    world.wait_days(3);
    projects::run_timers(&world.system().await).await.unwrap();
    assert_eq!(stage(&world, id).await, Stage::Draft);
    assert_eq!(projects::host_project(&world.cx(host.person().unwrap()).await, id).await.unwrap().publish_on, None);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_staff_hid_its_host_does_not_show_again(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    let id = published(&world, &host, &staff).await;
    let hide = Order::Pause(because("The office is closed this week."));
    let offers = async |cx: &Cx| projects::host_project(cx, id).await.unwrap().offers.contains(&Command::Resume);

    projects::change(&host, id, &hide, once()).await.unwrap();
    assert!(offers(&host).await, "its own decision");
    projects::change(&host, id, &Order::Resume, once()).await.unwrap();

    projects::change(&staff, id, &hide, once()).await.unwrap();
    assert!(!offers(&host).await && offers(&staff).await);
    let refused = projects::change(&host, id, &Order::Resume, once()).await;
    assert!(matches!(&refused, Err(Failure::Refused(Refusal::Rule(words))) if words.contains("The program hid")));
    assert_eq!(stage(&world, id).await, Stage::Paused);
    projects::change(&staff, id, &Order::Resume, once()).await.unwrap();
    assert_eq!(stage(&world, id).await, Stage::Published);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn faculty_find_what_they_wrote_and_nobody_elses(pool: PgPool) {
    let world = World::new(pool).await;
    let (tomas, _) = people(&world).await;
    let host = world.cx(&tomas).await;
    let ruth = world.cx(&world.with_role("Ruth Adeyemi", Role::Faculty).await).await;
    let paul = world.cx(&world.with_role("Paul Osei", Role::Faculty).await).await;
    let of_host = submitted(&world, &host).await;
    let id = written_for_the_host(&world, &ruth).await;
    let found: Vec<_> = projects::authored(&ruth).await.unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(found, [id]);
    assert!(projects::authored(&paul).await.unwrap().is_empty());
    assert!(projects::authored(&host).await.unwrap().is_empty(), "a host’s own projects stand on its home");
    let page = projects::host_project(&ruth, id).await.unwrap();
    assert!(!page.by_host && !page.draft.accepted_terms, "nobody promises in the host’s name");
    for (cx, id) in [(&ruth, of_host), (&paul, id)] {
        assert!(matches!(projects::host_project(cx, id).await, Err(Failure::NotFound)));
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_agrees_to_the_terms_with_its_yes(pool: PgPool) {
    let world = World::new(pool).await;
    let (tomas, _) = people(&world).await;
    let ruth = world.cx(&world.with_role("Ruth Adeyemi", Role::Faculty).await).await;
    let id = written_for_the_host(&world, &ruth).await;
    let host = world.cx(&tomas).await;
    let refused = projects::accept_scope(&host, id, false, once()).await;
    assert!(
        matches!(&refused, Err(Failure::Invalid(errors)) if errors.0.contains_key("accepted_terms")),
        "{refused:?}"
    );
    assert!(matches!(projects::change(&host, id, &Order::AcceptScope, once()).await, Err(Failure::NotFound)));
    assert_eq!(stage(&world, id).await, Stage::AwaitingHostAcceptance);
    let key = Once(Some(backend::new_id()));
    projects::accept_scope(&host, id, true, key).await.unwrap();
    assert!(matches!(projects::accept_scope(&host, id, true, key).await, Err(Failure::AlreadyDone)));
    let page = projects::host_project(&host, id).await.unwrap();
    assert_eq!((page.stage, page.draft.accepted_terms), (Stage::Published, true));
}
