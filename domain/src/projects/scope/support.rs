//! Support, 25 points: a named person, regular check-ins, what the host provides, what is learned.

use super::super::steps::Step;
use super::{Case, Finding, Severity};

const PERSON: u8 = 8;
const CHECK_IN: u8 = 4;
const REPLY: u8 = 3;
const SEATS: u8 = 3;
const RESOURCES: u8 = 4;
const LEARNING: u8 = 3;

pub(super) fn q15_thin_supervision(case: &Case<'_>) -> Vec<Finding> {
    let found = [person(case), check_in(case), reply(case), seats(case), team(case), resources(case), learning(case)];
    found.into_iter().flatten().collect()
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn person(case: &Case<'_>) -> Option<Finding> {
    let draft = case.draft;
    let (field, message) = if blank(&draft.supervisor_name) {
        ("supervisor_name", "Nobody is named yet.")
    } else if !draft.supervisor_email.contains('@') {
        ("supervisor_email", "The supervisor cannot be reached.")
    } else {
        return None;
    };
    Some(Finding::new(Severity::Block, Step::Plan, field, PERSON).says(
        message,
        "Students who know whom to ask finish; the others fall silent.",
        "Write the name and the email address of the person who answers questions.",
    ))
}

fn check_in(case: &Case<'_>) -> Option<Finding> {
    let gap = case.policy.check_in_gap;
    let message = match case.draft.check_in_days {
        ..=0 => "There is no check-in yet.".to_owned(),
        days if days <= gap => return None,
        days => format!("{days} days between check-ins is long."),
    };
    Some(Finding::new(Severity::Warn, Step::Plan, "check_in_days", CHECK_IN).says(
        message,
        "A wrong turn costs a student a week of unpaid worry.",
        advice!("Meet for fifteen minutes at least every {gap} days."),
    ))
}

fn reply(case: &Case<'_>) -> Option<Finding> {
    let promise = case.policy.reply_promise;
    let message = match case.draft.reply_days {
        ..=0 => "There is no promise to reply yet.".to_owned(),
        days if days <= promise => return None,
        days => format!("A reply after {days} business days is late."),
    };
    Some(Finding::new(Severity::Warn, Step::Plan, "reply_days", REPLY).says(
        message,
        "The project is short: while a question waits, the work stands still.",
        advice!("Promise a reply within {promise} business days."),
    ))
}

fn seats(case: &Case<'_>) -> Option<Finding> {
    let most = case.policy.students_each;
    let message = match case.draft.seats {
        ..=0 => "The number of students is missing.".to_owned(),
        seats if seats <= most => return None,
        seats => format!("{seats} students are many for one supervisor."),
    };
    Some(Finding::new(Severity::Warn, Step::Plan, "seats", SEATS).says(
        message,
        advice!("One person can guide up to {most} students well."),
        advice!("Write a number from 1 to {most}, or start a second project with another supervisor."),
    ))
}

/// A team needs a seat for everybody in it. Takes no points.
fn team(case: &Case<'_>) -> Option<Finding> {
    let (team, seats) = (case.draft.team_size, case.draft.seats);
    (seats > 0 && team > seats).then(|| {
        Finding::new(Severity::Warn, Step::Plan, "team_size", 0).says(
            format!("A team of {team} does not fit into {seats} seats."),
            "Somebody would be chosen for a team without a place for them.",
            advice!("Write a number from 1 to {seats}, or want more students."),
        )
    })
}

fn resources(case: &Case<'_>) -> Option<Finding> {
    blank(&case.draft.provides).then(|| {
        Finding::new(Severity::Warn, Step::Plan, "provides", RESOURCES).says(
            "You have not said what you provide.",
            "Waiting for access delays many starts.",
            "Name the data, access, tools and examples the student gets on the first day.",
        )
    })
}

fn learning(case: &Case<'_>) -> Option<Finding> {
    blank(&case.draft.learning_objective).then(|| {
        Finding::new(Severity::Warn, Step::Skills, "learning_objective", LEARNING).says(
            "The learning objective is missing.",
            "A micro-internship is paid work from which a student learns.",
            "Finish this sentence: at the end, the student can …",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_the_whole() {
        assert_eq!(PERSON + CHECK_IN + REPLY + SEATS + RESOURCES + LEARNING, 25);
    }
}
