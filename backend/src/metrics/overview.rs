//! All metrics of a period at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::access::Action;
use domain::machine::Word as _;
use domain::metrics::{Cell, Figure, Grouping, Metric, Observation, Table, broken_down, figure, groups, publish};

use super::source::{Row as _, Source, each, sources};
use super::{Asked, applications};
use crate::cx::Cx;
use crate::failure::Failure;

/// One metric of the overview.
#[derive(Clone, PartialEq, Debug)]
pub struct MetricFigure {
    /// Which.
    pub metric: Metric,
    /// Its figure.
    pub figure: Figure,
    /// The figure of each month of the period, `2026-03`, first to last.
    pub months: Vec<(String, Figure)>,
}

/// One step of applications to accepted work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunnelStep {
    /// What it is.
    pub label: &'static str,
    /// How many came so far.
    pub count: Cell,
}

/// All metrics.
#[derive(Clone, PartialEq, Debug)]
pub struct Overview {
    /// What was asked.
    pub asked: Asked,
    /// Every metric, in the order of [`Metric::ALL`].
    pub figures: Vec<MetricFigure>,
    /// From application to accepted work.
    pub funnel: Vec<FunnelStep>,
    /// Fewest students a figure tells of.
    pub least: u32,
}

const STEPS: [&str; 5] = ["Applications", "Offers", "Accepted offers", "Work begun", "Work accepted"];

/// Every metric of a period.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not read metrics.
pub async fn overview(cx: &Cx, asked: &Asked) -> Result<Overview, Failure> {
    cx.require(Action::ViewMetrics)?;
    let (of_applications, others): (Vec<_>, Vec<_>) =
        sources(Metric::ALL).into_iter().partition(|(source, _)| *source == Source::Applications);
    // Applications are the most, and read once for both; the rest is read beside them.
    let (rows, mut found) = tokio::try_join!(applications::read(cx, asked), told(cx, asked, others))?;
    let funnel = funnel(cx, &rows);
    for (_, metrics) in of_applications {
        let seen = each(&rows, &metrics, |metric, row| applications::observe(metric, row, cx));
        found.extend(metrics.iter().zip(seen).map(|(metric, seen)| (*metric, one(cx, asked, *metric, &seen))));
    }
    let figures = Metric::ALL.iter().filter_map(|metric| found.remove(metric)).collect();
    Ok(Overview { asked: asked.clone(), figures, funnel, least: least(cx) })
}

/// The figures of these sources.
async fn told(
    cx: &Cx,
    asked: &Asked,
    sources: Vec<(Source, Vec<Metric>)>,
) -> Result<BTreeMap<Metric, MetricFigure>, Failure> {
    let mut found = BTreeMap::new();
    for (source, metrics) in sources {
        let read = source.read(cx, asked, &metrics).await?;
        found.extend(metrics.iter().zip(read).map(|(metric, seen)| (*metric, one(cx, asked, *metric, &seen))));
    }
    Ok(found)
}

/// Fewest students a figure tells of: the program's own limit, never fewer than five.
pub(super) fn least(cx: &Cx) -> u32 {
    let asked = u32::try_from(cx.policy().suppression_minimum).unwrap_or(domain::metrics::SMALLEST_GROUP);
    asked.max(domain::metrics::LEAST_SMALLEST_GROUP)
}

/// The figure of a metric, whole and by month.
pub(super) fn one(cx: &Cx, asked: &Asked, metric: Metric, seen: &[Observation]) -> MetricFigure {
    let all: Vec<&Observation> = seen.iter().collect();
    let (definition, k) = (metric.definition(), least(cx));
    let mut known: BTreeMap<Arc<str>, Figure> =
        broken_down(&groups(&all, Grouping::Month), &definition, k).into_iter().collect();
    let months = asked
        .months()
        .into_iter()
        .map(|name| {
            let figure = known.remove(name.as_str()).unwrap_or_default();
            (name, figure)
        })
        .collect();
    MetricFigure { metric, figure: figure(&all, &definition, k), months }
}

/// How far applications of the period came. Each step is what is not hidden of the steps after it, so that no difference
/// between two of them tells of few.
fn funnel(cx: &Cx, rows: &[applications::Application]) -> Vec<FunnelStep> {
    let at = |step: i32| rows.iter().filter(move |row| row.progress() == step);
    let steps = 0..i32::try_from(STEPS.len()).unwrap_or_default();
    let stopped: Vec<u32> = steps.clone().map(|step| u32::try_from(at(step).count()).unwrap_or(u32::MAX)).collect();
    let persons = |step: i32| at(step).filter_map(|row| row.head().person).collect::<BTreeSet<_>>();
    let mut people: Vec<u32> = steps.clone().map(|step| size(&persons(step))).collect();
    people.push(size(&steps.flat_map(persons).collect()));
    let table = publish(&Table::of_groups(stopped.clone()).of_people(vec![people.clone(), people]), least(cx));
    let cells = table.cells.first().cloned().unwrap_or_default();
    let step = |(index, label): (usize, &'static str)| {
        let hidden = cells.iter().skip(index).any(|cell| *cell == Cell::Hidden);
        let whole = index == 0 && table.total != Cell::Hidden;
        let count = stopped.iter().skip(index).sum();
        FunnelStep { label, count: if hidden && !whole { Cell::Hidden } else { Cell::Shown(count) } }
    };
    STEPS.into_iter().enumerate().map(step).collect()
}

fn size(people: &BTreeSet<uuid::Uuid>) -> u32 {
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}
