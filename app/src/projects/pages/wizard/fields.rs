//! Fields of the wizard: each with its value, its message, the findings of the check and the comments
//! of staff that belong to it.

use std::collections::BTreeMap;

use domain::machine::Word;
use domain::projects::Step;
use domain::projects::scope::{Finding, Severity};
use leptos::prelude::*;

use super::beginning::{Beside, beside};
use super::together::{Asked, Together};
use crate::projects::pages::labels::field_words;
use crate::ui::{
    Button, ButtonKind, Checkbox, Choice, DateField, Field, FormState, Icon, MoneyField, RadioCards, Select, TextArea,
    icon,
};

/// One screen with everything its fields show.
pub struct Screen {
    values: BTreeMap<String, String>,
    state: FormState,
    findings: Vec<Finding>,
    beside: Beside,
    asked: Asked,
    /// What others changed meanwhile, after a save was refused.
    pub together: Together,
    /// The funds of the program a project may name.
    pub funds: Vec<String>,
    /// Whether the host may ask for unpaid work without credit.
    pub volunteers: bool,
}

impl Screen {
    /// The screen as it was kept, with what is wrong with the form that was just refused.
    pub fn new(step: Step, page: &backend::projects::Wizard, state: FormState, together: Together) -> Self {
        // Nobody is told what is missing on a screen they have not been through, or in a row they just added.
        let passed = step.passed(&page.draft);
        let values = together.values.clone();
        let filled = |field: &str| values.get(field).is_some_and(|value| !value.is_empty());
        let told = |field: &str| filled(field) || (passed && !is_new_row(&values, field));
        let findings = page.report.on(step).into_iter().filter(|finding| told(&finding.field)).cloned().collect();
        let asked = Asked::new(step, page);
        Self {
            values,
            state,
            findings,
            beside: beside(page),
            asked,
            together,
            funds: page.funds.clone(),
            volunteers: page.facts.nonprofit,
        }
    }

    /// What was wrong, for the summary above the form: ids and messages.
    pub fn summary(&self) -> Vec<(String, String)> {
        if let Some(items) = self.together.summary() {
            return items;
        }
        self.state.errors.iter().map(|(name, message)| (field_of(name).to_owned(), message.clone())).collect()
    }

    /// Comments whose field is not drawn on this screen, or no longer there; call it when the fields are drawn.
    pub fn left_over(&self) -> AnyView {
        self.asked.left_over(self)
    }

    /// How many rows a repeated field has; at least one is drawn.
    pub fn rows(&self, prefix: &str) -> usize {
        let row =
            |name: &String| name.strip_prefix(prefix)?.strip_prefix('_')?.split('_').next()?.parse::<usize>().ok();
        self.values.keys().filter_map(row).max().unwrap_or(0).max(1)
    }

    /// The text a field shows.
    pub fn value(&self, name: &str) -> String {
        let sent = name_of(name);
        // What could not be read is shown as it was typed; everything else was kept.
        match self.state.errors.get(&sent) {
            Some(_) => self.state.value(&sent, ""),
            None => self.values.get(name).cloned().unwrap_or_default(),
        }
    }

    /// What is wrong with it.
    pub fn error(&self, name: &str) -> Option<String> {
        self.state.error(&name_of(name))
    }

