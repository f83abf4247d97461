//! The life of an attention item: raised by a rule, worked off by staff, gone with its cause.

use super::Severity;
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::{AttentionItemId, PersonId};
use crate::machine::{Machine, Rule, Word};
use crate::refusal::Refusal;
use crate::time::{Day, Now, days_between, plus_days, short_date};

/// Days for which an item can be snoozed at most.
pub const SNOOZE_DAYS: i64 = 30;

crate::words! {
    /// Where an attention item stands.
    pub enum Stage {
        /// It needs somebody.
        Open = "open",
        /// Staff look at it again on a day.
        Snoozed = "snoozed",
        /// Staff settled it, or its cause is gone.
        Resolved = "resolved",
    }
}

crate::words! {
    /// What can be done with an attention item.
    pub enum Command {
        /// Look after it oneself.
        Take = "take",
        /// Give it to a colleague.
        Give = "give",
        /// Write to whom it waits for.
        Nudge = "nudge",
        /// Keep a note for colleagues.
        Note = "note",
        /// Look at it again on a day.
        Snooze = "snooze",
        /// Settle it.
        Resolve = "resolve",
        /// Bring it back.
        Reopen = "reopen",
        /// Bring back what was snoozed: its day has come, or it got worse.
        Wake = "wake",
        /// Let it go: its cause is gone.
        Clear = "clear",
        /// Raise it again: its cause came back, or what was settled got worse.
        Return = "return",
    }
}

use Command as C;
use Party::{Staff, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "attention_item",
    start: S::Open,
    rules: &[
        Rule { from: &[S::Open], command: C::Take, by: &[Staff], to: S::Open, guard: "" },
        Rule { from: &[S::Snoozed], command: C::Take, by: &[Staff], to: S::Snoozed, guard: "" },
        Rule { from: &[S::Open], command: C::Give, by: &[Staff], to: S::Open, guard: "somebody of staff" },
        Rule { from: &[S::Snoozed], command: C::Give, by: &[Staff], to: S::Snoozed, guard: "somebody of staff" },
        Rule { from: &[S::Open], command: C::Nudge, by: &[Staff], to: S::Open, guard: "once a day" },
        Rule { from: &[S::Snoozed], command: C::Nudge, by: &[Staff], to: S::Snoozed, guard: "once a day" },
        Rule { from: &[S::Open], command: C::Note, by: &[Staff], to: S::Open, guard: "" },
        Rule { from: &[S::Snoozed], command: C::Note, by: &[Staff], to: S::Snoozed, guard: "" },
        Rule { from: &[S::Resolved], command: C::Note, by: &[Staff], to: S::Resolved, guard: "" },
        Rule { from: &[S::Open, S::Snoozed], command: C::Snooze, by: &[Staff], to: S::Snoozed, guard: "until a day from tomorrow on, at most 30 days away" },
        Rule { from: &[S::Open, S::Snoozed], command: C::Resolve, by: &[Staff], to: S::Resolved, guard: "a reason in words" },
        Rule { from: &[S::Snoozed, S::Resolved], command: C::Reopen, by: &[Staff], to: S::Open, guard: "its cause is still there" },
        Rule { from: &[S::Snoozed], command: C::Wake, by: &[System], to: S::Open, guard: "its day has come, or it got worse" },
        Rule { from: &[S::Open, S::Snoozed], command: C::Clear, by: &[System], to: S::Resolved, guard: "its cause is gone" },
        Rule { from: &[S::Resolved], command: C::Return, by: &[System], to: S::Open, guard: "its cause came back, or it got worse" },
    ],
    terminal: &[],
    waits_for: |stage| match stage {
        S::Open => "its owner, or whoever of staff takes it; goes with its cause",
        S::Snoozed => "its day",
        S::Resolved => "nobody: settled; comes back when its cause does",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Look after it.
    Take,
    /// Give it to somebody of staff.
    Give(PersonId),
    /// Write to whom it waits for.
    Nudge,
    /// Keep a note.
    Note,
    /// Look at it again on this day.
    Snooze(Day),
    /// Settle it, because.
    Resolve(Reason),
    /// Bring it back.
    Reopen,
    /// Bring it back; it is this bad now.
    Wake(Severity),
    /// Let it go.
    Clear,
    /// Raise it again; it is this bad now.
    Return(Severity),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Take => C::Take,
            Self::Give(_) => C::Give,
            Self::Nudge => C::Nudge,
            Self::Note => C::Note,
            Self::Snooze(_) => C::Snooze,
            Self::Resolve(_) => C::Resolve,
            Self::Reopen => C::Reopen,
            Self::Wake(_) => C::Wake,
            Self::Clear => C::Clear,
            Self::Return(_) => C::Return,
        }
    }
}

