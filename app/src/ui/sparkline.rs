use leptos::prelude::*;

use super::text::{given, short};

/// The points of a line in a picture of 96 by 28, and the last one.
fn points(values: &[f64]) -> (String, Option<(f64, f64)>) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let gap = if values.len() > 1 { 94.0 / (values.len() - 1) as f64 } else { 0.0 };
    let places: Vec<(f64, f64)> = values
        .iter()
        .enumerate()
        .map(|(index, value)| (index as f64 * gap, 25.0 - (value - low) / span * 22.0))
        .collect();
    let line = places.iter().map(|(x, y)| format!("{},{}", short(*x), short(*y))).collect::<Vec<_>>().join(" ");
    (line, places.last().copied())
}

/// A small line without axes; the last value stands beside it in words.
#[component]
pub fn Sparkline(
    /// The values, oldest first.
    values: Vec<f64>,
    /// The same in words. Empty when the words stand beside it.
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let (line, last) = points(&values);
    let named = !label.is_empty();
    let dot = last.map(|(x, y)| view! { <circle cx=short(x) cy=short(y) r="3"></circle> });
    view! {
        <svg
            class="spark"
            viewBox="0 0 96 28"
            role=named.then_some("img")
            aria-label=given(label)
            aria-hidden=(!named).then_some("true")
        >
            <polyline points=line></polyline>
            {dot}
        </svg>
    }
}
