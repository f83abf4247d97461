//! Every metric, once: what it is called, what is counted among what, and whose day it goes by. Queries, pages, tables and
//! frozen figures all read this; `metrics.md` is where it comes from.

use crate::machine::Word as _;

/// Where the definitions come from.
pub const SOURCE: &str = "metrics.md";
/// Counts up when a definition changes what it counts: frozen figures name it.
pub const VERSION: i32 = 1;

crate::words! {
    /// A heading of the page of metrics.
    pub enum MetricGroup {
        /// From a project to its end.
        Funnel = "funnel",
        /// How long things take.
        Speed = "speed",
        /// Who is chosen, and whether they are told in time.
        Selection = "selection",
        /// What work earns and takes.
        Pay = "pay",
        /// How good it is.
        Quality = "quality",
        /// Who comes back.
        Hosts = "hosts",
    }
}

impl MetricGroup {
    /// Its heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Funnel => "Funnel",
            Self::Speed => "Speed",
            Self::Selection => "Fairness of selection",
            Self::Pay => "Pay and hours",
            Self::Quality => "Quality",
            Self::Hosts => "Hosts",
        }
    }
}

/// What a figure is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetricUnit {
    /// Of a hundred.
    PerCent,
    /// Applications to one project.
    Applicants,
    /// Days.
    Days,
    /// Points of the scope check.
    Points,
    /// Cents, written in dollars.
    Dollars,
    /// Cents of one hour, written in dollars.
    DollarsAnHour,
}

/// How single things become one figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// So many of so many.
    Share,
    /// The same of people, each counted once.
    SharePeople,
    /// The middle and the quarters.
    Spread,
    /// The middle of a wait, where some still wait.
    Wait,
    /// The mean.
    Mean,
    /// The sum of money.
    Sum,
    /// Money for each.
    Each,
}

/// Whom a figure tells of: people are hidden when they are few (`metrics.md`, suppression).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// Students.
    Students,
    /// Projects, hosts and days of the program's own work.
    Work,
}

/// What one metric is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Definition {
    /// Its name on screen.
    pub name: &'static str,
    /// Under which heading it stands.
    pub group: MetricGroup,
    /// What it is written in.
    pub unit: MetricUnit,
    /// How it is made.
    pub measure: Measure,
    /// Whom it tells of.
    pub about: About,
    /// How it is made, in a sentence.
    pub formula: &'static str,
    /// What is counted.
    pub numerator: &'static str,
    /// Among what.
    pub denominator: &'static str,
    /// Which day puts something into a period.
    pub cohort: &'static str,
}

crate::words! {
    /// What the database can truly answer.
    pub enum Metric {
        /// Applications to each project.
        ApplicantsPerProject = "applicants-per-project",
        /// Projects without any.
        ProjectsWithoutApplicants = "projects-without-applicants",
        /// Seats that were taken.
        FillRate = "fill-rate",
        /// Projects that ran out.
        ExpiryRate = "expiry-rate",
        /// Accepted offers that became work.
        StartRate = "start-rate",
        /// Work that was accepted.
        CompletionRate = "completion-rate",
        /// Accepted work that was handed in in time.
        OnTime = "on-time-completion",
        /// Sent for review until decided.
        TimeToReview = "time-to-review",
        /// Sent for review until published.
        TimeToPublish = "time-to-publish",
        /// Published until the first accepted offer.
        TimeToFill = "time-to-fill",
        /// Accepted offer until the start.
        TimeToStart = "time-to-start",
        /// Accepted work until all pay is settled.
        TimeToPay = "time-to-pay",
        /// Applicants who were chosen.
        SelectionRate = "selection-rate",
        /// Applications that were chosen.
        ApplicationSuccess = "application-success",
        /// Applications a person decided in time.
        DecisionsInTime = "decisions-in-time",
        /// Hours against the plan.
        HoursAccuracy = "hours-accuracy",
        /// Work that took a tenth more than planned.
        HoursOver = "hours-over-plan",
        /// What reaches a student for an hour.
        HourlyPay = "hourly-pay",
        /// Work that paid less than the floor.
        BelowFloor = "pay-below-floor",
        /// Pay that was settled.
        WagesPaid = "wages-paid",
        /// Pay that is promised.
        WagesCommitted = "wages-committed",
        /// Settled pay of each accepted work.
        PayPerCompletion = "pay-per-completion",
        /// Scores of the scope check.
        ScopeScore = "scope-score",
        /// Projects sent back.
        ScopeReturned = "scope-returned",
        /// Students content with their host.
        StudentsContent = "students-content",
        /// Hosts content with their student.
        HostsContent = "hosts-content",
        /// Hosts who would work with the student again.
        HostsAgain = "hosts-again",
        /// Students who did not come, or stopped answering.
        SilentStudents = "silent-students",
        /// Hosts who did not come, or did not answer.
        SilentHosts = "silent-hosts",
        /// Hosts who publish again.
        RepeatHosts = "repeat-hosts",
        /// New hosts who are still here a year later.
        HostRetention = "host-retention",
    }
}

