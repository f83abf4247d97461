//! What happens to checks of hours by itself. That nobody answers one shows on the staff's home; nothing is decided by
//! silence.

use domain::plans::Order;

use super::commands::act;
use crate::failure::Failure;
use crate::{Cx, Once};

/// Closes every check of this program whose work is no longer under way. Returns how many.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let due = sqlx::query_scalar!(
        "select h.id from hours_checks h join engagements e on e.id = h.engagement_id
         where h.stage in ('open', 'proposed') and e.program_id = $1 and e.stage not in ('in_progress', 'paused')
         order by h.id limit 500",
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut closed = 0;
    for id in due {
        match act(cx, id.into(), Order::Close, Once::default()).await {
            Ok(_) => closed += 1,
            Err(error) => crate::engagements::pass_over(error, id)?,
        }
    }
    Ok(closed)
}
