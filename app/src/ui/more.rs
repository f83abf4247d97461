use leptos::prelude::*;

use super::icon::{CHEVRON_RIGHT, Icon};

/// Something that opens on request: the table of a chart, how a sum is worked out.
#[component]
pub fn More(
    /// The words that open it.
    #[prop(into)]
    summary: String,
    /// Whom or what it concerns, for people who do not see where it stands.
    #[prop(into, optional)]
    about: String,
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
                {(!about.is_empty()).then(|| view! { <span class="vh">{format!(" {about}")}</span> })}
            </summary>
            {children()}
        </details>
    }
}
