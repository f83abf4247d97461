//! Single figures as they may be shown: rates, counts for everybody, and money (`metrics.md`, suppression).

use serde::{Deserialize, Serialize};

use super::Share;
use crate::money::Cents;

/// Fewest people a figure may be about, where a program has not asked for more.
pub const SMALLEST_GROUP: u32 = 10;
/// No program may ask for fewer.
pub const LEAST_SMALLEST_GROUP: u32 = 5;
/// Fewest hosts behind an amount of money.
const HOSTS: usize = 3;
/// The largest part of an amount one host may stand for, in per cent.
const ONE_HOST: i64 = 80;
/// Counts for everybody are given to the nearest of these.
const ROUNDED: u32 = 5;

/// A rate as it may be shown.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub enum Rate {
    /// Of too few people, or it tells of too few.
    Hidden,
    /// Nobody: at most 5 %, because "nobody" says something of each of them.
    AtMostFive,
    /// Everybody: at least 95 %.
    AtLeastNinetyFive,
    /// From 0 to 1.
    Exact(f64),
}

/// The rate where at least `k` people are in it, in its numerator and in the rest.
#[must_use]
pub fn shown_rate(share: Share, k: u32) -> Rate {
    let of = share.of.min(share.among);
    let rest = share.among - of;
    let few = |count: u32| (1..k).contains(&count);
    match share.rate() {
        _ if share.among < k || few(of) || few(rest) => Rate::Hidden,
        None => Rate::Hidden,
        Some(_) if of == 0 => Rate::AtMostFive,
        Some(_) if rest == 0 => Rate::AtLeastNinetyFive,
        Some(rate) => Rate::Exact(rate),
    }
}

/// A count for everybody's eyes, to the nearest five.
#[must_use]
pub const fn for_everybody(count: u32) -> u32 {
    count.saturating_add(ROUNDED / 2) / ROUNDED * ROUNDED
}

/// The sum of what each host paid, where it tells of none of them: three hosts at least, and none with more than 80 %.
#[must_use]
pub fn shown_money(by_host: &[Cents]) -> Option<Cents> {
    let paid = || by_host.iter().map(|cents| cents.0).filter(|cents| *cents > 0);
    let (sum, most) = (paid().fold(0_i64, i64::saturating_add), paid().max()?);
    let alone = i128::from(most) * 100 > i128::from(sum) * i128::from(ONE_HOST);
    (paid().count() >= HOSTS && !alone).then_some(Cents(sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::too_few_in_all(4, 9, Rate::Hidden)]
    #[case::too_few_of_them(9, 100, Rate::Hidden)]
    #[case::too_few_of_the_rest(91, 100, Rate::Hidden)]
    #[case::nobody(0, 100, Rate::AtMostFive)]
    #[case::everybody(100, 100, Rate::AtLeastNinetyFive)]
    #[case::some(25, 100, Rate::Exact(0.25))]
    #[case::no_one_to_ask(0, 0, Rate::Hidden)]
    fn a_rate_tells_of_nobody(#[case] of: u32, #[case] among: u32, #[case] shown: Rate) {
        assert_eq!(shown_rate(Share { of, among }, SMALLEST_GROUP), shown);
    }

    #[test]
    fn counts_for_everybody_are_round() {
        let found: Vec<u32> = [0, 2, 3, 7, 8, 12, 13].into_iter().map(for_everybody).collect();
        assert_eq!(found, [0, 0, 5, 5, 10, 10, 15]);
        assert_eq!(for_everybody(u32::MAX) % 5, 0);
    }

    #[rstest]
    #[case::two_hosts(&[500, 500], None)]
    #[case::one_of_three_pays_most(&[8_100, 1_000, 900], None)]
    #[case::at_the_limit(&[8_000, 1_000, 1_000], Some(10_000))]
    #[case::who_pays_nothing_is_no_host(&[500, 500, 0], None)]
    #[case::nobody_pays(&[], None)]
    fn money_tells_of_no_host(#[case] paid: &[i64], #[case] shown: Option<i64>) {
        let paid: Vec<Cents> = paid.iter().copied().map(Cents).collect();
        assert_eq!(shown_money(&paid), shown.map(Cents));
    }
}