    /// Whether something blocks in one of these rows.
    pub fn bad(&self, prefix: &str) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Block && finding.field.starts_with(prefix))
    }

    /// Whether something is said about one of the fields that `of` names: a message, a finding, a comment, another answer,
    /// or where it was read from.
    pub fn is_said(&self, of: impl Fn(&str) -> bool) -> bool {
        let errors = self.state.errors.keys().map(|name| field_of(name));
        let findings = self.findings.iter().map(|finding| finding.field.as_str());
        let mut all = errors.chain(findings).chain(self.beside.keys().map(String::as_str));
        all.any(&of) || self.asked.has(&of) || self.together.has(&of)
    }

    /// Whether somebody has answered one of these fields, or something is said about one.
    pub fn is_used(&self, names: &[&str]) -> bool {
        names.iter().any(|name| {
            !self.value(name).is_empty()
                || self.error(name).is_some()
                || self.findings.iter().any(|finding| finding.field == *name)
                || self.asked.is_about(name)
        })
    }

    /// What is known of its beginning, findings and comments beside one field.
    pub fn notes(&self, name: &str) -> AnyView {
        let findings: Vec<_> = self.findings.iter().filter(|finding| finding.field == name).cloned().collect();
        let findings = findings.into_iter().map(note).collect_view();
        let began = self.beside.get(name).cloned().unwrap_or_default();
        let began = began.into_iter().map(|words| view! { <p class="callout tell">{words}</p> }).collect_view();
        view! { {self.together.beside(name)} {began} {findings} {self.asked.beside(name, self)} }.into_any()
    }

    /// A field with what is said about it.
    pub(super) fn noted(&self, name: &str, field: AnyView) -> AnyView {
        view! { <div>{field} {self.notes(name)}</div> }.into_any()
    }

    /// One line of text.
    pub fn text(&self, name: &str, label: &str, hint: &str) -> AnyView {
        self.line(name, label, hint, false)
    }

    pub(super) fn line(&self, name: &str, label: &str, hint: &str, optional: bool) -> AnyView {
        let field = view! {
            <Field name=name_of(name) id=name label=label hint=hint value=self.value(name) error=self.error(name) optional=optional/>
        };
        self.noted(name, field.into_any())
    }

    /// One line in a row, for which the browser offers the words of a `<datalist>`.
    pub fn part_named(&self, name: &str, list: &str) -> AnyView {
        let field = view! {
            <Field name=name_of(name) id=name label=field_words(name) list=list autocomplete="off" value=self.value(name) error=self.error(name)/>
        };
        self.noted(name, field.into_any())
    }

    /// One line in a row, labelled with the number of its row.
    pub fn part(&self, name: &str, hint: &str) -> AnyView {
        self.text(name, &field_words(name), hint)
    }

    /// One of a list, in a row.
    pub fn part_of(&self, name: &str, choices: Vec<Choice>) -> AnyView {
        self.select(name, &field_words(name), choices, "")
    }

    /// The hours of a row.
    pub fn hours_of(&self, name: &str) -> AnyView {
        self.number(name, &field_words(name), "h")
    }

    /// Several lines.
    pub fn area(&self, name: &str, label: &str, hint: &str) -> AnyView {
        self.lines(name, label, hint, false)
    }

    pub(super) fn lines(&self, name: &str, label: &str, hint: &str, optional: bool) -> AnyView {
        // No most length: a browser cuts a pasted text at it without a word.
        let field = view! {
            <TextArea
                name=name_of(name)
                id=name
                label=label
                hint=hint
                value=self.value(name)
                error=self.error(name)
                optional=optional
            />
        };
        self.noted(name, field.into_any())
    }

    /// A whole number with its unit.
    pub fn number(&self, name: &str, label: &str, unit: &str) -> AnyView {
        self.count(name, label, "", unit, false)
    }

    pub(super) fn count(&self, name: &str, label: &str, hint: &str, unit: &str, optional: bool) -> AnyView {
        let field = view! {
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
                optional=optional
            />
        };
        self.noted(name, field.into_any())
    }

    /// An address.
    pub fn email(&self, name: &str, label: &str) -> AnyView {
        self.mailbox(name, label, false)
    }

    pub(super) fn mailbox(&self, name: &str, label: &str, optional: bool) -> AnyView {
        let field = view! {
            <Field name=name_of(name) id=name label=label value=self.value(name) error=self.error(name) input_type="email" optional=optional/>
        };
        self.noted(name, field.into_any())
    }

    /// A day.
    pub fn date(&self, name: &str, label: &str, hint: &str) -> AnyView {
        let field = view! { <DateField name=name_of(name) id=name label=label hint=hint value=self.value(name) error=self.error(name)/> };
        self.noted(name, field.into_any())
    }

    /// An amount.
    pub fn money(&self, name: &str, label: &str, hint: &str) -> AnyView {
        self.dollars(name, label, hint, false)
    }

    pub(super) fn dollars(&self, name: &str, label: &str, hint: &str, optional: bool) -> AnyView {
        let field = view! {
            <MoneyField name=name_of(name) id=name label=label hint=hint value=self.value(name) error=self.error(name) optional=optional/>
        };
        self.noted(name, field.into_any())
    }

    /// Yes or no, neither at first.
    pub fn yes_no(&self, name: &str, question: &str, yes: &str, no: &str) -> AnyView {
        self.either(name, question, yes, no, false)
    }

    pub(super) fn either(&self, name: &str, question: &str, yes: &str, no: &str, optional: bool) -> AnyView {
        let choices = vec![Choice::new("yes", "Yes").hint(yes), Choice::new("no", "No").hint(no)];
        let field = view! {
            <RadioCards
                name=name_of(name)
                id=name
                legend=question
                choices=choices
                value=self.value(name)
                error=self.error(name)
                side=true
                optional=optional
            />
        };
        self.noted(name, field.into_any())
    }

    /// One of the words of an enum, neither at first.
    pub fn choose<W: Word>(&self, name: &str, label: &str, words: fn(W) -> &'static str) -> AnyView {
        self.select(name, label, words_of(words), "Choose")
    }

    /// One of a list.
    pub fn select(&self, name: &str, label: &str, choices: Vec<Choice>, empty: &str) -> AnyView {
        self.one_of(name, label, "", choices, empty, false)
    }

    pub(super) fn one_of(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        choices: Vec<Choice>,
        empty: &str,
        optional: bool,
    ) -> AnyView {
        let field = view! {
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
                optional=optional
            />
        };
        self.noted(name, field.into_any())
    }

    /// A box that is ticked or not.
    pub fn tick(&self, name: &str, label: &str) -> AnyView {
        let field = view! {
            <Checkbox name=name_of(name) id=name label=label value="yes" checked=!self.value(name).is_empty() error=self.error(name)/>
        };
        self.noted(name, field.into_any())
    }
}

