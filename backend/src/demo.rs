//! What only a demonstration has: time that passes on request.

use sqlx::PgPool;

use crate::cx::Visit;
use crate::failure::Failure;

/// Longest wait at once, in days: sessions last longer than that.
pub const LONGEST_WAIT: i64 = 7;

/// How far the demonstration's clock must run ahead, in seconds, so that nothing in its history lies
/// in the future: zero unless somebody let time pass before.
///
/// # Errors
/// When the database does not answer.
pub async fn seconds_ahead(pool: &PgPool) -> Result<i64, Failure> {
    let newest = sqlx::query_scalar!("select max(at) from events").fetch_one(pool).await?;
    let now = crate::Clock::System.now();
    Ok(newest.map_or(0, |at| at.to_jiff().as_second() - now.as_second()).max(0))
}

/// Lets `days` pass, then does everything that became due.
///
/// # Errors
/// [`Failure::NotFound`] outside a demonstration; a message beside `days` for fewer than one or more
/// than [`LONGEST_WAIT`].
pub async fn wait(visit: &Visit, days: i64) -> Result<(), Failure> {
    if !visit.backend().demo {
        return Err(Failure::NotFound);
    }
    if !(1..=LONGEST_WAIT).contains(&days) {
        return Err(Failure::field("days", format!("Wait 1 to {LONGEST_WAIT} days at once.")));
    }
    visit.backend().clock.pass(days * 24 * 60 * 60);
    crate::timers::once(visit.backend()).await?;
    Ok(())
}
