use leptos::prelude::*;

use super::icon::{ARROW_LEFT, ARROW_RIGHT};
use super::link_button::LinkButton;

/// Previous and next under a list that is read page by page (keyset pagination: there are no page numbers). Draws
/// nothing when the list has one page and no range to tell.
#[component]
pub fn Pages(
    /// Name of the navigation.
    #[prop(default = "Pages".to_owned(), into)]
    label: String,
    /// Which part is shown, for example "1 to 8 of 12".
    #[prop(optional, into)]
    range: String,
    /// Where the part before is.
    #[prop(optional_no_strip, into)]
    previous: Option<String>,
    /// Where the part after is.
    #[prop(optional_no_strip, into)]
    next: Option<String>,
) -> impl IntoView {
    if previous.is_none() && next.is_none() && range.is_empty() {
        return None;
    }
    Some(view! {
        <nav class="pages" aria-label=label>
            <span class="mute">{range}</span>
            <span class="row">
                {previous.map(|href| view! { <LinkButton href=href icon=ARROW_LEFT>"Back"</LinkButton> })}
                {next.map(|href| view! { <LinkButton href=href icon_after=ARROW_RIGHT>"Next"</LinkButton> })}
            </span>
        </nav>
    })
}
