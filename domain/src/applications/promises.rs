//! The promise to applicants: an answer by a printed day, and how well a host keeps it.

use crate::policy::{Calendar, Policy};
use crate::time::Day;

/// Days for which an answer counts for or against a host: twelve months (`workflow.md` section 6).
pub const REMEMBERED_DAYS: i64 = 365;
/// Business days before the printed day on which the host is reminded.
const AHEAD: i32 = 2;

/// The day on which a host that still owes answers is reminded: two business days before the printed one.
#[must_use]
pub fn reminder_on(apply_by: Day, policy: &Policy, calendar: &Calendar) -> Day {
    calendar.after(apply_by, (policy.decision_days - AHEAD).max(1))
}

/// How many applicants a host answered by the printed day, of all whose printed day is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reliability {
    /// Answered in time.
    pub in_time: i64,
    /// All who waited for an answer.
    pub all: i64,
}

impl Reliability {
    /// In a sentence to the host.
    #[must_use]
    pub fn words(self) -> String {
        match (self.in_time, self.all) {
            (_, 0) => {
                "No printed day has passed in the last twelve months, so there is nothing to count yet.".to_owned()
            }
            (1, 1) => "You answered the one applicant who waited, by the printed day.".to_owned(),
            (in_time, all) if in_time == all => format!("You answered all {all} applicants by the printed day."),
            (0, all) => format!("You answered none of {all} {} by the printed day.", applicants(all)),
            (in_time, all) => format!("You answered {in_time} of {all} applicants by the printed day."),
        }
    }
}

const fn applicants(count: i64) -> &'static str {
    if count == 1 { "applicant" } else { "applicants" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{now, policy};
    use jiff::civil::date;
    use rstest::rstest;

    #[test]
    fn a_host_is_reminded_on_day_three_of_five() {
        let (policy, calendar) = (policy(), now(date(2026, 12, 8)).calendar);
        assert_eq!(reminder_on(date(2026, 12, 8), &policy, &calendar), date(2026, 12, 11));
        let quick = Policy { decision_days: 1, ..policy };
        assert_eq!(
            reminder_on(date(2026, 12, 8), &quick, &calendar),
            date(2026, 12, 9),
            "never on the last day to apply"
        );
    }

    #[rstest]
    #[case(0, 0, "nothing to count yet")]
    #[case(1, 1, "the one applicant who waited")]
    #[case(9, 9, "all 9 applicants")]
    #[case(0, 1, "none of 1 applicant by")]
    #[case(8, 9, "8 of 9 applicants")]
    fn what_is_counted_is_said(#[case] in_time: i64, #[case] all: i64, #[case] words: &str) {
        assert!(Reliability { in_time, all }.words().contains(words));
    }
}
