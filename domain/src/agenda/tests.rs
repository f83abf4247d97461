use jiff::civil::date;
use jiff::tz::TimeZone;
use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::applications::Stage as Applying;
use crate::engagements::Stage;
use crate::milestones::Stage as Handed;
use crate::policy::{Calendar, Policy};
use crate::reviews::Side;
use crate::time::{Day, Instant, Minutes, Week};
use crate::timesheets::Stage as Sent;

/// Thanksgiving and the day after, and New Year's Day.
fn holidays() -> Calendar {
    Calendar { holidays: vec![date(2026, 11, 26), date(2026, 11, 27), date(2027, 1, 1)] }
}

fn new_york() -> TimeZone {
    TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap()
}

fn revision() -> Revision {
    Revision { number: 3, at: Instant::UNIX_EPOCH }
}

fn read(side: Side, facts: &Facts, today: Day) -> Vec<Item> {
    let (calendar, policy, zone) = (holidays(), Policy::defaults(today), new_york());
    timeline(side, facts, Setting { today, calendar: &calendar, policy: &policy, zone: &zone })
}

/// Who, what and when, in short.
fn lines(items: &[Item]) -> Vec<(Kind, Owner, Day)> {
    items.iter().map(|item| (item.kind, item.owner, item.day)).collect()
}

fn applied(stage: Applying) -> Applied {
    Applied {
        application: Uuid::from_u128(1).into(),
        project: "Map the food deserts".into(),
        host: "Harbor Street Pantry".into(),
        stage,
        answer_by: Some(date(2026, 12, 8)),
        confirm_by: None,
        offer_until: None,
        talk: None,
        revision: revision(),
    }
}

/// Monday 7 December to Friday 18 December.
fn work(stage: Stage) -> Work {
    Work {
        engagement: Uuid::from_u128(2).into(),
        project: "Map the food deserts".into(),
        with: "Harbor Street Pantry".into(),
        stage,
        since: date(2026, 12, 7),
        start: date(2026, 12, 7),
        end: date(2026, 12, 18),
        kickoff: None,
        kickoff_at: None,
        signed: true,
        prepare_by: None,
        checked_in: vec![],
        mid_point_sent: true,
        hours_by: None,
        milestones: vec![],
        sheets: vec![],
        review: None,
        owed: vec![],
        revision: revision(),
    }
}

fn of(work: Work) -> Facts {
    Facts { work: vec![work], ..Facts::default() }
}

fn milestone(number: u128, due: Day, stage: Handed) -> Milestone {
    Milestone { id: Uuid::from_u128(number).into(), name: "Draft map".into(), due, stage, revision: revision() }
}

fn sheet(week: Day, stage: Sent, minutes: i32, sent: Option<Day>) -> Sheet {
    Sheet { id: Uuid::from_u128(30).into(), week, stage, minutes: Minutes(minutes), sent, revision: revision() }
}

#[test]
fn an_application_has_one_date() {
    let today = date(2026, 12, 3);
    let asked = Applied { confirm_by: Some(date(2026, 12, 5)), ..applied(Applying::Submitted) };
    let offer = Applied {
        offer_until: Some("2026-12-06T02:30:00Z".parse().unwrap()),
        answer_by: None,
        ..applied(Applying::Offered)
    };
    let silent = Applied { answer_by: None, ..applied(Applying::Interview) };
    let facts = |one: &Applied| Facts { applications: vec![one.clone()], ..Facts::default() };
    let line = |one: &Applied| lines(&read(Side::Student, &facts(one), today));
    assert_eq!(line(&applied(Applying::Submitted)), [(Kind::Answer, Owner::Host, date(2026, 12, 8))]);
    assert_eq!(line(&asked), [(Kind::Confirm, Owner::You, date(2026, 12, 5))]);
    // Half past nine in the evening of the fifth in New York.
    assert_eq!(line(&offer), [(Kind::Offer, Owner::You, date(2026, 12, 5))]);
    assert_eq!(line(&silent), []);
}

