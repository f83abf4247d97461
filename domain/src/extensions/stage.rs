//! The life of an extension (`workflow.md` section 3, extension).

use super::extent::{Case, Extent, Ground, under_way};
use crate::actor::{Actor, Belongs, Party};
use crate::engagements::Stage as Work;
use crate::event::{Event, Reason, Subject};
use crate::ids::{ExtensionId, PersonId};
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::requests::{Answer, For, entitled, is_not_ones_own, side_of};
use crate::reviews::Side;
use crate::time::{Day, Now, plus_days};

crate::words! {
    /// Where an extension stands.
    pub enum Stage {
        /// One side asks; the other answers.
        Proposed = "proposed",
        /// Both sides want it; staff decide where they must.
        Agreed = "agreed",
        /// The work reaches as far as it says.
        InEffect = "in_effect",
        /// The other side said no.
        Declined = "declined",
        /// Staff said no.
        Refused = "refused",
        /// The side that asked took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time, or the work ended first.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// What can be done with an extension.
    pub enum Command {
        /// Say yes for the other side.
        Accept = "accept",
        /// Say no for the other side.
        Decline = "decline",
        /// Take back what one's own side asked for.
        Withdraw = "withdraw",
        /// Change the work: nothing needs staff.
        TakeEffect = "take_effect",
        /// Say yes for the program.
        Approve = "approve",
        /// Say no for the program.
        Refuse = "refuse",
        /// Stop waiting.
        Lapse = "lapse",
    }
}

use Command as C;
use Party::{Host, Staff, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "extension",
    start: S::Proposed,
    rules: &[
        Rule { from: &[S::Proposed], command: C::Accept, by: &[Student, Host], to: S::Agreed, guard: "the other side asked; the work is under way or paused; the change is still possible" },
        Rule { from: &[S::Proposed], command: C::Decline, by: &[Student, Host], to: S::Declined, guard: "the other side asked; a reason in words" },
        Rule { from: &[S::Proposed, S::Agreed], command: C::Withdraw, by: &[Student, Host], to: S::Withdrawn, guard: "one's own side asked" },
        Rule { from: &[S::Agreed], command: C::TakeEffect, by: &[System], to: S::InEffect, guard: "hours within the program's limits; the same pay; the work authorization reaches the new last day" },
        Rule { from: &[S::Agreed], command: C::Approve, by: &[Staff], to: S::InEffect, guard: "not one's own; the work is under way or paused; the change is still possible" },
        Rule { from: &[S::Agreed], command: C::Refuse, by: &[Staff], to: S::Refused, guard: "a reason in words" },
        Rule { from: &[S::Proposed, S::Agreed], command: C::Lapse, by: &[System], to: S::Lapsed, guard: "3 days have passed, or the work is no longer under way" },
    ],
    terminal: &[S::InEffect, S::Declined, S::Refused, S::Withdrawn, S::Lapsed],
    waits_for: |stage| match stage {
        S::Proposed => "the other side; lapses after 3 days",
        S::Agreed => "staff; in effect at once where nothing needs them; lapses after 3 days",
        S::InEffect => "nobody: the work is extended",
        S::Declined | S::Refused | S::Withdrawn | S::Lapsed => "nobody: over",
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
    /// Change the work.
    TakeEffect,
    /// Say yes for the program.
    Approve,
    /// Say no for the program, because.
    Refuse(Reason),
    /// Stop waiting.
    Lapse,
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
            Self::TakeEffect => C::TakeEffect,
            Self::Approve => C::Approve,
            Self::Refuse(_) => C::Refuse,
            Self::Lapse => C::Lapse,
        }
    }

    const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Decline(reason) | Self::Refuse(reason) => Some(reason),
            _ => None,
        }
    }
}

/// What the rules of an extension need to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The side that asks.
    pub side: Side,
    /// Who of that side.
    pub proposer: PersonId,
    /// As agreed when it was asked for.
    pub from: Extent,
    /// As it would be.
    pub to: Extent,
    /// The work and its student as they are now.
    pub ground: Ground,
    /// The day it entered its stage.
    pub since: Day,
}

