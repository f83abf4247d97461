//! The life of a problem, with the dispute it may become (`workflow.md` section 4).

use super::form::Kind;
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::{PersonId, ProblemId};
use crate::machine::{Machine, Rule, Word};
use crate::money::Cents;
use crate::policy::Calendar;
use crate::refusal::Refusal;
use crate::reviews::Side;
use crate::time::{Day, Now, days_between, long_date, plus_days};

/// Business days both sides have for what they say (`workflow.md` section 4).
pub const EVIDENCE_DAYS: i32 = 5;
/// Business days after which a silent side gets its second dated notice.
const SECOND_NOTICE_DAYS: i32 = 3;
/// Dated notices a silent side gets before it can lose by its silence.
const NOTICES: i32 = 2;
/// Days in which a decision can be appealed.
pub const APPEAL_DAYS: i64 = 5;
/// Business days within which staff answer; what concerns safety on the same day.
const ANSWER_DAYS: i32 = 2;

crate::words! {
    /// Where a problem stands.
    pub enum Stage {
        /// Told; staff have not answered.
        Open = "open",
        /// Staff look after it.
        InHand = "in_hand",
        /// A dispute: both sides say what happened.
        Evidence = "evidence",
        /// Staff decide.
        Mediation = "mediation",
        /// Decided; it can be appealed.
        Decided = "decided",
        /// A second person of staff decides.
        Appealed = "appealed",
        /// The decision holds.
        Closed = "closed",
        /// Settled without a dispute.
        Resolved = "resolved",
        /// Taken back by whoever told it.
        Withdrawn = "withdrawn",
    }
}

crate::words! {
    /// What can be done with a problem.
    pub enum Command {
        /// Answer whoever told it.
        Answer = "answer",
        /// Make it a dispute that both sides see.
        OpenDispute = "open_dispute",
        /// Say one's side.
        State = "state",
        /// Ask the silent side a second time.
        Remind = "remind",
        /// Give it to staff for the decision.
        Mediate = "mediate",
        /// Decide.
        Decide = "decide",
        /// Ask for a second decision.
        Appeal = "appeal",
        /// Decide for the second time.
        DecideAppeal = "decide_appeal",
        /// Let the decision hold.
        Close = "close",
        /// Settle it without a dispute.
        Resolve = "resolve",
        /// Take it back.
        Withdraw = "withdraw",
    }
}

impl Stage {
    /// Whether it is a dispute that is not over.
    #[must_use]
    pub const fn is_dispute(self) -> bool {
        matches!(self, Self::Evidence | Self::Mediation | Self::Decided | Self::Appealed)
    }
}

