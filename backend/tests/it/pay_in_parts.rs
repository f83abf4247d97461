//! Pay that is due while the work goes on: by milestones, by weeks of hours.

use backend::{engagements, milestones, timesheets};
use domain::engagements::Order;
use domain::ids::MilestoneId;
use domain::milestones::NewDeliverable;
use domain::timesheets::Order as Week;
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

/// The team at work, on an agreement whose pay is due so.
async fn due(pool: PgPool, trigger: &str, classification: &str) -> Team {
    let team = Team::at_work(pool).await;
    sqlx::query(
        "update engagements set classification = $2,
             terms = jsonb_set(jsonb_set(terms, '{due}', to_jsonb($1::text)), '{classification}', to_jsonb($2::text))",
    )
    .bind(trigger)
    .bind(classification)
    .execute(&team.world.backend.pool)
    .await
    .unwrap();
    team
}

/// Stage and cents of each payment, the first that was set aside first; the books say the same.
async fn payments(team: &Team) -> Vec<(String, i64)> {
    crate::books::the_books_agree(&team.world.backend).await;
    sqlx::query_as("select stage, amount_cents from payments order by id")
        .fetch_all(&team.world.backend.pool)
        .await
        .unwrap()
}

fn sums(of: &[(&str, i64)]) -> Vec<(String, i64)> {
    of.iter().map(|(stage, cents)| ((*stage).to_owned(), *cents)).collect()
}

async fn milestone(team: &Team, position: i32) -> MilestoneId {
    let id: Uuid = sqlx::query_scalar("select id from milestones where position = $1")
        .bind(position)
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    id.into()
}

async fn milestone_done(team: &Team, position: i32) {
    let id = milestone(team, position).await;
    let new = NewDeliverable::parse("https://example.org/map", "").unwrap();
    milestones::act(&team.student().await, id, domain::milestones::Order::Submit(new), once()).await.unwrap();
    milestones::act(&team.host().await, id, domain::milestones::Order::Accept, once()).await.unwrap();
}

/// A week with so much time in it, sent and approved.
async fn week_approved(team: &Team, time: &str) {
    team.log(time).await.unwrap();
    let sheet = team.sheet().await;
    timesheets::act(&team.student().await, sheet, Week::Submit, once()).await.unwrap();
    timesheets::act(&team.host().await, sheet, Week::Approve, once()).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_accepted_milestone_brings_its_share(pool: PgPool) {
    let team = due(pool, "milestones", "contractor").await;
    milestone_done(&team, 1).await;
    assert_eq!(payments(&team).await, sums(&[("encumbered", 22_000), ("ready", 22_000)]));
    week_approved(&team, "2:00").await;
    assert_eq!(payments(&team).await.len(), 2, "hours bring nothing here");
    team.accept().await;
    assert_eq!(payments(&team).await, sums(&[("ready", 22_000), ("ready", 22_000)]), "the rest, and no more");
    let journal = "events where subject = 'payment' and command in ('part', 'encumber', 'make_ready')";
    assert_eq!(team.world.count(journal).await, 5, "each of them is in the history");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_milestones_accepted_at_once_bring_each_its_share_once(pool: PgPool) {
    let team = due(pool, "milestones", "contractor").await;
    for position in [1, 2] {
        let new = NewDeliverable::parse("https://example.org/map", "").unwrap();
        let order = domain::milestones::Order::Submit(new);
        milestones::act(&team.student().await, milestone(&team, position).await, order, once()).await.unwrap();
    }
    let (one, two) = (team.host().await, team.host().await);
    let (first, second) = (milestone(&team, 1).await, milestone(&team, 2).await);
    let accept = domain::milestones::Order::Accept;
    let (a, b) = tokio::join!(
        milestones::act(&one, first, accept.clone(), once()),
        milestones::act(&two, second, accept.clone(), once())
    );
    a.unwrap();
    b.unwrap();
    assert_eq!(team.world.count("payments where stage = 'ready'").await, 2);
    let sum: i64 = payments(&team).await.iter().map(|(_, cents)| cents).sum();
    assert_eq!(sum, 44_000);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_approved_week_brings_its_hours(pool: PgPool) {
    let team = due(pool, "hours", "contractor").await;
    week_approved(&team, "5:00").await;
    assert_eq!(payments(&team).await, sums(&[("encumbered", 33_000), ("ready", 11_000)]));
    // Ended early: what was approved is owed already, and nothing is owed twice.
    let stop = Order::Cancel(because("The data is gone."));
    engagements::act(&team.host().await, team.id, stop, once()).await.unwrap();
    assert_eq!(payments(&team).await, sums(&[("voided", 33_000), ("ready", 11_000)]));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn wages_of_more_hours_than_agreed_are_owed_with_their_week(pool: PgPool) {
    let team = due(pool, "hours", "employee").await;
    week_approved(&team, "22:00").await;
    assert_eq!(payments(&team).await, sums(&[("ready", 44_000), ("ready", 4_400)]), "$22 an hour for 22 hours");
    team.accept().await;
    let sum: i64 = payments(&team).await.iter().map(|(_, cents)| cents).sum();
    assert_eq!(sum, 48_400, "and no hour is paid twice");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pay_that_is_due_at_the_end_waits_for_it(pool: PgPool) {
    let team = due(pool, "acceptance", "contractor").await;
    milestone_done(&team, 1).await;
    week_approved(&team, "5:00").await;
    assert_eq!(payments(&team).await, sums(&[("encumbered", 44_000)]));
}
