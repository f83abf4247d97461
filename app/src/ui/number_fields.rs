//! Fields for money, hours and dates: a text field with the right keyboard, unit and hint. The server parses.
use leptos::prelude::*;

use super::field::Field;

/// An amount of money. The person types it without the sign; two decimals only where cents exist.
#[component]
pub fn MoneyField(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Id of the input.
    #[prop(optional, into)]
    id: String,
    /// The text in it, for example `440.00`.
    #[prop(optional, into)]
    value: String,
    /// One sentence of help above the input.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// Unit after the amount, for example `an hour`.
    #[prop(optional, into)]
    suffix: String,
    /// Sign before the amount.
    #[prop(default = "$".to_owned(), into)]
    sign: String,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    view! {
        <Field
            name=name
            label=label
            id=id
            value=value
            hint=hint
            error=error
            optional=optional
            prefix=sign
            suffix=suffix
            required=required
            inputmode="decimal"
            autocomplete="off"
            width="w-m"
        />
    }
}

/// A length of time, written as 1:30, 1.5 or 90m.
#[component]
pub fn HoursField(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Id of the input.
    #[prop(optional, into)]
    id: String,
    /// The text in it, for example `1:30`.
    #[prop(optional, into)]
    value: String,
    /// One sentence of help above the input.
    #[prop(default = "1:30, 1.5 and 90m all work".to_owned(), into)]
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
) -> impl IntoView {
    view! {
        <Field
            name=name
            label=label
            id=id
            value=value
            hint=hint
            hint_below=true
            error=error
            optional=optional
            required=required
            inputmode="text"
            autocomplete="off"
            width="w-m"
        />
    }
}

/// A day, with the browser's own calendar. Values are `2027-01-04`.
#[component]
pub fn DateField(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Id of the input.
    #[prop(optional, into)]
    id: String,
    /// The day in it.
    #[prop(optional, into)]
    value: String,
    /// One sentence of help above the input.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// First day that can be chosen.
    #[prop(optional, into)]
    min: String,
    /// Last day that can be chosen.
    #[prop(optional, into)]
    max: String,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    view! {
        <Field
            name=name
            label=label
            id=id
            value=value
            hint=hint
            error=error
            optional=optional
            min=min
            max=max
            required=required
            input_type="date"
            width="w-m"
        />
    }
}
