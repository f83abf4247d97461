//! A length of time as people write it, with the clock where they name it, and a whole entry in one line.

use crate::fields::FieldErrors;
use crate::time::{Day, Minutes};

use super::NewEntry;

const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;
/// Noon, in minutes of the day.
const NOON: i32 = 12 * HOUR;

const NO_TIME: &str = "Begin with the time, then what you did: “1.5 drafted two posts” or “9-10:30 three interviews”.";
const NO_RANGE: &str = "Write from and to such as 9-10:30 or 9am-1pm.";

/// How long, and from when where that was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// How long: more than nothing, at most a day.
    pub minutes: Minutes,
    /// When it began, in minutes of the day; it ends within the same day.
    pub starts: Option<i32>,
}

impl Span {
    /// Reads `1:30`, `1.5`, `90m`, `2h 15m`, or from and to: `9-10:30`, `9 to 1`, `1pm-2:15pm`. Without am or pm, an end
    /// that is earlier is of the afternoon: `11-1` is two hours.
    ///
    /// # Errors
    /// A sentence that says how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = plain(text);
        let Some((from, to)) = text.split_once('-') else {
            let minutes = Minutes::parse(&text).map_err(|error| error.to_string())?;
            return Ok(Self { minutes, starts: None });
        };
        let (from, _) = clock(from).ok_or(NO_RANGE)?;
        let (to, exact) = clock(to).ok_or(NO_RANGE)?;
        let to = if to < from && !exact && to < NOON { to + NOON } else { to };
        match to - from {
            ..=0 => Err("The end is not after the beginning.".to_owned()),
            minutes => Ok(Self { minutes: Minutes(minutes), starts: Some(from) }),
        }
    }

    /// The last minute it takes, exclusive; nothing without a beginning.
    #[must_use]
    pub const fn ends(&self) -> Option<i32> {
        match self.starts {
            Some(starts) => Some(starts + self.minutes.0),
            None => None,
        }
    }

    /// Whether the two share a minute. Without a beginning nobody can tell, so they do not.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let both = self.starts.zip(self.ends()).zip(other.starts.zip(other.ends()));
        both.is_some_and(|((from, to), (began, ended))| from < ended && began < to)
    }

    /// `9:00 to 10:30`, or the length alone: as it is shown, and as a field takes it back.
    #[must_use]
    pub fn words(&self) -> String {
        match self.starts.zip(self.ends()) {
            Some((from, to)) => format!("{} to {}", Minutes(from).clock(), Minutes(to).clock()),
            None => self.minutes.clock(),
        }
    }
}

/// One spelling: no spaces, lower case, `h` and `m` for the units, one kind of dash.
fn plain(text: &str) -> String {
    let mut text: String =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| if matches!(c, '–' | '—') { '-' } else { c }).collect();
    text.make_ascii_lowercase();
    for (long, short) in [
        ("to", "-"),
        ("hours", "h"),
        ("hour", "h"),
        ("hrs", "h"),
        ("hr", "h"),
        ("minutes", "m"),
        ("minute", "m"),
        ("mins", "m"),
        ("min", "m"),
    ] {
        text = text.replace(long, short);
    }
    text
}

/// Minutes of the day of `9`, `9:05`, `24:00`, `1pm`, and whether am or pm or the 24 hours leave no doubt.
fn clock(text: &str) -> Option<(i32, bool)> {
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text, Some(0)),
        (_, Some(text)) => (text, Some(NOON)),
        _ => (text, None),
    };
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    let hours_are_exact = hours.len() == 2 && half.is_none() && text.contains(':');
    let (hours, minutes) = (digits(hours, 1)?, digits(minutes, 2)?);
    let at = match half {
        Some(half) if (1..=12).contains(&hours) => hours % 12 * HOUR + minutes + half,
        Some(_) => return None,
        None => hours * HOUR + minutes,
    };
    (minutes < HOUR && at <= DAY).then_some((at, half.is_some() || hours_are_exact))
}

/// One or two digits, at least `least` of them.
fn digits(text: &str, least: usize) -> Option<i32> {
    ((least..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// Parts one line into its time and what was done: `1.5 draft two posts`, `45m call`, `1:30 review`,
/// `9-10:30 interviews`, `2 h 15 min wrote it up`.
///
/// # Errors
/// A sentence that says how to write it.
pub fn parse_line(line: &str) -> Result<(Span, String), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some(first) = words.first().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())) else {
        return Err(NO_TIME.to_owned());
    };
    let mut head = (*first).to_owned();
    let mut used = 1;
    while let Some(word) = words.get(used) {
        if !goes_on(&head, word, words.get(used + 1).copied()) {
            break;
        }
        head.push_str(word);
        used += 1;
    }
    let span = Span::parse(&head)?;
    Ok((span, words.get(used..).unwrap_or_default().join(" ")))
}

