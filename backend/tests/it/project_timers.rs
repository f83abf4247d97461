//! What happens to projects by itself, on its day and once: two servers look at the same moment, and one of them looks again.

use backend::projects::{self, Decision};
use backend::{Once, timers};
use domain::actor::Role;
use domain::event::Reason;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgPool;

use crate::applications::applied;
use crate::projects::{draft, people, published, stage, submitted, written_for_the_host};
use crate::support::World;

const NEVER: Once = Once(None);

/// Two servers at once, then one of them until nothing follows from what was done.
async fn run(world: &World) {
    let (one, other) = tokio::join!(timers::once(&world.backend), timers::once(&world.backend));
    one.and(other).expect("timers");
    for _ in 0..3 {
        if timers::once(&world.backend).await.expect("timers") == 0 {
            return;
        }
    }
    panic!("what was done is due again and again");
}

/// Letters whose subject begins so.
async fn letters(world: &World, subject: &str) -> i64 {
    let count = sqlx::query_scalar("select count(*) from mails where subject like $1 || '%'").bind(subject);
    count.fetch_one(&world.backend.pool).await.expect("a count")
}

/// Events of projects that the system recorded.
async fn events(world: &World, command: &str) -> i64 {
    let count = sqlx::query_scalar(
        "select count(*) from events where subject = 'project' and party = 'system' and command = $1",
    );
    count.bind(command).fetch_one(&world.backend.pool).await.expect("a count")
}

async fn holiday(world: &World, day: &str) {
    sqlx::query("insert into holidays (program_id, day, name, created_at) values ($1, $2::date, 'Closed', $3)")
        .bind(world.program.0)
        .bind(day)
        .bind(world.now().to_sqlx())
        .execute(&world.backend.pool)
        .await
        .expect("a holiday");
}

