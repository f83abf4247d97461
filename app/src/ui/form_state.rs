//! What a form shows again after the server refused it.
use std::collections::BTreeMap;

/// The values a person sent and what is wrong with them, for drawing the same form again without a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// Field name to the text that was sent.
    pub values: BTreeMap<String, String>,
    /// Field name to a message in words; the empty name holds the message for the whole form.
    pub errors: BTreeMap<String, String>,
}

impl FormState {
    /// The sent text of a field, or `default` when the form has not been sent yet. Once anything was sent, a field
    /// that is missing from it counts as empty: an unticked checkbox must not come back ticked.
    #[must_use]
    pub fn value(&self, name: &str, default: &str) -> String {
        match self.values.get(name) {
            Some(sent) => sent.clone(),
            None if self.values.is_empty() => default.to_owned(),
            None => String::new(),
        }
    }

    /// The message beside a field, if there is one.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.get(name).cloned()
    }

    /// The message for the form as a whole, if there is one.
    #[must_use]
    pub fn whole(&self) -> Option<String> {
        self.error("")
    }

    /// Pairs of field id and message for [`super::ErrorSummary`]. The ids are the field names, as [`super::Field`]
    /// makes them. The message for the whole form comes first, with an empty id.
    #[must_use]
    pub fn summary(&self) -> Vec<(String, String)> {
        self.errors.iter().map(|(name, message)| (name.clone(), message.clone())).collect()
    }

    /// True when nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::FormState;

    #[test]
    fn defaults_hold_until_the_form_was_sent() {
        let fresh = FormState::default();
        assert_eq!(fresh.value("remote", "true"), "true");
        let sent = FormState { values: [("title".to_owned(), "Map".to_owned())].into(), ..FormState::default() };
        assert_eq!(sent.value("title", "x"), "Map");
        assert_eq!(sent.value("remote", "true"), "");
    }
}
