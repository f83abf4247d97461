//! What is owed for work: when it is accepted, and when it ends before that.

use crate::money::Cents;
use crate::plans::PayShape;
use crate::projects::PayTrigger;
use crate::time::Minutes;

/// What of the work is done and seen by the host.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Done {
    /// Hours of approved weeks.
    pub approved: Minutes,
    /// Each milestone: the hours planned for it, and whether it is accepted.
    pub milestones: Vec<(Minutes, bool)>,
}

/// What is owed while the work goes on. By milestones: the share their planned hours have of all planned hours (each the
/// same where none has any), rounded down, so that the parts are never more than the whole. By hours: the share of the
/// approved ones; of a fee at most all of it.
#[must_use]
pub fn owed_so_far(trigger: PayTrigger, shape: PayShape, agreed: Cents, planned: Minutes, done: &Done) -> Cents {
    match trigger {
        PayTrigger::Acceptance => Cents(0),
        PayTrigger::Hours => owed_when_ended(shape, agreed, planned, done.approved),
        PayTrigger::Milestones => {
            let any = done.milestones.iter().any(|(minutes, _)| minutes.0 > 0);
            let weight = |minutes: &Minutes| if any { i64::from(minutes.0.max(0)) } else { 1 };
            let all: i64 = done.milestones.iter().map(|(minutes, _)| weight(minutes)).sum();
            let accepted: i64 =
                done.milestones.iter().filter(|(_, yes)| *yes).map(|(minutes, _)| weight(minutes)).sum();
            Cents(if all == 0 { 0 } else { agreed.0.saturating_mul(accepted) / all })
        }
    }
}

/// What is owed once the work is accepted: what was agreed. Of wages every counted hour is payable, so hours beyond the
/// agreed ones raise them at the agreed rate (`workflow.md` section 8, worker classification).
#[must_use]
pub fn owed_when_accepted(shape: PayShape, agreed: Cents, planned: Minutes, counted: Minutes) -> Cents {
    match shape {
        PayShape::Wages => agreed.max(share(agreed, planned, counted)),
        PayShape::Fee | PayShape::Stipend | PayShape::Unpaid => agreed,
    }
}

/// What is owed for work that ends before it is accepted: the share of its hours that count, of a fee at most all of it.
#[must_use]
pub fn owed_when_ended(shape: PayShape, agreed: Cents, planned: Minutes, counted: Minutes) -> Cents {
    let share = share(agreed, planned, counted);
    if shape == PayShape::Wages { share } else { share.min(agreed) }
}

/// `agreed` for `counted` of `planned`, rounded to the cent in the student's favour.
fn share(agreed: Cents, planned: Minutes, counted: Minutes) -> Cents {
    if planned.0 <= 0 {
        return if counted.0 > 0 { agreed } else { Cents(0) };
    }
    let (counted, planned) = (i64::from(counted.0.max(0)), i64::from(planned.0));
    Cents((agreed.0.saturating_mul(counted) + planned - 1) / planned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const FEE: Cents = Cents(54_000);
    const PLANNED: Minutes = Minutes::hours(24);

    #[rstest]
    #[case(0, 0, 0)]
    #[case(12 * 60, 27_000, 27_000)]
    #[case(1, 38, 38)]
    #[case(30 * 60, 54_000, 67_500)]
    fn part_of_the_time_is_part_of_the_pay(#[case] minutes: i32, #[case] fee: i64, #[case] wages: i64) {
        let owed = |shape| owed_when_ended(shape, FEE, PLANNED, Minutes(minutes)).0;
        assert_eq!([owed(PayShape::Fee), owed(PayShape::Stipend), owed(PayShape::Wages)], [fee, fee, wages]);
    }

    #[rstest]
    #[case::nothing(&[(5, false), (19, false)], 0)]
    #[case::one(&[(5, true), (19, false)], 11_250)]
    #[case::all(&[(5, true), (19, true)], 54_000)]
    #[case::without_hours(&[(0, true), (0, false), (0, false)], 18_000)]
    #[case::none(&[], 0)]
    fn each_milestone_brings_its_share(#[case] milestones: &[(i32, bool)], #[case] cents: i64) {
        let milestones = milestones.iter().map(|(hours, yes)| (Minutes::hours(*hours), *yes)).collect();
        let done = Done { approved: Minutes::hours(24), milestones };
        assert_eq!(owed_so_far(PayTrigger::Milestones, PayShape::Fee, FEE, PLANNED, &done), Cents(cents));
        assert_eq!(owed_so_far(PayTrigger::Acceptance, PayShape::Fee, FEE, PLANNED, &done), Cents(0));
    }

    #[test]
    fn approved_hours_bring_their_share() {
        let owed = |shape, hours| {
            let done = Done { approved: Minutes::hours(hours), milestones: Vec::new() };
            owed_so_far(PayTrigger::Hours, shape, FEE, PLANNED, &done).0
        };
        assert_eq!([owed(PayShape::Fee, 6), owed(PayShape::Fee, 30)], [13_500, 54_000]);
        assert_eq!([owed(PayShape::Wages, 6), owed(PayShape::Wages, 30)], [13_500, 67_500]);
        assert_eq!(owed(PayShape::Unpaid, 0), 0);
    }

    #[rstest]
    #[case(PayShape::Fee, 54_000)]
    #[case(PayShape::Stipend, 54_000)]
    #[case(PayShape::Wages, 67_500)]
    fn hours_past_the_plan_raise_wages_alone(#[case] shape: PayShape, #[case] owed: i64) {
        assert_eq!(owed_when_accepted(shape, FEE, PLANNED, Minutes::hours(30)), Cents(owed));
        assert_eq!(owed_when_accepted(shape, FEE, PLANNED, Minutes::hours(20)), FEE, "what was agreed");
    }
}
