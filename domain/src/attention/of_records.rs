//! Rules about single records of an engagement: milestones, weeks of hours, payments.

use uuid::Uuid;

use super::of_work::silence;
use super::{Finding, MilestoneFacts, Moment, PaymentFacts, Rule, Severity, SheetFacts, WorkFacts};
use crate::engagements::Stage as Work;
use crate::time::{Day, days_between, short_date};
use crate::{milestones, payments, timesheets};

/// Days from which a late milestone is at risk (`workflow.md` section 3).
const RISKY_DAYS: i64 = 3;
/// Working days left of the time until silence approves hours when the host is written to.
const APPROVAL_LEFT: i32 = 2;
/// Working days in which a returned week is sent again, and after which its hours are at risk.
const RESUBMIT_DAYS: i32 = 3;
const RESUBMIT_LATE: i32 = 5;
/// Working days within which pay is settled (`workflow.md` section 3, paid).
const PAY_DAYS: i32 = 10;

fn found(
    work: &WorkFacts,
    (rule, subject): (Rule, Uuid),
    severity: Severity,
    (since, due): (Day, Day),
    reason: String,
) -> Finding {
    Finding { rule, subject, engagement: Some(work.id), severity, since, due, reason }
}

/// A milestone of work under way that is not handed in: a nudge a day after its day, at risk from the third.
pub(super) fn milestone_late(work: &WorkFacts, milestone: &MilestoneFacts, at: Moment<'_>) -> Option<Finding> {
    use milestones::Stage::{ChangesRequested, Draft};
    let days = days_between(milestone.due, at.now.today);
    let owed = matches!(milestone.stage, Draft | ChangesRequested);
    if work.stage != Work::InProgress || !owed || days < 1 {
        return None;
    }
    let severity = if days >= RISKY_DAYS { Severity::AtRisk } else { Severity::Nudge };
    let reason = format!("“{}” was due on {} and is not handed in.", milestone.name, short_date(milestone.due));
    let days = (milestone.due, milestone.due);
    Some(found(work, (Rule::MilestoneLate, milestone.id.0), severity, days, reason))
}

/// The host has a milestone and says nothing. When everything is handed in, the final work is asked about instead.
pub(super) fn milestone_unanswered(work: &WorkFacts, milestone: &MilestoneFacts, at: Moment<'_>) -> Option<Finding> {
    let waits = work.stage == Work::InProgress && milestone.stage == milestones::Stage::Submitted;
    let since = milestone.submitted.filter(|_| waits)?;
    let (severity, due) = silence(since, at)?;
    let reason = format!("“{}” was handed in, and the host has not answered it.", milestone.name);
    Some(found(work, (Rule::WorkUnanswered, milestone.id.0), severity, (since, due), reason))
}

/// The host has a week of hours and says nothing; silence will approve it.
pub(super) fn hours_unanswered(work: &WorkFacts, sheet: &SheetFacts, at: Moment<'_>) -> Option<Finding> {
    let since = sheet.submitted.filter(|_| sheet.stage == timesheets::Stage::Submitted)?;
    let days = at.policy.silent_approval_days;
    if at.now.calendar.between(since, at.now.today) < (days - APPROVAL_LEFT).max(1) {
        return None;
    }
    let reason = format!("The host has not answered the hours of the week of {}.", short_date(sheet.week.monday()));
    let due = at.now.calendar.after(since, days);
    Some(found(work, (Rule::HoursUnanswered, sheet.id.0), Severity::Nudge, (since, due), reason))
}

/// The host returned a week, and the student has not sent it again: its hours are paid by nobody.
pub(super) fn week_not_resubmitted(work: &WorkFacts, sheet: &SheetFacts, at: Moment<'_>) -> Option<Finding> {
    let under_way = matches!(work.stage, Work::InProgress | Work::Submitted | Work::InAcceptance);
    let since = sheet.decided.filter(|_| under_way && sheet.stage == timesheets::Stage::Returned)?;
    let waited = at.now.calendar.between(since, at.now.today);
    if waited < RESUBMIT_DAYS {
        return None;
    }
    let severity = if waited > RESUBMIT_LATE { Severity::AtRisk } else { Severity::Nudge };
    let reason = format!("The week of {} was returned and not sent again.", short_date(sheet.week.monday()));
    let due = at.now.calendar.after(since, RESUBMIT_DAYS);
    Some(found(work, (Rule::WeekNotResubmitted, sheet.id.0), severity, (since, due), reason))
}

/// Pay that is owed for more than ten working days. What is on hold is held for a reason and not asked about.
pub(super) fn pay_waits(work: &WorkFacts, payment: &PaymentFacts, at: Moment<'_>) -> Option<Finding> {
    use payments::Stage::{Approved, Batched, Ready, Returned, Submitted};
    let owed = matches!(payment.stage, Ready | Approved | Batched | Submitted | Returned);
    let since = payment.ready.filter(|_| owed)?;
    if at.now.calendar.between(since, at.now.today) <= PAY_DAYS {
        return None;
    }
    let reason = match payment.stage {
        Returned => "The bank sent the pay back, and it was promised within ten working days.",
        Ready => "Finance has not approved the pay, and it was promised within ten working days.",
        _ => "The pay is approved and not settled, and it was promised within ten working days.",
    };
    let due = at.now.calendar.after(since, PAY_DAYS);
    Some(found(work, (Rule::PayWaits, payment.id.0), Severity::AtRisk, (since, due), reason.to_owned()))
}

#[cfg(test)]
#[path = "of_records_tests.rs"]
mod tests;
