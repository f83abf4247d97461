//! What staff write to whom an item waits for: prepared, to be changed before it is sent.

use serde::{Deserialize, Serialize};

use super::{Rule, WaitsFor};
use crate::fields::FieldErrors;

/// Longest subject and longest message, in characters.
pub const SUBJECT: usize = 150;
/// Longest message, in characters.
pub const MESSAGE: usize = 2_000;

/// A letter of staff, in their words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Nudge {
    /// What it is about, in one line.
    pub subject: String,
    /// What it says.
    pub message: String,
}

/// The names a letter may need; empty where there is none.
#[derive(Clone, Copy, Debug)]
pub struct Names<'n> {
    /// The project's title.
    pub project: &'n str,
    /// The student's name.
    pub student: &'n str,
    /// The host organisation's name.
    pub host: &'n str,
}

impl Nudge {
    /// Reads the fields `subject` and `message`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(subject: &str, message: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let subject = errors.line("subject", "The subject", subject, 3, SUBJECT);
        let message = errors.text("message", "The message", message, 10, MESSAGE);
        errors.finish(subject.zip(message).map(|(subject, message)| Self { subject, message }))
    }

    /// What usually fits: what is the case, and the one thing to do.
    #[must_use]
    pub fn prepared(rule: Rule, reason: &str, names: Names<'_>) -> Self {
        let Names { project, student, host } = names;
        let ask = match rule {
            Rule::NoApplicants => "Fewer must-have skills, a clearer first task or a later last day to apply often help. Shall we look at it together?".to_owned(),
            Rule::ReviewLate => "The host was promised an answer by now. Please finish the review today, or give it to somebody who can.".to_owned(),
            Rule::OfferLapses => format!("Please accept or decline the offer of {host}. If you need more time, ask them: they can extend it once."),
            Rule::NoKickOff => format!("Please set a day and a place for the kick-off meeting with {student}. Half an hour is enough."),
            Rule::SurveyMissing => "Please answer the survey before your work begins. It takes three minutes.".to_owned(),
            Rule::OnboardingStalls => format!("Please look at what {student} and {host} still lack before the start, and help whoever owns it."),
            Rule::CheckInsMissed => "Please check in today, in two lines: what went well, what comes next, what is in the way. If something keeps you from the work, tell us.".to_owned(),
            Rule::HoursAhead => format!("Does the work take longer than planned? Talk to {host} about what can be left out, or ask for an extension."),
            Rule::ClearanceExpires => format!("This is about {student}. Please see whether the authorization can be extended."),
            Rule::MilestoneLate => "Please hand it in, or tell your host and us which day is realistic.".to_owned(),
            Rule::WorkUnanswered => format!("Please read what {student} handed in, and accept it or say what is missing."),
            Rule::HoursUnanswered => format!("Please look at the hours of {student}. If nobody answers, they count as approved."),
            Rule::WeekNotResubmitted => "Please correct the week and send it again: its hours are paid only then.".to_owned(),
            Rule::PayWaits => format!("Please see what holds up the pay of {student}."),
        };
        let subject = match rule.waits_for() {
            WaitsFor::Student | WaitsFor::Host => format!("About “{project}”"),
            WaitsFor::Staff | WaitsFor::Finance | WaitsFor::Dso => format!("{}: {project}", rule.title()),
        };
        // A title may be as long as it likes; a subject may not.
        let subject = subject.chars().take(SUBJECT).collect();
        Self { subject, message: format!("{reason}\n\n{ask}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word as _;

    #[test]
    fn what_is_prepared_can_be_sent_as_it_is() {
        let names = Names { project: &"Map ".repeat(80), student: "Maya", host: "Harbor Street Pantry" };
        for rule in Rule::ALL {
            let letter = Nudge::prepared(*rule, "Nobody has applied for seven days.", names);
            assert!(Nudge::parse(&letter.subject, &letter.message).is_ok(), "{rule:?}");
            assert!(letter.message.starts_with("Nobody has applied"));
        }
        let wrong = Nudge::parse(" ", &"x".repeat(MESSAGE + 1)).unwrap_err();
        assert_eq!(wrong.0.len(), 2);
    }
}