/// What the rules of an item need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Whether its cause is there.
    pub present: bool,
    /// How bad it was when it was last looked at.
    pub severity: Severity,
    /// Who looks after it.
    pub owner: Option<PersonId>,
    /// The day on which it comes back.
    pub snoozed_until: Option<Day>,
    /// The day on which somebody was last written to.
    pub nudged_on: Option<Day>,
}

/// An attention item, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttentionItem {
    /// Which.
    pub id: AttentionItemId,
    /// Whose: the program's alone, so that no side of the work is a party to it.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl AttentionItem {
    /// An item as the database holds it. For `rows.rs` only.
    #[must_use]
    pub const fn restore(id: AttentionItemId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// One that a rule raises now, with its event.
    #[must_use]
    pub fn raise(id: AttentionItemId, belongs: Belongs, severity: Severity) -> (Self, Event) {
        let facts = Facts { present: true, severity, owner: None, snoozed_until: None, nudged_on: None };
        let item = Self { id, belongs, facts, stage: MACHINE.start };
        let event = item.event("raise", System, None, None);
        (item, event)
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
        let (to, party) = MACHINE.step(from, command, &by.parties(&self.belongs))?;
        self.check(order, now)?;
        self.note(order, by, now);
        self.stage = to;
        let reason = match order {
            Order::Resolve(reason) => Some(reason.as_str().to_owned()),
            Order::Snooze(day) => Some(format!("Until {}.", short_date(*day))),
            _ => None,
        };
        let event = self.event(command.word(), party, Some(from), reason);
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        let mut commands = MACHINE.offers(self.stage, &by.parties(&self.belongs));
        commands.retain(|command| *command != C::Reopen || self.facts.present);
        commands
    }

    /// What an order asks for beyond the table.
    fn check(&self, order: &Order, now: &Now) -> Result<(), Refusal> {
        let facts = &self.facts;
        let refused = match order {
            Order::Snooze(day) => !(1..=SNOOZE_DAYS).contains(&days_between(now.today, *day)),
            Order::Reopen => !facts.present,
            Order::Nudge => facts.nudged_on == Some(now.today),
            Order::Wake(severity) => {
                facts.snoozed_until.is_some_and(|day| day > now.today) && *severity <= facts.severity
            }
            Order::Return(severity) => facts.present && *severity <= facts.severity,
            _ => false,
        };
        if !refused {
            return Ok(());
        }
        Err(Refusal::rule(match order {
            Order::Snooze(_) => {
                let last = short_date(plus_days(now.today, SNOOZE_DAYS));
                format!("Choose a day from tomorrow to {last}.")
            }
            Order::Reopen => "What caused it is gone, so there is nothing to bring back.".to_owned(),
            Order::Nudge => "Somebody wrote about this today. Give them until tomorrow.".to_owned(),
            Order::Wake(_) => "Its day has not come.".to_owned(),
            _ => "Nothing about it has changed.".to_owned(),
        }))
    }

    fn note(&mut self, order: &Order, by: &Actor, now: &Now) {
        let facts = &mut self.facts;
        match order {
            Order::Take => facts.owner = by.person_id(),
            Order::Give(to) => facts.owner = Some(*to),
            Order::Nudge => facts.nudged_on = Some(now.today),
            Order::Snooze(day) => facts.snoozed_until = Some(*day),
            Order::Resolve(_) | Order::Reopen => facts.snoozed_until = None,
            Order::Clear => {
                facts.present = false;
                facts.snoozed_until = None;
            }
            Order::Wake(severity) | Order::Return(severity) => {
                facts.present = true;
                facts.severity = *severity;
                facts.snoozed_until = None;
            }
            Order::Note => {}
        }
    }

    fn event(&self, command: &'static str, by: Party, from: Option<Stage>, reason: Option<String>) -> Event {
        Event {
            subject: Subject::AttentionItem,
            id: self.id.0,
            belongs: self.belongs,
            command,
            by,
            from: from.map(Stage::word),
            to: Some(self.stage.word()),
            reason,
            kind: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, finance, member, now, reason, staff, student};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    const TODAY: Day = date(2026, 12, 7);

    fn at(stage: Stage, facts: Facts) -> AttentionItem {
        let belongs = Belongs { host: None, student: None, ..belongs() };
        AttentionItem::restore(Uuid::from_u128(9).into(), belongs, facts, stage)
    }

    const fn facts() -> Facts {
        Facts { present: true, severity: Severity::Nudge, owner: None, snoozed_until: None, nudged_on: None }
    }

    fn go(item: AttentionItem, order: &Order, by: &Actor) -> Result<AttentionItem, Refusal> {
        item.apply(order, by, &now(TODAY)).map(|(item, _)| item)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[rstest]
    #[case(S::Open, Order::Take, staff(), Some(S::Open))]
    #[case(S::Open, Order::Take, member(), None)]
    #[case(S::Open, Order::Take, student(), None)]
    #[case(S::Open, Order::Resolve(reason()), finance(), None)]
    #[case(S::Open, Order::Resolve(reason()), staff(), Some(S::Resolved))]
    #[case(S::Snoozed, Order::Resolve(reason()), staff(), Some(S::Resolved))]
    #[case(S::Resolved, Order::Resolve(reason()), staff(), None)]
    #[case(S::Resolved, Order::Take, staff(), None)]
    #[case(S::Resolved, Order::Note, staff(), Some(S::Resolved))]
    #[case(S::Resolved, Order::Reopen, staff(), Some(S::Open))]
    #[case(S::Open, Order::Clear, staff(), None)]
    #[case(S::Open, Order::Clear, Actor::System, Some(S::Resolved))]
    #[case(S::Snoozed, Order::Clear, Actor::System, Some(S::Resolved))]
    fn state_by_command_by_role(
        #[case] from: Stage,
        #[case] order: Order,
        #[case] by: Actor,
        #[case] to: Option<Stage>,
    ) {
        assert_eq!(go(at(from, facts()), &order, &by).ok().map(|item| item.stage()), to);
    }

    #[rstest]
    #[case(0, false)]
    #[case(1, true)]
    #[case(30, true)]
    #[case(31, false)]
    #[case(-1, false)]
    fn it_sleeps_from_tomorrow_to_thirty_days(#[case] days: i64, #[case] may: bool) {
        let order = Order::Snooze(plus_days(TODAY, days));
        let done = go(at(S::Open, facts()), &order, &staff());
        assert_eq!(done.is_ok(), may);
        assert!(done.is_ok_and(|item| item.facts.snoozed_until == Some(plus_days(TODAY, days))) == may);
    }

    #[rstest]
    #[case::its_day(0, Severity::Nudge, true)]
    #[case::too_early(1, Severity::Nudge, false)]
    #[case::it_got_worse(1, Severity::AtRisk, true)]
    fn what_sleeps_wakes(#[case] days: i64, #[case] severity: Severity, #[case] wakes: bool) {
        let asleep = Facts { snoozed_until: Some(plus_days(TODAY, days)), ..facts() };
        assert_eq!(go(at(S::Snoozed, asleep), &Order::Wake(severity), &Actor::System).is_ok(), wakes);
    }

    #[rstest]
    #[case::the_cause_came_back(false, Severity::Nudge, true)]
    #[case::nothing_new(true, Severity::Nudge, false)]
    #[case::it_got_worse(true, Severity::AtRisk, true)]
    fn what_is_settled_returns(#[case] present: bool, #[case] severity: Severity, #[case] returns: bool) {
        let settled = at(S::Resolved, Facts { present, ..facts() });
        assert_eq!(go(settled.clone(), &Order::Return(severity), &Actor::System).is_ok(), returns);
        assert_eq!(go(settled.clone(), &Order::Reopen, &staff()).is_ok(), present);
        assert_eq!(settled.offers(&staff()).contains(&C::Reopen), present);
    }

    #[test]
    fn nobody_is_written_to_twice_a_day() {
        let nudged = go(at(S::Open, facts()), &Order::Nudge, &staff()).unwrap();
        assert_eq!(nudged.facts.nudged_on, Some(TODAY));
        assert!(matches!(go(nudged.clone(), &Order::Nudge, &staff()), Err(Refusal::Rule(_))));
        assert!(nudged.apply(&Order::Nudge, &staff(), &now(plus_days(TODAY, 1))).is_ok());
    }

    #[test]
    fn an_owner_is_whoever_takes_it_or_is_given_it() {
        let taken = go(at(S::Open, facts()), &Order::Take, &staff()).unwrap();
        assert_eq!(taken.facts.owner, staff().person_id());
        let given = go(taken, &Order::Give(Uuid::from_u128(40).into()), &staff()).unwrap();
        assert_eq!(given.facts.owner, Some(Uuid::from_u128(40).into()));
        let cleared = go(given, &Order::Clear, &Actor::System).unwrap();
        assert!(!cleared.facts.present && cleared.facts.owner.is_some(), "who looked after it stays on record");
    }
}