/// 10:00 in New York on a day of December.
fn set_day(world: &World, at: &str) {
    world.backend.clock.set(at.parse().expect("an instant"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_idle_draft_is_reminded_of_and_put_away(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    let id = draft(&world, &world.cx(&host).await).await;
    let reminder = "Your draft still waits for you";
    world.wait_days(29);
    run(&world).await;
    assert_eq!(letters(&world, reminder).await, 0, "29 days");
    world.wait_days(2);
    run(&world).await;
    assert_eq!(letters(&world, reminder).await, 1, "30 days are over");
    world.wait_days(58);
    run(&world).await;
    assert_eq!((letters(&world, reminder).await, stage(&world, id).await.as_str()), (1, "draft"), "89 days");
    world.wait_days(1);
    run(&world).await;
    assert_eq!(stage(&world, id).await, "archived", "90 days");
    assert_eq!((events(&world, "archive").await, letters(&world, "A project was put away").await), (1, 1));
}

/// Whoever still writes is neither reminded nor loses anything.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_draft_that_is_worked_on_stays(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    let id = draft(&world, &world.cx(&host).await).await;
    for _ in 0..5 {
        world.wait_days(25);
        let cx = world.cx(&host).await;
        let version = projects::wizard(&cx, id).await.unwrap().version;
        let step = domain::projects::Step::Outcome;
        let title = vec![("title".to_owned(), format!("Analyse the donors, version {version}"))];
        projects::save_step(&cx, id, version, step, &title, NEVER).await.unwrap();
        run(&world).await;
    }
    assert_eq!((stage(&world, id).await.as_str(), letters(&world, "Your draft").await), ("draft", 0), "125 days old");
}

/// Thursday 3 December, then Friday and Monday closed: the second business day ends with Wednesday.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_submission_nobody_looks_at_is_escalated_after_two_business_days(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    world.with_role("Sam Reed", Role::Staff).await;
    holiday(&world, "2026-12-04").await;
    holiday(&world, "2026-12-07").await;
    submitted(&world, &world.cx(&host).await).await;
    for (days, told) in [(5, 0), (1, 0), (1, 2), (1, 2)] {
        world.wait_days(days);
        run(&world).await;
        assert_eq!(letters(&world, "Review is late").await, told, "{}", world.now());
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_review_that_is_not_finished_asks_for_a_second_reviewer(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, lucia) = people(&world).await;
    let sam = world.with_role("Sam Reed", Role::Staff).await;
    holiday(&world, "2026-12-08").await;
    let id = submitted(&world, &world.cx(&host).await).await;
    world.wait_days(1);
    projects::review(&world.cx(&lucia).await, id, &Decision::Claim, NEVER).await.unwrap();
    // Friday the 4th: Monday is one, Tuesday none, Wednesday two.
    let second = "A second reviewer is needed";
    for (days, told) in [(5, 0), (1, 1), (1, 1)] {
        world.wait_days(days);
        run(&world).await;
        assert_eq!(letters(&world, second).await, told, "{}", world.now());
    }
    assert_eq!(world.count("mails where subject like 'A second reviewer%' and to_name = 'Sam Reed'").await, 1);
    // The colleague takes it on, and has the same time for it.
    projects::review(&world.cx(&sam).await, id, &Decision::Claim, NEVER).await.unwrap();
    run(&world).await;
    assert_eq!(letters(&world, second).await, 1);
    world.wait_days(6);
    run(&world).await;
    assert_eq!(world.count("mails where subject like 'A second reviewer%' and to_name = 'Lucia Ferrand'").await, 1);
    projects::review(&world.cx(&sam).await, id, &Decision::Reject(reason()), NEVER).await.unwrap();
    world.wait_days(9);
    run(&world).await;
    assert_eq!(letters(&world, second).await, 2, "decided");
}

fn reason() -> Reason {
    Reason::parse("The work is not an internship.").expect("a reason")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn changes_nobody_makes_close_a_project_after_14_days(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let id = submitted(&world, &world.cx(&host).await).await;
    let staff = world.cx(&staff).await;
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    let ask = Decision::RequestChanges { reason: reason(), comments: Vec::new() };
    projects::review(&staff, id, &ask, NEVER).await.unwrap();
    world.wait_days(13);
    run(&world).await;
    assert_eq!(stage(&world, id).await, "changes_requested", "13 days");
    world.wait_days(1);
    run(&world).await;
    assert_eq!(stage(&world, id).await, "archived", "14 days");
    assert_eq!((events(&world, "archive").await, letters(&world, "A project was put away").await), (1, 1));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_scope_no_host_answers_goes_back_to_its_author_after_10_days(pool: PgPool) {
    let world = World::new(pool).await;
    people(&world).await;
    let ruth = world.with_role("Ruth Adeyemi", Role::Faculty).await;
    let id = written_for_the_host(&world, &world.cx(&ruth).await).await;
    world.wait_days(9);
    run(&world).await;
    assert_eq!(stage(&world, id).await, "awaiting_host_acceptance", "9 days");
    world.wait_days(1);
    run(&world).await;
    assert_eq!(stage(&world, id).await, "draft", "10 days");
    assert_eq!(events(&world, "return_to_author").await, 1);
    assert_eq!(world.count("mails where subject like 'Back to you: %' and to_name = 'Ruth Adeyemi'").await, 1);
}

/// The last day to apply ends at midnight where the program is. Of two servers one begins the choice; the other, which found
/// the project still open, must not take that for a choice that is over.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn after_the_last_day_the_choice_begins(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, _dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let project = crate::applications::project(&world, 1, 5).await;
    let paused = crate::applications::project(&world, 1, 5).await;
    for one in [project, paused] {
        applied(&world, &maya, one).await;
    }
    sqlx::query("update projects set stage = 'paused' where id = $1")
        .bind(paused.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    set_day(&world, "2026-12-09T04:59:00Z");
    run(&world).await;
    assert_eq!(stage(&world, project).await, "published", "a minute to midnight in New York");
    set_day(&world, "2026-12-09T05:00:00Z");
    run(&world).await;
    assert_eq!(
        (stage(&world, project).await.as_str(), stage(&world, paused).await.as_str()),
        ("selection", "selection")
    );
    assert_eq!((events(&world, "start_selection").await, letters(&world, "Choose: ").await), (2, 2));
}

/// Without holidays the days are the 11th, the 15th and the 22nd (`promises`).
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_days_of_a_choice_skip_holidays(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, _dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    world.with_role("Samir Khan", Role::Staff).await;
    let project = crate::applications::project(&world, 1, 5).await;
    applied(&world, &maya, project).await;
    for day in ["2026-12-09", "2026-12-10", "2026-12-21"] {
        holiday(&world, day).await;
    }
    for (day, host, staff, answered) in
        [(11, 0, 0, 0), (14, 0, 0, 0), (15, 1, 0, 0), (16, 1, 0, 0), (17, 1, 1, 0), (24, 1, 1, 0), (25, 1, 1, 1)]
    {
        set_day(&world, &format!("2026-12-{day}T15:00:00Z"));
        run(&world).await;
        assert_eq!(letters(&world, "Answers are due").await, host, "the host, day {day}");
        assert_eq!(letters(&world, "Applicants wait").await, staff, "staff, day {day}");
        assert_eq!(world.count("applications where stage = 'not_selected'").await, answered, "applicants, day {day}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_project_somebody_applied_to_needs_no_advice(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    published(&world, &world.cx(&host).await, &world.cx(&staff).await).await;
    let quiet = crate::applications::project(&world, 1, 5).await;
    let maya = world.student("Maya Reyes").await;
    sqlx::query("update projects set apply_by = '2026-12-20' where id = $1")
        .bind(quiet.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    applied(&world, &maya, quiet).await;
    world.wait_days(7);
    run(&world).await;
    assert_eq!(letters(&world, "No applications yet").await, 0, "the seventh day is not over");
    world.wait_days(1);
    run(&world).await;
    assert_eq!(letters(&world, "No applications yet").await, 1);
}
