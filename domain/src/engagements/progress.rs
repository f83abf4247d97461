//! Early signs: hours that run out, and work that falls behind.

use crate::time::Minutes;

/// How near the logged hours are to the agreed ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HoursWarning {
    /// 80 % or more: trim, extend or top up.
    At80,
    /// All of them or more: agree on an extension. Never a reason to refuse an entry of time.
    At100,
}

/// The warning for `logged` minutes (approved and waiting) of `planned` ones.
#[must_use]
pub fn hours_warning(logged: Minutes, planned: Minutes) -> Option<HoursWarning> {
    let (logged, planned) = (i64::from(logged.0) * 100, i64::from(planned.0));
    if planned <= 0 || logged < planned * 80 {
        None
    } else if logged < planned * 100 {
        Some(HoursWarning::At80)
    } else {
        Some(HoursWarning::At100)
    }
}

/// Why an engagement needs somebody's eye: two missed check-ins, or a milestone three days late.
#[must_use]
pub const fn at_risk(missed_check_ins: i32, milestone_days_late: i64) -> Option<&'static str> {
    if milestone_days_late >= 3 {
        Some("A milestone is late by three days or more.")
    } else if missed_check_ins >= 2 {
        Some("Two check-ins in a row were missed.")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(1_151, None)]
    #[case(1_152, Some(HoursWarning::At80))]
    #[case(1_439, Some(HoursWarning::At80))]
    #[case(1_440, Some(HoursWarning::At100))]
    fn warns_at_80_and_at_100_percent(#[case] logged: i32, #[case] warning: Option<HoursWarning>) {
        assert_eq!(hours_warning(Minutes(logged), Minutes::hours(24)), warning);
    }

    #[test]
    fn no_plan_is_no_warning_and_late_work_is_a_risk() {
        assert_eq!(hours_warning(Minutes(60), Minutes(0)), None);
        assert!(at_risk(1, 2).is_none() && at_risk(2, 0).is_some() && at_risk(0, 3).is_some());
    }
}
