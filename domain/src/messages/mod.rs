//! Messages of an engagement, kept on the record: one thread for the student, the host and staff.

mod letters;
mod pieces;

use crate::actor::Party;
use crate::fields::FieldErrors;
use crate::refusal::Refusal;
use crate::time::Instant;

pub use letters::letter_due;
pub use pieces::{Piece, pieces};

/// Minutes after sending within which the writer may take a message back.
pub const WITHDRAW_MINUTES: i64 = 15;
const MOST: usize = 4_000;

crate::words! {
    /// As whom somebody writes.
    pub enum Voice {
        /// The student of the engagement.
        Student = "student",
        /// A member of its host.
        Host = "host",
        /// Staff of the program.
        Staff = "staff",
    }
}

impl Voice {
    /// As whom somebody who is these parties writes; `None` for people who may not.
    #[must_use]
    pub fn of(parties: &[Party]) -> Option<Self> {
        let all = [(Party::Student, Self::Student), (Party::Host, Self::Host), (Party::Staff, Self::Staff)];
        all.into_iter().find(|(party, _)| parties.contains(party)).map(|(_, voice)| voice)
    }

    /// The party of the event.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::Student => Party::Student,
            Self::Host => Party::Host,
            Self::Staff => Party::Staff,
        }
    }
}

/// A message as it is sent. It never changes afterwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMessage(String);

impl NewMessage {
    /// Reads the field `message`: 1 to 4,000 characters. Line breaks stay; marks nobody sees, which could turn a line
    /// around, go.
    ///
    /// # Errors
    /// A message beside `message`.
    pub fn parse(text: &str) -> Result<Self, FieldErrors> {
        let plain: String = text
            .replace("\r\n", "\n")
            .chars()
            .filter(|c| !crate::fields::is_unseen(*c) && (!c.is_control() || matches!(*c, '\n' | '\t' | '\0')))
            .collect();
        let mut errors = FieldErrors::new();
        if plain.trim().is_empty() {
            errors.add("message", "Write a message first.");
        }
        let text = errors.text("message", "Your message", &plain, 1, MOST);
        errors.finish(text.map(Self))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a message that was sent at `sent` can still be taken back.
///
/// # Errors
/// The rule that stands in the way.
pub fn may_withdraw(sent: Instant, withdrawn: bool, now: Instant) -> Result<(), Refusal> {
    if withdrawn {
        return Err(Refusal::rule("This message was taken back already."));
    }
    if now.duration_since(sent).as_secs() > WITHDRAW_MINUTES * 60 {
        return Err(Refusal::rule(format!(
            "A message can be taken back within {WITHDRAW_MINUTES} minutes. Write another one that puts it right."
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_message_keeps_its_lines_and_loses_what_nobody_sees() {
        let read = |text: &str| NewMessage::parse(text).map(|message| message.as_str().to_owned());
        assert_eq!(read(" one\r\ntwo\u{202e} ").unwrap(), "one\ntwo");
        assert_eq!(read("<script>alert(1)</script>").unwrap(), "<script>alert(1)</script>", "text stays text");
        for bad in ["", " \n ", "\u{200b}", "a\0b"] {
            assert_eq!(read(bad).unwrap_err().0.keys().collect::<Vec<_>>(), ["message"], "{bad:?}");
        }
        assert!(read(&"é".repeat(4_000)).is_ok() && read(&"é".repeat(4_001)).is_err());
    }

    #[test]
    fn it_can_be_taken_back_for_a_quarter_of_an_hour_and_once() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let sent = at("2026-12-07T15:00:00Z");
        assert_eq!(may_withdraw(sent, false, at("2026-12-07T15:15:00Z")), Ok(()));
        assert!(may_withdraw(sent, false, at("2026-12-07T15:15:01Z")).is_err());
        assert!(may_withdraw(sent, true, sent).is_err());
    }

    #[test]
    fn only_the_two_sides_and_staff_have_a_voice() {
        for party in Party::ALL {
            let voice = Voice::of(&[party]);
            assert_eq!(voice.map(Voice::party), voice.map(|_| party));
            assert_eq!(voice.is_some(), matches!(party, Party::Student | Party::Host | Party::Staff), "{party:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_read_the_same_again(text in ".{0,80}") {
            if let Ok(message) = NewMessage::parse(&text) {
                prop_assert_eq!(NewMessage::parse(message.as_str()), Ok(message.clone()));
                prop_assert!(!message.as_str().trim().is_empty());
            }
        }
    }
}
