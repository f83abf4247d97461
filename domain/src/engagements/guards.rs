//! What must be true of an engagement before a command, besides the table: one rule each, by name.

use super::stage::{Facts, Order};
use super::{Authorization, Cover, Gate, Goals, TaxForm};
use crate::actor::Party;
use crate::event::{Reason, ReasonKind};
use crate::policy::{Calendar, Policy};
use crate::refusal::Refusal;
use crate::reviews::window_closed;
use crate::time::{Day, Now, days_between, long_date, plus_days};

/// Rounds of changes a host may ask for.
pub const MOST_REVISIONS: i32 = 2;
/// Days of pause after which the clock runs again.
const PAUSE_DAYS: i64 = 30;
/// Days after which staff look at an unfinished checklist.
pub const ONBOARDING_DAYS: i64 = 14;
/// Business days after the first day on which an unfinished checklist lapses: both sides can report the other before.
const LAPSE_DAYS: i32 = 10;
/// Days after the last day before work counts as incomplete.
const GRACE_DAYS: i64 = 7;
/// Business days after the first day on which the host may report the student.
const STUDENT_NO_SHOW_DAYS: i32 = 3;
/// Business days after the first day on which the student may report the host.
const HOST_NO_SHOW_DAYS: i32 = 5;

type Outcome = Result<(), Refusal>;

/// Whether `order` may be given by `party` now.
///
/// # Errors
/// The rule that stands in the way.
pub(super) fn check(facts: &Facts, order: &Order, party: Party, now: &Now, policy: &Policy) -> Outcome {
    match order {
        Order::Sign => not_signed(facts, party),
        Order::SignOnPaper { side, .. } => paper_fits(facts, *side),
        Order::HandInTaxForm => tax_form_is_open(facts),
        Order::RecordTaxForm { to, note } => tax_record_fits(facts, *to, note.as_str()),
        Order::AgreeGoals => goals_are_proposed(facts, party),
        Order::ClearAuthorization { cover, until, .. } => clearance_fits(facts, *cover, *until, now),
        Order::RecordSafety(_) => gate_is_open(facts.checklist.safety),
        Order::ConfirmData => gate_is_open(facts.checklist.data),
        Order::SetKickoff(day) => kickoff_fits(facts, *day, now),
        Order::PressStart => not_started(facts, party).and_then(|()| may_start(facts, now)),
        Order::Start => both_started(facts).and_then(|()| may_start(facts, now)),
        Order::HandIn(_) => milestones_are_in(facts),
        Order::DeemAccepted => host_was_silent(facts, now, policy),
        Order::RequestRevision { criterion, .. } => rounds_are_left(facts).and_then(|()| is_agreed(facts, criterion)),
        Order::Settle => payments_are_over(facts),
        Order::Complete => reviews_are_over(facts, now, policy),
        Order::Resume if party == Party::System => pause_is_over(facts, now),
        Order::ReportNoShowStudent(_) => no_show(facts, Party::Student, STUDENT_NO_SHOW_DAYS, now),
        Order::ReportNoShowHost(_) => no_show(facts, Party::Host, HOST_NO_SHOW_DAYS, now),
        Order::Lapse(_) if party == Party::System => onboarding_is_over(facts, now),
        Order::MarkIncomplete(_) => grace_is_over(facts, now),
        Order::Terminate(reason) => is_for_cause(reason),
        _ => Ok(()),
    }
}

/// Work is ended for cause for three kinds of cause alone (`workflow.md` section 3).
fn is_for_cause(reason: &Reason) -> Outcome {
    if reason.kind().is_some_and(|kind| ReasonKind::FOR_CAUSE.contains(&kind)) {
        return Ok(());
    }
    refuse("Say whether it is about conduct, safety or who owns the work. For anything else end the work early.")
}

fn refuse(sentence: impl Into<String>) -> Outcome {
    Err(Refusal::rule(sentence))
}

fn not_signed(facts: &Facts, party: Party) -> Outcome {
    if facts.checklist.has_signed(party) {
        return refuse("Your side has signed this agreement already.");
    }
    Ok(())
}

