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
            ("set “Lowest pay an hour” to $16.50 from 7 Dec", "/staff/policy"),
        ]
    );
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
