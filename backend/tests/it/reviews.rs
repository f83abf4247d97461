//! Reviews are blind until both are in or the window has closed.

use backend::{Failure, reviews};
use domain::refusal::Refusal;
use domain::reviews::{NewReview, Side};
use sqlx::PgPool;

use crate::engagements::{Team, once};

fn review() -> NewReview {
    NewReview::parse(["5", "4", "4", "5"], "Answered within the hour, always.", "", true).unwrap()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn neither_side_reads_the_other_before_both_are_in(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let early = reviews::submit(&team.student().await, team.id, review(), "", once()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::Rule(_)))), "{early:?}");
    team.accept().await;
    reviews::submit(&team.student().await, team.id, review(), "Only for staff", once()).await.unwrap();
    let written = async |cx| reviews::review_page(&cx, team.id).await.unwrap().written;
    assert_eq!(written(team.student().await).await.len(), 1);
    assert!(written(team.host().await).await.is_empty(), "the host reads nothing yet");
    assert_eq!(written(team.world.cx(&team.sam).await).await[0].note, "Only for staff");
    assert!(written(team.world.cx(&team.fay).await).await.is_empty());
    let twice = reviews::submit(&team.student().await, team.id, review(), "", once()).await;
    assert!(matches!(twice, Err(Failure::Refused(_))), "{twice:?}");
    team.settle().await;
    assert_eq!(team.stage().await, "paid");
    reviews::submit(&team.host().await, team.id, review(), "", once()).await.unwrap();
    let read = written(team.host().await).await;
    assert_eq!(read.len(), 2);
    assert!(read.iter().all(|one| one.note.is_empty()), "the note stays with staff");
    assert_eq!(team.stage().await, "completed");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn both_at_once_reveal_each_other(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    let (maya, dee) = (team.student().await, team.host().await);
    let (first, second) = tokio::join!(
        reviews::submit(&maya, team.id, review(), "", once()),
        reviews::submit(&dee, team.id, review(), "", once()),
    );
    first.unwrap();
    second.unwrap();
    assert_eq!(team.world.count("reviews where stage = 'revealed'").await, 2);
    assert_eq!(team.world.count("events where subject = 'review' and command = 'reveal'").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_closed_window_shows_what_is_in(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    reviews::submit(&team.host().await, team.id, review(), "", once()).await.unwrap();
    team.world.wait_days(15);
    let late = reviews::submit(&team.student().await, team.id, review(), "", once()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
    for _ in 0..2 {
        backend::engagements::run_timers(&team.world.system().await).await.unwrap();
    }
    assert_eq!(team.world.count("reviews where stage = 'revealed'").await, 1);
    assert_eq!(team.world.count("reviews where stage = 'lapsed'").await, 1);
    let page = reviews::review_page(&team.student().await, team.id).await.unwrap();
    assert_eq!(page.written.iter().map(|one| one.side).collect::<Vec<_>>(), [Side::Host]);
}
