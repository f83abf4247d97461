use leptos::prelude::*;

use super::choice::Choice;
use super::field::{FieldFrame, described_by};
use super::text::given;

/// One of many, in the browser's own list.
#[component]
pub fn Select(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Id of the select.
    #[prop(optional, into)]
    id: String,
    /// The value that is chosen now.
    #[prop(optional, into)]
    value: String,
    /// Words of a first line that stands for "nothing chosen".
    #[prop(optional, into)]
    empty: String,
    /// One sentence of help above it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
    /// Width class: `w-s`, `w-m` or `w-l`.
    #[prop(optional, into)]
    width: String,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    let described = described_by(&id, !hint.is_empty(), error.is_some(), false);
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == value;
            view! { <option value=choice.value selected=selected disabled=choice.disabled>{choice.label}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame id=id.clone() label=label hint=hint error=error.clone() optional=optional>
            <select
                id=id
                class=given(width)
                name=name
                required=required
                disabled=disabled
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
            >
                {given(empty).map(|empty| view! { <option value="">{empty}</option> })}
                {options}
            </select>
        </FieldFrame>
    }
}
