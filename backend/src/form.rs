//! What a form said, as a digest: beside its key it tells a form that was sent twice from one that was sent again with
//! other answers. What is kept of it is keyed with a secret of the installation, so that whoever holds the table of keys
//! alone cannot test guesses of what somebody wrote.

use domain::time::Instant;
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;

use crate::failure::Failure;
use crate::sql::at;

/// The name of the secret in `server_secrets`.
const SECRET: &str = "forms";
/// Bytes of one block of SHA-256 (FIPS 180-4).
const BLOCK: usize = 64;

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

    /// As the database keeps it: under the key of the installation, which is made when there is none yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn keyed(&self, db: &mut PgConnection, now: Instant) -> Result<Vec<u8>, Failure> {
        Ok(hmac(&secret(db, now).await?, &self.0).to_vec())
    }
}

/// The installation's key of forms. Of two that make it at once, one makes it and the other reads it.
async fn secret(db: &mut PgConnection, now: Instant) -> Result<Vec<u8>, Failure> {
    let there = sqlx::query_scalar!("select value from server_secrets where name = $1", SECRET);
    if let Some(key) = there.fetch_optional(&mut *db).await? {
        return Ok(key);
    }
    let fresh = crate::people::secret()?.into_bytes();
    let made = sqlx::query_scalar!(
        "insert into server_secrets (name, value, created_at) values ($1, $2, $3)
         on conflict (name) do update set name = excluded.name returning value",
        SECRET,
        fresh,
        at(now) as _,
    );
    Ok(made.fetch_one(db).await?)
}

/// HMAC with SHA-256 (RFC 2104).
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut padded = [0_u8; BLOCK];
    let short = if key.len() > BLOCK { Sha256::digest(key).to_vec() } else { key.to_vec() };
    for (place, byte) in padded.iter_mut().zip(&short) {
        *place = *byte;
    }
    let (inner, outer) = (padded.map(|byte| byte ^ 0x36), padded.map(|byte| byte ^ 0x5c));
    let first = Sha256::new().chain_update(inner).chain_update(text).finalize();
    Sha256::new().chain_update(outer).chain_update(first).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::{Form, hmac};

    /// Test cases 2 and 6 of RFC 4231.
    #[test]
    fn the_code_is_that_of_the_standard() {
        let hex = |bytes: [u8; 32]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(
            hex(hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

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
