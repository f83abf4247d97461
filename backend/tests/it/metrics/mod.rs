//! Metrics against a second computation, on the demonstration and on worlds of chance; and what of them leaves the room.

mod plain;
mod plain_work;
mod snapshots;

use std::collections::BTreeSet;

use backend::metrics::{Asked, counted_rows, metric_csv, metric_page, overview};
use backend::{Backend, Clock, Cx, Failure, seed};
use domain::actor::{Actor, Role};
use domain::machine::Word as _;
use domain::metrics::{About, Cell, Figure, Measure, Metric, Rate};
use plain::{Found, Plain, Slice};
use sqlx::PgPool;

use crate::support::World;

/// The program's limit.
const K: usize = 10;

fn asked(cx: &Cx, query: &[(&str, &str)]) -> Asked {
    Asked::read(cx, |name| {
        query.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()).unwrap_or_default()
    })
}

/// A world of chance, read by its administrator.
async fn chance(pool: PgPool, seed: u32) -> (World, Cx) {
    let world = World::new(pool).await;
    let sql = include_str!("world.sql").replace("SEED", &seed.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&world.backend.pool).await.unwrap();
    let admin = world.with_role("Ada Park", Role::Admin).await;
    let cx = world.cx(&admin).await;
    (world, cx)
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    low + (high - low) * place.fract()
}

/// Kaplan and Meier by hand: day after day, whoever is left.
fn median(waits: &[(i64, bool)]) -> Option<u32> {
    let mut left = 1.0;
    for day in 0..=waits.iter().map(|wait| wait.0).max()? {
        let at_risk = waits.iter().filter(|wait| wait.0 >= day).count();
        let happened = waits.iter().filter(|wait| **wait == (day, true)).count();
        if happened > 0 {
            left *= 1.0 - happened as f64 / at_risk as f64;
        }
        if left <= 0.5 + 1e-9 {
            return Some(u32::try_from(day).unwrap());
        }
    }
    None
}

fn few(people: usize) -> bool {
    (1..K).contains(&people)
}

/// Whether the figure is what the second computation says, and hidden exactly where it has to be.
fn same(metric: Metric, figure: &Figure, found: &Found) {
    let (definition, name) = (metric.definition(), metric.slug());
    let students = definition.about == About::Students;
    match definition.measure {
        Measure::Share | Measure::SharePeople => share(name, students, figure, found),
        Measure::Spread if found.numbers.is_empty() => assert_eq!(*figure, Figure::Nothing, "{name}"),
        Measure::Spread => {
            let mut sorted = found.numbers.clone();
            sorted.sort_by(f64::total_cmp);
            match figure {
                Figure::Middle(spread) => {
                    assert_eq!(spread.count, sorted.len(), "{name}");
                    for (value, part) in [(spread.low, 0.25), (spread.median, 0.5), (spread.high, 0.75)] {
                        assert!((value - quantile(&sorted, part)).abs() < 1e-6, "{name}: {spread:?}");
                    }
                }
                other => assert!(students && *other == Figure::Hidden && sorted.len() < 3 * K, "{name}: {other:?}"),
            }
        }
        Measure::Wait if found.waits.is_empty() => assert_eq!(*figure, Figure::Nothing, "{name}"),
        Measure::Wait => match figure {
            Figure::Wait { count, happened, median: told } => {
                assert_eq!(*count as usize, found.waits.len(), "{name}");
                assert_eq!(*happened as usize, found.waits.iter().filter(|wait| wait.1).count(), "{name}");
                assert_eq!(*told, median(&found.waits), "{name}");
            }
            other => assert!(students && *other == Figure::Hidden && found.people.len() < 3 * K, "{name}: {other:?}"),
        },
        Measure::Mean => {
            let mean = found.numbers.iter().sum::<f64>() / found.numbers.len() as f64;
            let told = figure.number();
            assert!(told.map_or(found.numbers.is_empty(), |told| (told - mean).abs() < 1e-6), "{name}: {figure:?}");
        }
        Measure::Sum | Measure::Each => money(name, definition.measure, figure, found),
    }
}

