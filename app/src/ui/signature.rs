use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::choice::Checkbox;
use super::field::Field;
use super::icon::SIGNATURE;
use super::text::given;

/// The box in which somebody signs by typing the full name. It stands inside a form and sends `signed_name` and
/// `consent`.
#[component]
pub fn Signature(
    /// What the person states.
    #[prop(into)]
    statement: String,
    /// The name typed so far.
    #[prop(optional, into)]
    value: String,
    /// The box is ticked.
    #[prop(optional)]
    consent: bool,
    /// What is wrong with the name.
    #[prop(optional_no_strip, into)]
    name_error: Option<String>,
    /// What is wrong with the consent.
    #[prop(optional_no_strip, into)]
    consent_error: Option<String>,
    /// What is recorded with it.
    #[prop(default = "Recorded with the date and the text’s fingerprint".to_owned(), into)]
    note: String,
) -> impl IntoView {
    view! {
        <fieldset class="sign stack">
            <legend class="vh">"Signature"</legend>
            <p>{statement}</p>
            <Field
                name="signed_name"
                label="Type your full name to sign"
                value=value
                error=name_error
                autocomplete="name"
                required=true
            />
            <Checkbox
                name="consent"
                label="I sign this electronically, as if on paper"
                checked=consent
                error=consent_error
                required=true
            />
            <div class="row">
                <Button kind=ButtonKind::Primary icon=SIGNATURE>"Sign"</Button>
                {given(note).map(|note| view! { <span class="meta">{note}</span> })}
            </div>
        </fieldset>
    }
}
