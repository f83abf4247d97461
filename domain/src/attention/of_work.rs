//! Rules about an engagement as a whole.

use super::{Finding, Moment, Rule, Severity, WorkFacts};
use crate::engagements::{ONBOARDING_DAYS, Stage, onboarding_lapses_on};
use crate::milestones;
use crate::time::{Day, Week, long_date, plus_days, short_date};

/// Working days before the first day from which what is missing is looked at.
const READY_DAYS: i32 = 3;
/// Check-ins in a row that may not be missed.
const CHECK_INS: i64 = 2;
/// Parts of a hundred by which hours may burn ahead, and by which the work is at risk.
const AHEAD: i64 = 10;
const FAR_AHEAD: i64 = 25;
/// Days before the end of a clearance from which it is looked at.
const CLEARANCE_DAYS: i64 = 14;
/// Working days left of the time to accept work when its host is written to.
const ACCEPTANCE_LEFT: i32 = 3;

fn found(work: &WorkFacts, rule: Rule, severity: Severity, (since, due): (Day, Day), reason: String) -> Finding {
    Finding { rule, subject: work.subject(), engagement: Some(work.id), severity, since, due, reason }
}

/// The days between which something has to be ready for the first day, and how bad it is; `None` before them.
fn before_the_start(work: &WorkFacts, at: Moment<'_>) -> Option<(Day, Severity)> {
    let today = at.now.today;
    let from = at.now.calendar.before(work.start, READY_DAYS).max(work.since.min(work.start));
    let severity = if today >= work.start { Severity::AtRisk } else { Severity::Nudge };
    (today >= from).then_some((from, severity))
}

/// No kick-off meeting is set, and the first day is near or past.
pub(super) fn no_kick_off(work: &WorkFacts, at: Moment<'_>) -> Option<Finding> {
    let open = matches!(work.stage, Stage::Onboarding | Stage::InProgress);
    if !open || !work.needs_kick_off || work.kick_off.is_some() {
        return None;
    }
    let (since, severity) = before_the_start(work, at)?;
    let reason = format!("The work begins on {}, and no kick-off meeting is set.", long_date(work.start));
    Some(found(work, Rule::NoKickOff, severity, (since, work.start), reason))
}

/// The survey before the work is not answered, and the first day is near: afterwards it cannot be.
pub(super) fn survey_missing(work: &WorkFacts, at: Moment<'_>) -> Option<Finding> {
    if work.stage != Stage::Onboarding || !work.needs_survey || work.surveyed {
        return None;
    }
    let (since, severity) = before_the_start(work, at)?;
    let reason = "The survey before the work is not answered; without it nobody can tell what was gained.".to_owned();
    Some(found(work, Rule::SurveyMissing, severity, (since, work.start), reason))
}

/// What has to be ready before the start is not, and 14 days or the first day are over.
pub(super) fn onboarding_stalls(work: &WorkFacts, at: Moment<'_>) -> Option<Finding> {
    let (now, first) = (at.now, plus_days(work.start, 1));
    let since = plus_days(work.since, ONBOARDING_DAYS).min(first.max(work.since));
    if work.stage != Stage::Onboarding || now.today < since {
        return None;
    }
    let lapses = onboarding_lapses_on(work.since, work.start, &now.calendar);
    let severity = if now.today >= first { Severity::AtRisk } else { Severity::Nudge };
    let reason = format!("The checklist before the start is not finished; it lapses on {}.", long_date(lapses));
    Some(found(work, Rule::OnboardingStalls, severity, (since, lapses), reason))
}

/// The student missed two check-ins in a row. Weeks count that were worked as a whole: from the Monday after the work
/// began or was resumed, up to last week.
pub(super) fn check_ins_missed(work: &WorkFacts, at: Moment<'_>) -> Option<Finding> {
    if work.stage != Stage::InProgress {
        return None;
    }
    let begun = Week::of(work.since);
    let whole = if begun.monday() == work.since { begun } else { begun.next() };
    let first = work.last_check_in.map_or(whole, |last| whole.max(last.next()));
    let second = first.next();
    let this_week = Week::of(at.now.today);
    if second >= this_week {
        return None;
    }
    let missed = crate::time::days_between(first.monday(), this_week.monday()) / 7;
    debug_assert!(missed >= CHECK_INS, "two whole weeks lie before this one");
    let reason =
        format!("{missed} check-ins in a row are missing, the first of the week of {}.", short_date(first.monday()));
    Some(found(work, Rule::CheckInsMissed, Severity::AtRisk, (first.monday(), second.sunday()), reason))
}

