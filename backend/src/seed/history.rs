//! A term of history of the demonstration: work that is done, paid and reviewed.

use domain::reviews::Side;
use domain::time::plus_days;

use super::hours::Said;
use super::projects::Spec;
use super::story::Story;
use crate::failure::Failure;

/// A finished project: what it was, its student, who else applied, weeks ago it started, the bank's
/// reference, and what both sides said.
struct Past {
    spec: Spec,
    student: &'static str,
    other: &'static str,
    weeks_ago: i64,
    reference: &'static str,
    of_host: (&'static str, &'static str, [u8; 4]),
    of_student: (&'static str, &'static str, [u8; 4]),
}

const HISTORY: [Past; 3] = [
    Past {
        spec: Spec::new(
            "community_event",
            "Plan the oral-history evening end to end",
            "Tideline Museum",
            "Ana Reyes",
            600,
        ),
        student: "Lena Haddad",
        other: "Ivo Brandt",
        weeks_ago: 9,
        reference: "ACH 2281-07",
        of_host: (
            "Ana told me on the second day which half of my plan to drop. I finished within the hours.",
            "A list of the rooms at the start would have saved me an afternoon.",
            [5, 5, 5, 4],
        ),
        of_student: (
            "Lena called people we had written to for months, and they came. The running order held to the minute.",
            "Send the budget a day earlier.",
            [5, 5, 4, 5],
        ),
    },
    Past {
        spec: Spec::new(
            "reconcile_quarter",
            "Reconcile one quarter and document the steps",
            "Lantern Legal Aid",
            "Tomás Vidal",
            420,
        ),
        student: "Theo Marsh",
        other: "Nico Ferreira",
        weeks_ago: 8,
        reference: "ACH 2281-11",
        of_host: (
            "Everything I needed was there on the first day, and questions were answered before lunch.",
            "",
            [5, 4, 5, 4],
        ),
        of_student: (
            "Theo found two postings we had missed for years, and wrote steps that my colleague followed alone.",
            "Say earlier when something takes longer.",
            [5, 4, 4, 5],
        ),
    },
    Past {
        spec: Spec::new(
            "social_media_campaign",
            "Build a four-week campaign for the open clinic days",
            "Juniper Health Collective",
            "Imani Cole",
            500,
        ),
        student: "Aisha Diallo",
        other: "Tess Varga",
        weeks_ago: 8,
        reference: "ACH 2281-15",
        of_host: (
            "They let me sit in on two visits, so I knew whom I was writing for.",
            "One person to approve posts instead of three.",
            [4, 4, 5, 5],
        ),
        of_student: (
            "Aisha asked who would read each post before she wrote it. Twice as many families came to the second day.",
            "",
            [5, 5, 5, 5],
        ),
    },
];

impl Story {
    /// All of it.
    pub(super) fn history(&mut self) -> Result<(), Failure> {
        HISTORY.iter().try_for_each(|past| self.completed(past))
    }

    fn completed(&mut self, past: &Past) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, -7 * past.weeks_ago);
        let draft = self.dated(&past.spec, start)?;
        let (mut work, mut job) = self.begun(&past.spec, draft, [past.student, past.other])?;
        let end = job.row.end_on;
        self.delivered(&mut job, end)?;
        let accepted = plus_days(end, 4);
        self.accepted(&mut work, &mut job, accepted)?;
        self.settle(&mut job, plus_days(accepted, 6), past.reference)?;
        let said = |days: i64, (strengths, improvement, ratings): (&'static str, &'static str, [u8; 4])| {
            Some(Said { day: plus_days(accepted, days), ratings, strengths, improvement })
        };
        self.reviews(
            &mut job,
            accepted,
            [(Side::Student, said(3, past.of_host)), (Side::Host, said(8, past.of_student))],
        )?;
        self.keep(work);
        self.keep_job(job);
        Ok(())
    }
}
