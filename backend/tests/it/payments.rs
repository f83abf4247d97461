//! What finance does with a payment, step by step: the event, the letter, who may not, twice, and two at once.

use backend::{Failure, payments};
use domain::actor::Role;
use domain::payments::{Order, Reference};
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::engagements::{Team, because, once};

/// Work that was accepted; its pay is owed.
async fn owed(pool: PgPool) -> Team {
    let team = Team::at_work(pool).await;
    team.accept().await;
    team
}

async fn act(team: &Team, order: Order) -> Result<(), Failure> {
    payments::act(&team.world.cx(&team.fay).await, team.payment().await, order, once()).await
}

fn settle() -> Order {
    Order::Settle(Reference::parse("ACH 2026-118").expect("a reference"))
}

async fn stage(team: &Team) -> String {
    sqlx::query_scalar("select stage from payments").fetch_one(&team.world.backend.pool).await.expect("a payment")
}

async fn letters(team: &Team, subject: &str) -> i64 {
    let count =
        sqlx::query_scalar("select count(*) from mails where to_name = 'Maya Reyes' and subject like '%' || $1");
    count.bind(subject).fetch_one(&team.world.backend.pool).await.expect("a count")
}

/// The history leads to where each payment stands, step by step, and nothing else ever changed its amount: what was set
/// aside at first, with what was said to be more or less of it since, is what is owed.
async fn the_history_adds_up(team: &Team) {
    let broken: i64 = sqlx::query_scalar(
        "select count(*) from payments p where p.stage <> (select e.stage_to from events e
             where e.subject = 'payment' and e.subject_id = p.id order by e.id desc limit 1)",
    )
    .fetch_one(&team.world.backend.pool)
    .await
    .expect("a count");
    assert_eq!(broken, 0, "a payment stands where no event brought it");
    let gaps: i64 = sqlx::query_scalar(
        "select count(*) from (select stage_from, lag(stage_to) over (partition by subject_id order by id) as before
             from events where subject = 'payment') steps where before is not null and before <> stage_from",
    )
    .fetch_one(&team.world.backend.pool)
    .await
    .expect("a count");
    assert_eq!(gaps, 0, "a step begins where the one before did not end");
    let sum: i64 = sqlx::query_scalar("select coalesce(sum(amount_cents), 0)::bigint from payments")
        .fetch_one(&team.world.backend.pool)
        .await
        .expect("a sum");
    assert_eq!(sum, 44_000, "the amount that was agreed");
    crate::books::the_books_agree(&team.world.backend).await;
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_on_hold_is_released_and_paid(pool: PgPool) {
    let team = owed(pool).await;
    act(&team, Order::Hold(because("The tax form is missing."))).await.unwrap();
    assert_eq!((stage(&team).await.as_str(), letters(&team, "is on hold").await), ("on_hold", 1));
    for order in [Order::Approve, settle(), Order::Hold(because("Once more."))] {
        let done = act(&team, order.clone()).await;
        assert!(matches!(done, Err(Failure::Refused(Refusal::NotNow { .. }))), "{order:?}: {done:?}");
    }
    act(&team, Order::Release).await.unwrap();
    assert_eq!(stage(&team).await, "ready");
    the_history_adds_up(&team).await;
    team.settle().await;
    assert_eq!((stage(&team).await.as_str(), team.stage().await.as_str()), ("settled", "paid"));
    assert_eq!(letters(&team, "is paid").await, 1);
    the_history_adds_up(&team).await;
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_the_bank_sends_back_is_paid_again(pool: PgPool) {
    let team = owed(pool).await;
    for order in [Order::Approve, Order::Batch, Order::Send] {
        act(&team, order).await.unwrap();
    }
    act(&team, Order::ReturnByBank(because("The account is closed."))).await.unwrap();
    assert_eq!((stage(&team).await.as_str(), letters(&team, "came back").await), ("returned", 1));
    assert_eq!(team.stage().await, "accepted", "it is not paid");
    act(&team, Order::Release).await.unwrap();
    team.settle().await;
    assert_eq!((stage(&team).await.as_str(), team.stage().await.as_str()), ("settled", "paid"));
    // Also after it was booked as paid.
    act(&team, Order::ReturnByBank(because("The account is closed."))).await.unwrap();
    assert_eq!((stage(&team).await.as_str(), letters(&team, "came back").await), ("returned", 2));
    act(&team, Order::Release).await.unwrap();
    team.settle().await;
    assert_eq!((stage(&team).await.as_str(), team.stage().await.as_str()), ("settled", "paid"));
    assert_eq!(team.world.count("events where subject = 'engagement' and command = 'settle'").await, 1);
    the_history_adds_up(&team).await;
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_voided_is_never_paid(pool: PgPool) {
    let team = owed(pool).await;
    act(&team, Order::Void(because("It was paid by the host's own payroll."))).await.unwrap();
    assert_eq!((stage(&team).await.as_str(), letters(&team, "was voided").await), ("voided", 1));
    assert_eq!(team.stage().await, "paid", "no payment is open");
    for order in [Order::Approve, Order::Release, settle(), Order::Reverse(because("Once more."))] {
        let done = act(&team, order.clone()).await;
        assert!(matches!(done, Err(Failure::Refused(Refusal::NotNow { .. }))), "{order:?}: {done:?}");
    }
    the_history_adds_up(&team).await;
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_was_paid_in_error_is_reversed(pool: PgPool) {
    let team = owed(pool).await;
    let early = act(&team, Order::Reverse(because("It went to the wrong account."))).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::NotNow { .. }))), "{early:?}");
    team.settle().await;
    act(&team, Order::Reverse(because("It went to the wrong account."))).await.unwrap();
    assert_eq!((stage(&team).await.as_str(), letters(&team, "was reversed").await), ("reversed", 1));
    assert_eq!(team.world.count("payments where reference = 'ACH 2026-118'").await, 1, "what it was stays known");
    assert!(act(&team, settle()).await.is_err(), "it is over");
    the_history_adds_up(&team).await;
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_but_finance_takes_any_step(pool: PgPool) {
    let team = owed(pool).await;
    let id = team.payment().await;
    let others = [
        team.maya.clone(),
        team.dee.clone(),
        team.sam.clone(),
        team.world.with_role("Ola Bright", Role::Dso).await,
        team.world.other_host_member("Ana Diaz").await,
    ];
    for person in &others {
        let cx = team.world.cx(person).await;
        for order in [Order::Approve, Order::Hold(because("No reason.")), Order::Void(because("No reason.")), settle()]
        {
            let done = payments::act(&cx, id, order, once()).await;
            let refused = matches!(done, Err(Failure::NotFound | Failure::Refused(Refusal::NotYours { .. })));
            // Who has the right in general is told that it is not the moment.
            assert!(
                refused || matches!(done, Err(Failure::Refused(Refusal::NotNow { .. }))),
                "{}: {done:?}",
                person.name
            );
        }
    }
    assert_eq!(stage(&team).await, "ready");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_same_form_twice_and_two_forms_at_once(pool: PgPool) {
    let team = owed(pool).await;
    let id = team.payment().await;
    let key = once();
    let fay = team.world.cx(&team.fay).await;
    payments::act(&fay, id, Order::Approve, key).await.unwrap();
    let again = payments::act(&fay, id, Order::Approve, key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    let colleague = team.world.with_role("Ken Ito", Role::Finance).await;
    let ken = team.world.cx(&colleague).await;
    let (paid, held) = tokio::join!(
        payments::act(&fay, id, settle(), once()),
        payments::act(&ken, id, Order::Hold(because("The name differs.")), once())
    );
    assert!(paid.is_ok() != held.is_ok(), "{paid:?} {held:?}");
    let steps = "events where subject = 'payment' and command in ('settle', 'hold')";
    assert_eq!(team.world.count(steps).await, 1);
    assert_eq!(letters(&team, "is paid").await + letters(&team, "is on hold").await, 1, "one letter for one step");
    the_history_adds_up(&team).await;
}
