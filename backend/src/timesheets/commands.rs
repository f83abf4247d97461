//! Sending a week, answering it.

use domain::actor::Actor;
use domain::by_email::Deed;
use domain::engagements::{HoursWarning, Stage as Work, hours_warning};
use domain::ids::{EngagementId, TimesheetId};
use domain::refusal::Refusal;
use domain::time::{Minutes, Week, short_date};
use domain::timesheets::{Order, Stage, Timesheet};

use super::rows::{self, WorkHeld};
use crate::by_email::{Ask, ask_host};
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};
use crate::plans::{Looked, check_hours};
use crate::sql::on;
use crate::{Cx, Once, Tx};

/// Sends, approves, returns or reopens a week.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, sheet: TimesheetId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    act_within(&mut tx, sheet, &order, None).await?;
    tx.commit().await
}

/// Approves several weeks, each as it was in the version beside it: all of them, or none. In the order given, which
/// [`domain::timesheets::several`] makes the same for everybody.
///
/// # Errors
/// As [`act`]; [`Refusal::Changed`] when one is not as it was seen.
pub async fn approve_several(cx: &Cx, weeks: &[(TimesheetId, i32)], once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    for (sheet, seen) in weeks {
        act_within(&mut tx, *sheet, &Order::Approve, Some(*seen)).await?;
    }
    tx.commit().await
}

/// The same inside a transaction that does more. With `seen`, only while the week is as it was then.
///
/// # Errors
/// As [`act`]; [`Refusal::Changed`] for a week that is not as it was seen.
pub(crate) async fn act_within(
    tx: &mut Tx<'_>,
    sheet: TimesheetId,
    order: &Order,
    seen: Option<i32>,
) -> Result<(), Failure> {
    let (work, sheet) = held(tx, sheet).await?;
    if let Some(seen) = seen
        && rows::version(tx, sheet.id).await? != seen
    {
        return Err(Refusal::Changed.into());
    }
    let closed =
        !matches!(work.stage, Work::InProgress | Work::Paused | Work::Submitted | Work::InAcceptance | Work::Disputed);
    if closed && matches!(order, Order::Return(_) | Order::Reopen(_)) {
        return Err(Refusal::rule(
            "The work is accepted or over; its hours stay as they are. Ask staff if a payment is wrong.",
        )
        .into());
    }
    let by = tx.cx().actor().clone();
    carry_out(tx, &work, sheet, order, &by).await
}

/// The engagement, shared, and its week, locked: always in this order.
async fn held(tx: &mut Tx<'_>, sheet: TimesheetId) -> Result<(WorkHeld, Timesheet), Failure> {
    let engagement = rows::engagement_of(tx, sheet).await?.ok_or(Failure::NotFound)?;
    let work = rows::hold_work(tx, engagement).await?.ok_or(Failure::NotFound)?;
    let sheet = rows::lock(tx, sheet, work.belongs).await?.ok_or(Failure::NotFound)?;
    Ok((work, sheet))
}

async fn carry_out(
    tx: &mut Tx<'_>,
    work: &WorkHeld,
    sheet: Timesheet,
    order: &Order,
    by: &Actor,
) -> Result<(), Failure> {
    let (sheet, event) = sheet.apply(order, by, &tx.cx().now(), tx.cx().policy().silent_approval_days)?;
    rows::save(tx, &sheet, event.reason.as_deref().unwrap_or_default()).await?;
    tx.record(&event, work.project).await?;
    if matches!(order, Order::Submit) {
        let looked = Looked {
            id: work.id,
            belongs: work.belongs,
            project: work.project,
            stage: work.stage,
            planned: work.planned,
            title: &work.title,
        };
        check_hours(tx, &looked).await?;
    }
    if matches!(order, Order::Approve) {
        crate::payments::release(tx, work.id).await?;
    }
    tell(tx, work, &sheet, order).await
}

/// Approves every week the host has been silent on for the days of the policy. Returns how many.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn approve_silent(cx: &Cx) -> Result<usize, Failure> {
    let oldest = domain::time::plus_days(cx.today(), -i64::from(cx.policy().silent_approval_days));
    let due = sqlx::query_scalar!(
        "select t.id from timesheets t join engagements e on e.id = t.engagement_id
         where t.stage = 'submitted' and t.submitted_on <= $1 and e.program_id = $2 order by t.submitted_on, t.id limit 500",
        on(oldest) as _,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut done = 0;
    for id in due {
        match act(cx, id.into(), Order::Approve, Once::default()).await {
            Ok(()) => done += 1,
            Err(error) => crate::engagements::pass_over(error, id)?,
        }
    }
    Ok(done)
}

