//! How work ends before it is accepted, and how it goes on after a pause: by whom, when, once, and what is paid.

use backend::{Failure, applications, engagements, timers, timesheets};
use domain::actor::Person;
use domain::engagements::Order;
use domain::refusal::Refusal;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgPool;

use crate::engagements::{Team, because, once};

/// Two servers at once, then one of them again. The books agree with what they did.
async fn run(team: &Team) {
    let backend = &team.world.backend;
    let (one, other) = tokio::join!(timers::once(backend), timers::once(backend));
    one.and(other).unwrap();
    timers::once(backend).await.unwrap();
    crate::books::the_books_agree(backend).await;
}

async fn act(team: &Team, who: &Person, order: Order) -> Result<(), Failure> {
    engagements::act(&team.world.cx(who).await, team.id, order, once()).await
}

/// How often an engagement took a step.
async fn events(team: &Team, command: &str) -> i64 {
    let count = sqlx::query_scalar("select count(*) from events where subject = 'engagement' and command = $1");
    count.bind(command).fetch_one(&team.world.backend.pool).await.unwrap()
}

fn is_rule(done: &Result<(), Failure>) -> bool {
    matches!(done, Err(Failure::Refused(Refusal::Rule(_))))
}

fn is_not_theirs(done: &Result<(), Failure>) -> bool {
    matches!(done, Err(Failure::Refused(Refusal::NotYours { .. })))
}

