//! What an administrator says of the program's year and its wage floors: exam periods, holidays, and the floors of states,
//! cities and counties. All of it is dated forward: what earlier decisions were made under stays as it was.

use crate::fields::FieldErrors;
use crate::money::Cents;
use crate::projects::State;
use crate::time::{Day, days_between, parse_day};

/// The federal minimum an hour (29 U.S.C. 206): no floor lies below it.
pub const FEDERAL_FLOOR: Cents = Cents(725);
/// The highest floor anybody means.
const HIGHEST_FLOOR: Cents = Cents(20_000);
/// Longest exam period, in days: a longer one is a mistyped year.
const LONGEST_EXAMS: i64 = 42;
/// How far ahead a day may lie, in days: five years.
const FURTHEST: i64 = 5 * 366;

const NAME: (usize, usize) = (3, 80);
const SOURCE: (usize, usize) = (3, 300);

/// A period of exams.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exams {
    /// `Fall finals`.
    pub name: String,
    /// First day.
    pub first: Day,
    /// Last day, not before the first.
    pub last: Day,
}

impl Exams {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Messages for `exams_name`, `first_day` and `last_day`.
    pub fn parse(name: &str, first: &str, last: &str, today: Day) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.line("exams_name", "Name", name, NAME.0, NAME.1);
        let first = coming(&mut errors, "first_day", "Choose the first day.", first, today);
        let last = coming(&mut errors, "last_day", "Choose the last day.", last, today);
        if let (Some(first), Some(last)) = (first, last) {
            if last < first {
                errors.add("last_day", "The last day lies before the first.");
            } else if days_between(first, last) >= LONGEST_EXAMS {
                errors.add("last_day", "These are more than six weeks. Choose an earlier last day.");
            }
        }
        let exams = name.zip(first).zip(last).map(|((name, first), last)| Self { name, first, last });
        errors.finish(exams)
    }

    /// Whether a day of the other period is one of this.
    #[must_use]
    pub fn overlaps(&self, (first, last): (Day, Day)) -> bool {
        self.first <= last && first <= self.last
    }
}

/// A day on which the program rests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// Which day.
    pub day: Day,
    /// `Thanksgiving Day`.
    pub name: String,
}

impl Holiday {
    /// Reads what was typed. Today is too late: what is due today was counted without it.
    ///
    /// # Errors
    /// Messages for `holiday_name` and `day`.
    pub fn parse(name: &str, day: &str, today: Day) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.line("holiday_name", "Name", name, NAME.0, NAME.1);
        let day = coming(&mut errors, "day", "Choose the day.", day, today);
        if day == Some(today) {
            errors.add("day", "What is due today was counted already. Choose a later day.");
        }
        let holiday = name.zip(day).map(|(name, day)| Self { day, name });
        errors.finish(holiday)
    }
}

/// The lowest pay an hour in a state, or in a city or county of it, from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WageFloor {
    /// Where.
    pub state: State,
    /// The city or county; empty for the whole state.
    pub place: String,
    /// An hour. [`FEDERAL_FLOOR`] ends a floor.
    pub hourly: Cents,
    /// The first day on which it holds.
    pub from: Day,
    /// The law it comes from.
    pub source: String,
}

impl WageFloor {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Messages for `state`, `place`, `hourly`, `valid_from` and `source`.
    pub fn parse([state, place, hourly, from, source]: [&str; 5], today: Day) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let hourly = errors.keep("hourly", Cents::parse(hourly));
        if hourly.is_some_and(|hourly| !(FEDERAL_FLOOR..=HIGHEST_FLOOR).contains(&hourly)) {
            errors.add("hourly", "Write an amount from $7.25, the federal minimum, to $200.");
        }
        let there = Self::ending([state, place, from, source], today);
        let there =
            there.map_err(|wrong| wrong.0.into_iter().for_each(|(field, message)| errors.add(field, message))).ok();
        let floor = there.zip(hourly).map(|(there, hourly)| Self { hourly, ..there });
        errors.finish(floor)
    }

    /// The end of a floor: from that day on the federal minimum holds there.
    ///
    /// # Errors
    /// Messages for `state`, `place`, `valid_from` and `source`.
    pub fn ending([state, place, from, source]: [&str; 4], today: Day) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let state = errors.keep("state", State::from_code(state).ok_or("Choose a state."));
        let place = errors.line("place", "City or county", place, 0, NAME.1);
        if place.as_ref().is_some_and(|place| !place.is_empty() && !place.chars().any(char::is_alphabetic)) {
            errors.add("place", "Write the name as it stands in an address, such as New York City.");
        }
        let from = coming(&mut errors, "valid_from", "Choose the day it begins.", from, today);
        let source = errors.text("source", "Source", source, SOURCE.0, SOURCE.1);
        let floor = state.zip(place).zip(from).zip(source).map(|(((state, place), from), source)| Self {
            state,
            place,
            hourly: FEDERAL_FLOOR,
            from,
            source,
        });
        errors.finish(floor)
    }

    /// `New York City, New York`, or the state alone.
    #[must_use]
    pub fn where_to(state: State, place: &str) -> String {
        if place.is_empty() { state.name().to_owned() } else { format!("{place}, {}", state.name()) }
    }
}

