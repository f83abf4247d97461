//! The guards of a project, each by name.

use super::*;
use crate::people::testing::{belongs, faculty, member, now, policy, reason, staff};
use jiff::civil::date;
use rstest::rstest;
use uuid::Uuid;

fn project(stage: Stage) -> Project {
    let facts = Facts {
        author: Uuid::from_u128(4).into(),
        reviewer: None,
        blocking: 0,
        host: HostStage::Verified,
        apply_by: Some(date(2026, 11, 20)),
        reopened: false,
        hidden_by: None,
        publish_on: None,
        since: date(2026, 11, 2),
    };
    Project::restore(Uuid::from_u128(9).into(), belongs(), facts, stage)
}

fn on(project: Project, order: &Order, by: &Actor, day: Day) -> Result<Project, Refusal> {
    project.apply(order, by, &now(day), &policy()).map(|(project, _)| project)
}

#[test]
fn the_table_is_sound() {
    crate::machine::testing::sound(&MACHINE);
}

#[test]
fn a_blocking_finding_or_a_suspension_stops_a_submission() {
    let mut blocked = project(S::Draft);
    blocked.facts.blocking = 2;
    assert!(matches!(on(blocked, &Order::Submit, &member(), date(2026, 11, 3)), Err(Refusal::Rule(_))));
    let mut suspended = project(S::Draft);
    suspended.facts.host = HostStage::Suspended;
    assert!(matches!(on(suspended, &Order::Submit, &member(), date(2026, 11, 3)), Err(Refusal::Rule(_))));
    assert!(on(project(S::Draft), &Order::Submit, &member(), date(2026, 11, 3)).is_ok());
}

#[test]
fn nobody_approves_what_they_wrote() {
    let mut own = project(S::InReview);
    own.facts.author = staff().person_id().unwrap();
    assert!(matches!(on(own, &Order::Approve(None), &staff(), date(2026, 11, 3)), Err(Refusal::Rule(_))));
    assert_eq!(
        on(project(S::InReview), &Order::Approve(None), &staff(), date(2026, 11, 3)).unwrap().stage(),
        S::Approved
    );
}

#[rstest]
#[case::asked(HostStage::NeedsInfo, false)]
#[case::waiting(HostStage::Pending, false)]
#[case::verified(HostStage::Verified, true)]
#[case::watched(HostStage::Watch, true)]
fn nothing_of_a_host_nobody_verified_is_shown(#[case] host: HostStage, #[case] shown: bool) {
    let of_host = |stage| {
        let mut project = project(stage);
        project.facts.host = host;
        project
    };
    let day = date(2026, 11, 3);
    assert!(on(of_host(S::Draft), &Order::Submit, &member(), day).is_ok(), "it may write and send meanwhile");
    assert_eq!(on(of_host(S::InReview), &Order::Approve(None), &staff(), day).is_ok(), shown);
    assert_eq!(on(of_host(S::AwaitingHostAcceptance), &Order::AcceptScope, &member(), day).is_ok(), shown);
    assert_eq!(on(of_host(S::Approved), &Order::Publish, &Actor::System, day).is_ok(), shown);
}

#[test]
fn a_claim_records_the_reviewer() {
    let claimed = on(project(S::Submitted), &Order::Claim, &staff(), date(2026, 11, 3)).unwrap();
    assert_eq!(claimed.facts.reviewer, staff().person_id());
    assert!(on(claimed, &Order::Claim, &staff(), date(2026, 11, 4)).is_err());
}

#[rstest]
#[case::last_day(date(2026, 11, 20), false)]
#[case::day_after(date(2026, 11, 21), true)]
fn selection_starts_by_itself_after_the_last_day(#[case] day: Day, #[case] starts: bool) {
    assert_eq!(on(project(S::Published), &Order::StartSelection, &Actor::System, day).is_ok(), starts);
    assert!(on(project(S::Published), &Order::StartSelection, &member(), day).is_ok());
}

#[test]
fn applications_open_again_only_once() {
    let order = Order::ReopenApplications(date(2026, 12, 1));
    let open = on(project(S::Selection), &order, &member(), date(2026, 11, 21)).unwrap();
    assert_eq!(open.facts.apply_by, Some(date(2026, 12, 1)));
    let chosen = on(open, &Order::StartSelection, &member(), date(2026, 11, 22)).unwrap();
    assert!(on(chosen, &order, &member(), date(2026, 11, 22)).is_err());
}

