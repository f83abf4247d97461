use leptos::prelude::*;

/// One keyboard shortcut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The keys as they are printed, pressed together or one of them.
    pub keys: Vec<&'static str>,
    /// What it does.
    pub text: String,
}

impl Shortcut {
    /// A shortcut.
    #[must_use]
    pub fn new(keys: &[&'static str], text: impl Into<String>) -> Self {
        Self { keys: keys.to_vec(), text: text.into() }
    }
}

/// The list of keyboard shortcuts.
#[component]
pub fn Keys(
    /// The shortcuts.
    items: Vec<Shortcut>,
) -> impl IntoView {
    let lines = items
        .into_iter()
        .map(|shortcut| {
            let keys = shortcut.keys.into_iter().map(|key| view! { <kbd>{key}</kbd> " " }).collect_view();
            view! {
                <dt>{keys}</dt>
                <dd>{shortcut.text}</dd>
            }
        })
        .collect_view();
    view! { <dl class="keys">{lines}</dl> }
}
