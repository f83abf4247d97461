//! The hours of a usual week a student has free: seven days of seven parts, two hours each.

use serde::{Deserialize, Serialize};

/// As headings and sentences name them.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SHORT_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// When the parts of a day begin, by the clock of the program.
pub const PARTS: [u8; 7] = [8, 10, 12, 14, 16, 18, 20];
/// Hours of one part.
pub const PART_HOURS: i32 = 2;

/// Which parts of the week are free. One number, so that it is kept and compared as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FreeWeek(i64);

impl FreeWeek {
    /// From how it is kept; what is no part of a week is dropped.
    #[must_use]
    pub const fn from_number(number: i64) -> Self {
        Self(number & ((1 << (DAYS.len() * PARTS.len())) - 1))
    }

    /// As it is kept.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The name of a part's field: `free_2_14` is Wednesday from 14:00.
    #[must_use]
    pub fn field(day: usize, part: usize) -> String {
        format!("free_{day}_{}", PARTS.get(part).copied().unwrap_or_default())
    }

    /// The parts whose fields were sent. Fields of other names are ignored.
    pub fn read<'a>(fields: impl IntoIterator<Item = &'a str>) -> Self {
        let mut week = Self::default();
        for field in fields {
            let Some((day, hour)) = field.strip_prefix("free_").and_then(|rest| rest.split_once('_')) else { continue };
            let day = day.parse::<usize>().ok().filter(|day| *day < DAYS.len());
            let part = hour.parse::<u8>().ok().and_then(|hour| PARTS.iter().position(|known| *known == hour));
            if let Some((day, part)) = day.zip(part) {
                week = week.with(day, part);
            }
        }
        week
    }

    /// The same week with one more free part.
    #[must_use]
    pub const fn with(self, day: usize, part: usize) -> Self {
        if day < DAYS.len() && part < PARTS.len() { Self(self.0 | (1 << (day * PARTS.len() + part))) } else { self }
    }

    /// Whether a part is free.
    #[must_use]
    pub const fn is_free(self, day: usize, part: usize) -> bool {
        day < DAYS.len() && part < PARTS.len() && (self.0 >> (day * PARTS.len() + part)) & 1 == 1
    }

    /// Free hours of one day.
    #[must_use]
    pub fn hours_of(self, day: usize) -> i32 {
        (0..PARTS.len()).map(|part| if self.is_free(day, part) { PART_HOURS } else { 0 }).sum()
    }

    /// Free hours of the week.
    #[must_use]
    pub fn hours(self) -> i32 {
        (0..DAYS.len()).map(|day| self.hours_of(day)).sum()
    }

    /// Whether nothing is free, or nothing was said.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The fewest days that hold so many hours, in the order of the week; the freest are taken first, the earlier of two
    /// alike. `None` when the week does not hold them.
    #[must_use]
    pub fn days_for(self, hours: i32) -> Option<Vec<usize>> {
        if hours <= 0 || self.hours() < hours {
            return None;
        }
        let mut days: Vec<usize> = (0..DAYS.len()).filter(|day| self.hours_of(*day) > 0).collect();
        days.sort_by_key(|day| std::cmp::Reverse(self.hours_of(*day)));
        let mut held = 0;
        let mut taken: Vec<usize> = days
            .into_iter()
            .take_while(|day| {
                let more = held < hours;
                held += self.hours_of(*day);
                more
            })
            .collect();
        taken.sort_unstable();
        Some(taken)
    }
}

/// `Tue and Thu`; three or more in a row are `Tue to Thu`.
#[must_use]
pub fn day_words(days: &[usize]) -> String {
    let short = |day: &usize| SHORT_DAYS.get(*day).copied().unwrap_or_default();
    match days {
        [] => String::new(),
        [one] => short(one).to_owned(),
        [first, .., last] if days.len() > 2 && last - first + 1 == days.len() => {
            format!("{} to {}", short(first), short(last))
        }
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(short).collect();
            format!("{} and {}", before.join(", "), short(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_from_its_fields_and_kept_as_a_number() {
        let week = FreeWeek::read(["free_1_14", "free_1_16", "free_3_18", "free_7_8", "free_1_9", "free_x_8", "go"]);
        assert_eq!((week.hours(), week.hours_of(1), week.hours_of(3)), (6, 4, 2));
        assert_eq!(FreeWeek::from_number(week.number()), week);
        assert_eq!(FreeWeek::from_number(-1).hours(), 98);
        assert!(week.is_free(1, 3) && !week.is_free(1, 0) && !week.is_free(9, 9));
        assert_eq!(FreeWeek::field(1, 3), "free_1_14");
    }

    #[test]
    fn the_fewest_days_are_named() {
        let week = FreeWeek::read(["free_0_8", "free_1_14", "free_1_16", "free_3_18", "free_3_20"]);
        assert_eq!(week.days_for(6), Some(vec![1, 3]));
        assert_eq!(week.days_for(4), Some(vec![1]));
        assert_eq!((week.days_for(11), week.days_for(0)), (None, None));
        assert_eq!(day_words(&[1, 3]), "Tue and Thu");
        assert_eq!(day_words(&[1, 2, 3]), "Tue to Thu");
        assert_eq!(day_words(&[0, 1, 4]), "Mon, Tue and Fri");
        assert_eq!(day_words(&[6]), "Sun");
    }
}