/// Staff note what was signed on paper for one of the three sides.
fn paper_fits(facts: &Facts, side: Party) -> Outcome {
    match side {
        Party::Student | Party::Host | Party::Staff if facts.checklist.has_signed(side) => {
            refuse("This side has signed the agreement already.")
        }
        Party::Student | Party::Host | Party::Staff => Ok(()),
        _ => refuse("Choose the student, the host or the program."),
    }
}

fn tax_form_is_open(facts: &Facts) -> Outcome {
    if !facts.checklist.required.tax_form {
        return refuse("The program asks for no tax form for this work.");
    }
    match facts.checklist.tax_form {
        TaxForm::Open => Ok(()),
        TaxForm::HandedIn => refuse("You said so already. The program looks at it next."),
        TaxForm::OnFile | TaxForm::Routed => refuse("The tax form is on record already."),
    }
}

/// A number of a tax form has nine digits, with or without dashes; none is ever kept.
fn tax_record_fits(facts: &Facts, to: TaxForm, note: &str) -> Outcome {
    if !facts.checklist.required.tax_form {
        return refuse("The program asks for no tax form for this work.");
    }
    if !matches!(to, TaxForm::OnFile | TaxForm::Routed) {
        return refuse("Say whether the form is on file or was passed on.");
    }
    if crate::onboarding::names_a_number(note) {
        return refuse("Leave the number of the form or the person out. Which form and where it is are enough.");
    }
    Ok(())
}

fn gate_is_open(gate: Gate) -> Outcome {
    match gate {
        Gate::Open => Ok(()),
        Gate::Done => refuse("This is done already."),
        Gate::NotNeeded => refuse("This project does not ask for it."),
    }
}

fn goals_are_proposed(facts: &Facts, party: Party) -> Outcome {
    match facts.checklist.goals {
        Goals::None => refuse("Nobody has written learning goals yet. Write two or three."),
        Goals::Agreed => refuse("Both sides have agreed on these goals already."),
        Goals::Proposed(side) if side.party() == party => refuse("You proposed them. The other side answers next."),
        Goals::Proposed(_) => Ok(()),
    }
}

fn clearance_fits(facts: &Facts, cover: Cover, until: Day, now: &Now) -> Outcome {
    if cover.from.is_some_and(|from| from > until) {
        return refuse("The first day stands after the last one. Look at both once more.");
    }
    if cover.weekly_hours.is_some_and(|hours| !(1..=60).contains(&hours)) {
        return refuse("Write the hours of one week, from 1 to 60.");
    }
    if facts.checklist.authorization == Authorization::NotNeeded {
        return refuse("This student needs no work authorization. Nothing has to be cleared.");
    }
    if until < now.today {
        return refuse(format!("{} is over. Choose the last day the authorization covers.", long_date(until)));
    }
    Ok(())
}

fn kickoff_fits(facts: &Facts, day: Day, now: &Now) -> Outcome {
    if day < now.today {
        return refuse(format!("{} is over. Choose a day that is still to come.", long_date(day)));
    }
    if day > facts.end {
        return refuse(format!("The work ends on {}. Meet before that.", long_date(facts.end)));
    }
    Ok(())
}

fn not_started(facts: &Facts, party: Party) -> Outcome {
    if facts.has_started(party) {
        return refuse("Your side has pressed Start already. The other side is next.");
    }
    Ok(())
}

fn both_started(facts: &Facts) -> Outcome {
    if facts.student_started && facts.host_started {
        return Ok(());
    }
    refuse("The work starts when both sides have pressed Start.")
}

fn may_start(facts: &Facts, now: &Now) -> Outcome {
    let missing = facts.missing();
    if let Some(first) = missing.first().map(|one| one.words) {
        return refuse(match missing.len() {
            1 => format!("One thing is missing before the start: {}.", first.to_lowercase()),
            count => format!("{count} things are missing before the start. The first: {}.", first.to_lowercase()),
        });
    }
    if now.today < facts.start {
        return refuse(format!("The work starts on {}. Press Start on that day or later.", long_date(facts.start)));
    }
    Ok(())
}

