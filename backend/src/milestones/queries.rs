//! What the page of a milestone reads.

use domain::actor::Belongs;
use domain::engagements::{Stage as Work, Terms};
use domain::ids::{EngagementId, MilestoneId};
use domain::milestones::{Command, Facts, Milestone, Stage};
use domain::time::{Day, Instant};

use crate::Cx;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// One milestone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MilestonePage {
    /// Which.
    pub id: MilestoneId,
    /// Its engagement.
    pub engagement: EngagementId,
    /// Its name.
    pub name: String,
    /// The day it is due.
    pub due: Day,
    /// Where it stands.
    pub stage: Stage,
    /// Where the engagement stands.
    pub work: Work,
    /// The agreement it is part of.
    pub terms: Terms,
    /// What was handed in, in words; may be empty.
    pub text: String,
    /// Where it can be opened; may be empty.
    pub link: String,
    /// What the host asked to change; may be empty.
    pub note: String,
    /// When it was last handed in.
    pub submitted: Option<Instant>,
    /// When it was last answered.
    pub decided: Option<Instant>,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// One milestone of an engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn milestone_page(cx: &Cx, engagement: EngagementId, id: MilestoneId) -> Result<MilestonePage, Failure> {
    let row = sqlx::query!(
        "select m.name, m.due_on, m.stage, m.deliverable_text, m.deliverable_link, m.note, m.submitted_at, m.decided_at,
             e.stage as work, e.terms, e.program_id, e.host_id, e.student_id
         from milestones m join engagements e on e.id = m.engagement_id where m.id = $1 and e.id = $2",
        id.0,
        engagement.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    if !crate::engagements::concerns(&cx.actor().parties(&belongs)) {
        return Err(Failure::NotFound);
    }
    let (stage, work): (Stage, Work) = (word(&row.stage)?, word(&row.work)?);
    let facts = Facts { due: row.due_on.to_jiff(), engagement_in_progress: work == Work::InProgress };
    let mut offers = Milestone::restore(id, belongs, facts, stage).offers(cx.actor());
    offers.retain(|command| *command != Command::Submit || work == Work::InProgress);
    Ok(MilestonePage {
        id,
        engagement,
        name: row.name,
        due: facts.due,
        stage,
        work,
        terms: serde_json::from_value(row.terms)?,
        text: row.deliverable_text,
        link: row.deliverable_link,
        note: row.note,
        submitted: instant(row.submitted_at),
        decided: instant(row.decided_at),
        offers,
    })
}
