//! What the page of an engagement reads of its pauses.

use domain::engagements::Engagement;
use domain::ids::PauseId;
use domain::pauses::{Command, Stage, answer_by, offers};
use domain::reviews::Side;
use domain::time::Day;

use crate::Cx;
use crate::failure::Failure;
use crate::sql::word;

/// The pause that is asked for or holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PauseLine {
    /// Which.
    pub id: PauseId,
    /// The side that asked.
    pub side: Side,
    /// Where it stands.
    pub stage: Stage,
    /// Its last day.
    pub until: Day,
    /// The last day to answer it, while it waits.
    pub answer_by: Day,
    /// Why it was asked for.
    pub reason: String,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// The open pause of an engagement the actor may see.
pub(crate) async fn open_pause(cx: &Cx, engagement: &Engagement) -> Result<Option<PauseLine>, Failure> {
    let row = sqlx::query!(
        "select id, side, stage, stage_on, until_on, reason from pauses
         where engagement_id = $1 and stage in ('proposed', 'in_effect')",
        engagement.id.0
    )
    .fetch_optional(cx.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (side, stage): (Side, Stage) = (word(&row.side)?, word(&row.stage)?);
    let until = row.until_on.to_jiff();
    Ok(Some(PauseLine {
        id: row.id.into(),
        side,
        stage,
        until,
        answer_by: answer_by(row.stage_on.to_jiff(), until, cx.policy()),
        reason: row.reason,
        offers: offers(stage, side, engagement.stage(), &cx.actor().parties(&engagement.belongs)),
    }))
}
