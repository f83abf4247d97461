use leptos::prelude::*;

use super::icon::{Icon, X};
use super::text::given;

/// A row of [`Chip`]s.
#[component]
pub fn Chips(
    /// The chips.
    children: Children,
) -> impl IntoView {
    view! { <div class="chips">{children()}</div> }
}

/// A skill, or a filter that is on or off.
#[component]
pub fn Chip(
    /// The word.
    #[prop(into)]
    label: String,
    /// Where it leads: the same list with this filter on or off. Empty for plain text.
    #[prop(optional, into)]
    href: String,
    /// The filter is on; following the link removes it.
    #[prop(optional)]
    on: bool,
) -> impl IntoView {
    let class = if on { "chip on" } else { "chip" };
    match given(href) {
        Some(href) => {
            let remove = on.then(|| view! { <Icon glyph=X/> <span class="vh">"remove"</span> });
            view! { <a class=class href=href>{label} " " {remove}</a> }.into_any()
        }
        None => view! { <span class=class>{label}</span> }.into_any(),
    }
}
