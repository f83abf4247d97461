//! The life of a payment (`workflow.md` section 5).

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::fields::FieldErrors;
use crate::ids::PaymentId;
use crate::machine::{Machine, Rule, Word};
use crate::money::Cents;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::time::Now;

crate::words! {
    /// Where a payment stands.
    pub enum Stage {
        /// Foreseen in the project.
        Planned = "planned",
        /// Set aside: the offer was accepted.
        Encumbered = "encumbered",
        /// Owed: the work was accepted.
        Ready = "ready",
        /// Finance agreed to pay.
        Approved = "approved",
        /// In a payout batch.
        Batched = "batched",
        /// Sent to the bank or payroll.
        Submitted = "submitted",
        /// Paid.
        Settled = "settled",
        /// Held until something is cleared.
        OnHold = "on_hold",
        /// The bank sent it back.
        Returned = "returned",
        /// Never to be paid.
        Voided = "voided",
        /// Paid in error and taken back.
        Reversed = "reversed",
    }
}

crate::words! {
    /// What can be done with a payment.
    pub enum Command {
        /// Set the money aside.
        Encumber = "encumber",
        /// Note that it is owed.
        MakeReady = "make_ready",
        /// Agree to pay it.
        Approve = "approve",
        /// Put it into a batch.
        Batch = "batch",
        /// Send the batch.
        Send = "send",
        /// Confirm that it was paid.
        Settle = "settle",
        /// Hold it.
        Hold = "hold",
        /// Let it go on.
        Release = "release",
        /// Note that the bank sent it back.
        ReturnByBank = "return_by_bank",
        /// Decide never to pay it.
        Void = "void",
        /// Take back what was paid in error.
        Reverse = "reverse",
    }
}

use Command as C;
use Party::{Finance, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "payment",
    start: S::Planned,
    rules: &[
        Rule { from: &[S::Planned], command: C::Encumber, by: &[System], to: S::Encumbered, guard: "the offer was accepted" },
        Rule { from: &[S::Encumbered], command: C::MakeReady, by: &[System], to: S::Ready, guard: "the work was accepted" },
        Rule { from: &[S::Ready], command: C::Approve, by: &[Finance], to: S::Approved, guard: "not to oneself; more than nothing" },
        Rule { from: &[S::Approved], command: C::Batch, by: &[Finance], to: S::Batched, guard: "" },
        Rule { from: &[S::Batched], command: C::Send, by: &[Finance], to: S::Submitted, guard: "" },
        Rule { from: &[S::Approved, S::Batched, S::Submitted], command: C::Settle, by: &[Finance], to: S::Settled, guard: "the reference of the bank, payroll or host" },
        Rule { from: &[S::Ready, S::Approved, S::Batched], command: C::Hold, by: &[Finance, System], to: S::OnHold, guard: "a reason in words" },
        Rule { from: &[S::OnHold, S::Returned], command: C::Release, by: &[Finance], to: S::Ready, guard: "" },
        Rule { from: &[S::Submitted, S::Settled], command: C::ReturnByBank, by: &[Finance], to: S::Returned, guard: "a reason in words" },
        Rule { from: &[S::Planned, S::Encumbered, S::Ready, S::Approved, S::OnHold, S::Returned], command: C::Void, by: &[Finance, System], to: S::Voided, guard: "a reason in words" },
        Rule { from: &[S::Settled], command: C::Reverse, by: &[Finance], to: S::Reversed, guard: "a reason in words" },
    ],
    terminal: &[S::Voided, S::Reversed],
    waits_for: |stage| match stage {
        S::Planned => "the student's answer to the offer",
        S::Encumbered => "the host's answer to the work; the engagement has the timer",
        S::Ready => "finance; reminded every 5 business days",
        S::Approved => "finance: the next batch; reminded every 5 business days",
        S::Batched => "finance: the batch is sent; reminded every 5 business days",
        S::Submitted => "finance: the bank's or payroll's answer, 10 business days after acceptance at most",
        S::Settled => "nobody: paid, can be reversed with a reason",
        S::OnHold => "finance; reminded every 5 business days",
        S::Returned => "finance: new payment details; reminded every 5 business days",
        S::Voided | S::Reversed => "nobody: over",
    },
};

