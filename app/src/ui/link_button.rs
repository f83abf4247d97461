use leptos::prelude::*;

use super::button::ButtonKind;
use super::icon::{ARROW_LEFT, Glyph, Icon};
use super::text::given;

/// A link that looks like a button: it goes somewhere and changes nothing.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Icon after the words.
    #[prop(optional)]
    icon_after: Option<Glyph>,
    /// Name for screen readers; with it the link shows its icon alone.
    #[prop(optional, into)]
    label: String,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Lower, on a desktop only.
    #[prop(optional)]
    small: bool,
    /// Text link in the accent colour, without the button's shape.
    #[prop(optional)]
    plain_link: bool,
    /// Lets the browser save the answer as a file.
    #[prop(optional)]
    download: bool,
    /// Further classes, for example `push`.
    #[prop(optional, into)]
    class: String,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let base = if plain_link { "link".to_owned() } else { kind.class(full, small, !label.is_empty()) };
    view! {
        <a
            class=format!("{base} {class}").trim_end().to_owned()
            href=href
            aria-label=given(label)
            download=download.then_some("")
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children.map(|children| children())}
            {icon_after.map(|glyph| view! { <Icon glyph=glyph/> })}
        </a>
    }
}

/// The way back to the page above, first on a page.
#[component]
pub fn BackLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What that page is called.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! { <p><LinkButton href=href plain_link=true icon=ARROW_LEFT>{words}</LinkButton></p> }
}