/// A day from today on, and not in another age.
fn coming(errors: &mut FieldErrors, field: &str, missing: &'static str, text: &str, today: Day) -> Option<Day> {
    let day = errors.keep(field, parse_day(text).ok_or(missing))?;
    if day < today {
        errors.add(field, "The past stays as it was. Choose today or a later day.");
    } else if days_between(today, day) > FURTHEST {
        errors.add(field, "That is more than five years ahead. Choose an earlier day.");
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    const TODAY: Day = date(2026, 12, 3);

    #[rstest]
    #[case("Fall finals", "2026-12-14", "2026-12-18", &[])]
    #[case("Fall finals", "2026-12-03", "2026-12-03", &[])]
    #[case("", "2026-12-02", "2026-12-18", &["exams_name", "first_day"])]
    #[case("Fall finals", "2026-12-18", "2026-12-14", &["last_day"])]
    #[case("Fall finals", "2026-12-14", "2027-12-18", &["last_day"])]
    #[case("Fall finals", "2126-12-14", "", &["first_day", "last_day"])]
    fn exams_are_read(#[case] name: &str, #[case] first: &str, #[case] last: &str, #[case] wrong: &[&str]) {
        let fields = Exams::parse(name, first, last, TODAY).map_or_else(|e| e.0.into_keys().collect(), |_| Vec::new());
        assert_eq!(fields, wrong);
    }

    #[test]
    fn periods_overlap_by_a_day() {
        let exams = Exams { name: String::new(), first: date(2026, 12, 14), last: date(2026, 12, 18) };
        assert!(exams.overlaps((date(2026, 12, 18), date(2026, 12, 20))));
        assert!(exams.overlaps((date(2026, 12, 1), date(2026, 12, 31))));
        assert!(!exams.overlaps((date(2026, 12, 19), date(2026, 12, 20))));
        assert!(!exams.overlaps((date(2026, 12, 1), date(2026, 12, 13))));
    }

    #[test]
    fn a_holiday_lies_ahead() {
        assert!(Holiday::parse("Christmas Day", "2026-12-25", TODAY).is_ok());
        assert!(Holiday::parse("Today", "2026-12-03", TODAY).is_err());
        assert!(Holiday::parse("Evil\u{202e}", "2026-12-25", TODAY).is_err());
    }

    #[rstest]
    #[case(["NY", "", "16.50", "2027-01-01", "N.Y. Labor Law 652"], &[])]
    #[case(["NY", " New  York City ", "17", "2026-12-03", "N.Y. Labor Law 652"], &[])]
    #[case(["NY", "", "7.24", "2027-01-01", "N.Y. Labor Law 652"], &["hourly"])]
    #[case(["NY", "", "201", "2027-01-01", "N.Y. Labor Law 652"], &["hourly"])]
    #[case(["XX", "12", "x", "2026-12-02", ""], &["hourly", "place", "source", "state", "valid_from"])]
    fn floors_are_read(#[case] typed: [&str; 5], #[case] wrong: &[&str]) {
        let fields = WageFloor::parse(typed, TODAY).map_or_else(|e| e.0.into_keys().collect(), |_| Vec::new());
        assert_eq!(fields, wrong);
    }

    #[test]
    fn a_floor_ends_at_the_federal_minimum() {
        let end = WageFloor::ending(["NY", "New York City", "2027-01-01", "Repealed"], TODAY).unwrap();
        assert_eq!((end.hourly, end.place.as_str()), (FEDERAL_FLOOR, "New York City"));
        assert_eq!(WageFloor::where_to(end.state, &end.place), "New York City, New York");
    }
}