/// The number under which a bank, a payroll or a host knows a payment: 3 to 80 characters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// Reads the field `reference`.
    ///
    /// # Errors
    /// The message beside the field.
    pub fn parse(text: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = errors.text("reference", "Reference", text, 3, 80);
        errors.finish(text.map(Self))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Set the money aside.
    Encumber,
    /// It is owed.
    MakeReady,
    /// Agree to pay it.
    Approve,
    /// Put it into a batch.
    Batch,
    /// Send the batch.
    Send,
    /// It was paid, under this reference.
    Settle(Reference),
    /// Hold it.
    Hold(Reason),
    /// Let it go on.
    Release,
    /// The bank sent it back.
    ReturnByBank(Reason),
    /// Never pay it.
    Void(Reason),
    /// Take it back.
    Reverse(Reason),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Encumber => C::Encumber,
            Self::MakeReady => C::MakeReady,
            Self::Approve => C::Approve,
            Self::Batch => C::Batch,
            Self::Send => C::Send,
            Self::Settle(_) => C::Settle,
            Self::Hold(_) => C::Hold,
            Self::Release => C::Release,
            Self::ReturnByBank(_) => C::ReturnByBank,
            Self::Void(_) => C::Void,
            Self::Reverse(_) => C::Reverse,
        }
    }

    const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Hold(reason) | Self::ReturnByBank(reason) | Self::Void(reason) | Self::Reverse(reason) => {
                Some(reason)
            }
            _ => None,
        }
    }
}

/// What the rules of a payment need to know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Before tax.
    pub gross: Cents,
    /// The reference it was settled under.
    pub reference: Option<Reference>,
}

/// A payment of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payment {
    /// Which.
    pub id: PaymentId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Payment {
    /// A payment as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: PaymentId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether nothing more is expected of it: the engagement may count as paid.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.stage, S::Settled | S::Voided | S::Reversed)
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, _now: &Now, _policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        match order {
            Order::Approve => {
                self.not_to_oneself(by)?;
                self.more_than_nothing()?;
            }
            Order::Settle(reference) => self.facts.reference = Some(reference.clone()),
            _ => {}
        }
        self.stage = to;
        let event = Event {
            subject: Subject::Payment,
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

    fn not_to_oneself(&self, by: &Actor) -> Result<(), Refusal> {
        if by.person_id().is_some() && by.person_id() == self.belongs.student {
            return Err(Refusal::rule("This payment is to you. Ask a colleague to approve it."));
        }
        Ok(())
    }

    fn more_than_nothing(&self) -> Result<(), Refusal> {
        if self.facts.gross.0 <= 0 {
            return Err(Refusal::rule("There is nothing to pay. Void this payment instead."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, finance, now, policy, reason, staff};
    use jiff::civil::date;
    use uuid::Uuid;

    fn payment(stage: Stage, gross: i64) -> Payment {
        let facts = Facts { gross: Cents(gross), reference: None };
        Payment::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn the_thin_path_ends_with_the_reference() {
        let now = now(date(2026, 12, 14));
        let mut paid = payment(S::Ready, 54_000);
        let settle = Order::Settle(Reference::parse("ACH 2026-118").unwrap());
        for order in [Order::Approve, Order::Batch, Order::Send, settle] {
            paid = paid.apply(&order, &finance(), &now, &policy()).unwrap().0;
        }
        assert!(paid.is_over());
        assert_eq!(paid.facts.reference.as_ref().map(Reference::as_str), Some("ACH 2026-118"));
        assert_eq!(paid.apply(&Order::Reverse(reason()), &finance(), &now, &policy()).unwrap().0.stage(), S::Reversed);
    }

    #[test]
    fn staff_do_not_pay_and_nothing_is_not_paid() {
        let now = now(date(2026, 12, 14));
        let refused = payment(S::Ready, 54_000).apply(&Order::Approve, &staff(), &now, &policy());
        assert_eq!(refused.unwrap_err(), Refusal::NotYours { command: "approve".into() });
        assert!(matches!(
            payment(S::Ready, 0).apply(&Order::Approve, &finance(), &now, &policy()),
            Err(Refusal::Rule(_))
        ));
    }
}