fn share(name: &str, students: bool, figure: &Figure, found: &Found) {
    let sum = |of: fn(&(u32, u32, Option<String>)) -> u32| found.parts.iter().map(of).sum::<u32>();
    let (of, among) = (sum(|part| part.0), sum(|part| part.1));
    let people = |which: fn(&(u32, u32, Option<String>)) -> bool| {
        found.parts.iter().filter(|part| which(part)).map(|part| part.2.clone()).collect::<BTreeSet<_>>().len()
    };
    let hide =
        students && (people(|_| true) < K || few(people(|part| part.0 > 0)) || few(people(|part| part.0 < part.1)));
    let expected = match figure {
        Figure::Nothing => among == 0,
        Figure::Hidden => hide || few((among - of) as usize) || few(of as usize),
        Figure::Rate { rate: Rate::Exact(rate), of: told, among: all, .. } => {
            let right = (rate - f64::from(of) / f64::from(among)).abs() < 1e-9;
            !hide && right && *told == Some(of) && *all == among
        }
        Figure::Rate { rate: Rate::AtMostFive, among: all, .. } => students && of == 0 && *all == among,
        Figure::Rate { rate: Rate::AtLeastNinetyFive, among: all, .. } => students && of == among && *all == among,
        _ => false,
    };
    assert!(expected, "{name}: {figure:?} instead of {of} of {among}");
}

fn money(name: &str, measure: Measure, figure: &Figure, found: &Found) {
    let sum: i64 = found.money.iter().map(|(_, cents)| cents).sum();
    let hosts: BTreeSet<&String> = found.money.iter().map(|(host, _)| host).collect();
    let most = hosts
        .iter()
        .map(|host| found.money.iter().filter(|(paid, _)| paid == *host).map(|(_, cents)| cents).sum::<i64>())
        .max();
    let tells = hosts.len() < 3 || most.is_some_and(|most| most * 5 > sum * 4);
    match figure {
        Figure::Nothing => assert!(found.money.is_empty(), "{name}"),
        Figure::Hidden => assert!(tells || found.people.len() < 3 * K, "{name}: {sum} of {hosts:?}"),
        Figure::Money { cents, count } => {
            assert!(!tells, "{name}");
            assert_eq!(*count as usize, found.money.len(), "{name}");
            let many = i64::try_from(found.money.len()).unwrap();
            assert_eq!(cents.0, if measure == Measure::Each { sum / many } else { sum }, "{name}");
        }
        other => panic!("{name}: {other:?}"),
    }
}

