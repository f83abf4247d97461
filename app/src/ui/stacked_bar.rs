use leptos::prelude::*;

use super::chart::{Legend, LegendEntry};
use super::text::{percent, short};

/// One part of a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// What it stands for.
    pub label: String,
    /// How large it is.
    pub value: f64,
}

impl Share {
    /// A part.
    #[must_use]
    pub fn new(label: impl Into<String>, value: f64) -> Self {
        Self { label: label.into(), value }
    }
}

/// Up to three parts of a whole in one bar; the legend under it carries the numbers.
#[component]
pub fn StackedBar(
    /// The parts, the most certain first; a fourth and later ones are left out.
    parts: Vec<Share>,
) -> impl IntoView {
    const COLOURS: [&str; 3] = ["bar", "bar2", "bar3"];
    let parts: Vec<(&'static str, Share)> = COLOURS.into_iter().zip(parts).collect();
    let whole: f64 = parts.iter().map(|(_, part)| part.value).sum();
    let words = parts
        .iter()
        .map(|(_, part)| format!("{} {}", short(part.value), part.label.to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ");
    let mut left = 0.0;
    let pieces = parts
        .iter()
        .map(|(class, part)| {
            let x = percent(left, whole);
            left += part.value;
            view! { <rect class=*class x=x width=percent(part.value, whole) height="24"></rect> }
        })
        .collect_view();
    let legend = parts
        .into_iter()
        .map(|(class, part)| LegendEntry { class, label: format!("{} {}", part.label, short(part.value)) })
        .collect::<Vec<_>>();
    view! {
        <svg class="chart" height="24" role="img" aria-label=words>{pieces}</svg>
        <Legend items=legend/>
    }
}
