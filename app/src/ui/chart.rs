//! The bar chart, and the figure and legend every chart shares. Charts are SVG with numbers in them, and the same
//! numbers as a table behind a switch.
use leptos::prelude::*;

use super::data_table::{Cell, Column, DataTable, RowHead};
use super::more::More;
use super::text::{given, short};

/// Where the base line of a chart lies, in pixels from its top.
pub(super) const FLOOR: f64 = 160.0;
/// Height of the part of a chart that shows values, in pixels.
pub(super) const ROOM: f64 = 130.0;

/// The next round number at or above `value`: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 or 10 times a power of ten.
pub(super) fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.into_iter().map(|step| step * power).find(|round| *round >= value).unwrap_or(value)
}

/// A caption with a picture under it.
#[component]
pub fn Figure(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// A lighter second part of the caption, for example the aim.
    #[prop(optional, into)]
    note: String,
    /// A section of the page, with the strong rule above.
    #[prop(optional)]
    section: bool,
    /// The picture.
    children: Children,
) -> impl IntoView {
    view! {
        <figure class=if section { "sec figure" } else { "figure" }>
            <figcaption>
                {caption} {given(note).map(|note| view! { " " <span class="meta">{note}</span> })}
            </figcaption>
            {children()}
        </figure>
    }
}

/// One colour of a chart and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// Class of the colour: `bar`, `bar2` or `bar3`.
    pub class: &'static str,
    /// What it stands for, with its number.
    pub label: String,
}

/// What the colours of a chart stand for.
#[component]
pub fn Legend(
    /// The colours.
    items: Vec<LegendEntry>,
) -> impl IntoView {
    let lines = items
        .into_iter()
        .map(|entry| {
            view! {
                <li>
                    <svg class="chart" aria-hidden="true">
                        <rect class=entry.class width="12" height="12" rx="2"></rect>
                    </svg>
                    {entry.label}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="legend">{lines}</ul> }
}

/// The lines behind the values: top, middle and base.
pub(super) fn grid() -> impl IntoView {
    view! {
        <line class="grid" x1="0" x2="100%" y1="30" y2="30"></line>
        <line class="grid" x1="0" x2="100%" y1="95" y2="95"></line>
        <line class="base" x1="0" x2="100%" y1="160" y2="160"></line>
    }
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How high it is.
    pub value: f64,
}

impl Bar {
    /// A bar.
    #[must_use]
    pub fn new(label: impl Into<String>, value: f64) -> Self {
        Self { label: label.into(), value }
    }
}

fn column(index: usize, count: usize, top: f64, bar: &Bar) -> impl IntoView + use<> {
    let slot = 100.0 / count as f64;
    let height = bar.value / top * ROOM;
    let (left, middle) = (index as f64 * slot + slot * 0.1, (index as f64 + 0.5) * slot);
    let last = index + 1 == count;
    // A phone has room for about four labels.
    let every = count.div_ceil(4).max(1);
    let label_class = (!(count - 1 - index).is_multiple_of(every)).then_some("wide");
    view! {
        <rect
            class=if last { "bar" } else { "bar2" }
            x=format!("{}%", short(left))
            width=format!("{}%", short(slot * 0.8))
            y=short(FLOOR - height)
            height=short(height)
            rx="2"
        ></rect>
        <text class="val" x=format!("{}%", short(middle)) y=short(FLOOR - height - 6.0) text-anchor="middle">
            {short(bar.value)}
        </text>
        <text class=label_class x=format!("{}%", short(middle)) y="178" text-anchor="middle">
            {bar.label.clone()}
        </text>
    }
}

/// Bars over time, the newest strong, with an aim if there is one.
#[component]
pub fn BarChart(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// A lighter second part of the caption.
    #[prop(optional, into)]
    note: String,
    /// The same in a sentence, for screen readers.
    #[prop(into)]
    summary: String,
    /// The bars, oldest first.
    bars: Vec<Bar>,
    /// Heading of the labels in the table, for example "Week of".
    #[prop(into)]
    label_heading: String,
    /// Heading of the values in the table, for example "Hours".
    #[prop(into)]
    value_heading: String,
    /// The aim, drawn as a line.
    #[prop(optional_no_strip, into)]
    aim: Option<f64>,
    /// A section of the page, with the strong rule above.
    #[prop(optional)]
    section: bool,
) -> impl IntoView {
    let top = round_up(bars.iter().map(|bar| bar.value).chain(aim).fold(0.0, f64::max));
    let count = bars.len();
    let columns = bars.iter().enumerate().map(|(index, bar)| column(index, count, top, bar)).collect_view();
    let aim_line = aim.map(|aim| {
        let y = short(FLOOR - aim / top * ROOM);
        view! { <line class="aim" x1="0" x2="100%" y1=y.clone() y2=y></line> }
    });
    let rows = bars
        .into_iter()
        .map(|bar| {
            let heading = value_heading.clone();
            view! {
                <tr>
                    <RowHead>{bar.label}</RowHead>
                    <Cell label=heading num=true>{short(bar.value)}</Cell>
                </tr>
            }
        })
        .collect_view();
    let columns_of_table = vec![Column::new(label_heading), Column::new(value_heading).numeric()];
    view! {
        <Figure caption=caption.clone() note=note section=section>
            <svg class="chart" height="190" role="img" aria-label=summary>{grid()} {columns} {aim_line}</svg>
            <More summary="As a table">
                <div class="table-wrap">
                    <DataTable caption=caption caption_hidden=true columns=columns_of_table>{rows}</DataTable>
                </div>
            </More>
        </Figure>
    }
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn the_top_of_a_chart_is_a_round_number() {
        let tops: Vec<f64> = [104.0, 58.0, 7.0, 0.0, 1000.0].into_iter().map(round_up).collect();
        assert_eq!(tops, [120.0, 60.0, 8.0, 1.0, 1000.0]);
    }
}
