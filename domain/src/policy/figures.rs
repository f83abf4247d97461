//! The figures in words: what each is called, its unit, and between which bounds a program may set it.

use super::Policy;
use crate::money::Cents;

/// How a figure is counted, written and read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Cents, written in dollars, for an hour.
    DollarsAnHour,
    /// Hundredths of a per cent.
    PerCent,
    /// Hours.
    Hours,
    /// Hours in one week.
    HoursAWeek,
    /// Days of the calendar.
    Days,
    /// Working days of the program.
    BusinessDays,
    /// Applications.
    Applications,
    /// 1 or 0.
    YesNo,
}

impl Unit {
    /// The word after the number; empty where the number says it itself.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DollarsAnHour => "an hour",
            Self::PerCent | Self::YesNo => "",
            Self::Hours => "hours",
            Self::HoursAWeek => "hours a week",
            Self::Days => "days",
            Self::BusinessDays => "business days",
            Self::Applications => "applications",
        }
    }
}

/// One figure a program may set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Its name in the `policies` table.
    pub name: &'static str,
    /// `Lowest pay`.
    pub words: &'static str,
    /// How it is counted.
    pub unit: Unit,
    /// The least it may be, as it is stored.
    pub least: i64,
    /// The most it may be.
    pub most: i64,
    /// What reads it, in a sentence.
    pub about: &'static str,
}

const fn figure(
    name: &'static str,
    words: &'static str,
    unit: Unit,
    (least, most): (i64, i64),
    about: &'static str,
) -> Figure {
    Figure { name, words, unit, least, most, about }
}

use Unit::{Applications, BusinessDays, Days, DollarsAnHour, Hours, HoursAWeek, PerCent, YesNo};

/// Every figure, in the order of the page. The lowest pay cannot go below the federal minimum (29 U.S.C. 206): $7.25.
#[rustfmt::skip]
pub const FIGURES: [Figure; 17] = [
    figure("wage_floor", "Lowest pay", DollarsAnHour, (725, 20_000), "A project that pays less for its most hours is blocked (Q08)."),
    figure("payroll_tax", "Payroll tax of employees", PerCent, (0, 5_000), "Withheld from employees’ pay, and shown as such."),
    figure("student_exempt", "Students exempt from payroll tax", YesNo, (0, 1), "Whether nothing is withheld from students."),
    figure("least_hours", "Shortest project", Hours, (1, 100), "A shorter project is blocked (Q05)."),
    figure("most_hours", "Longest project", Hours, (1, 400), "A longer project is blocked (Q05)."),
    figure("fast_track", "Fast track for repeat hosts", YesNo, (0, 1), "Whether a clean project of a host with a completed one is published without a reviewer."),
    figure("open_applications", "Open applications of a student", Applications, (1, 50), "More than these cannot be sent at one time."),
    figure("weekly_hours", "Most work of a student", HoursAWeek, (1, 60), "An offer that fills a week beyond it cannot be accepted."),
    figure("blind_selection", "Blind selection", YesNo, (0, 1), "Whether hosts see names only after shortlisting."),
    figure("review_days", "Time to review a project", BusinessDays, (1, 20), "Promised to hosts; later reviews are shown as late."),
    figure("decision_days", "Time to answer applicants", BusinessDays, (1, 30), "Printed on each project as the day of the answer."),
    figure("automatic_answer_days", "Time to the automatic answer", BusinessDays, (1, 60), "Then applicants are answered for a silent host."),
    figure("offer_hours", "Time an offer stands", Hours, (12, 336), "Then the seat is free for others."),
    figure("silent_approval_days", "Time until silence approves hours", BusinessDays, (1, 20), "A submitted week counts as approved then."),
    figure("acceptance_days", "Time to accept work", BusinessDays, (1, 30), "Then staff may accept it for a silent host."),
    figure("review_window_days", "Time to review each other", Days, (3, 90), "Then both reviews are opened."),
    figure("extension_days", "Time to answer an extension", Days, (1, 30), "Then it lapses."),
];

