//! The life of a review (`workflow.md` section 3, reviewing): blind until both are in.

use serde::{Deserialize, Serialize};

use super::NewReview;
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Subject};
use crate::ids::ReviewId;
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::time::{Day, Now, long_date, plus_days};

crate::words! {
    /// Which side of the engagement writes the review.
    pub enum Side {
        /// The student, about the host.
        Student = "student",
        /// The host, about the student.
        Host = "host",
    }
}

impl Side {
    /// The party that writes it.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::Student => Party::Student,
            Self::Host => Party::Host,
        }
    }

    /// The side it is about.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Student => Self::Host,
            Self::Host => Self::Student,
        }
    }
}

crate::words! {
    /// Where a review stands.
    pub enum Stage {
        /// Not sent yet.
        Draft = "draft",
        /// Sent; the other side does not see it yet.
        Submitted = "submitted",
        /// Both sides see it.
        Revealed = "revealed",
        /// The window closed without it.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// What can be done with a review.
    pub enum Command {
        /// Send it.
        Submit = "submit",
        /// Change what was sent.
        Revise = "revise",
        /// Show it to the other side.
        Reveal = "reveal",
        /// Note that it was never written.
        Lapse = "lapse",
    }
}

use Command as C;
use Party::{Host, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "review",
    start: S::Draft,
    rules: &[
        Rule { from: &[S::Draft], command: C::Submit, by: &[Student, Host], to: S::Submitted, guard: "one's own side; the window is open" },
        Rule { from: &[S::Submitted], command: C::Revise, by: &[Student, Host], to: S::Submitted, guard: "one's own side; ten days at most since it was sent; the window is open" },
        Rule { from: &[S::Submitted], command: C::Reveal, by: &[System], to: S::Revealed, guard: "both are in, or the window has closed" },
        Rule { from: &[S::Draft], command: C::Lapse, by: &[System], to: S::Lapsed, guard: "the window has closed" },
    ],
    terminal: &[S::Revealed, S::Lapsed],
    waits_for: |stage| match stage {
        S::Draft => "its side; lapses 14 days after the work was accepted",
        S::Submitted => "the other side; revealed 14 days after the work was accepted",
        S::Revealed | S::Lapsed => "nobody: over",
    },
};

/// The last day on which reviews can be sent.
#[must_use]
pub fn window_ends(accepted_on: Day, policy: &Policy) -> Day {
    plus_days(accepted_on, i64::from(policy.review_window_days))
}

/// Days in which a sent review can be changed, as long as the other side does not read it.
pub const EDIT_DAYS: i64 = 10;

/// The last day on which a review that was sent on `sent_on` can be changed.
#[must_use]
pub fn edits_end(sent_on: Day, closes: Day) -> Day {
    plus_days(sent_on, EDIT_DAYS).min(closes)
}

/// Whether no more review is awaited: both are in, or the last day is over.
#[must_use]
pub fn window_closed(accepted_on: Day, both_in: bool, policy: &Policy, today: Day) -> bool {
    both_in || today > window_ends(accepted_on, policy)
}

/// Whether someone who is these `parties` may read a review: its own side and staff always, the
/// other side once it is revealed, nobody else.
#[must_use]
pub fn visible_to(side: Side, stage: Stage, parties: &[Party]) -> bool {
    let written = matches!(stage, S::Submitted | S::Revealed);
    parties.iter().any(|party| match party {
        Party::System => true,
        Party::Staff => written,
        party if *party == side.party() => true,
        party if *party == side.other().party() => stage == S::Revealed,
        _ => false,
    })
}

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Send this.
    Submit(NewReview),
    /// Replace what was sent by this.
    Revise(NewReview),
    /// Show it.
    Reveal,
    /// It was never written.
    Lapse,
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Submit(_) => C::Submit,
            Self::Revise(_) => C::Revise,
            Self::Reveal => C::Reveal,
            Self::Lapse => C::Lapse,
        }
    }
}

/// What the rules of a review need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Which side writes it.
    pub side: Side,
    /// The day the work was accepted: the window opened.
    pub accepted_on: Day,
    /// Whether the other side's review is in.
    pub other_in: bool,
    /// The day it was sent; none before.
    pub sent_on: Option<Day>,
}

