//! What kind of organisation a host is, asked at sign-up and in its profile.

use domain::hosts::HostKind;
use domain::machine::Word as _;
use leptos::prelude::*;

use crate::ui::{Choice, FormState, Select};

/// `now` is what is kept; nothing is chosen while it has not been said.
pub fn kind_field(form: &FormState, now: Option<HostKind>) -> impl IntoView + use<> {
    let choices = HostKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect();
    let (value, error) = (form.value("kind", now.map_or("", HostKind::word)), form.error("kind"));
    view! {
        <Select name="kind" label="Kind of organisation" choices=choices empty="Choose" value=value error=error required=true
            hint="Some rules on pay depend on it. Staff see what you chose."/>
    }
}

/// In words, for who only reads it.
#[must_use]
pub fn kind_words(kind: Option<HostKind>) -> &'static str {
    kind.map_or("Not said", HostKind::label)
}
