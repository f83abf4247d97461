//! What follows when somebody never comes, and why work ended, for the history.

use backend::{Failure, applications, engagements, people};
use domain::engagements::Order;
use domain::event::ReasonKind;
use domain::refusal::Refusal;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgPool;

use crate::applications::{applied, form, project};
use crate::engagements::{Team, because, once};

/// Monday 14 December: five business days after the first day.
async fn late(pool: PgPool) -> Team {
    let team = Team::onboarding(pool).await;
    team.sign_all().await;
    team.prepare().await;
    team.world.wait_days(11);
    team
}

async fn standing(team: &Team) -> String {
    sqlx::query_scalar("select standing from people where id = $1")
        .bind(team.maya.id.0)
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap()
}

/// Maya was missed once before.
async fn missed_before(team: &Team) {
    sqlx::query(
        "insert into events (id, program_id, student_id, subject, subject_id, command, party, stage_to, policy_version, at)
         values ($1, $2, $3, 'engagement', $1, 'report_no_show_student', 'host', 'no_show_student', '2026-01-01', $4)",
    )
    .bind(backend::new_id::<domain::ids::EventId>().0)
    .bind(team.world.program.0)
    .bind(team.maya.id.0)
    .bind(team.world.now().to_sqlx())
    .execute(&team.world.backend.pool)
    .await
    .unwrap();
}

async fn report(team: &Team) {
    let order = Order::ReportNoShowStudent(because("She did not answer three messages."));
    engagements::act(&team.host().await, team.id, order, once()).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn one_strike_is_told_and_restricts_nobody(pool: PgPool) {
    let team = late(pool).await;
    report(&team).await;
    assert_eq!((team.stage().await, standing(&team).await), ("no_show_student".into(), "active".into()));
    assert_eq!(team.world.count("mails where subject = 'A project was waiting for you'").await, 1);
    assert_eq!(team.world.count("projects where stage = 'selection'").await, 1, "the seat is free");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_second_strike_ends_applications_until_it_is_lifted(pool: PgPool) {
    let team = late(pool).await;
    missed_before(&team).await;
    let other = project(&team.world, 1, 5).await;
    sqlx::query("update projects set apply_by = '2026-12-31' where id = $1")
        .bind(other.0)
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let open = applied(&team.world, &team.maya, other).await;
    report(&team).await;
    assert_eq!(standing(&team).await, "restricted");
    let view = applications::application_page(&team.student().await, open).await.unwrap();
    assert_eq!(view.stage, domain::applications::Stage::Ineligible);
    assert_eq!(team.world.count("mails where subject like 'Your application has ended: %'").await, 1);
    assert!(applications::apply_page(&team.student().await, other).await.unwrap().refused.is_some());

    let sam = team.world.cx(&team.sam).await;
    for cx in [team.host().await, team.student().await] {
        let lifted = people::lift_strike(&cx, team.id, because("No."), once()).await;
        assert!(matches!(lifted, Err(Failure::NotFound)), "{lifted:?}");
    }
    assert!(engagements::engagement_page(&sam, team.id).await.unwrap().strike);
    people::lift_strike(&sam, team.id, because("She was in hospital."), once()).await.unwrap();
    assert_eq!(standing(&team).await, "active");
    assert!(!engagements::engagement_page(&sam, team.id).await.unwrap().strike);
    let again = people::lift_strike(&sam, team.id, because("Once more."), once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "{again:?}");
    let third = project(&team.world, 1, 5).await;
    sqlx::query("update projects set apply_by = '2026-12-31' where id = $1")
        .bind(third.0)
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let id = backend::new_id();
    applications::apply(&team.student().await, id, third, form(), once()).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strikes_are_over_after_twelve_months(pool: PgPool) {
    let team = late(pool).await;
    missed_before(&team).await;
    report(&team).await;
    team.world.wait_days(364);
    assert_eq!(people::run_timers(&team.world.system().await).await.unwrap(), 0);
    team.world.wait_days(2);
    assert_eq!(people::run_timers(&team.world.system().await).await.unwrap(), 1);
    assert_eq!(people::run_timers(&team.world.system().await).await.unwrap(), 0);
    assert_eq!(standing(&team).await, "active");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_that_never_came_offers_nothing_more_and_pays_four_hours(pool: PgPool) {
    let team = late(pool).await;
    let open = project(&team.world, 1, 5).await;
    let order = Order::ReportNoShowHost(because("Nobody answered me."));
    engagements::act(&team.student().await, team.id, order, once()).await.unwrap();
    assert_eq!(team.stage().await, "no_show_host");
    assert_eq!(team.world.count("host_standings where stage = 'suspended'").await, 1);
    let hidden: String = sqlx::query_scalar("select stage from projects where id = $1")
        .bind(open.0)
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    assert_eq!(hidden, "paused");
    assert_eq!(
        team.world.count("payments where stage = 'ready' and amount_cents = 8800").await,
        1,
        "four hours at $22"
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_history_keeps_the_kind_of_a_reason_and_the_network(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let sam = team.world.cx(&team.sam).await;
    let vague = Order::Terminate(because("It does not work out."));
    let refused = engagements::act(&sam, team.id, vague, once()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))), "{refused:?}");
    let cx = team.student().await.from_address("203.0.113.77");
    let order = Order::Cancel(because("I found a full-time job.").of_kind(ReasonKind::OtherWork));
    engagements::act(&cx, team.id, order, once()).await.unwrap();
    let kept = "events where subject = 'engagement' and command = 'cancel' and reason_kind = 'other_work' and network = '203.0.113.0/24'";
    assert_eq!(team.world.count(kept).await, 1);
    assert_eq!(team.world.count("events where network like '%203.0.113.77%'").await, 0, "never the address");
}
