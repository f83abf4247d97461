//! The week before, once more.

use crate::time::{Minutes, plus_days};

use super::{EntryFacts, NewEntry, check_entry};

/// What came of copying a week.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copied {
    /// The entries to add, in the order of the week before.
    pub add: Vec<NewEntry>,
    /// How many stood in the new week already.
    pub there: usize,
    /// How many a rule left out: days to come or past the end, no room in the day.
    pub left_out: usize,
}

/// Moves each entry of the week before by seven days. Those that stand there already, word for word, are not added again,
/// so that copying twice adds nothing. `facts` are those of each day, without what the copy adds.
pub fn copy_week(before: &[NewEntry], now: &[NewEntry], facts: impl Fn(crate::time::Day) -> EntryFacts) -> Copied {
    let mut copied = Copied::default();
    let mut rest: Vec<&NewEntry> = now.iter().collect();
    for entry in before {
        let entry = NewEntry { day: plus_days(entry.day, 7), ..entry.clone() };
        // Two equal entries need two that stand there.
        if let Some(place) = rest.iter().position(|one| **one == entry) {
            rest.swap_remove(place);
            copied.there += 1;
            continue;
        }
        let mut facts = facts(entry.day);
        for added in copied.add.iter().filter(|added| added.day == entry.day) {
            facts.logged_that_day = Minutes(facts.logged_that_day.0.saturating_add(added.minutes.0));
            facts.taken.push(added.span());
        }
        if check_entry(&entry, &facts).is_ok() {
            copied.add.push(entry);
        } else {
            copied.left_out += 1;
        }
    }
    copied
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Day;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn entry(day: Day, minutes: i32, starts: Option<i32>) -> NewEntry {
        NewEntry { day, minutes: Minutes(minutes), starts, description: "Drafted chart three".into() }
    }

    fn facts(_: Day) -> EntryFacts {
        EntryFacts {
            today: date(2026, 12, 10),
            start: date(2026, 11, 2),
            end: date(2026, 12, 11),
            logged_that_day: Minutes(0),
            taken: Vec::new(),
            week_is_editable: true,
        }
    }

    #[test]
    fn copying_twice_adds_nothing() {
        let before = [entry(date(2026, 12, 1), 90, None), entry(date(2026, 12, 1), 90, None)];
        let once = copy_week(&before, &[], facts);
        assert_eq!((once.add.len(), once.add[0].day), (2, date(2026, 12, 8)));
        let twice = copy_week(&before, &once.add, facts);
        assert_eq!((twice.add.len(), twice.there), (0, 2));
    }

    #[test]
    fn days_to_come_are_left_out() {
        let before = [entry(date(2026, 12, 3), 90, None), entry(date(2026, 12, 4), 90, None)];
        let copied = copy_week(&before, &[], facts);
        assert_eq!((copied.add.len(), copied.left_out), (1, 1));
    }

    proptest! {
        #[test]
        fn what_is_added_meets_the_rules_together(rows in proptest::collection::vec((0..7_i64, 1..900_i32, proptest::option::of(0..500_i32)), 0..12)) {
            let monday = date(2026, 11, 30);
            let before: Vec<_> = rows.iter().map(|(day, minutes, starts)| entry(plus_days(monday, *day), *minutes, *starts)).collect();
            let copied = copy_week(&before, &[], facts);
            prop_assert_eq!(copied.add.len() + copied.left_out, before.len());
            for day in crate::time::Week::of(date(2026, 12, 7)).days() {
                let that_day: Vec<_> = copied.add.iter().filter(|one| one.day == day).collect();
                prop_assert!(that_day.iter().map(|one| one.minutes.0).sum::<i32>() <= 1440);
                for (index, one) in that_day.iter().enumerate() {
                    prop_assert!(that_day.iter().skip(index + 1).all(|two| !one.span().overlaps(&two.span())));
                }
            }
        }
    }
}
