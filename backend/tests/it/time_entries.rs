//! Entries that a device sends late, twice, or after another device was quicker.

use backend::people::sessions;
use backend::{Failure, Once, timesheets};
use domain::ids::TimeEntryId;
use domain::refusal::Refusal;
use domain::time::{Week, parse_day};
use domain::timesheets::{NewEntry, Order};
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, once};

const MONDAY: &str = "2026-12-07";

fn entry(day: &str, time: &str, words: &str) -> NewEntry {
    NewEntry::parse(day, time, words).unwrap()
}

fn said<T: std::fmt::Debug>(done: Result<T, Failure>) -> String {
    match done {
        Err(Failure::Refused(Refusal::Rule(words))) => words,
        Err(Failure::Invalid(errors)) => errors.0.into_values().collect(),
        other => panic!("{other:?}"),
    }
}

async fn add(team: &Team, time: &str, words: &str) -> TimeEntryId {
    timesheets::add_entry(&team.student().await, team.id, entry(MONDAY, time, words), once()).await.unwrap()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_key_counts_once_even_after_it_was_forgotten(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (cx, key) = (team.student().await, once());
    // A whole day: the second time no rule may be asked, because the day is full by then.
    let new = || entry(MONDAY, "24", "Cleaned the file of 2024");
    let id = timesheets::add_entry(&cx, team.id, new(), key).await.unwrap();
    for forget in ["select 1", "delete from command_keys"] {
        sqlx::query(forget).execute(&team.world.backend.pool).await.unwrap();
        let again = timesheets::add_entry(&cx, team.id, new(), key).await;
        assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    }
    timesheets::remove_entry(&cx, id, None, once()).await.unwrap();
    sqlx::query("delete from command_keys").execute(&team.world.backend.pool).await.unwrap();
    let again = timesheets::add_entry(&cx, team.id, new(), key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "what was taken out does not come back: {again:?}");
    assert_eq!(team.world.count("time_entries").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_waited_is_taken_in_order(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    let waiting: Vec<_> = ["Wrote down what to ask", "Asked three of the cooks", "Wrote down their answers"]
        .map(|words| (entry(MONDAY, "0:30", words), once()))
        .into();
    // The network is lost after the second; the device begins again with the first.
    for (new, key) in waiting.iter().take(2).chain(&waiting) {
        let done = timesheets::add_entry(&cx, team.id, new.clone(), *key).await;
        assert!(matches!(done, Ok(_) | Err(Failure::AlreadyDone)), "{done:?}");
    }
    let kept: Vec<String> = sqlx::query_scalar("select description from time_entries order by created_at, id")
        .fetch_all(&team.world.backend.pool)
        .await
        .unwrap();
    assert_eq!(kept.len(), 3);
    assert_eq!(team.world.count("timesheets where minutes = 90").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_works_twice_at_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    add(&team, "9-10:30", "Interviews with two cooks").await;
    let clash = timesheets::add_entry(&cx, team.id, entry(MONDAY, "10-11", "Wrote the interviews down"), once()).await;
    assert!(said(clash).contains("9:00 to 10:30"));
    let second = add(&team, "10:30-11", "Wrote the interviews down").await;
    let moved =
        timesheets::change_entry(&cx, second, entry(MONDAY, "10-11", "Wrote the interviews down"), None, once());
    assert!(said(moved.await).contains("9:00 to 10:30"));
    let same =
        timesheets::change_entry(&cx, second, entry(MONDAY, "10:30-12", "Wrote the interviews down"), None, once());
    same.await.unwrap();
    assert_eq!(team.world.count("timesheets where minutes = 180").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_devices_that_change_an_entry_the_second_is_told(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    let id = add(&team, "1:30", "Drafted the first chart").await;
    let (mine, theirs) =
        (entry(MONDAY, "2", "Drafted the first chart twice"), entry(MONDAY, "1", "Drafted half of the first chart"));
    let (first, second) = tokio::join!(
        timesheets::change_entry(&cx, id, mine.clone(), Some(1), once()),
        timesheets::change_entry(&cx, id, theirs.clone(), Some(1), once()),
    );
    let (kept, lost, other) = if first.is_ok() { (&mine, second, &theirs) } else { (&theirs, first, &mine) };
    let words = said(lost);
    assert!(words.contains(&kept.description) && words.contains(&kept.span().words()), "{words}");
    // Sent again without a version, it holds.
    timesheets::change_entry(&cx, id, other.clone(), None, once()).await.unwrap();
    let gone = timesheets::remove_entry(&cx, id, Some(1), once()).await;
    assert!(said(gone).contains(&other.description));
    timesheets::remove_entry(&cx, id, Some(3), once()).await.unwrap();
    assert!(matches!(timesheets::remove_entry(&cx, id, Some(3), once()).await, Err(Failure::AlreadyDone)));
    assert!(said(timesheets::change_entry(&cx, id, mine, Some(1), once()).await).contains("taken out"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_devices_that_add_to_one_week_both_count(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (phone, laptop) = (team.student().await, team.student().await);
    let (one, two) = tokio::join!(
        timesheets::add_entry(&phone, team.id, entry(MONDAY, "1", "Drafted the first chart"), once()),
        timesheets::add_entry(&laptop, team.id, entry(MONDAY, "2", "Drafted the second chart"), once()),
    );
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(team.world.count("timesheets where minutes = 180").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_locked_week_and_ended_work_are_said_in_words(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    let id = add(&team, "1:30", "Drafted the first chart").await;
    timesheets::act(&cx, team.sheet().await, Order::Submit, once()).await.unwrap();
    let late = || entry(MONDAY, "1", "Drafted the second chart");
    assert!(said(timesheets::add_entry(&cx, team.id, late(), once()).await).contains("has been sent"));
    assert!(said(timesheets::change_entry(&cx, id, late(), Some(1), once()).await).contains("has been sent"));
    assert!(said(timesheets::remove_entry(&cx, id, Some(1), once()).await).contains("has been sent"));
    timesheets::act(&team.host().await, team.sheet().await, Order::Approve, once()).await.unwrap();
    team.accept().await;
    assert!(said(timesheets::add_entry(&cx, team.id, late(), once()).await).contains("work is over"));
    let ahead = timesheets::add_entry(&cx, team.id, entry("2026-12-09", "1", "Drafted the second chart"), once()).await;
    assert!(ahead.is_err(), "a device whose clock is ahead");
    assert_eq!(team.world.count("timesheets where minutes = 90").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_device_whose_clock_is_ahead_is_told_the_day(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    let (key, day) = (once(), "2026-12-08");
    let ahead = timesheets::add_entry(&cx, team.id, entry(day, "1", "Drafted the second chart"), key).await;
    assert!(said(ahead).contains("still to come"));
    team.world.wait_days(1);
    // Refused is not done: the same key counts once the day has come.
    let cx = team.student().await;
    timesheets::add_entry(&cx, team.id, entry(day, "1", "Drafted the second chart"), key).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_was_taken_out_can_be_put_back(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = team.student().await;
    let id = add(&team, "9-10:30", "Interviews with two cooks").await;
    timesheets::remove_entry(&cx, id, Some(1), once()).await.unwrap();
    let page = timesheets::week_page(&cx, team.id, None, Some(id)).await.unwrap();
    assert_eq!(page.removed.map(|(id, entry)| (id, entry.starts)), Some((id, Some(540))));
    let by_host = timesheets::restore_entry(&team.host().await, id, once()).await;
    assert!(said(by_host).contains("Only the student"));
    timesheets::restore_entry(&cx, id, once()).await.unwrap();
    assert!(matches!(timesheets::restore_entry(&cx, id, once()).await, Err(Failure::AlreadyDone)));
    assert_eq!(team.world.count("timesheets where minutes = 90").await, 1);
    timesheets::remove_entry(&cx, id, Some(2), once()).await.unwrap();
    add(&team, "10-11", "Wrote the interviews down").await;
    assert!(said(timesheets::restore_entry(&cx, id, once()).await).contains("10:00 to 11:00"));
    team.world.wait_days(91);
    backend::timers::once(&team.world.backend).await.unwrap();
    assert_eq!(team.world.count("removed_time_entries").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_week_before_is_copied_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    add(&team, "1:30", "Drafted the first chart").await;
    team.world.wait_days(1);
    let cx = team.student().await;
    let tuesday = entry("2026-12-08", "2", "Drafted the second chart");
    timesheets::add_entry(&cx, team.id, tuesday, once()).await.unwrap();
    team.world.wait_days(6);
    let cx = team.student().await;
    let page = timesheets::week_page(&cx, team.id, None, None).await.unwrap();
    assert!(page.can_copy && page.plan.0 > 0);
    let week = Week::of(parse_day("2026-12-14").unwrap());
    let copied = timesheets::copy_last_week(&cx, team.id, week, once()).await.unwrap();
    assert_eq!((copied.add.len(), copied.left_out), (1, 1), "the Tuesday is still to come");
    let again = timesheets::copy_last_week(&cx, team.id, week, once()).await.unwrap();
    assert_eq!((again.add.len(), again.there), (0, 1));
    let by_host = timesheets::copy_last_week(&team.host().await, team.id, week, once()).await;
    assert!(said(by_host).contains("Only the student"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn entries_of_others_do_not_exist(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let id = add(&team, "1:30", "Drafted the first chart").await;
    let stranger = team.world.cx(&team.world.student("Ola Strand").await).await;
    let new = entry(MONDAY, "1", "Drafted the second chart");
    for done in [
        timesheets::change_entry(&stranger, id, new.clone(), None, once()).await,
        timesheets::remove_entry(&stranger, id, None, once()).await,
        timesheets::restore_entry(&stranger, id, once()).await,
        timesheets::remove_entry(&stranger, Uuid::from_u128(7).into(), None, once()).await,
        timesheets::add_entry(&stranger, team.id, new, Once(None)).await.map(|_| ()),
    ] {
        assert!(matches!(done, Err(Failure::NotFound)), "{done:?}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_sessions_ended_on_purpose_empty_a_device(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let backend = &team.world.backend;
    let cx = team.student().await;
    let mut tx = cx.begin().await.unwrap();
    let token = sessions::begin(&mut tx, team.maya.id, "phone").await.unwrap();
    tx.commit().await.unwrap();
    assert!(!sessions::was_ended(backend, &token).await.unwrap());
    sessions::end_all(&cx).await.unwrap();
    assert!(sessions::recognise(backend, &token).await.unwrap().is_none());
    assert!(sessions::was_ended(backend, &token).await.unwrap());
    assert!(!sessions::was_ended(backend, "another").await.unwrap());
    team.world.wait_days(61);
    backend::timers::once(backend).await.unwrap();
    assert!(!sessions::was_ended(backend, &token).await.unwrap());
}
