//! Figures as comma-separated values, exactly those the page shows.

use std::fmt::Write as _;

use domain::hosts::HostKind;
use domain::machine::Word as _;
use domain::metrics::{Figure, Metric, Rate, SOURCE, VERSION};

use super::{Asked, Filter, MetricFigure, MetricPage, Overview, Period, Snapshot};

const HEADINGS: &str = "metric,part,of_what,told,value,low,high,numerator,denominator,unit,formula,first_day,last_day,category,host_type,definition_version,source";

/// All metrics of a period with their months.
#[must_use]
pub fn overview_csv(overview: &Overview) -> String {
    let mut text = format!("{HEADINGS}\r\n");
    for one in &overview.figures {
        whole(&mut text, &overview.asked, one);
    }
    text
}

/// The figures of a snapshot with their months, by the definitions they were told under.
#[must_use]
pub fn snapshot_csv(snapshot: &Snapshot) -> String {
    let head = &snapshot.head;
    let said = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
    let filter = Filter { category: said(&head.category), kind: HostKind::from_word(&head.kind) };
    let asked = Asked { period: Period::Own, first: head.first, last: head.last, filter };
    let mut text = format!("{HEADINGS}\r\n");
    for one in &snapshot.figures {
        let meant = (one.formula.as_str(), head.version);
        told_line(&mut text, &asked, one.metric, meant, ("all", ""), &one.figure);
        for (month, figure) in &one.months {
            told_line(&mut text, &asked, one.metric, meant, ("month", month), figure);
        }
    }
    text
}

/// One metric with its months, categories and kinds of hosts.
#[must_use]
pub fn metric_csv(page: &MetricPage) -> String {
    let mut text = format!("{HEADINGS}\r\n");
    whole(&mut text, &page.asked, &page.whole);
    for (name, figure) in &page.categories {
        line(&mut text, &page.asked, page.whole.metric, ("category", name), figure);
    }
    for (name, figure) in &page.kinds {
        line(&mut text, &page.asked, page.whole.metric, ("host type", name), figure);
    }
    text
}

fn whole(text: &mut String, asked: &Asked, one: &MetricFigure) {
    line(text, asked, one.metric, ("all", ""), &one.figure);
    for (month, figure) in &one.months {
        line(text, asked, one.metric, ("month", month), figure);
    }
}

fn line(text: &mut String, asked: &Asked, metric: Metric, part: (&str, &str), figure: &Figure) {
    told_line(text, asked, metric, (metric.definition().formula, VERSION), part, figure);
}

fn told_line(
    text: &mut String,
    asked: &Asked,
    metric: Metric,
    (formula, version): (&str, i32),
    (part, name): (&str, &str),
    figure: &Figure,
) {
    let range = figure.range();
    let of = if let Figure::Rate { of, .. } = figure { *of } else { None };
    let number = |number: Option<f64>| number.map(|number| format!("{number:.4}")).unwrap_or_default();
    let fields = [
        metric.slug().to_owned(),
        part.to_owned(),
        name.to_owned(),
        told(figure).to_owned(),
        number(figure.number()),
        number(range.map(|range| range.0)),
        number(range.map(|range| range.1)),
        of.map(|of| of.to_string()).unwrap_or_default(),
        figure.count().map(|count| count.to_string()).unwrap_or_default(),
        format!("{:?}", metric.definition().unit),
        formula.to_owned(),
        asked.first.to_string(),
        asked.last.to_string(),
        asked.filter.category.clone().unwrap_or_default(),
        asked.kind().unwrap_or_default().to_owned(),
        version.to_string(),
        SOURCE.to_owned(),
    ];
    let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    // Writing into a text cannot fail.
    let _ = write!(text, "{}\r\n", quoted.join(","));
}

/// In words whether the value is told.
const fn told(figure: &Figure) -> &'static str {
    match figure {
        Figure::Nothing => "nothing to count",
        Figure::Hidden | Figure::Rate { rate: Rate::Hidden, .. } => "hidden: too few",
        Figure::Rate { rate: Rate::AtMostFive, .. } => "at most",
        Figure::Rate { rate: Rate::AtLeastNinetyFive, .. } => "at least",
        Figure::Wait { median: None, .. } => "more than half still wait",
        _ => "exactly",
    }
}

/// A field between quotes. What a spreadsheet would take for a formula becomes a text.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, field.replace('"', "\"\""))
}
