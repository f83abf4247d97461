//! What an extension may change, and every rule the change must meet, each by name.

use crate::engagements::{Authorization, Stage as Work};
use crate::money::Cents;
use crate::policy::{Policy, least_pay};
use crate::refusal::Refusal;
use crate::time::{Day, Minutes, days_between, long_date, plus_days};

/// Days from today within which the new last day must be: further away is a slip of the keyboard.
const FURTHEST: i64 = 366;

/// How far the work reaches: what an extension changes of an engagement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extent {
    /// Last day.
    pub end: Day,
    /// Agreed working time; the most the student is expected to need.
    pub time: Minutes,
    /// Pay before tax.
    pub fee: Cents,
}

/// One thing that changes, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What.
    pub what: &'static str,
    /// As agreed so far.
    pub old: String,
    /// As proposed.
    pub new: String,
}

impl Extent {
    /// What becomes different, in words; empty when nothing does.
    #[must_use]
    pub fn changes(&self, to: &Self) -> Vec<Change> {
        let all = [
            ("Last day", long_date(self.end), long_date(to.end)),
            ("Most hours", self.time.to_string(), to.time.to_string()),
            ("Pay before tax", self.fee.to_string(), to.fee.to_string()),
        ];
        let differs = all.into_iter().filter(|(_, old, new)| old != new);
        differs.map(|(what, old, new)| Change { what, old, new }).collect()
    }
}

impl std::fmt::Display for Change {
    /// `Most hours: 30 h instead of 24 h.`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} instead of {}.", self.what, self.new, self.old)
    }
}

/// What the rules need to know of the work and its student.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ground {
    /// Where the engagement stands.
    pub work: Work,
    /// Minutes logged so far, in whatever week.
    pub logged: Minutes,
    /// The busiest week of the student's other work up to the new last day.
    pub beside: Minutes,
    /// Whether the student's school must clear the work, and up to when it has.
    pub authorization: Authorization,
}

impl Ground {
    /// Only work under way can be extended.
    ///
    /// # Errors
    /// The rule that stands in the way.
    pub fn is_under_way(&self) -> Result<(), Refusal> {
        if under_way(self.work) {
            return Ok(());
        }
        Err(Refusal::rule("Only work that is under way or paused can be extended."))
    }
}

/// Whether work in this stage can be extended.
#[must_use]
pub const fn under_way(work: Work) -> bool {
    matches!(work, Work::InProgress | Work::Paused)
}

/// A change with everything its rules look at.
pub(super) struct Case<'c> {
    pub from: &'c Extent,
    pub to: &'c Extent,
    pub ground: &'c Ground,
    pub today: Day,
    pub policy: &'c Policy,
}