use About::{Students, Work};
use Measure::{Each, Mean, Share, SharePeople, Spread, Sum, Wait};
use MetricGroup as G;
use MetricUnit::{Applicants, Days, Dollars, DollarsAnHour, PerCent, Points};

/// How something is counted: heading, unit, measure, whom it tells of.
type Kind = (MetricGroup, MetricUnit, Measure, About);

const fn of(name: &'static str, kind: Kind, formula: &'static str, counted: [&'static str; 3]) -> Definition {
    let ((group, unit, measure, about), [numerator, denominator, cohort]) = (kind, counted);
    Definition { name, group, unit, measure, about, formula, numerator, denominator, cohort }
}

const PUBLISHED: &str = "the day the project was published";
const SUBMITTED: &str = "the day the project was sent for review";
const APPLIED: &str = "the day of the application";
const TAKEN: &str = "the day the offer was accepted";
const ACCEPTED: &str = "the day the host accepted the work";
const OPENED: &str = "the day both reviews were opened";

impl Metric {
    /// What it is.
    #[must_use]
    pub const fn definition(self) -> Definition {
        match self {
            Self::TimeToReview
            | Self::TimeToPublish
            | Self::TimeToFill
            | Self::TimeToStart
            | Self::TimeToPay
            | Self::SelectionRate
            | Self::ApplicationSuccess
            | Self::DecisionsInTime => self.of_speed(),
            Self::HoursAccuracy
            | Self::HoursOver
            | Self::HourlyPay
            | Self::BelowFloor
            | Self::WagesPaid
            | Self::WagesCommitted
            | Self::PayPerCompletion => self.of_pay(),
            Self::ScopeScore
            | Self::ScopeReturned
            | Self::StudentsContent
            | Self::HostsContent
            | Self::HostsAgain
            | Self::SilentStudents
            | Self::SilentHosts
            | Self::RepeatHosts
            | Self::HostRetention => self.of_quality(),
            _ => self.of_funnel(),
        }
    }

    #[rustfmt::skip]
    const fn of_funnel(self) -> Definition {
        match self {
            Self::ApplicantsPerProject => of("Applicants per project", (G::Funnel, Applicants, Spread, Work), "The median of the applications to each published project, with both quarters.", ["applications sent", "published projects", PUBLISHED]),
            Self::ProjectsWithoutApplicants => of("Projects nobody applied to", (G::Funnel, PerCent, Share, Work), "Published projects without an application, of all published projects.", ["projects without an application", "published projects", PUBLISHED]),
            Self::FillRate => of("Fill rate", (G::Funnel, PerCent, Share, Work), "Seats with an accepted offer, of all seats of published projects.", ["seats with an accepted offer", "published seats", PUBLISHED]),
            Self::ExpiryRate => of("Expiry rate", (G::Funnel, PerCent, Share, Work), "Projects that ran out without anybody at work, of all published projects.", ["expired projects", "published projects", PUBLISHED]),
            Self::StartRate => of("Start rate", (G::Funnel, PerCent, Share, Students), "Work that began, of all accepted offers. What is still being made ready is not counted.", ["engagements that began", "accepted offers", TAKEN]),
            Self::CompletionRate => of("Completion rate", (G::Funnel, PerCent, Share, Students), "Work a host accepted, of all that began and is over; ended early counts as not completed. What is under way, paused or disputed is not counted.", ["engagements with accepted work", "engagements that began and are over", TAKEN]),
            _ => of("On-time completion", (G::Funnel, PerCent, Share, Students), "Accepted work handed in by the last agreed day, with the latest extension, of all accepted work.", ["engagements handed in in time", "engagements with accepted work", ACCEPTED]),
        }
    }

    #[rustfmt::skip]
    const fn of_speed(self) -> Definition {
        match self {
            Self::TimeToReview => of("Time to review", (G::Speed, Days, Wait, Work), "The median of the days from sending a project to the answer of staff (Kaplan-Meier: what still waits counts as waiting).", ["projects that were answered", "projects sent for review, each time anew", SUBMITTED]),
            Self::TimeToPublish => of("Time to publish", (G::Speed, Days, Wait, Work), "The median of the days from sending a project, the last time, to its publication.", ["projects that were published", "published projects", PUBLISHED]),
            Self::TimeToFill => of("Time to fill", (G::Speed, Days, Wait, Work), "The median of the days from publication to the first accepted offer (Kaplan-Meier: a project without one counts as open until it closed, or until now).", ["projects with an accepted offer", "published projects", PUBLISHED]),
            Self::TimeToStart => of("Time to start", (G::Speed, Days, Wait, Students), "The median of the days from the accepted offer to the start of work (Kaplan-Meier: what never began counts until it ended, or until now).", ["engagements that began", "accepted offers", TAKEN]),
            Self::TimeToPay => of("Time to pay", (G::Speed, Days, Wait, Students), "The median of the days from accepted work until all its pay is settled (Kaplan-Meier: unpaid work counts until now).", ["engagements paid in full", "engagements with accepted work and pay", ACCEPTED]),
            Self::SelectionRate => of("Selection rate", (G::Selection, PerCent, SharePeople, Students), "Students who accepted at least one offer, of all students who applied; each is counted once.", ["students with an accepted offer", "students who applied", APPLIED]),
            Self::ApplicationSuccess => of("Success of an application", (G::Selection, PerCent, Share, Students), "Accepted offers, of all applications sent; withdrawn ones are not counted.", ["accepted offers", "applications", APPLIED]),
            _ => of("Decisions in time", (G::Selection, PerCent, Share, Students), "Applications a person at the host or of staff decided by the printed day, of all whose day is over. Withdrawn and ineligible ones, and those of projects that ended, are not counted; the automatic answer is no decision.", ["applications decided in time", "applications due", APPLIED]),
        }
    }

    #[rustfmt::skip]
    const fn of_pay(self) -> Definition {
        match self {
            Self::HoursAccuracy => of("Hours accuracy", (G::Pay, PerCent, Spread, Students), "The median of approved hours over the most hours agreed, in per cent, with both quarters.", ["approved hours", "engagements with accepted work", ACCEPTED]),
            Self::HoursOver => of("Work a tenth over its hours", (G::Pay, PerCent, Share, Students), "Engagements with more than 110 % of the agreed hours approved, of all accepted work.", ["engagements over 110 %", "engagements with accepted work", ACCEPTED]),
            Self::HourlyPay => of("Effective hourly pay", (G::Pay, DollarsAnHour, Spread, Students), "The median of settled pay less payroll tax, over approved hours, by today’s tax figures. Work for credit is not counted.", ["what reached the student for an hour", "paid engagements with approved hours", ACCEPTED]),
            Self::BelowFloor => of("Pay below the floor", (G::Pay, PerCent, Share, Students), "Engagements whose settled pay before tax, over approved hours, is less than the program’s lowest pay in force today, of all paid ones.", ["engagements below the floor", "paid engagements with approved hours", ACCEPTED]),
            Self::WagesPaid => of("Wages paid", (G::Pay, Dollars, Sum, Students), "The sum of settled payments to students, before tax. Reversed ones are taken out.", ["settled pay", "settled payments", "the day the payment was settled"]),
            Self::WagesCommitted => of("Wages committed", (G::Pay, Dollars, Sum, Students), "The sum of payments that are promised or on their way today: from the accepted offer up to the last step before they are settled. The period does not matter.", ["promised pay", "payments not settled yet", "today"]),
            _ => of("Pay per completed work", (G::Pay, Dollars, Each, Students), "Settled pay before tax of accepted work that is paid in full, over the number of these engagements. Fees of the program are not in it: they are recorded nowhere.", ["settled pay", "engagements paid in full", ACCEPTED]),
        }
    }

    #[rustfmt::skip]
    const fn of_quality(self) -> Definition {
        match self {
            Self::ScopeScore => of("Scope quality", (G::Quality, Points, Mean, Work), "The mean score of the scope check of published projects, as they stand after their latest change.", ["points", "published projects", PUBLISHED]),
            Self::ScopeReturned => of("Projects sent back", (G::Quality, PerCent, Share, Work), "Projects staff asked to change, of all that were answered.", ["projects sent back", "answers to projects sent for review", SUBMITTED]),
            Self::StudentsContent => of("Students content with their host", (G::Quality, PerCent, Share, Students), "Reviews by students that are solid or better on average (3 of 4 levels; 4 of 5 in older ones), of all opened reviews by students.", ["reviews at 3 of 4 or more", "opened reviews by students", OPENED]),
            Self::HostsContent => of("Hosts content with their student", (G::Quality, PerCent, Share, Students), "Reviews by hosts that are solid or better on average (3 of 4 levels; 4 of 5 in older ones), of all opened reviews by hosts.", ["reviews at 3 of 4 or more", "opened reviews by hosts", OPENED]),
            Self::HostsAgain => of("Hosts who would work together again", (G::Quality, PerCent, Share, Students), "Hosts’ reviews that say they would work with the student again, of those that say either.", ["reviews that say yes", "hosts’ reviews that answer", OPENED]),
            Self::SilentStudents => of("Students gone silent", (G::Quality, PerCent, Share, Students), "Students who did not come, or whose work nobody heard of until it was closed by itself, of all accepted offers whose first day was due.", ["no-shows and work closed in silence", "accepted offers that were due", TAKEN]),
            Self::SilentHosts => of("Hosts gone silent", (G::Quality, PerCent, Share, Students), "Hosts who did not come, or whose silence accepted the work, of all accepted offers whose first day was due.", ["no-shows and work accepted by silence", "accepted offers that were due", TAKEN]),
            Self::RepeatHosts => of("Hosts who publish again", (G::Hosts, PerCent, Share, Work), "Hosts that publish again within 365 days of their first accepted work in the period, of those whose 365 days have passed.", ["hosts that published again", "hosts with accepted work a year ago or longer", ACCEPTED]),
            _ => of("Hosts still here a year later", (G::Hosts, PerCent, Share, Work), "Hosts that published in the same period one year after their first, of those whose first publication was in the period a year before.", ["hosts that published in this period", "hosts that first published in the same period a year before", "the day of the first publication, plus a year"]),
        }
    }

    /// What stands in its address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.word()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_metric_says_what_it_counts() {
        let mut names = BTreeSet::new();
        for metric in Metric::ALL {
            let found = metric.definition();
            assert!(names.insert(found.name), "{} is two metrics", found.name);
            assert!(found.formula.ends_with('.') && found.formula.len() > 40, "{}", found.name);
            for words in [found.numerator, found.denominator, found.cohort] {
                assert!(!words.is_empty() && !words.ends_with('.'), "{}: {words}", found.name);
            }
            assert!(metric.slug().chars().all(|one| one.is_ascii_lowercase() || one == '-'), "{}", metric.slug());
        }
    }

    #[test]
    fn every_heading_has_metrics() {
        for group in MetricGroup::ALL {
            assert!(Metric::ALL.iter().any(|metric| metric.definition().group == *group), "{group:?}");
        }
    }
}
