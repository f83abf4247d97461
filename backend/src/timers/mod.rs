//! The scheduler, in a plain form: every minute each program's due rows are found and moved on, one
//! transaction each. Any number of servers may run it: each row is locked, and the machine refuses
//! what was already done.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::cx::Backend;
use crate::failure::Failure;

const EVERY: Duration = Duration::from_secs(60);

/// Runs until `stop`.
pub async fn run(backend: Backend, stop: CancellationToken) {
    loop {
        if let Err(error) = once(&backend).await {
            tracing::error!(%error, "timers could not run; trying again in a minute");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Everything that is due now, in every program. Returns how many rows moved on.
///
/// # Errors
/// When the database does not answer.
pub async fn once(backend: &Backend) -> Result<usize, Failure> {
    let mut moved = 0;
    for program in crate::programs::all(&backend.pool).await? {
        let cx = backend.system_cx(program).await?;
        moved += crate::projects::run_timers(&cx).await?;
        moved += crate::applications::run_timers(&cx).await?;
        moved += crate::engagements::run_timers(&cx).await?;
        moved += crate::extensions::run_timers(&cx).await?;
        moved += crate::pauses::run_timers(&cx).await?;
        moved += crate::plans::run_timers(&cx).await?;
        moved += crate::problems::run_timers(&cx).await?;
        moved += crate::people::run_timers(&cx).await?;
        // What needs somebody follows what has just moved.
        crate::attention::run_timers(&cx).await?;
        // Reminders follow what has just moved; they move nothing themselves.
        crate::agenda::run_timers(&cx).await?;
        crate::searches::run_timers(&cx).await?;
        crate::files::run_timers(&cx).await?;
        crate::messages::run_timers(&cx).await?;
    }
    crate::people::purge(backend).await?;
    crate::by_email::purge(backend).await?;
    crate::timesheets::purge(backend).await?;
    Ok(moved)
}
