use leptos::prelude::*;

/// One field that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffRow {
    /// Name of the field.
    pub field: String,
    /// What it was; empty when it is new.
    pub before: String,
    /// What it is; empty when it was taken away.
    pub after: String,
}

impl DiffRow {
    /// A change.
    #[must_use]
    pub fn new(field: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { field: field.into(), before: before.into(), after: after.into() }
    }
}

/// Two versions side by side, only the fields that changed.
#[component]
pub fn Diff(
    /// What is compared, for screen readers.
    #[prop(into)]
    caption: String,
    /// Name of the older version.
    #[prop(into)]
    before: String,
    /// Name of the newer version.
    #[prop(into)]
    after: String,
    /// The changes.
    rows: Vec<DiffRow>,
) -> impl IntoView {
    let lines = rows
        .into_iter()
        .map(|row| {
            let old = (!row.before.is_empty()).then(|| view! { <del>{row.before}</del> });
            let new = (!row.after.is_empty()).then(|| view! { <ins>{row.after}</ins> });
            view! {
                <tr>
                    <th scope="row">{row.field}</th>
                    <td data-label=before.clone()>{old}</td>
                    <td data-label=after.clone()>{new}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="diff">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Field"</th>
                    <th scope="col">{before.clone()}</th>
                    <th scope="col">{after.clone()}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
