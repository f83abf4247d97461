//! The life of an application (`workflow.md` section 2).

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, Subject};
use crate::ids::ApplicationId;
use crate::machine::{Machine, Rule, Word};
use crate::policy::{Calendar, Policy, offer_expires};
use crate::refusal::Refusal;
use crate::time::{Day, Instant, Minutes, Now, long_date, plus_days, plus_hours};

crate::words! {
    /// Where an application stands.
    pub enum Stage {
        /// Being written.
        Draft = "draft",
        /// Sent; the host reads it.
        Submitted = "submitted",
        /// Among those the host considers.
        Shortlisted = "shortlisted",
        /// Asked to a talk.
        Interview = "interview",
        /// The host wants this student; the student decides.
        Offered = "offered",
        /// The student said yes: an engagement begins.
        Accepted = "accepted",
        /// The student does not meet a requirement, which is named.
        Ineligible = "ineligible",
        /// The student took it back.
        Withdrawn = "withdrawn",
        /// The host chose others.
        NotSelected = "not_selected",
        /// The student said no to the offer.
        Declined = "declined",
        /// The offer ran out.
        OfferExpired = "offer_expired",
        /// The project was called off.
        Closed = "closed",
    }
}

crate::words! {
    /// What can be done with an application.
    pub enum Command {
        /// Send it.
        Submit = "submit",
        /// Name the requirement that is not met.
        MarkIneligible = "mark_ineligible",
        /// Consider it further.
        Shortlist = "shortlist",
        /// Ask the student to a talk.
        InviteToInterview = "invite_to_interview",
        /// Ask the student to confirm changed terms.
        AskToConfirm = "ask_to_confirm",
        /// Confirm the changed terms.
        Confirm = "confirm",
        /// Note that changed terms were not confirmed in time.
        Lapse = "lapse",
        /// Offer the student the project.
        Offer = "offer",
        /// Give the student more time.
        ExtendOffer = "extend_offer",
        /// Say yes to the offer.
        Accept = "accept",
        /// Say no to the offer.
        Decline = "decline",
        /// Take the application back.
        Withdraw = "withdraw",
        /// Tell the student that others were chosen.
        NotSelect = "not_select",
        /// Note that the offer ran out.
        ExpireOffer = "expire_offer",
        /// Close it with its project.
        Close = "close",
    }
}

