//! Funds of the program: what is left, who may change it, and that the last money is promised once.

use backend::funds::{FundRow, close_fund, fund_names, funds_page, save_fund};
use backend::projects::{self, Decision};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::event::Reason;
use domain::funds::Typed;
use domain::ids::ProjectId;
use domain::money::Cents;
use domain::projects::scope::Severity;
use domain::projects::{Order, Step};
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::scope_facts::{answer, draft, found};
use crate::support::World;

const NEVER: Once = Once(None);
const FUND: Typed<'static> = Typed {
    name: "Career fund",
    amount: "900",
    first: "2026-12-01",
    last: "2027-05-31",
    department: "",
    college: "",
    term: "",
    citizens_only: false,
};

/// A project of $500 that names the fund, sent and claimed.
async fn claimed(world: &World, host: &Cx, staff: &Cx, template: &str) -> ProjectId {
    let id = draft(world, host, template).await;
    answer(
        host,
        id,
        Step::Pay,
        &[("amount", "500"), ("hours_low", "15"), ("hours_high", "25"), ("fund", "Career fund")],
    )
    .await;
    projects::submit(host, id, true, NEVER).await.unwrap();
    projects::review(staff, id, &Decision::Claim, NEVER).await.unwrap();
    id
}

async fn only(cx: &Cx) -> FundRow {
    funds_page(cx).await.unwrap().remove(0)
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_fund_for_citizens_alone_is_not_named_where_others_are_expected(pool: PgPool) {
    let world = World::new(pool).await;
    let fay = world.cx(&world.with_role("Fay Cole", Role::Finance).await).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    save_fund(&fay, None, &Typed { citizens_only: true, ..FUND }, NEVER).await.unwrap();
    let id = draft(&world, &host, "donor_analysis").await;
    let pay = [("amount", "500"), ("hours_low", "15"), ("hours_high", "25"), ("fund", "Career fund")];
    answer(&host, id, Step::Pay, &pay).await;
    assert_eq!(found(&host, id, "Q23").await.len(), 0);
    answer(&host, id, Step::Terms, &[("duties", "Compares two exports and writes a script.")]).await;
    let findings = found(&host, id, "Q23").await;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].message.contains("citizens and permanent residents"), "{findings:?}");
    // Once it pays everybody, nothing stands against it.
    let fund = only(&fay).await;
    assert!(fund.citizens_only);
    save_fund(&fay, Some((fund.id, fund.version)), &FUND, NEVER).await.unwrap();
    assert_eq!(found(&host, id, "Q23").await.len(), 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_fund_is_added_changed_and_closed_with_its_history(pool: PgPool) {
    let world = World::new(pool).await;
    let fay = world.cx(&world.with_role("Fay Cole", Role::Finance).await).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    assert!(matches!(save_fund(&host, None, &FUND, NEVER).await, Err(Failure::NotFound)));
    assert!(matches!(funds_page(&host).await, Err(Failure::NotFound)));
    let once = Once(Some(backend::new_id()));
    save_fund(&fay, None, &FUND, once).await.unwrap();
    assert!(matches!(save_fund(&fay, None, &FUND, once).await, Err(Failure::AlreadyDone)));
    let again = save_fund(&fay, None, &Typed { name: "career FUND", ..FUND }, NEVER).await;
    assert!(matches!(again, Err(Failure::Invalid(_))), "one of each name");
    assert_eq!(fund_names(&host).await.unwrap(), ["Career fund"]);

    let fund = only(&fay).await;
    let more = Typed { amount: "1,200", name: "", ..FUND };
    save_fund(&fay, Some((fund.id, fund.version)), &more, NEVER).await.unwrap();
    let late = save_fund(&fay, Some((fund.id, fund.version)), &more, NEVER).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Changed))));
    let elsewhere = world.other_program().await;
    assert!(save_fund(&elsewhere, Some((fund.id, 2)), &more, NEVER).await.is_err());
    let reason = Reason::parse("The donor gave it to another program.").unwrap();
    close_fund(&fay, fund.id, 2, &reason, NEVER).await.unwrap();
    assert_eq!(fund_names(&host).await.unwrap(), [""; 0]);
    let fund = only(&fay).await;
    assert!(fund.closed && fund.left == Cents(120_000));
    let past: Vec<_> = fund.past.iter().map(|past| (past.command.as_str(), past.who.as_str())).collect();
    assert_eq!(past, [("close", "Fay Cole"), ("change", "Fay Cole"), ("add", "Fay Cole")]);
    assert!(fund.past[1].words.starts_with("$1,200.00") && fund.past[1].words.contains("Before: $900.00"));
    assert_eq!(world.count("events where subject = 'fund' and party = 'finance'").await, 3);
}

