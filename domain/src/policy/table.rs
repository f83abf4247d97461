//! The figures of a program, each in one line: the fields of [`Policy`], their defaults, their names in the `policies`
//! table, and what the administrator's page says of them all come from here.
//!
//! To add a figure, add a line. Its order here is its order on the page and on the way to the browser.

use super::figures::{Figure, Group, Unit};
use crate::money::Cents;
use crate::time::Day;

/// A type a figure may have: how it becomes the number that is stored, and comes back.
trait Held {
    fn number(self) -> i64;
    fn held(number: i64) -> Self;
}

impl Held for i64 {
    fn number(self) -> i64 {
        self
    }
    fn held(number: i64) -> Self {
        number
    }
}

impl Held for i32 {
    fn number(self) -> i64 {
        self.into()
    }
    #[expect(clippy::cast_possible_truncation, reason = "callers keep every number within an i32")]
    fn held(number: i64) -> Self {
        number as Self
    }
}

impl Held for bool {
    fn number(self) -> i64 {
        self.into()
    }
    fn held(number: i64) -> Self {
        number != 0
    }
}

impl Held for Cents {
    fn number(self) -> i64 {
        self.0
    }
    fn held(number: i64) -> Self {
        Self(number)
    }
}

/// No figure is larger; what a file or a row says beyond it is as good as this.
fn kept(number: i64) -> i64 {
    number.clamp(i32::MIN.into(), i32::MAX.into())
}

