//! What happens to engagements by itself when its day has come. Each row in its own transaction; the
//! machine refuses what is not due or was done already, so running twice changes nothing.

use domain::actor::Actor;
use domain::engagements::{Order, Stage};
use domain::event::{Reason, ReasonKind};
use domain::ids::EngagementId;
use domain::time::{Day, Week, plus_days};

use super::effects::{carry_out, complete_if_over};
use super::rows;
use crate::Cx;
use crate::failure::Failure;
use crate::sql::on;

/// Days of an unfinished checklist, of a pause, and after the last day (`workflow.md` section 3).
const ONBOARDING_DAYS: i64 = 14;
const PAUSE_DAYS: i64 = 30;
const GRACE_DAYS: i64 = 7;

/// Everything of this program that is due: silent approvals of weeks, silent acceptance, the end of
/// review windows, pauses, onboarding and grace; and who needs an eye. Returns how many rows moved on.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let mut moved = crate::timesheets::approve_silent(cx).await?;
    for (stage, order, before) in due_orders(cx)? {
        for id in waiting(cx, stage, before).await? {
            moved += usize::from(give(cx, id, &order).await?);
        }
    }
    moved += crate::reviews::close_due(cx).await?;
    for id in waiting(cx, Stage::Paid, cx.today()).await? {
        match complete(cx, id).await {
            Ok(done) => moved += usize::from(done),
            Err(error) => pass_over(error, id)?,
        }
    }
    flag_risk(cx).await?;
    Ok(moved)
}

/// What is ordered, in which stage, for rows that entered it on this day or earlier.
fn due_orders(cx: &Cx) -> Result<Vec<(Stage, Order, Day)>, Failure> {
    let today = cx.today();
    let reason =
        |text: &str| Reason::parse(text).map(|words| words.of_kind(ReasonKind::TimeOver)).map_err(Failure::corrupt);
    Ok(vec![
        (Stage::InAcceptance, Order::DeemAccepted, plus_days(today, -i64::from(cx.policy().acceptance_days))),
        (Stage::Paused, Order::Resume, plus_days(today, -PAUSE_DAYS)),
        (
            Stage::Onboarding,
            Order::Lapse(reason("The checklist before the start was not finished in time.")?),
            plus_days(today, -ONBOARDING_DAYS),
        ),
        (
            Stage::InProgress,
            Order::MarkIncomplete(reason("Nothing was handed in by 7 days after the last day.")?),
            today,
        ),
    ])
}

async fn waiting(cx: &Cx, stage: Stage, before: Day) -> Result<Vec<EngagementId>, Failure> {
    use domain::machine::Word as _;
    let grace = plus_days(cx.today(), -GRACE_DAYS);
    let ids = sqlx::query_scalar!(
        "select id from engagements where program_id = $1 and stage = $2 and stage_on <= $3
             and ($2 <> 'in_progress' or end_on < $4) and ($2 <> 'onboarding' or start_on < $5)
         order by stage_on, id limit 500",
        cx.program().id.0,
        stage.word(),
        on(before) as _,
        on(grace) as _,
        on(cx.today()) as _
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Lets work go on whose agreed pause is over. Whether it was.
pub(crate) async fn resume_due(cx: &Cx, id: EngagementId) -> Result<bool, Failure> {
    give(cx, id, &Order::Resume).await
}

/// Whether the order was carried out; what a rule refuses is left as it is.
async fn give(cx: &Cx, id: EngagementId, order: &Order) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    let held = rows::lock(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    match carry_out(&mut tx, held, order, &Actor::System).await {
        Ok(_) => tx.commit().await.map(|()| true),
        Err(error) => pass_over(error, id).map(|()| false),
    }
}

/// What one row may fail with without keeping the timers from all others: a rule that says no (not
/// due after holidays, answered in between) is left as it is, a fault of the row is logged.
pub(crate) fn pass_over(error: Failure, id: impl std::fmt::Display) -> Result<(), Failure> {
    match error {
        Failure::Refused(_) => Ok(()),
        Failure::Unavailable(_) => Err(error),
        other => {
            tracing::error!(%id, error = ?other, "a timer could not move a row");
            Ok(())
        }
    }
}

async fn complete(cx: &Cx, id: EngagementId) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    complete_if_over(&mut tx, id).await?;
    let done = rows::lock(&mut tx, id).await?.is_some_and(|held| held.engagement.stage() != Stage::Paid);
    tx.commit().await?;
    Ok(done)
}

/// Sets the flag on work with a milestone three days late or two check-ins of the student missed in
/// a row, and takes it off where that is over.
async fn flag_risk(cx: &Cx) -> Result<(), Failure> {
    let this_week = Week::of(cx.today());
    let first = this_week.previous().previous();
    sqlx::query!(
        "with judged as (
             select e.id, e.stage = 'in_progress' and (
                 exists (select 1 from milestones m where m.engagement_id = e.id
                     and m.stage in ('draft', 'changes_requested') and m.dropped_on is null and m.due_on <= $2::date - 3)
                 or (e.started_at < ($3::date)::timestamptz
                     and not exists (select 1 from check_ins c
                         where c.engagement_id = e.id and c.side = 'student' and c.week >= $3)
                     -- Nobody checks in during a pause.
                     and not exists (select 1 from pauses p
                         where p.engagement_id = e.id and p.stage = 'over' and p.stage_on >= $3))) as risky
             from engagements e where e.program_id = $1 and (e.at_risk or e.stage = 'in_progress'))
         update engagements e set at_risk = j.risky from judged j where j.id = e.id and e.at_risk <> j.risky",
        cx.program().id.0,
        on(cx.today()) as _,
        on(first.monday()) as _
    )
    .execute(cx.pool())
    .await?;
    Ok(())
}
