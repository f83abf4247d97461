//! Dated figures the rules read, never code: each has a valid-from date and a source in the
//! database (`policies`). The defaults are those of the specification.

mod figures;

use serde::{Deserialize, Serialize};

pub use figures::{FIGURES, Figure, Unit, fit_together};

use crate::money::Cents;
use crate::time::{Day, Instant, Minutes, plus_days};

/// A program's figures on one day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// The version that is written into every event: the newest valid-from date in force.
    #[serde(with = "crate::time::as_text")]
    pub version: Day,
    /// Lowest pay before tax per hour (Q08). Product default $15.00.
    pub wage_floor: Cents,
    /// Share of pay a W-2 payer withholds, in basis points: 6.2 % + 1.45 % (26 U.S.C. 3101) = 765.
    pub payroll_tax: i64,
    /// Whether students are exempt from it (26 U.S.C. 3121(b)(10)).
    pub student_exempt: bool,
    /// Fewest hours of a project (Q05).
    pub least_hours: i32,
    /// Most hours of a project (Q05).
    pub most_hours: i32,
    /// Applications a student may have open at once.
    pub open_applications: i32,
    /// Most accepted and offered hours a student may have in one week.
    pub weekly_hours: i32,
    /// Business days staff have to review a project.
    pub review_days: i32,
    /// Business days a host has to answer applicants.
    pub decision_days: i32,
    /// Business day on which an unanswered applicant is answered automatically.
    pub automatic_answer_days: i32,
    /// Hours an offer stands.
    pub offer_hours: i32,
    /// Business days after which a submitted week counts as approved.
    pub silent_approval_days: i32,
    /// Business days after which staff may deem work accepted.
    pub acceptance_days: i32,
    /// Calendar days a review window stays open.
    pub review_window_days: i32,
    /// Calendar days an extension waits for each answer before it lapses.
    pub extension_days: i32,
    /// Whether hosts see name, school and grades only after shortlisting.
    pub blind_selection: bool,
    /// Whether clean projects of hosts that have proved themselves are published without a reviewer.
    pub fast_track: bool,
}

impl Policy {
    /// The specification's defaults, in force from `version`.
    #[must_use]
    pub fn defaults(version: Day) -> Self {
        Self {
            version,
            wage_floor: Cents(1500),
            payroll_tax: 765,
            student_exempt: false,
            least_hours: 5,
            most_hours: 40,
            open_applications: 5,
            weekly_hours: 20,
            review_days: 2,
            decision_days: 5,
            automatic_answer_days: 10,
            offer_hours: 48,
            silent_approval_days: 5,
            acceptance_days: 7,
            review_window_days: 14,
            extension_days: 3,
            blind_selection: true,
            fast_track: true,
        }
    }

    /// Every figure by its name in the `policies` table, as text: how a policy travels to the browser,
    /// which reads lists of names and texts already.
    #[must_use]
    pub fn figures(&self) -> Vec<(String, String)> {
        let figures: [(&str, i64); 17] = [
            ("wage_floor", self.wage_floor.0),
            ("payroll_tax", self.payroll_tax),
            ("student_exempt", i64::from(self.student_exempt)),
            ("least_hours", i64::from(self.least_hours)),
            ("most_hours", i64::from(self.most_hours)),
            ("open_applications", i64::from(self.open_applications)),
            ("weekly_hours", i64::from(self.weekly_hours)),
            ("review_days", i64::from(self.review_days)),
            ("decision_days", i64::from(self.decision_days)),
            ("automatic_answer_days", i64::from(self.automatic_answer_days)),
            ("offer_hours", i64::from(self.offer_hours)),
            ("silent_approval_days", i64::from(self.silent_approval_days)),
            ("acceptance_days", i64::from(self.acceptance_days)),
            ("review_window_days", i64::from(self.review_window_days)),
            ("extension_days", i64::from(self.extension_days)),
            ("blind_selection", i64::from(self.blind_selection)),
            ("fast_track", i64::from(self.fast_track)),
        ];
        figures.into_iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect()
    }

    /// The policy that [`Policy::figures`] came from.
    #[must_use]
    pub fn from_figures(version: Day, figures: &[(String, String)]) -> Self {
        let mut policy = Self::defaults(version);
        for (name, value) in figures {
            if let Ok(value) = value.parse() {
                policy.set(name, value);
            }
        }
        policy
    }

    /// Sets one figure by its name in the `policies` table; false for an unknown name.
    pub fn set(&mut self, name: &str, value: i64) -> bool {
        let small = i32::try_from(value).unwrap_or(i32::MAX);
        match name {
            "wage_floor" => self.wage_floor = Cents(value),
            "payroll_tax" => self.payroll_tax = value,
            "student_exempt" => self.student_exempt = value != 0,
            "least_hours" => self.least_hours = small,
            "most_hours" => self.most_hours = small,
            "open_applications" => self.open_applications = small,
            "weekly_hours" => self.weekly_hours = small,
            "review_days" => self.review_days = small,
            "decision_days" => self.decision_days = small,
            "automatic_answer_days" => self.automatic_answer_days = small,
            "offer_hours" => self.offer_hours = small,
            "silent_approval_days" => self.silent_approval_days = small,
            "acceptance_days" => self.acceptance_days = small,
            "review_window_days" => self.review_window_days = small,
            "extension_days" => self.extension_days = small,
            "blind_selection" => self.blind_selection = value != 0,
            "fast_track" => self.fast_track = value != 0,
            _ => return false,
        }
        true
    }
}

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
    fn a_policy_survives_its_way_to_the_browser() {
        let mut policy = Policy::defaults(date(2026, 1, 1));
        for (number, (name, _)) in policy.figures().into_iter().enumerate() {
            let value = if policy.figures()[number].1 == "0" { 1 } else { 0 };
            assert!(policy.set(&name, value), "{name}");
            assert_eq!(Policy::from_figures(policy.version, &policy.figures()), policy, "{name}");
        }
    }

    #[test]
    fn every_figure_can_be_set_by_name() {
        let mut policy = Policy::defaults(date(2026, 1, 1));
        assert!(policy.set("wage_floor", 1700));
        assert_eq!(policy.wage_floor, Cents(1700));
        assert!(!policy.set("no_such_figure", 1));
    }
}
