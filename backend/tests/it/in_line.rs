//! Runners-up once every seat is taken: next in line until the work begins.

use backend::{applications, engagements};
use domain::engagements::Order;
use domain::ids::{ApplicationId, EngagementId};
use sqlx::PgPool;

use crate::applications::{applied, project};
use crate::engagements::{Team, because, once};
use crate::support::World;

/// A project whose one seat is taken by the first of four: the second and the third are runners-up.
struct Full {
    world: World,
    applications: Vec<ApplicationId>,
    engagement: EngagementId,
}

impl Full {
    async fn new(pool: PgPool) -> Self {
        let world = World::new(pool).await;
        let dee = world.host_member("Dee Ortiz").await;
        let project = project(&world, 1, 5).await;
        let mut students = Vec::new();
        let mut applications = Vec::new();
        for name in ["Maya Reyes", "Liam Chen", "Noor Haddad", "Ana Silva"] {
            let student = world.student(name).await;
            applications.push(applied(&world, &student, project).await);
            students.push(student);
        }
        let host = world.cx(&dee).await;
        for id in &applications[1..3] {
            applications::name_runner_up(&host, *id, once()).await.unwrap();
        }
        applications::offer(&host, applications[0], once()).await.unwrap();
        let maya = world.cx(&students[0]).await;
        let engagement = applications::accept_offer(&maya, applications[0], once()).await.unwrap();
        Self { world, applications, engagement }
    }

    async fn stages(&self) -> Vec<String> {
        sqlx::query_scalar("select stage from applications where id = any($1) order by array_position($1, id)")
            .bind(self.applications.iter().map(|id| id.0).collect::<Vec<_>>())
            .fetch_all(&self.world.backend.pool)
            .await
            .unwrap()
    }

    async fn round(&self) -> usize {
        applications::run_timers(&self.world.system().await).await.unwrap()
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn who_is_next_in_line_gets_the_seat_of_whoever_leaves(pool: PgPool) {
    let full = Full::new(pool).await;
    assert_eq!(full.stages().await, ["accepted", "submitted", "submitted", "not_selected"]);
    assert_eq!(full.world.count("mails where subject like 'You are next in line: %'").await, 2);
    // Long past the day on which silence is answered: they were answered, and still have a place.
    full.world.wait_days(25);
    full.round().await;
    assert_eq!(full.stages().await[1..], ["submitted", "submitted", "not_selected"]);
    let staff = full.world.cx(&full.world.with_role("Sam Lin", domain::actor::Role::Staff).await).await;
    let leaves = Order::Cancel(because("She found a full-time job."));
    engagements::act(&staff, full.engagement, leaves, once()).await.unwrap();
    assert_eq!(full.round().await, 1);
    assert_eq!(full.stages().await[1..], ["offered", "submitted", "not_selected"]);
    assert_eq!(full.round().await, 0, "one seat, one offer");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn whoever_is_in_line_has_an_answer_when_the_work_begins(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let liam = team.world.student("Liam Chen").await;
    sqlx::query(
        "insert into applications (id, program_id, project_id, student_id, stage, runner_up, decision_due, submitted_at,
             created_at, updated_at)
         select $1, program_id, project_id, $2, 'shortlisted', 1, '2026-12-07', submitted_at, created_at, updated_at
         from applications",
    )
    .bind(backend::new_id::<ApplicationId>().0)
    .bind(liam.id.0)
    .execute(&team.world.backend.pool)
    .await
    .unwrap();
    team.sign_all().await;
    team.prepare().await;
    assert_eq!(team.world.count("applications where stage = 'shortlisted'").await, 1, "the work has not begun");
    team.world.wait_days(4);
    team.start().await;
    assert_eq!(team.world.count("applications where stage = 'not_selected'").await, 1);
    assert_eq!(team.world.count("mails where subject like 'An answer%' and to_name = 'Liam Chen'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_stays_in_line_past_the_first_day(pool: PgPool) {
    let full = Full::new(pool).await;
    full.world.wait_days(60);
    assert_eq!(full.round().await, 2);
    assert_eq!(full.stages().await[1..], ["not_selected", "not_selected", "not_selected"]);
    assert_eq!(full.round().await, 0);
}
