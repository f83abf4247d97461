use leptos::prelude::*;

use super::text::percent;

/// One line of a list of bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarLine {
    /// What it stands for.
    pub label: String,
    /// How long the bar is; nothing where that may not be told.
    pub value: Option<f64>,
    /// The same in words.
    pub words: String,
    /// The last column, for example of how many it is.
    pub note: String,
}

/// A table with a bar in each row: groups, or steps from most to least.
#[component]
pub fn BarList(
    /// What the table shows, for screen readers.
    #[prop(into)]
    caption: String,
    /// The lines.
    lines: Vec<BarLine>,
    /// Heading of the labels.
    #[prop(into)]
    label_heading: String,
    /// Heading of the values.
    #[prop(into)]
    value_heading: String,
    /// Heading of the last column.
    #[prop(into)]
    note_heading: String,
) -> impl IntoView {
    let most = lines.iter().filter_map(|line| line.value).fold(0.0, f64::max);
    let rows = lines
        .into_iter()
        .map(|line| {
            let bar = line
                .value
                .map(|value| view! { <rect class="bar" width=percent(value, most) height="24" rx="3"></rect> });
            view! {
                <tr>
                    <th scope="row">{line.label}</th>
                    <td class="bar-cell"><svg class="chart" aria-hidden="true">{bar}</svg></td>
                    <td class="num">{line.words}</td>
                    <td class="num rate">{line.note}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
            <table class="funnel bars">
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{label_heading}</th>
                        <td class="bar-cell"></td>
                        <th scope="col" class="num">{value_heading}</th>
                        <th scope="col" class="num rate">{note_heading}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
    }
}