/// An extension of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extension {
    /// Which.
    pub id: ExtensionId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Extension {
    /// An extension as the database holds it. For `rows.rs` only.
    #[must_use]
    pub const fn restore(id: ExtensionId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// One that `facts.side` asks for now.
    ///
    /// # Errors
    /// A [`Refusal`] when the work cannot be extended.
    pub fn propose(id: ExtensionId, belongs: Belongs, facts: Facts, reason: &Reason) -> Result<(Self, Event), Refusal> {
        facts.ground.is_under_way()?;
        let extension = Self { id, belongs, stage: MACHINE.start, facts };
        let by = extension.facts.side.party();
        let event = extension.event("propose", by, None, Some(reason));
        Ok((extension, event))
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
            C::Accept | C::Approve => {
                is_not_ones_own(by, Some(self.facts.proposer))?;
                self.still_holds(now, policy)?;
            }
            C::TakeEffect => {
                self.needs_nobody(now, policy)?;
                self.still_holds(now, policy)?;
            }
            C::Lapse => self.has_waited(now, policy)?,
            C::Decline | C::Withdraw | C::Refuse => {}
        }
        self.stage = to;
        self.facts.since = now.today;
        let event = self.event(command.word(), party, Some(from), order.reason());
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        offers(self.stage, self.facts.side, self.facts.ground.work, &by.parties(&self.belongs))
    }

    /// Why staff must decide, a sentence each; empty when both sides settle it alone.
    #[must_use]
    pub fn for_staff(&self, today: Day, policy: &Policy) -> Vec<String> {
        self.case(today, policy).for_staff()
    }

    const fn case<'c>(&'c self, today: Day, policy: &'c Policy) -> Case<'c> {
        Case { from: &self.facts.from, to: &self.facts.to, ground: &self.facts.ground, today, policy }
    }

    fn event(&self, command: &'static str, by: Party, from: Option<Stage>, reason: Option<&Reason>) -> Event {
        Event {
            subject: Subject::Extension,
            id: self.id.0,
            belongs: self.belongs,
            command,
            by,
            from: from.map(Stage::word),
            to: Some(self.stage.word()),
            reason: reason.map(|r| r.as_str().to_owned()),
            kind: None,
        }
    }

    /// Days pass and time is logged between the asking and the answer.
    fn still_holds(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        self.facts.ground.is_under_way()?;
        match self.case(now.today, policy).problems().into_iter().next() {
            Some((_, problem)) => Err(Refusal::rule(problem)),
            None => Ok(()),
        }
    }

    fn needs_nobody(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        match self.for_staff(now.today, policy).into_iter().next() {
            Some(reason) => Err(Refusal::rule(reason)),
            None => Ok(()),
        }
    }

    fn has_waited(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        if under_way(self.facts.ground.work) && now.today <= answer_by(self.facts.since, policy) {
            return Err(Refusal::rule("There is still time to answer."));
        }
        Ok(())
    }
}

/// The last day to answer an extension that entered its stage on `since`.
#[must_use]
pub fn answer_by(since: Day, policy: &Policy) -> Day {
    plus_days(since, i64::from(policy.extension_days))
}

/// Whether somebody who is these parties can ask for an extension of work in this stage, of which
/// `open` says whether an extension waits for an answer.
#[must_use]
pub fn may_propose(work: Work, open: bool, parties: &[Party]) -> bool {
    under_way(work) && !open && side_of(parties).is_some()
}

/// What somebody who is these parties can do with an extension of `side` in this stage.
#[must_use]
pub fn offers(stage: Stage, side: Side, work: Work, parties: &[Party]) -> Vec<Command> {
    let mut commands = MACHINE.offers(stage, parties);
    commands.retain(|command| {
        let possible = under_way(work) || !matches!(command, C::Accept | C::Approve);
        possible && MACHINE.step(stage, *command, &entitled(meant(*command), Some(side), parties)).is_ok()
    });
    commands
}

