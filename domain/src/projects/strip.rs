//! A project's calendar: posting, selection, work, milestones, and what stands in the way, week by week.

use super::draft::Draft;
use crate::applications::decision_due;
use crate::policy::{Calendar, Policy};
use crate::time::{Day, Week, days_between, plus_days};

/// Longest calendar: no project lasts longer, and a mistyped year must not fill a page.
const MOST_WEEKS: usize = 26;

crate::words! {
    /// What a mark of the calendar stands for.
    pub enum MarkKind {
        /// The day it is.
        Today = "today",
        /// Staff read it.
        Review = "review",
        /// Students can apply.
        Posting = "posting",
        /// The host chooses, until the printed day.
        Selection = "selection",
        /// First meeting.
        Kickoff = "kickoff",
        /// First to last day of work.
        Work = "work",
        /// Something is handed in.
        Milestone = "milestone",
        /// Exams, when students have no hours left.
        Exams = "exams",
        /// The program rests.
        Holiday = "holiday",
    }
}

impl MarkKind {
    /// As lists show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Review => "Review by staff",
            Self::Posting => "Students apply",
            Self::Selection => "You choose",
            Self::Kickoff => "First meeting",
            Self::Work => "Work",
            Self::Milestone => "Milestone",
            Self::Exams => "Exams",
            Self::Holiday => "Holiday",
        }
    }
}

/// A day or a span of days on the calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// What it stands for.
    pub kind: MarkKind,
    /// Its own name, where it has one: that of a milestone.
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day, not before `from`.
    pub to: Day,
}

/// One week of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StripWeek {
    /// Its Monday.
    pub monday: Day,
    /// Which week of the work it is, from 1; nothing before the work begins or after it ends.
    pub of_work: Option<usize>,
}

/// The weeks from today to the end of the work, with everything that happens in them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strip {
    /// One after the other, at least one.
    pub weeks: Vec<StripWeek>,
    /// By first day; of one day, longer spans first.
    pub marks: Vec<Mark>,
    /// The day it was drawn on: other years are told.
    pub today: Day,
}

impl Strip {
    /// Its first day, a Monday.
    #[must_use]
    pub fn first(&self) -> Day {
        self.weeks.first().map(|week| week.monday).unwrap_or_default()
    }

    /// Days it shows.
    #[must_use]
    pub fn days(&self) -> i64 {
        i64::try_from(self.weeks.len()).unwrap_or(0) * 7
    }

    /// Where a day stands: 0 for the first one.
    #[must_use]
    pub fn place(&self, day: Day) -> i64 {
        days_between(self.first(), day)
    }
}

/// The calendar of a draft as it is today; `None` while neither the dates of the work nor the last day to apply is there.
/// A draft that has not been sent is read by staff first (`review_days`), then posted.
#[must_use]
pub fn strip(draft: &Draft, policy: &Policy, calendar: &Calendar, exams: &[(Day, Day)], today: Day) -> Option<Strip> {
    let mut marks = work(draft);
    if let Some(apply_by) = draft.apply_by {
        marks.extend(before_work(apply_by, policy, calendar, today));
    }
    if marks.is_empty() {
        return None;
    }
    let first = marks.iter().map(|mark| mark.from).min()?.min(today);
    let last = marks.iter().map(|mark| mark.to).max()?.max(today);
    let monday = Week::of(first).monday();
    let count = usize::try_from(days_between(monday, last) / 7 + 1).unwrap_or(1).clamp(1, MOST_WEEKS);
    let weeks = weeks(draft, monday, count);
    let sunday = plus_days(monday, i64::try_from(count).unwrap_or(1) * 7 - 1);
    let point = |kind, day| Mark { kind, name: String::new(), from: day, to: day };
    marks.push(point(MarkKind::Today, today));
    marks.extend(calendar.holidays.iter().map(|day| point(MarkKind::Holiday, *day)));
    let exams = exams.iter().filter(|(from, to)| from <= to);
    marks.extend(exams.map(|(from, to)| Mark { kind: MarkKind::Exams, name: String::new(), from: *from, to: *to }));
    marks.retain(|mark| mark.to >= monday && mark.from <= sunday);
    for mark in &mut marks {
        (mark.from, mark.to) = (mark.from.max(monday), mark.to.min(sunday));
    }
    marks.sort_by_key(|mark| (mark.from, days_between(mark.to, mark.from), mark.kind));
    Some(Strip { weeks, marks, today })
}