#[rstest]
// The last minute of a day, in summer time, in winter time, and in the hour that comes twice.
#[case("2026-10-31T03:59:00Z", date(2026, 10, 30))]
#[case("2026-10-31T04:00:00Z", date(2026, 10, 31))]
#[case("2026-11-02T04:59:00Z", date(2026, 11, 1))]
#[case("2026-11-01T05:30:00Z", date(2026, 11, 1))]
#[case("2027-01-01T04:59:00Z", date(2026, 12, 31))]
#[case("2027-01-01T05:00:00Z", date(2027, 1, 1))]
fn an_offer_lapses_on_the_readers_day(#[case] until: Instant, #[case] day: Day) {
    let offer = Applied { offer_until: Some(until), ..applied(Applying::Offered) };
    let facts = Facts { applications: vec![offer], ..Facts::default() };
    let items = read(Side::Student, &facts, date(2026, 10, 29));
    assert_eq!((items[0].day, items[0].at), (day, Some(until)));
}

#[test]
fn before_the_work_it_is_signed_met_and_begun() {
    let today = date(2026, 12, 4);
    let unsigned = Work { signed: false, kickoff: Some(date(2026, 12, 7)), ..work(Stage::Onboarding) };
    let expected = [(Kind::Sign, Owner::You, date(2026, 12, 7)), (Kind::KickOff, Owner::Both, date(2026, 12, 7))];
    for side in [Side::Student, Side::Host] {
        assert_eq!(lines(&read(side, &of(unsigned.clone()), today)), expected);
    }
    let signed = of(work(Stage::Onboarding));
    assert_eq!(lines(&read(Side::Student, &signed, today)), [(Kind::Start, Owner::Both, date(2026, 12, 7))]);
    let unprepared = of(Work { prepare_by: Some(date(2026, 12, 5)), ..work(Stage::Onboarding) });
    let prepare = (Kind::Prepare, Owner::You, date(2026, 12, 5));
    let expected = [prepare, (Kind::Start, Owner::Both, date(2026, 12, 7))];
    assert_eq!(lines(&read(Side::Host, &unprepared, today)), expected);
    // A meeting that was is no date any more.
    let at: Instant = "2026-12-07T19:30:00Z".parse().unwrap();
    let timed = of(Work { kickoff: Some(date(2026, 12, 7)), kickoff_at: Some(at), ..work(Stage::Onboarding) });
    let timed = read(Side::Student, &timed, today);
    assert_eq!(timed.iter().find(|item| item.kind == Kind::KickOff).and_then(|item| item.at), Some(at));
    let met = of(Work { kickoff: Some(date(2026, 12, 3)), ..work(Stage::Onboarding) });
    assert_eq!(lines(&read(Side::Student, &met, today)), [(Kind::Start, Owner::Both, date(2026, 12, 7))]);
}

#[test]
fn check_ins_are_foretold_to_the_last_day_and_asked_for_after_it() {
    let fridays = |work: Work, today: Day| {
        let items = read(Side::Student, &of(work), today);
        items.into_iter().filter(|item| item.kind == Kind::CheckIn).map(|item| item.day).collect::<Vec<_>>()
    };
    let both = [date(2026, 12, 11), date(2026, 12, 18)];
    assert_eq!(fridays(work(Stage::InProgress), date(2026, 12, 7)), both);
    let sent = Work { checked_in: vec![date(2026, 12, 7)], ..work(Stage::InProgress) };
    assert_eq!(fridays(sent, date(2026, 12, 7)), both[1..]);
    // Late work: from Thursday on, as the home asks for it.
    assert_eq!(fridays(work(Stage::InProgress), date(2026, 12, 22)), []);
    assert_eq!(fridays(work(Stage::InProgress), date(2026, 12, 24)), [date(2026, 12, 25)]);
    assert_eq!(fridays(work(Stage::Paused), date(2026, 12, 7)), []);
    // Over the new year, each week with a name of its own.
    let long = Work { end: date(2027, 1, 15), ..work(Stage::InProgress) };
    let items = read(Side::Student, &of(long), date(2026, 12, 24));
    let mine: Vec<_> = items.iter().filter(|item| item.kind == Kind::CheckIn).collect();
    assert_eq!(
        mine.iter().map(|item| item.day).collect::<Vec<_>>(),
        [25, 1, 8, 15].map(|day| if day == 25 { date(2026, 12, 25) } else { date(2027, 1, day) })
    );
    assert!(mine[1].key().ends_with("-2026-12-28"), "{}", mine[1].key());
}

