//! What a form said, as a digest: beside its key it tells a form that was sent twice from one that was sent again with
//! other answers.

use sha2::{Digest as _, Sha256};

/// The digest of a command and the answers it was sent with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form([u8; 32]);

impl Form {
    /// Of the address of the command and the fields as they were sent, whatever their order. The form's key is no answer:
    /// leave it out.
    #[must_use]
    pub fn of<'f>(command: &str, fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut fields: Vec<_> = fields.into_iter().collect();
        fields.sort_unstable();
        let mut digest = Sha256::new();
        let parts = std::iter::once(command).chain(fields.into_iter().flat_map(|(name, text)| [name, text]));
        for part in parts {
            // Lengths keep one text and the next apart.
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// As the database keeps it.
    pub(crate) const fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn the_answers_count_and_their_order_does_not() {
        let form = Form::of("/api/apply", [("a", "1"), ("b", "2")]);
        assert_eq!(form, Form::of("/api/apply", [("b", "2"), ("a", "1")]));
        for other in [
            Form::of("/api/apply", [("a", "1"), ("b", "3")]),
            Form::of("/api/apply", [("a", "1")]),
            Form::of("/api/apply", [("a", "1b"), ("", "2")]),
            Form::of("/api/apply", [("a", "2"), ("b", "1")]),
            Form::of("/api/withdraw", [("a", "1"), ("b", "2")]),
        ] {
            assert_ne!(form, other);
        }
    }
}
