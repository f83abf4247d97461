//! The rules about an engagement, with their edges.

use jiff::civil::date;
use rstest::rstest;
use uuid::Uuid;

use super::super::MilestoneFacts;
use super::super::facts::testing::{moment, work};
use super::*;
use crate::milestones::Stage as Milestone;
use crate::people::testing::now;
use crate::policy::Policy;
use crate::time::Minutes;

const MONDAY: Day = date(2026, 12, 7);

fn asked(
    rule: impl Fn(&WorkFacts, Moment<'_>) -> Option<Finding>,
    work: &WorkFacts,
    today: Day,
) -> Option<(Severity, Day, Day)> {
    let (now, policy) = (now(today), Policy::defaults(MONDAY));
    rule(work, moment(&now, &policy)).map(|finding| {
        assert!(finding.subject == work.id.0 && finding.engagement == Some(work.id) && finding.reason.ends_with('.'));
        (finding.severity, finding.since, finding.due)
    })
}

/// The last three working days before a Monday begin on the Wednesday before it.
#[rstest]
#[case::four_days_before(Stage::Onboarding, date(2026, 12, 1), None)]
#[case::three_days_before(Stage::Onboarding, date(2026, 12, 2), Some(Severity::Nudge))]
#[case::the_weekend_before(Stage::Onboarding, date(2026, 12, 6), Some(Severity::Nudge))]
#[case::the_first_day(Stage::Onboarding, MONDAY, Some(Severity::AtRisk))]
#[case::at_work(Stage::InProgress, date(2026, 12, 9), Some(Severity::AtRisk))]
#[case::handed_in(Stage::InAcceptance, date(2026, 12, 9), None)]
fn no_meeting_is_set(#[case] stage: Stage, #[case] today: Day, #[case] severity: Option<Severity>) {
    let open = WorkFacts { kick_off: None, since: date(2026, 11, 20), ..work(stage) };
    let found = asked(no_kick_off, &open, today);
    assert_eq!(found, severity.map(|severity| (severity, date(2026, 12, 2), MONDAY)));
    assert_eq!(asked(no_kick_off, &WorkFacts { kick_off: Some(MONDAY), ..open.clone() }, today), None);
    assert_eq!(asked(no_kick_off, &WorkFacts { needs_kick_off: false, ..open }, today), None);
}

#[test]
fn nobody_waits_for_a_meeting_before_the_offer_was_accepted() {
    let open = WorkFacts { kick_off: None, since: date(2026, 12, 4), ..work(Stage::Onboarding) };
    let found = asked(no_kick_off, &open, date(2026, 12, 4));
    assert_eq!(found, Some((Severity::Nudge, date(2026, 12, 4), MONDAY)));
}

#[rstest]
#[case(Stage::Onboarding, date(2026, 12, 1), None)]
#[case(Stage::Onboarding, date(2026, 12, 2), Some(Severity::Nudge))]
#[case(Stage::Onboarding, MONDAY, Some(Severity::AtRisk))]
#[case::too_late_to_answer(Stage::InProgress, MONDAY, None)]
fn the_survey_is_missing(#[case] stage: Stage, #[case] today: Day, #[case] severity: Option<Severity>) {
    let open = WorkFacts { surveyed: false, since: date(2026, 11, 20), ..work(stage) };
    assert_eq!(asked(survey_missing, &open, today).map(|found| found.0), severity);
    assert_eq!(asked(survey_missing, &WorkFacts { surveyed: true, ..open.clone() }, today), None);
    assert_eq!(asked(survey_missing, &WorkFacts { needs_survey: false, ..open }, today), None);
}

/// Onboarding began on Tuesday, 24 November; the first day is Monday, 7 December.
#[rstest]
#[case::thirteen_days(date(2026, 12, 7), date(2026, 12, 7), None)]
#[case::first_day_over(date(2026, 12, 7), date(2026, 12, 8), Some((Severity::AtRisk, date(2026, 12, 8), date(2026, 12, 21))))]
#[case::thirteen_days_of_a_later_start(date(2027, 1, 4), date(2026, 12, 7), None)]
#[case::fourteen_days(date(2027, 1, 4), date(2026, 12, 8), Some((Severity::Nudge, date(2026, 12, 8), date(2027, 1, 18))))]
fn the_start_is_stuck(#[case] start: Day, #[case] today: Day, #[case] found: Option<(Severity, Day, Day)>) {
    let open = WorkFacts { since: date(2026, 11, 24), start, ..work(Stage::Onboarding) };
    assert_eq!(asked(onboarding_stalls, &open, today), found);
    assert_eq!(asked(onboarding_stalls, &WorkFacts { stage: Stage::InProgress, ..open }, today), None);
}

#[rstest]
#[case::one_missed(Stage::InProgress, MONDAY, None, date(2026, 12, 20), None)]
#[case::two_missed(Stage::InProgress, MONDAY, None, date(2026, 12, 21), Some((MONDAY, date(2026, 12, 20))))]
#[case::paused(Stage::Paused, MONDAY, None, date(2026, 12, 21), None)]
#[case::begun_on_a_tuesday(Stage::InProgress, date(2026, 12, 8), None, date(2026, 12, 21), None)]
#[case::a_week_later(Stage::InProgress, date(2026, 12, 8), None, date(2026, 12, 28), Some((date(2026, 12, 14), date(2026, 12, 27))))]
#[case::one_answered(Stage::InProgress, MONDAY, Some(MONDAY), date(2026, 12, 27), None)]
#[case::two_after_it(Stage::InProgress, MONDAY, Some(MONDAY), date(2026, 12, 28), Some((date(2026, 12, 14), date(2026, 12, 27))))]
#[case::back_from_a_pause(Stage::InProgress, date(2026, 12, 21), Some(MONDAY), date(2026, 12, 28), None)]
fn two_check_ins_in_a_row(
    #[case] stage: Stage,
    #[case] since: Day,
    #[case] last: Option<Day>,
    #[case] today: Day,
    #[case] found: Option<(Day, Day)>,
) {
    let facts = WorkFacts { since, last_check_in: last.map(Week::of), ..work(stage) };
    assert_eq!(asked(check_ins_missed, &facts, today), found.map(|(since, due)| (Severity::AtRisk, since, due)));
}

fn milestone(stage: Milestone, hours: i32) -> MilestoneFacts {
    MilestoneFacts {
        id: Uuid::from_u128(8).into(),
        name: "Draft".into(),
        due: date(2026, 12, 11),
        stage,
        planned: Minutes::hours(hours),
        submitted: None,
    }
}

/// Of twenty hours; `None` for milestones without planned time.
#[rstest]
#[case::within_the_first(11, &[(Milestone::Draft, 10), (Milestone::Draft, 10)], None)]
#[case::ten_parts_beyond_it(12, &[(Milestone::Draft, 10), (Milestone::Draft, 10)], Some(Severity::Nudge))]
#[case::handed_in_is_not_accepted(12, &[(Milestone::Submitted, 10), (Milestone::Draft, 10)], Some(Severity::Nudge))]
#[case::far_beyond(15, &[(Milestone::Draft, 10), (Milestone::Draft, 10)], Some(Severity::AtRisk))]
#[case::the_first_is_accepted(15, &[(Milestone::Accepted, 10), (Milestone::Draft, 10)], None)]
#[case::all_hours_and_one_open(20, &[(Milestone::Accepted, 16), (Milestone::Draft, 1), (Milestone::Draft, 3)], Some(Severity::AtRisk))]
#[case::all_accepted(30, &[(Milestone::Accepted, 10), (Milestone::Accepted, 10)], None)]
#[case::without_planned_time(12, &[(Milestone::Draft, 0), (Milestone::Draft, 0)], Some(Severity::Nudge))]
#[case::no_milestones(20, &[], None)]
fn hours_burn_ahead(#[case] hours: i32, #[case] plan: &[(Milestone, i32)], #[case] found: Option<Severity>) {
    let milestones = plan.iter().map(|(stage, hours)| milestone(*stage, *hours)).collect();
    let facts = WorkFacts {
        logged: Minutes::hours(hours),
        last_logged: Some(date(2026, 12, 9)),
        milestones,
        ..work(Stage::InProgress)
    };
    assert_eq!(hours_ahead(&facts).map(|finding| finding.severity), found);
    assert_eq!(hours_ahead(&WorkFacts { stage: Stage::Paused, ..facts.clone() }), None);
    assert_eq!(hours_ahead(&WorkFacts { planned: Minutes(0), ..facts.clone() }), None);
    assert_eq!(hours_ahead(&WorkFacts { last_logged: None, ..facts }), None);
}

#[rstest]
#[case::two_weeks_and_a_day_before(date(2026, 12, 16), date(2026, 12, 1), None)]
#[case::two_weeks_before(date(2026, 12, 16), date(2026, 12, 2), Some(Severity::Nudge))]
#[case::its_last_day(date(2026, 12, 16), date(2026, 12, 16), Some(Severity::Nudge))]
#[case::ended(date(2026, 12, 16), date(2026, 12, 17), Some(Severity::AtRisk))]
#[case::as_long_as_the_work(date(2026, 12, 18), date(2026, 12, 18), None)]
#[case::the_work_goes_on(date(2026, 12, 18), date(2026, 12, 19), Some(Severity::AtRisk))]
fn a_clearance_ends(#[case] until: Day, #[case] today: Day, #[case] severity: Option<Severity>) {
    let facts = WorkFacts { authorized_until: Some(until), ..work(Stage::InProgress) };
    let found = asked(clearance_expires, &facts, today);
    assert_eq!(found.map(|found| (found.0, found.2)), severity.map(|severity| (severity, until)));
    assert_eq!(asked(clearance_expires, &WorkFacts { stage: Stage::InAcceptance, ..facts.clone() }, today), None);
    assert_eq!(asked(clearance_expires, &WorkFacts { authorized_until: None, ..facts }, today), None);
}

/// Seven working days to accept: a letter after four, at risk after all of them.
#[rstest]
#[case(date(2026, 12, 10), None)]
#[case(date(2026, 12, 11), Some(Severity::Nudge))]
#[case(date(2026, 12, 15), Some(Severity::Nudge))]
#[case(date(2026, 12, 16), Some(Severity::AtRisk))]
fn the_host_says_nothing_to_the_final_work(#[case] today: Day, #[case] severity: Option<Severity>) {
    let found = asked(work_unanswered, &work(Stage::InAcceptance), today);
    assert_eq!(found, severity.map(|severity| (severity, MONDAY, date(2026, 12, 16))));
    assert_eq!(asked(work_unanswered, &work(Stage::Accepted), today), None);
}
