//! What is decided about host organisations.

use backend::hosts::{self, HostsFilter};
use backend::{Failure, Once};
use domain::actor::{HostRole, Role};
use domain::event::Reason;
use domain::hosts::{Command, HostDetails, HostKind, Order, Stage};
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

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn owners_keep_the_profile_and_staff_hear_of_changes_after_the_check(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    // The other host's member owns it; the first host's only supervises.
    let owner = world.cx(&world.other_host_member("Olga Owner").await).await;
    let supervisor = world.cx(&world.host_member("Jonah Reyes").await).await;
    let details = |website: &str, ein: &str| {
        HostDetails::parse(
            "Tideline Museum",
            "nonprofit",
            website,
            "A museum of the harbor and its people.",
            "1 Quay",
            ein,
        )
        .unwrap()
    };
    let details_of = details("https://example.test", "53-0196605");
    hosts::save_profile(&owner, world.other_host, details_of, 1, Once::default()).await.unwrap();
    let changed = "events where subject = 'host' and command = 'save_profile' and reason = 'Changed: kind of organisation, web site, address, tax number.'";
    assert_eq!(world.count(changed).await, 1);
    assert_eq!(
        world.count("events where reason like '%0196605%'").await
            + world.count("mails where body_text like '%0196605%'").await,
        0
    );
    assert_eq!(
        world.count("mails where to_email like 'lucia%' and subject = 'Tideline Museum changed its profile'").await,
        1
    );
    let page = hosts::host_page(&staff, world.other_host).await.unwrap();
    assert_eq!(page.kind, Some(HostKind::Nonprofit));
    assert_eq!(hosts::host_page(&staff, world.host).await.unwrap().kind, None, "nobody asked yet");
    assert_eq!((page.ein.as_str(), page.evidence.trust, page.evidence.first_post), ("53-0196605", 70, true));
    assert_eq!(page.history[0].1, "save_profile");
    let faculty = world.cx(&world.with_role("Ruth Adeyemi", Role::Faculty).await).await;
    assert_eq!(hosts::host_page(&faculty, world.other_host).await.unwrap().ein, "ends in 6605");

    let refused = hosts::save_profile(&supervisor, world.host, details("", ""), 1, Once::default()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))));
    for cx in [&supervisor, &staff] {
        let stranger = hosts::save_profile(cx, world.other_host, details("", ""), 2, Once::default()).await;
        assert!(matches!(stranger, Err(Failure::NotFound)));
    }
    assert!(matches!(hosts::host_page(&owner, world.other_host).await, Err(Failure::NotFound)));
    assert!(matches!(hosts::profile(&owner, Some(world.host)).await, Err(Failure::NotFound)));
    assert!(hosts::profile(&owner, None).await.unwrap().may_change);
    assert!(!hosts::profile(&supervisor, None).await.unwrap().may_change);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_went_wrong_counts_for_a_year(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    let (maya, dee) = (world.student("Maya Okafor").await, world.host_member("Dee Lindqvist").await);
    let late = crate::applications::project(&world, 1, 8).await;
    crate::applications::applied(&world, &maya, late).await;
    world.wait_days(30);
    backend::applications::run_timers(&world.system().await).await.unwrap();
    let reason = || Reason::parse("We lost the grant.").unwrap();
    let cancel = domain::projects::Order::Cancel(reason());
    backend::projects::change(&world.cx(&dee).await, late, &cancel, Once::default()).await.unwrap();
    hosts::decide(&world.cx(&staff).await, world.host, Order::Watch(reason()), Once::default()).await.unwrap();
    let points = async |name: &'static str| {
        let page = hosts::host_page(&world.cx(&staff).await, world.host).await.unwrap();
        page.evidence.facts.into_iter().find(|fact| fact.name == name).unwrap().points
    };
    assert_eq!((points("Late answers").await, points("Called off").await, points("Strikes").await), (8, 7, 0));
    world.wait_days(366);
    assert_eq!((points("Late answers").await, points("Called off").await, points("Strikes").await), (10, 10, 10));
}
