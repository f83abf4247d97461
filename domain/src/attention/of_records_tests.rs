//! The rules about milestones, weeks and payments, with their edges.

use jiff::civil::date;
use rstest::rstest;

use super::super::facts::testing::{moment, work};
use super::*;
use crate::people::testing::now;
use crate::policy::Policy;
use crate::time::{Minutes, Week};

const MONDAY: Day = date(2026, 12, 7);

fn seen(finding: Option<Finding>, subject: u128) -> Option<(Severity, Day, Day)> {
    finding.map(|finding| {
        assert!(finding.subject == Uuid::from_u128(subject) && finding.reason.ends_with('.'));
        (finding.severity, finding.since, finding.due)
    })
}

fn milestone(stage: milestones::Stage) -> MilestoneFacts {
    MilestoneFacts {
        id: Uuid::from_u128(8).into(),
        name: "Draft".into(),
        due: MONDAY,
        stage,
        planned: Minutes::hours(10),
        submitted: Some(MONDAY),
    }
}

#[rstest]
#[case::its_day(milestones::Stage::Draft, MONDAY, None)]
#[case::a_day_later(milestones::Stage::Draft, date(2026, 12, 8), Some(Severity::Nudge))]
#[case::two_days(milestones::Stage::ChangesRequested, date(2026, 12, 9), Some(Severity::Nudge))]
#[case::three_days(milestones::Stage::ChangesRequested, date(2026, 12, 10), Some(Severity::AtRisk))]
#[case::handed_in(milestones::Stage::Submitted, date(2026, 12, 10), None)]
#[case::accepted(milestones::Stage::Accepted, date(2026, 12, 10), None)]
fn a_milestone_is_late(#[case] stage: milestones::Stage, #[case] today: Day, #[case] severity: Option<Severity>) {
    let (now, policy) = (now(today), Policy::defaults(MONDAY));
    let found = milestone_late(&work(Work::InProgress), &milestone(stage), moment(&now, &policy));
    assert_eq!(seen(found, 8), severity.map(|severity| (severity, MONDAY, MONDAY)));
    assert_eq!(
        milestone_late(&work(Work::Paused), &milestone(stage), moment(&now, &policy)),
        None,
        "the clock stands still"
    );
}

#[rstest]
#[case(milestones::Stage::Submitted, date(2026, 12, 10), None)]
#[case(milestones::Stage::Submitted, date(2026, 12, 11), Some(Severity::Nudge))]
#[case(milestones::Stage::Submitted, date(2026, 12, 16), Some(Severity::AtRisk))]
#[case(milestones::Stage::Accepted, date(2026, 12, 16), None)]
fn the_host_says_nothing_to_a_milestone(
    #[case] stage: milestones::Stage,
    #[case] today: Day,
    #[case] severity: Option<Severity>,
) {
    let (now, policy) = (now(today), Policy::defaults(MONDAY));
    let found = milestone_unanswered(&work(Work::InProgress), &milestone(stage), moment(&now, &policy));
    assert_eq!(seen(found, 8), severity.map(|severity| (severity, MONDAY, date(2026, 12, 16))));
    assert_eq!(milestone_unanswered(&work(Work::InAcceptance), &milestone(stage), moment(&now, &policy)), None);
}

const fn sheet(stage: timesheets::Stage, week: Week) -> SheetFacts {
    SheetFacts {
        id: crate::ids::TimesheetId(Uuid::from_u128(9)),
        week,
        stage,
        submitted: Some(MONDAY),
        decided: Some(MONDAY),
    }
}

