//! The figures in words: what each is called, its unit, and between which bounds a program may set it.

use super::{FIGURES, Policy};
use crate::money::Cents;

/// How a figure is counted, written and read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Cents, written in dollars, for an hour.
    DollarsAnHour,
    /// Cents, written in dollars.
    Dollars,
    /// Hundredths of a per cent.
    PerCent,
    /// Whole per cent.
    Share,
    /// Hours.
    Hours,
    /// Hundredths of an hour, written as hours.
    ExactHours,
    /// Hours in one week.
    HoursAWeek,
    /// Minutes in one week.
    Minutes,
    /// Days of the calendar.
    Days,
    /// Working days of the program.
    BusinessDays,
    /// Years of school.
    Years,
    /// Characters of a text.
    Characters,
    /// Words of a text.
    Words,
    /// Phrases of a word list.
    Phrases,
    /// Skills.
    Skills,
    /// People.
    Students,
    /// Points of the score.
    Points,
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
            Self::Dollars | Self::PerCent | Self::YesNo => "",
            Self::Share => "%",
            Self::Hours | Self::ExactHours => "hours",
            Self::HoursAWeek => "hours a week",
            Self::Minutes => "minutes a week",
            Self::Days => "days",
            Self::BusinessDays => "business days",
            Self::Years => "years",
            Self::Characters => "characters",
            Self::Words => "words",
            Self::Phrases => "phrases",
            Self::Skills => "skills",
            Self::Students => "students",
            Self::Points => "points",
            Self::Applications => "applications",
        }
    }
}

/// A heading of the page of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// What work earns and how long it is.
    Pay,
    /// Scope check: title and text.
    Clarity,
    /// Scope check: plan, size, dates, load.
    Realism,
    /// Scope check: who helps.
    Support,
    /// Scope check: learning, demands, the same work twice.
    Fairness,
    /// What a score leads to.
    Score,
    /// Students and hosts finding each other.
    Applications,
    /// Who answers by when.
    Deadlines,
    /// What figures may tell of people.
    Privacy,
}

impl Group {
    /// In the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Pay,
        Self::Clarity,
        Self::Realism,
        Self::Support,
        Self::Fairness,
        Self::Score,
        Self::Applications,
        Self::Deadlines,
        Self::Privacy,
    ];

    /// The heading.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Pay => "Pay and hours",
            Self::Clarity => "Scope check: clarity",
            Self::Realism => "Scope check: plan and dates",
            Self::Support => "Scope check: support",
            Self::Fairness => "Scope check: fairness",
            Self::Score => "Score and fast track",
            Self::Applications => "Applications",
            Self::Deadlines => "Deadlines",
            Self::Privacy => "Metrics",
        }
    }
}

/// One figure a program may set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Its name in the `policies` table.
    pub name: &'static str,
    /// Where it stands.
    pub group: Group,
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

use Unit::{Dollars, DollarsAnHour, ExactHours, PerCent, Share, YesNo};

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
            DollarsAnHour | Dollars | PerCent => format!("{}.{:02}", value / 100, value % 100),
            ExactHours if value % 100 == 0 => (value / 100).to_string(),
            ExactHours => format!("{}.{:02}", value / 100, value % 100).trim_end_matches('0').to_owned(),
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
            Dollars => Cents(value).exact().to_string(),
            PerCent => format!("{plain} %"),
            YesNo => plain,
            unit if value == 1 && unit != Share && unit != ExactHours => format!("1 {}", one_of(unit.word())),
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
            DollarsAnHour | Dollars | PerCent | ExactHours => {
                Cents::parse(number.trim_end_matches('%').trim_end()).ok().map(|cents| cents.0)
            }
            YesNo => match text.to_lowercase().as_str() {
                "yes" => Some(1),
                "no" => Some(0),
                _ => return Err("Write yes or no.".to_owned()),
            },
            _ => number.parse().ok(),
        };
        read.filter(|value| (self.least..=self.most).contains(value)).ok_or_else(|| match self.unit {
            DollarsAnHour | Dollars => format!("Write an amount such as 15.00, {}.", bounds()),
            PerCent => format!("Write per cent such as 7.65, {}.", bounds()),
            ExactHours => format!("Write hours such as 8 or 2.5, {}.", bounds()),
            _ => format!("Write a whole number {}.", bounds()),
        })
    }
}

/// `business days` -> `business day`, `minutes a week` -> `minute a week`.
fn one_of(word: &str) -> String {
    let (counted, rest) =
        word.split_once(" a ").map_or((word, String::new()), |(word, rest)| (word, format!(" a {rest}")));
    format!("{}{rest}", counted.trim_end_matches('s'))
}

/// Whether the figures fit each other, once each is within its own bounds.
///
/// # Errors
/// The sentence for whoever sets one of them.
pub fn fit_together(policy: &Policy) -> Result<(), &'static str> {
    let p = policy;
    let rules = [
        (
            p.least_hours <= p.most_hours,
            "The fewest hours of a project would be more than the most. Set the other one first.",
        ),
        (
            p.least_words <= p.most_words,
            "The fewest words of a project would be more than the most. Set the other one first.",
        ),
        (
            p.shortest_span <= p.longest_span,
            "The shortest time would be longer than the longest. Set the other one first.",
        ),
        (
            p.weekly_warn <= p.weekly_refer && p.weekly_refer <= p.weekly_most,
            "The weekly loads would not rise from the warning to the decision to the limit. Set the other ones first.",
        ),
        (
            p.clerical_warn <= p.clerical_refer,
            "Staff would decide on clerical hours before anybody is warned of them. Set the other one first.",
        ),
        (
            p.review_score <= p.fast_track_score,
            "The fast track would ask for a lower score than the review. Set the other one first.",
        ),
        (
            p.decision_days <= p.automatic_answer_days,
            "The automatic answer would come before the promised day. Set the other one first.",
        ),
    ];
    rules.into_iter().find(|(fit, _)| !fit).map_or(Ok(()), |(_, sentence)| Err(sentence))
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
    #[case("content_hours", "2.5 hours", Some(250))]
    #[case("content_hours", "3", Some(300))]
    #[case("content_hours", "2.555", None)]
    #[case("hours_spread", "200 %", Some(200))]
    #[case("hours_spread", "2.5", None)]
    #[case("weekly_most", "21", None)]
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
        assert_eq!(shown("reading_grade"), "1 year");
        assert_eq!(shown("plan_tolerance"), "1 %");
        let shown = |value| Figure::named("content_hours").unwrap().shown(value);
        assert_eq!(
            (shown(250).as_str(), shown(800).as_str(), shown(5).as_str()),
            ("2.5 hours", "8 hours", "0.05 hours")
        );
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
