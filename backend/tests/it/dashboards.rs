//! What the homes of staff and hosts list, for whom, and in which order.

use backend::Once;
use backend::dashboards::{set_figure, staff_home};
use backend::engagements;
use backend::projects::{NeedKind, host_home};
use domain::actor::Role;
use domain::engagements::NewCheckIn;
use sqlx::PgPool;

use crate::engagements::Team;
use crate::support::World;

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_administrator_is_shown_nothing_they_may_not_open(pool: PgPool) {
    let team = Team::at_work(pool).await;
    sqlx::query("update host_standings set stage = 'pending' where host_id = $1")
        .bind(team.world.other_host.0)
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let staff = staff_home(&team.world.cx(&team.sam).await).await.unwrap();
    assert_eq!(staff.attention.iter().filter(|item| item.word == "Verify").count(), 1);
    assert!(staff.activity.iter().any(|line| line.href.starts_with("/engagements/")));

    let admin = team.world.cx(&team.world.with_role("Ada Park", Role::Admin).await).await;
    let home = staff_home(&admin).await.unwrap();
    assert!(home.attention.is_empty());
    assert!(!home.activity.is_empty());
    let closed = ["/engagements/", "/applications/", "/staff/queue"];
    let hrefs = home.activity.iter().map(|line| &line.href).chain(home.figures.iter().map(|figure| &figure.href));
    for href in hrefs {
        assert!(!closed.iter().any(|place| href.starts_with(place)), "{href}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_figure_is_written_as_it_is_read_and_named_in_the_activity(pool: PgPool) {
    let world = World::new(pool).await;
    let admin = world.cx(&world.with_role("Ada Park", Role::Admin).await).await;
    let set = |name: &'static str, value: &'static str| {
        set_figure(&admin, name, value, "2026-12-07", "Council, 1 December", Once::default())
    };
    assert!(set("wage_floor", "a lot").await.is_err());
    assert!(set("blind_selection", "2").await.is_err());
    assert!(set("review_days", "1.5").await.is_err());
    set("wage_floor", "$16.50").await.unwrap();
    set("payroll_tax", "7.65 %").await.unwrap();
    set("blind_selection", "no").await.unwrap();
    assert_eq!(
        world
            .count(
                "policies where (name, value) in (('wage_floor', 1650), ('payroll_tax', 765), ('blind_selection', 0))"
            )
            .await,
        3
    );
    let home = staff_home(&admin).await.unwrap();
    let words: Vec<_> = home.activity.iter().map(|line| (line.words.as_str(), line.href.as_str())).collect();
    assert_eq!(
        words,
        [
            ("set “Blind selection” to no from 7 Dec", "/staff/policy"),
            ("set “Payroll tax of employees” to 7.65 % from 7 Dec", "/staff/policy"),
            ("set “Lowest pay” to $16.50 an hour from 7 Dec", "/staff/policy"),
        ]
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_history_of_a_figure_names_who_set_it_from_when(pool: PgPool) {
    let world = World::new(pool).await;
    let admin = world.cx(&world.with_role("Ada Park", Role::Admin).await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let set = |name: &'static str, value: &'static str, day: &'static str| {
        set_figure(&admin, name, value, day, "Council, 1 December", Once::default())
    };
    set("wage_floor", "16", "2026-12-03").await.unwrap();
    set("wage_floor", "17", "2027-01-01").await.unwrap();
    let figures = backend::dashboards::policy_page(&staff).await.unwrap();
    assert_eq!(figures.len(), domain::policy::FIGURES.len(), "those that were never set as well");
    let floor = &figures[0];
    assert_eq!((floor.figure.name, floor.now, floor.next.map(|(value, _)| value)), ("wage_floor", 1_600, Some(1_700)));
    let history: Vec<_> = floor.history.iter().map(|row| (row.value, row.who.as_str())).collect();
    assert_eq!(history, [(1_700, "Ada Park"), (1_600, "Ada Park")]);
    assert_eq!(world.count("events where command = 'set_policy' and party = 'admin'").await, 2);

    // Bounds, the past, figures that do not fit each other, and people who only read.
    for (name, value, day) in [
        ("wage_floor", "7.00", "2026-12-03"),
        ("wage_floor", "15.00", "2026-12-02"),
        ("least_hours", "41", "2026-12-03"),
        ("automatic_answer_days", "4", "2026-12-03"),
        ("no_such_figure", "4", "2026-12-03"),
    ] {
        assert!(matches!(set(name, value, day).await, Err(backend::Failure::Invalid(_))), "{name} {value} {day}");
    }
    let by_staff = set_figure(&staff, "wage_floor", "18", "2026-12-03", "Council", Once::default()).await;
    assert!(matches!(by_staff, Err(backend::Failure::NotFound)));
    let student = world.cx(&world.student("Maya Okafor").await).await;
    assert!(matches!(backend::dashboards::policy_page(&student).await, Err(backend::Failure::NotFound)));
}

/// Two changes for one day: the last one holds, and nobody loses the first.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_figure_that_is_set_twice_for_one_day_keeps_both(pool: PgPool) {
    let world = World::new(pool).await;
    let ada = world.cx(&world.with_role("Ada Park", Role::Admin).await).await;
    set_figure(&ada, "wage_floor", "16", "2026-12-07", "Council", Once::default()).await.unwrap();
    world.wait_hours(1);
    let bo = world.cx(&world.with_role("Bo Quist", Role::Admin).await).await;
    let once = Once(Some(backend::new_id()));
    set_figure(&bo, "wage_floor", "17", "2026-12-07", "Mistyped", once).await.unwrap();
    let again = set_figure(&bo, "wage_floor", "17", "2026-12-07", "Mistyped", once).await;
    assert!(matches!(again, Err(backend::Failure::AlreadyDone)));
    world.wait_hours(1);
    let ada = world.backend.cx(ada.actor().clone()).await.unwrap();
    set_figure(&ada, "wage_floor", "16.50", "2026-12-07", "Council, as printed", Once::default()).await.unwrap();

    let floor = &backend::dashboards::policy_page(&ada).await.unwrap()[0];
    assert_eq!(floor.next.map(|(value, _)| value), Some(1_650));
    let lines = floor.history.iter().map(|row| {
        (row.value, row.instead_of, row.replaced, row.who.as_str(), row.set_at.as_str(), row.source.as_str())
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            (1_650, Some(1_700), false, "Ada Park", "12:00", "Council, as printed"),
            (1_700, Some(1_600), true, "Bo Quist", "11:00", "Mistyped"),
            (1_600, None, true, "Ada Park", "10:00", "Council"),
        ]
    );
    assert_eq!(world.count("policies where name = 'wage_floor'").await, 1, "one figure holds on a day");
    assert_eq!(world.count("events where command = 'set_policy'").await, 3);

    // Two at once: each is kept, one holds.
    let set = |value: &'static str| set_figure(&ada, "wage_floor", value, "2026-12-07", "At once", Once::default());
    let (one, other) = tokio::join!(set("18"), set("19"));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(world.count("policies where name = 'wage_floor'").await, 1);
    assert_eq!(world.count("replaced_policies").await, 4);
    world.wait_days(5);
    let later = world.backend.cx(ada.actor().clone()).await.unwrap();
    let floor = &backend::dashboards::policy_page(&later).await.unwrap()[0];
    assert_eq!(floor.now, floor.history[0].value);
    assert_eq!(later.policy().wage_floor.0, floor.now, "the rules read the one that holds");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_due_first_stands_first(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    // Late, and due in a few days; the query reads the later one first.
    for (host, created) in [(world.host, "2026-11-27T15:00:00Z"), (world.other_host, "2026-11-24T15:00:00Z")] {
        sqlx::query(
            "update host_standings set stage = 'pending', created_at = $2::text::timestamptz where host_id = $1",
        )
        .bind(host.0)
        .bind(created)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    }
    let student = world.student("Maya Okafor").await;
    let project = crate::applications::project(&world, 1, 8).await;
    crate::applications::applied(&world, &student, project).await;
    sqlx::query("update projects set stage = 'selection', decide_by = '2026-11-25'")
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let home = staff_home(&staff).await.unwrap();
    let whens: Vec<_> = home.attention.iter().map(|item| item.when.as_str()).collect();
    assert_eq!(whens, ["Late since 25 Nov", "Late since 26 Nov", "Late since 1 Dec"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_check_in_the_host_owes_and_work_that_fell_behind_stand_on_their_home(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let owed = async || {
        let home = host_home(&team.host().await).await.unwrap();
        home.needs
            .into_iter()
            .filter(|need| need.kind == NeedKind::CheckIn(team.id))
            .map(|need| need.due)
            .collect::<Vec<_>>()
    };
    assert!(owed().await.is_empty(), "it is Monday");
    team.world.wait_days(3);
    assert_eq!(owed().await, [Some(jiff::civil::date(2026, 12, 11))]);
    let new = NewCheckIn::parse("Chart three is done", "Chart four", "").unwrap();
    engagements::check_in(&team.host().await, team.id, new, Once::default()).await.unwrap();
    assert!(owed().await.is_empty());

    sqlx::query("update engagements set at_risk = true").execute(&team.world.backend.pool).await.unwrap();
    assert!(host_home(&team.host().await).await.unwrap().working[0].at_risk);
}
