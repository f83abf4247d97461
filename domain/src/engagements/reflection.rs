//! What the student takes along, written when handing in.

use serde::{Deserialize, Serialize};

use crate::fields::FieldErrors;

/// A student's reflection: 30 to 4,000 characters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reflection(String);

impl Reflection {
    /// Reads the field `reflection`.
    ///
    /// # Errors
    /// The message beside the field.
    pub fn parse(text: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = errors.text("reflection", "What you learned", text, 30, 4_000);
        errors.finish(text.map(Self))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
