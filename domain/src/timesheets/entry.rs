//! One entry of time, and every rule it must meet, each by name.

use serde::{Deserialize, Serialize};

use crate::fields::FieldErrors;
use crate::time::{Day, Minutes, Week, long_date, parse_day, short_date};

use super::Span;

/// Shortest description of an entry, in characters (`workflow.md` section 3).
pub const LEAST_DESCRIPTION: usize = 15;
const MOST_DESCRIPTION: usize = 500;
const DAY_MINUTES: i32 = 24 * 60;

/// An entry that met the rules of its own fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewEntry {
    /// The day the work was done, in the program's zone.
    pub day: Day,
    /// How long.
    pub minutes: Minutes,
    /// When it began, in minutes of the day, where that was said.
    pub starts: Option<i32>,
    /// What was done, 15 to 500 characters.
    pub description: String,
}

/// What the rules need to know of the engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryFacts {
    /// The day it is.
    pub today: Day,
    /// First day of the engagement.
    pub start: Day,
    /// Last day of the engagement.
    pub end: Day,
    /// Minutes already logged on the entry's day, without the entry itself.
    pub logged_that_day: Minutes,
    /// What of that day has a beginning and an end, without the entry itself.
    pub taken: Vec<Span>,
    /// Whether the entry's week can be changed.
    pub week_is_editable: bool,
}

impl NewEntry {
    /// Reads the three fields `day`, `time` and `description`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(day: &str, time: &str, description: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let day = errors.keep("day", self::day(day));
        let span = errors.keep("time", Span::parse(time));
        let description = self::description(&mut errors, "description", description);
        let entry = match (day, span, description) {
            (Some(day), Some(Span { minutes, starts }), Some(description)) => {
                Some(Self { day, minutes, starts, description })
            }
            _ => None,
        };
        errors.finish(entry)
    }

    /// How long, and from when.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { minutes: self.minutes, starts: self.starts }
    }
}

/// The day of an entry, as a form sends it.
pub(super) fn day(text: &str) -> Result<Day, &'static str> {
    parse_day(text).ok_or("Choose the day you did this.")
}

/// What was done, or a message beside `field`.
pub(super) fn description(errors: &mut FieldErrors, field: &str, text: &str) -> Option<String> {
    errors.text(field, "What you did", text, LEAST_DESCRIPTION, MOST_DESCRIPTION)
}

/// Checks an entry against the engagement it is for.
///
/// # Errors
/// A message beside the field that is wrong.
pub fn check_entry(entry: &NewEntry, facts: &EntryFacts) -> Result<(), FieldErrors> {
    let rules = [takes_time, not_in_the_future, inside_the_dates, day_has_room, no_overlap, week_is_open];
    let mut errors = FieldErrors::new();
    for rule in rules {
        if let Err((field, message)) = rule(entry, facts) {
            errors.add(field, message);
        }
    }
    errors.finish(Some(()))
}

type Outcome = Result<(), (&'static str, String)>;

fn takes_time(entry: &NewEntry, _: &EntryFacts) -> Outcome {
    let fits = entry.starts.is_none_or(|starts| starts >= 0 && starts.saturating_add(entry.minutes.0) <= DAY_MINUTES);
    if entry.minutes.0 < 1 || !fits {
        return Err(("time", "Write more than zero minutes, within one day.".to_owned()));
    }
    Ok(())
}

fn not_in_the_future(entry: &NewEntry, facts: &EntryFacts) -> Outcome {
    if entry.day > facts.today {
        return Err(("day", format!("{} is still to come. Log time once the work is done.", long_date(entry.day))));
    }
    Ok(())
}

fn inside_the_dates(entry: &NewEntry, facts: &EntryFacts) -> Outcome {
    if entry.day < facts.start || entry.day > facts.end {
        let span = format!("{} to {}", short_date(facts.start), short_date(facts.end));
        return Err((
            "day",
            format!("This project runs from {span}. Choose a day inside it, or ask for an extension."),
        ));
    }
    Ok(())
}

fn day_has_room(entry: &NewEntry, facts: &EntryFacts) -> Outcome {
    if entry.minutes.0.saturating_add(facts.logged_that_day.0) > DAY_MINUTES {
        return Err((
            "time",
            format!("You already logged {} that day; together that is more than 24 hours.", facts.logged_that_day),
        ));
    }
    Ok(())
}

fn no_overlap(entry: &NewEntry, facts: &EntryFacts) -> Outcome {
    let span = entry.span();
    match facts.taken.iter().find(|taken| taken.overlaps(&span)) {
        Some(taken) => Err((
            "time",
            format!(
                "You already logged {} that day. Nobody works twice at once: change one of the two.",
                taken.words()
            ),
        )),
        None => Ok(()),
    }
}

fn week_is_open(entry: &NewEntry, facts: &EntryFacts) -> Outcome {
    if !facts.week_is_editable {
        let week = Week::of(entry.day);
        let span = format!("{} to {}", short_date(week.monday()), short_date(week.sunday()));
        return Err(("day", format!("The week of {span} has been sent. Ask your host to return it, then change it.")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    fn facts() -> EntryFacts {
        EntryFacts {
            today: date(2026, 12, 3),
            start: date(2026, 11, 2),
            end: date(2026, 12, 11),
            logged_that_day: Minutes(0),
            taken: vec![Span { minutes: Minutes(60), starts: Some(540) }],
            week_is_editable: true,
        }
    }

    fn entry(day: Day, minutes: i32) -> NewEntry {
        NewEntry { day, minutes: Minutes(minutes), starts: None, description: "Drafted chart three".into() }
    }

    #[rstest]
    #[case::tomorrow(entry(date(2026, 12, 4), 60), facts(), "day")]
    #[case::before_the_start(entry(date(2026, 11, 1), 60), facts(), "day")]
    #[case::after_the_end(entry(date(2026, 12, 12), 60), EntryFacts { today: date(2026, 12, 20), ..facts() }, "day")]
    #[case::a_full_day(entry(date(2026, 12, 3), 60), EntryFacts { logged_that_day: Minutes(1_400), ..facts() }, "time")]
    #[case::at_the_same_time(NewEntry { starts: Some(599), ..entry(date(2026, 12, 3), 60) }, facts(), "time")]
    #[case::past_midnight(NewEntry { starts: Some(1_400), ..entry(date(2026, 12, 3), 60) }, facts(), "time")]
    #[case::no_time(entry(date(2026, 12, 3), 0), facts(), "time")]
    #[case::a_sent_week(entry(date(2026, 12, 3), 60), EntryFacts { week_is_editable: false, ..facts() }, "day")]
    fn refuses(#[case] entry: NewEntry, #[case] facts: EntryFacts, #[case] field: &str) {
        assert!(check_entry(&entry, &facts).unwrap_err().0.contains_key(field));
    }

    #[test]
    fn accepts_today_up_to_the_last_minute_of_the_day() {
        assert_eq!(
            check_entry(&entry(date(2026, 12, 3), 60), &EntryFacts { logged_that_day: Minutes(1_380), ..facts() }),
            Ok(())
        );
    }

    #[test]
    fn one_may_begin_when_the_other_ends() {
        let after = NewEntry { starts: Some(600), ..entry(date(2026, 12, 3), 60) };
        let before = NewEntry { starts: Some(480), ..entry(date(2026, 12, 3), 60) };
        assert_eq!((check_entry(&after, &facts()), check_entry(&before, &facts())), (Ok(()), Ok(())));
    }

    #[test]
    fn each_field_has_its_own_message() {
        let errors = NewEntry::parse("soon", "0", "short").unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["day", "description", "time"]);
    }
}
