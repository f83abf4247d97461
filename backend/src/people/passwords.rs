//! Password hashing: argon2id with the figures OWASP names (19 MiB, two passes, one lane), on threads
//! of its own and never more than a few at once, so that a flood of sign-ins takes neither the
//! server's memory nor its answering threads.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::failure::Failure;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Longest password that is hashed, in bytes; none that was accepted is longer.
const LONGEST: usize = 1_024;

/// Hashes made at the same time.
static ROOM: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(4)));

/// A hash in the form the database keeps. Costs what checking it costs.
///
/// # Errors
/// When the machine gives no random numbers or no memory.
pub async fn hash(password: &str) -> Result<String, Failure> {
    let password = password.to_owned();
    apart(move || {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `password` is the one `kept` was made of. Without a kept one it takes the same time and says no.
pub(super) async fn matches(password: &str, kept: Option<String>) -> Result<bool, Failure> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let password = password.to_owned();
    apart(move || {
        let Some(kept) = kept else {
            // Nobody has this account: do the same work, so that the time tells nothing.
            hasher()?.hash_password_with_salt(password.as_bytes(), b"nobody has this!").map_err(internal)?;
            return Ok(false);
        };
        let kept = PasswordHash::new(&kept).map_err(|error| Failure::corrupt(format!("a password hash: {error}")))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &kept).is_ok())
    })
    .await
}

fn hasher() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    let permit = Arc::clone(&ROOM).acquire_owned().await.map_err(internal)?;
    tokio::task::spawn_blocking(move || {
        let done = work();
        drop(permit);
        done
    })
    .await
    .map_err(internal)?
}

fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::corrupt(format!("password hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_only() {
        let kept = hash("correct horse battery").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(matches("correct horse battery", Some(kept.clone())).await.unwrap());
        assert!(!matches("correct horse batterz", Some(kept)).await.unwrap());
        assert!(!matches("correct horse battery", None).await.unwrap());
    }
}
