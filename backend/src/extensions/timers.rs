//! What happens to extensions by itself.

use domain::extensions::Order;
use domain::time::plus_days;

use super::commands::act;
use crate::failure::Failure;
use crate::sql::on;
use crate::{Cx, Once};

/// Lets every extension of this program lapse that nobody answered in time, or whose work is no longer
/// under way. Returns how many.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let oldest = plus_days(cx.today(), -i64::from(cx.policy().extension_days));
    let due = sqlx::query_scalar!(
        "select x.id from extensions x join engagements e on e.id = x.engagement_id
         where x.stage in ('proposed', 'agreed') and e.program_id = $2
             and (x.stage_on < $1 or e.stage not in ('in_progress', 'paused'))
         order by x.stage_on, x.id limit 500",
        on(oldest) as _,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut done = 0;
    for id in due {
        match act(cx, id.into(), Order::Lapse, Once::default()).await {
            Ok(_) => done += 1,
            Err(error) => crate::engagements::pass_over(error, id)?,
        }
    }
    Ok(done)
}