use Command as C;
use Party::{Host, Staff, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "application",
    start: S::Draft,
    rules: &[
        Rule { from: &[S::Draft], command: C::Submit, by: &[Student], to: S::Submitted, guard: "eligible; applications open; fewer open applications than the policy's limit" },
        Rule { from: &[S::Draft, S::Submitted, S::Shortlisted], command: C::MarkIneligible, by: &[Staff, System], to: S::Ineligible, guard: "the requirement in words" },
        Rule { from: &[S::Submitted], command: C::Shortlist, by: &[Host, Staff], to: S::Shortlisted, guard: "" },
        Rule { from: &[S::Submitted, S::Shortlisted], command: C::InviteToInterview, by: &[Host, Staff], to: S::Interview, guard: "" },
        Rule { from: &[S::Submitted], command: C::AskToConfirm, by: &[System], to: S::Submitted, guard: "material changes of the project took effect" },
        Rule { from: &[S::Submitted], command: C::Confirm, by: &[Student], to: S::Submitted, guard: "there is a change to confirm" },
        Rule { from: &[S::Shortlisted], command: C::AskToConfirm, by: &[System], to: S::Shortlisted, guard: "material changes of the project took effect" },
        Rule { from: &[S::Shortlisted], command: C::Confirm, by: &[Student], to: S::Shortlisted, guard: "there is a change to confirm" },
        Rule { from: &[S::Interview], command: C::AskToConfirm, by: &[System], to: S::Interview, guard: "material changes of the project took effect" },
        Rule { from: &[S::Interview], command: C::Confirm, by: &[Student], to: S::Interview, guard: "there is a change to confirm" },
        Rule { from: &[S::Submitted, S::Shortlisted, S::Interview], command: C::Lapse, by: &[System], to: S::Closed, guard: "the day to confirm changed terms by is over; a reason in words" },
        Rule { from: &[S::Submitted, S::Shortlisted, S::Interview], command: C::Offer, by: &[Host, Staff, System], to: S::Offered, guard: "a seat is left; changed terms are confirmed; by the system to a runner-up, when an offer was not taken" },
        Rule { from: &[S::Offered], command: C::ExtendOffer, by: &[Host, Staff], to: S::Offered, guard: "once; before it runs out" },
        Rule { from: &[S::Offered], command: C::Accept, by: &[Student], to: S::Accepted, guard: "before it runs out; weekly hours within the policy's limit" },
        Rule { from: &[S::Offered], command: C::Decline, by: &[Student], to: S::Declined, guard: "" },
        Rule { from: &[S::Draft, S::Submitted, S::Shortlisted, S::Interview], command: C::Withdraw, by: &[Student], to: S::Withdrawn, guard: "" },
        Rule { from: &[S::Submitted, S::Shortlisted, S::Interview], command: C::NotSelect, by: &[Host, Staff], to: S::NotSelected, guard: "a reason in words" },
        Rule { from: &[S::Submitted, S::Shortlisted, S::Interview], command: C::NotSelect, by: &[System], to: S::NotSelected, guard: "no seat is left, or 10 business days after the last day to apply" },
        Rule { from: &[S::Offered], command: C::ExpireOffer, by: &[System], to: S::OfferExpired, guard: "its hours are over" },
        Rule { from: &[S::Draft, S::Submitted, S::Shortlisted, S::Interview, S::Offered], command: C::Close, by: &[System], to: S::Closed, guard: "the project is over; a reason in words" },
    ],
    terminal: &[S::Accepted, S::Ineligible, S::Withdrawn, S::NotSelected, S::Declined, S::OfferExpired, S::Closed],
    waits_for: |stage| match stage {
        S::Draft => "the student; closed with the project",
        S::Submitted | S::Shortlisted | S::Interview => "the host, by the printed date; answered automatically on day 10; changed terms: the student, by that date",
        S::Offered => "the student; runs out after 48 hours",
        S::Accepted => "nobody: goes on as an engagement",
        S::Ineligible | S::Withdrawn | S::NotSelected | S::Declined | S::OfferExpired | S::Closed => "nobody: over",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Send it.
    Submit,
    /// Not eligible, because.
    MarkIneligible(Reason),
    /// Consider it further.
    Shortlist,
    /// Ask the student to a talk.
    InviteToInterview,
    /// Ask the student to confirm changed terms, by this day.
    AskToConfirm(Day),
    /// Confirm the changed terms.
    Confirm,
    /// Changed terms were not confirmed in time.
    Lapse(Reason),
    /// Offer the project.
    Offer,
    /// Give the student more time.
    ExtendOffer,
    /// Say yes.
    Accept,
    /// Say no.
    Decline,
    /// Take it back.
    Withdraw,
    /// Others were chosen, because.
    NotSelect(Reason),
    /// The offer ran out.
    ExpireOffer,
    /// The project is over, because.
    Close(Reason),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Submit => C::Submit,
            Self::MarkIneligible(_) => C::MarkIneligible,
            Self::Shortlist => C::Shortlist,
            Self::InviteToInterview => C::InviteToInterview,
            Self::AskToConfirm(_) => C::AskToConfirm,
            Self::Confirm => C::Confirm,
            Self::Lapse(_) => C::Lapse,
            Self::Offer => C::Offer,
            Self::ExtendOffer => C::ExtendOffer,
            Self::Accept => C::Accept,
            Self::Decline => C::Decline,
            Self::Withdraw => C::Withdraw,
            Self::NotSelect(_) => C::NotSelect,
            Self::ExpireOffer => C::ExpireOffer,
            Self::Close(_) => C::Close,
        }
    }

    const fn reason(&self) -> Option<&Reason> {
        match self {
            Self::MarkIneligible(reason) | Self::NotSelect(reason) | Self::Lapse(reason) | Self::Close(reason) => {
                Some(reason)
            }
            _ => None,
        }
    }
}

/// The day by which every applicant has the host's answer: printed before and after applying.
#[must_use]
pub fn decision_due(apply_by: Day, policy: &Policy, calendar: &Calendar) -> Day {
    calendar.after(apply_by, policy.decision_days)
}