/// Silence approves after five working days: the host is written to when two are left.
#[rstest]
#[case(timesheets::Stage::Submitted, date(2026, 12, 9), false)]
#[case(timesheets::Stage::Submitted, date(2026, 12, 10), true)]
#[case(timesheets::Stage::Open, date(2026, 12, 10), false)]
#[case(timesheets::Stage::Approved, date(2026, 12, 10), false)]
fn the_host_says_nothing_to_hours(#[case] stage: timesheets::Stage, #[case] today: Day, #[case] is: bool) {
    let (now, mut policy) = (now(today), Policy::defaults(MONDAY));
    let sheet = sheet(stage, Week::of(MONDAY).previous());
    let found = hours_unanswered(&work(Work::InProgress), &sheet, moment(&now, &policy));
    assert_eq!(seen(found, 9), is.then_some((Severity::Nudge, MONDAY, date(2026, 12, 14))));
    policy.silent_approval_days = 10;
    assert_eq!(hours_unanswered(&work(Work::InProgress), &sheet, moment(&now, &policy)), None);
}

#[rstest]
#[case(timesheets::Stage::Returned, date(2026, 12, 9), None)]
#[case(timesheets::Stage::Returned, date(2026, 12, 10), Some(Severity::Nudge))]
#[case(timesheets::Stage::Returned, date(2026, 12, 14), Some(Severity::Nudge))]
#[case(timesheets::Stage::Returned, date(2026, 12, 15), Some(Severity::AtRisk))]
#[case(timesheets::Stage::Submitted, date(2026, 12, 15), None)]
fn a_returned_week_waits(#[case] stage: timesheets::Stage, #[case] today: Day, #[case] severity: Option<Severity>) {
    let (now, policy) = (now(today), Policy::defaults(MONDAY));
    let sheet = sheet(stage, Week::of(MONDAY).previous());
    let found = week_not_resubmitted(&work(Work::InProgress), &sheet, moment(&now, &policy));
    assert_eq!(seen(found, 9), severity.map(|severity| (severity, MONDAY, date(2026, 12, 10))));
    assert_eq!(week_not_resubmitted(&work(Work::Paused), &sheet, moment(&now, &policy)), None);
}

/// Ten working days after a Monday is a Monday.
#[rstest]
#[case(payments::Stage::Ready, date(2026, 12, 21), false)]
#[case(payments::Stage::Ready, date(2026, 12, 22), true)]
#[case(payments::Stage::Submitted, date(2026, 12, 22), true)]
#[case(payments::Stage::Returned, date(2026, 12, 22), true)]
#[case(payments::Stage::OnHold, date(2026, 12, 22), false)]
#[case(payments::Stage::Settled, date(2026, 12, 22), false)]
#[case(payments::Stage::Encumbered, date(2026, 12, 22), false)]
fn pay_waits_too_long(#[case] stage: payments::Stage, #[case] today: Day, #[case] is: bool) {
    let (now, policy) = (now(today), Policy::defaults(MONDAY));
    let payment = PaymentFacts { id: Uuid::from_u128(10).into(), stage, ready: Some(MONDAY) };
    let found = pay_waits(&work(Work::Accepted), &payment, moment(&now, &policy));
    assert_eq!(seen(found, 10), is.then_some((Severity::AtRisk, MONDAY, date(2026, 12, 21))));
}

#[test]
fn every_rule_has_words_and_every_finding_is_named_once() {
    use crate::machine::Word as _;
    for rule in Rule::ALL {
        assert!(!rule.title().is_empty() && !rule.helps().is_empty());
    }
    let (now, policy) = (now(date(2027, 1, 11)), Policy::defaults(MONDAY));
    let mut late = work(Work::InProgress);
    late.kick_off = None;
    late.milestones = vec![
        milestone(milestones::Stage::Draft),
        MilestoneFacts { id: Uuid::from_u128(11).into(), ..milestone(milestones::Stage::Submitted) },
    ];
    late.sheets = vec![sheet(timesheets::Stage::Returned, Week::of(MONDAY))];
    let project = super::super::ProjectFacts { works: vec![late], ..super::super::facts::testing::project() };
    let found = super::super::findings(&project, moment(&now, &policy));
    let mut names: Vec<_> = found.iter().map(|finding| (finding.rule, finding.subject)).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), found.len());
}
