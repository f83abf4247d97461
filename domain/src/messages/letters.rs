//! When somebody is told by mail that a message waits for them: as they want to be reminded.

use jiff::tz::TimeZone;

use crate::agenda::{Pace, Reminders, next_round, quiet_until};
use crate::time::{Instant, plus_hours};

/// When the letter about a message that came at `at` may leave, on the clock of whoever gets it: at once or after the quiet
/// hours, with the next morning's letters, or on the next Monday's. `None` for people who want none.
#[must_use]
pub fn letter_due(reminders: &Reminders, at: Instant, zone: &TimeZone) -> Option<Instant> {
    match reminders.pace {
        Pace::Never => None,
        Pace::AtOnce => Some(quiet_until(reminders, at, zone).unwrap_or(at)),
        Pace::Daily => Some(next_round(reminders, at, zone)),
        Pace::Weekly => {
            let mut morning = next_round(reminders, at, zone);
            for _ in 0..7 {
                if morning.to_zoned(zone.clone()).date().weekday().to_monday_zero_offset() == 0 {
                    break;
                }
                morning = next_round(reminders, plus_hours(morning, 1), zone);
            }
            Some(morning)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// New York without a zone database. Tuesday 8 December 2026, 22:30 there is quiet by default.
    #[rstest]
    #[case(Pace::AtOnce, "2026-12-08T15:00:00Z", Some("2026-12-08T15:00:00Z"))]
    #[case(Pace::AtOnce, "2026-12-09T03:30:00Z", Some("2026-12-09T12:00:00Z"))]
    #[case(Pace::Daily, "2026-12-08T15:00:00Z", Some("2026-12-09T13:00:00Z"))]
    #[case(Pace::Weekly, "2026-12-08T15:00:00Z", Some("2026-12-14T13:00:00Z"))]
    #[case(Pace::Weekly, "2026-12-14T12:59:00Z", Some("2026-12-14T13:00:00Z"))]
    #[case(Pace::Never, "2026-12-08T15:00:00Z", None)]
    fn it_follows_the_pace_and_the_quiet_hours(#[case] pace: Pace, #[case] at: &str, #[case] due: Option<&str>) {
        let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap();
        let reminders = Reminders { pace, ..Reminders::default() };
        let due = due.map(|text| text.parse::<Instant>().unwrap());
        assert_eq!(letter_due(&reminders, at.parse().unwrap(), &zone), due);
    }
}
