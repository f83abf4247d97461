//! One metric of a period.

use std::sync::Arc;

use domain::access::Action;
use domain::metrics::{Figure, Grouping, Metric, Observation, broken_down, groups};

use super::Asked;
use super::overview::{MetricFigure, least, one};
use super::source::Source;
use crate::cx::Cx;
use crate::failure::Failure;

/// What the page of a metric shows.
#[derive(Clone, PartialEq, Debug)]
pub struct MetricPage {
    /// What was asked.
    pub asked: Asked,
    /// Whole and by month.
    pub whole: MetricFigure,
    /// By category of the project; empty is none.
    pub categories: Vec<(Arc<str>, Figure)>,
    /// By kind of host; empty is not said.
    pub kinds: Vec<(Arc<str>, Figure)>,
    /// Fewest students a figure tells of.
    pub least: u32,
}

/// One metric with all its parts.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not read metrics.
pub async fn metric_page(cx: &Cx, metric: Metric, asked: &Asked) -> Result<MetricPage, Failure> {
    cx.require(Action::ViewMetrics)?;
    let seen = Source::of(metric).read(cx, asked, &[metric]).await?.pop().unwrap_or_default();
    let all: Vec<&Observation> = seen.iter().collect();
    let by = |grouping| broken_down(&groups(&all, grouping), &metric.definition(), least(cx));
    Ok(MetricPage {
        asked: asked.clone(),
        whole: one(cx, asked, metric, &seen),
        categories: by(Grouping::Category),
        kinds: by(Grouping::HostKind),
        least: least(cx),
    })
}
