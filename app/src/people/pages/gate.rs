//! The one slim column of the pages before signing in.

use domain::people::LEAST_PASSWORD;
use leptos::prelude::*;

use crate::ui::{Checkbox, Field, FormState};

/// A heading, a sentence, and what follows.
pub fn gate(title: &'static str, lede: impl Into<String>, body: impl IntoView + 'static) -> impl IntoView {
    let lede = lede.into();
    let lede = (!lede.is_empty()).then(|| view! { <p class="lede">{lede}</p> });
    view! {
        <div class="gate stack loose">
            <header class="stack tight"><h1>{title}</h1> {lede}</header>
            {body.into_any()}
        </div>
    }
}

/// An email address.
pub fn email_field(form: &FormState) -> impl IntoView + use<> {
    view! {
        <Field name="email" label="Email address" input_type="email" autocomplete="email" inputmode="email" required=true
            value=form.value("email", "") error=form.error("email")/>
    }
}

/// A password that is being chosen.
pub fn new_password_field(form: &FormState) -> impl IntoView + use<> {
    view! {
        <Field name="password" label="Password" input_type="password" autocomplete="new-password" required=true
            hint=format!("At least {LEAST_PASSWORD} characters. A few words in a row work well.") error=form.error("password")/>
    }
}

/// The rules, and that they were read.
pub fn terms(form: &FormState) -> impl IntoView + use<> {
    view! {
        <div class="stack tight">
            <Checkbox name="terms" label="I agree to the rules on pay, fairness and privacy" checked=!form.value("terms", "").is_empty()
                error=form.error("terms")/>
            <p class="meta">
                "Read the " <a href="/fairness">"pay and fairness rules"</a> " and " <a href="/privacy">"what we keep about you"</a> "."
            </p>
        </div>
    }
}