/// The last day to apply that leaves the answer before `start`: [`decision_due`] of it is at least one business day
/// earlier, of any later day it is not.
#[must_use]
pub fn last_to_apply(start: Day, policy: &Policy, calendar: &Calendar) -> Day {
    plus_days(calendar.before(start, policy.decision_days), -1)
}

/// The day on which whoever still waits is answered automatically.
#[must_use]
pub fn automatic_answer_on(apply_by: Day, policy: &Policy, calendar: &Calendar) -> Day {
    calendar.after(apply_by, policy.automatic_answer_days)
}

/// What the rules of an application need to know.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// Whether the project takes applications (it is published).
    pub accepting: bool,
    /// The project's last day to apply.
    pub apply_by: Option<Day>,
    /// Seats without an offered or accepted student.
    pub seats_left: i32,
    /// The student's other open applications.
    pub open_applications: i32,
    /// Why the student may not apply, in a sentence to the student.
    pub ineligible: Option<String>,
    /// The student's busiest week, in minutes, if this project is added.
    pub weekly_minutes_after: i32,
    /// The printed date; set when it is sent.
    pub decision_due: Option<Day>,
    /// When the offer runs out; set when it is made.
    pub offer_expires_at: Option<Instant>,
    /// Whether the offer was extended.
    pub extended: bool,
    /// The last day to confirm changed terms; nothing where there is nothing to confirm.
    pub confirm_by: Option<Day>,
}

