//! What is owed for work: when it is accepted, and when it ends before that.

use crate::money::Cents;
use crate::plans::PayShape;
use crate::time::Minutes;

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
    #[case(PayShape::Fee, 54_000)]
    #[case(PayShape::Stipend, 54_000)]
    #[case(PayShape::Wages, 67_500)]
    fn hours_past_the_plan_raise_wages_alone(#[case] shape: PayShape, #[case] owed: i64) {
        assert_eq!(owed_when_accepted(shape, FEE, PLANNED, Minutes::hours(30)), Cents(owed));
        assert_eq!(owed_when_accepted(shape, FEE, PLANNED, Minutes::hours(20)), FEE, "what was agreed");
    }
}