impl Figure {
    /// The figure of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FIGURES.iter().find(|figure| figure.name == name)
    }

    /// A value as it is typed: `15.00`, `7.65`, `yes`, `48`.
    #[must_use]
    pub fn plain(&self, value: i64) -> String {
        match self.unit {
            DollarsAnHour | PerCent => format!("{}.{:02}", value / 100, value % 100),
            YesNo => if value == 0 { "no" } else { "yes" }.to_owned(),
            _ => value.to_string(),
        }
    }

    /// A value as it is read: `$15.00 an hour`, `7.65 %`, `yes`, `5 business days`.
    #[must_use]
    pub fn shown(&self, value: i64) -> String {
        let plain = self.plain(value);
        match self.unit {
            DollarsAnHour => format!("{} an hour", Cents(value).exact()),
            PerCent => format!("{plain} %"),
            YesNo => plain,
            unit if value == 1 => format!("1 {}", unit.word().replacen("hours", "hour", 1).trim_end_matches('s')),
            unit => format!("{plain} {}", unit.word()),
        }
    }

    /// Reads what [`Figure::plain`] or [`Figure::shown`] writes, within the bounds.
    ///
    /// # Errors
    /// The sentence that belongs beside the field.
    pub fn read(&self, text: &str) -> Result<i64, String> {
        let text = text.trim();
        let bounds = || format!("from {} to {}", self.plain(self.least), self.plain(self.most));
        let number = text.strip_suffix(self.unit.word()).unwrap_or(text).trim();
        let read = match self.unit {
            // Per cent with two decimals are hundredths, as dollars with cents are.
            DollarsAnHour | PerCent => Cents::parse(number.trim_end_matches('%').trim_end()).ok().map(|cents| cents.0),
            YesNo => match text.to_lowercase().as_str() {
                "yes" => Some(1),
                "no" => Some(0),
                _ => return Err("Write yes or no.".to_owned()),
            },
            _ => number.parse().ok(),
        };
        read.filter(|value| (self.least..=self.most).contains(value)).ok_or_else(|| match self.unit {
            DollarsAnHour => format!("Write an amount such as 15.00, {}.", bounds()),
            PerCent => format!("Write per cent such as 7.65, {}.", bounds()),
            _ => format!("Write a whole number {}.", bounds()),
        })
    }
}

/// Whether the figures fit each other, once each is within its own bounds.
///
/// # Errors
/// The sentence for whoever sets one of them.
pub fn fit_together(policy: &Policy) -> Result<(), &'static str> {
    if policy.least_hours > policy.most_hours {
        return Err("The fewest hours of a project would be more than the most. Set the other one first.");
    }
    if policy.decision_days > policy.automatic_answer_days {
        return Err("The automatic answer would come before the promised day. Set the other one first.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn every_figure_of_the_policy_has_its_words_and_its_default_is_within_bounds() {
        let policy = Policy::defaults(date(2026, 1, 1));
        let figures = policy.figures();
        assert_eq!(figures.len(), FIGURES.len());
        for (name, value) in figures {
            let figure = Figure::named(&name).unwrap_or_else(|| panic!("{name} has no words"));
            let value: i64 = value.parse().unwrap();
            assert!((figure.least..=figure.most).contains(&value), "{name}");
            assert!(figure.about.ends_with('.') && !figure.words.is_empty());
        }
        assert_eq!(fit_together(&policy), Ok(()));
    }

    #[rstest]
    #[case("wage_floor", "15", Some(1_500))]
    #[case("wage_floor", "$15.50", Some(1_550))]
    #[case("wage_floor", "$15.50 an hour", Some(1_550))]
    #[case("wage_floor", "7.24", None)]
    #[case("payroll_tax", "7.65 %", Some(765))]
    #[case("payroll_tax", "101", None)]
    #[case("offer_hours", "48 hours", Some(48))]
    #[case("offer_hours", "0", None)]
    #[case("review_days", "-1", None)]
    #[case("review_days", "2.5", None)]
    #[case("fast_track", "No", Some(0))]
    #[case("fast_track", "1", None)]
    #[case("most_hours", "99999999999999999999", None)]
    fn a_figure_is_read_within_its_bounds(#[case] name: &str, #[case] text: &str, #[case] value: Option<i64>) {
        assert_eq!(Figure::named(name).unwrap().read(text).ok(), value, "{text}");
    }

    #[test]
    fn one_is_said_in_the_singular() {
        let shown = |name: &str| Figure::named(name).unwrap().shown(1);
        assert_eq!(shown("review_days"), "1 business day");
        assert_eq!(shown("weekly_hours"), "1 hour a week");
        assert_eq!(shown("least_hours"), "1 hour");
    }

    #[test]
    fn figures_must_fit_each_other() {
        let mut policy = Policy::defaults(date(2026, 1, 1));
        policy.least_hours = 41;
        assert!(fit_together(&policy).is_err());
        let mut policy = Policy::defaults(date(2026, 1, 1));
        policy.automatic_answer_days = 4;
        assert!(fit_together(&policy).is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(index in 0..FIGURES.len(), value in 0_i64..30_000, text in ".{0,12}") {
            let figure = &FIGURES[index];
            if (figure.least..=figure.most).contains(&value) {
                prop_assert_eq!(figure.read(&figure.plain(value)), Ok(value));
            }
            if let Ok(value) = figure.read(&text) {
                prop_assert!((figure.least..=figure.most).contains(&value));
            }
        }
    }
}
