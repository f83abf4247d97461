//! Tables. On a phone each row becomes a card, so every cell knows the name of its column.
use leptos::prelude::*;

use super::icon::{CHEVRON_DOWN, CHEVRON_UP, Icon};
use super::text::given;

/// In which order a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Numbers, set to the right.
    pub numeric: bool,
    /// The heading is for screen readers only (a column of buttons).
    pub hidden: bool,
    /// Where the heading leads: the same table in another order.
    pub href: String,
    /// The order it stands in now.
    pub order: Option<Order>,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// Sets it to the right.
    #[must_use]
    pub fn numeric(self) -> Self {
        Self { numeric: true, ..self }
    }

    /// Hides the heading from sight.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    /// Makes the heading a link that sorts; `order` is how the table stands by it now, if it does.
    #[must_use]
    pub fn sorted(self, href: impl Into<String>, order: Option<Order>) -> Self {
        Self { href: href.into(), order, ..self }
    }
}

fn heading(column: Column) -> impl IntoView {
    let sort = column.order.map(|order| match order {
        Order::Ascending => "ascending",
        Order::Descending => "descending",
    });
    let arrow = column.order.map(|order| match order {
        Order::Ascending => view! { <Icon glyph=CHEVRON_UP/> },
        Order::Descending => view! { <Icon glyph=CHEVRON_DOWN/> },
    });
    let words = if column.hidden {
        view! { <span class="vh">{column.label}</span> }.into_any()
    } else if let Some(href) = given(column.href) {
        view! { <a href=href>{column.label} {arrow}</a> }.into_any()
    } else {
        column.label.into_any()
    };
    view! { <th scope="col" class=column.numeric.then_some("num") aria-sort=sort>{words}</th> }
}

/// A table. Its children are `<tr>`s made of [`RowHead`] and [`Cell`].
#[component]
pub fn DataTable(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// The caption is for screen readers only (a heading stands above).
    #[prop(optional)]
    caption_hidden: bool,
    /// The columns.
    columns: Vec<Column>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <table class="data">
            <caption class=caption_hidden.then_some("vh")>{caption}</caption>
            <thead>
                <tr>{columns.into_iter().map(heading).collect_view()}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// The cell that names its row.
#[component]
pub fn RowHead(
    /// What the row is about.
    children: Children,
) -> impl IntoView {
    view! { <th scope="row">{children()}</th> }
}

/// One cell.
#[component]
pub fn Cell(
    /// Name of its column, shown beside it on a phone; empty for none.
    #[prop(optional, into)]
    label: String,
    /// A number, set to the right.
    #[prop(optional)]
    num: bool,
    /// The row's buttons.
    #[prop(optional)]
    act: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let class = match (act, num) {
        (true, _) => Some("act"),
        (false, true) => Some("num"),
        (false, false) => None,
    };
    // The content is one grid cell beside its label on a phone, so it stands in one element.
    view! { <td class=class data-label=given(label)><div>{children()}</div></td> }
}
