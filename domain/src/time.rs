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
    from_number(number(day).saturating_add(days)).unwrap_or(if days < 0 { Day::MIN } else { Day::MAX })
}

/// Days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: Day, to: Day) -> i64 {
    number(to) - number(from)
}

// Counting days and reading `2026-12-08` are done here although jiff can: its spans, parser and error
// texts would add 30 kB to the WebAssembly. The tests compare both.

/// Days since 1 March of the year 0: years begin in March, so that the leap day is the last one
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
fn number(day: Day) -> i64 {
    let (month, day_of_month) = (i64::from(day.month()), i64::from(day.day()));
    let year = i64::from(day.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
}

/// The day of a [`number`] (`civil_from_days` of the same source); `None` outside the calendar.
fn from_number(number: i64) -> Option<Day> {
    let era = number.div_euclid(146_097);
    let day_of_era = number.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
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

/// `8 Dec 2026`: where the year is not a matter of course.
#[must_use]
pub fn dated(day: Day) -> String {
    format!("{} {}", short_date(day), day.year())
}

/// [`long_date`], with the year where it is not the one it is read in: `Friday 8 January 2027`.
#[must_use]
pub fn long_date_read(day: Day, today: Day) -> String {
    let date = long_date(day);
    if day.year() == today.year() { date } else { format!("{date} {}", day.year()) }
}

/// [`short_date`], with the year where it is not the one it is read in: `8 Jan 2027`.
#[must_use]
pub fn short_date_read(day: Day, today: Day) -> String {
    if day.year() == today.year() { short_date(day) } else { dated(day) }
}

/// `Due today`, `Due tomorrow`, `Due Friday 11 December`, `Was due Friday 4 December`.
#[must_use]
pub fn due_words(day: Day, today: Day) -> String {
    match days_between(today, day) {
        0 => "Due today".to_owned(),
        1 => "Due tomorrow".to_owned(),
        days if days < 0 => format!("Was due {}", long_date(day)),
        _ => format!("Due {}", long_date(day)),
    }
}

/// `December`.
#[must_use]
pub fn month(day: Day) -> &'static str {
    MONTHS[(day.month().unsigned_abs() as usize - 1) % 12]
}

/// 1 to 12 for a month's name, its first three letters, or `sept`, in any case. Pages and the backend only.
#[must_use]
pub fn month_number(word: &str) -> Option<i8> {
    let short = word.len() == 3;
    let named = (1..).zip(MONTHS).find(|(_, name)| {
        word.eq_ignore_ascii_case(name) || (short && name.get(..3).is_some_and(|name| word.eq_ignore_ascii_case(name)))
    });
    named.map(|(number, _)| number).or_else(|| word.eq_ignore_ascii_case("sept").then_some(9))
}

/// Reads `2026-12-08`, as a date input sends it.
#[must_use]
pub fn parse_day(text: &str) -> Option<Day> {
    let mut parts = text.trim().splitn(3, '-');
    let mut part = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2026-12-08`, as a date input wants it.
#[must_use]
pub fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// Days in JSON as [`iso`] writes them: `#[serde(with = "crate::time::as_text")]`. The same text as
/// jiff's own, without its parser in the WebAssembly.
pub mod as_text {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use super::{Day, iso, parse_day};

    /// Writes `2026-12-08`.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&iso(*day))
    }

    /// Reads `2026-12-08`.
    ///
    /// # Errors
    /// When the text is no day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_day(&text).ok_or_else(|| D::Error::custom("not a day"))
    }

    /// The same for a list of days.
    pub mod list {
        use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

        use super::{Day, iso, parse_day};

        /// Writes a list of texts.
        ///
        /// # Errors
        /// The serializer's.
        pub fn serialize<S: Serializer>(days: &[Day], serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(days.iter().map(|day| iso(*day)))
        }

        /// Reads a list of texts.
        ///
        /// # Errors
        /// When a text is no day.
        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Day>, D::Error> {
            let texts = Vec::<String>::deserialize(deserializer)?;
            texts.iter().map(|text| parse_day(text).ok_or_else(|| D::Error::custom("not a day"))).collect()
        }
    }

    /// The same for a list of spans of days.
    pub mod spans {
        use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

        use super::{Day, iso, parse_day};

        /// Writes pairs of texts.
        ///
        /// # Errors
        /// The serializer's.
        pub fn serialize<S: Serializer>(spans: &[(Day, Day)], serializer: S) -> Result<S::Ok, S::Error> {
            let texts: Vec<(String, String)> = spans.iter().map(|(first, last)| (iso(*first), iso(*last))).collect();
            texts.serialize(serializer)
        }

        /// Reads pairs of texts.
        ///
        /// # Errors
        /// When a text is no day.
        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(Day, Day)>, D::Error> {
            let texts = Vec::<(String, String)>::deserialize(deserializer)?;
            let span = |(first, last): &(String, String)| Some((parse_day(first)?, parse_day(last)?));
            texts.iter().map(|texts| span(texts).ok_or_else(|| D::Error::custom("not a day"))).collect()
        }
    }
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

    #[test]
    fn the_year_stands_where_it_is_another_one() {
        let today = date(2026, 11, 22);
        let (same, other) = (date(2026, 12, 8), date(2027, 1, 8));
        assert_eq!([long_date_read(same, today), short_date_read(same, today)], ["Tuesday 8 December", "8 Dec"]);
        assert_eq!(
            [long_date_read(other, today), short_date_read(other, today)],
            ["Friday 8 January 2027", "8 Jan 2027"]
        );
    }

    #[test]
    fn a_month_is_known_by_its_name_and_its_first_letters() {
        for (word, number) in [("January", Some(1)), ("dec", Some(12)), ("SEPT", Some(9)), ("may", Some(5))] {
            assert_eq!(month_number(word), number, "{word}");
        }
        for word in ["", "ja", "janu", "décembre", "sep.", "éa"] {
            assert_eq!(month_number(word), None, "{word}");
        }
    }

    #[test]
    fn what_is_over_was_due() {
        let today = date(2026, 11, 22);
        let words = |day| due_words(date(2026, 11, day), today);
        assert_eq!(
            [words(19), words(22), words(23), words(24)],
            ["Was due Thursday 19 November", "Due today", "Due tomorrow", "Due Tuesday 24 November"]
        );
    }

    proptest::proptest! {
        #[test]
        fn counting_days_agrees_with_jiff(number in -4_000_000_i64..4_000_000, days in -100_000_i64..100_000) {
            let Some(day) = from_number(number) else { return Ok(()) };
            proptest::prop_assert_eq!(super::number(day), number);
            let moved = jiff::Span::new().try_days(days).ok().and_then(|span| day.checked_add(span).ok());
            if let Some(moved) = moved {
                proptest::prop_assert_eq!(plus_days(day, days), moved);
                proptest::prop_assert_eq!(days_between(day, moved), days);
            }
            if (0..=9999).contains(&day.year()) {
                proptest::prop_assert_eq!(iso(day), day.to_string());
                proptest::prop_assert_eq!(parse_day(&iso(day)), Some(day));
            }
        }

        #[test]
        fn parsing_never_panics(text in ".{0,40}") {
            let _ = Minutes::parse(&text);
            let _ = parse_day(&text);
            let _ = crate::money::Cents::parse(&text);
        }
    }
}