/// `name: type = default, unit, (least, most), "Words", "About."`, in groups.
macro_rules! figures {
    ($($group:ident {
        $($name:ident: $kind:ty = $default:expr, $unit:ident, ($least:expr, $most:expr), $words:literal, $about:literal;)+
    })+) => {
        /// A program's figures on one day.
        #[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
        pub struct Policy {
            /// The version that is written into every event: the newest valid-from date in force.
            #[serde(with = "crate::time::as_text")]
            pub version: Day,
            $($(#[doc = concat!($words, ". ", $about)] pub $name: $kind,)+)+
        }

        /// How many figures there are.
        const COUNT: usize = [$($(stringify!($name)),+),+].len();

        /// Every figure, in the order of the page.
        pub const FIGURES: [Figure; COUNT] = [
            $($(Figure {
                name: stringify!($name),
                group: Group::$group,
                words: $words,
                unit: Unit::$unit,
                least: $least,
                most: $most,
                about: $about,
            },)+)+
        ];

        impl Policy {
            /// The specification's defaults, in force from `version`.
            #[must_use]
            pub fn defaults(version: Day) -> Self {
                Self { version, $($($name: $default,)+)+ }
            }

            /// Every figure as it is stored, in the order of [`FIGURES`].
            #[must_use]
            pub fn numbers(&self) -> [i64; COUNT] {
                [$($(self.$name.number(),)+)+]
            }

            /// The policy of these numbers, each within an `i32`.
            fn of(version: Day, numbers: [i64; COUNT]) -> Self {
                let [$($($name,)+)+] = numbers;
                Self { version, $($($name: Held::held($name),)+)+ }
            }

            /// Sets one figure by its name in the `policies` table; false for an unknown name.
            pub fn set(&mut self, name: &str, number: i64) -> bool {
                match name {
                    $($(stringify!($name) => self.$name = Held::held(kept(number)),)+)+
                    _ => return false,
                }
                true
            }
        }
    };
}

// The lowest pay cannot go below the federal minimum (29 U.S.C. 206), $7.25. In term, students in F-1 status may not work
// more than 20 hours a week (8 CFR 214.2(f)(9)(i)). No program can loosen either.
#[rustfmt::skip]
figures! {
    Pay {
        wage_floor: Cents = Cents(1_500), DollarsAnHour, (725, 20_000), "Lowest pay", "A project that pays less for its most hours is blocked (Q08).";
        payroll_tax: i64 = 765, PerCent, (0, 5_000), "Payroll tax of employees", "Withheld from employees’ pay, and shown as such: 6.2 % and 1.45 % (26 U.S.C. 3101).";
        student_exempt: bool = false, YesNo, (0, 1), "Students exempt from payroll tax", "Whether nothing is withheld from students (26 U.S.C. 3121(b)(10)).";
        least_hours: i32 = 5, Hours, (1, 100), "Shortest project", "A shorter project is blocked (Q05).";
        most_hours: i32 = 40, Hours, (1, 400), "Longest project", "A longer project is blocked (Q05).";
        hours_spread: i32 = 200, Share, (100, 400), "Most hours over the fewest", "A wider range of hours is blocked (Q05); 200 % is twice as many.";
        second_approval: Cents = Cents(100_000), Dollars, (0, 10_000_000), "Pay one person approves", "A payment above it is approved by two people of finance.";
        weekly_hours: i32 = 20, HoursAWeek, (1, 60), "Most work of a student", "An offer that fills a week beyond it cannot be accepted.";
    }
    Clarity {
        title_least: i32 = 15, Characters, (1, 40), "Shortest title", "A shorter title is warned of (Q01).";
        title_most: i32 = 90, Characters, (41, 90), "Longest title", "A longer title is warned of (Q01).";
        vague_phrases: i32 = 1, Phrases, (0, 20), "Vague phrases allowed", "More of “as needed”, “etc.” and the like are warned of (Q02).";
        least_words: i32 = 60, Words, (10, 500), "Fewest words", "A project described in fewer is blocked (Q02).";
        most_words: i32 = 700, Words, (100, 3_000), "Most words", "A longer text is warned of (Q24).";
        reading_grade: i32 = 12, Years, (5, 18), "Years of school a reader needs", "A text that asks for more is warned of (Q24).";
    }
    Realism {
        plan_tolerance: i32 = 10, Share, (0, 50), "Plan may differ from the hours by", "Milestones further off the most hours are warned of (Q06).";
        midpoint_hours: i32 = 10, Hours, (1, 400), "Hours without a milestone in the middle", "A longer project without one is warned of (Q06).";
        meeting_minutes: i32 = 120, Minutes, (0, 600), "Meetings in a week", "Counted beside the deliverables when a project is too large (Q07).";
        report_hours: i32 = 800, ExactHours, (0, 4_000), "Least hours for a report", "Staff decide on a project whose deliverables and meetings need more than its hours (Q07).";
        dataset_hours: i32 = 600, ExactHours, (0, 4_000), "Least hours for a dataset", "As for a report (Q07).";
        slides_hours: i32 = 500, ExactHours, (0, 4_000), "Least hours for slides", "As for a report (Q07).";
        design_hours: i32 = 800, ExactHours, (0, 4_000), "Least hours for a design", "As for a report (Q07).";
        code_hours: i32 = 1_500, ExactHours, (0, 4_000), "Least hours for code", "As for a report (Q07).";
        content_hours: i32 = 250, ExactHours, (0, 4_000), "Least hours for a content set", "As for a report (Q07).";
        plan_hours: i32 = 400, ExactHours, (0, 4_000), "Least hours for a plan", "As for a report (Q07).";
        event_hours: i32 = 800, ExactHours, (0, 4_000), "Least hours for an event", "As for a report (Q07).";
        analysis_hours: i32 = 500, ExactHours, (0, 4_000), "Least hours for an analysis", "As for a report (Q07).";
        other_hours: i32 = 200, ExactHours, (0, 4_000), "Least hours for anything else", "As for a report (Q07).";
        posting_days: i32 = 5, Days, (0, 60), "Time to apply", "Lies between the review and the choice; an earlier start is blocked (Q13).";
        onboarding_days: i32 = 3, Days, (0, 30), "Time to choose and sign", "Lies before the first day; an earlier start is blocked (Q13).";
        shortest_span: i32 = 7, Days, (1, 60), "Shortest time from start to end", "A shorter one is warned of (Q13).";
        longest_span: i32 = 56, Days, (7, 366), "Longest time from start to end", "A longer one is warned of (Q13).";
        slack_days: i32 = 2, Days, (0, 14), "Slack after the last milestone", "Less is warned of (Q13).";
        weekly_warn: i32 = 10, HoursAWeek, (1, 20), "Weekly load without a warning", "More is warned of (Q14).";
        weekly_refer: i32 = 15, HoursAWeek, (1, 20), "Weekly load without a decision", "Staff decide on more (Q14).";
        weekly_most: i32 = 20, HoursAWeek, (1, 20), "Weekly load of international students", "Beyond it they may not take part in term: it costs the most points, and blocks a project that gives the facts for their school (Q14).";
    }
    Support {
        check_in_gap: i32 = 7, Days, (1, 30), "Longest time between check-ins", "A longer one is warned of (Q15).";
        reply_promise: i32 = 2, BusinessDays, (1, 10), "Slowest reply", "A slower promise is warned of (Q15).";
        students_each: i32 = 5, Students, (1, 20), "Students of one supervisor", "More are warned of (Q15).";
    }
    Fairness {
        clerical_warn: i32 = 20, Share, (0, 100), "Clerical hours without a warning", "A larger part is warned of (Q11).";
        clerical_refer: i32 = 40, Share, (0, 100), "Clerical hours without a decision", "Staff decide on a larger part (Q11).";
        must_haves: i32 = 3, Skills, (0, 6), "Must-have skills", "More are warned of (Q16).";
        similar_share: i32 = 85, Share, (50, 100), "Words two projects may share", "Staff decide on a project that shares as many with a live one of the same host (Q22).";
        same_seats: i32 = 3, Students, (1, 20), "Students who make the same thing", "Staff decide when more, or more teams, would (Q22).";
    }
    Score {
        review_score: i32 = 60, Points, (0, 100), "Score for review", "A project with a lower one cannot be sent: its host edits it first.";
        fast_track: bool = true, YesNo, (0, 1), "Fast track for repeat hosts", "Whether a clean project of a host with a completed one is published without a reviewer.";
        fast_track_score: i32 = 80, Points, (0, 100), "Score for the fast track", "A project with a lower one is read by staff.";
    }
    Applications {
        open_applications: i32 = 5, Applications, (1, 50), "Open applications of a student", "More than these cannot be sent at one time.";
        blind_selection: bool = true, YesNo, (0, 1), "Blind selection", "Whether hosts see names only after shortlisting.";
    }
    Deadlines {
        review_days: i32 = 2, BusinessDays, (1, 20), "Time to review a project", "Promised to hosts; later reviews are shown as late, and an earlier start is blocked (Q13).";
        decision_days: i32 = 5, BusinessDays, (1, 30), "Time to answer applicants", "Printed on each project as the day of the answer.";
        automatic_answer_days: i32 = 10, BusinessDays, (1, 60), "Time to the automatic answer", "Then applicants are answered for a silent host.";
        offer_hours: i32 = 48, Hours, (12, 336), "Time an offer stands", "Then the seat is free for others.";
        silent_approval_days: i32 = 5, BusinessDays, (1, 20), "Time until silence approves hours", "A submitted week counts as approved then.";
        acceptance_days: i32 = 7, BusinessDays, (1, 30), "Time to accept work", "Then staff may accept it for a silent host.";
        review_window_days: i32 = 14, Days, (3, 90), "Time to review each other", "Then both reviews are opened.";
        extension_days: i32 = 3, Days, (1, 30), "Time to answer an extension", "Then it lapses.";
    }
    Privacy {
        suppression_minimum: i32 = 10, Students, (5, 100), "Fewest students a metric tells of", "A metric of fewer is hidden, and so is what would give it away.";
    }
}

impl Policy {
    /// Every figure by its name in the `policies` table, as text.
    #[must_use]
    pub fn figures(&self) -> Vec<(String, String)> {
        FIGURES
            .iter()
            .zip(self.numbers())
            .map(|(figure, number)| (figure.name.to_owned(), number.to_string()))
            .collect()
    }

    /// Every figure in order: how a policy travels to the browser, which would need a kilobyte for their names.
    #[must_use]
    pub fn written(&self) -> String {
        self.numbers().map(|number| number.to_string()).join(" ")
    }

    /// The policy that [`Policy::written`] wrote; nothing when a number is missing.
    #[must_use]
    pub fn read(version: Day, text: &str) -> Option<Self> {
        let mut numbers = [0; COUNT];
        let mut words = text.split(' ');
        for number in &mut numbers {
            *number = kept(words.next()?.parse().ok()?);
        }
        Some(Self::of(version, numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_policy_survives_its_way_to_the_browser() {
        let mut policy = Policy::defaults(date(2026, 1, 1));
        for (name, number) in policy.figures() {
            let other = if number == "0" { 1 } else { 0 };
            assert!(policy.set(&name, other), "{name}");
            assert_eq!(Policy::read(policy.version, &policy.written()), Some(policy.clone()), "{name}");
        }
        assert_eq!(Policy::read(policy.version, "1500 765"), None);
    }

    #[test]
    fn every_figure_can_be_set_by_name() {
        let mut policy = Policy::defaults(date(2026, 1, 1));
        assert!(policy.set("wage_floor", 1700));
        assert_eq!(policy.wage_floor, Cents(1700));
        assert!(!policy.set("no_such_figure", 1));
        assert!(policy.set("most_hours", i64::MAX));
        assert_eq!(policy.most_hours, i32::MAX, "as much as there can be");
    }
}