#[test]
fn a_milestone_waits_for_one_side_at_a_time() {
    let due = date(2026, 12, 11);
    let stages = [Handed::Draft, Handed::Submitted, Handed::ChangesRequested, Handed::Accepted];
    let milestones = stages.iter().enumerate().map(|(n, stage)| milestone(10 + n as u128, due, *stage)).collect();
    let facts =
        of(Work { milestones, checked_in: vec![date(2026, 12, 7), date(2026, 12, 14)], ..work(Stage::InProgress) });
    let of_kind = |side| {
        let items = read(side, &facts, date(2026, 12, 8));
        items
            .into_iter()
            .filter(|item| item.kind == Kind::Milestone)
            .map(|item| (item.owner, item.title))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of_kind(Side::Student),
        [(Owner::You, "Hand in: Draft map".to_owned()), (Owner::You, "Change and hand in again: Draft map".to_owned())]
    );
    let host = of_kind(Side::Host);
    assert_eq!(host[0], (Owner::You, "Answer the milestone: Draft map".to_owned()));
    assert_eq!(host.iter().filter(|(owner, _)| *owner == Owner::Student).count(), 2);
}

#[rstest]
#[case(Sent::Open, 90, None, Side::Student, Some((Owner::You, date(2026, 11, 29))))]
#[case(Sent::Open, 0, None, Side::Student, None)]
#[case(Sent::Open, 90, None, Side::Host, None)]
#[case(Sent::Returned, 90, Some(date(2026, 11, 25)), Side::Student, Some((Owner::You, date(2026, 11, 29))))]
// Five business days after Wednesday, over Thanksgiving and the weekend.
#[case(Sent::Submitted, 90, Some(date(2026, 11, 25)), Side::Student, Some((Owner::Host, date(2026, 12, 4))))]
#[case(Sent::Submitted, 90, Some(date(2026, 11, 25)), Side::Host, Some((Owner::You, date(2026, 12, 4))))]
// And over the end of the year.
#[case(Sent::Submitted, 90, Some(date(2026, 12, 30)), Side::Host, Some((Owner::You, date(2027, 1, 7))))]
#[case(Sent::Approved, 90, Some(date(2026, 11, 25)), Side::Host, None)]
fn a_week_is_sent_then_answered(
    #[case] stage: Sent,
    #[case] minutes: i32,
    #[case] sent: Option<Day>,
    #[case] side: Side,
    #[case] expected: Option<(Owner, Day)>,
) {
    let sheets = vec![sheet(date(2026, 11, 23), stage, minutes, sent)];
    let items = read(side, &of(Work { sheets, ..work(Stage::Paused) }), date(2026, 11, 24));
    assert_eq!(items.first().map(|item| (item.owner, item.day)), expected);
}

#[test]
fn after_the_hand_in_come_the_answer_the_pay_and_the_reviews() {
    let today = date(2026, 12, 21);
    let handed_in = Work { since: date(2026, 12, 18), ..work(Stage::InAcceptance) };
    // Seven business days after Friday 18 December.
    assert_eq!(
        lines(&read(Side::Host, &of(handed_in.clone()), today)),
        [(Kind::Acceptance, Owner::You, date(2026, 12, 29))]
    );
    assert_eq!(
        lines(&read(Side::Student, &of(handed_in), today)),
        [(Kind::Acceptance, Owner::Host, date(2026, 12, 29))]
    );
    let accepted = Work {
        review: Some(ReviewWindow { id: Uuid::from_u128(40).into(), closes: date(2027, 1, 4), revision: revision() }),
        owed: vec![Owed { id: Uuid::from_u128(41).into(), since: date(2026, 12, 21), revision: revision() }],
        ..work(Stage::Accepted)
    };
    let expected = [(Kind::Review, Owner::You, date(2027, 1, 4)), (Kind::Pay, Owner::Program, date(2027, 1, 5))];
    assert_eq!(lines(&read(Side::Student, &of(accepted.clone()), today)), expected);
    assert_eq!(lines(&read(Side::Student, &of(accepted), date(2027, 1, 5))), expected[1..], "a window that has closed");
}

