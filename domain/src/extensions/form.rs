//! What somebody asks for.

use super::extent::{Case, Extent, Ground};
use crate::event::Reason;
use crate::fields::FieldErrors;
use crate::money::Cents;
use crate::policy::Policy;
use crate::time::{Day, Minutes, parse_day};

/// An extension as it is asked for. What is left empty stays as agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewExtension {
    /// The new last day.
    pub end: Option<Day>,
    /// The most hours in all, those logged so far included.
    pub time: Option<Minutes>,
    /// The new pay before tax, in all.
    pub fee: Option<Cents>,
    /// Why; the other side and staff read it.
    pub reason: Reason,
}

impl NewExtension {
    /// Reads the fields `end`, `hours`, `fee` and `reason`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(end: &str, hours: &str, fee: &str, reason: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let day = |text: &str| parse_day(text).ok_or("Choose the day from the calendar.");
        let end = given(end).and_then(|text| errors.keep("end", day(text)));
        let time = given(hours).and_then(|text| errors.keep("hours", whole_hours(text)));
        let fee = given(fee).and_then(|text| errors.keep("fee", Cents::parse(text)));
        let reason = errors.keep("reason", Reason::parse(reason));
        errors.finish(reason.map(|reason| Self { end, time, fee, reason }))
    }

    /// Where the work would reach.
    #[must_use]
    pub fn over(&self, from: &Extent) -> Extent {
        Extent {
            end: self.end.unwrap_or(from.end),
            time: self.time.unwrap_or(from.time),
            fee: self.fee.unwrap_or(from.fee),
        }
    }

    /// Checks it against the work it is for.
    ///
    /// # Errors
    /// A message beside each field that is wrong.
    pub fn check(&self, from: &Extent, ground: &Ground, today: Day, policy: &Policy) -> Result<Extent, FieldErrors> {
        let to = self.over(from);
        let mut errors = FieldErrors::new();
        for (field, message) in (Case { from, to: &to, ground, today, policy }).problems() {
            errors.add(field, message);
        }
        errors.finish(Some(to))
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// `30`: the hours of a project are whole.
fn whole_hours(text: &str) -> Result<Minutes, &'static str> {
    let digits = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let hours = text.parse().ok().filter(|hours| digits && *hours > 0);
    hours.map(Minutes::hours).ok_or("Write whole hours, such as 30.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_left_empty_stays_as_agreed() {
        let new = NewExtension::parse("", " 30 ", "", "The data came a week late.").unwrap();
        let from = Extent { end: date(2026, 12, 11), time: Minutes::hours(24), fee: Cents(54_000) };
        assert_eq!(new.over(&from), Extent { time: Minutes::hours(30), ..from });
    }

    #[test]
    fn what_cannot_be_read_is_named_beside_its_field() {
        let errors = NewExtension::parse("tomorrow", "30:30", "plenty", " ").unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["end", "fee", "hours", "reason"]);
        for hours in ["0", "-3", "1000", "٣", "1e3", "+5"] {
            assert!(whole_hours(hours).is_err(), "{hours}");
        }
    }
}
