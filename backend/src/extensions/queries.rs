//! What the pages of an engagement read of its extensions.

use domain::actor::Party;
use domain::engagements::Engagement;
use domain::extensions::{Change, Command, Extent, MACHINE, Stage, answer_by, offers};
use domain::ids::ExtensionId;
use domain::money::Cents;
use domain::reviews::Side;
use domain::time::{Day, Minutes};

use crate::Cx;
use crate::failure::Failure;
use crate::sql::word;

/// Most extensions on a page.
const MOST: i64 = 20;

/// One extension on the page of its engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExtensionLine {
    /// Which.
    pub id: ExtensionId,
    /// The side that asked.
    pub side: Side,
    /// Where it stands.
    pub stage: Stage,
    /// The day it entered its stage.
    pub since: Day,
    /// The last day to answer it, while it waits.
    pub answer_by: Day,
    /// What changes, in words.
    pub changes: Vec<Change>,
    /// Why it was asked for.
    pub reason: String,
    /// Why staff must decide, a sentence each.
    pub for_staff: Vec<String>,
    /// Why it was declined or refused; may be empty.
    pub note: String,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

impl ExtensionLine {
    /// Whether it waits for an answer.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !MACHINE.terminal.contains(&self.stage)
    }
}

/// The extensions of an engagement the actor may see, newest first.
pub(crate) async fn of_engagement(cx: &Cx, engagement: &Engagement) -> Result<Vec<ExtensionLine>, Failure> {
    let parties: Vec<Party> = cx.actor().parties(&engagement.belongs);
    let rows = sqlx::query!(
        "select id, side, stage, stage_on, end_from, end_to, minutes_from, minutes_to, fee_from_cents, fee_to_cents, reason,
             for_staff, note
         from extensions where engagement_id = $1 order by id desc limit $2",
        engagement.id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let (side, stage): (Side, Stage) = (word(&row.side)?, word(&row.stage)?);
            let from =
                Extent { end: row.end_from.to_jiff(), time: Minutes(row.minutes_from), fee: Cents(row.fee_from_cents) };
            let to = Extent { end: row.end_to.to_jiff(), time: Minutes(row.minutes_to), fee: Cents(row.fee_to_cents) };
            let since = row.stage_on.to_jiff();
            Ok(ExtensionLine {
                id: row.id.into(),
                side,
                stage,
                since,
                answer_by: answer_by(since, cx.policy()),
                changes: from.changes(&to),
                reason: row.reason,
                for_staff: row.for_staff.lines().map(str::to_owned).collect(),
                note: row.note,
                offers: offers(stage, side, engagement.stage(), &parties),
            })
        })
        .collect()
}
