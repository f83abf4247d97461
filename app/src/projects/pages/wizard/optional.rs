//! Fields of the wizard that may stay empty: the same as in [`super::fields`], with the word beside the label, and the fold
//! most of them stand in.

use domain::machine::Word;
use domain::projects::State;
use leptos::prelude::*;

use super::fields::{Screen, name_of, words_of};
use crate::ui::{Choice, Field, More};

impl Screen {
    /// Fields that apply to some projects only: folded away until one of them is answered or something is said about it.
    pub fn more(&self, names: &[&str], summary: &str, fields: AnyView) -> AnyView {
        let open = self.is_used(names);
        view! { <More summary=summary open=open><div class="form">{fields}</div></More> }.into_any()
    }

    /// One line.
    pub fn maybe(&self, name: &str, label: &str, hint: &str) -> AnyView {
        self.line(name, label, hint, true)
    }

    /// Several lines.
    pub fn maybe_area(&self, name: &str, label: &str, hint: &str) -> AnyView {
        self.lines(name, label, hint, true)
    }

    /// A web address; none is ever required.
    pub fn maybe_link(&self, name: &str, label: &str, hint: &str) -> AnyView {
        let field = view! {
            <Field
                name=name_of(name)
                id=name
                label=label
                hint=hint
                value=self.value(name)
                error=self.error(name)
                input_type="url"
                inputmode="url"
                optional=true
            />
        };
        self.noted(name, field.into_any())
    }

    /// An email address.
    pub fn maybe_email(&self, name: &str, label: &str) -> AnyView {
        self.mailbox(name, label, true)
    }

    /// A whole number with its unit.
    pub fn maybe_number(&self, name: &str, label: &str, hint: &str, unit: &str) -> AnyView {
        self.count(name, label, hint, unit, true)
    }

    /// An amount.
    pub fn maybe_money(&self, name: &str, label: &str, hint: &str) -> AnyView {
        self.dollars(name, label, hint, true)
    }

    /// Yes or no, neither at first.
    pub fn maybe_yes_no(&self, name: &str, question: &str, yes: &str, no: &str) -> AnyView {
        self.either(name, question, yes, no, true)
    }

    /// One of the words of an enum; `empty` says what holds without one.
    pub fn maybe_choose<W: Word>(&self, name: &str, label: &str, empty: &str, words: fn(W) -> &'static str) -> AnyView {
        self.one_of(name, label, "", words_of(words), empty, true)
    }

    /// One of a list; `empty` says what holds without one.
    pub fn maybe_select(&self, name: &str, label: &str, hint: &str, choices: Vec<Choice>, empty: &str) -> AnyView {
        self.one_of(name, label, hint, choices, empty, true)
    }

    /// A state.
    pub fn maybe_state(&self, name: &str, label: &str, hint: &str) -> AnyView {
        let mut states: Vec<State> = State::all().collect();
        states.sort_by_key(|state| state.name());
        let choices = states.into_iter().map(|state| Choice::new(state.code(), state.name())).collect();
        self.one_of(name, label, hint, choices, "Not said", true)
    }
}
