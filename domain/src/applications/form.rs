//! What a student sends to a host.

use serde::{Deserialize, Serialize};

use crate::fields::FieldErrors;

/// Most questions a project may ask besides the pitch.
pub const ANSWERS: usize = 3;
/// Most work samples of one application.
pub const SAMPLES: usize = 8;
/// Shortest pitch or answer, in characters.
pub const LEAST_ANSWER: usize = 30;
/// Longest pitch or answer, in characters.
pub const MOST_ANSWER: usize = 1_500;

/// An application whose fields met their rules.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewApplication {
    /// Why this student for this project.
    pub pitch: String,
    /// Answers to the project's own questions, in their order; 0 to 3.
    pub answers: Vec<String>,
}

impl NewApplication {
    /// Reads the fields `pitch`, `answer_1` to `answer_3` (as many as the project asks) and the
    /// checkbox `eligible`. Answers beyond the third are left out.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse<T: AsRef<str>>(pitch: &str, answers: &[T], eligible: bool) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let pitch = errors.text("pitch", "Your pitch", pitch, LEAST_ANSWER, MOST_ANSWER);
        let mut kept = Vec::new();
        for (index, answer) in answers.iter().take(ANSWERS).enumerate() {
            let field = format!("answer_{}", index + 1);
            kept.extend(errors.text(&field, "Your answer", answer.as_ref(), LEAST_ANSWER, MOST_ANSWER));
        }
        if !eligible {
            errors.add("eligible", "Confirm that you meet the requirements of this project.");
        }
        errors.finish(pitch.map(|pitch| Self { pitch, answers: kept }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_message() {
        let errors = NewApplication::parse("short", &["", "also short"], false).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["answer_1", "answer_2", "eligible", "pitch"]);
    }

    #[test]
    fn a_project_without_questions_needs_the_pitch_alone() {
        let application = NewApplication::parse(&"pitch ".repeat(10), &[] as &[&str], true).unwrap();
        assert!(application.answers.is_empty());
    }
}
