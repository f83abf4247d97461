//! The life of a change to a published project (`workflow.md` section 1, last line).

use serde::{Deserialize, Serialize};

use super::{Materiality, pays_less};
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::fields::FieldErrors;
use crate::ids::{PersonId, RevisionId};
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::projects::{Draft, Stage as ProjectStage};
use crate::refusal::Refusal;
use crate::time::Now;

crate::words! {
    /// Where a change stands.
    pub enum Stage {
        /// Asked for; the published terms hold meanwhile.
        Submitted = "submitted",
        /// These are the terms.
        InEffect = "in_effect",
        /// Staff said no.
        Rejected = "rejected",
        /// The host took it back.
        Withdrawn = "withdrawn",
        /// The project moved on before anybody decided.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// What can be done with a change.
    pub enum Command {
        /// Let it hold at once.
        TakeEffect = "take_effect",
        /// Approve it.
        Approve = "approve",
        /// Turn it down.
        Reject = "reject",
        /// Take it back.
        Withdraw = "withdraw",
        /// Note that it came too late.
        Lapse = "lapse",
    }
}

use Command as C;
use Party::{Host, Staff, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "revision",
    start: S::Submitted,
    rules: &[
        Rule { from: &[S::Submitted], command: C::TakeEffect, by: &[System], to: S::InEffect, guard: "nothing in it is material or for staff to decide" },
        Rule { from: &[S::Submitted], command: C::Approve, by: &[Staff], to: S::InEffect, guard: "not its author; nobody has been offered a seat; nothing blocks it" },
        Rule { from: &[S::Submitted], command: C::Reject, by: &[Staff], to: S::Rejected, guard: "not its author; a reason in words" },
        Rule { from: &[S::Submitted], command: C::Withdraw, by: &[Host], to: S::Withdrawn, guard: "" },
        Rule { from: &[S::Submitted], command: C::Lapse, by: &[System], to: S::Lapsed, guard: "the project is no longer open, or somebody has been offered a seat" },
    ],
    terminal: &[S::InEffect, S::Rejected, S::Withdrawn, S::Lapsed],
    waits_for: |stage| match stage {
        S::Submitted => "staff, within the days of a review; over when the project moves on",
        S::InEffect => "nobody: its terms are the project's",
        S::Rejected | S::Withdrawn | S::Lapsed => "nobody: the published terms hold",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Let it hold at once.
    TakeEffect,
    /// Approve it.
    Approve,
    /// Turn it down.
    Reject(Reason),
    /// Take it back.
    Withdraw,
    /// It came too late.
    Lapse,
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::TakeEffect => C::TakeEffect,
            Self::Approve => C::Approve,
            Self::Reject(_) => C::Reject,
            Self::Withdraw => C::Withdraw,
            Self::Lapse => C::Lapse,
        }
    }
}

/// What the rules of a change need to know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Who asked for it.
    pub author: PersonId,
    /// Whether it is material, or staff must decide on something the check found in it.
    pub for_staff: bool,
    /// Findings of the scope check that block it and did not stand before.
    pub blocking: usize,
    /// Where the project stands.
    pub project: ProjectStage,
    /// Seats that were offered or taken.
    pub given: i32,
}

impl Facts {
    /// Whether staff must see it.
    #[must_use]
    pub fn needs_staff(weight: Materiality, new_findings_for_staff: usize) -> bool {
        weight == Materiality::Material || new_findings_for_staff > 0
    }
}

/// Whether a project in this stage may be changed: while students can apply or it is hidden for a while, and nobody
/// has been offered a seat. From the first offer on its terms are a promise to one person; an extension changes those.
///
/// # Errors
/// Why not, for the host.
pub fn may_begin(project: ProjectStage, given: i32) -> Result<(), Refusal> {
    if !matches!(project, ProjectStage::Published | ProjectStage::Paused) {
        return Err(Refusal::rule(
            "Only a project that students can apply to can be changed. Copy this one as a new draft instead.",
        ));
    }
    if given > 0 {
        return Err(Refusal::rule(
            "Somebody has been offered a seat on these terms, so they stay as they are. Ask for an extension once the work has begun, or copy the project.",
        ));
    }
    Ok(())
}

/// Whether the host has said why, where it has to: a student who applied for more, and staff, are owed a reason for less.
///
/// # Errors
/// A message beside `reason`.
pub fn says_why(before: &Draft, after: &Draft, reason: &str) -> Result<(), FieldErrors> {
    if pays_less(before, after) && reason.trim().chars().count() < LEAST_REASON {
        return Err(FieldErrors::one(
            "reason",
            "Students get less by this change, in all or for an hour. Say why, in a sentence: staff read it.",
        ));
    }
    Ok(())
}

/// Shortest reason for less pay, in characters.
const LEAST_REASON: usize = 10;