use Command as C;
use Party::{Host, Staff, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "problem",
    start: S::Open,
    rules: &[
        Rule { from: &[S::Open, S::InHand], command: C::Answer, by: &[Staff], to: S::InHand, guard: "an answer in words" },
        Rule { from: &[S::Open, S::InHand], command: C::OpenDispute, by: &[Student, Host], to: S::Evidence, guard: "the side that told it; an amount up to the agreed pay" },
        Rule { from: &[S::Evidence], command: C::State, by: &[Student, Host], to: S::Evidence, guard: "its words" },
        Rule { from: &[S::Evidence], command: C::Remind, by: &[System], to: S::Evidence, guard: "3 business days of silence; one notice so far" },
        Rule { from: &[S::Evidence], command: C::Mediate, by: &[System], to: S::Mediation, guard: "both sides have spoken, or 5 business days and two notices have passed" },
        Rule { from: &[S::Mediation], command: C::Decide, by: &[Staff], to: S::Decided, guard: "no party to the work; an award up to the disputed amount; a reason in words" },
        Rule { from: &[S::Decided], command: C::Appeal, by: &[Student, Host], to: S::Appealed, guard: "within 5 days; a reason in words" },
        Rule { from: &[S::Appealed], command: C::DecideAppeal, by: &[Staff], to: S::Closed, guard: "somebody else than decided first; no party to the work; a reason in words" },
        Rule { from: &[S::Decided], command: C::Close, by: &[System], to: S::Closed, guard: "5 days have passed" },
        Rule { from: &[S::Open, S::InHand], command: C::Resolve, by: &[Staff], to: S::Resolved, guard: "what came of it in words" },
        Rule { from: &[S::Open, S::InHand, S::Evidence], command: C::Withdraw, by: &[Student, Host], to: S::Withdrawn, guard: "the side that told it" },
    ],
    terminal: &[S::Closed, S::Resolved, S::Withdrawn],
    waits_for: |stage| match stage {
        S::Open => "staff; an answer within 2 business days, on the same day where safety is concerned",
        S::InHand => "staff, until it is settled",
        S::Evidence => "both sides; 5 business days, the silent one is asked twice",
        S::Mediation => "staff, who decide",
        S::Decided => "the days of an appeal; holds after 5",
        S::Appealed => "a second person of staff",
        S::Closed | S::Resolved | S::Withdrawn => "nobody: over",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Answer it.
    Answer(Reason),
    /// Dispute so much of the agreed pay.
    OpenDispute(Cents),
    /// Say one's side.
    State(Reason),
    /// Ask a second time.
    Remind,
    /// Give it to staff.
    Mediate,
    /// So much of the disputed amount is the student's, because.
    Decide(Cents, Reason),
    /// Ask for a second decision, because.
    Appeal(Reason),
    /// So much of it is the student's, because.
    DecideAppeal(Cents, Reason),
    /// Let it hold.
    Close,
    /// It is settled, so.
    Resolve(Reason),
    /// Take it back.
    Withdraw,
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Answer(_) => C::Answer,
            Self::OpenDispute(_) => C::OpenDispute,
            Self::State(_) => C::State,
            Self::Remind => C::Remind,
            Self::Mediate => C::Mediate,
            Self::Decide(..) => C::Decide,
            Self::Appeal(_) => C::Appeal,
            Self::DecideAppeal(..) => C::DecideAppeal,
            Self::Close => C::Close,
            Self::Resolve(_) => C::Resolve,
            Self::Withdraw => C::Withdraw,
        }
    }

    /// The words given with it.
    #[must_use]
    pub const fn words(&self) -> Option<&Reason> {
        match self {
            Self::Answer(words)
            | Self::State(words)
            | Self::Decide(_, words)
            | Self::Appeal(words)
            | Self::DecideAppeal(_, words)
            | Self::Resolve(words) => Some(words),
            _ => None,
        }
    }
}

/// What the rules of a problem need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The side that told it.
    pub side: Side,
    /// What it is about.
    pub kind: Kind,
    /// The agreed pay: no more can be disputed.
    pub fee: Cents,
    /// The disputed amount, once it is a dispute.
    pub amount: Cents,
    /// What of it is the student's, once it is decided.
    pub award: Option<Cents>,
    /// Who decided first.
    pub decider: Option<PersonId>,
    /// Whether the student has said their side.
    pub student_spoke: bool,
    /// Whether the host has.
    pub host_spoke: bool,
    /// Dated notices to the silent side.
    pub notices: i32,
    /// The day it entered its stage.
    pub since: Day,
}

