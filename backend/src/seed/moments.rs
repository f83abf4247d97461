//! Days and hours around the present one, in the program's zone, and its calendar.

use domain::policy::Calendar;
use domain::time::{Day, Instant, Week, plus_days};
use jiff::tz::TimeZone;

use crate::failure::Failure;

/// The program's zone.
pub(super) const ZONE: &str = "America/New_York";

/// The present, as the seed sees it.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    pub(super) now: Instant,
    pub(super) today: Day,
    pub(super) monday: Day,
    pub(super) calendar: Calendar,
    /// Exam periods: first day, last day, name.
    pub(super) exams: Vec<(Day, Day, &'static str)>,
    pub(super) zone: TimeZone,
}

impl Moments {
    /// The moments around `now`.
    ///
    /// # Errors
    /// When the zone is unknown to this build.
    pub(super) fn new(now: Instant) -> Result<Self, Failure> {
        let zone = TimeZone::get(ZONE).map_err(|error| Failure::corrupt(format!("zone {ZONE}: {error}")))?;
        let today = now.to_zoned(zone.clone()).date();
        let holidays = (-1..=1).flat_map(|years| holidays(today.year() + years)).map(|(day, _)| day).collect();
        let exams = (-1..=1).flat_map(|years| exams(today.year() + years)).collect();
        Ok(Self { now, today, exams, monday: Week::of(today).monday(), calendar: Calendar { holidays }, zone })
    }

    /// The `count`th business day before today: what people do at work, they do on such days.
    pub(super) fn back(&self, count: i32) -> Day {
        let mut day = self.today;
        let mut left = count;
        while left > 0 {
            day = plus_days(day, -1);
            left -= i32::from(self.calendar.is_business_day(day));
        }
        day
    }

    /// That time of that day, and never later than now: nothing in the history lies in the future.
    pub(super) fn at(&self, day: Day, hour: i8, minute: i8) -> Instant {
        self.planned(day, hour, minute).min(self.now)
    }

    /// That time of that day, also where it lies ahead.
    pub(super) fn planned(&self, day: Day, hour: i8, minute: i8) -> Instant {
        day.at(hour, minute, 0, 0).to_zoned(self.zone.clone()).map_or(self.now, |at| at.timestamp())
    }

    /// The day of an instant.
    pub(super) fn day_of(&self, at: Instant) -> Day {
        at.to_zoned(self.zone.clone()).date()
    }
}

/// The last week of classes is followed by a week of exams: in the second week of May and in the week of 14 December.
fn exams(year: i16) -> [(Day, Day, &'static str); 2] {
    let week = |month: i8, day: i8, name| {
        let monday = Week::of(Day::constant(year, month, day)).monday();
        (monday, plus_days(monday, 4), name)
    };
    [week(5, 12, "Spring finals"), week(12, 14, "Fall finals")]
}

/// The eleven holidays of the United States' federal government in one year, on the day they are
/// observed (5 U.S.C. 6103).
pub(super) fn holidays(year: i16) -> Vec<(Day, &'static str)> {
    let nth = |month: i8, weekday: i8, count: i64| {
        let first = Day::constant(year, month, 1);
        let to_weekday = i64::from((weekday - first.weekday().to_monday_zero_offset()).rem_euclid(7));
        plus_days(first, to_weekday + (count - 1) * 7)
    };
    let observed = |month: i8, day: i8| {
        let day = Day::constant(year, month, day);
        match day.weekday().to_monday_zero_offset() {
            5 => plus_days(day, -1),
            6 => plus_days(day, 1),
            _ => day,
        }
    };
    let last_of_may = Day::constant(year, 5, 31);
    vec![
        (observed(1, 1), "New Year’s Day"),
        (nth(1, 0, 3), "Birthday of Martin Luther King, Jr."),
        (nth(2, 0, 3), "Washington’s Birthday"),
        (Week::of(last_of_may).monday(), "Memorial Day"),
        (observed(6, 19), "Juneteenth"),
        (observed(7, 4), "Independence Day"),
        (nth(9, 0, 1), "Labor Day"),
        (nth(10, 0, 2), "Columbus Day"),
        (observed(11, 11), "Veterans Day"),
        (nth(11, 3, 4), "Thanksgiving Day"),
        (observed(12, 25), "Christmas Day"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_are_those_of_the_federal_calendar() {
        let days: Vec<Day> = holidays(2026).into_iter().map(|(day, _)| day).collect();
        let expected =
            [(1, 1), (1, 19), (2, 16), (5, 25), (6, 19), (7, 3), (9, 7), (10, 12), (11, 11), (11, 26), (12, 25)];
        assert_eq!(days, expected.map(|(month, day)| date(2026, month, day)));
        assert_eq!(holidays(2028)[0].0, date(2027, 12, 31));
    }

    #[test]
    fn business_days_go_back_over_weekends_and_holidays() {
        let moments = Moments::new("2026-11-30T15:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(moments.back(1), date(2026, 11, 27));
        assert_eq!(moments.back(2), date(2026, 11, 25));
        assert_eq!(moments.at(moments.today, 23, 0), moments.now);
    }
}