/// A week with time in it that the host has not seen.
pub(crate) async fn unsent_week(tx: &mut Tx<'_>, engagement: EngagementId) -> Result<Option<Week>, Failure> {
    let week = sqlx::query_scalar!(
        "select week from timesheets where engagement_id = $1 and stage in ('open', 'returned') and minutes > 0 order by week limit 1",
        engagement.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(week.map(|week| Week::of(week.to_jiff())))
}

/// Minutes that count when work ends early: approved, or with the host and not returned.
pub(crate) async fn counted(tx: &mut Tx<'_>, engagement: EngagementId) -> Result<Minutes, Failure> {
    let minutes = sqlx::query_scalar!(
        r#"select coalesce(sum(minutes), 0)::integer as "minutes!" from timesheets
           where engagement_id = $1 and stage in ('approved', 'submitted')"#,
        engagement.0
    )
    .fetch_one(tx.db())
    .await?;
    Ok(Minutes(minutes))
}

/// Writes to both sides the first time the hours reach 80 and 100 percent.
pub(super) async fn warn(tx: &mut Tx<'_>, work: &WorkHeld, added: Minutes) -> Result<(), Failure> {
    let logged = sqlx::query_scalar!(
        r#"select coalesce(sum(minutes), 0)::integer as "minutes!" from timesheets where engagement_id = $1"#,
        work.id.0
    )
    .fetch_one(tx.db())
    .await?;
    let level = |minutes: i32| hours_warning(Minutes(minutes), work.planned);
    let Some(now) = level(logged).filter(|now| level(logged - added.0) != Some(*now)) else { return Ok(()) };
    let (share, subject) = match now {
        HoursWarning::At80 => (80, format!("80 % of the hours are used: {}", work.title)),
        HoursWarning::At100 => (100, format!("All hours are used: {}", work.title)),
    };
    let line = format!(
        "{} of {} are logged for “{}”. Decide together whether to trim the work or agree on more time; logged time is never lost.",
        Minutes(logged),
        work.planned,
        work.title
    );
    let open = || Some(("See the hours".to_owned(), format!("/engagements/{}/time", work.id)));
    if let Some(to) = work.belongs.student {
        let dedupe = Some(format!("hours-{share}-of-{}-{}", work.planned.0, work.id));
        queue(tx, Letter { to, subject: subject.clone(), lines: vec![line.clone()], action: open(), dedupe }).await?;
    }
    if let Some(host) = work.belongs.host {
        queue_to_host(tx, host, subject, vec![line], open()).await?;
    }
    Ok(())
}

async fn tell(tx: &mut Tx<'_>, work: &WorkHeld, sheet: &Timesheet, order: &Order) -> Result<(), Failure> {
    let week = format!("{} to {}", short_date(sheet.week.monday()), short_date(sheet.week.sunday()));
    let path = format!("/engagements/{}/time?week={}", work.id, sheet.week.monday());
    match (order, sheet.stage()) {
        (Order::Submit, Stage::Submitted) => {
            let days = tx.cx().policy().silent_approval_days;
            let line = format!(
                "{} sent {} for the week of {week}. Approve or return them within {days} business days; silence approves them.",
                work.student, sheet.logged
            );
            let Some(host) = work.belongs.host else { return Ok(()) };
            let ask = Ask {
                host,
                engagement: work.id,
                deed: Deed::ApproveWeek,
                subject: sheet.id.0,
                version: rows::version(tx, sheet.id).await?,
                page: path,
            };
            let subject = format!("Hours to approve: {}", work.student);
            ask_host(tx, &ask, &subject, vec![line], "Look at the week and approve it").await
        }
        (Order::Return(reason) | Order::Reopen(reason), _) => {
            let Some(to) = work.belongs.student else { return Ok(()) };
            let line = format!("The week of {week} came back: {}", reason.as_str());
            let action = Some(("Change the week".into(), path));
            queue(
                tx,
                Letter {
                    to,
                    subject: format!("{} returned a week of hours", work.host),
                    lines: vec![line],
                    action,
                    dedupe: None,
                },
            )
            .await
        }
        _ => Ok(()),
    }
}