fn milestones_are_in(facts: &Facts) -> Outcome {
    match facts.milestones_open {
        0 => Ok(()),
        1 => refuse("One milestone is still open. Hand it in first."),
        count => refuse(format!("{count} milestones are still open. Hand them in first.")),
    }
}

fn host_was_silent(facts: &Facts, now: &Now, policy: &Policy) -> Outcome {
    if now.calendar.between(facts.since, now.today) < policy.acceptance_days {
        let day = now.calendar.after(facts.since, policy.acceptance_days);
        return refuse(format!("The host has until {} to answer.", long_date(day)));
    }
    Ok(())
}

fn rounds_are_left(facts: &Facts) -> Outcome {
    if facts.revision_round >= MOST_REVISIONS {
        return refuse("You asked for changes twice, which is the most. Accept the work, or ask staff to mediate.");
    }
    Ok(())
}

/// No new scope: only what the agreement says can be asked for.
fn is_agreed(facts: &Facts, criterion: &str) -> Outcome {
    if facts.criteria.iter().any(|agreed| agreed.trim() == criterion.trim()) {
        return Ok(());
    }
    refuse("Choose the criterion of the agreement that is not met. New wishes need an extension.")
}

fn payments_are_over(facts: &Facts) -> Outcome {
    if facts.payments_open > 0 {
        return refuse("A payment of this engagement is still open.");
    }
    Ok(())
}

fn reviews_are_over(facts: &Facts, now: &Now, policy: &Policy) -> Outcome {
    let accepted = facts.accepted_on.unwrap_or(facts.since);
    if window_closed(accepted, facts.both_reviews_in, policy, now.today) {
        return Ok(());
    }
    refuse("Reviews can still be sent.")
}

fn pause_is_over(facts: &Facts, now: &Now) -> Outcome {
    let agreed = facts.pause_until.is_some_and(|until| now.today > until);
    if !agreed && days_between(facts.since, now.today) < PAUSE_DAYS {
        return refuse("The pause is not over.");
    }
    Ok(())
}

fn no_show(facts: &Facts, missing: Party, days: i32, now: &Now) -> Outcome {
    if facts.has_started(missing) {
        return refuse("The other side has pressed Start. Write to them, or ask staff to help.");
    }
    if now.calendar.between(facts.start, now.today) < days {
        let day = now.calendar.after(facts.start, days);
        return refuse(format!("Give the other side until {}. You can report it from that day on.", long_date(day)));
    }
    Ok(())
}

fn onboarding_is_over(facts: &Facts, now: &Now) -> Outcome {
    if now.today < onboarding_lapses_on(facts.since, facts.start, &now.calendar) {
        return refuse("There is still time to finish the checklist.");
    }
    Ok(())
}

/// The day on which an unfinished checklist lapses: onboarding that began on `since` has had its 14 days, and staff time
/// to act after the first day (`workflow.md` section 3: "14 d -> staff, then lapse").
#[must_use]
pub fn onboarding_lapses_on(since: Day, start: Day, calendar: &Calendar) -> Day {
    plus_days(since, ONBOARDING_DAYS).max(calendar.after(start, LAPSE_DAYS))
}

