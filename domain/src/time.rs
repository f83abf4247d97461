//! Instants, days, weeks and minutes. Nothing here knows what time it is: "now" is an argument.

use serde::{Deserialize, Serialize};

/// A point in time, UTC.
pub use jiff::Timestamp as Instant;
/// A calendar day in the program's time zone.
pub use jiff::civil::Date as Day;

use crate::policy::Calendar;

/// When something is done: the instant, and what the program's calendar says of it.
#[derive(Clone, Debug)]
pub struct Now {
    /// The instant, UTC.
    pub at: Instant,
    /// The day it is in the program's zone.
    pub today: Day,
    /// The program's working days.
    pub calendar: Calendar,
}

/// A length of time in whole minutes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub i32);

/// Why a text is not a length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MinutesError {
    /// None of the accepted forms.
    #[error("Write a time such as 1:30, 1.5 or 90m.")]
    NotATime,
    /// Zero or less.
    #[error("Write more than zero minutes.")]
    Nothing,
    /// More than a day.
    #[error("One day has 24 hours at most.")]
    MoreThanADay,
}

impl Minutes {
    /// Whole hours as minutes.
    #[must_use]
    pub const fn hours(hours: i32) -> Self {
        Self(hours * 60)
    }

    /// Reads `1:30`, `1.5`, `1,5`, `1.5 h`, `90m`, `2h 15m`. One day at most.
    ///
    /// # Errors
    /// [`MinutesError`] says which of the three things is wrong.
    pub fn parse(text: &str) -> Result<Self, MinutesError> {
        let text = text.trim().to_ascii_lowercase().replace(',', ".").replace(' ', "");
        let minutes = if let Some((hours, minutes)) = text.split_once(':') {
            let minutes = whole(minutes)?;
            if minutes > 59 {
                return Err(MinutesError::NotATime);
            }
            whole(hours)? * 60 + minutes
        } else if let Some(minutes) = text.strip_suffix("min").or_else(|| text.strip_suffix('m')) {
            match minutes.split_once('h') {
                Some((hours, minutes)) => whole(hours)? * 60 + whole(minutes)?,
                None => whole(minutes)?,
            }
        } else {
            decimal_hours(text.strip_suffix('h').unwrap_or(&text))?
        };
        match minutes {
            0 => Err(MinutesError::Nothing),
            1..=1440 => Ok(Self(minutes)),
            _ => Err(MinutesError::MoreThanADay),
        }
    }

    /// `18:05`: how tables and inputs show time.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl std::fmt::Display for Minutes {
    /// `24 h`, `1 h 30 min`, `45 min`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (hours, 0) => write!(f, "{hours} h"),
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

fn whole(text: &str) -> Result<i32, MinutesError> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(MinutesError::NotATime);
    }
    text.parse().map_err(|_| MinutesError::NotATime)
}

/// Hours with at most two decimals, rounded to the minute.
fn decimal_hours(text: &str) -> Result<i32, MinutesError> {
    let (hours, part) = text.split_once('.').unwrap_or((text, "0"));
    if part.len() > 2 {
        return Err(MinutesError::NotATime);
    }
    let hundredths = whole(&format!("{part:0<2}"))?;
    Ok(whole(hours)? * 60 + (hundredths * 60 + 50) / 100)
}

/// A week, named by its Monday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Week(Day);

impl Week {
    /// The week that holds `day`.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        Self(plus_days(day, -back))
    }

    /// Its Monday.
    #[must_use]
    pub const fn monday(self) -> Day {
        self.0
    }

    /// Its Sunday.
    #[must_use]
    pub fn sunday(self) -> Day {
        plus_days(self.0, 6)
    }

    /// Monday to Sunday.
    pub fn days(self) -> impl Iterator<Item = Day> {
        (0..7).map(move |n| plus_days(self.0, n))
    }

    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(plus_days(self.0, 7))
    }

    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(plus_days(self.0, -7))
    }
}

/// `day` moved by whole days; stays at the calendar's end instead of failing.
#[must_use]
pub fn plus_days(day: Day, days: i64) -> Day {
    day.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default())
}

/// Days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Day, to: Day) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// `at` moved by whole hours; stays at the calendar's end instead of failing.
#[must_use]
pub fn plus_hours(at: Instant, hours: i64) -> Instant {
    at.saturating_add(jiff::SignedDuration::from_hours(hours)).unwrap_or(at)
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `Tuesday`.
#[must_use]
pub fn weekday(day: Day) -> &'static str {
    WEEKDAYS[day.weekday().to_monday_zero_offset().unsigned_abs() as usize]
}

/// `Tuesday 8 December`: dates carry their weekday (`design.md`, Words).
#[must_use]
pub fn long_date(day: Day) -> String {
    format!("{} {} {}", weekday(day), day.day(), month(day))
}

/// `8 Dec`: tables and tags.
#[must_use]
pub fn short_date(day: Day) -> String {
    format!("{} {}", day.day(), &month(day)[..3])
}

/// `December`.
#[must_use]
pub fn month(day: Day) -> &'static str {
    MONTHS[(day.month().unsigned_abs() as usize - 1) % 12]
}

/// Reads `2026-12-08`, as a date input sends it.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn minutes_accept_what_people_type() {
        for (text, minutes) in [
            ("1:30", 90),
            ("1.5", 90),
            ("1,5", 90),
            ("90m", 90),
            ("2h15m", 135),
            ("1.75 h", 105),
            ("24", 1440),
            ("0.25", 15),
            ("45 min", 45),
        ] {
            assert_eq!(Minutes::parse(text), Ok(Minutes(minutes)), "{text}");
        }
        assert_eq!(Minutes::parse("0"), Err(MinutesError::Nothing));
        assert_eq!(Minutes::parse("25"), Err(MinutesError::MoreThanADay));
        for bad in ["", "abc", "1:75", "-1", "1.234", ":", "1:", "99999999999999"] {
            assert_eq!(Minutes::parse(bad), Err(MinutesError::NotATime), "{bad}");
        }
    }

    #[test]
    fn a_week_starts_on_monday() {
        let week = Week::of(date(2026, 12, 3));
        assert_eq!((week.monday(), week.sunday()), (date(2026, 11, 30), date(2026, 12, 6)));
        assert_eq!(Week::of(date(2026, 11, 30)), week);
        assert_eq!(Week::of(date(2026, 12, 6)), week);
    }

    #[test]
    fn dates_carry_their_weekday() {
        assert_eq!(long_date(date(2026, 12, 8)), "Tuesday 8 December");
        assert_eq!(short_date(date(2026, 12, 8)), "8 Dec");
        assert_eq!(days_between(date(2026, 12, 1), date(2027, 2, 1)), 62);
    }

    proptest::proptest! {
        #[test]
        fn parsing_never_panics(text in ".{0,40}") {
            let _ = Minutes::parse(&text);
            let _ = crate::money::Cents::parse(&text);
        }
    }
}
