//! What is asked for, and what a pause does to the dates.

use crate::engagements::Authorization;
use crate::event::Reason;
use crate::fields::FieldErrors;
use crate::time::{Day, days_between, long_date, parse_day, plus_days};

/// Days a pause may take at most (`workflow.md` section 3, side states).
pub const MOST_DAYS: i64 = 30;

/// A pause as it is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPause {
    /// The last day of the pause.
    pub until: Day,
    /// Why; the other side and staff read it.
    pub reason: Reason,
}

impl NewPause {
    /// Reads the fields `until` and `reason`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(until: &str, reason: &str, today: Day) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let until = errors.keep("until", parse_day(until).ok_or("Choose the last day of the pause from the calendar."));
        if let Some(Err(message)) = until.map(|until| fits(until, today)) {
            errors.add("until", message);
        }
        let reason = errors.keep("reason", Reason::parse(reason));
        errors.finish(until.zip(reason).map(|(until, reason)| Self { until, reason }))
    }
}

/// A pause that begins on `today` ends on a later day, at most 30 days away.
///
/// # Errors
/// The sentence beside the field.
pub(super) fn fits(until: Day, today: Day) -> Result<(), String> {
    let days = days_between(today, until);
    if days < 1 {
        return Err(format!("{} is not to come. Choose a later day.", long_date(until)));
    }
    if days > MOST_DAYS {
        let last = long_date(plus_days(today, MOST_DAYS));
        return Err(format!("A pause takes {MOST_DAYS} days at most. Choose {last} or an earlier day."));
    }
    Ok(())
}

/// Days the clock stood still when work paused on `since` goes on on `today`.
#[must_use]
pub fn days_stopped(since: Day, today: Day) -> i64 {
    days_between(since, today).max(0)
}

/// The last day after a pause of so many days: moved by them, never past what the work authorization covers and never
/// earlier than agreed.
#[must_use]
pub fn moved_end(end: Day, days: i64, authorization: Authorization) -> Day {
    let moved = plus_days(end, days);
    match authorization {
        Authorization::Cleared { until } => moved.min(until).max(end),
        Authorization::Unsaid | Authorization::Needed | Authorization::NotNeeded => moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Day = date(2026, 12, 8);

    #[test]
    fn a_pause_ends_within_thirty_days() {
        let read = |until: &str| NewPause::parse(until, "My exams are in these weeks.", TODAY);
        assert!(read("2026-12-09").is_ok() && read("2027-01-07").is_ok());
        for bad in ["2026-12-08", "2026-12-01", "2027-01-08", "soon", ""] {
            assert_eq!(read(bad).unwrap_err().0.keys().collect::<Vec<_>>(), ["until"], "{bad}");
        }
        let errors = NewPause::parse("", " ", TODAY).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["reason", "until"]);
    }

    #[test]
    fn the_last_day_moves_up_to_the_clearance() {
        let end = date(2026, 12, 18);
        assert_eq!(moved_end(end, 5, Authorization::NotNeeded), date(2026, 12, 23));
        assert_eq!(moved_end(end, 5, Authorization::Cleared { until: date(2026, 12, 20) }), date(2026, 12, 20));
        assert_eq!(moved_end(end, 5, Authorization::Cleared { until: date(2026, 12, 1) }), end);
    }

    proptest! {
        #[test]
        fn it_never_ends_earlier(days in 0_i64..60, cleared in -40_i64..80) {
            let end = date(2026, 12, 18);
            let until = plus_days(end, cleared);
            let moved = moved_end(end, days, Authorization::Cleared { until });
            prop_assert!(moved >= end && moved <= plus_days(end, days) && (moved <= until || moved == end));
        }
    }
}
