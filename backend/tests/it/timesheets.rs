//! Logging time, sending a week, answering it.

use backend::{Failure, Once, engagements, timesheets};
use domain::refusal::Refusal;
use domain::timesheets::{NewEntry, Order};
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

fn entry(day: &str, time: &str) -> NewEntry {
    NewEntry::parse(day, time, "Cleaned the file of 2024").unwrap()
}

fn field(done: Result<domain::ids::TimeEntryId, Failure>) -> String {
    let Err(Failure::Invalid(errors)) = done else { panic!("{done:?}") };
    errors.0.into_keys().next().unwrap_or_default()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_rules_of_an_entry_stand_beside_its_fields(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    assert_eq!(field(timesheets::add_entry(&cx, team.id, entry("2026-12-08", "1"), once()).await), "day");
    assert_eq!(field(timesheets::add_entry(&cx, team.id, entry("2026-12-04", "1"), once()).await), "day");
    team.log("23").await.unwrap();
    assert_eq!(field(timesheets::add_entry(&cx, team.id, entry("2026-12-07", "1:01"), once()).await), "time");
    let by_host = timesheets::add_entry(&team.host().await, team.id, entry("2026-12-07", "1"), once()).await;
    assert!(matches!(by_host, Err(Failure::Refused(Refusal::Rule(_)))), "{by_host:?}");
    assert_eq!(team.world.count("timesheets where minutes = 1380").await, 1);
    assert_eq!(team.world.count("mails where subject like 'All hours are used%'").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_same_form_sent_twice_adds_one_entry(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (cx, key) = (team.student().await, once());
    let add = || timesheets::add_entry(&cx, team.id, entry("2026-12-07", "1:30"), key);
    let (first, second) = tokio::join!(add(), add());
    assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|ok| **ok).count(), 1);
    assert!(matches!(add().await, Err(Failure::AlreadyDone)));
    assert_eq!(team.world.count("time_entries").await, 1);
    assert_eq!(team.world.count("events where command = 'add_entry'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_entries_at_once_cannot_overfill_a_day(pool: PgPool) {
    let team = Team::at_work(pool).await;
    for _ in 0..3 {
        let (first, second) = tokio::join!(team.log("9"), team.log("9"));
        assert!(first.is_ok() || second.is_ok() || team.world.count("time_entries").await == 2);
    }
    assert_eq!(team.world.count("time_entries").await, 2);
    assert_eq!(team.world.count("timesheets where minutes = 1080").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_week_comes_back_is_put_right_and_is_approved(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    let sheet = team.sheet().await;
    timesheets::act(&team.student().await, sheet, Order::Submit, once()).await.unwrap();
    assert_eq!(
        field(timesheets::add_entry(&team.student().await, team.id, entry("2026-12-07", "1"), once()).await),
        "day"
    );
    assert_eq!(timesheets::host_hours(&team.host().await).await.unwrap().waiting.len(), 1);
    timesheets::act(&team.host().await, sheet, Order::Return(because("Which file?")), once()).await.unwrap();
    let page = timesheets::week_page(&team.student().await, team.id, None, None).await.unwrap();
    assert_eq!(page.sheet.as_ref().map(|sheet| sheet.note.as_str()), Some("Which file?"));
    assert_eq!(page.loggable.len(), 1);
    let id: Uuid = sqlx::query_scalar("select id from time_entries").fetch_one(&team.world.backend.pool).await.unwrap();
    timesheets::remove_entry(&team.student().await, id.into(), None, once()).await.unwrap();
    let empty = timesheets::act(&team.student().await, sheet, Order::Submit, once()).await;
    assert!(matches!(empty, Err(Failure::Refused(Refusal::Rule(_)))), "{empty:?}");
    team.log("2").await.unwrap();
    timesheets::act(&team.student().await, sheet, Order::Submit, once()).await.unwrap();
    let own = timesheets::act(&team.student().await, sheet, Order::Approve, once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    timesheets::act(&team.host().await, sheet, Order::Approve, once()).await.unwrap();
    assert_eq!(team.world.count("timesheets where stage = 'approved' and minutes = 120").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_answers_at_once_one_counts(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    let sheet = team.sheet().await;
    timesheets::act(&team.student().await, sheet, Order::Submit, once()).await.unwrap();
    let (dee, lou) = (team.host().await, team.world.cx(&team.world.host_member("Lou Park").await).await);
    let (approved, returned) = tokio::join!(
        timesheets::act(&dee, sheet, Order::Approve, Once(None)),
        timesheets::act(&lou, sheet, Order::Return(because("Which file?")), Once(None)),
    );
    assert_ne!(approved.is_ok(), returned.is_ok());
    let lost = if approved.is_ok() { returned } else { approved };
    assert!(matches!(lost, Err(Failure::Refused(_))), "{lost:?}");
    assert_eq!(team.world.count("events where subject = 'timesheet' and command in ('approve', 'return')").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn several_weeks_are_approved_together_or_not_at_all(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    team.world.wait_days(7);
    timesheets::add_entry(&team.student().await, team.id, entry("2026-12-14", "2"), once()).await.unwrap();
    let sheets: Vec<Uuid> =
        sqlx::query_scalar("select id from timesheets order by id").fetch_all(&team.world.backend.pool).await.unwrap();
    for sheet in &sheets {
        timesheets::act(&team.student().await, (*sheet).into(), Order::Submit, once()).await.unwrap();
    }
    let read = timesheets::host_hours(&team.host().await).await.unwrap().waiting;
    let weeks: Vec<_> = read.iter().map(|week| (week.sheet, week.version)).collect();
    assert_eq!(weeks.len(), 2);
    let approved = "timesheets where stage = 'approved'";

    let own = timesheets::approve_several(&team.student().await, &weeks, once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    let olga = team.world.cx(&team.world.other_host_member("Olga Stranger").await).await;
    assert!(matches!(timesheets::approve_several(&olga, &weeks, once()).await, Err(Failure::NotFound)));
    let stale = [weeks[0], (weeks[1].0, weeks[1].1 - 1)];
    let changed = timesheets::approve_several(&team.host().await, &stale, once()).await;
    assert!(matches!(changed, Err(Failure::Refused(Refusal::Changed))), "{changed:?}");
    assert_eq!(team.world.count(approved).await, 0, "not the first one either");

    let key = once();
    timesheets::approve_several(&team.host().await, &weeks, key).await.unwrap();
    assert_eq!(team.world.count(approved).await, 2);
    let again = timesheets::approve_several(&team.host().await, &weeks, key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    assert_eq!(team.world.count("events where subject = 'timesheet' and command = 'approve'").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn silence_approves_after_five_business_days_and_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    timesheets::act(&team.student().await, team.sheet().await, Order::Submit, once()).await.unwrap();
    team.world.wait_days(6);
    assert_eq!(engagements::run_timers(&team.world.system().await).await.unwrap(), 0);
    team.world.wait_days(1);
    let (first, second) = (team.world.system().await, team.world.system().await);
    let (first, second) = tokio::join!(engagements::run_timers(&first), engagements::run_timers(&second));
    assert_eq!(first.unwrap() + second.unwrap(), 1);
    assert_eq!(engagements::run_timers(&team.world.system().await).await.unwrap(), 0);
    assert_eq!(
        team.world.count("events where subject = 'timesheet' and command = 'approve' and party = 'system'").await,
        1
    );
}
