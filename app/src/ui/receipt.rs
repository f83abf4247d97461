use leptos::prelude::*;

/// One line of a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptRow {
    /// What it is.
    pub label: String,
    /// The amount as it is read, with its sign and unit.
    pub amount: String,
    /// The total, with a double-weight rule above.
    pub sum: bool,
}

impl ReceiptRow {
    /// A line.
    #[must_use]
    pub fn new(label: impl Into<String>, amount: impl Into<String>) -> Self {
        Self { label: label.into(), amount: amount.into(), sum: false }
    }

    /// The total.
    #[must_use]
    pub fn sum(label: impl Into<String>, amount: impl Into<String>) -> Self {
        Self { sum: true, ..Self::new(label, amount) }
    }
}

/// How every amount of money is shown: lines with dotted leaders and a total.
#[component]
pub fn Receipt(
    /// The lines, the total last.
    rows: Vec<ReceiptRow>,
) -> impl IntoView {
    let lines = rows
        .into_iter()
        .map(|row| {
            view! {
                <div class=row.sum.then_some("sum")>
                    <dt>{row.label}</dt>
                    <dd>{row.amount}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="receipt">{lines}</dl> }
}
