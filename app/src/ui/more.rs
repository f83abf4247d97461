use leptos::prelude::*;

use super::icon::{CHEVRON_RIGHT, Icon};

/// Something that opens on request: the table of a chart, how a sum is worked out.
#[component]
pub fn More(
    /// The words that open it.
    #[prop(into)]
    summary: String,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="more" open=open>
            <summary>
                <Icon glyph=CHEVRON_RIGHT/>
                {summary}
            </summary>
            {children()}
        </details>
    }
}
