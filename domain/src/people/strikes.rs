//! Strikes: a student who never came (`workflow.md` sections 3 and 6).

use crate::refusal::Refusal;

/// Days a strike counts: twelve months.
pub const STRIKE_DAYS: i64 = 365;
/// From so many strikes on a student cannot apply.
pub const RESTRICTED_FROM: i64 = 2;

/// Whether somebody with so many strikes may apply.
#[must_use]
pub const fn is_restricted(strikes: i64) -> bool {
    strikes >= RESTRICTED_FROM
}

/// What a student with so many strikes may do, and what helps, in a sentence to them.
#[must_use]
pub fn in_words(strikes: i64) -> String {
    if is_restricted(strikes) {
        format!("That is {strikes} times within twelve months, so you cannot apply for now.")
    } else {
        "With a second one within twelve months you could not apply for a while.".to_owned()
    }
}

/// Whether a strike may be lifted: once, with a reason.
///
/// # Errors
/// A refusal for one that is lifted already, or that was never given.
pub fn may_lift(given: bool, lifted: bool) -> Result<(), Refusal> {
    match (given, lifted) {
        (false, _) => Err(Refusal::rule("There is no strike here: the student was not reported as missing.")),
        (true, true) => Err(Refusal::rule("This strike is lifted already.")),
        (true, false) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_strike_restricts() {
        assert!(!is_restricted(0) && !is_restricted(1) && is_restricted(2) && is_restricted(3));
        assert!(in_words(1).contains("second") && in_words(2).contains("cannot apply"));
    }

    #[test]
    fn a_strike_is_lifted_once() {
        assert!(may_lift(true, false).is_ok());
        assert!(may_lift(true, true).is_err() && may_lift(false, false).is_err());
    }
}
