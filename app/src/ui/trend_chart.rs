use leptos::prelude::*;

use super::chart::{FLOOR, Figure, ROOM, grid, round_up};
use super::data_table::{Cell, Column, DataTable, RowHead};
use super::more::More;
use super::text::short;

/// One point of a trend. What may not be told has no value: the line is broken there, and the words say why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendPoint {
    /// What it stands for, for example "Mar 2026".
    pub label: String,
    /// Where it lies.
    pub value: Option<f64>,
    /// How far it may reach.
    pub range: Option<(f64, f64)>,
    /// The same in words, for the table.
    pub words: String,
}

/// Where a picture has its base line and how much room is above, in pixels.
#[derive(Clone, Copy)]
struct Frame {
    floor: f64,
    room: f64,
    top: f64,
    count: usize,
}

impl Frame {
    fn x(self, index: usize) -> String {
        format!("{}%", short((index as f64 + 0.5) * 100.0 / self.count.max(1) as f64))
    }

    fn y(self, value: f64) -> String {
        short(self.floor - (value / self.top).clamp(0.0, 1.0) * self.room)
    }
}

/// A line over time that says how sure it is, with gaps where nothing is told.
#[component]
pub fn TrendChart(
    /// Begins the ids of its parts; another one for each chart of a page.
    #[prop(into)]
    id: String,
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// The same in a sentence, for screen readers.
    #[prop(into)]
    summary: String,
    /// The points, oldest first.
    points: Vec<TrendPoint>,
    /// Heading of the labels in the table, for example "Month".
    #[prop(into)]
    label_heading: String,
    /// Heading of the values in the table.
    #[prop(into)]
    value_heading: String,
    /// Without a caption and without its table, as high as a line of text or two: beside a link to all of it.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let reach = |point: &TrendPoint| point.range.map_or(0.0, |range| range.1).max(point.value.unwrap_or(0.0));
    let top = round_up(points.iter().map(reach).fold(0.0, f64::max));
    let (floor, room) = if small { (34.0, 30.0) } else { (FLOOR, ROOM) };
    let frame = Frame { floor, room, top, count: points.len() };
    let drawing = drawing(frame, &points);
    let axis = (!small).then(|| axis(frame, &points));
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let named = format!("{title} {desc}");
    let picture = view! {
        <svg class="chart trend" height=if small { "40" } else { "190" } role="img" aria-labelledby=named>
            <title id=title>{caption.clone()}</title>
            <desc id=desc>{summary}</desc>
            {axis} {drawing}
        </svg>
    };
    if small {
        return picture.into_any();
    }
    let table = table(caption.clone(), label_heading, value_heading, points);
    view! { <Figure caption=caption>{picture} {table}</Figure> }.into_any()
}

fn drawing(frame: Frame, points: &[TrendPoint]) -> AnyView {
    let ranges = points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| {
            let (low, high) = point.range?;
            let x = frame.x(index);
            Some(view! { <line class="range" x1=x.clone() x2=x y1=frame.y(low) y2=frame.y(high)></line> })
        })
        .collect_view();
    let lines = points
        .windows(2)
        .enumerate()
        .filter_map(|(index, pair)| {
            let (from, to) = (frame.y(pair[0].value?), frame.y(pair[1].value?));
            Some(view! { <line class="line" x1=frame.x(index) x2=frame.x(index + 1) y1=from y2=to></line> })
        })
        .collect_view();
    let dots = points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| {
            Some(view! { <circle class="pt" cx=frame.x(index) cy=frame.y(point.value?) r="4"></circle> })
        })
        .collect_view();
    view! { {ranges} {lines} {dots} }.into_any()
}

fn axis(frame: Frame, points: &[TrendPoint]) -> AnyView {
    let label_at = |index: usize| points.get(index).map(|point| point.label.clone()).unwrap_or_default();
    let last = points.len().saturating_sub(1);
    let latest = (last > 0).then(|| {
        view! { <text x="100%" y="178" text-anchor="end">{label_at(last)}</text> }
    });
    view! {
        {grid()}
        <text x="0" y="24">{short(frame.top)}</text>
        <text x="0" y="90">{short(frame.top / 2.0)}</text>
        <text x="0" y="178">{label_at(0)}</text>
        {latest}
    }
    .into_any()
}

fn table(caption: String, label_heading: String, value_heading: String, points: Vec<TrendPoint>) -> AnyView {
    let columns = vec![Column::new(label_heading), Column::new(value_heading.clone()).numeric()];
    let rows = points
        .into_iter()
        .map(|point| {
            let heading = value_heading.clone();
            view! { <tr><RowHead>{point.label}</RowHead> <Cell label=heading num=true>{point.words}</Cell></tr> }
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

#[cfg(test)]
mod tests {
    use super::Frame;

    #[test]
    fn points_stay_inside_the_picture() {
        let frame = Frame { floor: 160.0, room: 130.0, top: 100.0, count: 4 };
        assert_eq!((frame.x(0), frame.x(3)), ("12.5%".into(), "87.5%".into()));
        assert_eq!((frame.y(0.0), frame.y(100.0), frame.y(400.0)), ("160".into(), "30".into(), "30".into()));
    }
}