/// Work, first meeting and milestones, as far as they have days.
fn work(draft: &Draft) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut put = |kind, name: &str, from, to| marks.push(Mark { kind, name: name.trim().to_owned(), from, to });
    if let (Some(start), Some(end)) = (draft.start, draft.end)
        && start <= end
    {
        put(MarkKind::Work, "", start, end);
    }
    if let Some(day) = draft.kickoff {
        put(MarkKind::Kickoff, "", day, day);
    }
    for row in &draft.milestones {
        if let Some(day) = row.due {
            put(MarkKind::Milestone, &row.name, day, day);
        }
    }
    marks
}

/// Review, posting and selection.
fn before_work(apply_by: Day, policy: &Policy, calendar: &Calendar, today: Day) -> Vec<Mark> {
    let mark = |kind, from, to| (from <= to).then(|| Mark { kind, name: String::new(), from, to });
    // The last day of review is the promised one; students see it on the day after at the latest.
    let reviewed = calendar.after(today, policy.review_days);
    let review = mark(MarkKind::Review, today, reviewed.min(apply_by)).filter(|_| apply_by >= today);
    let posting = mark(MarkKind::Posting, plus_days(reviewed, 1), apply_by);
    let selection = mark(MarkKind::Selection, plus_days(apply_by, 1), decision_due(apply_by, policy, calendar));
    [review, posting, selection].into_iter().flatten().collect()
}