/// A change, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// Which.
    pub id: RevisionId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Revision {
    /// A change as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: RevisionId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
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
    pub fn apply(mut self, order: &Order, by: &Actor, _now: &Now, _policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        match order {
            Order::TakeEffect => self.is_small().and_then(|()| self.may_hold())?,
            Order::Approve => self.not_its_author(by).and_then(|()| self.may_hold())?,
            Order::Reject(_) => self.not_its_author(by)?,
            Order::Lapse if may_begin(self.facts.project, self.facts.given).is_ok() => {
                return Err(Refusal::rule("Staff can still decide about this change."));
            }
            Order::Withdraw | Order::Lapse => {}
        }
        self.stage = to;
        let reason = match order {
            Order::Reject(reason) => Some(reason.as_str().to_owned()),
            _ => None,
        };
        let event = Event {
            subject: Subject::Revision,
            id: self.id.0,
            belongs: self.belongs,
            command: order.command().word(),
            by: party,
            from: Some(from.word()),
            to: Some(to.word()),
            reason,
            kind: None,
        };
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        MACHINE.offers(self.stage, &by.parties(&self.belongs))
    }

    fn is_small(&self) -> Result<(), Refusal> {
        if self.facts.for_staff {
            return Err(Refusal::rule("Staff decide about this change first."));
        }
        Ok(())
    }

    fn may_hold(&self) -> Result<(), Refusal> {
        may_begin(self.facts.project, self.facts.given)?;
        if self.facts.blocking > 0 {
            return Err(Refusal::rule(
                "A finding of the scope check blocks this change. The host has to fix it first.",
            ));
        }
        Ok(())
    }

    fn not_its_author(&self, by: &Actor) -> Result<(), Refusal> {
        if by.person_id() == Some(self.facts.author) {
            return Err(Refusal::rule("You asked for this change. Ask a colleague to decide about it."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, member, now, policy, reason, staff};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    fn revision(facts: Facts) -> Revision {
        Revision::restore(Uuid::from_u128(9).into(), belongs(), facts, Stage::Submitted)
    }

    fn act(facts: Facts, order: &Order, by: &Actor) -> Result<(Revision, Event), Refusal> {
        revision(facts).apply(order, by, &now(date(2026, 11, 3)), &policy())
    }

    fn facts() -> Facts {
        Facts {
            author: Uuid::from_u128(4).into(),
            for_staff: true,
            blocking: 0,
            project: ProjectStage::Published,
            given: 0,
        }
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn staff_decide_about_what_is_material() {
        assert!(act(facts(), &Order::TakeEffect, &Actor::System).is_err());
        let (done, event) = act(facts(), &Order::Approve, &staff()).unwrap();
        assert_eq!((done.stage(), event.command, event.to), (Stage::InEffect, "approve", Some("in_effect")));
        let small = Facts { for_staff: false, ..facts() };
        assert!(act(small, &Order::TakeEffect, &Actor::System).is_ok());
    }

    #[test]
    fn nobody_decides_about_their_own_change() {
        let own = Facts { author: staff().person_id().unwrap(), ..facts() };
        for order in [Order::Approve, Order::Reject(reason())] {
            assert!(matches!(act(own.clone(), &order, &staff()), Err(Refusal::Rule(_))));
        }
    }

    #[rstest]
    #[case::an_offer(ProjectStage::Published, 1)]
    #[case::chosen_already(ProjectStage::Selection, 0)]
    #[case::called_off(ProjectStage::Cancelled, 0)]
    fn a_change_comes_too_late(#[case] project: ProjectStage, #[case] given: i32) {
        let late = Facts { project, given, ..facts() };
        assert!(act(late.clone(), &Order::Approve, &staff()).is_err());
        assert_eq!(act(late, &Order::Lapse, &Actor::System).unwrap().0.stage(), Stage::Lapsed);
        assert!(act(facts(), &Order::Lapse, &Actor::System).is_err(), "not before");
    }

    #[test]
    fn less_pay_needs_a_reason() {
        use crate::money::Cents;
        let before = Draft { amount: Some(Cents(54_000)), hours_high: 20, ..Draft::default() };
        let less = Draft { amount: Some(Cents(48_000)), ..before.clone() };
        for silent in ["", "   \n", "Because."] {
            let said = says_why(&before, &less, silent).unwrap_err();
            assert!(said.0.contains_key("reason"), "{silent:?}");
        }
        assert!(says_why(&before, &less, "The grant became smaller.").is_ok());
        assert!(says_why(&less, &before, "").is_ok(), "more pay speaks for itself");
        assert!(says_why(&before, &before, "").is_ok());
    }

    #[test]
    fn the_host_takes_it_back_and_a_finding_stops_it() {
        assert_eq!(act(facts(), &Order::Withdraw, &member()).unwrap().0.stage(), Stage::Withdrawn);
        assert!(act(facts(), &Order::Withdraw, &staff()).is_err());
        let blocked = Facts { blocking: 1, ..facts() };
        assert!(act(blocked, &Order::Approve, &staff()).is_err());
    }
}