/// Compares every metric of some periods and filters; how many were told.
async fn compare(cx: &Cx, pool: &PgPool) -> usize {
    let policy = cx.policy();
    let tax = if policy.student_exempt { 0 } else { policy.payroll_tax };
    let plain = Plain::read(pool, cx.at(), policy.wage_floor.0, tax).await;
    let mut told = 0;
    let year = [("period", "own"), ("from", "2025-12-04"), ("until", "2026-12-03")];
    let earlier = [("period", "own"), ("from", "2025-01-01"), ("until", "2025-09-30")];
    for query in [
        vec![("period", "90-days")],
        year.to_vec(),
        earlier.to_vec(),
        [&year[..], &[("category", "Software")]].concat(),
        [&year[..], &[("kind", "nonprofit")]].concat(),
    ] {
        let asked = asked(cx, &query);
        let slice = Slice {
            first: asked.first,
            last: asked.last,
            category: asked.filter.category.clone(),
            kind: asked.filter.kind.map(|kind| kind.word().to_owned()),
        };
        let found = overview(cx, &asked).await.unwrap();
        assert_eq!(found.figures.len(), Metric::ALL.len());
        for one in &found.figures {
            same(one.metric, &one.figure, &plain.metric(one.metric, &slice));
            told += usize::from(one.figure.number().is_some());
        }
    }
    told
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_metric_of_a_world_of_chance_is_computed_twice(pool: PgPool) {
    let (world, cx) = chance(pool, 7).await;
    let told = compare(&cx, &world.backend.pool).await;
    assert!(told > 80, "only {told} figures were told");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn and_of_another(pool: PgPool) {
    let (world, cx) = chance(pool, 20_261_203).await;
    assert!(compare(&cx, &world.backend.pool).await > 80);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_metric_of_the_demonstration_is_computed_twice(pool: PgPool) {
    let clock = Clock::fixed(crate::support::START.parse().unwrap());
    let backend = Backend::new(pool, clock, "http://foothold.test", true);
    seed::demo(&backend).await.unwrap();
    let program = backend.cx(Actor::System).await.unwrap().program().id;
    let cx = backend.system_cx(program).await.unwrap();
    assert!(compare(&cx, &backend.pool).await > 20);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_parts_of_a_metric_give_no_small_group_away(pool: PgPool) {
    let (world, cx) = chance(pool, 11).await;
    let policy = cx.policy();
    let plain = Plain::read(&world.backend.pool, cx.at(), policy.wage_floor.0, policy.payroll_tax).await;
    let asked = asked(&cx, &[("period", "12-months")]);
    for metric in Metric::ALL.iter().filter(|metric| metric.definition().about == About::Students) {
        let page = metric_page(&cx, *metric, &asked).await.unwrap();
        let hidden = page.categories.iter().filter(|(_, figure)| *figure == Figure::Hidden).count();
        for (category, figure) in &page.categories {
            let of_one = Slice { category: Some(category.to_string()), ..slice(&asked) };
            let found = plain.metric(*metric, &of_one);
            if *figure != Figure::Hidden {
                same(*metric, figure, &found);
            }
        }
        assert!(
            hidden != 1
                || page.whole.figure == Figure::Hidden
                || metric.definition().measure == Measure::SharePeople
                || page.categories.len() == 1,
            "{}: {:?}",
            metric.slug(),
            page.categories
        );
        let text = metric_csv(&page);
        let lines = 2 + page.whole.months.len() + page.categories.len() + page.kinds.len();
        assert_eq!(text.lines().count(), lines, "a line for each figure and the headings");
        assert!(
            text.lines().all(|line| !line.contains("hidden: too few")
                || line.contains("\"hidden: too few\",\"\",\"\",\"\",\"\",\"\""))
        );
    }
}

fn slice(asked: &Asked) -> Slice {
    Slice { first: asked.first, last: asked.last, category: None, kind: None }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_funnel_only_narrows(pool: PgPool) {
    let (_world, cx) = chance(pool, 7).await;
    let found = overview(&cx, &asked(&cx, &[("period", "12-months")])).await.unwrap();
    let counts: Vec<u32> =
        found.funnel.iter().map(|step| if let Cell::Shown(count) = step.count { count } else { 0 }).collect();
    assert!(counts[0] > 200 && counts.is_sorted_by(|one, next| one >= next), "{counts:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_staff_and_administrators_of_the_program_read_metrics(pool: PgPool) {
    let (world, cx) = chance(pool, 7).await;
    let year = asked(&cx, &[("period", "12-months")]);
    let staff = world.cx(&world.with_role("Sam Lin", Role::Staff).await).await;
    assert!(overview(&staff, &year).await.is_ok());
    let others = [
        world.student("Maya Reyes").await,
        world.host_member("Dee Cole").await,
        world.with_role("Ruth Abel", Role::Faculty).await,
        world.with_role("Henry Obi", Role::Finance).await,
        world.with_role("Noor Aziz", Role::Dso).await,
    ];
    for person in others {
        let cx = world.cx(&person).await;
        assert!(matches!(overview(&cx, &year).await, Err(Failure::NotFound)), "{}", person.name);
        assert!(matches!(metric_page(&cx, Metric::FillRate, &year).await, Err(Failure::NotFound)));
        assert!(matches!(counted_rows(&cx, Metric::FillRate, &year, 0).await, Err(Failure::NotFound)));
    }
    let elsewhere = world.other_program().await;
    let none = overview(&elsewhere, &year).await.unwrap();
    assert!(none.figures.iter().all(|one| one.figure == Figure::Nothing), "another program has its own");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_rows_are_those_that_are_counted(pool: PgPool) {
    let (_world, cx) = chance(pool, 7).await;
    let year = asked(&cx, &[("period", "12-months")]);
    let page = metric_page(&cx, Metric::ApplicationSuccess, &year).await.unwrap();
    let Figure::Rate { of: Some(of), among, .. } = page.whole.figure else { panic!("{:?}", page.whole.figure) };
    let (mut all, mut chosen, mut turn) = (0, 0, 0);
    loop {
        let rows = counted_rows(&cx, Metric::ApplicationSuccess, &year, turn).await.unwrap().unwrap();
        assert!(rows.rows.iter().all(|row| row.label.contains("Project") && row.day >= year.first));
        all += rows.rows.len();
        chosen += rows.rows.iter().filter(|row| row.of == Some(true)).count();
        turn += 1;
        if !rows.more {
            break;
        }
    }
    assert_eq!((all, chosen), (among as usize, of as usize));
    assert!(counted_rows(&cx, Metric::HostsAgain, &year, 0).await.unwrap().is_none(), "answers are for totals");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_address_nobody_can_read_asks_for_ninety_days(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.system().await;
    let plain = asked(&cx, &[]);
    assert_eq!(asked(&cx, &[("period", "for-ever"), ("from", "x"), ("kind", "club")]), plain);
    assert_eq!(domain::time::days_between(plain.first, plain.last), 89);
    let turned = asked(&cx, &[("period", "own"), ("from", "2026-05-01"), ("until", "2026-02-01")]);
    assert_eq!((turned.first.to_string(), turned.last.to_string()), ("2026-02-01".into(), "2026-05-01".into()));
    let ages = asked(&cx, &[("period", "own"), ("from", "0001-01-01"), ("until", "9999-12-31")]);
    assert!(overview(&cx, &ages).await.is_ok());
}
