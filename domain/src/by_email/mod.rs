//! What a host may do by a link in a letter, without signing in: one deed, once, while what it is about stays as it was.

use crate::time::Instant;

/// Days a link works when nothing changes meanwhile.
pub const LASTS_DAYS: i64 = 14;

crate::words! {
    /// What a link does.
    pub enum Deed {
        /// Approves the hours of one week.
        ApproveWeek = "approve_week",
        /// Accepts one milestone as it was handed in.
        AcceptMilestone = "accept_milestone",
        /// Answers one check-in of a student.
        AnswerCheckIn = "answer_check_in",
    }
}

/// Why a link does nothing any more. Said only to somebody who holds the link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dead {
    /// It has done what it was for.
    Used,
    /// Its days are over.
    Expired,
    /// What it is about is not as it was when the letter was written: answered, sent back, or changed.
    Changed,
}

impl Dead {
    /// What happened, in plain words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Used => "This link was used already. Each link works once.",
            Self::Expired => "This link has run out. It worked for 14 days.",
            Self::Changed => {
                "What this link is about has changed since the letter was written: it was answered, sent back or handed in \
                 anew. Nothing was done."
            }
        }
    }
}

/// What is known of a link and of what it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Whether it did its deed.
    pub used: bool,
    /// When its days are over.
    pub expires: Instant,
    /// The state it is bound to.
    pub bound_to: i32,
    /// The state now; nothing when what it was about is gone.
    pub state: Option<i32>,
}

impl Standing {
    /// Why it does nothing any more; nothing while it works.
    #[must_use]
    pub fn dead(self, now: Instant) -> Option<Dead> {
        if self.used {
            Some(Dead::Used)
        } else if self.state != Some(self.bound_to) {
            Some(Dead::Changed)
        } else if self.expires <= now {
            Some(Dead::Expired)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(false, 10, Some(3), None)]
    #[case(false, 9, Some(3), Some(Dead::Expired))]
    #[case(false, 10, Some(4), Some(Dead::Changed))]
    #[case(false, 10, None, Some(Dead::Changed))]
    // What was used is said first: it is what its holder did.
    #[case(true, 9, Some(4), Some(Dead::Used))]
    #[case(false, 9, Some(4), Some(Dead::Changed))]
    fn a_link_works_once_in_time_and_in_one_state(
        #[case] used: bool,
        #[case] expires: i64,
        #[case] state: Option<i32>,
        #[case] dead: Option<Dead>,
    ) {
        let second = |second| Instant::from_second(second).unwrap();
        let link = Standing { used, expires: second(expires), bound_to: 3, state };
        assert_eq!(link.dead(second(9)), dead);
    }
}