/// A problem of one engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Which.
    pub id: ProblemId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Problem {
    /// A problem as the database holds it. For `rows.rs` only.
    #[must_use]
    pub const fn restore(id: ProblemId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// One that is told now, with its event. What was told is in no event: the history of an engagement is read by more
    /// people than a problem.
    #[must_use]
    pub fn report(id: ProblemId, belongs: Belongs, facts: Facts) -> (Self, Event) {
        let problem = Self { id, belongs, facts, stage: MACHINE.start };
        let event = problem.event("report", facts.side.party(), None);
        (problem, event)
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
        let all = by.parties(&self.belongs);
        let (to, party) = MACHINE.step(from, command, &entitled(command, self.facts.side, &all))?;
        match order {
            Order::OpenDispute(amount) => within(*amount, self.facts.fee, "agreed pay")?,
            Order::Remind => self.second_notice_is_due(now)?,
            Order::Mediate => self.evidence_is_over(now)?,
            Order::Decide(award, _) => {
                no_conflict(&all)?;
                within(*award, self.facts.amount, "disputed amount")?;
            }
            Order::DecideAppeal(award, _) => {
                no_conflict(&all)?;
                self.is_a_second_person(by)?;
                within(*award, self.facts.amount, "disputed amount")?;
            }
            Order::Appeal(_) => self.can_be_appealed(now)?,
            Order::Close => self.appeal_is_over(now)?,
            Order::Answer(_) | Order::State(_) | Order::Resolve(_) | Order::Withdraw => {}
        }
        self.note(order, party, by);
        self.stage = to;
        if to != from {
            self.facts.since = now.today;
        }
        let event = self.event(command.word(), party, Some(from));
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        let parties = by.parties(&self.belongs);
        offers(self.stage, self.facts.side, self.facts.decider, &parties, by.person_id())
    }

    fn note(&mut self, order: &Order, party: Party, by: &Actor) {
        let facts = &mut self.facts;
        match order {
            Order::OpenDispute(amount) => {
                facts.amount = *amount;
                facts.notices = 1;
                // What was told is that side's word.
                facts.student_spoke = facts.side == Side::Student;
                facts.host_spoke = facts.side == Side::Host;
            }
            Order::State(_) if party == Student => facts.student_spoke = true,
            Order::State(_) => facts.host_spoke = true,
            Order::Remind => facts.notices += 1,
            Order::Decide(award, _) => {
                facts.award = Some(*award);
                facts.decider = by.person_id();
            }
            Order::DecideAppeal(award, _) => facts.award = Some(*award),
            _ => {}
        }
    }

    fn event(&self, command: &'static str, by: Party, from: Option<Stage>) -> Event {
        Event {
            subject: Subject::Problem,
            id: self.id.0,
            belongs: self.belongs,
            command,
            by,
            from: from.map(Stage::word),
            to: Some(self.stage.word()),
            reason: None,
            kind: None,
        }
    }

    const fn both_spoke(&self) -> bool {
        self.facts.student_spoke && self.facts.host_spoke
    }

    fn second_notice_is_due(&self, now: &Now) -> Result<(), Refusal> {
        if self.both_spoke() || self.facts.notices >= NOTICES {
            return Err(Refusal::rule("Nobody has to be asked again."));
        }
        if now.calendar.between(self.facts.since, now.today) < SECOND_NOTICE_DAYS {
            return Err(Refusal::rule("The second notice is not due yet."));
        }
        Ok(())
    }

    /// A silent side loses only after two dated notices.
    fn evidence_is_over(&self, now: &Now) -> Result<(), Refusal> {
        let waited = now.calendar.between(self.facts.since, now.today) >= EVIDENCE_DAYS;
        if self.both_spoke() || (waited && self.facts.notices >= NOTICES) {
            return Ok(());
        }
        Err(Refusal::rule("Both sides still have time to say what happened."))
    }

    fn can_be_appealed(&self, now: &Now) -> Result<(), Refusal> {
        if days_between(self.facts.since, now.today) > APPEAL_DAYS {
            let last = long_date(plus_days(self.facts.since, APPEAL_DAYS));
            return Err(Refusal::rule(format!("The decision could be appealed until {last}.")));
        }
        Ok(())
    }

    fn appeal_is_over(&self, now: &Now) -> Result<(), Refusal> {
        if days_between(self.facts.since, now.today) <= APPEAL_DAYS {
            return Err(Refusal::rule("The decision can still be appealed."));
        }
        Ok(())
    }

    fn is_a_second_person(&self, by: &Actor) -> Result<(), Refusal> {
        if by.person_id().is_some() && by.person_id() == self.facts.decider {
            return Err(Refusal::rule("You decided this the first time. Somebody else has to decide the appeal."));
        }
        Ok(())
    }
}

fn within(amount: Cents, most: Cents, of: &str) -> Result<(), Refusal> {
    if amount.0 < 0 || amount > most {
        return Err(Refusal::rule(format!("The {of} is {most}. Choose an amount up to that.")));
    }
    Ok(())
}

/// Somebody who is a party to the work decides nothing about it.
fn no_conflict(parties: &[Party]) -> Result<(), Refusal> {
    if parties.contains(&Student) || parties.contains(&Host) {
        return Err(Refusal::rule("You are a party to this work. Somebody else of staff has to decide."));
    }
    Ok(())
}

/// The parties that may give `command`: only the side that told a problem makes it a dispute or takes it back.
fn entitled(command: Command, side: Side, parties: &[Party]) -> Vec<Party> {
    let barred = match command {
        C::OpenDispute | C::Withdraw => Some(side.other().party()),
        _ => None,
    };
    parties.iter().copied().filter(|party| Some(*party) != barred).collect()
}

/// What somebody who is these parties can do with a problem of `side` in this stage.
#[must_use]
pub fn offers(
    stage: Stage,
    side: Side,
    decider: Option<PersonId>,
    parties: &[Party],
    person: Option<PersonId>,
) -> Vec<Command> {
    let mut commands = MACHINE.offers(stage, parties);
    commands.retain(|command| {
        let deciding = matches!(command, C::Decide | C::DecideAppeal);
        let again = *command == C::DecideAppeal && person.is_some() && person == decider;
        let fair = !deciding || (no_conflict(parties).is_ok() && !again);
        fair && MACHINE.step(stage, *command, &entitled(*command, side, parties)).is_ok()
    });
    commands
}

/// Whether somebody who is these parties may read a problem of `side`: staff and the side that told it; the other side
/// once it is shared or a dispute.
#[must_use]
pub fn reads(side: Side, shared: bool, parties: &[Party]) -> bool {
    parties.contains(&Staff) || parties.contains(&side.party()) || (shared && parties.contains(&side.other().party()))
}

/// The day by which the next step of a problem is due; `None` where nothing is.
#[must_use]
pub fn due_on(stage: Stage, kind: Kind, since: Day, calendar: &Calendar) -> Option<Day> {
    match stage {
        S::Open if kind == Kind::Safety => Some(since),
        S::Open => Some(calendar.after(since, ANSWER_DAYS)),
        S::InHand | S::Evidence | S::Mediation | S::Appealed => Some(calendar.after(since, EVIDENCE_DAYS)),
        S::Decided => Some(plus_days(since, APPEAL_DAYS)),
        S::Closed | S::Resolved | S::Withdrawn => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Person, Role};
    use crate::people::testing::{HOST, PROGRAM, belongs, member, now, reason, staff, student};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    const MONDAY: Day = date(2026, 12, 7);

    fn facts() -> Facts {
        Facts {
            side: Side::Student,
            kind: Kind::Pay,
            fee: Cents(44_000),
            amount: Cents(10_000),
            award: None,
            decider: None,
            student_spoke: true,
            host_spoke: false,
            notices: 1,
            since: MONDAY,
        }
    }

    fn at(stage: Stage, facts: Facts) -> Problem {
        Problem::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
    }

    fn on(problem: Problem, order: &Order, by: &Actor, day: Day) -> Result<Problem, Refusal> {
        problem.apply(order, by, &now(day)).map(|(problem, _)| problem)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[rstest]
    #[case(S::Open, Order::Answer(reason()), staff(), Some(S::InHand))]
    #[case(S::Open, Order::Answer(reason()), member(), None)]
    #[case(S::Open, Order::Resolve(reason()), staff(), Some(S::Resolved))]
    #[case(S::Open, Order::Resolve(reason()), student(), None)]
    #[case(S::Open, Order::OpenDispute(Cents(44_000)), student(), Some(S::Evidence))]
    #[case(S::Open, Order::OpenDispute(Cents(44_001)), student(), None)]
    #[case(S::Open, Order::OpenDispute(Cents(100)), member(), None)]
    #[case(S::InHand, Order::Withdraw, student(), Some(S::Withdrawn))]
    #[case(S::InHand, Order::Withdraw, member(), None)]
    #[case(S::Evidence, Order::State(reason()), member(), Some(S::Evidence))]
    #[case(S::Evidence, Order::State(reason()), staff(), None)]
    #[case(S::Evidence, Order::Decide(Cents(0), reason()), staff(), None)]
    #[case(S::Mediation, Order::Decide(Cents(10_000), reason()), staff(), Some(S::Decided))]
    #[case(S::Mediation, Order::Decide(Cents(10_001), reason()), staff(), None)]
    #[case(S::Mediation, Order::Decide(Cents(0), reason()), member(), None)]
    #[case(S::Decided, Order::Appeal(reason()), member(), Some(S::Appealed))]
    #[case(S::Decided, Order::Appeal(reason()), staff(), None)]
    #[case(S::Appealed, Order::DecideAppeal(Cents(0), reason()), staff(), Some(S::Closed))]
    #[case(S::Closed, Order::Appeal(reason()), student(), None)]
    fn state_by_command_by_role(
        #[case] from: Stage,
        #[case] order: Order,
        #[case] by: Actor,
        #[case] to: Option<Stage>,
    ) {
        assert_eq!(on(at(from, facts()), &order, &by, MONDAY).ok().map(|problem| problem.stage()), to);
    }

    #[test]
    fn a_silent_side_is_asked_twice_before_staff_decide() {
        let go = |facts, order: &Order, day| on(at(S::Evidence, facts), order, &Actor::System, day);
        assert!(go(facts(), &Order::Remind, date(2026, 12, 9)).is_err());
        let reminded = go(facts(), &Order::Remind, date(2026, 12, 10)).unwrap();
        assert_eq!((reminded.stage(), reminded.facts.notices, reminded.facts.since), (S::Evidence, 2, MONDAY));
        assert!(go(reminded.facts, &Order::Remind, date(2026, 12, 10)).is_err(), "twice is enough");
        assert!(go(facts(), &Order::Mediate, date(2026, 12, 14)).is_err(), "one notice is too few");
        assert!(go(reminded.facts, &Order::Mediate, date(2026, 12, 11)).is_err());
        assert_eq!(go(reminded.facts, &Order::Mediate, date(2026, 12, 14)).unwrap().stage(), S::Mediation);
        let spoken = Facts { host_spoke: true, ..facts() };
        assert_eq!(go(spoken, &Order::Mediate, MONDAY).unwrap().stage(), S::Mediation);
        assert!(go(spoken, &Order::Remind, date(2026, 12, 14)).is_err());
    }

    #[test]
    fn whoever_is_a_party_or_decided_first_does_not_decide() {
        let both = Actor::Person(Person {
            id: Uuid::from_u128(5).into(),
            name: "Both".into(),
            roles: vec![(PROGRAM.into(), Role::Staff)],
            hosts: vec![(HOST.into(), crate::actor::HostRole::Owner)],
        });
        let decide = Order::Decide(Cents(0), reason());
        assert!(matches!(on(at(S::Mediation, facts()), &decide, &both, MONDAY), Err(Refusal::Rule(_))));
        assert_eq!(at(S::Mediation, facts()).offers(&both), []);
        let decided = on(at(S::Mediation, facts()), &decide, &staff(), MONDAY).unwrap();
        assert_eq!(decided.facts.decider, staff().person_id());
        let again = Order::DecideAppeal(Cents(0), reason());
        assert!(matches!(on(at(S::Appealed, decided.facts), &again, &staff(), MONDAY), Err(Refusal::Rule(_))));
        assert_eq!(at(S::Appealed, decided.facts).offers(&staff()), []);
    }

    #[test]
    fn a_decision_is_appealed_within_five_days_and_then_holds() {
        let appeal = |day| on(at(S::Decided, facts()), &Order::Appeal(reason()), &student(), day).is_ok();
        let close = |day| on(at(S::Decided, facts()), &Order::Close, &Actor::System, day).is_ok();
        let (last, after) = (date(2026, 12, 12), date(2026, 12, 13));
        assert!(appeal(last) && !close(last) && !appeal(after) && close(after));
    }

    #[rstest]
    #[case(false, &[Host], false)]
    #[case(true, &[Host], true)]
    #[case(false, &[Student], true)]
    #[case(false, &[Staff], true)]
    #[case(true, &[Party::Faculty, Party::Finance, Party::Dso, Party::Admin], false)]
    fn it_is_private_unless_it_is_shared(#[case] shared: bool, #[case] parties: &[Party], #[case] sees: bool) {
        assert_eq!(reads(Side::Student, shared, parties), sees);
    }

    #[test]
    fn safety_is_due_on_the_same_day() {
        let calendar = Calendar::default();
        assert_eq!(due_on(S::Open, Kind::Safety, MONDAY, &calendar), Some(MONDAY));
        assert_eq!(due_on(S::Open, Kind::Pay, MONDAY, &calendar), Some(date(2026, 12, 9)));
        assert_eq!(due_on(S::Closed, Kind::Pay, MONDAY, &calendar), None);
    }
}
