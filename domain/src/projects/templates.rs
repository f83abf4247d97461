//! Templates: drafts that already pass every check but for names and dates. They are data files.

use std::sync::LazyLock;

use serde::Deserialize;

use super::draft::Draft;
use crate::applications::decision_due;
use crate::policy::{Calendar, Policy};
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

/// What a program says of time: how long its steps take, when it rests, when its students sit exams.
#[derive(Clone, Copy, Debug)]
pub struct Times<'a> {
    /// Days of review and of choosing.
    pub policy: &'a Policy,
    /// Working days.
    pub calendar: &'a Calendar,
    /// First and last days of exam periods.
    pub exams: &'a [(Day, Day)],
}

/// Weeks a start may be put off to keep the work out of exams. Exams of half a year are a mistake in the calendar.
const MOST_WEEKS_LATER: i64 = 26;

impl Times<'_> {
    /// The first Monday by which a draft of `today` can be reviewed, posted, chosen for by the promised day, and signed:
    /// about three weeks on.
    fn first_monday(&self, today: Day) -> Day {
        let published = self.calendar.after(today, self.policy.review_days);
        let apply_by = self.calendar.after(plus_days(published, i64::from(self.policy.posting_days) - 1), 1);
        let decided = decision_due(apply_by, self.policy, self.calendar);
        Week::of(plus_days(decided, i64::from(self.policy.onboarding_days) + 6)).monday()
    }

    /// Students have as long as they can to apply: the answer is due the last working day that leaves time to sign.
    fn apply_by(&self, start: Day) -> Day {
        let decided = self.calendar.before(plus_days(start, 1 - i64::from(self.policy.onboarding_days)), 1);
        self.calendar.before(decided, self.policy.decision_days)
    }

    /// The last working day up to `day`, but none before `start`.
    fn working(&self, day: Day, start: Day) -> Day {
        self.calendar.before(plus_days(day, 1), 1).max(start)
    }
}

impl Template {
    /// Its draft with plausible dates: starts on a Monday in about three weeks, ends on a Friday, and each milestone
    /// falls when its share of the hours is worked.
    #[must_use]
    pub fn start(&self, today: Day) -> Draft {
        let (policy, calendar) = (Policy::defaults(today), Calendar::default());
        self.start_in(&Times { policy: &policy, calendar: &calendar, exams: &[] }, today)
    }

    /// The same with every date on a working day of the program, with the promised answer before the first day, and
    /// with no day of the work in exams: it ends before them where the hours still fit at its hours a week, and starts
    /// after them otherwise. Where exams leave no such time within half a year, it is dated as if there were none.
    #[must_use]
    pub fn start_in(&self, times: &Times<'_>, today: Day) -> Draft {
        let first = times.first_monday(today);
        let mut monday = first;
        while days_between(first, monday) <= MOST_WEEKS_LATER * 7 {
            match self.end_outside_exams(times, monday) {
                Ok(end) => return self.dated(times, monday, end),
                Err(exams_end) => monday = Week::of(exams_end).next().monday(),
            }
        }
        self.starting(times, first)
    }

    /// Its draft for work that starts on this Monday, or on the working day after it; exams do not move it.
    #[must_use]
    pub fn starting(&self, times: &Times<'_>, monday: Day) -> Draft {
        self.dated(times, monday, friday(monday, self.weeks))
    }

    /// The last day of work that starts on this Monday; when exams leave no time, the day on which they end.
    fn end_outside_exams(&self, times: &Times<'_>, monday: Day) -> Result<Day, Day> {
        let end = friday(monday, self.weeks);
        let met = times.exams.iter().filter(|(from, to)| from <= to && *from <= end && *to >= monday);
        let Some((from, to)) = met.min() else { return Ok(end) };
        let weekly = i64::from(self.draft.weekly_hours.max(0));
        let needed = if weekly > 0 { (i64::from(self.draft.hours_high) + weekly - 1) / weekly } else { self.weeks };
        let before = times.working(plus_days(*from, -1), monday);
        if before >= times.working(friday(monday, needed.min(self.weeks)), monday) { Ok(before) } else { Err(*to) }
    }

