//! How far the work is, from its weeks and milestones.

use domain::engagements::Engagement;
use domain::milestones::Stage as Handed;
use domain::plans::Progress;
use domain::time::Minutes;
use domain::timesheets::Stage as Sent;
use sqlx::PgConnection;

use crate::failure::Failure;
use crate::sql::word;

/// The progress of the work, and what its plan gives to milestones that are not handed in. Two reads.
pub(crate) async fn progress(
    db: &mut PgConnection,
    engagement: &Engagement,
    planned: Minutes,
) -> Result<(Progress, Minutes), Failure> {
    let weeks = sqlx::query!(
        r#"select stage, coalesce(sum(minutes), 0)::integer as "minutes!" from timesheets where engagement_id = $1 group by stage"#,
        engagement.id.0
    )
    .fetch_all(&mut *db)
    .await?;
    let mut progress = Progress {
        planned,
        approved: Minutes(0),
        submitted: Minutes(0),
        unsent: Minutes(0),
        accepted_plan: Minutes(0),
        reached_plan: Minutes(0),
        whole_plan: Minutes(0),
        accepted: engagement.facts.accepted_on.is_some(),
    };
    for week in weeks {
        match word::<Sent>(&week.stage)? {
            Sent::Approved => progress.approved.0 += week.minutes,
            Sent::Submitted => progress.submitted.0 += week.minutes,
            Sent::Open | Sent::Returned => progress.unsent.0 += week.minutes,
        }
    }
    let milestones = sqlx::query!(
        "select stage, planned_minutes from milestones where engagement_id = $1 and dropped_on is null order by position limit 60",
        engagement.id.0
    )
    .fetch_all(db)
    .await?;
    let (mut open, mut next_is_reached) = (Minutes(0), true);
    for milestone in milestones {
        let minutes = milestone.planned_minutes;
        progress.whole_plan.0 += minutes;
        match word::<Handed>(&milestone.stage)? {
            Handed::Accepted => {
                progress.accepted_plan.0 += minutes;
                progress.reached_plan.0 += minutes;
            }
            Handed::Submitted => progress.reached_plan.0 += minutes,
            Handed::Draft | Handed::ChangesRequested => {
                open.0 += minutes;
                // The first one that is open is being worked on.
                if std::mem::take(&mut next_is_reached) {
                    progress.reached_plan.0 += minutes;
                }
            }
        }
    }
    Ok((progress, open))
}
