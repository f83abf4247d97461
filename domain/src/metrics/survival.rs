//! Time until something happens, where for some it has not happened yet.

use serde::{Deserialize, Serialize};

/// One thing that was watched.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Observed {
    /// How long, in whole days.
    pub days: u32,
    /// Whether it happened then; else nobody knows after that day (censored).
    pub happened: bool,
}

/// The estimate of Kaplan and Meier (1958): which part still waits after so many days.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Survival {
    /// How many were watched.
    pub count: usize,
    /// For how many of them it happened.
    pub happened: usize,
    /// The days on which it happened for somebody, in order, with the part that still waits afterwards.
    pub steps: Vec<(u32, f64)>,
}

impl Survival {
    /// The estimate of what was watched, in any order. Whoever is censored on a day was at risk on it.
    #[must_use]
    pub fn of(observed: &[Observed]) -> Self {
        let mut sorted = observed.to_vec();
        sorted.sort_by_key(|one| one.days);
        let (mut waits, mut steps, mut from) = (1.0, Vec::new(), 0);
        while let Some(first) = sorted.get(from) {
            let rest = &sorted[from..];
            let same = rest.iter().take_while(|one| one.days == first.days);
            let (all, events) =
                same.fold((0_usize, 0_u32), |(all, events), one| (all + 1, events + u32::from(one.happened)));
            if events > 0 {
                let at_risk = f64::from(u32::try_from(rest.len()).unwrap_or(u32::MAX));
                waits *= 1.0 - f64::from(events) / at_risk;
                steps.push((first.days, waits));
            }
            from += all;
        }
        Self { count: observed.len(), happened: observed.iter().filter(|one| one.happened).count(), steps }
    }

    /// The first day by which half is through; nothing while more than half still waits.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        // Half of an even number is half, whatever the last bit says.
        self.steps.iter().find(|(_, waits)| *waits <= 0.5 + 1e-12).map(|(days, _)| *days)
    }

    /// The part that still waits after `days`.
    #[must_use]
    pub fn waits_after(&self, days: u32) -> f64 {
        self.steps.iter().take_while(|(day, _)| *day <= days).last().map_or(1.0, |(_, waits)| *waits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn at(days: u32, happened: bool) -> Observed {
        Observed { days, happened }
    }

    #[test]
    fn the_textbook_case() {
        // Remission of 21 patients under 6-MP (Freireich 1963, as in Cox and Oakes 1984): the median is 23 weeks.
        let events = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let all: Vec<Observed> =
            events.iter().map(|days| at(*days, true)).chain(censored.iter().map(|days| at(*days, false))).collect();
        let found = Survival::of(&all);
        assert_eq!((found.count, found.happened, found.median()), (21, 9, Some(23)));
        let rounded: Vec<(u32, f64)> =
            found.steps.iter().map(|(day, waits)| (*day, (waits * 1e3).round() / 1e3)).collect();
        assert_eq!(rounded, [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.69), (16, 0.627), (22, 0.538), (23, 0.448)]);
    }

    #[test]
    fn while_more_than_half_waits_nobody_knows_the_median() {
        assert_eq!(Survival::of(&[]).median(), None);
        assert_eq!(Survival::of(&[at(3, true), at(9, false), at(9, false)]).median(), None);
        assert_eq!(Survival::of(&[at(3, true), at(5, true)]).median(), Some(3));
        assert_eq!(Survival::of(&[at(3, true), at(5, true), at(9, true)]).median(), Some(5));
    }

    proptest! {
        #[test]
        fn without_censoring_it_is_the_plain_share(days in prop::collection::vec(0..40_u32, 1..60), asked in 0..45_u32) {
            let all: Vec<Observed> = days.iter().map(|days| at(*days, true)).collect();
            let left = days.iter().filter(|day| **day > asked).count();
            let share = f64::from(u32::try_from(left).unwrap()) / f64::from(u32::try_from(days.len()).unwrap());
            prop_assert!((Survival::of(&all).waits_after(asked) - share).abs() < 1e-9);
        }

        #[test]
        fn it_only_goes_down(all in prop::collection::vec((0..40_u32, any::<bool>()), 0..60)) {
            let all: Vec<Observed> = all.into_iter().map(|(days, happened)| at(days, happened)).collect();
            let found = Survival::of(&all);
            prop_assert!(found.steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 > pair[1].1 - 1e-12));
            prop_assert!(found.steps.iter().all(|(_, waits)| (-1e-12..=1.0).contains(waits)));
        }
    }
}
