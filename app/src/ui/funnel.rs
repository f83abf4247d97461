use leptos::prelude::*;

use super::text::{percent, short};

/// One stage of a funnel, or one row of two numbers to compare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunnelRow {
    /// The stage.
    pub label: String,
    /// How many got there.
    pub value: f64,
    /// A wider, lighter bar behind (students who want a seat), in the same unit.
    pub behind: Option<f64>,
    /// The last column, for example the share of the stage before.
    pub rate: String,
}

impl FunnelRow {
    /// A stage with the share of the stage before in words, empty for the first.
    #[must_use]
    pub fn new(label: impl Into<String>, value: f64, rate: impl Into<String>) -> Self {
        Self { label: label.into(), value, behind: None, rate: rate.into() }
    }

    /// Adds the lighter bar behind.
    #[must_use]
    pub fn behind(self, behind: f64) -> Self {
        Self { behind: Some(behind), ..self }
    }
}

/// Stages from most to least: a table with a bar in each row.
#[component]
pub fn Funnel(
    /// What the table shows, for screen readers.
    #[prop(into)]
    caption: String,
    /// The stages.
    rows: Vec<FunnelRow>,
    /// Heading of the stages.
    #[prop(default = "Stage".to_owned(), into)]
    label_heading: String,
    /// Heading of the numbers.
    #[prop(into)]
    value_heading: String,
    /// Heading of the last column.
    #[prop(default = "of before".to_owned(), into)]
    rate_heading: String,
) -> impl IntoView {
    let most = rows.iter().map(|row| row.value.max(row.behind.unwrap_or(0.0))).fold(0.0, f64::max);
    let lines = rows
        .into_iter()
        .map(|row| {
            let behind = row
                .behind
                .map(|wide| view! { <rect class="bar2" width=percent(wide, most) height="24" rx="3"></rect> });
            view! {
                <tr>
                    <th scope="row">{row.label}</th>
                    <td>
                        <svg class="chart" aria-hidden="true">
                            {behind} <rect class="bar" width=percent(row.value, most) height="24" rx="3"></rect>
                        </svg>
                    </td>
                    <td class="num">{short(row.value)}</td>
                    <td class="num rate">{row.rate}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="funnel">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{label_heading}</th>
                    <td></td>
                    <th scope="col" class="num">{value_heading}</th>
                    <th scope="col" class="num rate">{rate_heading}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
