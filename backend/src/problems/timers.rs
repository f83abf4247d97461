//! What happens to disputes by itself: the second notice, the end of the evidence, the end of the appeal.

use domain::problems::{Order, Stage};

use super::commands::system_step;
use crate::Cx;
use crate::failure::Failure;
use crate::sql::{on, word};

/// Everything of this program that is due. Returns how many moved.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let rows = sqlx::query!(
        "select id, stage from problems where program_id = $1 and stage in ('evidence', 'decided') and stage_on < $2
         order by stage_on, id limit 500",
        cx.program().id.0,
        on(cx.today()) as _
    )
    .fetch_all(cx.pool())
    .await?;
    let mut moved = 0;
    for row in rows {
        let orders = match word::<Stage>(&row.stage)? {
            Stage::Evidence => vec![Order::Remind, Order::Mediate],
            _ => vec![Order::Close],
        };
        for order in orders {
            match system_step(cx, row.id.into(), &order).await {
                Ok(done) => moved += usize::from(done),
                // The machine refuses what is not due.
                Err(error) => crate::engagements::pass_over(error, row.id)?,
            }
        }
    }
    Ok(moved)
}
