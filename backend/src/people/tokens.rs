//! Secrets: 256 random bits, of which the database only knows the SHA-256. And links in mail that
//! work once.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::PersonId;
use jiff::SignedDuration;
use sha2::{Digest as _, Sha256};

use crate::cx::{Tx, Visit};
use crate::failure::Failure;
use crate::sql::at;

/// Characters of a secret.
const SECRET: usize = 43;

/// What a link in a mail is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// Shows that the address is theirs. Three days.
    ConfirmEmail,
    /// Sets a new password. One hour.
    ResetPassword,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::ResetPassword => "reset_password",
        }
    }

    const fn lasts(self) -> SignedDuration {
        match self {
            Self::ConfirmEmail => SignedDuration::from_hours(72),
            Self::ResetPassword => SignedDuration::from_hours(1),
        }
    }
}

/// A new secret, as it travels in a cookie or a link.
pub(crate) fn secret() -> Result<String, Failure> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::corrupt(format!("no random numbers: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Whether a text could be a [`secret`]: nothing else needs to be looked for.
pub(crate) fn is_secret(text: &str) -> bool {
    text.len() == SECRET && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// What the database keeps of a secret.
pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// A new link's secret.
pub(super) async fn issue(tx: &mut Tx<'_>, person: PersonId, purpose: Purpose) -> Result<String, Failure> {
    let secret = secret()?;
    let now = tx.cx().at();
    let expires = now.saturating_add(purpose.lasts()).unwrap_or(now);
    sqlx::query!(
        "insert into email_tokens (token_hash, person_id, purpose, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        hash(&secret),
        person.0,
        purpose.word(),
        at(now) as _,
        at(expires) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(secret)
}

/// Whom a link still works for, without using it up.
pub(super) async fn peek(visit: &Visit, secret: &str, purpose: Purpose) -> Result<Option<PersonId>, Failure> {
    let person = sqlx::query_scalar!(
        "select person_id from email_tokens where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3",
        hash(secret),
        purpose.word(),
        at(visit.at()) as _,
    )
    .fetch_optional(visit.pool())
    .await?;
    Ok(person.map(Into::into))
}

/// Uses a link up, and with it every other one of its person for the same purpose. Of two that
/// come at once, one gets the person.
pub(super) async fn redeem(tx: &mut Tx<'_>, secret: &str, purpose: Purpose) -> Result<Option<PersonId>, Failure> {
    let now = tx.cx().at();
    let person = sqlx::query_scalar!(
        "update email_tokens set used_at = $3
         where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3 returning person_id",
        hash(secret),
        purpose.word(),
        at(now) as _,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(person) = person else { return Ok(None) };
    sqlx::query!(
        "update email_tokens set used_at = $3 where person_id = $1 and purpose = $2 and used_at is null",
        person,
        purpose.word(),
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(Some(person.into()))
}
