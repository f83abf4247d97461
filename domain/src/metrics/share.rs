//! Rates: numerator, denominator, and how sure they are.

use serde::{Deserialize, Serialize};

use super::Z;

/// The four-fifths rule of the Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4(D)): a group whose rate
/// is less than this part of the best one is looked at.
pub const FOUR_FIFTHS: f64 = 0.8;

/// So many out of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Share {
    /// The numerator.
    pub of: u32,
    /// The denominator.
    pub among: u32,
}

/// How much higher or lower the rate of a group is than that of the reference, in parts of one.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Gap {
    /// The rate of the group less that of the reference.
    pub difference: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Share {
    /// The rate, from 0 to 1; nothing without a denominator. A numerator above it counts as all.
    #[must_use]
    pub fn rate(self) -> Option<f64> {
        (self.among > 0).then(|| f64::from(self.of.min(self.among)) / f64::from(self.among))
    }

    /// Wilson's 95 % score interval, without continuity correction. E. B. Wilson, "Probable Inference, the Law of
    /// Succession, and Statistical Inference", Journal of the American Statistical Association 22 (1927), 209-212.
    #[must_use]
    pub fn interval(self) -> Option<(f64, f64)> {
        let (rate, n) = (self.rate()?, f64::from(self.among));
        let (square, scale) = (Z * Z, 1.0 + Z * Z / n);
        let middle = (rate + square / (2.0 * n)) / scale;
        let half = Z / scale * (rate * (1.0 - rate) / n + square / (4.0 * n * n)).sqrt();
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }
}

/// The gap of a group to the reference with Newcombe's 95 % interval (1998, method 10): the score intervals of both rates,
/// squared and added. Nothing when one of them has nobody.
#[must_use]
pub fn gap(group: Share, reference: Share) -> Option<Gap> {
    let (p, q) = (group.rate()?, reference.rate()?);
    let ((p_low, p_high), (q_low, q_high)) = (group.interval()?, reference.interval()?);
    let difference = p - q;
    let below = (p - p_low).hypot(q_high - q);
    let above = (p_high - p).hypot(q - q_low);
    Some(Gap { difference, low: (difference - below).max(-1.0), high: (difference + above).min(1.0) })
}

/// The rate of each group as a part of the best one; nothing for groups without anybody, or where nobody has a rate above
/// zero.
#[must_use]
pub fn ratio_to_best(groups: &[Share]) -> Vec<Option<f64>> {
    let best = groups.iter().filter_map(|group| group.rate()).fold(0.0, f64::max);
    groups.iter().map(|group| group.rate().filter(|_| best > 0.0).map(|rate| rate / best)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn share(of: u32, among: u32) -> Share {
        Share { of, among }
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-5, "{found} is not {expected}");
    }

    #[test]
    fn the_interval_is_that_of_the_textbook() {
        // Newcombe, Statistics in Medicine 17 (1998) 857: 81 of 263, 15 of 148, 0 of 20, 1 of 29 by the score method.
        for (of, among, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let (found_low, found_high) = share(of, among).interval().unwrap();
            near(found_low, low);
            near(found_high, high);
        }
    }

    #[test]
    fn the_gap_is_that_of_the_textbook() {
        // Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10.
        for (group, reference, low, high) in [
            (share(56, 70), share(48, 80), 0.0524, 0.3339),
            (share(9, 10), share(3, 10), 0.1705, 0.8090),
            (share(10, 10), share(0, 20), 0.6791, 1.0),
        ] {
            let found = gap(group, reference).unwrap();
            near(found.low, low);
            near(found.high, high);
        }
    }

    #[test]
    fn four_fifths_of_the_best() {
        let ratios = ratio_to_best(&[share(40, 100), share(30, 100), share(0, 0)]);
        assert_eq!((ratios[0], ratios[2]), (Some(1.0), None));
        near(ratios[1].unwrap(), 0.75);
        assert!(ratios[1].unwrap() < FOUR_FIFTHS);
        assert_eq!(ratio_to_best(&[share(0, 5), share(0, 7)]), [None, None], "nobody was chosen");
        assert!(share(1, 0).rate().is_none() && gap(share(0, 0), share(1, 2)).is_none());
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_rate(of in 0..5_000_u32, more in 0..5_000_u32, q in 0..50_u32, among in 1..50_u32) {
            let one = share(of, of + more);
            prop_assume!(one.among > 0);
            let (low, high) = one.interval().unwrap();
            let rate = one.rate().unwrap();
            let better = Share { of: of + 1, ..one };
            prop_assert!(more == 0 || better.interval().unwrap().0 > low, "more of as many is surer");
            prop_assert!(low <= rate + 1e-12 && rate <= high + 1e-12 && low >= 0.0 && high <= 1.0);
            let other = share(q.min(among), among);
            let (gap, back) = (gap(one, other).unwrap(), gap(other, one).unwrap());
            prop_assert!(gap.low <= gap.difference + 1e-12 && gap.difference <= gap.high + 1e-12);
            prop_assert!((gap.low + back.high).abs() < 1e-9, "the other way round it is the same interval");
        }
    }
}
