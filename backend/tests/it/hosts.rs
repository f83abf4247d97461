//! What is decided about host organisations.

use backend::hosts::{self, HostsFilter};
use backend::{Failure, Once};
use domain::actor::{HostRole, Role};
use domain::event::Reason;
use domain::hosts::{Command, Order, Stage};
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::support::World;

async fn pending(world: &World) {
    sqlx::query("update host_standings set stage = 'pending' where host_id = $1")
        .bind(world.host.0)
        .execute(&world.backend.pool)
        .await
        .expect("the world allows it");
}

fn words() -> Reason {
    Reason::parse("Who signs for you?").expect("the world allows it")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_question_is_answered_and_the_host_verified(pool: PgPool) {
    let world = World::new(pool).await;
    pending(&world).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let member = world.cx(&world.host_member("Jonah Reyes").await).await;
    hosts::decide(&staff, world.host, Order::Ask(words()), Once::default()).await.unwrap();
    assert_eq!(
        world
            .count("mails where to_email = 'jonah.reyes@example.test' and body_text like '%Who signs for you?%'")
            .await,
        1
    );
    let standing = hosts::standing(&member).await.unwrap().remove(0);
    assert_eq!(
        (standing.stage, standing.note.as_str(), standing.offers),
        (Stage::NeedsInfo, "Who signs for you?", vec![Command::Answer])
    );
    hosts::decide(&member, world.host, Order::Answer(words()), Once::default()).await.unwrap();
    hosts::decide(&staff, world.host, Order::Verify, Once::default()).await.unwrap();
    assert_eq!(world.count("events where subject = 'host' and stage_to = 'verified' and party = 'staff'").await, 1);
    assert_eq!(
        world
            .count("mails where to_email = 'jonah.reyes@example.test' and subject = 'Harbor Street Pantry is verified'")
            .await,
        1
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_learn_nothing_and_others_are_refused(pool: PgPool) {
    let world = World::new(pool).await;
    pending(&world).await;
    for person in [world.other_host_member("Olga Stranger").await, world.student("Maya Okafor").await] {
        let cx = world.cx(&person).await;
        assert!(matches!(hosts::decide(&cx, world.host, Order::Verify, Once::default()).await, Err(Failure::NotFound)));
        assert!(matches!(hosts::hosts(&cx, &HostsFilter::default()).await, Err(Failure::NotFound)));
    }
    let faculty = world.cx(&world.with_role("Ruth Adeyemi", Role::Faculty).await).await;
    let refused = hosts::decide(&faculty, world.host, Order::Verify, Once::default()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotYours { .. }))));
    let mut both = world.with_role("Lucia Ferrand", Role::Staff).await;
    both.hosts.push((world.host, HostRole::Owner));
    let refused = hosts::decide(&world.cx(&both).await, world.host, Order::Verify, Once::default()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))));
    assert_eq!(world.count("events").await + world.count("mails").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn sent_twice_acts_once_and_of_two_at_once_one_wins(pool: PgPool) {
    let world = World::new(pool).await;
    pending(&world).await;
    let one = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let two = world.cx(&world.with_role("Omar Haddad", Role::Staff).await).await;
    let (first, second) = tokio::join!(
        hosts::decide(&one, world.host, Order::Verify, Once::default()),
        hosts::decide(&two, world.host, Order::Reject(words()), Once::default()),
    );
    assert_eq!(i32::from(first.is_ok()) + i32::from(second.is_ok()), 1, "{first:?} {second:?}");
    assert_eq!(world.count("events where subject = 'host'").await, 1);
    pending(&world).await;
    let once = Once(Some(backend::new_id()));
    hosts::decide(&one, world.host, Order::Verify, once).await.unwrap();
    let again = hosts::decide(&one, world.host, Order::Verify, once).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)));
    assert_eq!(world.count("events where subject = 'host'").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_list_counts_and_filters(pool: PgPool) {
    let world = World::new(pool).await;
    pending(&world).await;
    world.host_member("Jonah Reyes").await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let all = hosts::hosts(&staff, &HostsFilter::default()).await.unwrap();
    assert_eq!((all.hosts.len(), all.count(Stage::Pending), all.count(Stage::Verified)), (2, 1, 1));
    assert_eq!((all.hosts[0].name.as_str(), all.hosts[0].members), ("Harbor Street Pantry", 1));
    assert_eq!(all.hosts[0].offers, [Command::Verify, Command::Ask, Command::Reject]);
    let some = HostsFilter { search: "pant".into(), stage: Some(Stage::Pending), after: None };
    assert_eq!(hosts::hosts(&staff, &some).await.unwrap().hosts.len(), 1);
    let none = HostsFilter { stage: Some(Stage::Suspended), ..HostsFilter::default() };
    assert!(hosts::hosts(&staff, &none).await.unwrap().hosts.is_empty());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_suspended_host_shows_and_offers_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let (maya, dee) = (world.student("Maya Okafor").await, world.host_member("Dee Lindqvist").await);
    let project = crate::applications::project(&world, 1, 8).await;
    let application = crate::applications::applied(&world, &maya, project).await;
    let reason = Reason::parse("Complaints of unsafe work").unwrap();
    hosts::decide(&staff, world.host, Order::Suspend(reason), Once::default()).await.unwrap();

    assert_eq!(world.count("projects where stage = 'published'").await, 0);
    assert_eq!(world.count("projects where stage = 'paused'").await, 1);
    assert_eq!(world.count("events where command = 'pause' and party = 'system'").await, 1);
    sqlx::query("update projects set stage = 'selection'").execute(&world.backend.pool).await.unwrap();
    let offered = backend::applications::offer(&world.cx(&dee).await, application, Once::default()).await;
    assert!(matches!(offered, Err(Failure::Refused(_))), "{offered:?}");
}
