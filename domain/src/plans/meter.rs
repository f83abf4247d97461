//! Honest pay: what an hour of the work brings, net, so far and at the end.

use crate::money::Cents;
use crate::policy::NetPay;
use crate::projects::Classification;
use crate::time::Minutes;

/// How the agreed pay depends on hours (`workflow.md` section 8, worker classification).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PayShape {
    /// A fixed fee for the work.
    Fee,
    /// Wages: every approved hour is payable, also past the plan.
    Wages,
    /// An award that depends neither on hours nor on the quality of the work.
    Stipend,
    /// None: for credit.
    Unpaid,
}

impl PayShape {
    /// The shape of a classification's pay.
    #[must_use]
    pub const fn of(classification: Classification) -> Self {
        match classification {
            Classification::Contractor => Self::Fee,
            Classification::Employee => Self::Wages,
            Classification::Stipend => Self::Stipend,
            Classification::UnpaidForCredit => Self::Unpaid,
        }
    }
}

/// How far the work is, in minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Agreed working time.
    pub planned: Minutes,
    /// In approved weeks.
    pub approved: Minutes,
    /// In weeks that are with the host.
    pub submitted: Minutes,
    /// Logged and not sent, or sent back: no promise of pay yet.
    pub unsent: Minutes,
    /// What the plan gives to milestones that are accepted.
    pub accepted_plan: Minutes,
    /// What the plan gives to milestones that are accepted, handed in, or next.
    pub reached_plan: Minutes,
    /// What the plan gives to all milestones; zero for a plan without hours.
    pub whole_plan: Minutes,
    /// Whether the whole work is accepted.
    pub accepted: bool,
}

impl Progress {
    /// Everything that is logged.
    #[must_use]
    pub const fn logged(&self) -> Minutes {
        Minutes(self.approved.0 + self.submitted.0 + self.unsent.0)
    }

    /// What is approved or with the host: it counts towards 80 %.
    #[must_use]
    pub const fn counted(&self) -> Minutes {
        Minutes(self.approved.0 + self.submitted.0)
    }

    /// The time the work will have taken: what is agreed, and besides what was used beyond the plan of the milestones
    /// that are reached. Once it is accepted, what is logged.
    #[must_use]
    pub fn projected(&self) -> Minutes {
        let logged = self.logged();
        if self.accepted && logged.0 > 0 {
            return logged;
        }
        let beyond = if self.whole_plan.0 > 0 { (logged.0 - self.reached_plan.0).max(0) } else { 0 };
        Minutes(self.planned.0.saturating_add(beyond)).max(logged)
    }
}

/// What an hour brings, in net cents (before income tax, which is never estimated: `wizard.md`, pay words).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PayMeter {
    /// How the pay depends on hours.
    pub shape: PayShape,
    /// Net pay of the accepted part of the work: the share of the plan that its milestones have; of wages, of the approved
    /// hours.
    pub earned: Cents,
    /// `earned` over the approved hours; `None` before anything is accepted or approved.
    pub so_far: Option<Cents>,
    /// Net pay over the agreed hours.
    pub agreed: Option<Cents>,
    /// Net pay over the hours the work will have taken.
    pub projected: Option<Cents>,
    /// Those hours.
    pub projected_time: Minutes,
    /// Whether the projected pay before tax is below the wage floor. Never for unpaid work, which has a record of its own.
    pub below_floor: bool,
}

/// Reads the meter. `pay` is the agreed pay, `floor` the wage floor in cents an hour before tax.
#[must_use]
pub fn pay_meter(pay: &NetPay, shape: PayShape, progress: &Progress, floor: Cents) -> PayMeter {
    let projected_time = progress.projected();
    let paid = shape != PayShape::Unpaid && pay.gross.0 > 0;
    let wages = shape == PayShape::Wages;
    let earned = if !paid {
        Cents(0)
    } else if wages && progress.planned.0 > 0 {
        let part = Cents(pay.net.0.saturating_mul(progress.approved.0.into()) / i64::from(progress.planned.0));
        if progress.accepted { part.max(pay.net) } else { part }
    } else if progress.accepted {
        pay.net
    } else if progress.whole_plan.0 > 0 {
        let part = i64::from(progress.accepted_plan.0.min(progress.whole_plan.0));
        Cents(pay.net.0.saturating_mul(part) / i64::from(progress.whole_plan.0))
    } else {
        Cents(0)
    };
    let an_hour = |amount: Cents, time: Minutes| if paid { amount.per_hour(time.0) } else { None };
    // Hours beyond the agreed ones raise wages, so an hour brings what was agreed.
    let paid_time = if wages { projected_time.min(progress.planned) } else { projected_time };
    PayMeter {
        shape,
        earned,
        so_far: an_hour(earned, progress.approved).filter(|_| earned.0 > 0),
        agreed: an_hour(pay.net, progress.planned),
        projected: an_hour(pay.net, paid_time),
        projected_time,
        below_floor: an_hour(pay.gross, paid_time).is_some_and(|gross| gross < floor),
    }
}

