//! The life of a milestone (`workflow.md` section 3, milestones).

use serde::{Deserialize, Serialize};

use super::NewDeliverable;
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::MilestoneId;
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::time::{Day, Now};

crate::words! {
    /// Where a milestone stands.
    pub enum Stage {
        /// The student works on it.
        Draft = "draft",
        /// Handed in; the host reads it.
        Submitted = "submitted",
        /// The host named what must change.
        ChangesRequested = "changes_requested",
        /// Done.
        Accepted = "accepted",
    }
}

crate::words! {
    /// What can be done with a milestone.
    pub enum Command {
        /// Hand in its deliverable.
        Submit = "submit",
        /// Accept it.
        Accept = "accept",
        /// Name what must change.
        RequestChanges = "request_changes",
    }
}

use Command as C;
use Party::{Host, Staff, Student};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "milestone",
    start: S::Draft,
    rules: &[
        Rule { from: &[S::Draft, S::ChangesRequested], command: C::Submit, by: &[Student], to: S::Submitted, guard: "a link, words or a file; the engagement is in progress" },
        Rule { from: &[S::Submitted], command: C::Accept, by: &[Host, Staff], to: S::Accepted, guard: "" },
        Rule { from: &[S::Submitted], command: C::RequestChanges, by: &[Host, Staff], to: S::ChangesRequested, guard: "a reason in words" },
    ],
    terminal: &[S::Accepted],
    waits_for: |stage| match stage {
        S::Draft => "the student; a nudge 1 day after it is due, at risk after 3",
        S::Submitted => "the host; reminded after 4 business days",
        S::ChangesRequested => "the student; a nudge 1 day after it is due, at risk after 3",
        S::Accepted => "nobody: done",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Hand in this.
    Submit(NewDeliverable),
    /// Accept it.
    Accept,
    /// Name what must change.
    RequestChanges(Reason),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Submit(_) => C::Submit,
            Self::Accept => C::Accept,
            Self::RequestChanges(_) => C::RequestChanges,
        }
    }

    const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::RequestChanges(reason) => Some(reason),
            Self::Submit(_) | Self::Accept => None,
        }
    }
}

/// What the rules of a milestone need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// The day it is due, in the program's zone.
    pub due: Day,
    /// Whether its engagement is in progress.
    pub engagement_in_progress: bool,
}

/// A milestone of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    /// Which.
    pub id: MilestoneId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Milestone {
    /// A milestone as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: MilestoneId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether it still keeps the student from handing in the whole work.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.stage, S::Draft | S::ChangesRequested)
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, _now: &Now, _policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        if matches!(order, Order::Submit(_)) {
            self.work_is_in_progress()?;
        }
        self.stage = to;
        let event = Event {
            subject: Subject::Milestone,
            id: self.id.0,
            belongs: self.belongs,
            command: order.command().word(),
            by: party,
            from: Some(from.word()),
            to: Some(to.word()),
            reason: order.reason().map(|r| r.as_str().to_owned()),
            kind: None,
        };
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        MACHINE.offers(self.stage, &by.parties(&self.belongs))
    }

    fn work_is_in_progress(&self) -> Result<(), Refusal> {
        if !self.facts.engagement_in_progress {
            return Err(Refusal::rule("The work is not in progress. Start or resume it, then hand this in."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, member, now, policy, reason, student};
    use jiff::civil::date;
    use uuid::Uuid;

    fn milestone(stage: Stage, engagement_in_progress: bool) -> Milestone {
        let facts = Facts { due: date(2026, 11, 20), engagement_in_progress };
        Milestone::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
    }

    fn hand_in() -> Order {
        Order::Submit(NewDeliverable::parse("https://example.org/draft", "").unwrap())
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn changes_lead_back_to_the_student_and_then_to_the_host() {
        let now = now(date(2026, 11, 19));
        let (sent, _) = milestone(S::Draft, true).apply(&hand_in(), &student(), &now, &policy()).unwrap();
        let (back, event) = sent.apply(&Order::RequestChanges(reason()), &member(), &now, &policy()).unwrap();
        assert!(event.reason.is_some() && back.is_open());
        let (sent, _) = back.apply(&hand_in(), &student(), &now, &policy()).unwrap();
        let (done, _) = sent.apply(&Order::Accept, &member(), &now, &policy()).unwrap();
        assert_eq!(done.stage(), S::Accepted);
    }

    #[test]
    fn nothing_is_handed_in_before_the_work_starts() {
        let refused = milestone(S::Draft, false).apply(&hand_in(), &student(), &now(date(2026, 11, 1)), &policy());
        assert!(matches!(refused, Err(Refusal::Rule(_))));
    }
}
