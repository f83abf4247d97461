use leptos::prelude::*;

/// One field that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffRow {
    /// Name of the field.
    pub field: String,
    /// What it was, part by part, and whether a part is gone; empty when it is new.
    pub before: Vec<(bool, String)>,
    /// What it is, part by part, and whether a part is new; empty when it was taken away.
    pub after: Vec<(bool, String)>,
}

impl DiffRow {
    /// A change.
    #[must_use]
    pub fn new(field: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self::parts(field, vec![(true, before.into())], vec![(true, after.into())])
    }

    /// A change of some words of a text: parts that are marked are in one version only.
    #[must_use]
    pub fn parts(field: impl Into<String>, before: Vec<(bool, String)>, after: Vec<(bool, String)>) -> Self {
        let written = |mut parts: Vec<(bool, String)>| {
            parts.retain(|(_, text)| !text.is_empty());
            parts
        };
        Self { field: field.into(), before: written(before), after: written(after) }
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
            let old = row
                .before
                .into_iter()
                .map(|(gone, text)| if gone { view! { <del>{text}</del> }.into_any() } else { text.into_any() });
            let new = row
                .after
                .into_iter()
                .map(|(new, text)| if new { view! { <ins>{text}</ins> }.into_any() } else { text.into_any() });
            let (old, new) = (old.collect_view(), new.collect_view());
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