/// One side's review of an engagement, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// Which.
    pub id: ReviewId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Review {
    /// A review as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: ReviewId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
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
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now, policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &self.parties(by))?;
        match order {
            Order::Submit(_) => self.window_is_open(now, policy)?,
            Order::Revise(_) => self.can_be_changed(now, policy)?,
            Order::Reveal => self.no_more_is_awaited(self.facts.other_in, now, policy)?,
            Order::Lapse => self.no_more_is_awaited(false, now, policy)?,
        }
        self.stage = to;
        let event = Event {
            subject: Subject::Review,
            id: self.id.0,
            belongs: self.belongs,
            command: order.command().word(),
            by: party,
            from: Some(from.word()),
            to: Some(to.word()),
            reason: None,
            kind: None,
        };
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        MACHINE.offers(self.stage, &self.parties(by))
    }

    /// The actor's parties without the side the review is about.
    fn parties(&self, by: &Actor) -> Vec<Party> {
        let mut parties = by.parties(&self.belongs);
        parties.retain(|party| *party != self.facts.side.other().party());
        parties
    }

    fn window_is_open(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        if window_closed(self.facts.accepted_on, false, policy, now.today) {
            let day = long_date(window_ends(self.facts.accepted_on, policy));
            return Err(Refusal::rule(format!(
                "Reviews could be sent until {day}. Tell the program what you wanted to say."
            )));
        }
        Ok(())
    }

    fn can_be_changed(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        let closes = window_ends(self.facts.accepted_on, policy);
        let last = edits_end(self.facts.sent_on.unwrap_or(self.facts.accepted_on), closes);
        if now.today > last {
            let day = long_date(last);
            return Err(Refusal::rule(format!("You could change your review until {day}. Now it stays as it is.")));
        }
        Ok(())
    }

    fn no_more_is_awaited(&self, both_in: bool, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        if window_closed(self.facts.accepted_on, both_in, policy, now.today) {
            return Ok(());
        }
        Err(Refusal::rule("The other side still has time to write its review."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, member, now, policy, student};
    use jiff::civil::date;
    use uuid::Uuid;

    fn review(stage: Stage, other_in: bool) -> Review {
        let facts =
            Facts { side: Side::Student, accepted_on: date(2026, 12, 1), other_in, sent_on: Some(date(2026, 12, 2)) };
        Review::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
    }

    fn submit() -> Order {
        Order::Submit(new())
    }

    fn new() -> NewReview {
        NewReview::parse(&super::super::items(Side::Student, &[]), &super::super::form::tests::form()).unwrap()
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn only_its_own_side_writes_it_and_only_inside_the_window() {
        let last = now(date(2026, 12, 15));
        assert!(review(S::Draft, false).apply(&submit(), &student(), &last, &policy()).is_ok());
        assert!(review(S::Draft, false).offers(&member()).is_empty());
        let other = review(S::Draft, false).apply(&submit(), &member(), &last, &policy());
        assert_eq!(other.unwrap_err(), Refusal::NotYours { command: "submit".into() });
        assert!(review(S::Draft, false).apply(&submit(), &student(), &now(date(2026, 12, 16)), &policy()).is_err());
    }

    #[test]
    fn its_own_side_changes_it_for_ten_days_and_not_once_it_is_read() {
        let revise = Order::Revise(new());
        let last = now(date(2026, 12, 12));
        assert!(review(S::Submitted, false).apply(&revise, &student(), &last, &policy()).is_ok());
        let late = review(S::Submitted, false).apply(&revise, &student(), &now(date(2026, 12, 13)), &policy());
        assert!(matches!(late.unwrap_err(), Refusal::Rule(_)));
        let other = review(S::Submitted, false).apply(&revise, &member(), &last, &policy());
        assert_eq!(other.unwrap_err(), Refusal::NotYours { command: "revise".into() });
        for over in [S::Draft, S::Revealed, S::Lapsed] {
            assert!(review(over, false).apply(&revise, &student(), &last, &policy()).is_err());
        }
        assert_eq!(edits_end(date(2026, 12, 10), date(2026, 12, 15)), date(2026, 12, 15));
    }

    #[test]
    fn it_is_revealed_when_both_are_in_or_the_window_has_closed() {
        let early = now(date(2026, 12, 2));
        assert!(review(S::Submitted, true).apply(&Order::Reveal, &Actor::System, &early, &policy()).is_ok());
        assert!(review(S::Submitted, false).apply(&Order::Reveal, &Actor::System, &early, &policy()).is_err());
        let late = now(date(2026, 12, 16));
        assert!(review(S::Submitted, false).apply(&Order::Reveal, &Actor::System, &late, &policy()).is_ok());
        assert!(review(S::Draft, true).apply(&Order::Lapse, &Actor::System, &early, &policy()).is_err());
        assert!(review(S::Draft, true).apply(&Order::Lapse, &Actor::System, &late, &policy()).is_ok());
    }

    #[test]
    fn the_other_side_reads_nothing_before_the_reveal() {
        assert!(!visible_to(Side::Student, S::Submitted, &[Party::Host]));
        assert!(visible_to(Side::Student, S::Revealed, &[Party::Host]));
        assert!(visible_to(Side::Student, S::Draft, &[Party::Student]));
        assert!(!visible_to(Side::Student, S::Draft, &[Party::Staff]));
        assert!(!visible_to(Side::Student, S::Revealed, &[Party::Finance]));
        assert!(!visible_to(Side::Student, S::Revealed, &[]));
    }
}