/// Whether `adding` more can be logged: past the agreed time only what both sides have agreed on. Wages are never
/// refused (`workflow.md` section 8): every hour that was worked is recorded and payable.
///
/// # Errors
/// The sentence beside the field `time`.
pub fn room_for(shape: PayShape, planned: Minutes, logged: Minutes, adding: Minutes) -> Result<(), String> {
    if shape == PayShape::Wages || logged.0.saturating_add(adding.0) <= planned.0 {
        return Ok(());
    }
    let left = Minutes((planned.0 - logged.0).max(0));
    let room = if left.0 > 0 { format!("{left} of it are left") } else { "all of it is used".to_owned() };
    Err(format!("{planned} are agreed and {room}. Agree on more hours under “Hours and pay”, then log this."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::policy;
    use crate::policy::net_pay;
    use proptest::prelude::*;
    use rstest::rstest;

    fn progress() -> Progress {
        Progress {
            planned: Minutes::hours(24),
            approved: Minutes::hours(12),
            submitted: Minutes::hours(2),
            unsent: Minutes::hours(1),
            accepted_plan: Minutes::hours(12),
            reached_plan: Minutes::hours(20),
            whole_plan: Minutes::hours(24),
            accepted: false,
        }
    }

    fn meter(progress: &Progress, shape: PayShape) -> PayMeter {
        let pay = net_pay(Cents(54_000), progress.planned, shape == PayShape::Wages, &policy());
        pay_meter(&pay, shape, progress, policy().wage_floor)
    }

    #[test]
    fn on_plan_every_hour_brings_what_was_agreed() {
        let meter = meter(&progress(), PayShape::Fee);
        assert_eq!(meter.earned, Cents(27_000));
        assert_eq!([meter.so_far, meter.agreed, meter.projected], [Some(Cents(2_250)); 3]);
        assert!(!meter.below_floor);
    }

    #[test]
    fn what_takes_longer_than_its_milestones_lowers_the_projection() {
        let slow = Progress { approved: Minutes::hours(23), ..progress() };
        let read = meter(&slow, PayShape::Fee);
        assert_eq!(read.projected_time, Minutes::hours(30), "26 h for milestones of 20 h");
        assert_eq!(read.projected, Some(Cents(1_800)));
        assert_eq!(read.so_far, Some(Cents(1_173)));
        let slower = Progress { approved: Minutes::hours(37), ..progress() };
        assert!(meter(&slower, PayShape::Fee).below_floor);
    }

    #[test]
    fn an_hour_of_wages_brings_what_was_agreed_however_many_there_are() {
        let long = Progress { approved: Minutes::hours(40), ..progress() };
        let read = meter(&long, PayShape::Wages);
        assert_eq!((read.so_far, read.projected), (read.agreed, read.agreed));
        let net = net_pay(Cents(54_000), long.planned, true, &policy()).net;
        assert_eq!(read.earned, Cents(net.0 * 40 / 24));
        assert!(!read.below_floor);
    }

    #[test]
    fn nothing_is_said_before_something_is_accepted_or_where_nothing_is_paid() {
        let early = Progress { accepted_plan: Minutes(0), ..progress() };
        assert_eq!(meter(&early, PayShape::Stipend).so_far, None);
        let unpaid = meter(&progress(), PayShape::Unpaid);
        assert_eq!([unpaid.so_far, unpaid.agreed, unpaid.projected], [None; 3]);
        assert!(!unpaid.below_floor && unpaid.earned == Cents(0));
        let plain =
            Progress { whole_plan: Minutes(0), reached_plan: Minutes(0), accepted_plan: Minutes(0), ..progress() };
        assert_eq!(meter(&plain, PayShape::Fee).projected_time, plain.planned);
        let done = Progress { accepted: true, ..progress() };
        assert_eq!(meter(&done, PayShape::Fee).projected_time, Minutes::hours(15));
    }

    #[rstest]
    #[case(PayShape::Fee, 1_380, 60, true)]
    #[case(PayShape::Fee, 1_380, 61, false)]
    #[case(PayShape::Stipend, 1_440, 1, false)]
    #[case(PayShape::Unpaid, 1_440, 1, false)]
    #[case(PayShape::Wages, 1_440, 600, true)]
    fn past_the_plan_only_wages_are_logged(
        #[case] shape: PayShape,
        #[case] logged: i32,
        #[case] adding: i32,
        #[case] room: bool,
    ) {
        assert_eq!(room_for(shape, Minutes::hours(24), Minutes(logged), Minutes(adding)).is_ok(), room);
    }

    proptest! {
        #[test]
        fn more_hours_never_raise_the_projection(approved in 0_i32..4_000, more in 0_i32..600, reached in 0_i32..1_440) {
            let at = |approved: i32| Progress {
                approved: Minutes(approved),
                reached_plan: Minutes(reached),
                ..progress()
            };
            let (now, later) = (meter(&at(approved), PayShape::Fee), meter(&at(approved + more), PayShape::Fee));
            prop_assert!(later.projected <= now.projected);
            prop_assert!(now.projected_time >= at(approved).logged());
            prop_assert!(now.projected <= now.agreed);
        }
    }
}