/// More of the hours is used than was planned for the accepted milestones and the next one. Milestones without planned
/// time count alike.
pub(super) fn hours_ahead(work: &WorkFacts) -> Option<Finding> {
    let last = work.last_logged.filter(|_| work.stage == Stage::InProgress && work.planned.0 > 0)?;
    let (covered, all) = covered_share(work)?;
    let used = i64::from(work.logged.0) * 100 / i64::from(work.planned.0);
    let ahead = used - covered * 100 / all;
    if ahead < AHEAD {
        return None;
    }
    let severity = if ahead >= FAR_AHEAD || used >= 100 { Severity::AtRisk } else { Severity::Nudge };
    let reason = format!(
        "{used} % of the hours are used; the accepted milestones and the next one were planned to take {} %.",
        covered * 100 / all
    );
    Some(found(work, Rule::HoursAhead, severity, (last, last), reason))
}

/// What the accepted milestones and the next one weigh, and what all do; `None` where nothing is open.
fn covered_share(work: &WorkFacts) -> Option<(i64, i64)> {
    let planned: i64 = work.milestones.iter().map(|one| i64::from(one.planned.0)).sum();
    let weight = |one: &super::MilestoneFacts| if planned > 0 { i64::from(one.planned.0) } else { 1 };
    let is_open = |one: &&super::MilestoneFacts| one.stage != milestones::Stage::Accepted;
    let next = work.milestones.iter().find(is_open)?;
    let accepted: i64 = work.milestones.iter().filter(|one| !is_open(one)).map(weight).sum();
    Some((accepted + weight(next), work.milestones.iter().map(weight).sum()))
}

/// A clearance that ends before the work does is looked at two weeks before; any other once it has ended and the work goes
/// on.
pub(super) fn clearance_expires(work: &WorkFacts, at: Moment<'_>) -> Option<Finding> {
    let open = matches!(work.stage, Stage::Onboarding | Stage::InProgress | Stage::Paused);
    let until = work.authorized_until.filter(|_| open)?;
    let (today, short) = (at.now.today, until < work.end);
    let since = if short { plus_days(until, -CLEARANCE_DAYS) } else { plus_days(until, 1) };
    if today < since {
        return None;
    }
    let reason = if today > until {
        format!("The work authorization ended on {}, and the work goes on.", long_date(until))
    } else {
        format!("The work authorization ends on {}, the work on {}.", long_date(until), long_date(work.end))
    };
    let severity = if today > until { Severity::AtRisk } else { Severity::Nudge };
    Some(found(work, Rule::ClearanceExpires, severity, (since, until), reason))
}

/// The host has the final work and says nothing; at the end of its time staff may accept for it.
pub(super) fn work_unanswered(work: &WorkFacts, at: Moment<'_>) -> Option<Finding> {
    if work.stage != Stage::InAcceptance {
        return None;
    }
    let (severity, due) = silence(work.since, at)?;
    let reason = "The host has the final work and has not answered it.".to_owned();
    Some(found(work, Rule::WorkUnanswered, severity, (work.since, due), reason))
}

/// How bad it is that a host has not answered work since a day, and when it should have; `None` while there is time.
pub(super) fn silence(since: Day, at: Moment<'_>) -> Option<(Severity, Day)> {
    let (days, waited) = (at.policy.acceptance_days, at.now.calendar.between(since, at.now.today));
    if waited < (days - ACCEPTANCE_LEFT).max(1) {
        return None;
    }
    let severity = if waited >= days { Severity::AtRisk } else { Severity::Nudge };
    Some((severity, at.now.calendar.after(since, days)))
}

#[cfg(test)]
#[path = "of_work_tests.rs"]
mod tests;