fn weeks(draft: &Draft, monday: Day, count: usize) -> Vec<StripWeek> {
    let span = draft.start.zip(draft.end).filter(|(start, end)| start <= end);
    let week = |n: usize| {
        let monday = plus_days(monday, i64::try_from(n).unwrap_or(0) * 7);
        let of_work = span
            .filter(|(start, end)| plus_days(monday, 6) >= *start && monday <= *end)
            .and_then(|(start, _)| usize::try_from(days_between(Week::of(start).monday(), monday) / 7 + 1).ok());
        StripWeek { monday, of_work }
    };
    (0..count).map(week).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::projects::{MilestoneDraft, template};

    const TODAY: Day = date(2026, 9, 1);

    fn of(draft: &Draft, exams: &[(Day, Day)]) -> Option<Strip> {
        let calendar = Calendar { holidays: vec![date(2026, 9, 7), date(2027, 1, 1)] };
        strip(draft, &Policy::defaults(TODAY), &calendar, exams, TODAY)
    }

    fn spans(strip: &Strip, kind: MarkKind) -> Vec<(Day, Day)> {
        strip.marks.iter().filter(|mark| mark.kind == kind).map(|mark| (mark.from, mark.to)).collect()
    }

    #[test]
    fn a_template_shows_the_way_from_today_to_the_end() {
        let draft = template("automate_report").unwrap().start(TODAY);
        let strip = of(&draft, &[(date(2026, 9, 25), date(2027, 3, 1)), (date(2025, 1, 1), date(2025, 1, 9))]).unwrap();
        let (start, end) = (draft.start.unwrap(), draft.end.unwrap());
        assert_eq!((strip.first(), strip.place(strip.first())), (date(2026, 8, 31), 0));
        assert_eq!(spans(&strip, MarkKind::Today), [(TODAY, TODAY)]);
        assert_eq!(spans(&strip, MarkKind::Review), [(TODAY, date(2026, 9, 3))]);
        assert_eq!(spans(&strip, MarkKind::Posting), [(date(2026, 9, 4), draft.apply_by.unwrap())]);
        // Five working days after the last day to apply.
        assert_eq!(draft.apply_by, Some(date(2026, 9, 11)));
        assert_eq!(spans(&strip, MarkKind::Selection), [(date(2026, 9, 12), date(2026, 9, 18))]);
        assert_eq!(
            (spans(&strip, MarkKind::Work), spans(&strip, MarkKind::Kickoff)),
            (vec![(start, end)], vec![(start, start)])
        );
        assert_eq!(spans(&strip, MarkKind::Milestone).len(), draft.milestones.len());
        assert_eq!(spans(&strip, MarkKind::Holiday), [(date(2026, 9, 7), date(2026, 9, 7))]);
        let sunday = plus_days(strip.first(), strip.days() - 1);
        assert_eq!(
            spans(&strip, MarkKind::Exams),
            [(date(2026, 9, 25), sunday)],
            "cut at the end, and the old one gone"
        );
        let numbers: Vec<_> = strip.weeks.iter().map(|week| week.of_work).collect();
        assert_eq!(numbers, [None, None, None, Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn review_ends_on_the_promised_day() {
        let apply_by = |day| Draft { apply_by: Some(day), ..Draft::default() };
        // Promised for Thursday the 3rd. Whoever closes applications then leaves no day to apply.
        let strip = of(&apply_by(date(2026, 9, 3)), &[]).unwrap();
        assert_eq!(spans(&strip, MarkKind::Review), [(TODAY, date(2026, 9, 3))]);
        assert_eq!(spans(&strip, MarkKind::Posting), []);
        let strip = of(&apply_by(date(2026, 9, 4)), &[]).unwrap();
        assert_eq!(spans(&strip, MarkKind::Posting), [(date(2026, 9, 4), date(2026, 9, 4))]);
    }

    #[test]
    fn without_dates_there_is_no_calendar() {
        assert_eq!(of(&Draft::default(), &[(TODAY, TODAY)]), None);
        let backwards = Draft { start: Some(TODAY), end: Some(date(2026, 8, 1)), ..Draft::default() };
        assert_eq!(of(&backwards, &[]), None);
        let only = Draft { apply_by: Some(date(2026, 8, 20)), ..Draft::default() };
        let strip = of(&only, &[]).unwrap();
        assert!(spans(&strip, MarkKind::Review).is_empty() && spans(&strip, MarkKind::Posting).is_empty());
    }

    #[test]
    fn a_mistyped_year_does_not_fill_the_page() {
        let far = Draft { start: Some(TODAY), end: Some(date(9999, 12, 31)), ..Draft::default() };
        assert_eq!(of(&far, &[]).unwrap().weeks.len(), MOST_WEEKS);
        let old = Draft { start: Some(date(1, 1, 1)), end: Some(date(2, 1, 1)), ..Draft::default() };
        assert_eq!(of(&old, &[]).unwrap().weeks.len(), MOST_WEEKS);
    }

    proptest! {
        #[test]
        fn every_mark_lies_inside(
            days in prop::collection::vec(prop::option::of(-400_i64..4_000), 4),
            due in prop::collection::vec(-400_i64..4_000, 0..4),
            exams in prop::collection::vec((-400_i64..4_000, -10_i64..40), 0..3),
        ) {
            let day = |n: usize| days[n].map(|days| plus_days(TODAY, days));
            let row = |days: &i64| MilestoneDraft { due: Some(plus_days(TODAY, *days)), ..MilestoneDraft::default() };
            let draft = Draft {
                start: day(0),
                end: day(1),
                kickoff: day(2),
                apply_by: day(3),
                milestones: due.iter().map(row).collect(),
                ..Draft::default()
            };
            let exams: Vec<(Day, Day)> =
                exams.iter().map(|(from, long)| (plus_days(TODAY, *from), plus_days(TODAY, from + long))).collect();
            if let Some(strip) = of(&draft, &exams) {
                prop_assert!((1..=MOST_WEEKS).contains(&strip.weeks.len()));
                for mark in &strip.marks {
                    prop_assert!(mark.from <= mark.to, "{mark:?}");
                    prop_assert!(strip.place(mark.from) >= 0 && strip.place(mark.to) < strip.days(), "{mark:?}");
                }
                prop_assert!(strip.marks.is_sorted_by_key(|mark| mark.from));
            }
        }
    }
}
