//! The document's title.

use leptos::prelude::*;

/// Sets the title. `leptos_meta` 0.8 writes it into the head without escaping it, so that is done here.
#[component]
pub fn Title(
    /// The words, unescaped.
    text: String,
) -> impl IntoView {
    let text = html_escape::encode_text(&text).into_owned();
    view! { <leptos_meta::Title text=text/> }
}