/// Logs five of twenty hours and sends them.
async fn five_hours(team: &Team) {
    team.log("5").await.unwrap();
    let order = domain::timesheets::Order::Submit;
    timesheets::act(&team.student().await, team.sheet().await, order, once()).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_unfinished_checklist_lapses_after_staff_had_time(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    for person in [&team.maya, &team.dee] {
        let done = act(&team, person, Order::Lapse(because("It takes too long."))).await;
        assert!(is_not_theirs(&done), "{done:?}");
    }
    let stuck = "attention_items where rule = 'onboarding_stalls' and stage = 'open'";
    // The first day is Monday the 7th: ten business days later it is the 21st.
    team.world.wait_days(17);
    run(&team).await;
    assert_eq!((team.stage().await.as_str(), team.world.count(stuck).await), ("onboarding", 1), "staff are told first");
    team.world.wait_days(1);
    run(&team).await;
    assert_eq!((team.stage().await.as_str(), events(&team, "lapse").await), ("lapsed", 1));
    assert_eq!(team.world.count(stuck).await, 0, "nothing is left to do");
    assert_eq!(team.world.count("payments where stage = 'voided'").await, 1, "no time was logged");
    assert_eq!(team.world.count("seats").await, 0);
    assert_eq!(team.world.count("projects where stage in ('selection', 'expired')").await, 1);
    assert_eq!(team.world.count("mails where subject like '%has lapsed' and to_name = 'Maya Reyes'").await, 1);
    assert_eq!(team.world.count("mails where subject like '%has lapsed' and to_name = 'Dee Ortiz'").await, 1);
    assert!(act(&team, &team.maya, Order::PressStart).await.is_err(), "it is over");
}

/// A first day that is still to come leaves everybody the time until then.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_checklist_does_not_lapse_before_the_first_day(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    sqlx::query("update engagements set start_on = '2026-12-28', end_on = '2027-01-08'")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    team.world.wait_days(25);
    run(&team).await;
    assert_eq!(team.stage().await, "onboarding", "its first day");
    // Staff need not wait.
    let key = once();
    let sam = team.world.cx(&team.sam).await;
    let lapse = || engagements::act(&sam, team.id, Order::Lapse(because("Neither side answers.")), key);
    let (one, other) = tokio::join!(lapse(), lapse());
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!((team.stage().await.as_str(), events(&team, "lapse").await), ("lapsed", 1));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn work_nobody_hands_in_is_incomplete_a_week_after_its_last_day(pool: PgPool) {
    let team = Team::at_work(pool).await;
    five_hours(&team).await;
    // The last day is Friday the 18th.
    team.world.wait_days(18);
    let early = act(&team, &team.sam, Order::MarkIncomplete(because("Nothing came."))).await;
    assert!(is_rule(&early), "{early:?}");
    run(&team).await;
    assert_eq!(team.stage().await, "in_progress", "Friday the 25th");
    team.world.wait_days(1);
    let theirs = act(&team, &team.dee, Order::MarkIncomplete(because("Nothing came."))).await;
    assert!(is_not_theirs(&theirs), "{theirs:?}");
    run(&team).await;
    assert_eq!((team.stage().await.as_str(), events(&team, "mark_incomplete").await), ("incomplete", 1));
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents = 11000").await, 1, "5 of 20 hours");
    assert_eq!(team.world.count("projects where stage = 'completed'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn either_side_lets_paused_work_go_on(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let strangers = [team.world.student("Zoe Ahn").await, team.world.other_host_member("Ana Diaz").await];
    for person in [&team.maya, &team.dee, &team.sam] {
        act(&team, &team.sam, Order::Pause(because("Exams are in these days."))).await.unwrap();
        assert_eq!(team.stage().await, "paused");
        for stranger in &strangers {
            assert!(matches!(act(&team, stranger, Order::Resume).await, Err(Failure::NotFound)));
        }
        act(&team, person, Order::Resume).await.unwrap();
        assert_eq!(team.stage().await, "in_progress", "{}", person.name);
        assert!(act(&team, person, Order::Resume).await.is_err(), "it goes on already");
    }
    assert_eq!(events(&team, "resume").await, 3);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_pause_of_staff_is_over_after_30_days(pool: PgPool) {
    let team = Team::at_work(pool).await;
    act(&team, &team.sam, Order::Pause(because("The student is ill."))).await.unwrap();
    team.world.wait_days(29);
    run(&team).await;
    assert_eq!(team.stage().await, "paused", "29 days");
    team.world.wait_days(1);
    run(&team).await;
    assert_eq!((team.stage().await.as_str(), events(&team, "resume").await), ("in_progress", 1), "30 days");
    let moved = "engagements where end_on = '2027-01-17'";
    assert_eq!(team.world.count(moved).await, 1, "the last day moved by the 30 days");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_alone_end_work_for_cause(pool: PgPool) {
    let team = Team::at_work(pool).await;
    five_hours(&team).await;
    let cause = || Order::Terminate(because("Somebody was threatened.").of_kind(domain::event::ReasonKind::Conduct));
    for person in [&team.maya, &team.dee, &team.fay] {
        let done = act(&team, person, cause()).await;
        assert!(is_not_theirs(&done) || matches!(done, Err(Failure::NotFound)), "{done:?}");
    }
    team.hand_in().await.unwrap();
    act(&team, &team.sam, cause()).await.unwrap();
    assert_eq!((team.stage().await.as_str(), events(&team, "terminate").await), ("terminated", 1));
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents = 11000").await, 1);
    assert_eq!(team.world.count("engagements where reason = 'Somebody was threatened.'").await, 1);
    assert!(act(&team, &team.dee, Order::Accept).await.is_err(), "it is over");
}

/// Monday the 7th is the first day; with Tuesday closed, the third business day after it is Friday.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_student_who_never_comes_is_reported_after_three_business_days(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    holiday(&team, "2026-12-08").await;
    let report = || Order::ReportNoShowStudent(because("Nobody has heard from the student."));
    team.world.wait_days(7);
    let early = act(&team, &team.dee, report()).await;
    assert!(is_rule(&early), "{early:?}");
    team.world.wait_days(1);
    let own = act(&team, &team.maya, report()).await;
    assert!(is_not_theirs(&own), "{own:?}");
    act(&team, &team.dee, report()).await.unwrap();
    assert_eq!((team.stage().await.as_str(), events(&team, "report_no_show_student").await), ("no_show_student", 1));
    assert_eq!(team.world.count("payments where stage = 'voided'").await, 1);
    assert_eq!((team.world.count("seats").await, team.world.count("projects where stage = 'selection'").await), (0, 1));
    assert_eq!(team.world.count("mails where subject like 'A seat is free: %'").await, 1);
    assert_eq!(team.world.count("mails where subject like '%ended early' and to_name = 'Sam Lin'").await, 1);
    assert!(act(&team, &team.dee, report()).await.is_err(), "once is enough");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_student_who_has_pressed_start_came(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    team.sign_all().await;
    team.prepare().await;
    team.world.wait_days(4);
    act(&team, &team.maya, Order::PressStart).await.unwrap();
    team.world.wait_days(7);
    let done = act(&team, &team.dee, Order::ReportNoShowStudent(because("Nobody came."))).await;
    assert!(is_rule(&done), "{done:?}");
    // The host is the one who never came.
    act(&team, &team.maya, Order::ReportNoShowHost(because("Nobody answered."))).await.unwrap();
    assert_eq!(team.stage().await, "no_show_host");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_that_never_comes_pays_four_hours_and_offers_nothing_more(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    holiday(&team, "2026-12-08").await;
    let open = crate::applications::project(&team.world, 1, 5).await;
    sqlx::query("update projects set apply_by = '2027-01-15' where id = $1")
        .bind(open.0)
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let report = || Order::ReportNoShowHost(because("Nobody answered for a week."));
    team.world.wait_days(11);
    let early = act(&team, &team.maya, report()).await;
    assert!(is_rule(&early), "Monday the 14th is the fourth: {early:?}");
    team.world.wait_days(1);
    let own = act(&team, &team.dee, report()).await;
    assert!(is_not_theirs(&own), "{own:?}");
    let (key, maya) = (once(), team.student().await);
    let send = || engagements::act(&maya, team.id, report(), key);
    let (one, other) = tokio::join!(send(), send());
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!((team.stage().await.as_str(), events(&team, "report_no_show_host").await), ("no_show_host", 1));
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents = 8800").await, 1, "4 of 20 hours");
    let suspended = "events where subject = 'host' and command = 'suspend' and party = 'system'";
    assert_eq!(team.world.count(suspended).await, 1);
    assert_eq!(team.world.count("host_standings where stage = 'suspended'").await, 1);
    assert_eq!(team.world.count("projects where stage = 'paused'").await, 1, "what students could apply to is hidden");
    assert_eq!(team.world.count("mails where subject = 'Harbor Street Pantry is suspended'").await, 1);
    assert_eq!(team.world.count("mails where subject like '%ended early' and to_name = 'Sam Lin'").await, 1);
    // Staff hear both sides, and may let it go on.
    let order = domain::hosts::Order::Reinstate(because("The supervisor was ill."));
    backend::hosts::decide(&team.world.cx(&team.sam).await, team.world.host, order, once()).await.unwrap();
    assert_eq!(team.world.count("host_standings where stage = 'suspended'").await, 0);
}

/// A seat that comes free before the start is not lost: the host may open applications once more, and offers it.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_seat_of_a_student_who_never_came_is_offered_again(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    team.world.wait_days(8);
    act(&team, &team.dee, Order::ReportNoShowStudent(because("Nobody came."))).await.unwrap();
    let project: uuid::Uuid =
        sqlx::query_scalar("select project_id from engagements").fetch_one(&team.world.backend.pool).await.unwrap();
    let liam = team.world.student("Liam Chen").await;
    let application = late_application(&team, project, &liam).await;
    applications::offer(&team.host().await, application, once()).await.unwrap();
    applications::accept_offer(&team.world.cx(&liam).await, application, once()).await.unwrap();
    assert_eq!(team.world.count("projects where stage = 'filled'").await, 1);
    assert_eq!(team.world.count("engagements where stage = 'onboarding'").await, 1);
}

async fn late_application(team: &Team, project: uuid::Uuid, student: &Person) -> domain::ids::ApplicationId {
    let id: domain::ids::ApplicationId = backend::new_id();
    sqlx::query(
        "insert into applications (id, program_id, project_id, student_id, stage, submitted_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'shortlisted', $5, $5, $5)",
    )
    .bind(id.0)
    .bind(team.world.program.0)
    .bind(project)
    .bind(student.id.0)
    .bind(team.world.now().to_sqlx())
    .execute(&team.world.backend.pool)
    .await
    .unwrap();
    id
}

async fn holiday(team: &Team, day: &str) {
    sqlx::query("insert into holidays (program_id, day, name, created_at) values ($1, $2::date, 'Closed', $3)")
        .bind(team.world.program.0)
        .bind(day)
        .bind(team.world.now().to_sqlx())
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
}
