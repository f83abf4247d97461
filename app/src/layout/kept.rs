//! Above a form that was drawn with an older version: what is kept now where something else was typed. The form names the
//! newest version, so that it can be sent from where it stands.

use leptos::prelude::*;

use crate::ui::{Banner, FormState, Tone};

/// The answers of a form, compared with what is kept.
pub(crate) struct Kept<'f> {
    form: &'f FormState,
    differing: Vec<(String, String)>,
}

impl<'f> Kept<'f> {
    /// Begins with a form as it was sent.
    pub(crate) const fn beside(form: &'f FormState) -> Self {
        Self { form, differing: Vec::new() }
    }

    /// Compares one answer: its fields with what each would send of what is kept, and what is kept in words. A field that
    /// was not sent counts as empty, as an unticked box does.
    pub(crate) fn answer(mut self, label: &str, fields: &[(&str, &str)], words: &str) -> Self {
        let typed = |name: &str| self.form.values.get(name).map_or("", |typed| typed.trim()).replace("\r\n", "\n");
        if fields.iter().any(|(name, now)| typed(name) != now.trim()) {
            self.differing.push((label.to_owned(), words.to_owned()));
        }
        self
    }

    /// What is kept of the answers that differ; nothing where the form was drawn with the newest version.
    pub(crate) fn banner(self, newest: i32) -> Option<AnyView> {
        if !self.form.is_before(newest) {
            return None;
        }
        let said = if self.differing.is_empty() {
            "It says what you typed already."
        } else {
            "In the form stands what you typed. Sending it replaces this:"
        };
        let lines: Vec<_> = self
            .differing
            .into_iter()
            .map(|(label, now)| {
                let now = if now.is_empty() { "nothing".to_owned() } else { format!("“{now}”") };
                view! { <li><b>{format!("{label}: ")}</b> {now}</li> }
            })
            .collect();
        Some(
            view! {
                <Banner tone=Tone::Need title="Something else is kept by now.">
                    <p>{said}</p>
                    <ul class="rows">{lines}</ul>
                </Banner>
            }
            .into_any(),
        )
    }
}

/// The same for answers of one field each, kept as they are typed. Rows are field, label and what is kept; a field that was
/// not sent is no part of the form.
pub(crate) fn kept_now(form: &FormState, newest: i32, rows: &[(&str, &str, &str)]) -> Option<AnyView> {
    let sent = rows.iter().filter(|(name, ..)| form.values.contains_key(*name));
    sent.fold(Kept::beside(form), |kept, (name, label, now)| kept.answer(label, &[(*name, *now)], now)).banner(newest)
}
