//! Messages beside form fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Field name -> what is wrong and how to fix it. The empty name is the form as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(pub BTreeMap<String, String>);

impl FieldErrors {
    /// No error yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One error.
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self(BTreeMap::from([(field.into(), message.into())]))
    }

    /// Adds a message; the first one of a field stays.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.entry(field.into()).or_insert_with(|| message.into());
    }

    /// Keeps the value, or notes the error and returns `None`.
    pub fn keep<T, E: std::fmt::Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.add(field, error.to_string())).ok()
    }

    /// A trimmed text with a length in characters; notes what is wrong.
    pub fn text(&mut self, field: &str, label: &str, value: &str, least: usize, most: usize) -> Option<String> {
        let value = value.trim();
        let length = value.chars().count();
        if value.contains('\0') {
            self.add(field, format!("{label} has a character that cannot be kept. Type it again."));
        } else if length == 0 && least > 0 {
            self.add(field, format!("Fill in: {}.", label.to_ascii_lowercase()));
        } else if length < least {
            self.add(field, format!("{label} has {length} characters. Write at least {least}."));
        } else if length > most {
            self.add(field, format!("{label} has {length} characters. Shorten it to {most}."));
        } else {
            return Some(value.to_owned());
        }
        None
    }

    /// A text of one line: as [`FieldErrors::text`], with every run of white space made one space, and without characters
    /// that nobody sees, which could turn the line around or make it look like another (Unicode TR36).
    pub fn line(&mut self, field: &str, label: &str, value: &str, least: usize, most: usize) -> Option<String> {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if value.chars().any(|c| c.is_control() || is_unseen(c)) {
            self.add(field, format!("{label} has a character that cannot be kept. Type it again."));
            return None;
        }
        self.text(field, label, &value, least, most)
    }

    /// `value` when there is no error at all.
    ///
    /// # Errors
    /// The errors themselves.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a text is a web address with a host name; anything a browser would run or read locally is none.
#[must_use]
pub fn is_web_address(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', '\\']).next()).unwrap_or_default();
    !host.is_empty() && !host.contains('@') && !link.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Marks of direction and width without a shape of their own. Joiners stay: some scripts need them.
pub(crate) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_of_what_one_sees() {
        let read = |text: &str| FieldErrors::new().line("name", "Your name", text, 2, 20);
        assert_eq!(read(" Evil\r\nBcc:  a@b.c ").as_deref(), Some("Evil Bcc: a@b.c"));
        assert_eq!(read("نیلوفر‌جان").as_deref(), Some("نیلوفر‌جان"), "a joiner is part of the word");
        for bad in ["Maya\u{202e}avaM", "Ma\u{200b}ya", "Maya\0", "\u{feff}Maya", "Ma\u{1b}ya"] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