#[test]
fn the_last_day_is_one_for_both_sides() {
    let facts = of(Work { checked_in: vec![date(2026, 12, 14)], ..work(Stage::InProgress) });
    let today = date(2026, 12, 16);
    assert_eq!(lines(&read(Side::Student, &facts, today)), [(Kind::HandIn, Owner::You, date(2026, 12, 18))]);
    assert_eq!(lines(&read(Side::Host, &facts, today)), [(Kind::HandIn, Owner::Student, date(2026, 12, 18))]);
}

#[test]
fn a_host_answers_the_applicants_of_each_project() {
    let selection = |waiting| Selection {
        project: Uuid::from_u128(50).into(),
        title: "Map the food deserts".into(),
        waiting,
        answer_by: date(2026, 12, 8),
        revision: revision(),
    };
    let facts = Facts { selections: vec![selection(1), selection(3)], ..Facts::default() };
    let items = read(Side::Host, &facts, date(2026, 12, 3));
    assert_eq!(
        items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(),
        ["Answer 1 applicant", "Answer 3 applicants"]
    );
    assert_eq!(items[0].place.path(), format!("/host/projects/{}/applicants", Uuid::from_u128(50)));
}

#[test]
fn weeks_are_listed_from_monday_to_sunday_and_over_the_year() {
    let days = [
        date(2026, 12, 22),
        date(2026, 12, 24),
        date(2026, 12, 27),
        date(2026, 12, 28),
        date(2027, 1, 3),
        date(2027, 1, 4),
    ];
    let milestones =
        days.iter().enumerate().map(|(n, day)| milestone(60 + n as u128, *day, Handed::Submitted)).collect();
    let facts = of(Work { milestones, since: date(2027, 2, 1), ..work(Stage::InAcceptance) });
    let today = date(2026, 12, 24);
    let mut items = read(Side::Host, &facts, today);
    items.retain(|item| item.kind == Kind::Milestone);
    let groups = by_week(&items, today);
    let sizes: Vec<_> = groups.iter().map(|(group, items)| (*group, items.len())).collect();
    let later = Group::Later(Week::of(date(2027, 1, 4)));
    assert_eq!(sizes, [(Group::Late, 1), (Group::ThisWeek, 2), (Group::NextWeek, 2), (later, 1)]);
    assert_eq!(later.words(), "Week of 4 Jan to 10 Jan");
    assert_eq!(by_week(&[], today), []);
}

#[test]
fn no_title_names_a_person() {
    let mut whole = work(Stage::InProgress);
    whole.with = "Maya Okafor".into();
    whole.kickoff = Some(date(2026, 12, 10));
    whole.milestones = vec![milestone(70, date(2026, 12, 11), Handed::Submitted)];
    whole.sheets = vec![sheet(date(2026, 12, 7), Sent::Submitted, 90, Some(date(2026, 12, 9)))];
    for item in read(Side::Host, &of(whole), date(2026, 12, 9)) {
        assert!(!item.title.contains("Maya") && !item.about.contains("Maya"), "{item:?}");
    }
}

#[test]
fn days_that_are_left_are_said_in_words() {
    let today = date(2026, 12, 30);
    let words = |day| days_left_words(day, today);
    assert_eq!(words(today), "Today");
    assert_eq!(words(date(2026, 12, 31)), "Tomorrow, Thursday 31 December");
    assert_eq!(words(date(2027, 1, 2)), "In 3 days, Saturday 2 January");
    assert_eq!(words(date(2026, 12, 29)), "Was due Tuesday 29 December");
    assert_eq!(owner_words(Owner::Both, "Harbor Street Pantry"), "You and Harbor Street Pantry");
}

#[test]
fn the_mid_point_and_the_check_of_hours_have_a_day_while_the_work_goes_on() {
    let all = |stage| Work { mid_point_sent: false, hours_by: Some(date(2026, 12, 10)), ..work(stage) };
    let kinds = |stage| -> Vec<Kind> {
        let facts = Facts { work: vec![all(stage)], ..Facts::default() };
        let items = read(Side::Host, &facts, date(2026, 12, 8));
        items.into_iter().map(|item| item.kind).filter(|kind| matches!(kind, Kind::MidPoint | Kind::Plan)).collect()
    };
    assert_eq!(kinds(Stage::InProgress).len(), 2);
    assert_eq!(kinds(Stage::Paused), [Kind::Plan]);
    assert_eq!(kinds(Stage::InAcceptance), []);
}
