use leptos::prelude::*;

use super::button::Button;
use super::icon::PLUS;
use super::text::given;

/// A numbered list of the same group of fields. Its children are [`RepeaterItem`]s. Without a script the buttons post
/// the form, and the page comes back with one group more or less.
#[component]
pub fn Repeater(
    /// What is repeated.
    #[prop(into)]
    legend: String,
    /// One sentence of help.
    #[prop(optional, into)]
    hint: String,
    /// Words of the button that adds a group; without them there is none.
    #[prop(optional, into)]
    add: String,
    /// Name that the button sends.
    #[prop(default = "repeat".to_owned(), into)]
    add_name: String,
    /// Value that the button sends.
    #[prop(default = "add".to_owned(), into)]
    add_value: String,
    /// The groups.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset>
            <legend>{legend}</legend>
            <div class="stack tight">
                {given(hint).map(|hint| view! { <p class="hint">{hint}</p> })}
                <ol class="repeat">{children()}</ol>
                {given(add)
                    .map(|words| {
                        view! { <Button icon=PLUS name=add_name value=add_value novalidate=true>{words}</Button> }
                    })}
            </div>
        </fieldset>
    }
}

/// One group of a [`Repeater`].
#[component]
pub fn RepeaterItem(
    /// Its place, counted from 1.
    number: usize,
    /// Something in it has an error.
    #[prop(optional)]
    bad: bool,
    /// Id, the target of an error summary.
    #[prop(optional, into)]
    id: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <li class=bad.then_some("bad") id=given(id)>
            <span class="n">{number.to_string()}</span>
            <div class="stack tight">{children()}</div>
        </li>
    }
}
