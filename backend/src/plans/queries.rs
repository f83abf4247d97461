//! The page of hours and pay, and the check that waits.

use domain::actor::Party;
use domain::engagements::Engagement;
use domain::extensions::{Extent, may_propose, under_way};
use domain::ids::{EngagementId, HoursCheckId, MilestoneId};
use domain::plans::{Choice, Command, PayMeter, PayShape, Progress, Stage, Ways, chase_on, offers, pay_meter, ways};
use domain::policy::{NetPay, net_pay};
use domain::projects::Classification;
use domain::reviews::Side;
use domain::time::Day;

use super::progress::progress;
use crate::Cx;
use crate::engagements::{Held, visible};
use crate::extensions::ExtensionLine;
use crate::failure::Failure;
use crate::sql::word;

/// The check of hours that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckLine {
    /// Which.
    pub id: HoursCheckId,
    /// 80 or 100.
    pub share: i16,
    /// Where it stands.
    pub stage: Stage,
    /// The side that picked.
    pub side: Option<Side>,
    /// What it picked.
    pub choice: Option<Choice>,
    /// What would fall away; empty for nothing.
    pub criterion: String,
    /// The milestone that would fall away with it.
    pub milestone: Option<String>,
    /// Why.
    pub reason: String,
    /// Why the last choice was declined.
    pub note: String,
    /// The day on which staff look at it.
    pub by: Day,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// Something both sides let go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// The criterion of the agreement.
    pub criterion: String,
    /// When.
    pub on: Day,
}

/// The page of hours and pay.
#[derive(Clone, Debug)]
pub struct PlanPage {
    /// The engagement.
    pub engagement: Engagement,
    /// The project's title.
    pub project: String,
    /// The student's name.
    pub student: String,
    /// The host organisation.
    pub host: String,
    /// The agreed pay.
    pub pay: NetPay,
    /// How far the work is.
    pub progress: Progress,
    /// What an hour brings.
    pub meter: PayMeter,
    /// What each way out would mean.
    pub ways: Ways,
    /// What holds now.
    pub extent: Extent,
    /// The check that waits.
    pub check: Option<CheckLine>,
    /// The extension that waits.
    pub extension: Option<ExtensionLine>,
    /// Whether this viewer can ask for an extension.
    pub may_extend: bool,
    /// Milestones that are open: what can fall away.
    pub open_milestones: Vec<(MilestoneId, String)>,
    /// What fell away, the last first.
    pub dropped: Vec<Dropped>,
}

/// Hours and pay of one engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but the two sides and staff.
pub async fn plan_page(cx: &Cx, id: EngagementId) -> Result<PlanPage, Failure> {
    let Held { engagement, terms, planned, fee, .. } = visible(cx, id).await?;
    let parties = cx.actor().parties(&engagement.belongs);
    if !parties.iter().any(|party| matches!(party, Party::Student | Party::Host | Party::Staff)) {
        return Err(Failure::NotFound);
    }
    let mut db = cx.pool().acquire().await?;
    let (progress, open) = progress(&mut db, &engagement, planned).await?;
    drop(db);
    let pay = net_pay(fee, planned, terms.classification == Classification::Employee, cx.policy());
    let floor = cx.policy().wage_floor;
    let extensions = if under_way(engagement.stage()) {
        crate::extensions::of_engagement(cx, &engagement).await?
    } else {
        Vec::new()
    };
    let extension = extensions.into_iter().find(ExtensionLine::is_open);
    let facts = &engagement.facts;
    Ok(PlanPage {
        meter: pay_meter(&pay, PayShape::of(terms.classification), &progress, floor),
        ways: ways(&progress, open, &pay, facts.end, facts.start, cx.today(), floor),
        extent: Extent { end: facts.end, time: planned, fee },
        check: open_check(cx, &engagement).await?,
        may_extend: may_propose(engagement.stage(), extension.is_some(), &parties),
        extension,
        open_milestones: open_milestones(cx, id).await?,
        dropped: dropped(cx, id).await?,
        pay,
        progress,
        project: terms.project,
        student: terms.student,
        host: terms.host,
        engagement,
    })
}

/// The check of an engagement that waits.
pub(crate) async fn open_check(cx: &Cx, engagement: &Engagement) -> Result<Option<CheckLine>, Failure> {
    let row = sqlx::query!(
        r#"select h.id, h.share, h.stage, h.stage_on, h.side, h.choice, h.criterion, h.reason, h.note, m.name as "milestone?"
           from hours_checks h left join milestones m on m.id = h.milestone_id
           where h.engagement_id = $1 and h.stage in ('open', 'proposed') order by h.id desc limit 1"#,
        engagement.id.0
    )
    .fetch_optional(cx.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let stage: Stage = word(&row.stage)?;
    let side = row.side.as_deref().map(word).transpose()?;
    let parties = cx.actor().parties(&engagement.belongs);
    Ok(Some(CheckLine {
        id: row.id.into(),
        share: row.share,
        stage,
        side,
        choice: row.choice.as_deref().map(word).transpose()?,
        criterion: row.criterion,
        milestone: row.milestone,
        reason: row.reason,
        note: row.note,
        by: chase_on(row.stage_on.to_jiff(), &cx.program().calendar),
        offers: offers(stage, side, engagement.stage(), &parties),
    }))
}

async fn open_milestones(cx: &Cx, id: EngagementId) -> Result<Vec<(MilestoneId, String)>, Failure> {
    let rows = sqlx::query!(
        "select id, name from milestones where engagement_id = $1 and stage in ('draft', 'changes_requested')
             and dropped_on is null order by position limit 60",
        id.0
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name)).collect())
}

async fn dropped(cx: &Cx, id: EngagementId) -> Result<Vec<Dropped>, Failure> {
    let rows = sqlx::query!(
        "select criterion, stage_on from hours_checks
         where engagement_id = $1 and stage = 'agreed' and choice = 'trim' order by id desc limit 20",
        id.0
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(rows.into_iter().map(|row| Dropped { criterion: row.criterion, on: row.stage_on.to_jiff() }).collect())
}
