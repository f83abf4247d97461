//! What happens to pauses by itself.

use domain::pauses::Order;

use super::commands::act;
use crate::engagements::{pass_over, resume_due};
use crate::failure::Failure;
use crate::sql::on;
use crate::{Cx, Once};

/// Lets every pause of this program lapse that nobody answered in time, and work go on whose pause is over. Returns how
/// many moved.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    // The day of the answer depends on the policy and the pause; the machine decides, this only finds who may be due.
    let due = sqlx::query!(
        "select x.id, x.engagement_id, x.stage from pauses x join engagements e on e.id = x.engagement_id
         where e.program_id = $2 and ((x.stage = 'proposed' and (x.stage_on < $1 or e.stage <> 'in_progress'))
             or (x.stage = 'in_effect' and x.until_on < $1 and e.stage = 'paused'))
         order by x.stage_on, x.id limit 500",
        on(cx.today()) as _,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut moved = 0;
    for row in due {
        let done = if row.stage == "proposed" {
            act(cx, row.id.into(), Order::Lapse, Once::default()).await.map(|_| true)
        } else {
            resume_due(cx, row.engagement_id.into()).await
        };
        match done {
            Ok(done) => moved += usize::from(done),
            Err(error) => pass_over(error, row.id)?,
        }
    }
    Ok(moved)
}
