//! What a form shows again after the server refused it.
use std::collections::BTreeMap;

/// The values a person sent and what is wrong with them, for drawing the same form again without a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// Field name to the text that was sent.
    pub values: BTreeMap<String, String>,
    /// Field name to a message in words; the empty name holds the message for the whole form.
    pub errors: BTreeMap<String, String>,
    /// The names that were sent, in the order of the page.
    pub order: Vec<String>,
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
    /// makes them. The message for the whole form comes first, with an empty id; the others follow in the order of the
    /// page. What was not sent comes last: boxes left unticked stand at the end of our forms.
    #[must_use]
    pub fn summary(&self) -> Vec<(String, String)> {
        let place = |name: &str| {
            (!name.is_empty()).then(|| self.order.iter().position(|sent| sent == name).unwrap_or(usize::MAX))
        };
        let mut items: Vec<_> = self.errors.iter().map(|(name, message)| (name.clone(), message.clone())).collect();
        items.sort_by_key(|(name, _)| place(name));
        items
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

    #[test]
    fn the_summary_follows_the_page() {
        let pair = |name: &str| (name.to_owned(), "is empty".to_owned());
        let form = FormState {
            errors: ["about", "", "terms", "host_name"].map(pair).into(),
            order: ["host_name", "about"].map(str::to_owned).into(),
            ..FormState::default()
        };
        let fields: Vec<_> = form.summary().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["", "host_name", "about", "terms"]);
    }
}
