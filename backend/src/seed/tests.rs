use std::collections::BTreeSet;

use domain::machine::Word as _;
use domain::projects::Stage;
use domain::time::{Instant, plus_hours};

use super::rows::Rows;
use super::*;

fn told(now: Instant) -> Rows {
    tell(now, "hash").unwrap_or_else(|error| panic!("{error:?} at {now}")).finish()
}

#[test]
fn it_can_be_told_at_any_hour_of_more_than_a_year() {
    let mut now: Instant = "2026-11-20T05:30:00Z".parse().unwrap();
    // Every 193 hours: all days of the week, all hours of the day, both changes of the clocks.
    for _ in 0..45 {
        let moments = Story::new(now).unwrap().moments;
        let rows = told(now);
        assert!(rows.events.iter().all(|event| event.at <= now), "something happens after {now}");
        assert!(rows.entries.iter().all(|entry| entry.day <= moments.today && entry.created_at <= now));
        // Nothing that a timer would move at once.
        let open = |stage: &'static str| rows.projects.iter().filter(move |project| project.stage == stage);
        assert!(open("published").all(|project| project.apply_by > Some(moments.today)), "{now}");
        assert!(open("selection").all(|project| project.decide_by >= Some(moments.today)), "{now}");
        assert!(rows.engagements.iter().all(|job| job.stage != "onboarding" || job.start_on > moments.today), "{now}");
        let waits = |day| moments.calendar.between(day, moments.today) < 5;
        assert!(
            rows.timesheets.iter().all(|sheet| sheet.stage != "submitted" || sheet.submitted_on.is_some_and(waits))
        );
        now = plus_hours(now, 193);
    }
}

#[test]
fn every_stage_of_a_project_is_there_and_no_offered_one_has_a_blocking_finding() {
    let rows = told("2026-12-03T15:00:00Z".parse().unwrap());
    let stages: BTreeSet<&str> = rows.projects.iter().map(|project| project.stage).collect();
    let expected: BTreeSet<&str> =
        Stage::ALL.iter().map(|stage| stage.word()).filter(|word| *word != "archived").collect();
    assert_eq!(stages, expected);
    let blocked: Vec<_> = rows.projects.iter().filter(|p| p.blocking > 0).map(|p| p.title.as_str()).collect();
    assert_eq!(blocked, ["Plan the spring open house for new neighbors"]);
    let weak: Vec<_> =
        rows.projects.iter().filter(|p| p.score < 90 && p.blocking == 0).map(|p| (&p.title, p.score)).collect();
    assert_eq!(weak, []);
}

#[test]
fn maya_has_logged_eighteen_hours_and_thirteen_and_a_quarter_are_approved() {
    for now in ["2026-11-30T12:00:00Z", "2026-12-03T15:00:00Z", "2026-12-06T23:00:00Z"] {
        let rows = told(now.parse().unwrap());
        let project = rows.projects.iter().find(|p| p.title == "Clean and map three years of pantry visits").unwrap();
        let job = rows.engagements.iter().find(|job| job.project_id == project.id).unwrap();
        let sheets = || rows.timesheets.iter().filter(|sheet| sheet.engagement_id == job.id);
        let minutes =
            |stage: &str| sheets().filter(|sheet| sheet.stage == stage).map(|sheet| sheet.minutes).sum::<i32>();
        assert_eq!((minutes("approved"), minutes("open")), (13 * 60 + 15, 4 * 60 + 45));
    }
}

#[test]
fn history_is_in_order_and_ids_are_too() {
    let rows = told("2026-12-03T15:00:00Z".parse().unwrap());
    assert!(rows.events.is_sorted_by_key(|event| event.at) && rows.events.is_sorted_by_key(|event| event.id));
}
