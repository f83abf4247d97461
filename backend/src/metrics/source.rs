//! What every source of metrics has in common: whose a thing is, and which metrics it answers.

use std::sync::Arc;

use domain::metrics::{Metric, Observation, Observed, Seen};
use domain::time::{Day, Instant};
use uuid::Uuid;

use super::Asked;
use super::{applications, engagements, finished, hosts, pay, projects, reviews, submissions};
use crate::cx::Cx;
use crate::failure::Failure;

/// A source: one query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Source {
    Projects,
    Submissions,
    Applications,
    Engagements,
    Finished,
    Settled,
    Committed,
    Reviews,
    Returning,
    Retained,
}

impl Source {
    /// Which source answers a metric.
    pub(super) const fn of(metric: Metric) -> Self {
        match metric {
            Metric::ApplicantsPerProject
            | Metric::ProjectsWithoutApplicants
            | Metric::FillRate
            | Metric::ExpiryRate
            | Metric::TimeToPublish
            | Metric::TimeToFill
            | Metric::ScopeScore => Self::Projects,
            Metric::TimeToReview | Metric::ScopeReturned => Self::Submissions,
            Metric::SelectionRate | Metric::ApplicationSuccess | Metric::DecisionsInTime => Self::Applications,
            Metric::StartRate
            | Metric::CompletionRate
            | Metric::TimeToStart
            | Metric::SilentStudents
            | Metric::SilentHosts => Self::Engagements,
            Metric::OnTime
            | Metric::TimeToPay
            | Metric::HoursAccuracy
            | Metric::HoursOver
            | Metric::HourlyPay
            | Metric::BelowFloor
            | Metric::PayPerCompletion => Self::Finished,
            Metric::WagesPaid => Self::Settled,
            Metric::WagesCommitted => Self::Committed,
            Metric::StudentsContent | Metric::HostsContent | Metric::HostsAgain => Self::Reviews,
            Metric::RepeatHosts => Self::Returning,
            Metric::HostRetention => Self::Retained,
        }
    }

    /// What this source says about these metrics, in their order.
    pub(super) async fn read(
        self,
        cx: &Cx,
        asked: &Asked,
        metrics: &[Metric],
    ) -> Result<Vec<Vec<Observation>>, Failure> {
        Ok(match self {
            Self::Projects => each(&projects::read(cx, asked).await?, metrics, |m, row| projects::observe(m, row, cx)),
            Self::Submissions => {
                each(&submissions::read(cx, asked).await?, metrics, |m, row| submissions::observe(m, row, cx))
            }
            Self::Applications => {
                each(&applications::read(cx, asked).await?, metrics, |m, row| applications::observe(m, row, cx))
            }
            Self::Engagements => {
                each(&engagements::read(cx, asked).await?, metrics, |m, row| engagements::observe(m, row, cx))
            }
            Self::Finished => each(&finished::read(cx, asked).await?, metrics, |m, row| finished::observe(m, row, cx)),
            Self::Settled => each(&pay::settled(cx, asked).await?, metrics, |_, row| pay::observe(row)),
            Self::Committed => each(&pay::committed(cx, asked).await?, metrics, |_, row| pay::observe(row)),
            Self::Reviews => each(&reviews::read(cx, asked).await?, metrics, reviews::observe),
            Self::Returning => each(&hosts::returning(cx, asked).await?, metrics, |_, row| hosts::observe(row)),
            Self::Retained => each(&hosts::retained(cx, asked).await?, metrics, |_, row| hosts::observe(row)),
        })
    }
}

/// The sources of these metrics, each with what it answers.
pub(super) fn sources(metrics: &[Metric]) -> Vec<(Source, Vec<Metric>)> {
    let mut found: Vec<(Source, Vec<Metric>)> = Vec::new();
    for metric in metrics {
        let source = Source::of(*metric);
        match found.iter_mut().find(|(known, _)| *known == source) {
            Some((_, metrics)) => metrics.push(*metric),
            None => found.push((source, vec![*metric])),
        }
    }
    found
}

/// What every row says of itself.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) id: Uuid,
    pub(super) day: Day,
    pub(super) category: Arc<str>,
    pub(super) kind: Arc<str>,
    pub(super) host: Uuid,
    pub(super) person: Option<Uuid>,
}

/// The head of a row with this id, host and student, of this category and kind of host.
pub(super) fn head(
    cx: &Cx,
    at: Instant,
    (id, host, person): (Uuid, Uuid, Option<Uuid>),
    (category, kind): (String, String),
) -> Head {
    Head { id, day: cx.program().day_of(at), category: category.into(), kind: kind.into(), host, person }
}

/// A row with its head.
pub(super) trait Row {
    fn head(&self) -> &Head;
}

/// What rows say about these metrics, in their order.
pub(super) fn each<R: Row>(
    rows: &[R],
    metrics: &[Metric],
    observe: impl Fn(Metric, &R) -> Option<Seen>,
) -> Vec<Vec<Observation>> {
    let of = |metric: Metric| {
        rows.iter().filter_map(|row| observe(metric, row).map(|seen| observation(row.head(), seen))).collect()
    };
    metrics.iter().copied().map(of).collect()
}

fn observation(head: &Head, seen: Seen) -> Observation {
    Observation {
        id: head.id,
        day: head.day,
        category: head.category.clone(),
        kind: head.kind.clone(),
        host: head.host,
        person: head.person,
        seen,
    }
}

/// One of one, or none of one.
pub(super) fn part(is: bool) -> Seen {
    Seen::Part(u32::from(is), 1)
}

/// Waited from one moment until the other came, or until `end` in vain. Whole days have passed.
pub(super) fn waited(from: Instant, until: Option<Instant>, end: Instant) -> Seen {
    let passed = until.unwrap_or(end).as_second().saturating_sub(from.as_second()).max(0);
    let days = u32::try_from(passed / 86_400).unwrap_or(u32::MAX);
    Seen::Wait(Observed { days, happened: until.is_some() })
}
