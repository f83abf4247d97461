//! What must be done before the work may start (`workflow.md` section 3, onboarding).

use serde::{Deserialize, Serialize};

use crate::actor::Party;
use crate::time::Day;

/// Whether the student's school must clear the work, and whether it has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Authorization {
    /// The student needs none.
    #[default]
    NotNeeded,
    /// An international-student officer must clear it.
    Needed,
    /// Cleared, with evidence, up to and including a day.
    Cleared {
        /// The last day it covers.
        until: Day,
    },
}

/// The onboarding checklist of one engagement.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Checklist {
    /// The student has signed the agreement.
    pub agreement_student: bool,
    /// The host has signed it.
    pub agreement_host: bool,
    /// The program has signed it.
    pub agreement_program: bool,
    /// The worker classification is decided and its record written.
    pub classification: bool,
    /// Work authorization.
    pub authorization: Authorization,
    /// The day of the kick-off meeting.
    pub kickoff: Option<Day>,
    /// Two or three learning goals are agreed.
    pub goals: bool,
}

/// One thing that is not done yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missing {
    /// Who has to do it.
    pub owner: Party,
    /// What, as others read it: `The host signs the agreement`.
    pub words: &'static str,
    /// What, as its owner reads it: `Sign the agreement`.
    pub yours: &'static str,
}

impl Checklist {
    /// What is missing and who has to do it, in the order of the list on screen. `end` is the last
    /// day of the work: an authorization that stops earlier is missing.
    #[must_use]
    pub fn missing(&self, end: Day) -> Vec<Missing> {
        let authorized = match self.authorization {
            Authorization::NotNeeded => true,
            Authorization::Needed => false,
            Authorization::Cleared { until } => until >= end,
        };
        let items = [
            (self.agreement_student, Party::Student, "The student signs the agreement", "Sign the agreement"),
            (self.agreement_host, Party::Host, "The host signs the agreement", "Sign the agreement"),
            (
                self.classification,
                Party::Staff,
                "The program chooses the worker classification",
                "Choose the worker classification",
            ),
            (
                self.agreement_program,
                Party::Staff,
                "The program signs the agreement",
                "Sign the agreement for the program",
            ),
            (
                authorized,
                Party::Dso,
                "Work authorization is cleared up to the last day",
                "Clear the work authorization up to the last day",
            ),
            (self.kickoff.is_some(), Party::Host, "The kick-off meeting is set", "Set the day of the kick-off meeting"),
            (self.goals, Party::Student, "Two or three learning goals are agreed", "Write two or three learning goals"),
        ];
        let open = items.into_iter().filter(|(done, ..)| !done);
        open.map(|(_, owner, words, yours)| Missing { owner, words, yours }).collect()
    }

    /// Whether this party has signed the agreement; the program is [`Party::Staff`].
    #[must_use]
    pub const fn has_signed(&self, party: Party) -> bool {
        match party {
            Party::Student => self.agreement_student,
            Party::Host => self.agreement_host,
            Party::Staff => self.agreement_program,
            _ => false,
        }
    }

    /// Notes a signature.
    pub(super) const fn sign(&mut self, party: Party) {
        match party {
            Party::Student => self.agreement_student = true,
            Party::Host => self.agreement_host = true,
            Party::Staff => self.agreement_program = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_new_list_lacks_everything_but_an_authorization_nobody_needs() {
        assert_eq!(Checklist::default().missing(date(2026, 12, 11)).len(), 6);
    }

    #[test]
    fn an_authorization_must_reach_the_last_day() {
        let cleared = |until| Checklist { authorization: Authorization::Cleared { until }, ..Checklist::default() };
        let lacks = |list: Checklist| list.missing(date(2026, 12, 11)).iter().any(|one| one.owner == Party::Dso);
        assert!(lacks(cleared(date(2026, 12, 10))));
        assert!(!lacks(cleared(date(2026, 12, 11))));
        assert!(lacks(Checklist { authorization: Authorization::Needed, ..Checklist::default() }));
    }
}
