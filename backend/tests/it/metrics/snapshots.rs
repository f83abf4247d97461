//! Frozen figures: taken once, and the same for ever.

use backend::metrics::{freeze, overview, overview_csv, snapshot, snapshot_csv, snapshots};
use backend::{Failure, Once};
use domain::actor::Role;
use sqlx::PgPool;

use super::{asked, chance};
use crate::engagements::once;

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_snapshot_says_the_same_whatever_happens_after_it(pool: PgPool) {
    let (world, cx) = chance(pool, 7).await;
    let year = asked(&cx, &[("period", "12-months"), ("category", "Software")]);
    let told = overview(&cx, &year).await.unwrap();
    let id = freeze(&cx, &year, once()).await.unwrap();
    let before = snapshot(&cx, id).await.unwrap();
    assert_eq!(snapshot_csv(&before), overview_csv(&told), "what was told is what is frozen, to the digit");
    assert_eq!((before.head.by.as_str(), before.head.category.as_str()), ("Ada Park", "Software"));
    sqlx::query("delete from reviews").execute(&world.backend.pool).await.unwrap();
    sqlx::query("update applications set stage = 'withdrawn'").execute(&world.backend.pool).await.unwrap();
    assert_ne!(overview(&cx, &year).await.unwrap().figures, told.figures, "the world went on");
    let after = snapshot(&cx, id).await.unwrap();
    assert_eq!((&after, snapshot_csv(&after)), (&before, snapshot_csv(&before)));
    assert_eq!(snapshots(&cx).await.unwrap(), [after.head]);
    assert_eq!(
        world.count("events where subject = 'metric_report' and command = 'freeze' and party = 'admin'").await,
        1
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn freezing_twice_freezes_once(pool: PgPool) {
    let (world, cx) = chance(pool, 7).await;
    let year = asked(&cx, &[("period", "12-months")]);
    let key = once();
    freeze(&cx, &year, Once(key.0)).await.unwrap();
    assert!(matches!(freeze(&cx, &year, Once(key.0)).await, Err(Failure::AlreadyDone)));
    let both = once();
    let (one, two) = tokio::join!(freeze(&cx, &year, Once(both.0)), freeze(&cx, &year, Once(both.0)));
    assert_eq!([one.is_ok(), two.is_ok()].into_iter().filter(|done| *done).count(), 1, "two at once are one");
    assert_eq!(world.count("metric_snapshots").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_snapshot_is_for_staff_of_its_program(pool: PgPool) {
    let (world, cx) = chance(pool, 7).await;
    let year = asked(&cx, &[("period", "12-months")]);
    let id = freeze(&cx, &year, once()).await.unwrap();
    let staff = world.cx(&world.with_role("Sam Lin", Role::Staff).await).await;
    assert!(snapshot(&staff, id).await.is_ok());
    for person in [world.student("Maya Reyes").await, world.with_role("Henry Obi", Role::Finance).await] {
        let cx = world.cx(&person).await;
        assert!(matches!(freeze(&cx, &year, once()).await, Err(Failure::NotFound)));
        assert!(matches!(snapshots(&cx).await, Err(Failure::NotFound)));
        assert!(matches!(snapshot(&cx, id).await, Err(Failure::NotFound)));
    }
    let elsewhere = world.other_program().await;
    assert!(matches!(snapshot(&elsewhere, id).await, Err(Failure::NotFound)));
    assert!(snapshots(&elsewhere).await.unwrap().is_empty());
    assert_eq!(world.count("metric_snapshots").await, 1);
}
