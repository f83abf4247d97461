//! A text that somebody calls abusive, and what staff decide about it.

use super::Side;
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::FlagId;
use crate::machine::{Machine, Rule, Word};
use crate::refusal::Refusal;

crate::words! {
    /// Which text.
    pub enum Text {
        /// What went well and what could be better.
        Review = "review",
        /// The answer to a review.
        Reply = "reply",
    }
}

impl Text {
    /// Who wrote it, of the review of `side`.
    #[must_use]
    pub const fn author(self, side: Side) -> Side {
        match self {
            Self::Review => side,
            Self::Reply => side.other(),
        }
    }

    /// In plain words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Reply => "answer",
        }
    }
}

crate::words! {
    /// Where a flag stands.
    pub enum FlagStage {
        /// Staff have not decided.
        Open = "open",
        /// The text is shown to nobody any more.
        Hidden = "hidden",
        /// The text stays.
        Kept = "kept",
    }
}

crate::words! {
    /// What staff can decide.
    pub enum FlagCommand {
        /// Show the text to nobody any more.
        Hide = "hide",
        /// Let it stand.
        Keep = "keep",
    }
}

use FlagCommand as C;
use FlagStage as S;

/// The table.
#[rustfmt::skip]
pub const FLAG_MACHINE: Machine<FlagStage, FlagCommand> = Machine {
    name: "review_flag",
    start: S::Open,
    rules: &[
        Rule { from: &[S::Open], command: C::Hide, by: &[Party::Staff], to: S::Hidden, guard: "with a reason; no party to the work" },
        Rule { from: &[S::Open], command: C::Keep, by: &[Party::Staff], to: S::Kept, guard: "with a reason; no party to the work" },
    ],
    terminal: &[S::Hidden, S::Kept],
    waits_for: |stage| match stage {
        S::Open => "staff",
        S::Hidden | S::Kept => "nobody: over",
    },
};

/// A decision with its reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlagOrder {
    /// Which.
    pub command: FlagCommand,
    /// Why: both sides read it.
    pub reason: Reason,
}

impl FlagOrder {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> FlagCommand {
        self.command
    }
}

/// One text that somebody flagged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flag {
    /// Which.
    pub id: FlagId,
    /// Whose.
    pub belongs: Belongs,
    stage: FlagStage,
}

impl Flag {
    /// A flag as the database holds it. For `rows.rs` only.
    #[must_use]
    pub const fn restore(id: FlagId, belongs: Belongs, stage: FlagStage) -> Self {
        Self { id, belongs, stage }
    }

    /// One that is raised now by `side`, with its event. The reason is for staff alone, so it is not in the event.
    #[must_use]
    pub fn raise(id: FlagId, belongs: Belongs, side: Side) -> (Self, Event) {
        let flag = Self { id, belongs, stage: FLAG_MACHINE.start };
        let event = flag.event("raise", side.party(), None);
        (flag, event)
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> FlagStage {
        self.stage
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &FlagOrder, by: &Actor) -> Result<(Self, Event), Refusal> {
        let (from, parties) = (self.stage, by.parties(&self.belongs));
        let (to, party) = FLAG_MACHINE.step(from, order.command, &parties)?;
        if parties.iter().any(|party| matches!(party, Party::Student | Party::Host)) {
            return Err(Refusal::rule("You are a party to this work. Somebody else of staff decides."));
        }
        self.stage = to;
        let event = self.event(order.command.word(), party, Some(from));
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<FlagCommand> {
        FLAG_MACHINE.offers(self.stage, &by.parties(&self.belongs))
    }

    fn event(&self, command: &'static str, by: Party, from: Option<FlagStage>) -> Event {
        Event {
            subject: Subject::ReviewFlag,
            id: self.id.0,
            belongs: self.belongs,
            command,
            by,
            from: from.map(Word::word),
            to: Some(self.stage.word()),
            reason: None,
            kind: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Person, Role};
    use crate::people::testing::{belongs, member, student};
    use uuid::Uuid;

    fn order(command: FlagCommand) -> FlagOrder {
        FlagOrder { command, reason: Reason::parse("It names a third person.").unwrap() }
    }

    fn flag(stage: FlagStage) -> Flag {
        Flag::restore(Uuid::from_u128(9).into(), belongs(), stage)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&FLAG_MACHINE);
    }

    #[test]
    fn staff_decide_once_and_neither_side_does() {
        let roles = vec![(belongs().program, Role::Staff)];
        let person = Person { id: Uuid::from_u128(77).into(), name: "Lu".into(), roles: roles.clone(), hosts: vec![] };
        let staff = Actor::Person(person.clone());
        for command in [C::Hide, C::Keep] {
            assert!(flag(S::Open).apply(&order(command), &staff).is_ok());
            assert!(flag(S::Hidden).apply(&order(command), &staff).is_err());
            assert!(flag(S::Open).apply(&order(command), &student()).is_err());
            assert!(flag(S::Open).apply(&order(command), &member()).is_err());
        }
        let own = Actor::Person(Person { id: belongs().student.unwrap(), ..person });
        assert!(matches!(flag(S::Open).apply(&order(C::Keep), &own).unwrap_err(), Refusal::Rule(_)));
    }

    #[test]
    fn an_answer_is_written_by_the_side_the_review_is_about() {
        assert_eq!((Text::Review.author(Side::Host), Text::Reply.author(Side::Host)), (Side::Host, Side::Student));
    }
}
