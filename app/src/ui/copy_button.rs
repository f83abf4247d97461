//! A button that copies a text of the page. Without script it is not there, and the text can be selected.

use leptos::prelude::*;

use super::icon::{COPY, Icon};

/// Copies the text, or the value of the field, with the id `from`.
#[component]
pub fn CopyButton(
    /// Id of the element that holds the text.
    #[prop(into)]
    from: String,
    /// What it is, for screen readers: `the public link`.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    view! {
        <button type="button" class="btn small copy" data-copy=from>
            <Icon glyph=COPY/>
            "Copy"
            <span class="vh">{format!(" {what}")}</span>
        </button>
    }
}
