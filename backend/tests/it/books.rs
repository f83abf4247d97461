//! The books: they agree with the payments whatever happens to these, and two people approve what is much.

use std::collections::BTreeMap;

use backend::{Backend, Failure, engagements, payments, timesheets};
use domain::access::Action;
use domain::actor::Role;
use domain::engagements::Order as Work;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::{Account, Order, Reference, Source, Stage, Standing, position};
use domain::refusal::Refusal;
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

/// What was moved for each payment is what its stage and amounts say, cent for cent.
pub async fn the_books_agree(backend: &Backend) {
    let mut stands: BTreeMap<(Uuid, Account), i64> = BTreeMap::new();
    let rows: Vec<(Uuid, String, i64, i64)> =
        sqlx::query_as("select id, stage, amount_cents, fund_cents from payments")
            .fetch_all(&backend.pool)
            .await
            .unwrap();
    for (id, stage, gross, fund) in rows {
        let standing = Standing { stage: Stage::from_word(&stage).unwrap(), gross: Cents(gross), fund: Cents(fund) };
        for source in [Source::Host, Source::Fund] {
            let Some((debit, credit)) = position(source, standing.stage) else { continue };
            *stands.entry((id, debit)).or_default() += standing.part(source).0;
            *stands.entry((id, credit)).or_default() -= standing.part(source).0;
        }
    }
    let rows: Vec<(Uuid, String, String, i64)> =
        sqlx::query_as("select payment_id, debit, credit, amount_cents from ledger_movements")
            .fetch_all(&backend.pool)
            .await
            .unwrap();
    for (id, debit, credit, cents) in rows {
        *stands.entry((id, Account::from_word(&debit).unwrap())).or_default() -= cents;
        *stands.entry((id, Account::from_word(&credit).unwrap())).or_default() += cents;
    }
    stands.retain(|_, cents| *cents != 0);
    assert!(stands.is_empty(), "the books and the payments differ: {stands:?}");
}

async fn act(team: &Team, who: &domain::actor::Person, order: Order) -> Result<(), Failure> {
    payments::act(&team.world.cx(who).await, team.payment().await, order, once()).await
}

/// What stands on the accounts, without the empty ones.
async fn balances(team: &Team) -> Vec<(Account, i64)> {
    let books = payments::books(&team.world.cx(&team.fay).await, None).await.unwrap();
    let all = books.balances.iter().map(|balance| (balance.account, balance.left().0));
    all.filter(|(_, cents)| *cents != 0).collect()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_books_follow_a_payment_to_its_end(pool: PgPool) {
    let team = Team::at_work(pool).await;
    assert_eq!(balances(&team).await, [(Account::ReceivableFromHost, 44_000), (Account::Encumbrance, -44_000)]);
    team.accept().await;
    assert_eq!(balances(&team).await, [(Account::ReceivableFromHost, 44_000), (Account::PayableToStudent, -44_000)]);
    for order in [Order::Approve, Order::Batch, Order::Send] {
        act(&team, &team.fay, order).await.unwrap();
    }
    assert_eq!(balances(&team).await, [(Account::ReceivableFromHost, 44_000), (Account::CashClearing, -44_000)]);
    act(&team, &team.fay, Order::Settle(Reference::parse("ACH 2026-118").unwrap())).await.unwrap();
    assert_eq!(balances(&team).await, []);
    the_books_agree(&team.world.backend).await;
    let books = payments::books(&team.world.cx(&team.fay).await, None).await.unwrap();
    assert_eq!((books.moved.len(), books.moved[0].student.as_str(), books.next), (4, "Maya Reyes", None));
    assert_eq!(team.world.count("ledger_movements where event_id is null").await, 0, "each names what moved it");
    for person in [&team.maya, &team.dee] {
        let theirs = payments::books(&team.world.cx(person).await, None).await;
        assert!(matches!(theirs, Err(Failure::NotFound)), "{theirs:?}");
    }
    assert!(domain::access::may(Some(&team.sam), Action::ViewPayments, team.world.program));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_fund_bears_its_part_also_of_work_that_ends_early(pool: PgPool) {
    // The fund agreed to 200 of the 440 dollars.
    let team = Team::with_fund(pool, 20_000).await;
    let share = "payments where fund_cents = 20000 and fund_id is not null and amount_cents = 44000";
    assert_eq!(team.world.count(share).await, 1);
    the_books_agree(&team.world.backend).await;
    let cancel = Work::Cancel(because("I fell ill, and cannot go on."));
    team.log("5").await.unwrap();
    let submit = domain::timesheets::Order::Submit;
    timesheets::act(&team.student().await, team.sheet().await, submit, once()).await.unwrap();
    engagements::act(&team.student().await, team.id, cancel, once()).await.unwrap();
    let owed = "payments where stage = 'ready' and amount_cents = 11000 and fund_cents = 5000";
    assert_eq!(team.world.count(owed).await, 1, "a quarter of each");
    the_books_agree(&team.world.backend).await;
    act(&team, &team.fay, Order::Approve).await.unwrap();
    act(&team, &team.fay, Order::Settle(Reference::parse("ACH 2026-118").unwrap())).await.unwrap();
    assert_eq!(balances(&team).await, [(Account::FundPool, 5_000), (Account::CashClearing, -5_000)]);
    the_books_agree(&team.world.backend).await;
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_people_approve_what_is_above_the_limit(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    sqlx::query(
        "insert into policies (program_id, name, valid_from, value, source, created_at)
         values ($1, 'second_approval', '2026-01-01', 40000, 'A test', now())",
    )
    .bind(team.world.program.0)
    .execute(&team.world.backend.pool)
    .await
    .unwrap();
    let iris = team.world.with_role("Iris Moon", Role::Finance).await;
    let rule = |done: &Result<(), Failure>| matches!(done, Err(Failure::Refused(Refusal::Rule(_))));
    assert!(rule(&act(&team, &team.fay, Order::Approve).await), "not by one alone");
    assert!(matches!(
        act(&team, &team.sam, Order::ApproveFirst).await,
        Err(Failure::Refused(Refusal::NotYours { .. }))
    ));
    let (one, two) = tokio::join!(act(&team, &team.fay, Order::ApproveFirst), act(&team, &iris, Order::ApproveFirst));
    assert!(one.is_ok() != two.is_ok(), "one is the first: {one:?} {two:?}");
    let (first, second) = if one.is_ok() { (&team.fay, &iris) } else { (&iris, &team.fay) };
    let page = payments::payments_page(&team.world.cx(second).await, None, None).await.unwrap();
    assert_eq!(page.rows[0].first_approval.as_deref(), Some(first.name.as_str()));
    assert!(rule(&act(&team, first, Order::Approve).await), "not twice by one");
    act(&team, second, Order::Approve).await.unwrap();
    assert_eq!(team.world.count("payments where stage = 'approved'").await, 1);
    assert_eq!(team.world.count("events where command in ('approve_first', 'approve')").await, 2);
    assert_eq!(team.world.count("ledger_movements").await, 2, "an approval moves nothing");
}
