//! When time can be logged at all, and how much of the agreed time falls into a week.

use crate::engagements::Stage as Work;
use crate::refusal::Refusal;
use crate::time::{Day, Minutes, Week, days_between};

use super::Stage;

/// Share of the agreed hours, in percent, at which both sides are asked whether to trim, extend or top up.
pub const HOURS_CHECK: i32 = 80;

/// Whether entries of a week may change: while the work is in progress and the week is not with the host. Until the work is
/// accepted, a week that came back may be put right as well.
///
/// # Errors
/// Why not, and what to do instead.
pub fn may_log(work: Work, week: Stage) -> Result<(), Refusal> {
    match (work, week) {
        (_, Stage::Submitted | Stage::Approved) => {
            Err(Refusal::rule("This week has been sent. Ask your host to return it, then change it."))
        }
        (Work::InProgress, _) => Ok(()),
        (Work::Paused | Work::Submitted | Work::InAcceptance | Work::Disputed, Stage::Returned) => Ok(()),
        (Work::Paused | Work::Submitted | Work::InAcceptance | Work::Disputed, Stage::Open) => {
            Err(Refusal::rule("The work is not in progress. Only a week that came back can be changed now."))
        }
        (Work::Onboarding, _) => {
            Err(Refusal::rule("The work has not begun. Log time once both sides have pressed Start."))
        }
        _ => Err(Refusal::rule("The work is over, so no more time can be logged. Ask staff if hours are missing.")),
    }
}

/// The share of the agreed time that falls into `week`, by its days of the work, to the next half hour. What the weeks are
/// compared with, never a limit.
#[must_use]
pub fn week_plan(planned: Minutes, start: Day, end: Day, week: Week) -> Minutes {
    let all = days_between(start, end) + 1;
    let (first, last) = (week.monday().max(start), week.sunday().min(end));
    let here = days_between(first, last) + 1;
    if all <= 0 || here <= 0 || planned.0 <= 0 {
        return Minutes(0);
    }
    let share = i64::from(planned.0) * here / all;
    Minutes(i32::try_from((share + 15) / 30 * 30).unwrap_or(planned.0).min(planned.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::plus_days;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_week_that_was_sent_is_locked_whatever_the_work() {
        for work in [Work::InProgress, Work::Paused, Work::Accepted] {
            assert!(may_log(work, Stage::Submitted).is_err() && may_log(work, Stage::Approved).is_err());
        }
    }

    #[test]
    fn a_week_that_came_back_can_be_put_right_until_the_work_is_accepted() {
        assert!(may_log(Work::InProgress, Stage::Open).is_ok());
        for work in [Work::Paused, Work::Submitted, Work::InAcceptance, Work::Disputed] {
            assert!(may_log(work, Stage::Returned).is_ok() && may_log(work, Stage::Open).is_err());
        }
        for work in [Work::Onboarding, Work::Accepted, Work::Completed] {
            assert!(may_log(work, Stage::Returned).is_err());
        }
    }

    #[test]
    fn a_plan_is_parted_by_days() {
        let (start, end) = (date(2026, 11, 30), date(2026, 12, 27));
        assert_eq!(week_plan(Minutes::hours(24), start, end, Week::of(start)), Minutes::hours(6));
        assert_eq!(week_plan(Minutes::hours(24), start, start, Week::of(start)), Minutes::hours(24));
        assert_eq!(week_plan(Minutes::hours(24), start, end, Week::of(start).previous()), Minutes(0));
    }

    proptest! {
        #[test]
        fn no_week_plans_more_than_was_agreed(planned in -60..60_000_i32, days in -10..200_i64, off in -30..30_i64) {
            let start = date(2026, 11, 4);
            let plan = week_plan(Minutes(planned), start, plus_days(start, days), Week::of(plus_days(start, off * 7)));
            prop_assert!(plan.0 >= 0 && plan.0 <= planned.max(0));
        }
    }
}
