//! Choosing from a few: checkbox, a group of them, radio cards.
use leptos::prelude::*;

use super::field::{FieldError, described_by};
use super::text::given;

/// One thing that can be chosen, in a select, in radio cards or in a group of checkboxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A second line, not shown in a select.
    pub hint: String,
    /// Shown but not offered.
    pub disabled: bool,
}

impl Choice {
    /// A choice with its words.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// Adds the second line.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Shows it without offering it; the hint should say why.
    #[must_use]
    pub fn disabled(self) -> Self {
        Self { disabled: true, ..self }
    }
}

/// One yes or no.
#[component]
pub fn Checkbox(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is ticked.
    #[prop(into)]
    label: String,
    /// Id of the input.
    #[prop(optional, into)]
    id: String,
    /// What the form sends when it is ticked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// Ticked.
    #[prop(optional)]
    checked: bool,
    /// A second line.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// How many things it stands for, at the end of the line (filters).
    #[prop(optional, into)]
    count: String,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    view! {
        <label class="check">
            <input
                type="checkbox"
                id=id.clone()
                name=name
                value=value
                checked=checked
                required=required
                disabled=disabled
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described_by(&id, false, error.is_some(), false)
            />
            <span>{label} {given(hint).map(|hint| view! { <small>{hint}</small> })}</span>
            {given(count).map(|count| view! { <span class="num">{count}</span> })}
        </label>
        <FieldError id=id message=error/>
    }
}

/// Several controls under one question.
#[component]
pub fn CheckGroup(
    /// Id of the group, the target of the error summary.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// One sentence of help.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let described = described_by(&id, !hint.is_empty(), error.is_some(), false);
    view! {
        <fieldset class="group" id=id tabindex="-1" aria-describedby=described>
            <legend>{legend}</legend>
            {given(hint).map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            <FieldError id=id.clone() message=error/>
            {children()}
        </fieldset>
    }
}

/// The cards alone, inside a fieldset that somebody else draws. The first input has the id `id`, so that the error
/// summary leads to it.
pub(super) fn cards(id: &str, name: &str, choices: Vec<Choice>, value: &str, required: bool) -> impl IntoView {
    let (id, name, value) = (id.to_owned(), name.to_owned(), value.to_owned());
    choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let id = if index == 0 { id.clone() } else { format!("{id}-{}", index + 1) };
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=id
                        name=name.clone()
                        checked=choice.value == value
                        value=choice.value
                        required=required
                        disabled=choice.disabled
                    />
                    <span>
                        <b>{choice.label}</b>
                        {given(choice.hint).map(|hint| view! { <small>{hint}</small> })}
                    </span>
                </label>
            }
        })
        .collect_view()
}

/// One of a few, each with room for a second line.
#[component]
pub fn RadioCards(
    /// Name in the form; also the id of the first card, unless `id` is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Id of the first card.
    #[prop(optional, into)]
    id: String,
    /// The value that is chosen now.
    #[prop(optional, into)]
    value: String,
    /// One sentence of help.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Side by side where there is room.
    #[prop(optional)]
    side: bool,
    /// Four anchored sentences of a scale instead of cards (reviews, scoring).
    #[prop(optional)]
    anchors: bool,
    /// Adds the word "optional" to the question.
    #[prop(optional)]
    optional: bool,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    let described = described_by(&id, !hint.is_empty(), error.is_some(), false);
    let layout = match (anchors, side) {
        (true, _) => "anchors",
        (false, true) => "choices side",
        (false, false) => "choices",
    };
    view! {
        <fieldset class=if anchors || side { "" } else { "group" } aria-describedby=described>
            <legend>{legend} {optional.then(|| view! { " " <span class="opt">"(optional)"</span> })}</legend>
            {given(hint).map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            <FieldError id=id.clone() message=error/>
            <div class=layout>{cards(&id, &name, choices, &value, required)}</div>
        </fieldset>
    }
}