/// Whether the field stands in a row without any answer. Its kind is chosen by itself.
fn is_new_row(values: &BTreeMap<String, String>, field: &str) -> bool {
    let mut parts = field.splitn(3, '_');
    let (Some(list), Some(number)) = (parts.next(), parts.next()) else { return false };
    if number.parse::<usize>().is_err() {
        return false;
    }
    let row = format!("{list}_{number}_");
    let mut answers = values.iter().filter(|(name, _)| name.starts_with(&row) && !name.ends_with("_kind")).peekable();
    answers.peek().is_some() && answers.all(|(_, text)| text.is_empty())
}

/// The words of an enum as choices.
pub(super) fn words_of<W: Word>(words: fn(W) -> &'static str) -> Vec<Choice> {
    W::ALL.iter().map(|word| Choice::new(word.word(), words(*word))).collect()
}

/// As the form sends it.
pub fn name_of(field: &str) -> String {
    format!("fields[{field}]")
}

/// The field that [`name_of`] named.
fn field_of(name: &str) -> &str {
    name.strip_prefix("fields[").and_then(|name| name.strip_suffix(']')).unwrap_or(name)
}

/// The button that takes a row out.
pub fn remove(target: &str, words: String) -> impl IntoView + use<> {
    view! {
        <p>
            <Button kind=ButtonKind::Quiet small=true icon=icon::TRASH name=name_of("remove") value=target.to_owned() novalidate=true>{words}</Button>
        </p>
    }
}

fn note(finding: Finding) -> impl IntoView {
    let blocks = finding.severity == Severity::Block;
    let class = if blocks { "callout" } else { "callout warn" };
    let message = if blocks {
        view! { <p class="error"><Icon glyph=icon::CIRCLE_ALERT/> <span>{finding.message}</span></p> }.into_any()
    } else {
        view! { <p><b>{finding.message}</b></p> }.into_any()
    };
    // Where the fix names the value already, it is not said twice.
    let suggestion = finding.suggestion.filter(|text| !finding.fix.contains(text.as_str()));
    let fix = (!finding.fix.is_empty()).then(|| view! { <p>{finding.fix}</p> });
    let suggestion = suggestion.map(|text| view! { <p><b>"Try: "</b> {text}</p> });
    view! {
        <div class=class data-finding=format!("{}:{}", finding.id, finding.field)>
            {message} <p>{finding.why}</p> {fix} {suggestion}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_row_without_answers_is_new() {
        let values = [("skill_1_name", "Excel"), ("task_2_name", ""), ("task_2_kind", "create"), ("check_in_days", "")];
        let values = values.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        assert!(is_new_row(&values, "task_2_hours"));
        assert!(["skill_1_name", "skill_2_name", "check_in_days", "problem"].iter().all(|f| !is_new_row(&values, f)));
    }
}