fn grace_is_over(facts: &Facts, now: &Now) -> Outcome {
    if days_between(facts.end, now.today) <= GRACE_DAYS {
        return refuse(format!("The last day is {}; the student has 7 days more.", long_date(facts.end)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Command, Engagement, MACHINE, Reflection, Stage};
    use super::*;
    use crate::actor::Actor;
    use crate::engagements::Checklist;
    use crate::people::testing::{belongs, dso, member, now, policy, reason, staff, student};
    use jiff::civil::date;
    use uuid::Uuid;

    fn facts() -> Facts {
        Facts {
            checklist: Checklist::default(),
            start: date(2026, 11, 2),
            end: date(2026, 12, 11),
            weekly_hours: Some(8),
            student_started: false,
            host_started: false,
            milestones_open: 0,
            criteria: vec!["it names a price".into()],
            revision_round: 0,
            payments_open: 0,
            accepted_on: None,
            both_reviews_in: false,
            pause_until: None,
            since: date(2026, 10, 26),
        }
    }

    fn on(facts: Facts, stage: Stage, order: &Order, by: &Actor, day: Day) -> Result<Engagement, Refusal> {
        let engagement = Engagement::restore(Uuid::from_u128(9).into(), belongs(), facts, stage);
        engagement.apply(order, by, &now(day), &policy()).map(|(engagement, _)| engagement)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn the_checklist_is_worked_off_and_then_both_press_start() {
        let day = date(2026, 11, 2);
        let mut facts = facts();
        facts.checklist.authorization = Authorization::Needed;
        let clear =
            Order::ClearAuthorization { cover: Cover::default(), until: date(2026, 12, 31), evidence: reason() };
        let steps = [
            (Order::Sign, student()),
            (Order::Sign, member()),
            (Order::Sign, staff()),
            (Order::ChooseClassification(reason()), staff()),
            (clear, dso()),
            (Order::SetKickoff(date(2026, 11, 3)), member()),
            (Order::ProposeGoals, student()),
            (Order::AgreeGoals, member()),
            (Order::PressStart, student()),
            (Order::PressStart, member()),
        ];
        for (order, by) in &steps {
            let early = on(facts.clone(), Stage::Onboarding, &Order::Start, &Actor::System, day);
            assert!(early.is_err(), "started before {order:?}");
            facts = on(facts, Stage::Onboarding, order, by, day).unwrap().facts;
        }
        assert_eq!(facts.missing(), []);
        assert!(on(facts.clone(), Stage::Onboarding, &Order::PressStart, &member(), day).is_err());
        let started = on(facts, Stage::Onboarding, &Order::Start, &Actor::System, day).unwrap();
        assert_eq!(started.stage(), Stage::InProgress);
    }

    #[test]
    fn nobody_signs_twice_and_the_button_goes() {
        let signed = on(facts(), Stage::Onboarding, &Order::Sign, &student(), date(2026, 10, 27)).unwrap();
        assert!(!signed.offers(&student()).contains(&Command::Sign));
        assert!(signed.offers(&member()).contains(&Command::Sign));
        assert!(matches!(
            on(signed.facts, Stage::Onboarding, &Order::Sign, &student(), date(2026, 10, 27)),
            Err(Refusal::Rule(_))
        ));
    }

    #[test]
    fn an_open_milestone_stops_the_hand_in() {
        let order = Order::HandIn(Reflection::parse("I learned to ask before I build a chart.").unwrap());
        let open = Facts { milestones_open: 1, ..facts() };
        assert!(on(open, Stage::InProgress, &order, &student(), date(2026, 12, 1)).is_err());
        assert!(on(facts(), Stage::InProgress, &order, &student(), date(2026, 12, 1)).is_ok());
    }

    #[test]
    fn changes_are_asked_for_twice_at_most_and_only_within_the_agreement() {
        let order = |criterion: &str| Order::RequestRevision { criterion: criterion.into(), reason: reason() };
        let day = date(2026, 12, 8);
        assert!(on(facts(), Stage::InAcceptance, &order("a second memo"), &member(), day).is_err());
        let back = on(facts(), Stage::InAcceptance, &order("it names a price"), &member(), day).unwrap();
        assert_eq!((back.stage(), back.facts.revision_round), (Stage::InProgress, 1));
        let twice = Facts { revision_round: 2, ..facts() };
        assert!(on(twice, Stage::InAcceptance, &order("it names a price"), &member(), day).is_err());
    }

    #[test]
    fn silence_accepts_the_work_after_seven_business_days() {
        let facts = Facts { since: date(2026, 12, 1), ..facts() };
        assert!(on(facts.clone(), Stage::InAcceptance, &Order::DeemAccepted, &staff(), date(2026, 12, 9)).is_err());
        let accepted = on(facts, Stage::InAcceptance, &Order::DeemAccepted, &staff(), date(2026, 12, 10)).unwrap();
        assert_eq!(accepted.facts.accepted_on, Some(date(2026, 12, 10)));
    }

    #[test]
    fn it_is_complete_when_paid_and_reviewed_or_two_weeks_later() {
        let accepted = Facts { accepted_on: Some(date(2026, 12, 10)), ..facts() };
        let open = Facts { payments_open: 1, ..accepted.clone() };
        assert!(on(open, Stage::Accepted, &Order::Settle, &Actor::System, date(2026, 12, 12)).is_err());
        let complete = |facts, day| on(facts, Stage::Paid, &Order::Complete, &Actor::System, day).is_ok();
        assert!(!complete(accepted.clone(), date(2026, 12, 24)));
        assert!(complete(accepted.clone(), date(2026, 12, 25)));
        assert!(complete(Facts { both_reviews_in: true, ..accepted }, date(2026, 12, 12)));
    }

    #[test]
    fn a_pause_ends_after_its_last_day_or_thirty() {
        let paused = Facts { since: date(2026, 12, 1), pause_until: Some(date(2026, 12, 10)), ..facts() };
        let resume = |facts: &Facts, day| on(facts.clone(), Stage::Paused, &Order::Resume, &Actor::System, day).is_ok();
        assert!(!resume(&paused, date(2026, 12, 10)) && resume(&paused, date(2026, 12, 11)));
        let by_staff = Facts { pause_until: None, ..paused.clone() };
        assert!(!resume(&by_staff, date(2026, 12, 30)) && resume(&by_staff, date(2026, 12, 31)));
        for by in [student(), member(), staff()] {
            assert!(on(paused.clone(), Stage::Paused, &Order::Resume, &by, date(2026, 12, 2)).is_ok());
        }
        for by in [student(), member()] {
            let alone = on(facts(), Stage::InProgress, &Order::Pause(reason()), &by, date(2026, 12, 2));
            assert!(matches!(alone, Err(Refusal::NotYours { .. })), "both sides agree on a pause");
        }
    }

    #[test]
    fn a_missing_side_is_reported_after_its_days() {
        let student_gone = Order::ReportNoShowStudent(reason());
        assert!(on(facts(), Stage::Onboarding, &student_gone, &member(), date(2026, 11, 4)).is_err());
        assert!(on(facts(), Stage::Onboarding, &student_gone, &member(), date(2026, 11, 5)).is_ok());
        let host_gone = Order::ReportNoShowHost(reason());
        assert!(on(facts(), Stage::Onboarding, &host_gone, &student(), date(2026, 11, 6)).is_err());
        assert!(on(facts(), Stage::Onboarding, &host_gone, &student(), date(2026, 11, 9)).is_ok());
        let there = Facts { host_started: true, ..facts() };
        assert!(on(there, Stage::Onboarding, &host_gone, &student(), date(2026, 11, 9)).is_err());
    }

    #[test]
    fn one_side_proposes_goals_and_the_other_agrees() {
        let day = date(2026, 10, 27);
        assert!(on(facts(), Stage::Onboarding, &Order::AgreeGoals, &member(), day).is_err(), "there are none");
        let proposed = on(facts(), Stage::Onboarding, &Order::ProposeGoals, &student(), day).unwrap();
        assert!(!proposed.offers(&student()).contains(&Command::AgreeGoals));
        assert!(proposed.offers(&member()).contains(&Command::AgreeGoals));
        assert!(on(proposed.facts.clone(), Stage::Onboarding, &Order::AgreeGoals, &student(), day).is_err());
        let agreed = on(proposed.facts, Stage::Onboarding, &Order::AgreeGoals, &member(), day).unwrap();
        assert_eq!(agreed.facts.checklist.goals, Goals::Agreed);
        let again = on(agreed.facts, Stage::Onboarding, &Order::ProposeGoals, &member(), day).unwrap();
        assert_eq!(again.facts.checklist.goals, Goals::Proposed(crate::reviews::Side::Host));
    }

    #[test]
    fn another_text_is_signed_anew_by_all_and_paper_counts() {
        let day = date(2026, 10, 27);
        let mut facts = facts();
        for by in [student(), member(), staff()] {
            facts = on(facts, Stage::Onboarding, &Order::Sign, &by, day).unwrap().facts;
        }
        let change = Order::ChangeAgreement(reason());
        assert!(on(facts.clone(), Stage::Onboarding, &change, &member(), day).is_err(), "staff change it");
        let changed = on(facts, Stage::Onboarding, &change, &staff(), day).unwrap();
        assert_eq!(changed.facts.checklist.signatures(), 0);
        let paper = |side| Order::SignOnPaper { side, note: reason() };
        let signed = on(changed.facts, Stage::Onboarding, &paper(Party::Host), &staff(), day).unwrap();
        assert!(signed.facts.checklist.agreement_host && signed.facts.checklist.signatures() == 1);
        assert!(on(signed.facts.clone(), Stage::Onboarding, &paper(Party::Host), &staff(), day).is_err());
        assert!(on(signed.facts.clone(), Stage::Onboarding, &paper(Party::Dso), &staff(), day).is_err());
        assert!(on(signed.facts, Stage::Onboarding, &paper(Party::Student), &student(), day).is_err());
    }

    #[test]
    fn a_tax_form_is_recorded_without_its_number() {
        let day = date(2026, 10, 27);
        let mut facts = facts();
        assert!(on(facts.clone(), Stage::Onboarding, &Order::HandInTaxForm, &student(), day).is_err(), "not asked for");
        facts.checklist.required.tax_form = true;
        let handed = on(facts, Stage::Onboarding, &Order::HandInTaxForm, &student(), day).unwrap();
        assert!(handed.facts.missing().iter().any(|one| one.owner == Party::Staff && one.words.contains("tax form")));
        let record =
            |note: &str| Order::RecordTaxForm { to: TaxForm::Routed, note: crate::event::Reason::parse(note).unwrap() };
        let numbered = record("W-9 of 123-45-6789");
        assert!(on(handed.facts.clone(), Stage::Onboarding, &numbered, &staff(), day).is_err());
        let done = on(handed.facts, Stage::Onboarding, &record("W-9, to payroll on 27 October 2026"), &staff(), day);
        assert_eq!(done.unwrap().facts.checklist.tax_form, TaxForm::Routed);
    }

    #[test]
    fn a_clearance_covers_days_and_hours() {
        let day = date(2026, 10, 27);
        let facts =
            Facts { checklist: Checklist { authorization: Authorization::Needed, ..Checklist::default() }, ..facts() };
        let clear = |from, hours, until| Order::ClearAuthorization {
            cover: Cover { from, weekly_hours: hours },
            until,
            evidence: reason(),
        };
        let end = date(2026, 12, 11);
        let lacks = |order: &Order| {
            let done = on(facts.clone(), Stage::Onboarding, order, &dso(), day).unwrap();
            done.facts.missing().iter().any(|one| one.owner == Party::Dso)
        };
        assert!(!lacks(&clear(None, None, end)));
        assert!(!lacks(&clear(Some(date(2026, 11, 2)), Some(8), end)));
        assert!(lacks(&clear(Some(date(2026, 11, 3)), None, end)), "begins a day late");
        assert!(lacks(&clear(None, Some(7), end)), "too few hours");
        assert!(lacks(&clear(None, None, date(2026, 12, 10))), "ends a day early");
        for wrong in [clear(Some(end), None, date(2026, 12, 1)), clear(None, Some(0), end)] {
            assert!(on(facts.clone(), Stage::Onboarding, &wrong, &dso(), day).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_gate_is_passed_once_and_only_where_there_is_one() {
        let day = date(2026, 10, 27);
        let none = facts();
        let gated =
            Facts { checklist: Checklist { safety: Gate::Open, data: Gate::Open, ..Checklist::default() }, ..facts() };
        for (order, by) in [(Order::RecordSafety(reason()), staff()), (Order::ConfirmData, student())] {
            assert!(on(none.clone(), Stage::Onboarding, &order, &by, day).is_err(), "not asked for");
            let done = on(gated.clone(), Stage::Onboarding, &order, &by, day).unwrap();
            assert_eq!(done.facts.missing().len(), gated.missing().len() - 1);
            assert!(on(done.facts, Stage::Onboarding, &order, &by, day).is_err(), "once");
            assert!(on(gated.clone(), Stage::Onboarding, &order, &dso(), day).is_err(), "nobody else");
        }
    }
}