/// The list and the page of one project say the same: what the fund says counts in both, with its own money held by another
/// project, and the score is of today in both.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_queue_counts_what_the_fund_says(pool: PgPool) {
    let world = World::new(pool).await;
    let fay = world.cx(&world.with_role("Fay Cole", Role::Finance).await).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    save_fund(&fay, None, &FUND, NEVER).await.unwrap();
    let first = claimed(&world, &host, &staff, "automate_report").await;
    let second = claimed(&world, &host, &staff, "competitor_prices").await;
    let third = claimed(&world, &host, &staff, "automate_report").await;
    answer_as_kept(&world, second, "career FUND ").await;
    answer_as_kept(&world, third, "A fund nobody keeps").await;
    let same = async |blocks: &[(ProjectId, usize)]| {
        let queue = projects::review_queue(&staff).await.unwrap();
        assert_eq!(queue.len(), blocks.len());
        for (id, expected) in blocks {
            let entry = queue.iter().find(|entry| entry.id == *id).unwrap();
            let desk = projects::review_page(&staff, *id).await.unwrap();
            for (severity, counted) in &entry.findings {
                let read = desk.report.findings.iter().filter(|finding| finding.severity == *severity).count();
                assert_eq!(*counted, read, "{severity:?}");
            }
            assert_eq!(entry.score, i32::from(desk.report.score.total));
            assert!(entry.findings.contains(&(Severity::Block, *expected)), "{:?}", entry.findings);
        }
    };
    same(&[(first, 0), (second, 0), (third, 0)]).await;
    projects::review(&staff, first, &Decision::Approve(None), NEVER).await.unwrap();
    same(&[(second, 1), (third, 0)]).await;
    let fund = only(&fay).await;
    let reason = Reason::parse("The donor gave it to another program.").unwrap();
    close_fund(&fay, fund.id, fund.version, &reason, NEVER).await.unwrap();
    same(&[(second, 1), (third, 0)]).await;
    // A score that was kept with other figures is not shown.
    sqlx::query("update projects set score = 1").execute(&world.backend.pool).await.unwrap();
    same(&[(second, 1), (third, 0)]).await;
}

/// The fund of a project that was sent already, as its row could hold it.
async fn answer_as_kept(world: &World, id: ProjectId, fund: &str) {
    sqlx::query("update projects set draft = jsonb_set(draft::jsonb, '{fund}', to_jsonb($2::text)) where id = $1")
        .bind(id.0)
        .bind(fund)
        .execute(&world.backend.pool)
        .await
        .expect("another fund");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_rules_of_a_fund_reach_the_check(pool: PgPool) {
    let world = World::new(pool).await;
    let fay = world.cx(&world.with_role("Fay Cole", Role::Finance).await).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let id = draft(&world, &host, "automate_report").await;
    answer(&host, id, Step::Pay, &[("amount", "500"), ("fund", "Career fund")]).await;
    assert_eq!(found(&host, id, "Q23").await, [], "no such fund is kept: nothing is known of it");
    save_fund(&fay, None, &Typed { amount: "499.99", department: "Economics", ..FUND }, NEVER).await.unwrap();
    let messages: Vec<String> = found(&host, id, "Q23").await.into_iter().map(|finding| finding.message).collect();
    assert_eq!(messages, ["Career fund has $499.99 left, and this needs $500.", "Career fund is for Economics alone."]);
    assert!(matches!(projects::submit(&host, id, true, NEVER).await, Err(Failure::Refused(_))));
    let fund = only(&fay).await;
    let other = Typed { amount: "500", first: "2027-05-01", ..FUND };
    save_fund(&fay, Some((fund.id, fund.version)), &other, NEVER).await.unwrap();
    assert!(found(&host, id, "Q23").await[0].message.contains("pays for work from"));
    save_fund(&fay, Some((fund.id, 2)), &Typed { amount: "500", ..FUND }, NEVER).await.unwrap();
    assert_eq!(found(&host, id, "Q23").await, []);
    close_fund(&fay, fund.id, 3, &Reason::parse("Spent elsewhere").unwrap(), NEVER).await.unwrap();
    assert_eq!(found(&host, id, "Q23").await[0].message, "Career fund has $0 left, and this needs $500.");
}

/// Both were sent while the money was there; it is enough for one.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_approvals_at_once_one_gets_the_last_money(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    save_fund(&staff, None, &FUND, NEVER).await.unwrap();
    let one = claimed(&world, &host, &staff, "automate_report").await;
    let other = claimed(&world, &host, &staff, "competitor_prices").await;
    assert_eq!(only(&staff).await.left, Cents(90_000), "nothing is reserved before the approval");
    let (first, second) = tokio::join!(
        projects::review(&staff, one, &Decision::Approve(None), NEVER),
        projects::review(&staff, other, &Decision::Approve(None), NEVER)
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let refused = if first.is_err() { first } else { second };
    match refused {
        Err(Failure::Refused(Refusal::Rule(words))) => assert!(words.contains("has $400 left"), "{words}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(only(&staff).await.left, Cents(40_000));

    // Calling the one off frees its part for the other.
    let (won, lost) = if found(&host, one, "Q23").await.is_empty() { (one, other) } else { (other, one) };
    let reason = Reason::parse("The plan changed.").unwrap();
    projects::change(&host, won, &Order::Cancel(reason), NEVER).await.unwrap();
    assert_eq!(only(&staff).await.left, Cents(90_000));
    projects::review(&staff, lost, &Decision::Approve(None), NEVER).await.unwrap();
    assert_eq!(only(&staff).await.left, Cents(40_000));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_part_is_reserved_for_every_seat_until_nobody_was_found(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    save_fund(&staff, None, &FUND, NEVER).await.unwrap();
    let id = draft(&world, &host, "automate_report").await;
    answer(&host, id, Step::Plan, &[("seats", "2")]).await;
    let pay = [("amount", "500"), ("fund", "Career fund"), ("fund_part", "200")];
    answer(&host, id, Step::Pay, &pay).await;
    projects::submit(&host, id, true, NEVER).await.unwrap();
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    projects::review(&staff, id, &Decision::Approve(None), NEVER).await.unwrap();
    assert_eq!(only(&staff).await.left, Cents(50_000));
    for (stage, left) in [("in_progress", 50_000), ("completed", 90_000), ("expired", 90_000), ("rejected", 90_000)] {
        sqlx::query("update projects set stage = $2 where id = $1")
            .bind(id.0)
            .bind(stage)
            .execute(&world.backend.pool)
            .await
            .unwrap();
        assert_eq!(only(&staff).await.left, Cents(left), "{stage}: nobody has worked");
    }
}
