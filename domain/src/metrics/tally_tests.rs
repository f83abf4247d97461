//! Figures of made-up observations, and what somebody who subtracts finds out.

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::money::Cents;

fn one(id: u128, category: &str, person: u128, seen: Seen) -> Observation {
    Observation {
        id: Uuid::from_u128(id),
        day: date(2026, 3, 1),
        category: category.into(),
        kind: "".into(),
        host: Uuid::from_u128(id % 4),
        person: Some(Uuid::from_u128(person)),
        seen,
    }
}

fn applications(of: u32, among: u32, category: &str) -> Vec<Observation> {
    let base = u128::from(category.bytes().map(u32::from).sum::<u32>()) * 10_000;
    (0..among)
        .map(|n| one(base + u128::from(n), category, base + u128::from(n), Seen::Part(u32::from(n < of), 1)))
        .collect()
}

fn refer(all: &[Observation]) -> Vec<&Observation> {
    all.iter().collect()
}

fn by_category(all: &[Observation], metric: Metric) -> Vec<Figure> {
    let all = refer(all);
    broken_down(&groups(&all, Grouping::Category), &metric.definition(), 10).into_iter().map(|(_, one)| one).collect()
}

fn of(figure: &Figure) -> Option<u32> {
    if let Figure::Rate { of, .. } = figure { *of } else { None }
}

#[test]
fn a_share_of_students_is_told_when_it_tells_of_enough() {
    let success = Metric::ApplicationSuccess.definition();
    let all = applications(20, 50, "Data");
    let found = figure(&refer(&all), &success, 10);
    assert_eq!((of(&found), found.count(), found.number()), (Some(20), Some(50), Some(40.0)));
    for (of, among) in [(3, 9), (3, 50), (45, 50)] {
        assert_eq!(figure(&refer(&applications(of, among, "Data")), &success, 10), Figure::Hidden, "{of} of {among}");
    }
    assert_eq!(figure(&[], &success, 10), Figure::Nothing);
    let same: Vec<Observation> = (0..60).map(|n| one(n, "Data", n % 7, Seen::Part(u32::from(n % 2 == 0), 1))).collect();
    assert_eq!(figure(&refer(&same), &success, 10), Figure::Hidden, "sixty applications of seven students");
    let returned = Metric::ScopeReturned.definition();
    assert_eq!(of(&figure(&refer(&applications(3, 9, "Data")), &returned, 10)), Some(3), "projects are nobody");
}

#[test]
fn a_student_counts_once_in_a_share_of_people() {
    let all: Vec<Observation> = (0..60).map(|n| one(n, "Data", n % 30, Seen::Part(u32::from(n < 12), 1))).collect();
    let found = figure(&refer(&all), &Metric::SelectionRate.definition(), 10);
    assert_eq!((of(&found), found.count()), (Some(12), Some(30)));
}

#[test]
fn a_small_group_takes_another_with_it() {
    let mut all = applications(20, 50, "Data");
    all.extend(applications(30, 70, "Design"));
    assert!(by_category(&all, Metric::ApplicationSuccess).iter().all(|one| of(one).is_some()));
    all.extend(applications(2, 30, "Video"));
    let found = by_category(&all, Metric::ApplicationSuccess);
    assert_eq!(found.iter().filter(|one| **one == Figure::Hidden).count(), 2, "{found:?}");
}

#[test]
fn money_of_few_hosts_is_not_told_by_subtracting() {
    let pay = |category: &str, from: u128, hosts: u128| {
        (from..from + 20)
            .map(|n| Observation {
                host: Uuid::from_u128(n % hosts),
                ..one(n, category, n, Seen::Cents(Cents(10_000)))
            })
            .collect::<Vec<_>>()
    };
    let mut all = pay("Data", 0, 4);
    all.extend(pay("Design", 100, 5));
    let all_told = by_category(&all, Metric::WagesPaid);
    assert_eq!(all_told[0], Figure::Money { cents: Cents(200_000), count: 20 });
    all.extend(pay("Video", 200, 1));
    let found = by_category(&all, Metric::WagesPaid);
    assert_eq!(found[2], Figure::Hidden);
    assert!(found.iter().filter(|one| **one == Figure::Hidden).count() > 1, "{found:?}");
}

proptest! {
    /// Whoever subtracts what is told from the whole never gets a group of fewer than ten by itself.
    #[test]
    fn subtracting_finds_no_small_group(sizes in prop::collection::vec((0..40_u32, 0..40_u32), 1..6)) {
        let names = ["A", "B", "C", "D", "E", "F"];
        let all: Vec<Observation> = sizes
            .iter()
            .zip(names)
            .flat_map(|((chosen, others), name)| applications(*chosen, chosen + others, name))
            .collect();
        let found = by_category(&all, Metric::ApplicationSuccess);
        let hidden: Vec<&(u32, u32)> =
            sizes.iter().filter(|(of, rest)| of + rest > 0).zip(&found).filter(|(_, one)| **one == Figure::Hidden).map(|(size, _)| size).collect();
        for (size, told) in sizes.iter().filter(|(of, rest)| of + rest > 0).zip(&found) {
            let small = (1..10).contains(&size.0) || (1..10).contains(&size.1);
            prop_assert!(!small || *told == Figure::Hidden, "{size:?} of {sizes:?}: {told:?}");
        }
        let whole = figure(&refer(&all), &Metric::ApplicationSuccess.definition(), 10);
        prop_assert!(hidden.len() != 1 || whole == Figure::Hidden || !(1..10).contains(&hidden[0].0), "{sizes:?}: {found:?}");
    }
}
