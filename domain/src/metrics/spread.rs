//! Where the middle of many numbers lies, and how far they reach.

use serde::{Deserialize, Serialize};

/// The middle and the quarters of some numbers.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// A quarter is below.
    pub low: f64,
    /// Half is below.
    pub median: f64,
    /// A quarter is above.
    pub high: f64,
}

impl Spread {
    /// Of these numbers, in any order; nothing without any. What is no number is left out.
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = numbers.into_iter().filter(|number| number.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |part| quantile(&sorted, part);
        Some(Self { count: sorted.len(), low: at(0.25)?, median: at(0.5)?, high: at(0.75)? })
    }
}

/// The quantile of numbers in order, by linear interpolation between the two next to it: PostgreSQL's `percentile_cont`, and
/// type 7 of Hyndman and Fan (1996). Nothing without any; `part` from 0 to 1.
#[must_use]
pub fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = part.clamp(0.0, 1.0) * f64::from(u32::try_from(last).ok()?);
    // A place within an index that fits.
    let below =
        sorted.iter().enumerate().take_while(|(n, _)| u32::try_from(*n).is_ok_and(|n| f64::from(n) <= place)).count();
    let below = below.saturating_sub(1).min(last);
    let rest = place - f64::from(u32::try_from(below).ok()?);
    let (one, next) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(one + (next - one) * rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_few_and_of_many() {
        assert_eq!(Spread::of([]), None);
        let one = Spread::of([3.0]).unwrap();
        assert_eq!((one.count, one.low, one.median, one.high), (1, 3.0, 3.0, 3.0));
        let four = Spread::of([4.0, 1.0, f64::NAN, 3.0, 2.0]).unwrap();
        assert_eq!((four.count, four.low, four.median, four.high), (4, 1.75, 2.5, 3.25));
        assert_eq!(quantile(&[1.0, 2.0, 3.0], 2.0), Some(3.0));
        assert_eq!(quantile(&[1.0, 2.0, 3.0], -1.0), Some(1.0));
    }
}
