//! The one next action of an engagement: which of everything that is asked of somebody comes first.

/// Something an engagement asks of whoever looks. Declared in the order in which it is asked: what keeps people safe and
/// what runs out comes first, then what somebody else waits for, then one's own work, then what can be sent any time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Next {
    /// A problem waits for this person.
    Problem,
    /// The checklist before the start.
    Onboarding,
    /// The handed-in work waits for the host.
    AnswerWork,
    /// One more round was asked for.
    Revise,
    /// The other side asks for a pause.
    AnswerPause,
    /// The hours run out: pick a way out, or answer the other side's.
    Hours,
    /// An extension waits for an answer.
    AnswerExtension,
    /// A week came back.
    FixWeek,
    /// A milestone came back.
    FixMilestone,
    /// A milestone waits for the host.
    AnswerMilestone,
    /// A week waits for the host.
    AnswerWeek,
    /// The student named something that is in the way.
    AnswerCheckIn,
    /// Somebody asked staff for help at the mid-point.
    AnswerHelp,
    /// The form of the mid-point.
    MidPoint,
    /// This week's check-in.
    CheckIn,
    /// The next milestone.
    HandInMilestone,
    /// The whole work.
    HandIn,
    /// Messages nobody of this side has read.
    Read,
    /// The review.
    Review,
    /// What the student may show of the finished work.
    Showing,
}

/// What is asked, the first one first; what is asked twice keeps its order.
pub fn in_order<T>(asked: &mut [T], kind: impl Fn(&T) -> Next) {
    asked.sort_by_key(kind);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Next; 20] = [
        Next::Problem,
        Next::Onboarding,
        Next::AnswerWork,
        Next::Revise,
        Next::AnswerPause,
        Next::Hours,
        Next::AnswerExtension,
        Next::FixWeek,
        Next::FixMilestone,
        Next::AnswerMilestone,
        Next::AnswerWeek,
        Next::AnswerCheckIn,
        Next::AnswerHelp,
        Next::MidPoint,
        Next::CheckIn,
        Next::HandInMilestone,
        Next::HandIn,
        Next::Read,
        Next::Review,
        Next::Showing,
    ];

    #[test]
    fn what_others_wait_for_comes_before_ones_own_work_and_that_before_reading() {
        let mut asked = vec![Next::Read, Next::HandInMilestone, Next::AnswerWeek, Next::Problem];
        in_order(&mut asked, |one| *one);
        assert_eq!(asked, [Next::Problem, Next::AnswerWeek, Next::HandInMilestone, Next::Read]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_equals_keep_their_order(picks in prop::collection::vec(0_usize..20, 0..30)) {
            let mut asked: Vec<(Next, usize)> = picks.iter().enumerate().map(|(at, pick)| (ALL[*pick], at)).collect();
            let before = asked.clone();
            in_order(&mut asked, |one| one.0);
            prop_assert!(asked.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(before.iter().all(|one| asked.contains(one)) && before.len() == asked.len());
        }
    }
}
