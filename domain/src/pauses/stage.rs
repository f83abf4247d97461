//! The life of a pause (`workflow.md` section 3, side states).

use super::form::fits;
use crate::actor::{Actor, Belongs, Party};
use crate::engagements::Stage as Work;
use crate::event::{Event, Reason, Subject};
use crate::ids::{PauseId, PersonId};
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::requests::{Answer, For, entitled, is_not_ones_own};
use crate::reviews::Side;
use crate::time::{Day, Now, plus_days};

crate::words! {
    /// Where a pause stands.
    pub enum Stage {
        /// One side asks; the other answers.
        Proposed = "proposed",
        /// The clock stands still.
        InEffect = "in_effect",
        /// The work went on, or ended.
        Over = "over",
        /// The other side said no.
        Declined = "declined",
        /// The side that asked took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// What can be done with a pause.
    pub enum Command {
        /// Say yes for the other side: the clock stops.
        Accept = "accept",
        /// Say no for the other side.
        Decline = "decline",
        /// Take back what one's own side asked for.
        Withdraw = "withdraw",
        /// Stop waiting.
        Lapse = "lapse",
        /// Let the work go on.
        End = "end",
    }
}

use Command as C;
use Party::{Host, Staff, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "pause",
    start: S::Proposed,
    rules: &[
        Rule { from: &[S::Proposed], command: C::Accept, by: &[Student, Host], to: S::InEffect, guard: "the other side asked; the work is under way; the day is still to come and at most 30 days away" },
        Rule { from: &[S::Proposed], command: C::Decline, by: &[Student, Host], to: S::Declined, guard: "the other side asked; a reason in words" },
        Rule { from: &[S::Proposed], command: C::Withdraw, by: &[Student, Host], to: S::Withdrawn, guard: "one's own side asked" },
        Rule { from: &[S::Proposed], command: C::Lapse, by: &[System], to: S::Lapsed, guard: "the days to answer have passed, or the work is no longer under way" },
        Rule { from: &[S::InEffect], command: C::End, by: &[Student, Host, Staff, System], to: S::Over, guard: "by the system: the last day is over, or the work is not paused any more" },
    ],
    terminal: &[S::Over, S::Declined, S::Withdrawn, S::Lapsed],
    waits_for: |stage| match stage {
        S::Proposed => "the other side; lapses after 3 days",
        S::InEffect => "its last day; either side or staff may end it earlier",
        S::Over | S::Declined | S::Withdrawn | S::Lapsed => "nobody: over",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Say yes.
    Accept,
    /// Say no, because.
    Decline(Reason),
    /// Take it back.
    Withdraw,
    /// Stop waiting.
    Lapse,
    /// Let the work go on.
    End,
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
            Self::Accept => C::Accept,
            Self::Decline(_) => C::Decline,
            Self::Withdraw => C::Withdraw,
            Self::Lapse => C::Lapse,
            Self::End => C::End,
        }
    }
}

/// What the rules of a pause need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The side that asks.
    pub side: Side,
    /// Who of that side.
    pub proposer: PersonId,
    /// The last day of the pause.
    pub until: Day,
    /// Where the engagement stands.
    pub work: Work,
    /// The day the pause entered its stage.
    pub since: Day,
}

