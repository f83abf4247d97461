//! The staff's list of texts that somebody flagged.

use domain::access::Action;
use domain::ids::{EngagementId, FlagId};
use domain::reviews::{FlagCommand, Side, Text};
use domain::time::Instant;

use crate::Cx;
use crate::failure::Failure;
use crate::sql::word;

/// Most lines of the list.
const MOST: i64 = 100;

/// One text that waits for a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlagLine {
    /// Which.
    pub id: FlagId,
    /// The engagement.
    pub engagement: EngagementId,
    /// The project's title.
    pub project: String,
    /// The student's name.
    pub student: String,
    /// The host organisation.
    pub host: String,
    /// Which text.
    pub text: Text,
    /// The side that flagged it; the other one wrote it.
    pub side: Side,
    /// Why it was flagged.
    pub reason: String,
    /// The text itself, a paragraph each.
    pub words: Vec<String>,
    /// When it was flagged.
    pub at: Instant,
    /// What the viewer can do.
    pub offers: Vec<FlagCommand>,
}

/// Every text that waits for staff, the oldest first.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff.
pub async fn flags(cx: &Cx) -> Result<Vec<FlagLine>, Failure> {
    cx.require(Action::KeepReviews)?;
    let rows = sqlx::query!(
        r#"select f.id, f.text, f.side, f.reason, f.created_at, e.id as engagement, e.terms, e.host_id, e.student_id,
             case when f.text = 'review' then r.strengths else coalesce(y.body, '') end as "first!",
             case when f.text = 'review' then r.improvement else '' end as "second!"
           from review_flags f join reviews r on r.id = f.review_id join engagements e on e.id = r.engagement_id
           left join review_replies y on y.review_id = r.id
           where f.program_id = $1 and f.stage = 'open' order by f.created_at, f.id limit $2"#,
        cx.program().id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let mut lines = Vec::new();
    for row in rows {
        let terms: domain::engagements::Terms = serde_json::from_value(row.terms)?;
        let belongs = domain::actor::Belongs {
            program: cx.program().id,
            host: Some(row.host_id.into()),
            student: Some(row.student_id.into()),
        };
        let flag = domain::reviews::Flag::restore(row.id.into(), belongs, domain::reviews::FlagStage::Open);
        lines.push(FlagLine {
            id: row.id.into(),
            engagement: row.engagement.into(),
            project: terms.project,
            student: terms.student,
            host: terms.host,
            text: word(&row.text)?,
            side: word(&row.side)?,
            reason: row.reason,
            words: [row.first, row.second].into_iter().filter(|text| !text.is_empty()).collect(),
            at: row.created_at.to_jiff(),
            offers: flag.offers(cx.actor()),
        });
    }
    Ok(lines)
}
