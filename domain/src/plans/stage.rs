//! The life of a check of hours: opened at 80 % and again at all of the agreed time, over when both sides agree.

use super::form::Choice;
use crate::actor::{Actor, Belongs, Party};
use crate::engagements::Stage as Work;
use crate::event::{Event, Reason, Subject};
use crate::extensions::under_way;
use crate::ids::{HoursCheckId, PersonId};
use crate::machine::{Machine, Rule, Word};
use crate::policy::Calendar;
use crate::refusal::Refusal;
use crate::requests::{Answer, For, entitled, is_not_ones_own, side_of};
use crate::reviews::Side;
use crate::time::{Day, Now};

/// Business days without an answer after which staff look at it.
pub const CHASE_DAYS: i32 = 3;

crate::words! {
    /// Where a check of hours stands.
    pub enum Stage {
        /// Either side picks a way out.
        Open = "open",
        /// One side has picked; the other answers.
        Proposed = "proposed",
        /// Both sides agree.
        Agreed = "agreed",
        /// The work ended first.
        Closed = "closed",
    }
}

crate::words! {
    /// What can be done with a check of hours.
    pub enum Command {
        /// Pick a way out.
        Propose = "propose",
        /// Say yes for the other side.
        Accept = "accept",
        /// Say no for the other side.
        Decline = "decline",
        /// Take back what one's own side picked.
        Withdraw = "withdraw",
        /// Both sides agreed on an extension.
        Follow = "follow",
        /// The work is no longer under way.
        Close = "close",
    }
}

use Command as C;
use Party::{Host, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "hours_check",
    start: S::Open,
    rules: &[
        Rule { from: &[S::Open], command: C::Propose, by: &[Student, Host], to: S::Proposed, guard: "the work is under way or paused; a reason in words" },
        Rule { from: &[S::Proposed], command: C::Accept, by: &[Student, Host], to: S::Agreed, guard: "the other side picked; the work is under way or paused" },
        Rule { from: &[S::Proposed], command: C::Decline, by: &[Student, Host], to: S::Open, guard: "the other side picked; a reason in words" },
        Rule { from: &[S::Proposed], command: C::Withdraw, by: &[Student, Host], to: S::Open, guard: "one's own side picked" },
        Rule { from: &[S::Open, S::Proposed], command: C::Follow, by: &[System], to: S::Agreed, guard: "an extension is in effect" },
        Rule { from: &[S::Open, S::Proposed], command: C::Close, by: &[System], to: S::Closed, guard: "the work is no longer under way" },
    ],
    terminal: &[S::Agreed, S::Closed],
    waits_for: |stage| match stage {
        S::Open => "either side; staff look at it after 3 business days",
        S::Proposed => "the other side; staff look at it after 3 business days",
        S::Agreed | S::Closed => "nobody: over",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Pick this, for this side.
    Propose(Choice, Reason),
    /// Say yes.
    Accept,
    /// Say no, because.
    Decline(Reason),
    /// Take it back.
    Withdraw,
    /// An extension settled it.
    Follow,
    /// The work ended.
    Close,
}

impl From<Answer> for Order {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Accept => Self::Accept,
            Answer::Decline(reason) => Self::Decline(reason),
            Answer::Withdraw => Self::Withdraw,
        }
    }
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Propose(..) => C::Propose,
            Self::Accept => C::Accept,
            Self::Decline(_) => C::Decline,
            Self::Withdraw => C::Withdraw,
            Self::Follow => C::Follow,
            Self::Close => C::Close,
        }
    }
}

/// What the rules of a check of hours need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The side that picked, while its choice waits.
    pub side: Option<Side>,
    /// Who of that side.
    pub proposer: Option<PersonId>,
    /// What it picked.
    pub choice: Option<Choice>,
    /// Where the engagement stands.
    pub work: Work,
    /// The day it entered its stage.
    pub since: Day,
}

