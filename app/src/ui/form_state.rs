//! What a form shows again after the server refused it.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// The values a person sent and what is wrong with them, for drawing the same form again without a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// Field name to the text that was sent.
    pub values: BTreeMap<String, String>,
    /// Field name to a message in words; the empty name holds the message for the whole form.
    pub errors: BTreeMap<String, String>,
    /// The names that were sent, in the order of the page.
    pub order: Vec<String>,
    /// Whether the page the form stood on was no longer so: somebody else acted, or the form's key was used up.
    pub stale: bool,
    shown: Shown,
}

/// What the page has drawn again so far. Every copy of a [`FormState`] shares it.
#[derive(Clone, Debug, Default)]
struct Shown(Arc<Mutex<BTreeSet<String>>>);

impl Shown {
    fn note(&self, name: &str) {
        if let Ok(mut shown) = self.0.lock() {
            shown.insert(name.to_owned());
        }
    }

    fn has(&self, name: &str) -> bool {
        self.0.lock().is_ok_and(|shown| shown.contains(name))
    }
}

/// What was drawn is no part of what was sent.
impl PartialEq for Shown {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Shown {}

/// Names of fields that nobody typed: they say what the form is about.
const HIDDEN: [&str; 29] = [
    "back",
    "base",
    "command",
    "decision",
    "engagement",
    "entry",
    "extension",
    "from",
    "go",
    "host",
    "id",
    "key",
    "kind",
    "milestone",
    "next",
    "order",
    "payment",
    "project",
    "role",
    "sheet",
    "side",
    "stage",
    "step",
    "theme",
    "token",
    "version",
    "week",
    "seat",
    "add",
];

/// Whether a text is an id in its usual form: 32 hexadecimal digits in five groups (RFC 9562).
fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

impl FormState {
    /// A form to be drawn with what was typed and nothing wrong with it.
    #[must_use]
    pub fn typed(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, text) in fields {
            form.order.push(name.clone());
            form.values.insert(name, text);
        }
        form
    }

    /// A form as it was sent, with what is wrong: name and text in the order of the page, messages by name, and whether the
    /// page it stood on is no longer so.
    #[must_use]
    pub fn refused(sent: Vec<(String, String)>, errors: BTreeMap<String, String>, stale: bool) -> Self {
        let order = sent.iter().map(|(name, _)| name.clone()).collect();
        Self { values: sent.into_iter().collect(), errors, order, stale, shown: Shown::default() }
    }

    /// The sent text of a field, or `default` when the form has not been sent yet. Once anything was sent, a field
    /// that is missing from it counts as empty: an unticked checkbox must not come back ticked.
    #[must_use]
    pub fn value(&self, name: &str, default: &str) -> String {
        self.shown.note(name);
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

    /// The message for the form as a whole, if there is one. Whoever asks shows it.
    #[must_use]
    pub fn whole(&self) -> Option<String> {
        self.shown.note("");
        self.error("")
    }

    /// The message for the form as a whole, when the page has not shown it.
    #[must_use]
    pub fn unsaid(&self) -> Option<String> {
        self.error("").filter(|_| !self.shown.has(""))
    }

    /// What was typed and has no field on the page any more, in the order it was sent: name and text. Ticks, choices
    /// and hidden fields are left out; there is nothing in them to copy.
    #[must_use]
    pub fn left_over(&self) -> Vec<(String, String)> {
        let mut left: Vec<(String, String)> = Vec::new();
        if self.error("").is_none() {
            // Messages beside fields: their fields are on the page.
            return left;
        }
        for name in &self.order {
            let text = self.values.get(name).map_or("", |text| text.trim());
            let typed = !HIDDEN.contains(&name.as_str())
                && !["", "yes", "no", "on", "true", "false"].contains(&text)
                && !name.starts_with("take[")
                && name != "page-of-form"
                && !is_id(text);
            if typed && !self.shown.has(name) && !left.iter().any(|(known, _)| known == name) {
                left.push((name.clone(), text.to_owned()));
            }
        }
        left
    }

    /// Whether the form was drawn with another version than `newest`.
    #[must_use]
    pub fn is_before(&self, newest: i32) -> bool {
        self.values.get("version").is_some_and(|sent| sent.parse() != Ok(newest))
    }

    /// Ids the form was sent about.
    pub fn about(&self) -> impl Iterator<Item = &str> {
        let hidden = self.values.iter().filter(|(name, _)| HIDDEN.contains(&name.as_str()));
        hidden.map(|(_, text)| text.as_str()).filter(|text| is_id(text))
    }

    /// Pairs of field id and message for [`super::ErrorSummary`]. The ids are the field names, as [`super::Field`]
    /// makes them. The message for the whole form comes first, with an empty id; the others follow in the order of the
    /// page. What was not sent comes last: boxes left unticked stand at the end of our forms.
    #[must_use]
    pub fn summary(&self) -> Vec<(String, String)> {
        self.shown.note("");
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
    fn what_the_page_has_no_field_for_is_left_over() {
        let pair = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        let sent = [
            ("id", "0190a0a0-0000-7000-8000-000000000001"),
            ("decision", "reject"),
            ("reason", "Too many hours."),
            ("title", "Map of the harbor"),
            ("terms", "yes"),
            ("note", " "),
        ];
        let form = FormState {
            values: sent.map(pair).into(),
            errors: [pair(("", "It was withdrawn."))].into(),
            order: sent.map(|(name, _)| name.to_owned()).into(),
            ..FormState::default()
        };
        assert_eq!(form.about().count(), 1);
        let copy = form.clone();
        assert_eq!(copy.value("title", ""), "Map of the harbor");
        assert_eq!(form.left_over(), [pair(("reason", "Too many hours."))]);
        assert_eq!(form.unsaid().as_deref(), Some("It was withdrawn."));
        let _ = copy.summary();
        assert_eq!(form.unsaid(), None, "the summary says it");
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
