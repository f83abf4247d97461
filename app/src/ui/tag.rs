use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// The tone of a tag. The word carries the meaning, the tone only supports it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagKind {
    /// Rests, or waits for somebody else.
    #[default]
    Plain,
    /// Goes well, or is done.
    Go,
    /// Needs the person.
    Wait,
    /// Blocks, or is in danger.
    Stop,
}

/// A state in an icon and a word.
#[component]
pub fn Tag(
    /// The tone.
    #[prop(optional)]
    kind: TagKind,
    /// The icon.
    icon: Glyph,
    /// The word.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let class = match kind {
        TagKind::Plain => "tag",
        TagKind::Go => "tag go",
        TagKind::Wait => "tag wait",
        TagKind::Stop => "tag stop",
    };
    view! { <span class=class><Icon glyph=icon/>{label}</span> }
}

/// A number beside a word, for example in navigation.
#[component]
pub fn Count(
    /// The number.
    value: u64,
    /// Nothing of it needs the person.
    #[prop(optional)]
    calm: bool,
    /// What is counted, for screen readers, for example "need you".
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let class = if calm { "count calm" } else { "count" };
    view! {
        <span class=class>
            {value.to_string()} {(!label.is_empty()).then(|| view! { <span class="vh">" " {label}</span> })}
        </span>
    }
}
