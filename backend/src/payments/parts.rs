//! Pay that is owed in parts while the work goes on, where the agreement says so.

use domain::actor::{Actor, Belongs};
use domain::engagements::{Stage as Work, Terms};
use domain::ids::{EngagementId, ProjectId};
use domain::money::Cents;
use domain::payments::{Done, Order, Stage, owed_so_far};
use domain::plans::PayShape;
use domain::projects::PayTrigger;
use domain::time::Minutes;
use sqlx::types::Json;

use super::commands::{encumber, resize, step};
use super::rows::encumbered;
use crate::Tx;
use crate::failure::Failure;
use crate::sql::word;

/// A milestone was accepted or a week approved: what that makes due is taken off what is set aside and is owed now. Nothing
/// where the pay is due once the work is accepted, or while it is disputed.
pub(crate) async fn release(tx: &mut Tx<'_>, id: EngagementId) -> Result<(), Failure> {
    let row = sqlx::query!(
        r#"select program_id, host_id, student_id, project_id, stage, terms as "terms!: Json<Terms>", fee_cents,
            planned_minutes from engagements where id = $1"#,
        id.0
    )
    .fetch_one(tx.db())
    .await?;
    let stage: Work = word(&row.stage)?;
    let trigger = row.terms.due;
    if trigger == PayTrigger::Acceptance
        || !matches!(stage, Work::InProgress | Work::Paused | Work::Submitted | Work::InAcceptance)
    {
        return Ok(());
    }
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    let project: ProjectId = row.project_id.into();
    // What is set aside is locked first: of two at once the second sees what the first has made due.
    let aside = encumbered(tx, id, belongs).await?;
    let shape = PayShape::of(row.terms.classification);
    let done = done(tx, id).await?;
    let owed = owed_so_far(trigger, shape, Cents(row.fee_cents), Minutes(row.planned_minutes), &done);
    let mut more = Cents(owed.0 - released(tx, id).await?.0);
    for payment in aside {
        if more.0 <= 0 {
            return Ok(());
        }
        let gross = payment.facts.gross;
        if gross <= more {
            step(tx, payment, project, &Order::MakeReady, &Actor::System).await?;
            more.0 -= gross.0;
            continue;
        }
        let words = format!("{} of it are owed now, {} stay set aside.", more.exact(), Cents(gross.0 - more.0).exact());
        resize(tx, payment, Cents(gross.0 - more.0), project, "part", words).await?;
        let part = encumber(tx, id, belongs, project, more).await?;
        step(tx, part, project, &Order::MakeReady, &Actor::System).await?;
        return Ok(());
    }
    if more.0 > 0 && shape == PayShape::Wages {
        let part = encumber(tx, id, belongs, project, more).await?;
        step(tx, part, project, &Order::MakeReady, &Actor::System).await?;
    }
    Ok(())
}

/// What is done and seen by the host.
async fn done(tx: &mut Tx<'_>, id: EngagementId) -> Result<Done, Failure> {
    let approved = sqlx::query_scalar!(
        r#"select coalesce(sum(minutes), 0)::integer as "minutes!" from timesheets
           where engagement_id = $1 and stage = 'approved'"#,
        id.0
    )
    .fetch_one(tx.db())
    .await?;
    let milestones = sqlx::query!(
        r#"select planned_minutes, stage = 'accepted' as "accepted!" from milestones
           where engagement_id = $1 and dropped_on is null order by position"#,
        id.0
    )
    .fetch_all(tx.db())
    .await?;
    let milestones = milestones.into_iter().map(|row| (Minutes(row.planned_minutes), row.accepted)).collect();
    Ok(Done { approved: Minutes(approved), milestones })
}

/// What of the pay is owed already or was paid.
pub(super) async fn released(tx: &mut Tx<'_>, id: EngagementId) -> Result<Cents, Failure> {
    let kept: Vec<String> = [Stage::Planned, Stage::Encumbered, Stage::Voided, Stage::Reversed]
        .iter()
        .map(|stage| domain::machine::Word::word(*stage).to_owned())
        .collect();
    let cents = sqlx::query_scalar!(
        r#"select coalesce(sum(amount_cents), 0)::bigint as "cents!" from payments
           where engagement_id = $1 and not stage = any($2)"#,
        id.0,
        &kept,
    )
    .fetch_one(tx.db())
    .await?;
    Ok(Cents(cents))
}
