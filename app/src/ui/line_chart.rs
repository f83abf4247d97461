use leptos::prelude::*;

use super::chart::{FLOOR, Figure, ROOM, grid, round_up};
use super::data_table::{Cell, Column, DataTable, RowHead};
use super::more::More;
use super::text::short;

/// One line of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name, for example "This fall".
    pub label: String,
    /// Its values, one for each label of the chart.
    pub values: Vec<f64>,
}

impl Series {
    /// A line.
    #[must_use]
    pub fn new(label: impl Into<String>, values: Vec<f64>) -> Self {
        Self { label: label.into(), values }
    }
}

/// The points of a line in a picture of 100 by 100.
fn points(values: &[f64], top: f64) -> String {
    let gap = if values.len() > 1 { 100.0 / (values.len() - 1) as f64 } else { 0.0 };
    values
        .iter()
        .enumerate()
        .map(|(index, value)| format!("{},{}", short(index as f64 * gap), short(100.0 - value / top * 100.0)))
        .collect::<Vec<_>>()
        .join(" ")
}

fn table(caption: String, label_heading: String, labels: Vec<String>, now: Series, before: Option<Series>) -> AnyView {
    let mut columns = vec![Column::new(label_heading), Column::new(now.label.clone()).numeric()];
    columns.extend(before.iter().map(|series| Column::new(series.label.clone()).numeric()));
    let rows = labels
        .into_iter()
        .enumerate()
        .map(|(index, label)| {
            let cells = std::iter::once(&now)
                .chain(before.as_ref())
                .map(|series| {
                    let value = series.values.get(index).map(|value| short(*value)).unwrap_or_default();
                    view! { <Cell label=series.label.clone() num=true>{value}</Cell> }
                })
                .collect_view();
            view! { <tr><RowHead>{label}</RowHead> {cells}</tr> }
        })
        .collect_view();
    view! {
        <More summary="As a table">
            <div class="table-wrap">
                <DataTable caption=caption caption_hidden=true columns=columns>{rows}</DataTable>
            </div>
        </More>
    }
    .into_any()
}

/// A line over time, with the time before as a dashed one.
#[component]
pub fn LineChart(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// A lighter second part of the caption.
    #[prop(optional, into)]
    note: String,
    /// The same in a sentence, for screen readers.
    #[prop(into)]
    summary: String,
    /// What each value stands for, oldest first.
    labels: Vec<String>,
    /// The line.
    now: Series,
    /// The line to compare with.
    #[prop(optional_no_strip, into)]
    before: Option<Series>,
    /// Heading of the labels in the table, for example "Week of".
    #[prop(into)]
    label_heading: String,
    /// A section of the page, with the strong rule above.
    #[prop(optional)]
    section: bool,
) -> impl IntoView {
    let all = now.values.iter().chain(before.iter().flat_map(|series| &series.values));
    let top = round_up(all.copied().fold(0.0, f64::max));
    let line = points(&now.values, top);
    let area = format!("0,100 {line} 100,100");
    let earlier = before
        .as_ref()
        .map(|series| view! { <polyline class="line last" points=points(&series.values, top)></polyline> });
    let latest = now.values.last().map(|value| format!("{}, {}", short(*value), now.label.to_lowercase()));
    let earlier_label = before.as_ref().and_then(|series| {
        let value = *series.values.last()?;
        let y = short(FLOOR - value / top * ROOM + 20.0);
        let words = format!("{}, {}", short(value), series.label.to_lowercase());
        Some(view! { <text x="99%" y=y text-anchor="end">{words}</text> })
    });
    let label_at = |index: usize| labels.get(index).cloned().unwrap_or_default();
    let (first, middle, last) = (label_at(0), label_at(labels.len() / 2), label_at(labels.len().saturating_sub(1)));
    view! {
        <Figure caption=caption.clone() note=note section=section>
            <svg class="chart" height="190" role="img" aria-label=summary>
                {grid()}
                <svg x="0" y="30" width="100%" height="130" viewBox="0 0 100 100" preserveAspectRatio="none">
                    <polygon class="area" points=area></polygon>
                    {earlier}
                    <polyline class="line" points=line></polyline>
                </svg>
                <text x="0" y="24">{short(top)}</text>
                <text x="0" y="90">{short(top / 2.0)}</text>
                <text class="val" x="100%" y="22" text-anchor="end">{latest}</text>
                {earlier_label}
                <text x="0" y="178">{first}</text>
                <text x="50%" y="178" text-anchor="middle">{middle}</text>
                <text x="100%" y="178" text-anchor="end">{last}</text>
            </svg>
            {table(caption, label_heading, labels, now, before)}
        </Figure>
    }
}
