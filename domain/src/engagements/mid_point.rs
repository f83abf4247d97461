//! The mid-point of the work: a short form for both sides (`workflow.md` section 3, check-ins).

use crate::fields::FieldErrors;
use crate::machine::Word as _;
use crate::time::{Day, days_between, plus_days};

const LEAST: usize = 5;
const MOST: usize = 1_000;
/// Days before its day on which the form is asked for.
const ASKED: i64 = 3;

crate::words! {
    /// How the hours go, at half of the work.
    pub enum HoursTrack {
        /// As planned.
        OnTrack = "on_track",
        /// It takes less than planned.
        Under = "under",
        /// It takes more than planned.
        Over = "over",
    }
}

impl HoursTrack {
    /// In plain words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::Under => "It takes less than planned",
            Self::Over => "It takes more than planned",
        }
    }
}

/// The day of the mid-point: halfway between the first and the last day.
#[must_use]
pub fn mid_point_due(start: Day, end: Day) -> Day {
    plus_days(start, days_between(start, end).max(0) / 2)
}

/// Whether the form can be sent: from three days before its day on, as long as the work goes on.
#[must_use]
pub fn mid_point_asked(start: Day, end: Day, today: Day) -> bool {
    today >= plus_days(mid_point_due(start, end), -ASKED)
}

/// One side's answers at half of the work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMidPoint {
    /// What goes well.
    pub going_well: String,
    /// One thing that should change.
    pub change: String,
    /// How the hours go.
    pub hours: HoursTrack,
    /// What help of staff is needed; empty for none.
    pub help: String,
}

impl NewMidPoint {
    /// Reads the fields `going_well`, `change`, `hours` and `help` (may be empty).
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(going_well: &str, change: &str, hours: &str, help: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let going_well = errors.text("going_well", "What goes well", going_well, LEAST, MOST);
        let change = errors.text("change", "What should change", change, LEAST, MOST);
        let hours = errors.keep("hours", HoursTrack::from_word(hours).ok_or("Choose how the hours go."));
        let help = errors.text("help", "What you need", help, 0, MOST);
        let form = match (going_well, change, hours, help) {
            (Some(going_well), Some(change), Some(hours), Some(help)) => Some(Self { going_well, change, hours, help }),
            _ => None,
        };
        errors.finish(form)
    }

    /// Whether staff have to answer it.
    #[must_use]
    pub const fn needs_help(&self) -> bool {
        !self.help.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn it_is_due_at_half_and_asked_for_three_days_before() {
        let (start, end) = (date(2026, 12, 7), date(2026, 12, 18));
        assert_eq!(mid_point_due(start, end), date(2026, 12, 12));
        assert!(!mid_point_asked(start, end, date(2026, 12, 8)) && mid_point_asked(start, end, date(2026, 12, 9)));
        assert_eq!(mid_point_due(end, start), end, "wrong dates stay a date");
    }

    #[test]
    fn help_may_stay_empty() {
        let read = NewMidPoint::parse("Clear answers", "Fewer calls", "over", " ").unwrap();
        assert!(!read.needs_help() && read.hours == HoursTrack::Over);
        let errors = NewMidPoint::parse("", "ok", "fine", &"a".repeat(1_001)).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["change", "going_well", "help", "hours"]);
    }
}
