use leptos::prelude::*;

use super::field::{FieldError, described_by};
use super::text::given;

/// Five words from least to most. The form sends 1 to 5. The words come from the question, not from here.
#[component]
pub fn Rating(
    /// Name in the form; also the id of the first word, unless `id` is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// The words, least first.
    words: Vec<String>,
    /// Id of the first word.
    #[prop(optional, into)]
    id: String,
    /// The chosen place, counted from 1.
    #[prop(optional_no_strip, into)]
    value: Option<u8>,
    /// One sentence of help.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    let described = described_by(&id, !hint.is_empty(), error.is_some(), false);
    let scale = (1u8..)
        .zip(words)
        .map(|(place, word)| {
            let id = if place == 1 { id.clone() } else { format!("{id}-{place}") };
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=id
                        name=name.clone()
                        value=place.to_string()
                        checked=value == Some(place)
                        required=required
                    />
                    <span><b>{place.to_string()}</b> " " {word}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset aria-describedby=described>
            <legend>{legend}</legend>
            {given(hint).map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            <FieldError id=id message=error/>
            <div class="rating">{scale}</div>
        </fieldset>
    }
}
