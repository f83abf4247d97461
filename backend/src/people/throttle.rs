//! Tries that failed, counted in the database, so that guessing at two servers is not twice as fast.

use domain::time::Instant;
use jiff::SignedDuration;
use sqlx::PgPool;
use uuid::Uuid;

use crate::cx::{Tx, Visit};
use crate::failure::Failure;
use crate::sql::at;

const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Failed sign-ins of one account within the window.
const MOST_OF_ACCOUNT: i64 = 10;
/// Tries from one network address. A whole campus may stand behind one.
const MOST_OF_ADDRESS: i64 = 100;

/// What is counted together.
#[derive(Clone, Copy)]
pub(super) enum Key<'k> {
    /// Sign-ins as one e-mail address, whether or not somebody has it.
    Account(&'k str),
    /// Everything a stranger may send from one network address.
    Address(&'k str),
    /// Letters to one e-mail address that anybody can cause.
    Letters(&'k str),
}

impl Key<'_> {
    fn word(self) -> String {
        match self {
            Self::Account(email) => format!("account:{email}"),
            Self::Address(address) => format!("address:{address}"),
            Self::Letters(email) => format!("letters:{email}"),
        }
    }

    const fn most(self) -> i64 {
        match self {
            Self::Account(_) => MOST_OF_ACCOUNT,
            Self::Address(_) => MOST_OF_ADDRESS,
            Self::Letters(_) => 5,
        }
    }
}

/// Counts a try as failed before it is made, and answers what [`forget`] needs to take it back when it
/// succeeds. Counting first means that a hundred guesses at the same instant are a hundred, too.
///
/// # Errors
/// [`Failure::TooMany`]; or when the database does not answer.
pub(super) async fn count(pool: &PgPool, now: Instant, keys: &[Key<'_>]) -> Result<Vec<Uuid>, Failure> {
    let since = now.saturating_sub(WINDOW).unwrap_or(now);
    let mut tx = pool.begin().await?;
    let mut counted = Vec::new();
    for key in keys {
        let id = crate::new_id::<Uuid>();
        let (word, most) = (key.word(), key.most());
        // One at a time for each key, until this transaction ends.
        sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 0))", word).execute(&mut *tx).await?;
        let added = sqlx::query!(
            "insert into sign_in_failures (id, throttle_key, at)
             select $1, $2, $3 where (select count(*) from sign_in_failures where throttle_key = $2 and at > $4) < $5",
            id,
            word,
            at(now) as _,
            at(since) as _,
            most,
        )
        .execute(&mut *tx)
        .await?
        .rows_affected();
        if added == 0 {
            return Err(Failure::TooMany);
        }
        counted.push(id);
    }
    tx.commit().await?;
    Ok(counted)
}

/// Forgets the failures of an account that proved itself, and the `counted` tries that were none.
pub(super) async fn forget(tx: &mut Tx<'_>, email: &str, counted: &[Uuid]) -> Result<(), Failure> {
    let word = Key::Account(email).word();
    sqlx::query!("delete from sign_in_failures where throttle_key = $1 or id = any($2)", word, counted)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// Counts a try of a stranger with a secret, by network address. [`forget_tries`] takes it back when it opens something.
///
/// # Errors
/// [`Failure::TooMany`]; or when the database does not answer.
pub(crate) async fn count_try(visit: &Visit, address: &str) -> Result<Vec<Uuid>, Failure> {
    if address.is_empty() {
        return Ok(Vec::new());
    }
    count(visit.pool(), visit.at(), &[Key::Address(address)]).await
}

/// Forgets `counted` tries that were none.
pub(crate) async fn forget_tries(tx: &mut Tx<'_>, counted: &[Uuid]) -> Result<(), Failure> {
    sqlx::query!("delete from sign_in_failures where id = any($1)", counted).execute(tx.db()).await?;
    Ok(())
}