/// A check of hours of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursCheck {
    /// Which.
    pub id: HoursCheckId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl HoursCheck {
    /// A check of hours as the database holds it. For `rows.rs` only.
    #[must_use]
    pub const fn restore(id: HoursCheckId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// One that the system opens now, with its event.
    #[must_use]
    pub fn open(id: HoursCheckId, belongs: Belongs, work: Work, today: Day) -> (Self, Event) {
        let facts = Facts { side: None, proposer: None, choice: None, work, since: today };
        let check = Self { id, belongs, facts, stage: MACHINE.start };
        let event = check.event("open", System, None, None);
        (check, event)
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now) -> Result<(Self, Event), Refusal> {
        let (from, command) = (self.stage, order.command());
        let parties = entitled(meant(command), self.facts.side, &by.parties(&self.belongs));
        let (to, party) = MACHINE.step(from, command, &parties)?;
        match order {
            Order::Propose(choice, _) => {
                self.is_under_way()?;
                self.facts.side = side_of(&[party]);
                self.facts.proposer = by.person_id();
                self.facts.choice = Some(*choice);
            }
            Order::Accept => {
                self.is_under_way()?;
                is_not_ones_own(by, self.facts.proposer)?;
            }
            Order::Close if under_way(self.facts.work) => {
                return Err(Refusal::rule("The work is still under way."));
            }
            Order::Decline(_) | Order::Withdraw => {
                (self.facts.side, self.facts.proposer, self.facts.choice) = (None, None, None);
            }
            Order::Follow | Order::Close => {}
        }
        self.stage = to;
        self.facts.since = now.today;
        let reason = match order {
            Order::Propose(_, reason) | Order::Decline(reason) => Some(reason),
            _ => None,
        };
        let event = self.event(command.word(), party, Some(from), reason);
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        offers(self.stage, self.facts.side, self.facts.work, &by.parties(&self.belongs))
    }

    fn is_under_way(&self) -> Result<(), Refusal> {
        if under_way(self.facts.work) {
            return Ok(());
        }
        Err(Refusal::rule("The work is no longer under way, so its hours stay as they are."))
    }

    fn event(&self, command: &'static str, by: Party, from: Option<Stage>, reason: Option<&Reason>) -> Event {
        Event {
            subject: Subject::HoursCheck,
            id: self.id.0,
            belongs: self.belongs,
            command,
            by,
            from: from.map(Stage::word),
            to: Some(self.stage.word()),
            reason: reason.map(|reason| reason.as_str().to_owned()),
            kind: None,
        }
    }
}

/// What somebody who is these parties can do with a check of hours in this stage, of which `side` has picked something.
#[must_use]
pub fn offers(stage: Stage, side: Option<Side>, work: Work, parties: &[Party]) -> Vec<Command> {
    let mut commands = MACHINE.offers(stage, parties);
    commands.retain(|command| {
        let possible = under_way(work) || !matches!(command, C::Propose | C::Accept);
        possible && MACHINE.step(stage, *command, &entitled(meant(*command), side, parties)).is_ok()
    });
    commands
}

/// The day staff look at a check that entered its stage on `since` and that nobody answered.
#[must_use]
pub fn chase_on(since: Day, calendar: &Calendar) -> Day {
    calendar.after(since, CHASE_DAYS)
}

/// The side a command is for.
const fn meant(command: Command) -> For {
    match command {
        C::Accept | C::Decline => For::Asked,
        C::Withdraw => For::Asking,
        C::Propose | C::Follow | C::Close => For::Anybody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, member, now, reason, staff, student};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    const DAY: Day = date(2026, 12, 8);

    fn at(stage: Stage, side: Option<Side>, work: Work) -> HoursCheck {
        let proposer = side.map(|side| Uuid::from_u128(if side == Side::Student { 3 } else { 4 }).into());
        let facts = Facts { side, proposer, choice: side.map(|_| Choice::Keep), work, since: DAY };
        HoursCheck::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[rstest]
    #[case(S::Open, None, Order::Propose(Choice::Keep, reason()), student(), Some(S::Proposed))]
    #[case(S::Open, None, Order::Propose(Choice::Trim, reason()), member(), Some(S::Proposed))]
    #[case(S::Open, None, Order::Propose(Choice::Keep, reason()), staff(), None)]
    #[case(S::Open, None, Order::Accept, member(), None)]
    #[case(S::Proposed, Some(Side::Student), Order::Accept, member(), Some(S::Agreed))]
    #[case(S::Proposed, Some(Side::Student), Order::Accept, student(), None)]
    #[case(S::Proposed, Some(Side::Host), Order::Accept, student(), Some(S::Agreed))]
    #[case(S::Proposed, Some(Side::Student), Order::Decline(reason()), member(), Some(S::Open))]
    #[case(S::Proposed, Some(Side::Student), Order::Withdraw, student(), Some(S::Open))]
    #[case(S::Proposed, Some(Side::Student), Order::Withdraw, member(), None)]
    #[case(S::Proposed, Some(Side::Student), Order::Follow, Actor::System, Some(S::Agreed))]
    #[case(S::Open, None, Order::Follow, student(), None)]
    #[case(S::Agreed, None, Order::Propose(Choice::Keep, reason()), student(), None)]
    fn state_by_command_by_role(
        #[case] from: Stage,
        #[case] side: Option<Side>,
        #[case] order: Order,
        #[case] by: Actor,
        #[case] to: Option<Stage>,
    ) {
        let done = at(from, side, Work::InProgress).apply(&order, &by, &now(DAY));
        assert_eq!(done.ok().map(|(check, _)| check.stage()), to);
    }

    #[test]
    fn a_no_opens_it_again_with_nothing_picked() {
        let proposed = at(S::Proposed, Some(Side::Host), Work::InProgress);
        let (open, _) = proposed.apply(&Order::Decline(reason()), &student(), &now(DAY)).unwrap();
        assert_eq!((open.facts.side, open.facts.choice, open.facts.proposer), (None, None, None));
        assert_eq!(open.offers(&student()), [C::Propose]);
    }

    #[test]
    fn it_ends_with_the_work() {
        let close = |work| at(S::Open, None, work).apply(&Order::Close, &Actor::System, &now(DAY)).is_ok();
        assert!(
            !close(Work::InProgress) && !close(Work::Paused) && close(Work::InAcceptance) && close(Work::Cancelled)
        );
        assert_eq!(at(S::Open, None, Work::InAcceptance).offers(&student()), []);
        assert_eq!(chase_on(DAY, &Calendar::default()), date(2026, 12, 11));
    }
}
