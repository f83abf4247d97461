//! Dated figures the rules read, never code: each has a valid-from date and a source in the
//! database (`policies`). The defaults are those of the specification.

mod figures;
mod table;

use serde::{Deserialize, Serialize};

pub use figures::{Figure, Group, Unit, fit_together};
pub use table::{FIGURES, Policy};

use crate::money::Cents;
use crate::time::{Day, Instant, Minutes, plus_days};

/// What reaches the student of a gross amount, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NetPay {
    /// Before tax.
    pub gross: Cents,
    /// Withheld by the payer: payroll tax of a W-2 classification, else nothing.
    pub withheld: Cents,
    /// What reaches the student.
    pub net: Cents,
    /// Net divided by the most hours the work may take.
    pub per_hour: Option<Cents>,
}

/// Net pay of `gross` for at most `longest`. Income tax is never estimated (`wizard.md`, Pay words).
#[must_use]
pub fn net_pay(gross: Cents, longest: Minutes, employee: bool, policy: &Policy) -> NetPay {
    let rate = if employee && !policy.student_exempt { policy.payroll_tax } else { 0 };
    // Half a cent rounds up, as the Internal Revenue Service rounds (Publication 15, fractions of cents).
    let withheld = Cents(gross.0.saturating_mul(rate).saturating_add(5_000) / 10_000);
    let net = Cents(gross.0 - withheld.0);
    NetPay { gross, withheld, net, per_hour: net.per_hour(longest.0) }
}

/// The least pay before tax for `longest` when an hour earns `floor`, rounded up to the cent: what the
/// scope check and extensions compare a fee with.
#[must_use]
pub fn least_pay(floor: Cents, longest: Minutes) -> Cents {
    Cents(floor.0.saturating_mul(i64::from(longest.0)).saturating_add(59) / 60)
}

/// The program's working days: Monday to Friday without its holidays. In JSON the list of its holidays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar {
    /// Days on which timers stand still.
    #[serde(with = "crate::time::as_text::list")]
    pub holidays: Vec<Day>,
}

impl Calendar {
    /// Whether timers run on this day.
    #[must_use]
    pub fn is_business_day(&self, day: Day) -> bool {
        day.weekday().to_monday_zero_offset() < 5 && !self.holidays.contains(&day)
    }

    /// The `count`th business day after `day`.
    #[must_use]
    pub fn after(&self, day: Day, count: i32) -> Day {
        self.walk(day, count, 1)
    }

    /// The `count`th business day before `day`.
    #[must_use]
    pub fn before(&self, day: Day, count: i32) -> Day {
        self.walk(day, count, -1)
    }

    /// The latest day from which `count` business days have passed on `today`.
    #[must_use]
    pub fn passed_since(&self, today: Day, count: i32) -> Day {
        plus_days(self.before(plus_days(today, 1), count), -1)
    }

    /// Business days after `from` up to and including `to`.
    #[must_use]
    pub fn between(&self, from: Day, to: Day) -> i32 {
        let mut count = 0;
        let mut day = from;
        while day < to && count < 10_000 {
            day = plus_days(day, 1);
            count += i32::from(self.is_business_day(day));
        }
        count
    }

    fn walk(&self, day: Day, count: i32, step: i64) -> Day {
        let mut day = day;
        let mut left = count.max(0);
        // A year of holidays in a row would be a mistake in the calendar: stop there.
        for _ in 0..(count.max(0) + 1) * 7 + 366 {
            if left == 0 {
                break;
            }
            day = plus_days(day, step);
            if self.is_business_day(day) {
                left -= 1;
            }
        }
        day
    }
}

/// The end of an offer: `policy.offer_hours` after `at`.
#[must_use]
pub fn offer_expires(at: Instant, policy: &Policy) -> Instant {
    crate::time::plus_hours(at, i64::from(policy.offer_hours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn net_pay_matches_the_worked_example_of_the_design() {
        let policy = Policy::defaults(date(2026, 1, 1));
        let pay = net_pay(Cents(54_000), Minutes::hours(24), true, &policy);
        assert_eq!((pay.withheld, pay.net, pay.per_hour), (Cents(4_131), Cents(49_869), Some(Cents(2_077))));
        let pay = net_pay(Cents(54_000), Minutes::hours(24), false, &policy);
        assert_eq!((pay.withheld, pay.net), (Cents(0), Cents(54_000)));
    }

    #[test]
    fn business_days_skip_weekends_and_holidays() {
        let calendar = Calendar { holidays: vec![date(2026, 11, 26), date(2026, 11, 27)] };
        assert_eq!(calendar.after(date(2026, 11, 25), 1), date(2026, 11, 30));
        assert_eq!(calendar.after(date(2026, 11, 25), 5), date(2026, 12, 4));
        assert_eq!(calendar.between(date(2026, 11, 25), date(2026, 12, 4)), 5);
        assert_eq!(calendar.after(date(2026, 11, 25), 0), date(2026, 11, 25));
        assert_eq!(calendar.before(date(2026, 11, 30), 1), date(2026, 11, 25));
        assert_eq!(calendar.before(date(2026, 12, 4), 5), date(2026, 11, 25));
        assert_eq!(calendar.before(date(2026, 11, 28), 0), date(2026, 11, 28));
    }

    #[test]
    fn so_many_business_days_have_passed_since_that_day_and_not_since_the_next() {
        let calendar = Calendar { holidays: vec![date(2026, 11, 26), date(2026, 11, 27)] };
        for (ahead, count) in (0..40).flat_map(|ahead| (1..8).map(move |count| (ahead, count))) {
            let today = plus_days(date(2026, 11, 10), ahead);
            let since = calendar.passed_since(today, count);
            assert!(calendar.between(since, today) >= count, "{since} {today} {count}");
            assert!(calendar.between(plus_days(since, 1), today) < count, "{since} {today} {count}");
        }
    }
}
