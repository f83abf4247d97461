//! Figures in words.

use backend::metrics::Asked;
use domain::hosts::HostKind;
use domain::machine::Word as _;
use domain::metrics::{Definition, Figure, MetricUnit, Rate};
use domain::money::Cents;
use domain::time::dated;

use crate::hosts::kind_words;
use crate::ui::TrendPoint;

/// Said where a figure tells of too few.
pub(super) const HIDDEN: &str = "Hidden";

/// The figure itself: `73 %`, `6 days`, `$18.20`.
pub(super) fn value(figure: &Figure, unit: MetricUnit) -> String {
    match figure {
        Figure::Nothing => "Nothing to count".to_owned(),
        Figure::Hidden | Figure::Rate { rate: Rate::Hidden, .. } => HIDDEN.to_owned(),
        Figure::Rate { rate: Rate::AtMostFive, .. } => "At most 5 %".to_owned(),
        Figure::Rate { rate: Rate::AtLeastNinetyFive, .. } => "At least 95 %".to_owned(),
        Figure::Wait { median: None, .. } => "More than half still wait".to_owned(),
        told => told.number().map(|number| in_unit(number, unit)).unwrap_or_default(),
    }
}

/// Of what: `38 of 52 applications`, `of 52 published projects`.
pub(super) fn of_what(figure: &Figure, definition: &Definition) -> String {
    of_words(figure, definition.numerator, definition.denominator)
}

/// The same with the words of a definition.
pub(super) fn of_words(figure: &Figure, numerator: &str, denominator: &str) -> String {
    let of = |count: u32| format!("of {count} {denominator}");
    match figure {
        Figure::Nothing => String::new(),
        Figure::Hidden | Figure::Rate { rate: Rate::Hidden, .. } => "It would tell of too few.".to_owned(),
        Figure::Rate { of: Some(some), among, .. } => format!("{some} of {among} {denominator}"),
        Figure::Wait { count, happened, .. } => {
            format!("{happened} {numerator}, {}", of(*count))
        }
        other => other.count().map(of).unwrap_or_default(),
    }
}

/// How sure it is: the interval of a rate, the quarters of a spread.
pub(super) fn surety(figure: &Figure, unit: MetricUnit) -> Option<String> {
    let (low, high) = figure.range()?;
    let (low, high) = (in_unit(low, unit), in_unit(high, unit));
    Some(match figure {
        Figure::Middle(_) => format!("Half of them lie between {low} and {high}."),
        _ => format!("Between {low} and {high}, by a 95 % interval."),
    })
}

/// What a reader should know before trusting it.
pub(super) fn note(figure: &Figure) -> Option<&'static str> {
    figure.is_of_few().then_some("Few: the next ones may change it much.")
}

/// A number with its unit, rounded to what can be read.
fn in_unit(number: f64, unit: MetricUnit) -> String {
    let cents = |number: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "no program pays so much")]
        Cents(number.round() as i64)
    };
    let plain = if (number - number.round()).abs() < 0.05 { format!("{number:.0}") } else { format!("{number:.1}") };
    match unit {
        MetricUnit::PerCent => format!("{plain} %"),
        MetricUnit::Applicants => plain,
        MetricUnit::Days if plain == "1" => "1 day".to_owned(),
        MetricUnit::Days => format!("{plain} days"),
        MetricUnit::Points => format!("{plain} points"),
        MetricUnit::Dollars => cents(number).to_string(),
        MetricUnit::DollarsAnHour => format!("{} an hour", cents(number).exact()),
    }
}

/// `March 2026` of `2026-03`.
fn month(name: &str) -> String {
    let first = domain::time::parse_day(&format!("{name}-01"));
    first.map_or_else(|| name.to_owned(), |day| format!("{} {}", domain::time::month(day), day.year()))
}

/// Months as points of a chart. Money is drawn in dollars.
pub(super) fn points(months: &[(String, Figure)], unit: MetricUnit) -> Vec<TrendPoint> {
    let scale = if matches!(unit, MetricUnit::Dollars | MetricUnit::DollarsAnHour) { 0.01 } else { 1.0 };
    let point = |(name, figure): &(String, Figure)| TrendPoint {
        label: month(name),
        value: figure.number().map(|number| number * scale),
        range: figure.range().map(|(low, high)| (low * scale, high * scale)),
        words: value(figure, unit),
    };
    months.iter().map(point).collect()
}

/// Whether there is a line to draw: two months at least that may be told.
pub(super) fn has_trend(points: &[TrendPoint]) -> bool {
    points.iter().filter(|point| point.value.is_some()).count() > 1
}

/// The trend in a sentence: its first and its last point.
pub(super) fn trend(points: &[TrendPoint]) -> String {
    let told: Vec<&TrendPoint> = points.iter().filter(|point| point.value.is_some()).collect();
    match (told.first(), told.last()) {
        (Some(first), Some(last)) if told.len() > 1 => {
            format!("From {} in {} to {} in {}.", first.words, first.label, last.words, last.label)
        }
        (Some(only), _) => format!("{} in {}.", only.words, only.label),
        _ => "No month is told.".to_owned(),
    }
}

/// A group that has no name says why.
pub(super) fn category(name: &str) -> String {
    if name.is_empty() { "No category".to_owned() } else { name.to_owned() }
}

/// A kind of host.
pub(super) fn kind(name: &str) -> &'static str {
    kind_words(HostKind::from_word(name))
}

/// What is asked, in words.
pub(super) fn asked(asked: &Asked) -> String {
    let filters = [asked.filter.category.clone(), asked.filter.kind.map(|kind| kind.label().to_owned())];
    let words = std::iter::once(format!("{} to {}", dated(asked.first), dated(asked.last)));
    words.chain(filters.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use domain::metrics::Metric;

    use super::*;

    #[test]
    fn a_figure_says_of_what_it_is() {
        let rate = Figure::Rate { rate: Rate::Exact(0.731), of: Some(38), among: 52, interval: Some((0.59, 0.84)) };
        let success = Metric::ApplicationSuccess.definition();
        assert_eq!(value(&rate, success.unit), "73.1 %");
        assert_eq!(of_what(&rate, &success), "38 of 52 applications");
        assert_eq!(surety(&rate, success.unit).unwrap(), "Between 59 % and 84 %, by a 95 % interval.");
        let wait = Figure::Wait { count: 20, happened: 8, median: None };
        assert_eq!(value(&wait, MetricUnit::Days), "More than half still wait");
        assert_eq!(value(&Figure::Money { cents: Cents(123_456), count: 4 }, MetricUnit::Dollars), "$1,234.56");
        assert_eq!(value(&Figure::Hidden, MetricUnit::Days), HIDDEN);
        assert_eq!(note(&wait), Some("Few: the next ones may change it much."));
    }

    #[test]
    fn months_have_names() {
        assert_eq!(points(&[("2026-03".to_owned(), Figure::Nothing)], MetricUnit::Days)[0].label, "March 2026");
    }
}