/// Whether `next` still belongs to the time that `head` begins.
fn goes_on(head: &str, next: &str, after: Option<&str>) -> bool {
    let digit_first = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let unit = |word: &str, letter: char| {
        let word = plain(word);
        word.strip_suffix(letter).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let ends_in_digit = head.ends_with(|c: char| c.is_ascii_digit());
    let is_unit = |word: &str| !digit_first(word) && (unit(word, 'h') || unit(word, 'm'));
    let is_half = |word: &str| matches!(word.to_ascii_lowercase().as_str(), "am" | "pm");
    let is_dash = |word: &str| matches!(word.to_ascii_lowercase().as_str(), "-" | "–" | "—" | "to");
    if ends_in_digit && (is_unit(next) || is_half(next)) {
        return true;
    }
    let before_to = ends_in_digit || head.ends_with("am") || head.ends_with("pm");
    if is_dash(next) {
        return before_to && after.is_some_and(digit_first);
    }
    if !digit_first(next) {
        return false;
    }
    // After a dash the end, after the hours the minutes.
    let after_dash = ["-", "–", "—", "to"].iter().any(|dash| head.to_ascii_lowercase().ends_with(dash));
    let minutes = unit(next, 'm') && !next.bytes().all(|byte| byte.is_ascii_digit());
    let minutes_apart =
        next.bytes().all(|byte| byte.is_ascii_digit()) && after.is_some_and(|word| is_unit(word) && unit(word, 'm'));
    after_dash || (plain(head).ends_with('h') && (minutes || minutes_apart))
}

impl NewEntry {
    /// Reads an entry of one line, see [`parse_line`].
    ///
    /// # Errors
    /// Messages beside `day` and `line`.
    pub fn parse_line(day: &str, line: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let day: Option<Day> = errors.keep("day", super::entry::day(day));
        let parted = errors.keep("line", parse_line(line));
        let read =
            parted.and_then(|(span, words)| Some((span, super::entry::description(&mut errors, "line", &words)?)));
        let entry = day.zip(read).map(|(day, (span, description))| Self {
            day,
            minutes: span.minutes,
            starts: span.starts,
            description,
        });
        errors.finish(entry)
    }
}

/// Minutes of a timer that ran between two readings of a device's clock, in milliseconds since 1970: rounded, at least
/// one. Both readings are instants, so a change to daylight saving between them does not count.
///
/// # Errors
/// When the clock went back, or more than a day went by: then a person has to say how long it was.
pub fn timer_minutes(began: i64, now: i64) -> Result<Minutes, String> {
    let seconds = now.saturating_sub(began) / 1_000;
    if seconds < 0 {
        return Err("The clock of this device went back while the timer ran. Write how long you worked.".to_owned());
    }
    let minutes = i32::try_from((seconds + 30) / 60).unwrap_or(i32::MAX).max(1);
    if minutes > DAY {
        return Err(format!(
            "The timer ran for more than a day: {} hours. Write how long you really worked.",
            minutes / HOUR
        ));
    }
    Ok(Minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("1.5 draft two posts", 90, None, "draft two posts")]
    #[case("45m call", 45, None, "call")]
    #[case("1:30 review", 90, None, "review")]
    #[case("9-10:30 interviews", 90, Some(540), "interviews")]
    #[case("9 - 10:30 interviews", 90, Some(540), "interviews")]
    #[case("9 to 10:30 interviews", 90, Some(540), "interviews")]
    #[case("11-1 lunch talk", 120, Some(660), "lunch talk")]
    #[case("9am - 1 pm two calls", 240, Some(540), "two calls")]
    #[case("2 h 15 min wrote it up", 135, None, "wrote it up")]
    #[case("2h 15m wrote it up", 135, None, "wrote it up")]
    #[case("2 hours read the file", 120, None, "read the file")]
    #[case("1,5 draft", 90, None, "draft")]
    #[case("2 3 charts drawn", 120, None, "3 charts drawn")]
    #[case("1 tomorrow’s charts", 60, None, "tomorrow’s charts")]
    #[case("1h 3 charts drawn", 60, None, "3 charts drawn")]
    #[case("20:00-24:00 late shift", 240, Some(1200), "late shift")]
    #[case("10:30-9:15 a long day", 645, Some(630), "a long day")]
    fn reads_a_line(#[case] line: &str, #[case] minutes: i32, #[case] starts: Option<i32>, #[case] words: &str) {
        let (span, rest) = parse_line(line).unwrap();
        assert_eq!((span.minutes.0, span.starts, rest.as_str()), (minutes, starts, words));
    }

    #[rstest]
    #[case("draft two posts")]
    #[case("")]
    #[case("90 charts")]
    #[case("10:30-09:15 interviews")]
    #[case("9-9 nothing")]
    #[case("0 nothing")]
    #[case("13pm-2pm calls")]
    #[case("9-25 calls")]
    #[case("9:75-10 calls")]
    fn says_how_to_write_it(#[case] line: &str) {
        assert!(parse_line(line).is_err(), "{line}");
    }

    #[test]
    fn a_line_is_held_to_the_rules_of_its_fields() {
        let short = NewEntry::parse_line("2026-12-03", "45m call").unwrap_err();
        assert_eq!(short.0.keys().collect::<Vec<_>>(), ["line"]);
        let entry = NewEntry::parse_line("2026-12-03", "9-10:30 interviews with two cooks").unwrap();
        assert_eq!((entry.minutes, entry.starts), (Minutes(90), Some(540)));
        assert_eq!(entry.description, "interviews with two cooks");
    }

    #[test]
    fn a_timer_counts_time_that_passed() {
        let hour = 3_600_000;
        assert_eq!(timer_minutes(0, hour), Ok(Minutes(60)));
        assert_eq!(timer_minutes(0, 4_000), Ok(Minutes(1)));
        assert_eq!(timer_minutes(0, 89_999), Ok(Minutes(1)));
        assert_eq!(timer_minutes(0, 90_000), Ok(Minutes(2)));
        assert!(timer_minutes(hour, 0).is_err());
        assert!(timer_minutes(0, 25 * hour).is_err());
        assert!(timer_minutes(i64::MIN, i64::MAX).is_err());
    }

    /// New York, 7 November 2027: from 0:30 to 2:30 are three hours, because the one from 1:00 to 2:00 comes twice.
    #[test]
    fn in_the_night_the_clocks_go_back_a_timer_counts_both_hours_and_a_range_what_the_clocks_show() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        assert_eq!(timer_minutes(at("2027-11-07T04:30:00Z"), at("2027-11-07T07:30:00Z")), Ok(Minutes(180)));
        // Of a range that was typed nobody knows which of the two hours is meant: who worked both writes how long.
        assert_eq!(Span::parse("0:30-2:30").unwrap().minutes, Minutes(120));
        assert_eq!(Span::parse("3:00"), Ok(Span { minutes: Minutes(180), starts: None }));
    }

    proptest! {
        #[test]
        fn no_line_panics_and_every_time_fits_a_day(line in "\\PC{0,60}") {
            if let Ok((span, _)) = parse_line(&line) {
                prop_assert!((1..=1440).contains(&span.minutes.0));
                prop_assert!(span.ends().is_none_or(|end| end <= 1440));
            }
        }

        #[test]
        fn what_is_shown_is_read_back(from in 0..1439_i32, minutes in 1..1440_i32, timed: bool) {
            let minutes = Minutes(minutes.min(1440 - from));
            let span = Span { minutes, starts: timed.then_some(from) };
            let line = format!("{} of charts drawn", span.words());
            let (read, words) = parse_line(&line).unwrap();
            prop_assert_eq!((read.minutes, words.as_str()), (minutes, "of charts drawn"));
        }

        #[test]
        fn overlap_is_mutual_and_means_a_shared_minute(a in 0..1380_i32, b in 0..1380_i32, m in 1..60_i32, n in 1..60_i32) {
            let one = Span { minutes: Minutes(m), starts: Some(a) };
            let two = Span { minutes: Minutes(n), starts: Some(b) };
            let shared = (a..a + m).any(|minute| (b..b + n).contains(&minute));
            prop_assert_eq!(one.overlaps(&two), shared);
            prop_assert_eq!(two.overlaps(&one), shared);
            let untimed = Span { starts: None, ..two };
            prop_assert!(!one.overlaps(&untimed));
        }
    }
}
