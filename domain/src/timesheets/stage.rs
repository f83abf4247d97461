//! The life of one week of one engagement (`workflow.md` section 3, time entries).

use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::TimesheetId;
use crate::machine::{Machine, Rule};
use crate::refusal::Refusal;
use crate::time::{Minutes, Now, Week};

crate::words! {
    /// Where a week stands.
    pub enum Stage {
        /// The student adds and changes entries.
        Open = "open",
        /// The host decides; silence approves.
        Submitted = "submitted",
        /// The host asked for a change.
        Returned = "returned",
        /// Locked; its minutes count.
        Approved = "approved",
    }
}

crate::words! {
    /// What can be done with a week.
    pub enum Command {
        /// Send the week to the host.
        Submit = "submit",
        /// Approve its hours.
        Approve = "approve",
        /// Send it back with a reason.
        Return = "return",
        /// Unlock an approved week with a reason.
        Reopen = "reopen",
    }
}

use Command as C;
use Stage as S;

/// The table.
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "timesheet",
    start: S::Open,
    rules: &[
        Rule {
            from: &[S::Open, S::Returned],
            command: C::Submit,
            by: &[Party::Student],
            to: S::Submitted,
            guard: "the week has time in it",
        },
        Rule {
            from: &[S::Submitted],
            command: C::Approve,
            by: &[Party::Host, Party::Staff],
            to: S::Approved,
            guard: "",
        },
        Rule {
            from: &[S::Submitted],
            command: C::Approve,
            by: &[Party::System],
            to: S::Approved,
            guard: "5 business days of silence",
        },
        Rule {
            from: &[S::Submitted],
            command: C::Return,
            by: &[Party::Host, Party::Staff],
            to: S::Returned,
            guard: "a reason in words",
        },
        Rule {
            from: &[S::Approved],
            command: C::Reopen,
            by: &[Party::Staff, Party::Host],
            to: S::Returned,
            guard: "a reason in words",
        },
    ],
    terminal: &[],
    waits_for: |stage| match stage {
        S::Open | S::Returned => "the student; a reminder when the week is over",
        S::Submitted => "the host; approved by silence after 5 business days",
        S::Approved => "nobody: locked, can be reopened with a reason",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Send the week.
    Submit,
    /// Approve it.
    Approve,
    /// Send it back.
    Return(Reason),
    /// Unlock it.
    Reopen(Reason),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Submit => C::Submit,
            Self::Approve => C::Approve,
            Self::Return(_) => C::Return,
            Self::Reopen(_) => C::Reopen,
        }
    }

    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Return(reason) | Self::Reopen(reason) => Some(reason),
            Self::Submit | Self::Approve => None,
        }
    }
}

/// One week of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timesheet {
    /// Which.
    pub id: TimesheetId,
    /// Whose.
    pub belongs: Belongs,
    /// The week.
    pub week: Week,
    /// Minutes of all its entries.
    pub logged: Minutes,
    /// The day it was last submitted, in the program's zone.
    pub submitted_on: Option<crate::time::Day>,
    stage: Stage,
}

impl Timesheet {
    /// A week as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(
        id: TimesheetId,
        belongs: Belongs,
        week: Week,
        logged: Minutes,
        submitted_on: Option<crate::time::Day>,
        stage: Stage,
    ) -> Self {
        Self { id, belongs, week, logged, submitted_on, stage }
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether its entries may change.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        matches!(self.stage, S::Open | S::Returned)
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now, silent_days: i32) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        match order {
            Order::Submit if self.logged.0 == 0 => {
                return Err(Refusal::rule("This week has no time in it. Add what you did, then send the week."));
            }
            Order::Submit => self.submitted_on = Some(now.today),
            Order::Approve if party == Party::System => {
                let sent = self.submitted_on.unwrap_or(now.today);
                if now.calendar.between(sent, now.today) < silent_days {
                    return Err(Refusal::rule("The host still has time to answer."));
                }
            }
            _ => {}
        }
        self.stage = to;
        let event = Event {
            subject: Subject::Timesheet,
            id: self.id.0,
            belongs: self.belongs,
            command: crate::machine::Word::word(order.command()),
            by: party,
            from: Some(crate::machine::Word::word(from)),
            to: Some(crate::machine::Word::word(to)),
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{HostRole, Person};
    use crate::policy::Calendar;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    fn sheet(stage: Stage, logged: i32) -> Timesheet {
        let belongs = Belongs {
            program: Uuid::from_u128(1).into(),
            host: Some(Uuid::from_u128(2).into()),
            student: Some(Uuid::from_u128(3).into()),
        };
        let sent = (stage == S::Submitted).then(|| date(2026, 11, 23));
        Timesheet::restore(
            Uuid::from_u128(9).into(),
            belongs,
            Week::of(date(2026, 11, 16)),
            Minutes(logged),
            sent,
            stage,
        )
    }

    fn now(today: crate::time::Day) -> Now {
        Now { at: jiff::Timestamp::UNIX_EPOCH, today, calendar: Calendar::default() }
    }

    fn student() -> Actor {
        Actor::Person(Person { id: Uuid::from_u128(3).into(), name: "Maya".into(), roles: vec![], hosts: vec![] })
    }

    fn host() -> Actor {
        let hosts = vec![(Uuid::from_u128(2).into(), HostRole::Supervisor)];
        Actor::Person(Person { id: Uuid::from_u128(4).into(), name: "Dee".into(), roles: vec![], hosts })
    }

    #[test]
    fn an_empty_week_cannot_be_sent() {
        let refused = sheet(S::Open, 0).apply(&Order::Submit, &student(), &now(date(2026, 11, 23)), 5);
        assert!(matches!(refused, Err(Refusal::Rule(_))));
    }

    #[test]
    fn a_student_cannot_approve_their_own_week() {
        let refused = sheet(S::Submitted, 90).apply(&Order::Approve, &student(), &now(date(2026, 11, 23)), 5);
        assert_eq!(refused.unwrap_err(), Refusal::NotYours { command: "approve".into() });
    }

    #[test]
    fn silence_approves_after_five_business_days_and_not_before() {
        let early = sheet(S::Submitted, 90).apply(&Order::Approve, &Actor::System, &now(date(2026, 11, 27)), 5);
        assert!(early.is_err());
        let (sheet, event) =
            sheet(S::Submitted, 90).apply(&Order::Approve, &Actor::System, &now(date(2026, 11, 30)), 5).unwrap();
        assert_eq!((sheet.stage(), event.by), (S::Approved, Party::System));
    }

    #[test]
    fn a_returned_week_carries_its_reason_and_can_be_sent_again() {
        let reason = Reason::parse("Which chart was this?").unwrap();
        let (back, event) =
            sheet(S::Submitted, 90).apply(&Order::Return(reason), &host(), &now(date(2026, 11, 24)), 5).unwrap();
        assert_eq!(event.reason.as_deref(), Some("Which chart was this?"));
        assert!(back.is_editable());
        assert!(back.apply(&Order::Submit, &student(), &now(date(2026, 11, 24)), 5).is_ok());
    }
}
