//! The life of a payment (`workflow.md` section 5).

use serde::{Deserialize, Serialize};

use super::Standing;
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::fields::FieldErrors;
use crate::ids::{PaymentId, PersonId};
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
        /// Agree to pay it, as the first of two.
        ApproveFirst = "approve_first",
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
        Rule { from: &[S::Ready], command: C::ApproveFirst, by: &[Finance], to: S::Ready, guard: "above the limit for one person; not approved before; not to oneself" },
        Rule { from: &[S::Ready], command: C::Approve, by: &[Finance], to: S::Approved, guard: "not to oneself; more than nothing; above the limit for one person by another than the first" },
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
    /// Agree to pay it, as the first of two.
    ApproveFirst,
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
            Self::ApproveFirst => C::ApproveFirst,
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
    /// What of it a fund of the program brings.
    pub fund: Cents,
    /// Who of finance approved it as the first of two.
    pub first_approval: Option<PersonId>,
    /// The reference it was settled under.
    pub reference: Option<Reference>,
}

impl Facts {
    /// A payment of this amount by the host alone.
    #[must_use]
    pub const fn of(gross: Cents) -> Self {
        Self { gross, fund: Cents(0), first_approval: None, reference: None }
    }
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

    /// Where it stands in the books.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing { stage: self.stage, gross: self.facts.gross, fund: self.facts.fund }
    }

    /// The amount is another one: of less the fund brings its share, of more the host brings the rest.
    pub fn resize(&mut self, gross: Cents) {
        let facts = &mut self.facts;
        if gross < facts.gross {
            facts.fund = super::fund_share(gross, facts.fund, facts.gross, Cents(0));
        }
        facts.gross = gross;
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, _now: &Now, policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        match order {
            Order::ApproveFirst => {
                self.not_to_oneself(by)?;
                self.first_of_two(policy)?;
                self.facts.first_approval = by.person_id();
            }
            Order::Approve => {
                self.not_to_oneself(by)?;
                self.more_than_nothing()?;
                self.second_of_two(by, policy)?;
            }
            // What comes back after it was held or returned is looked at anew.
            Order::Release => self.facts.first_approval = None,
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

    /// What the table lets this actor do now.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        MACHINE.offers(self.stage, &by.parties(&self.belongs))
    }

    /// The buttons to draw: of the two approvals the one that is due, if it is this actor's.
    #[must_use]
    pub fn buttons(&self, by: &Actor, policy: &Policy) -> Vec<Command> {
        let mut offers = self.offers(by);
        offers.retain(|command| match command {
            C::ApproveFirst => self.first_of_two(policy).is_ok(),
            C::Approve => self.second_of_two(by, policy).is_ok(),
            _ => true,
        });
        offers
    }

    fn first_of_two(&self, policy: &Policy) -> Result<(), Refusal> {
        if self.facts.gross <= policy.second_approval {
            return Err(Refusal::rule("One person may approve this payment."));
        }
        if self.facts.first_approval.is_some() {
            return Err(Refusal::rule("A colleague has approved it already; it needs the second approval."));
        }
        Ok(())
    }

    fn second_of_two(&self, by: &Actor, policy: &Policy) -> Result<(), Refusal> {
        let limit = policy.second_approval;
        if self.facts.gross <= limit {
            return Ok(());
        }
        match self.facts.first_approval {
            None => Err(Refusal::rule(format!("Two people approve a payment above {}.", limit.exact()))),
            Some(first) if by.person_id() == Some(first) => {
                Err(Refusal::rule("You approved it as the first of two. A colleague approves it as the second."))
            }
            Some(_) => Ok(()),
        }
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
        let facts = Facts::of(Cents(gross));
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
    fn above_the_limit_two_people_approve() {
        let (now, policy) = (now(date(2026, 12, 14)), policy());
        let apply = |payment: Payment, order: &Order, by: &Actor| payment.apply(order, by, &now, &policy);
        let (henry, iris) = (finance(), another(finance()));
        let large = payment(S::Ready, policy.second_approval.0 + 1);
        assert_eq!(large.buttons(&henry, &policy)[0], C::ApproveFirst);
        assert!(matches!(apply(large.clone(), &Order::Approve, &henry), Err(Refusal::Rule(_))));
        let once = apply(large, &Order::ApproveFirst, &henry).unwrap().0;
        assert_eq!(once.stage(), S::Ready);
        for order in [Order::Approve, Order::ApproveFirst] {
            assert!(matches!(apply(once.clone(), &order, &henry), Err(Refusal::Rule(_))), "not both by one");
        }
        assert!(!once.buttons(&henry, &policy).contains(&C::Approve));
        assert!(once.buttons(&iris, &policy).contains(&C::Approve));
        assert_eq!(apply(once.clone(), &Order::Approve, &iris).unwrap().0.stage(), S::Approved);
        let held = apply(once, &Order::Hold(reason()), &henry).unwrap().0;
        assert_eq!(apply(held, &Order::Release, &henry).unwrap().0.facts.first_approval, None, "both look again");
        let small = payment(S::Ready, policy.second_approval.0);
        assert!(matches!(apply(small.clone(), &Order::ApproveFirst, &henry), Err(Refusal::Rule(_))));
        assert_eq!(apply(small, &Order::Approve, &henry).unwrap().0.stage(), S::Approved);
    }

    /// The same roles, another person.
    fn another(actor: Actor) -> Actor {
        let Actor::Person(mut person) = actor else { unreachable!("finance is a person") };
        person.id = Uuid::from_u128(77).into();
        Actor::Person(person)
    }

    #[test]
    fn a_fund_bears_its_share_of_less_and_nothing_of_more() {
        let mut shared = payment(S::Encumbered, 50_000);
        shared.facts.fund = Cents(20_000);
        shared.resize(Cents(60_000));
        assert_eq!((shared.facts.gross, shared.facts.fund), (Cents(60_000), Cents(20_000)));
        shared.resize(Cents(30_000));
        assert_eq!((shared.facts.gross, shared.facts.fund), (Cents(30_000), Cents(10_000)));
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
