//! How projects begun from a template ended, and the order of templates that follows from it.
//!
//! Nine of ten is better proof than one of one. Templates are therefore compared by the lower bound of the
//! [interval](Share::interval) of the share that was completed: the share one can be 95 % sure of.

use crate::metrics::Share;
use crate::time::Minutes;

/// Finished projects below which nothing is said about a template: the interval would be wider than the differences.
pub const LEAST_FINISHED: u32 = 5;

/// What became of the projects that began from one template. Finished are those that were completed, and those that were
/// called off after students could see them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Outcomes {
    /// Completed, or called off after publishing.
    pub finished: u32,
    /// Completed.
    pub completed: u32,
    /// Completed, and the work of every student was accepted in the first round.
    pub first_round: u32,
    /// The median over completed projects of the approved time of one student, where there is any.
    pub usual: Option<Minutes>,
}

impl Outcomes {
    /// Whether there are enough to say something.
    #[must_use]
    pub const fn is_enough(&self) -> bool {
        self.finished >= LEAST_FINISHED
    }

    /// What the card of the template says: `Finished 9 of 10 times, usually 22 h`. `None` while there are too few.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        if !self.is_enough() {
            return None;
        }
        let usual = self.usual.map(|time| (time.0 + 30) / 60).filter(|hours| *hours > 0);
        let usual = usual.map(|hours| format!(", usually {hours}\u{a0}h")).unwrap_or_default();
        Some(format!("Finished {} of {} times{usual}", self.completed, self.finished))
    }

    /// The share that was completed, as far as one can be sure; then the share accepted in the first round.
    fn proof(&self) -> (f64, f64) {
        let sure = |of| Share { of, among: self.finished }.interval().map_or(0.0, |(low, _)| low);
        (sure(self.completed), sure(self.first_round))
    }

    /// Whether most of its projects were called off.
    const fn mostly_failed(&self) -> bool {
        self.completed * 2 < self.finished
    }
}

/// Orders templates: first those that proved themselves, the surest first; then those nobody can judge yet, as they were
/// given; last those whose projects were mostly called off. What is alike keeps the given order.
pub fn rank<T>(templates: &mut [T], outcomes: impl Fn(&T) -> Outcomes) {
    templates.sort_by(|one, other| {
        let (one, other) = (outcomes(one), outcomes(other));
        let group = |outcomes: &Outcomes| match (outcomes.is_enough(), outcomes.mostly_failed()) {
            (true, false) => 0,
            (false, _) => 1,
            (true, true) => 2,
        };
        let by_group = group(&one).cmp(&group(&other));
        if !by_group.is_eq() || !one.is_enough() {
            return by_group;
        }
        let (ours, theirs) = (one.proof(), other.proof());
        theirs.0.total_cmp(&ours.0).then(theirs.1.total_cmp(&ours.1))
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(completed: u32, finished: u32) -> Outcomes {
        Outcomes { finished, completed, first_round: 0, usual: None }
    }

    #[test]
    fn more_proof_comes_first_and_few_keep_their_places() {
        let mut list = vec![
            ("untried", of(0, 0)),
            ("failed", of(1, 10)),
            ("four of four", of(4, 4)),
            ("nine of ten", of(9, 10)),
            ("ninety of a hundred", of(90, 100)),
            ("none of four", of(0, 4)),
            ("five of five", of(5, 5)),
        ];
        rank(&mut list, |(_, outcomes)| *outcomes);
        let names: Vec<_> = list.iter().map(|(name, _)| *name).collect();
        let expected =
            ["ninety of a hundred", "nine of ten", "five of five", "untried", "four of four", "none of four"];
        assert_eq!(names[..6], expected);
        assert_eq!(names[6], "failed");
    }

    #[test]
    fn of_two_that_finish_alike_the_one_without_revisions_comes_first() {
        let mut list = vec![("revised", of(9, 10)), ("at once", Outcomes { first_round: 8, ..of(9, 10) })];
        rank(&mut list, |(_, outcomes)| *outcomes);
        assert_eq!(list[0].0, "at once");
    }

    #[test]
    fn the_card_says_what_was_counted() {
        let outcomes = Outcomes { usual: Some(Minutes(22 * 60 + 10)), ..of(9, 10) };
        assert_eq!(outcomes.words().as_deref(), Some("Finished 9 of 10 times, usually 22\u{a0}h"));
        assert_eq!(of(6, 8).words().as_deref(), Some("Finished 6 of 8 times"));
        assert_eq!(of(4, 4).words(), None);
    }

    proptest! {
        #[test]
        fn ranking_loses_nobody_and_is_stable(counts in prop::collection::vec((0_u32..12, 0_u32..12), 0..20)) {
            let outcomes = |(completed, cancelled): &(u32, u32)| of(*completed, completed + cancelled);
            let mut list: Vec<_> = counts.iter().copied().enumerate().collect();
            rank(&mut list, |(_, counts)| outcomes(counts));
            let few: Vec<usize> = list.iter().filter(|(_, c)| !outcomes(c).is_enough()).map(|(at, _)| *at).collect();
            prop_assert!(few.is_sorted());
            let mut all: Vec<usize> = list.iter().map(|(at, _)| *at).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..counts.len()).collect::<Vec<_>>());
        }
    }
}