/// An application, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Application {
    /// Which.
    pub id: ApplicationId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Application {
    /// An application as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: ApplicationId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
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
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        self.check(order, party, now, policy)?;
        match order {
            Order::Submit => {
                self.facts.decision_due = self.facts.apply_by.map(|day| decision_due(day, policy, &now.calendar));
            }
            Order::Offer => self.facts.offer_expires_at = Some(offer_expires(now.at, policy)),
            Order::ExtendOffer => {
                let end = self.facts.offer_expires_at.unwrap_or(now.at);
                self.facts.offer_expires_at = Some(plus_hours(end, i64::from(policy.offer_hours)));
                self.facts.extended = true;
            }
            Order::AskToConfirm(day) => self.facts.confirm_by = Some(*day),
            // Whatever ends it, nothing is left to confirm.
            Order::Confirm => self.facts.confirm_by = None,
            _ if MACHINE.terminal.contains(&to) => self.facts.confirm_by = None,
            _ => {}
        }
        self.stage = to;
        let event = Event {
            subject: Subject::Application,
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

    /// Whether it could be sent now; the same rules as [`Order::Submit`], before the student writes.
    ///
    /// # Errors
    /// The [`Refusal`] that sending it would meet.
    pub fn may_submit(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        self.is_eligible()?;
        self.applications_are_open(now)?;
        self.below_the_limit(policy)
    }

    fn check(&self, order: &Order, party: Party, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        match order {
            Order::Submit => self.may_submit(now, policy),
            Order::Offer => self.terms_are_confirmed().and_then(|()| self.a_seat_is_left()),
            Order::Confirm => self.something_to_confirm(),
            Order::Lapse(_) => self.silent_about_the_terms(now),
            Order::ExtendOffer => self.not_extended().and_then(|()| self.offer_stands(now)),
            Order::Accept => self.offer_stands(now).and_then(|()| self.weeks_have_room(policy)),
            Order::NotSelect(_) if party == System => self.answered_automatically(now, policy),
            Order::ExpireOffer => self.offer_ran_out(now),
            _ => Ok(()),
        }
    }

    fn is_eligible(&self) -> Result<(), Refusal> {
        self.facts.ineligible.as_ref().map_or(Ok(()), |why| Err(Refusal::rule(why)))
    }

    fn applications_are_open(&self, now: &Now) -> Result<(), Refusal> {
        match self.facts.apply_by {
            Some(day) if day < now.today => {
                Err(Refusal::rule(format!("The last day to apply was {}. Look for another project.", long_date(day))))
            }
            _ if !self.facts.accepting => {
                Err(Refusal::rule("This project takes no applications now. Look for another project."))
            }
            _ => Ok(()),
        }
    }

    fn below_the_limit(&self, policy: &Policy) -> Result<(), Refusal> {
        if self.facts.open_applications >= policy.open_applications {
            let most = policy.open_applications;
            return Err(Refusal::rule(format!(
                "You already have {most} open applications, the most at one time. Withdraw one, or wait for an answer."
            )));
        }
        Ok(())
    }

    fn a_seat_is_left(&self) -> Result<(), Refusal> {
        if self.facts.seats_left < 1 {
            return Err(Refusal::rule("Every seat of this project has an offer. Wait for an answer, or add a seat."));
        }
        Ok(())
    }

    fn terms_are_confirmed(&self) -> Result<(), Refusal> {
        if self.facts.confirm_by.is_some() {
            return Err(Refusal::rule(
                "The project has changed, and this student has not confirmed the new terms yet. They were asked by email.",
            ));
        }
        Ok(())
    }

    fn something_to_confirm(&self) -> Result<(), Refusal> {
        if self.facts.confirm_by.is_none() {
            return Err(Refusal::rule("There is nothing to confirm: your application stands as it is."));
        }
        Ok(())
    }

    fn silent_about_the_terms(&self, now: &Now) -> Result<(), Refusal> {
        match self.facts.confirm_by {
            Some(day) if day < now.today => Ok(()),
            _ => Err(Refusal::rule("The student still has time to answer, or has nothing to confirm.")),
        }
    }

    fn not_extended(&self) -> Result<(), Refusal> {
        if self.facts.extended {
            return Err(Refusal::rule(
                "This offer was extended once before. Ask the student to answer before it runs out.",
            ));
        }
        Ok(())
    }

    fn offer_stands(&self, now: &Now) -> Result<(), Refusal> {
        if self.facts.offer_expires_at.is_some_and(|end| now.at >= end) {
            return Err(Refusal::rule("This offer has run out. Ask the program whether the place is still free."));
        }
        Ok(())
    }

    fn offer_ran_out(&self, now: &Now) -> Result<(), Refusal> {
        if self.facts.offer_expires_at.is_some_and(|end| now.at < end) {
            return Err(Refusal::rule("The student still has time to answer."));
        }
        Ok(())
    }

    fn weeks_have_room(&self, policy: &Policy) -> Result<(), Refusal> {
        let most = Minutes::hours(policy.weekly_hours);
        let load = Minutes(self.facts.weekly_minutes_after);
        if load > most {
            return Err(Refusal::rule(format!(
                "With this project one of your weeks has {load} of work; the most is {most}. Ask the host for other dates, or decline."
            )));
        }
        Ok(())
    }

    fn answered_automatically(&self, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        let day = self.facts.apply_by.map(|day| automatic_answer_on(day, policy, &now.calendar));
        if self.facts.seats_left > 0 && day.is_some_and(|day| now.today < day) {
            return Err(Refusal::rule("The host still has time to answer."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::testing::{belongs, member, now, policy, reason, student};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    fn facts() -> Facts {
        Facts { accepting: true, apply_by: Some(date(2026, 11, 20)), seats_left: 1, ..Facts::default() }
    }

    fn on(facts: Facts, stage: Stage, order: &Order, by: &Actor, day: Day) -> Result<Application, Refusal> {
        let application = Application::restore(Uuid::from_u128(9).into(), belongs(), facts, stage);
        application.apply(order, by, &now(day), &policy()).map(|(application, _)| application)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[rstest]
    #[case::not_eligible(Facts { ineligible: Some("This project is for seniors.".into()), ..facts() }, date(2026, 11, 3))]
    #[case::five_open(Facts { open_applications: 5, ..facts() }, date(2026, 11, 3))]
    #[case::paused(Facts { accepting: false, ..facts() }, date(2026, 11, 3))]
    #[case::too_late(facts(), date(2026, 11, 21))]
    fn cannot_be_sent(#[case] facts: Facts, #[case] day: Day) {
        assert!(matches!(on(facts, S::Draft, &Order::Submit, &student(), day), Err(Refusal::Rule(_))));
    }

    #[test]
    fn sending_it_prints_the_date_of_the_answer() {
        let sent = on(facts(), S::Draft, &Order::Submit, &student(), date(2026, 11, 20)).unwrap();
        assert_eq!(sent.facts.decision_due, Some(date(2026, 11, 27)));
    }

    #[test]
    fn an_offer_needs_a_seat_and_stands_for_48_hours() {
        let full = Facts { seats_left: 0, ..facts() };
        assert!(on(full, S::Submitted, &Order::Offer, &member(), date(2026, 11, 21)).is_err());
        let offered = on(facts(), S::Shortlisted, &Order::Offer, &member(), date(2026, 11, 21)).unwrap();
        let facts = offered.facts;
        assert!(on(facts.clone(), S::Offered, &Order::Accept, &student(), date(2026, 11, 22)).is_ok());
        assert!(on(facts.clone(), S::Offered, &Order::ExpireOffer, &Actor::System, date(2026, 11, 22)).is_err());
        assert!(on(facts.clone(), S::Offered, &Order::Accept, &student(), date(2026, 11, 23)).is_err());
        assert!(on(facts.clone(), S::Offered, &Order::ExpireOffer, &Actor::System, date(2026, 11, 23)).is_ok());
        let longer = on(facts, S::Offered, &Order::ExtendOffer, &member(), date(2026, 11, 22)).unwrap().facts;
        assert!(on(longer.clone(), S::Offered, &Order::ExtendOffer, &member(), date(2026, 11, 22)).is_err());
        assert!(on(longer, S::Offered, &Order::Accept, &student(), date(2026, 11, 24)).is_ok());
    }

    #[test]
    fn a_full_week_stops_an_acceptance() {
        let busy = Facts { weekly_minutes_after: 1_201, ..facts() };
        assert!(matches!(on(busy, S::Offered, &Order::Accept, &student(), date(2026, 11, 22)), Err(Refusal::Rule(_))));
    }

    #[rstest]
    #[case::a_day_early(1, date(2026, 12, 3), false)]
    #[case::on_day_ten(1, date(2026, 12, 4), true)]
    #[case::when_full(0, date(2026, 11, 23), true)]
    fn whoever_waits_is_answered(#[case] seats_left: i32, #[case] day: Day, #[case] answered: bool) {
        let order = Order::NotSelect(reason());
        let facts = Facts { seats_left, ..facts() };
        assert_eq!(on(facts, S::Submitted, &order, &Actor::System, day).is_ok(), answered);
    }

    #[test]
    fn changed_terms_are_confirmed_before_an_offer() {
        let asked =
            on(facts(), S::Shortlisted, &Order::AskToConfirm(date(2026, 11, 27)), &Actor::System, date(2026, 11, 10));
        let facts = asked.unwrap().facts;
        assert!(on(facts.clone(), S::Shortlisted, &Order::Offer, &member(), date(2026, 11, 21)).is_err());
        assert!(on(facts.clone(), S::Shortlisted, &Order::Confirm, &member(), date(2026, 11, 11)).is_err());
        let sure = on(facts, S::Shortlisted, &Order::Confirm, &student(), date(2026, 11, 11)).unwrap();
        assert_eq!((sure.stage(), sure.facts.confirm_by), (S::Shortlisted, None));
        assert!(on(sure.facts.clone(), S::Shortlisted, &Order::Offer, &member(), date(2026, 11, 21)).is_ok());
        assert!(on(sure.facts, S::Shortlisted, &Order::Confirm, &student(), date(2026, 11, 12)).is_err(), "once");
    }

    #[rstest]
    #[case::nothing_to_confirm(None, date(2026, 12, 1), false)]
    #[case::on_the_last_day(Some(date(2026, 11, 27)), date(2026, 11, 27), false)]
    #[case::the_day_after(Some(date(2026, 11, 27)), date(2026, 11, 28), true)]
    fn an_application_lapses_when_changed_terms_are_not_confirmed(
        #[case] confirm_by: Option<Day>,
        #[case] day: Day,
        #[case] lapses: bool,
    ) {
        let facts = Facts { confirm_by, ..facts() };
        let lapsed = on(facts, S::Submitted, &Order::Lapse(reason()), &Actor::System, day);
        assert_eq!(lapsed.is_ok(), lapses);
        assert!(lapsed.is_err() || lapsed.unwrap().stage() == S::Closed);
    }
}
