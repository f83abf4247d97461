//! Templates: drafts that already pass every check but for names and dates. They are data files.

use std::sync::LazyLock;

use serde::Deserialize;

use super::draft::Draft;
use crate::policy::Calendar;
use crate::time::{Day, Week, days_between, plus_days};

/// A ready-made start for a project.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Template {
    /// Its word in addresses and in [`super::Fit::template`].
    pub key: String,
    /// As the list of templates shows it.
    pub title: String,
    /// Category as in the catalogue.
    pub category: String,
    /// Weeks from start to end.
    pub weeks: i64,
    /// Keys of the needs it serves, as of [`crate::templates::needs`].
    #[serde(default)]
    pub needs: Vec<String>,
    /// The answers, without names and dates.
    pub draft: Draft,
}

macro_rules! files {
    ($($file:literal),+ $(,)?) => {
        [$(include_str!(concat!("../../data/templates/", $file, ".json"))),+]
    };
}

static FILES: [&str; 12] = files![
    "01_competitor_prices",
    "02_social_media_campaign",
    "03_donor_analysis",
    "04_crm_research",
    "05_automate_report",
    "06_website_feature",
    "07_usability_check",
    "08_reconcile_quarter",
    "09_interview_articles",
    "10_community_event",
    "11_volunteer_guide",
    "12_grant_map",
];

// A test reads every file, so none is left out here.
static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| serde_json::from_str(file).ok()).collect());

/// The templates that come with the product.
#[must_use]
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template with this key.
#[must_use]
pub fn template(key: &str) -> Option<&'static Template> {
    templates().iter().find(|template| template.key == key)
}

/// The categories of the catalogue, by name.
#[must_use]
pub fn categories() -> Vec<&'static str> {
    let mut names: Vec<&str> = templates().iter().map(|template| template.category.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Days from today to the earliest start: review, posting, choosing, and some rest.
const LEAD_DAYS: i64 = 14;

impl Template {
    /// Its draft with plausible dates: starts on a Monday in two to three weeks, ends on a Friday,
    /// and each milestone falls when its share of the hours is worked.
    #[must_use]
    pub fn start(&self, today: Day) -> Draft {
        self.start_in(&Calendar::default(), today)
    }

    /// The same with every date on a working day of the program.
    #[must_use]
    pub fn start_in(&self, calendar: &Calendar, today: Day) -> Draft {
        let mut draft = self.draft.clone();
        let monday = Week::of(plus_days(today, LEAD_DAYS + 6)).monday();
        let start = calendar.after(plus_days(monday, -1), 1);
        // The last working day up to `day`, but none before the start.
        let working = |day: Day| {
            let earlier = (0..days_between(start, day).max(0)).map(|back| plus_days(day, -back));
            earlier.into_iter().find(|day| calendar.is_business_day(*day)).unwrap_or(start)
        };
        let end = working(plus_days(monday, self.weeks.max(1) * 7 - 3));
        let last = plus_days(end, -2);
        let all: i64 = draft.milestones.iter().map(|row| i64::from(row.hours)).sum::<i64>().max(1);
        let mut done = 0;
        for row in &mut draft.milestones {
            done += i64::from(row.hours);
            row.due = Some(working(plus_days(start, days_between(start, last) * done / all)));
        }
        draft.start = Some(start);
        draft.kickoff = Some(start);
        draft.end = Some(end);
        draft.apply_by = Some(plus_days(start, -4));
        draft
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::scope::{Facts, check};
    use super::*;
    use crate::policy::Policy;

    #[test]
    fn every_file_is_a_template() {
        for file in FILES {
            serde_json::from_str::<Template>(file).unwrap_or_else(|error| panic!("{error}: {file}"));
        }
        assert_eq!(templates().len(), FILES.len());
    }

    #[test]
    fn no_template_has_a_finding_on_any_day_of_the_week() {
        for template in templates() {
            for day in 1..=7 {
                let today = date(2026, 9, day);
                let mut draft = template.start(today);
                draft.supervisor_name = "Ana Reyes".into();
                draft.supervisor_email = "ana@lantern.example".into();
                let report = check(&draft, &Policy::defaults(today), &Facts::new(today, true));
                assert_eq!(report.findings, [], "{}", template.key);
                assert_eq!(report.score.total, 100);
            }
        }
    }

    #[test]
    fn no_template_asks_for_work_on_a_holiday() {
        let holidays: Vec<Day> = (24..=31).map(|day| date(2026, 12, day)).chain([date(2026, 12, 7)]).collect();
        let calendar = Calendar { holidays };
        for template in templates() {
            for ahead in 0..40 {
                let draft = template.start_in(&calendar, plus_days(date(2026, 11, 16), ahead));
                let due = draft.milestones.iter().map(|row| row.due);
                for day in due.chain([draft.start, draft.end, draft.kickoff]) {
                    assert!(day.is_some_and(|day| calendar.is_business_day(day)), "{}: {day:?}", template.key);
                }
                assert!(draft.start <= draft.milestones[0].due && draft.milestones.is_sorted_by_key(|row| row.due));
            }
        }
    }
}
