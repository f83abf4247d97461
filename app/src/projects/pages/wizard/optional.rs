//! Fields of the wizard that may stay empty: the same as in [`super::fields`], with the word beside the label, and the fold
//! most of them stand in.

use domain::machine::Word;
use domain::projects::State;
use leptos::prelude::*;

use super::fields::{Screen, name_of};
use crate::ui::{Choice, Field, MoneyField, More, RadioCards, Select, TextArea};

impl Screen {
    /// Fields that apply to some projects only: folded away until one of them is answered or something is said about it.
    pub fn more(&self, names: &[&str], summary: &str, fields: AnyView) -> AnyView {
        let open = self.is_used(names);
        view! { <More summary=summary open=open><div class="form">{fields}</div></More> }.into_any()
    }

    /// Several lines.
    pub fn maybe_area(&self, name: &str, label: &str, hint: &str) -> AnyView {
        let most = u32::try_from(domain::projects::limits::TEXT).ok();
        view! {
            <div>
                <TextArea
                    name=name_of(name)
                    id=name
                    label=label
                    hint=hint
                    value=self.value(name)
                    error=self.error(name)
                    maxlength=most
                    optional=true
                />
                {self.notes(name)}
            </div>
        }
        .into_any()
    }

    /// A web address.
    pub fn maybe_link(&self, name: &str, label: &str, hint: &str) -> AnyView {
        view! {
            <div>
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
                {self.notes(name)}
            </div>
        }
        .into_any()
    }

    /// An email address.
    pub fn maybe_email(&self, name: &str, label: &str) -> AnyView {
        view! {
            <div>
                <Field name=name_of(name) id=name label=label value=self.value(name) error=self.error(name) input_type="email" optional=true/>
                {self.notes(name)}
            </div>
        }
        .into_any()
    }

    /// A whole number with its unit.
    pub fn maybe_number(&self, name: &str, label: &str, hint: &str, unit: &str) -> AnyView {
        view! {
            <div>
                <Field
                    name=name_of(name)
                    id=name
                    label=label
                    hint=hint
                    value=self.value(name)
                    error=self.error(name)
                    inputmode="numeric"
                    autocomplete="off"
                    suffix=unit
                    width="w-m"
                    optional=true
                />
                {self.notes(name)}
            </div>
        }
        .into_any()
    }

    /// An amount.
    pub fn maybe_money(&self, name: &str, label: &str, hint: &str) -> AnyView {
        view! {
            <div>
                <MoneyField name=name_of(name) id=name label=label hint=hint value=self.value(name) error=self.error(name) optional=true/>
                {self.notes(name)}
            </div>
        }
        .into_any()
    }

    /// Yes or no, neither at first.
    pub fn maybe_yes_no(&self, name: &str, question: &str, yes: &str, no: &str) -> AnyView {
        let choices = vec![Choice::new("yes", "Yes").hint(yes), Choice::new("no", "No").hint(no)];
        view! {
            <div>
                <RadioCards
                    name=name_of(name)
                    id=name
                    legend=question
                    choices=choices
                    value=self.value(name)
                    error=self.error(name)
                    side=true
                    optional=true
                />
                {self.notes(name)}
            </div>
        }
        .into_any()
    }

    /// One of the words of an enum; `empty` says what holds without one.
    pub fn maybe_choose<W: Word>(&self, name: &str, label: &str, empty: &str, words: fn(W) -> &'static str) -> AnyView {
        let choices = W::ALL.iter().map(|word| Choice::new(word.word(), words(*word))).collect();
        self.maybe_select(name, label, "", empty, choices)
    }

    /// A state.
    pub fn maybe_state(&self, name: &str, label: &str, hint: &str) -> AnyView {
        let mut states: Vec<State> = State::all().collect();
        states.sort_by_key(|state| state.name());
        let choices = states.into_iter().map(|state| Choice::new(state.code(), state.name())).collect();
        self.maybe_select(name, label, hint, "Not said", choices)
    }

    fn maybe_select(&self, name: &str, label: &str, hint: &str, empty: &str, choices: Vec<Choice>) -> AnyView {
        view! {
            <div>
                <Select
                    name=name_of(name)
                    id=name
                    label=label
                    hint=hint
                    choices=choices
                    value=self.value(name)
                    error=self.error(name)
                    empty=empty
                    width="w-l"
                    optional=true
                />
                {self.notes(name)}
            </div>
        }
        .into_any()
    }
}