    fn dated(&self, times: &Times<'_>, monday: Day, end: Day) -> Draft {
        let mut draft = self.draft.clone();
        let start = times.calendar.after(plus_days(monday, -1), 1);
        let end = times.working(end, start);
        let last = plus_days(end, -i64::from(times.policy.slack_days));
        let all: i64 = draft.milestones.iter().map(|row| i64::from(row.hours)).sum::<i64>().max(1);
        let mut done = 0;
        for row in &mut draft.milestones {
            done += i64::from(row.hours);
            row.due = Some(times.working(plus_days(start, days_between(start, last) * done / all), start));
        }
        draft.start = Some(start);
        draft.kickoff = Some(start);
        draft.end = Some(end);
        draft.apply_by = Some(times.apply_by(start));
        draft
    }
}

/// The Friday after so many weeks of work from this Monday; at least one.
fn friday(monday: Day, weeks: i64) -> Day {
    plus_days(monday, weeks.max(1) * 7 - 3)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use proptest::prelude::*;

    use super::super::scope::{Facts, check};
    use super::super::{Classification, with_missing};
    use super::*;

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

    type TakeOut = fn(&mut Draft);

    /// With the answers the host alone can give, a template can be sent; without one of them exactly that is missing.
    #[test]
    fn a_template_lacks_what_its_host_left_out_and_nothing_else() {
        let today = date(2026, 9, 1);
        let (policy, facts) = (Policy::defaults(today), Facts::new(today, true));
        let missing = |draft: &Draft| {
            let report = with_missing(draft, check(draft, &policy, &facts));
            report.blocks().iter().map(|finding| finding.field.clone()).collect::<Vec<_>>()
        };
        for template in templates() {
            let mut whole = template.start(today);
            whole.supervisor_name = "Ana Reyes".into();
            whole.supervisor_email = "ana@lantern.example".into();
            whole.classification = Some(Classification::Contractor);
            assert_eq!(missing(&whole), [""; 0], "{}", template.key);
            assert!(whole.publishable().is_ok(), "{}", template.key);
            let without: [(&str, TakeOut); 7] = [
                ("classification", |draft| draft.classification = None),
                ("category", |draft| draft.category.clear()),
                ("place", |draft| draft.place = None),
                ("pay_model", |draft| draft.pay_model = None),
                ("apply_by", |draft| draft.apply_by = None),
                ("start", |draft| draft.start = None),
                ("supervisor_name", |draft| draft.supervisor_name.clear()),
            ];
            for (field, take_out) in without {
                let mut draft = whole.clone();
                take_out(&mut draft);
                assert_eq!(missing(&draft), [field], "{}", template.key);
            }
        }
    }

    #[test]
    fn no_template_asks_for_work_on_a_holiday() {
        let holidays: Vec<Day> = (24..=31).map(|day| date(2026, 12, day)).chain([date(2026, 12, 7)]).collect();
        let calendar = Calendar { holidays };
        for template in templates() {
            for ahead in 0..40 {
                let today = plus_days(date(2026, 11, 16), ahead);
                let policy = Policy::defaults(today);
                let draft = template.start_in(&Times { policy: &policy, calendar: &calendar, exams: &[] }, today);
                let due = draft.milestones.iter().map(|row| row.due);
                for day in due.chain([draft.start, draft.end, draft.kickoff, draft.apply_by]) {
                    assert!(day.is_some_and(|day| calendar.is_business_day(day)), "{}: {day:?}", template.key);
                }
                assert!(draft.start <= draft.milestones[0].due && draft.milestones.is_sorted_by_key(|row| row.due));
            }
        }
    }

    #[test]
    fn the_days_follow_from_review_posting_choosing_and_signing() {
        let template = template("automate_report").unwrap();
        let days = |today, calendar: &Calendar| {
            let policy = Policy::defaults(today);
            let draft = template.start_in(&Times { policy: &policy, calendar, exams: &[] }, today);
            (draft.apply_by.unwrap(), draft.start.unwrap())
        };
        let plain = Calendar::default();
        // A Tuesday and a Friday: reviewed on the 3rd and 8th, answered by Friday the 18th and the 25th.
        assert_eq!(days(date(2026, 9, 1), &plain), (date(2026, 9, 11), date(2026, 9, 21)));
        assert_eq!(days(date(2026, 9, 4), &plain), (date(2026, 9, 18), date(2026, 9, 28)));
        let thanksgiving = Calendar { holidays: vec![date(2026, 11, 26), date(2026, 11, 27)] };
        assert_eq!(days(date(2026, 11, 10), &thanksgiving), (date(2026, 11, 18), date(2026, 11, 30)));
    }

    #[test]
    fn exams_shorten_the_work_or_put_it_off() {
        let today = date(2026, 9, 1);
        let (policy, calendar) = (Policy::defaults(today), Calendar::default());
        let template = template("automate_report").unwrap();
        let span = |exams: &[(Day, Day)], weekly: i32| {
            let mut template = template.clone();
            template.draft.weekly_hours = weekly;
            let draft = template.start_in(&Times { policy: &policy, calendar: &calendar, exams }, today);
            (draft.start.unwrap(), draft.end.unwrap())
        };
        assert_eq!(span(&[], 9), (date(2026, 9, 21), date(2026, 10, 9)));
        let finals = [(date(2026, 10, 7), date(2026, 10, 16))];
        // 25 hours: at 13 a week two weeks hold them, at 9 they do not.
        assert_eq!(span(&finals, 13), (date(2026, 9, 21), date(2026, 10, 6)));
        assert_eq!(span(&finals, 9), (date(2026, 10, 19), date(2026, 11, 6)));
        let both = [(date(2026, 10, 21), date(2026, 10, 25)), finals[0]];
        assert_eq!(span(&both, 9), (date(2026, 10, 26), date(2026, 11, 13)));
        let mistaken = [(date(2026, 1, 1), date(2029, 12, 31)), (date(2026, 12, 1), date(2026, 9, 1))];
        assert_eq!(span(&mistaken, 9), span(&[], 9));
    }

    proptest! {
        #[test]
        fn a_program_of_any_calendar_gets_a_plan_without_findings(
            ahead in 0_i64..800,
            holidays in prop::collection::vec(0_i64..120, 0..6),
            exams in prop::collection::vec((0_i64..120, 0_i64..15), 0..3),
            (review, decision) in (1_i32..5, 1_i32..9),
            which in 0_usize..12,
        ) {
            let today = plus_days(date(2026, 1, 1), ahead);
            let mut policy = Policy::defaults(today);
            (policy.review_days, policy.decision_days) = (review, decision);
            let calendar = Calendar { holidays: holidays.iter().map(|days| plus_days(today, *days)).collect() };
            let span = |(from, long): &(i64, i64)| (plus_days(today, *from), plus_days(today, from + long));
            let exams: Vec<(Day, Day)> = exams.iter().map(span).collect();
            let template = &templates()[which];
            let mut draft = template.start_in(&Times { policy: &policy, calendar: &calendar, exams: &exams }, today);
            draft.supervisor_name = "Ana Reyes".into();
            draft.supervisor_email = "ana@lantern.example".into();
            let (start, end) = (draft.start.unwrap(), draft.end.unwrap());
            prop_assert!(exams.iter().all(|(from, to)| *to < start || *from > end), "{exams:?} meet {start} to {end}");
            prop_assert!(decision_due(draft.apply_by.unwrap(), &policy, &calendar) < start);
            let facts = Facts { calendar, exams, ..Facts::new(today, true) };
            let report = check(&draft, &policy, &facts);
            prop_assert_eq!(report.findings.iter().map(|one| &one.message).collect::<Vec<_>>(), Vec::<&String>::new());
        }
    }
}