/// A pause of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pause {
    /// Which.
    pub id: PauseId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Pause {
    /// A pause as the database holds it. For `rows.rs` only.
    #[must_use]
    pub const fn restore(id: PauseId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// One that `facts.side` asks for now.
    ///
    /// # Errors
    /// A [`Refusal`] when the work is not under way.
    pub fn propose(id: PauseId, belongs: Belongs, facts: Facts, reason: &Reason) -> Result<(Self, Event), Refusal> {
        under_way(facts.work)?;
        let pause = Self { id, belongs, facts, stage: MACHINE.start };
        let event = pause.event("propose", facts.side.party(), None, Some(reason));
        Ok((pause, event))
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
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now, policy: &Policy) -> Result<(Self, Event), Refusal> {
        let (from, command) = (self.stage, order.command());
        let parties = entitled(meant(command), Some(self.facts.side), &by.parties(&self.belongs));
        let (to, party) = MACHINE.step(from, command, &parties)?;
        match command {
            C::Accept => {
                is_not_ones_own(by, Some(self.facts.proposer))?;
                under_way(self.facts.work)?;
                fits(self.facts.until, now.today).map_err(Refusal::rule)?;
            }
            C::Lapse => self.has_waited(now, policy)?,
            C::End if party == System => self.is_over(now)?,
            C::Decline | C::Withdraw | C::End => {}
        }
        self.stage = to;
        self.facts.since = now.today;
        let reason = if let Order::Decline(reason) = order { Some(reason) } else { None };
        let event = self.event(command.word(), party, Some(from), reason);
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        offers(self.stage, self.facts.side, self.facts.work, &by.parties(&self.belongs))
    }

    fn event(&self, command: &'static str, by: Party, from: Option<Stage>, reason: Option<&Reason>) -> Event {
        Event {
            subject: Subject::Pause,
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

    fn has_waited(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        if under_way(self.facts.work).is_ok() && now.today <= answer_by(self.facts.since, self.facts.until, policy) {
            return Err(Refusal::rule("There is still time to answer."));
        }
        Ok(())
    }

    fn is_over(&self, now: &Now) -> Result<(), Refusal> {
        if self.facts.work == Work::Paused && now.today <= self.facts.until {
            return Err(Refusal::rule("The pause is not over."));
        }
        Ok(())
    }
}

/// Only work under way can be paused.
fn under_way(work: Work) -> Result<(), Refusal> {
    if work == Work::InProgress {
        return Ok(());
    }
    Err(Refusal::rule("Only work that is under way can be paused."))
}

/// The last day to answer a pause up to `until` that was asked for on `since`: as long as an extension waits, and before
/// the pause would be over.
#[must_use]
pub fn answer_by(since: Day, until: Day, policy: &Policy) -> Day {
    plus_days(since, i64::from(policy.extension_days)).min(plus_days(until, -1))
}

/// What somebody who is these parties can do with a pause of `side` in this stage.
#[must_use]
pub fn offers(stage: Stage, side: Side, work: Work, parties: &[Party]) -> Vec<Command> {
    let mut commands = MACHINE.offers(stage, parties);
    commands.retain(|command| {
        let possible = work == Work::InProgress || *command != C::Accept;
        possible && MACHINE.step(stage, *command, &entitled(meant(*command), Some(side), parties)).is_ok()
    });
    commands
}

/// The side a command is for.
const fn meant(command: Command) -> For {
    match command {
        C::Accept | C::Decline => For::Asked,
        C::Withdraw => For::Asking,
        C::Lapse | C::End => For::Anybody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, member, now, policy, reason, staff, student};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    const DAY: Day = date(2026, 12, 8);

    /// The student asks for a pause up to Friday 18 December.
    fn asked(stage: Stage, work: Work) -> Pause {
        let facts = Facts {
            side: Side::Student,
            proposer: Uuid::from_u128(3).into(),
            until: date(2026, 12, 18),
            work,
            since: DAY,
        };
        Pause::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
    }

    fn on(pause: Pause, order: &Order, by: &Actor, day: Day) -> Result<Stage, Refusal> {
        pause.apply(order, by, &now(day), &policy()).map(|(pause, _)| pause.stage())
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[rstest]
    #[case(S::Proposed, Order::Accept, member(), Some(S::InEffect))]
    #[case(S::Proposed, Order::Accept, student(), None)]
    #[case(S::Proposed, Order::Accept, staff(), None)]
    #[case(S::Proposed, Order::Decline(reason()), member(), Some(S::Declined))]
    #[case(S::Proposed, Order::Decline(reason()), student(), None)]
    #[case(S::Proposed, Order::Withdraw, student(), Some(S::Withdrawn))]
    #[case(S::Proposed, Order::Withdraw, member(), None)]
    #[case(S::Proposed, Order::End, staff(), None)]
    #[case(S::InEffect, Order::End, student(), Some(S::Over))]
    #[case(S::InEffect, Order::End, member(), Some(S::Over))]
    #[case(S::InEffect, Order::End, staff(), Some(S::Over))]
    #[case(S::InEffect, Order::Accept, member(), None)]
    #[case(S::Declined, Order::Accept, member(), None)]
    fn state_by_command_by_role(
        #[case] from: Stage,
        #[case] order: Order,
        #[case] by: Actor,
        #[case] to: Option<Stage>,
    ) {
        let work = if from == S::InEffect { Work::Paused } else { Work::InProgress };
        assert_eq!(on(asked(from, work), &order, &by, date(2026, 12, 9)).ok(), to);
    }

    #[test]
    fn it_waits_three_days_and_not_past_its_own_end() {
        let lapse = |day| on(asked(S::Proposed, Work::InProgress), &Order::Lapse, &Actor::System, day).is_ok();
        assert!(!lapse(date(2026, 12, 11)) && lapse(date(2026, 12, 12)));
        assert_eq!(answer_by(DAY, date(2026, 12, 10), &policy()), date(2026, 12, 9));
        assert!(on(asked(S::Proposed, Work::Cancelled), &Order::Lapse, &Actor::System, DAY).is_ok());
    }

    #[test]
    fn it_ends_by_itself_the_day_after_its_last() {
        let end = |day| on(asked(S::InEffect, Work::Paused), &Order::End, &Actor::System, day).is_ok();
        assert!(!end(date(2026, 12, 18)) && end(date(2026, 12, 19)));
        assert!(on(asked(S::InEffect, Work::Cancelled), &Order::End, &Actor::System, DAY).is_ok());
    }

    #[test]
    fn what_has_changed_meanwhile_counts() {
        assert!(on(asked(S::Proposed, Work::InAcceptance), &Order::Accept, &member(), DAY).is_err());
        assert!(on(asked(S::Proposed, Work::InProgress), &Order::Accept, &member(), date(2026, 12, 18)).is_err());
        assert!(!asked(S::Proposed, Work::InAcceptance).offers(&member()).contains(&C::Accept));
    }
}
