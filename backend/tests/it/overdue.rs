//! What waits too long: whoever it waits for is told once.

use backend::{agenda, milestones};
use domain::milestones::{NewDeliverable, Order};
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, once};

async fn round(team: &Team) {
    agenda::run_timers(&team.world.system().await).await.unwrap();
}

async fn told(team: &Team, key: &'static str) -> i64 {
    sqlx::query_scalar("select count(*) from mails where dedupe_key like $1 || '%'")
        .bind(key)
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap()
}

/// The host organisation enters a stage now.
async fn standing(team: &Team, stage: &str) {
    sqlx::query("update host_standings set stage = $1, updated_at = $2 where host_id = $3")
        .bind(stage)
        .bind(jiff_sqlx::ToSqlx::to_sqlx(team.world.now()))
        .bind(team.world.host.0)
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_late_milestone_is_brought_to_mind_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    // Monday 7 to Friday 11 December: due today is not late.
    team.world.wait_days(4);
    round(&team).await;
    assert_eq!(told(&team, "milestone-late:").await, 0);
    team.world.wait_days(1);
    round(&team).await;
    round(&team).await;
    assert_eq!(told(&team, "milestone-late:").await, 1);
    assert_eq!(team.world.count("mails where subject like '“Draft” was due%' and to_name = 'Maya Reyes'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_is_reminded_of_a_milestone_and_of_the_work(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let first: Uuid = sqlx::query_scalar("select id from milestones order by position limit 1")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    let new = NewDeliverable::parse("https://example.org/map", "").unwrap();
    milestones::act(&team.student().await, first.into(), Order::Submit(new), once()).await.unwrap();
    team.world.wait_days(3);
    round(&team).await;
    assert_eq!(told(&team, "milestone-waits:").await, 0, "three business days");
    team.world.wait_days(1);
    round(&team).await;
    round(&team).await;
    assert_eq!(told(&team, "milestone-waits:").await, 1);

    team.hand_in().await.unwrap();
    team.world.wait_days(5);
    round(&team).await;
    assert_eq!(told(&team, "work-waits:").await, 0, "three business days over a weekend");
    team.world.wait_days(1);
    round(&team).await;
    round(&team).await;
    assert_eq!(told(&team, "work-waits:").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn finance_hears_of_waiting_pay_every_five_business_days(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    team.world.wait_days(6);
    round(&team).await;
    assert_eq!(told(&team, "pay-waits:").await, 0);
    team.world.wait_days(1);
    round(&team).await;
    round(&team).await;
    assert_eq!(told(&team, "pay-waits:").await, 1);
    team.world.wait_days(4);
    round(&team).await;
    assert_eq!(told(&team, "pay-waits:").await, 1, "not every day");
    team.world.wait_days(3);
    round(&team).await;
    assert_eq!(told(&team, "pay-waits:").await, 2);
    team.settle().await;
    team.world.wait_days(30);
    round(&team).await;
    assert_eq!(told(&team, "pay-waits:").await, 2, "nothing waits");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_that_waits_is_brought_to_mind_of_whoever_it_waits_for(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    for (stage, days, key) in [
        ("needs_info", 7, "host:%:needs_info"),
        ("pending", 6, "host:%:pending"),
        ("suspended", 30, "host:%:suspended"),
    ] {
        standing(&team, stage).await;
        team.world.wait_days(1);
        round(&team).await;
        assert_eq!(told(&team, key).await, 0, "{stage}: not on the first day");
        team.world.wait_days(days);
        round(&team).await;
        round(&team).await;
        assert_eq!(told(&team, key).await, 1, "{stage}");
    }
    team.world.wait_days(30);
    round(&team).await;
    assert_eq!(told(&team, "host:%:suspended").await, 2, "every thirty days");
    standing(&team, "verified").await;
    team.world.wait_days(60);
    round(&team).await;
    assert_eq!(told(&team, "host:%").await, 4);
}
