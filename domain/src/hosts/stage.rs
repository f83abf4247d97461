//! The standing of a host organisation with a program (`workflow.md` section 6).

use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::HostId;
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::time::{Day, Now};

crate::words! {
    /// Where a host organisation stands.
    pub enum Stage {
        /// Asked to join; has not answered.
        Invited = "invited",
        /// Registered; staff check it.
        Pending = "pending",
        /// May offer projects.
        Verified = "verified",
        /// Staff asked something.
        NeedsInfo = "needs_info",
        /// Not a host for this program.
        Rejected = "rejected",
        /// May offer projects; staff look closely.
        Watch = "watch",
        /// May not offer projects.
        Suspended = "suspended",
    }
}

crate::words! {
    /// What can be done with a host organisation.
    pub enum Command {
        /// Answer the invitation.
        Register = "register",
        /// Confirm that it is real and suitable.
        Verify = "verify",
        /// Ask it something.
        Ask = "ask",
        /// Answer what staff asked.
        Answer = "answer",
        /// Turn it down.
        Reject = "reject",
        /// Look closely from now on.
        Watch = "watch",
        /// Stop it from offering projects.
        Suspend = "suspend",
        /// Let it offer projects again.
        Reinstate = "reinstate",
    }
}

use Command as C;
use Party::{Host as Member, Staff, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "host",
    start: S::Invited,
    rules: &[
        Rule { from: &[S::Invited], command: C::Register, by: &[Member], to: S::Pending, guard: "" },
        Rule { from: &[S::Pending, S::NeedsInfo, S::Watch], command: C::Verify, by: &[Staff], to: S::Verified, guard: "not a member of the host" },
        Rule { from: &[S::Pending], command: C::Ask, by: &[Staff], to: S::NeedsInfo, guard: "a question in words" },
        Rule { from: &[S::NeedsInfo], command: C::Answer, by: &[Member], to: S::Pending, guard: "an answer in words" },
        Rule { from: &[S::Invited, S::Pending, S::NeedsInfo], command: C::Reject, by: &[Staff], to: S::Rejected, guard: "a reason in words" },
        Rule { from: &[S::Verified], command: C::Watch, by: &[Staff, System], to: S::Watch, guard: "a reason in words" },
        Rule { from: &[S::Verified, S::Watch], command: C::Suspend, by: &[Staff, System], to: S::Suspended, guard: "a reason in words" },
        Rule { from: &[S::Suspended], command: C::Reinstate, by: &[Staff], to: S::Verified, guard: "a reason in words; not a member of the host" },
    ],
    terminal: &[S::Rejected],
    waits_for: |stage| match stage {
        S::Invited => "the host; reminded after 7 days",
        S::Pending => "staff; escalated after `review_days`",
        S::NeedsInfo => "the host; reminded after 7 days",
        S::Verified => "nobody: in good standing",
        S::Watch => "staff; looked at again every 30 days",
        S::Suspended => "staff; looked at again every 30 days",
        S::Rejected => "nobody: over",
    },
};

impl Stage {
    /// Whether staff have found the organisation to be real and suitable; on watch it stays so.
    #[must_use]
    pub const fn is_verified(self) -> bool {
        matches!(self, S::Verified | S::Watch)
    }
}

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Answer the invitation.
    Register,
    /// Confirm it.
    Verify,
    /// Ask it this.
    Ask(Reason),
    /// Answer this.
    Answer(Reason),
    /// Turn it down.
    Reject(Reason),
    /// Look closely.
    Watch(Reason),
    /// Stop it.
    Suspend(Reason),
    /// Let it go on.
    Reinstate(Reason),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Register => C::Register,
            Self::Verify => C::Verify,
            Self::Ask(_) => C::Ask,
            Self::Answer(_) => C::Answer,
            Self::Reject(_) => C::Reject,
            Self::Watch(_) => C::Watch,
            Self::Suspend(_) => C::Suspend,
            Self::Reinstate(_) => C::Reinstate,
        }
    }

    const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Ask(reason)
            | Self::Answer(reason)
            | Self::Reject(reason)
            | Self::Watch(reason)
            | Self::Suspend(reason)
            | Self::Reinstate(reason) => Some(reason),
            Self::Register | Self::Verify => None,
        }
    }
}

/// What the rules of a host organisation need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The day it entered its stage.
    pub since: Day,
}

/// A host organisation's standing with a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Host {
    /// Which.
    pub id: HostId,
    /// The program, and the host itself: its members are [`Party::Host`].
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Host {
    /// A host as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: HostId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether its approved projects may be shown to students.
    #[must_use]
    pub const fn may_publish(&self) -> bool {
        matches!(self.stage, S::Verified | S::Watch)
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now, _policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        if matches!(order, Order::Verify | Order::Reinstate(_)) {
            self.not_a_member(by)?;
        }
        self.stage = to;
        self.facts.since = now.today;
        let event = Event {
            subject: Subject::Host,
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

    fn not_a_member(&self, by: &Actor) -> Result<(), Refusal> {
        if by.person().is_some_and(|person| person.is_member(self.id)) {
            return Err(Refusal::rule("You belong to this host organisation. Ask a colleague to decide."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{member, now, policy, reason, staff};
    use jiff::civil::date;

    fn host(stage: Stage) -> Host {
        let belongs = crate::people::testing::belongs();
        Host::restore(crate::people::testing::HOST.into(), belongs, Facts { since: date(2026, 11, 2) }, stage)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn a_question_goes_to_the_host_and_its_answer_back() {
        let now = now(date(2026, 11, 3));
        let (host, event) = host(S::Pending).apply(&Order::Ask(reason()), &staff(), &now, &policy()).unwrap();
        assert_eq!((host.stage(), event.to), (S::NeedsInfo, Some("needs_info")));
        let (host, _) = host.apply(&Order::Answer(reason()), &member(), &now, &policy()).unwrap();
        assert_eq!(host.stage(), S::Pending);
        assert!(!host.may_publish());
    }

    #[test]
    fn staff_who_belong_to_the_host_cannot_verify_it() {
        let mut both = staff();
        if let Actor::Person(person) = &mut both {
            person.hosts.push((crate::people::testing::HOST.into(), crate::actor::HostRole::Owner));
        }
        let refused = host(S::Pending).apply(&Order::Verify, &both, &now(date(2026, 11, 3)), &policy());
        assert!(matches!(refused, Err(Refusal::Rule(_))));
    }
}
