//! The weekly check-in: three questions to each side (`workflow.md` section 3).

use serde::{Deserialize, Serialize};

use crate::fields::FieldErrors;
use crate::reviews::Side;
use crate::time::{Day, Week, plus_days};

const LEAST: usize = 5;
const MOST: usize = 1_000;

/// The day this week's check-in is due, Friday, once it is asked for: from Thursday on. It can be sent
/// until the week is over.
#[must_use]
pub fn check_in_due(today: Day) -> Option<Day> {
    let friday = plus_days(Week::of(today).monday(), 4);
    (today >= plus_days(friday, -1)).then_some(friday)
}

/// The questions; field `answer_1` answers the first.
#[must_use]
pub const fn check_in_questions(side: Side) -> [&'static str; 3] {
    match side {
        Side::Student => ["What did you get done?", "What comes next?", "What is in your way?"],
        Side::Host => ["What went well?", "What should come next?", "What worries you?"],
    }
}

/// The weeks without a check-in of one side: from the week of the start to the last one that is over, the newest first,
/// at most half a year back. `sent` are the weeks that have one. A week in which the work began later than its Friday asks
/// for none.
#[must_use]
pub fn missed_check_ins(started: Day, until: Day, sent: &[Week]) -> Vec<Week> {
    let mut missed = Vec::new();
    let mut week = Week::of(until).previous();
    for _ in 0..26 {
        if plus_days(week.monday(), 4) < started {
            break;
        }
        if !sent.contains(&week) {
            missed.push(week);
        }
        week = week.previous();
    }
    missed
}

/// Reads the field `answer`: what the host says to the student's check-in.
///
/// # Errors
/// A message beside `answer`.
pub fn check_in_answer(text: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::new();
    let answer = errors.text("answer", "Your answer", text, LEAST, MOST);
    errors.finish(answer)
}

/// One side's check-in of one week.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewCheckIn {
    /// Answers in the order of [`check_in_questions`]; the third may be empty.
    pub answers: [String; 3],
}

impl NewCheckIn {
    /// Reads the fields `answer_1`, `answer_2` and `answer_3`. Nothing in the way is a good answer:
    /// the third may stay empty.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(answer_1: &str, answer_2: &str, answer_3: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let first = errors.text("answer_1", "Your answer", answer_1, LEAST, MOST);
        let second = errors.text("answer_2", "Your answer", answer_2, LEAST, MOST);
        let third = errors.text("answer_3", "Your answer", answer_3, 0, MOST);
        let answers = match (first, second, third) {
            (Some(first), Some(second), Some(third)) => Some([first, second, third]),
            _ => None,
        };
        errors.finish(answers.map(|answers| Self { answers }))
    }

    /// Whether this side named something that is in the way.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        !self.answers[2].is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_in_is_asked_for_on_thursday_and_due_on_friday() {
        let day = |day| jiff::civil::date(2026, 11, day);
        assert_eq!([16, 18].map(|monday_to_wednesday| check_in_due(day(monday_to_wednesday))), [None, None]);
        assert_eq!([19, 20, 22].map(|later| check_in_due(day(later))), [Some(day(20)); 3]);
    }

    #[test]
    fn a_missed_week_is_one_that_is_over() {
        let day = |day| jiff::civil::date(2026, 11, day);
        let weeks = |days: &[i8]| days.iter().map(|monday| Week::of(day(*monday))).collect::<Vec<_>>();
        assert_eq!(missed_check_ins(day(2), day(26), &weeks(&[9])), weeks(&[16, 2]));
        assert_eq!(missed_check_ins(day(7), day(16), &[]), weeks(&[9]), "it began on a Saturday");
        assert_eq!(missed_check_ins(day(23), day(26), &[]), []);
        assert!(check_in_answer("Ask Jo for the list.").is_ok() && check_in_answer(" ok ").is_err());
    }

    #[test]
    fn nothing_in_the_way_is_an_answer() {
        assert!(!NewCheckIn::parse("Chart three", "Chart four", "").unwrap().is_blocked());
        let errors = NewCheckIn::parse("", "ok", &"a".repeat(1_001)).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["answer_1", "answer_2", "answer_3"]);
    }
}