#[test]
fn a_scope_written_by_faculty_waits_for_the_host_and_comes_back_after_ten_days() {
    let waiting = on(project(S::Draft), &Order::ProposeToHost, &faculty(), date(2026, 11, 2)).unwrap();
    let back = Order::ReturnToAuthor(reason());
    assert!(on(waiting.clone(), &back, &Actor::System, date(2026, 11, 11)).is_err());
    assert_eq!(on(waiting.clone(), &back, &Actor::System, date(2026, 11, 12)).unwrap().stage(), S::Draft);
    assert_eq!(on(waiting, &Order::AcceptScope, &member(), date(2026, 11, 3)).unwrap().stage(), S::Approved);
}

fn terms() -> Terms {
    Terms {
        apply_by: Some(date(2026, 11, 25)),
        given: 0,
        approved: false,
        for_staff: false,
        changed: "the pay: $540.00 to $600.00".to_owned(),
    }
}

#[test]
fn a_small_change_of_a_published_project_holds_at_once() {
    let (changed, event) =
        project(S::Published).apply(&Order::Revise(terms()), &member(), &now(date(2026, 11, 3)), &policy()).unwrap();
    assert_eq!((changed.stage(), changed.facts.apply_by), (S::Published, Some(date(2026, 11, 25))));
    assert_eq!((event.by, event.reason.as_deref()), (Party::Host, Some("the pay: $540.00 to $600.00")));
    assert_eq!(
        on(project(S::Paused), &Order::Revise(terms()), &member(), date(2026, 11, 3)).unwrap().stage(),
        S::Paused
    );
}

#[rstest]
#[case::offered(Terms { given: 1, ..terms() })]
#[case::over(Terms { apply_by: Some(date(2026, 11, 2)), ..terms() })]
#[case::without_staff(Terms { for_staff: true, ..terms() })]
fn a_change_is_refused(#[case] terms: Terms) {
    let refused = on(project(S::Published), &Order::Revise(terms), &member(), date(2026, 11, 3));
    assert!(matches!(refused, Err(Refusal::Rule(_))));
}

#[test]
fn a_material_change_holds_once_staff_have_approved_it() {
    let approved = Terms { for_staff: true, approved: true, ..terms() };
    assert!(on(project(S::Published), &Order::Revise(approved), &Actor::System, date(2026, 11, 3)).is_ok());
    let mut suspended = project(S::Published);
    suspended.facts.host = HostStage::Suspended;
    assert!(on(suspended, &Order::Revise(terms()), &member(), date(2026, 11, 3)).is_err());
}

fn record() -> Record {
    Record { score: 80, for_staff: 0, completed: 1, strikes: 0, by_host: true, sent_back: false }
}

#[test]
fn a_repeat_host_in_good_standing_needs_no_reviewer() {
    let day = date(2026, 11, 3);
    let (done, event) =
        project(S::Submitted).apply(&Order::FastTrack(record()), &Actor::System, &now(day), &policy()).unwrap();
    assert_eq!((done.stage(), event.by), (S::Approved, Party::System));
    assert!(event.reason.is_some_and(|words| words.contains("score 80") && words.contains("one completed project")));
    assert!(on(project(S::Submitted), &Order::FastTrack(record()), &staff(), day).is_err(), "the system alone");
}

#[rstest]
#[case::score(Record { score: 79, ..record() })]
#[case::something_for_staff(Record { for_staff: 1, ..record() })]
#[case::first_project(Record { completed: 0, ..record() })]
#[case::strike(Record { strikes: 1, ..record() })]
#[case::sent_back_before(Record { sent_back: true, ..record() })]
#[case::written_by_staff(Record { by_host: false, ..record() })]
fn the_fast_track_is_narrow(#[case] record: Record) {
    let refused = on(project(S::Submitted), &Order::FastTrack(record), &Actor::System, date(2026, 11, 3));
    assert!(matches!(refused, Err(Refusal::Rule(_))));
}

#[test]
fn the_fast_track_needs_good_standing_and_a_program_that_wants_it() {
    let day = date(2026, 11, 3);
    for standing in [HostStage::Watch, HostStage::Pending, HostStage::Suspended] {
        let mut watched = project(S::Submitted);
        watched.facts.host = standing;
        assert!(on(watched, &Order::FastTrack(record()), &Actor::System, day).is_err(), "{standing:?}");
    }
    let off = Policy { fast_track: false, ..policy() };
    assert!(project(S::Submitted).apply(&Order::FastTrack(record()), &Actor::System, &now(day), &off).is_err());
}
