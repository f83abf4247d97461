use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// One short fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What kind of fact.
    pub icon: Option<Glyph>,
    /// The fact.
    pub text: String,
}

impl Fact {
    /// A fact in words.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { icon: None, text: text.into() }
    }

    /// A fact with an icon.
    #[must_use]
    pub fn with(icon: Glyph, text: impl Into<String>) -> Self {
        Self { icon: Some(icon), text: text.into() }
    }
}

/// Short facts on one line: hours, dates, place.
#[component]
pub fn Facts(
    /// The facts, the most important first.
    items: Vec<Fact>,
    /// More of them, as `<li>`s, for example with a tag.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lines = items
        .into_iter()
        .map(|fact| view! { <li>{fact.icon.map(|glyph| view! { <Icon glyph=glyph/> })} {fact.text}</li> })
        .collect_view();
    view! { <ul class="facts">{lines} {children.map(|children| children())}</ul> }
}
