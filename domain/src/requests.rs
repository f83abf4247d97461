//! What one side of an engagement asks of the other: a pause, an extension, other hours (`workflow.md` section 3). The
//! side that asked may take it back; only the other side answers.

use crate::actor::{Actor, Party};
use crate::event::Reason;
use crate::ids::PersonId;
use crate::machine::Word as _;
use crate::refusal::Refusal;
use crate::reviews::Side;

/// The side of an engagement somebody is on who is these parties to it.
#[must_use]
pub fn side_of(parties: &[Party]) -> Option<Side> {
    Side::ALL.iter().copied().find(|side| parties.contains(&side.party()))
}

/// What a side does with a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Say yes, for the side that was asked.
    Accept,
    /// Say no, for the side that was asked, because.
    Decline(Reason),
    /// Take it back, for the side that asked.
    Withdraw,
}

impl Answer {
    /// Reads the button that was pressed and the reason beside it; none where there is no such button.
    ///
    /// # Errors
    /// A message beside the reason of a no.
    pub fn parse(button: &str, reason: &str) -> Option<Result<Self, String>> {
        match button {
            "accept" => Some(Ok(Self::Accept)),
            "decline" => Some(Reason::parse(reason).map(Self::Decline)),
            "withdraw" => Some(Ok(Self::Withdraw)),
            _ => None,
        }
    }
}

/// Which side a command about a request is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum For {
    /// The side that was asked.
    Asked,
    /// The side that asks.
    Asking,
    /// Any party of the rule.
    Anybody,
}

/// Those of `parties` that may give a command which is `meant` for one side of what `side` asks for.
pub(crate) fn entitled(meant: For, side: Option<Side>, parties: &[Party]) -> Vec<Party> {
    let barred = match meant {
        For::Asked => side.map(Side::party),
        For::Asking => side.map(|side| side.other().party()),
        For::Anybody => None,
    };
    parties.iter().copied().filter(|party| Some(*party) != barred).collect()
}

/// Nobody answers what they asked for themselves, also not as a member of both sides.
pub(crate) fn is_not_ones_own(by: &Actor, proposer: Option<PersonId>) -> Result<(), Refusal> {
    if by.person_id().is_some() && by.person_id() == proposer {
        return Err(Refusal::rule("You asked for this yourself. Somebody else has to answer it."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Party::{Host, Staff, Student};

    #[test]
    fn the_other_side_answers_and_the_asking_side_takes_back() {
        let all = [Student, Host, Staff];
        assert_eq!(entitled(For::Asked, Some(Side::Host), &all), [Student, Staff]);
        assert_eq!(entitled(For::Asking, Some(Side::Host), &all), [Host, Staff]);
        assert_eq!(entitled(For::Anybody, Some(Side::Host), &all), all);
        assert_eq!(entitled(For::Asked, None, &all), all);
    }

    #[test]
    fn only_a_no_needs_a_reason() {
        assert_eq!(Answer::parse("accept", ""), Some(Ok(Answer::Accept)));
        assert_eq!(Answer::parse("withdraw", ""), Some(Ok(Answer::Withdraw)));
        assert!(matches!(Answer::parse("decline", " "), Some(Err(_))));
        assert!(matches!(Answer::parse("decline", "Exams are in that week."), Some(Ok(Answer::Decline(_)))));
        assert_eq!(Answer::parse("agree", "Exams are in that week."), None);
    }
}