/// The side a command is for.
const fn meant(command: Command) -> For {
    match command {
        C::Accept | C::Decline => For::Asked,
        C::Withdraw => For::Asking,
        C::TakeEffect | C::Approve | C::Refuse | C::Lapse => For::Anybody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engagements::Authorization;
    use crate::money::Cents;
    use crate::people::testing::{belongs, member, now, policy, reason, staff, student};
    use crate::time::Minutes;
    use jiff::civil::date;
    use uuid::Uuid;

    /// The student of the tests asks for a week more on Thursday 3 December.
    fn asked(fee: i64) -> Extension {
        let from = Extent { end: date(2026, 12, 11), time: Minutes::hours(24), fee: Cents(54_000) };
        let ground = Ground {
            work: Work::InProgress,
            logged: Minutes::hours(18),
            beside: Minutes(0),
            authorization: Authorization::NotNeeded,
        };
        let facts = Facts {
            side: Side::Student,
            proposer: Uuid::from_u128(3).into(),
            from,
            to: Extent { end: date(2026, 12, 18), fee: Cents(fee), ..from },
            ground,
            since: date(2026, 12, 3),
        };
        Extension::propose(Uuid::from_u128(9).into(), belongs(), facts, &reason()).unwrap().0
    }

    fn on(extension: Extension, order: &Order, by: &Actor, day: Day) -> Result<Extension, Refusal> {
        extension.apply(order, by, &now(day), &policy()).map(|(extension, _)| extension)
    }

    const DAY: Day = date(2026, 12, 4);

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn one_side_asks_and_the_other_answers() {
        assert_eq!(asked(54_000).offers(&student()), [C::Withdraw]);
        assert_eq!(asked(54_000).offers(&member()), [C::Accept, C::Decline]);
        assert_eq!(asked(54_000).offers(&staff()), []);
        let own = on(asked(54_000), &Order::Accept, &student(), DAY);
        assert_eq!(own, Err(Refusal::NotYours { command: "accept".into() }));
        assert!(on(asked(54_000), &Order::Withdraw, &member(), DAY).is_err());
        assert_eq!(on(asked(54_000), &Order::Decline(reason()), &member(), DAY).unwrap().stage(), S::Declined);
        assert_eq!(on(asked(54_000), &Order::Withdraw, &student(), DAY).unwrap().stage(), S::Withdrawn);
    }

    #[test]
    fn without_a_question_it_takes_effect_and_else_staff_decide() {
        let agreed = on(asked(54_000), &Order::Accept, &member(), DAY).unwrap();
        assert_eq!(on(agreed, &Order::TakeEffect, &Actor::System, DAY).unwrap().stage(), S::InEffect);
        let agreed = on(asked(60_000), &Order::Accept, &member(), DAY).unwrap();
        assert!(on(agreed.clone(), &Order::TakeEffect, &Actor::System, DAY).is_err());
        assert_eq!(agreed.offers(&staff()), [C::Approve, C::Refuse]);
        assert_eq!(on(agreed.clone(), &Order::Refuse(reason()), &staff(), DAY).unwrap().stage(), S::Refused);
        assert_eq!(on(agreed, &Order::Approve, &staff(), DAY).unwrap().stage(), S::InEffect);
    }

    #[test]
    fn nobody_decides_what_they_asked_for() {
        let mut agreed = on(asked(60_000), &Order::Accept, &member(), DAY).unwrap();
        agreed.facts.proposer = staff().person_id().unwrap();
        assert!(matches!(on(agreed, &Order::Approve, &staff(), DAY), Err(Refusal::Rule(_))));
    }

    #[test]
    fn what_changed_in_between_counts() {
        let mut late = asked(54_000);
        late.facts.ground.logged = Minutes::hours(25);
        assert!(matches!(on(late, &Order::Accept, &member(), DAY), Err(Refusal::Rule(_))));
        let mut over = asked(54_000);
        over.facts.ground.work = Work::InAcceptance;
        assert_eq!(over.offers(&member()), [C::Decline]);
        assert!(on(over.clone(), &Order::Accept, &member(), DAY).is_err());
        assert_eq!(on(over, &Order::Lapse, &Actor::System, DAY).unwrap().stage(), S::Lapsed);
    }

    #[test]
    fn it_waits_three_days_for_each_answer() {
        let last = date(2026, 12, 6);
        assert!(on(asked(60_000), &Order::Lapse, &Actor::System, last).is_err());
        assert!(on(asked(60_000), &Order::Lapse, &Actor::System, date(2026, 12, 7)).is_ok());
        let agreed = on(asked(60_000), &Order::Accept, &member(), last).unwrap();
        assert!(on(agreed.clone(), &Order::Lapse, &Actor::System, date(2026, 12, 9)).is_err());
        assert!(on(agreed, &Order::Lapse, &Actor::System, date(2026, 12, 10)).is_ok());
    }

    #[test]
    fn only_a_side_asks_and_only_once_at_a_time() {
        assert!(may_propose(Work::InProgress, false, &[Student]) && may_propose(Work::Paused, false, &[Host]));
        assert!(!may_propose(Work::InProgress, true, &[Student]));
        assert!(!may_propose(Work::InProgress, false, &[Staff]));
        assert!(!may_propose(Work::Onboarding, false, &[Student]));
    }
}