/// The field and what is wrong with it.
type Outcome = Result<(), (&'static str, String)>;

impl Case<'_> {
    /// Everything that forbids the change: field and sentence.
    pub(super) fn problems(&self) -> Vec<(&'static str, String)> {
        let rules = [
            Self::something_changes,
            Self::ends_no_earlier,
            Self::ends_in_time,
            Self::logged_time_fits,
            Self::pay_is_not_lowered,
            Self::pay_meets_the_floor,
        ];
        rules.into_iter().filter_map(|rule| rule(self).err()).collect()
    }

    /// Why both sides cannot settle it alone; empty when they can.
    pub(super) fn for_staff(&self) -> Vec<String> {
        let reasons = [self.above_the_cap(), self.too_full_a_week(), self.pay_changes(), self.outlives_clearance()];
        reasons.into_iter().flatten().collect()
    }

    fn something_changes(&self) -> Outcome {
        if self.from == self.to {
            return Err(("end", "Nothing would change. Choose a later day, other hours or more pay.".to_owned()));
        }
        Ok(())
    }

    fn ends_no_earlier(&self) -> Outcome {
        if self.to.end < self.from.end {
            let end = long_date(self.from.end);
            return Err(("end", format!("The last day is {end} now. Choose that day or a later one.")));
        }
        Ok(())
    }

    fn ends_in_time(&self) -> Outcome {
        if self.to.end < self.today {
            return Err(("end", format!("{} is over. Choose a day that is still to come.", long_date(self.to.end))));
        }
        if self.to.end > plus_days(self.today, FURTHEST) {
            return Err(("end", "That is more than a year away. Choose an earlier day.".to_owned()));
        }
        Ok(())
    }

    fn logged_time_fits(&self) -> Outcome {
        let logged = self.ground.logged;
        if self.to.time < logged {
            let least = logged.0 / 60 + i32::from(logged.0 % 60 > 0);
            return Err(("hours", format!("{logged} are logged already. Write at least {least} hours.")));
        }
        Ok(())
    }

    fn pay_is_not_lowered(&self) -> Outcome {
        if self.to.fee < self.from.fee {
            return Err(("fee", format!("The pay is {} now. It can only rise.", self.from.fee)));
        }
        Ok(())
    }

    /// The same comparison as the scope check's: pay before tax over the most hours. Unpaid work has
    /// a record of its own, and work that takes no longer keeps what it was approved with.
    fn pay_meets_the_floor(&self) -> Outcome {
        let (to, floor) = (self.to, self.policy.wage_floor);
        let least = least_pay(floor, to.time);
        if to.fee.0 <= 0 || to.time <= self.from.time || to.fee >= least {
            return Ok(());
        }
        let hourly = to.fee.per_hour(to.time.0).unwrap_or_default().exact();
        let least = Cents(least.0.saturating_add(99) / 100 * 100);
        Err((
            "fee",
            format!(
                "{hourly} an hour is below the floor of {}. Raise the pay to {least}, or lower the hours.",
                floor.exact()
            ),
        ))
    }

    fn above_the_cap(&self) -> Option<String> {
        let cap = Minutes::hours(self.policy.most_hours);
        let above = self.to.time > cap && self.to.time > self.from.time;
        above.then(|| format!("The work would take {}; a project of this program takes {cap} at most.", self.to.time))
    }

    fn too_full_a_week(&self) -> Option<String> {
        let (week, cap) = (self.busiest_week(), Minutes::hours(self.policy.weekly_hours));
        (week > cap).then(|| format!("The student’s busiest week would take {week}; the limit is {cap}."))
    }

    fn pay_changes(&self) -> Option<String> {
        let (from, to) = (self.from.fee, self.to.fee);
        (from != to).then(|| format!("The pay before tax would rise from {from} to {to}."))
    }

    fn outlives_clearance(&self) -> Option<String> {
        match self.ground.authorization {
            Authorization::Cleared { until } if until < self.to.end => {
                Some(format!("The student’s work authorization is cleared up to {} only.", long_date(until)))
            }
            Authorization::Unsaid | Authorization::Needed => {
                Some("The student’s work authorization is not cleared.".to_owned())
            }
            Authorization::Cleared { .. } | Authorization::NotNeeded => None,
        }
    }

    /// A week when what is left is spread evenly up to the last day, with the student's other work.
    fn busiest_week(&self) -> Minutes {
        let left = i64::from(self.to.time.0.saturating_sub(self.ground.logged.0).max(0));
        let days = days_between(self.today, self.to.end).saturating_add(1).max(7);
        let own = i32::try_from((left * 7 + days - 1) / days).unwrap_or(i32::MAX);
        Minutes(own.saturating_add(self.ground.beside.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::policy;
    use jiff::civil::date;
    use rstest::rstest;

    const TODAY: Day = date(2026, 12, 3);

    fn from() -> Extent {
        Extent { end: date(2026, 12, 11), time: Minutes::hours(24), fee: Cents(54_000) }
    }

    fn ground() -> Ground {
        Ground {
            work: Work::InProgress,
            logged: Minutes::hours(18),
            beside: Minutes(0),
            authorization: Authorization::NotNeeded,
        }
    }

    fn fields(from: Extent, to: Extent, ground: Ground) -> Vec<&'static str> {
        let case = Case { from: &from, to: &to, ground: &ground, today: TODAY, policy: &policy() };
        case.problems().into_iter().map(|(field, _)| field).collect()
    }

    fn for_staff(to: Extent, ground: Ground) -> usize {
        let case = Case { from: &from(), to: &to, ground: &ground, today: TODAY, policy: &policy() };
        case.for_staff().len()
    }

    #[rstest]
    #[case::nothing_changes(from(), "end")]
    #[case::earlier_than_agreed(Extent { end: date(2026, 12, 10), ..from() }, "end")]
    #[case::over_a_year(Extent { end: date(2062, 12, 11), ..from() }, "end")]
    #[case::below_what_is_logged(Extent { time: Minutes::hours(17), ..from() }, "hours")]
    #[case::less_pay(Extent { fee: Cents(53_999), ..from() }, "fee")]
    #[case::below_the_floor(Extent { time: Minutes::hours(37), ..from() }, "fee")]
    fn each_rule_stands_beside_its_field(#[case] to: Extent, #[case] field: &str) {
        assert_eq!(fields(from(), to, ground()), [field]);
    }

    #[test]
    fn a_day_that_is_over_is_refused_even_when_it_is_the_agreed_one() {
        let over = Extent { end: date(2026, 12, 2), ..from() };
        assert_eq!(fields(over, Extent { time: Minutes::hours(30), ..over }, ground()), ["end"]);
    }

    #[test]
    fn the_floor_is_met_to_the_hour_and_leaves_unpaid_work_alone() {
        assert!(fields(from(), Extent { time: Minutes::hours(36), ..from() }, ground()).is_empty());
        let unpaid = Extent { fee: Cents(0), ..from() };
        assert!(fields(unpaid, Extent { time: Minutes::hours(30), ..unpaid }, ground()).is_empty());
        let below = Extent { fee: Cents(10_000), ..from() };
        assert!(fields(below, Extent { end: date(2026, 12, 18), ..below }, ground()).is_empty());
    }

    #[test]
    fn two_sides_settle_days_and_hours_alone() {
        let to = Extent { end: date(2026, 12, 18), time: Minutes::hours(36), ..from() };
        assert_eq!(for_staff(to, ground()), 0);
        assert_eq!(for_staff(to, Ground { authorization: Authorization::Cleared { until: to.end }, ..ground() }), 0);
    }

    #[rstest]
    #[case::pay(Extent { fee: Cents(60_000), ..from() }, ground())]
    #[case::hours(Extent { time: Minutes::hours(41), end: date(2027, 1, 29), ..from() }, ground())]
    #[case::week(Extent { end: date(2026, 12, 18), ..from() }, Ground { beside: Minutes::hours(18), ..ground() })]
    #[case::clearance(
        Extent { end: date(2026, 12, 18), ..from() },
        Ground { authorization: Authorization::Cleared { until: date(2026, 12, 17) }, ..ground() }
    )]
    fn staff_decide_for_each_reason(#[case] to: Extent, #[case] ground: Ground) {
        assert_eq!(for_staff(to, ground), 1);
    }

    #[test]
    fn the_changes_are_said_in_words() {
        let to = Extent { end: date(2026, 12, 18), ..from() };
        let words: Vec<String> = from().changes(&to).iter().map(ToString::to_string).collect();
        assert_eq!(words, ["Last day: Friday 18 December instead of Friday 11 December."]);
    }
}
