//! The three ways out when hours run out, with their numbers.

use crate::money::Cents;
use crate::policy::{NetPay, least_pay};
use crate::time::{Day, Minutes, days_between, plus_days};

use super::meter::Progress;

/// One way out: what the agreement would be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Working time in all.
    pub time: Minutes,
    /// Last day.
    pub end: Day,
    /// Pay before tax in all.
    pub fee: Cents,
    /// Pay before tax an hour; `None` where nothing is paid.
    pub per_hour: Option<Cents>,
}

/// The three of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ways {
    /// Hours the rest of the plan takes.
    pub needed: Minutes,
    /// Hours that are left of the agreed ones.
    pub left: Minutes,
    /// What is missing, in whole hours; zero when the rest fits.
    pub missing: Minutes,
    /// Something falls away: hours, days and pay stay.
    pub trim: Way,
    /// More hours and days for the same pay, or for as much as the wage floor asks.
    pub extend: Way,
    /// More hours and days, each hour paid like those agreed.
    pub top_up: Way,
}

/// What each way would mean. `open_plan` is what the plan gives to milestones that are not handed in; without hours in
/// the plan a tenth of the agreed time counts as missing, the least that is worth asking for.
#[must_use]
pub fn ways(
    progress: &Progress,
    open_plan: Minutes,
    pay: &NetPay,
    end: Day,
    start: Day,
    today: Day,
    floor: Cents,
) -> Ways {
    let (planned, logged) = (progress.planned, progress.logged());
    let left = Minutes((planned.0 - logged.0).max(0));
    let needed = if progress.whole_plan.0 > 0 { open_plan } else { Minutes(left.0 + planned.0 / 10) };
    let short = (needed.0 - left.0).max(0);
    let missing = Minutes::hours(short / 60 + i32::from(short % 60 > 0));
    // At least an hour: whoever asks for more has a reason the plan does not know.
    let more = missing.max(Minutes(60));
    let time = Minutes(planned.0 / 60 * 60 + i32::from(planned.0 % 60 > 0) * 60 + more.0);
    let end_later = plus_days(end.max(today), days_for(more, logged, start, today));
    let paid = pay.gross.0 > 0;
    let way = |time: Minutes, end: Day, fee: Cents| Way {
        time,
        end,
        fee,
        per_hour: if paid { fee.per_hour(time.0) } else { None },
    };
    let same_rate = Cents(pay.gross.0.saturating_mul(i64::from(time.0)) / i64::from(planned.0.max(1)));
    let floored = if paid { pay.gross.max(whole(least_pay(floor, time))) } else { pay.gross };
    Ways {
        needed,
        left,
        missing,
        trim: way(planned, end, pay.gross),
        extend: way(time, end_later, floored),
        top_up: way(time, end_later, if paid { whole(same_rate).max(floored) } else { pay.gross }),
    }
}

/// Days for so much more time at the pace so far, at most four weeks; a week when nothing is logged.
fn days_for(more: Minutes, logged: Minutes, start: Day, today: Day) -> i64 {
    let days = days_between(start, today).max(6) + 1;
    if logged.0 <= 0 {
        return 7;
    }
    let needed = (i64::from(more.0) * days + i64::from(logged.0) - 1) / i64::from(logged.0);
    needed.clamp(1, 28)
}

/// Whole dollars, upwards.
const fn whole(amount: Cents) -> Cents {
    Cents(amount.0.saturating_add(99) / 100 * 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::policy;
    use crate::policy::net_pay;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn progress(logged: i32) -> Progress {
        Progress {
            planned: Minutes::hours(24),
            approved: Minutes(logged),
            submitted: Minutes(0),
            unsent: Minutes(0),
            accepted_plan: Minutes::hours(12),
            reached_plan: Minutes::hours(20),
            whole_plan: Minutes::hours(24),
            accepted: false,
        }
    }

    fn read(logged: i32, open: i32) -> Ways {
        let pay = net_pay(Cents(54_000), Minutes::hours(24), false, &policy());
        let (start, today, end) = (date(2026, 11, 16), date(2026, 12, 6), date(2026, 12, 11));
        ways(&progress(logged), Minutes(open), &pay, end, start, today, policy().wage_floor)
    }

    #[test]
    fn each_way_has_its_hours_days_and_money() {
        let ways = read(20 * 60, 8 * 60);
        assert_eq!([ways.needed, ways.left, ways.missing], [8, 4, 4].map(Minutes::hours));
        assert_eq!((ways.trim.time, ways.trim.fee), (Minutes::hours(24), Cents(54_000)));
        // Four hours at 20 in three weeks: five days more.
        assert_eq!((ways.extend.time, ways.extend.end), (Minutes::hours(28), date(2026, 12, 16)));
        assert_eq!((ways.extend.fee, ways.extend.per_hour), (Cents(54_000), Some(Cents(1_928))));
        assert_eq!((ways.top_up.fee, ways.top_up.per_hour), (Cents(63_000), Some(Cents(2_250))));
    }

    #[test]
    fn what_fits_misses_nothing() {
        assert_eq!(read(20 * 60, 4 * 60).missing, Minutes(0));
        assert_eq!(read(20 * 60, 4 * 60 + 1).missing, Minutes::hours(1));
    }

    proptest! {
        #[test]
        fn an_extension_never_pays_below_the_floor_and_a_top_up_never_less_an_hour(
            logged in 0_i32..3_000, open in 0_i32..3_000,
        ) {
            let ways = read(logged, open);
            prop_assert!(ways.extend.per_hour.unwrap() >= policy().wage_floor);
            prop_assert!(ways.top_up.per_hour.unwrap() >= ways.trim.per_hour.unwrap());
            prop_assert!(ways.extend.time > ways.trim.time && ways.extend.end > ways.trim.end);
        }
    }
}
