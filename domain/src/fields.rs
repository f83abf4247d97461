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
