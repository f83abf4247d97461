//! The student's profile part by part, who may read what, and what is recommended by it.

use backend::applications::{self, ApplyForm};
use backend::projects::{self, Filter, Sort};
use backend::{Cx, Failure, Once, profiles};
use domain::actor::{Person, Role};
use domain::ids::ApplicationId;
use domain::matching::{Missing, Reason};
use domain::people::{Background, Demographics, FreeTime, FreeWeek, Interests, PrivateFacts, StudentProfile};
use domain::refusal::Refusal;
use domain::skills::{Level, SkillRow};
use sqlx::PgPool;

use crate::applications::project;
use crate::support::World;

const NEVER: Once = Once(None);

fn row(name: &str, level: &str, evidence: &str) -> SkillRow {
    SkillRow { name: name.into(), level: level.into(), evidence: evidence.into() }
}

async fn version(cx: &Cx) -> i32 {
    profiles::profile(cx).await.expect("a profile").version
}

/// A student who has filled in everything.
async fn whole(world: &World, name: &str) -> (Person, Cx) {
    let maya = world.student(name).await;
    let cx = world.cx(&maya).await;
    let said = StudentProfile::parse("Rivermark College, junior", "I turn sheets into pages.").unwrap();
    profiles::save_about(&cx, said, version(&cx).await, NEVER).await.unwrap();
    let rows = [row("ms excel", "alone", "https://example.org/maya-sheet"), row("Basket weaving", "", "")];
    profiles::save_skills(&cx, &rows, version(&cx).await, NEVER).await.unwrap();
    let time = FreeTime::parse("9", ["free_1_14", "free_1_16", "free_3_14"]).unwrap();
    profiles::save_time(&cx, time, version(&cx).await, NEVER).await.unwrap();
    let said = Interests::parse(&["Data".into()], "rivers", "Statistics").unwrap();
    profiles::save_interests(&cx, said, version(&cx).await, NEVER).await.unwrap();
    let said = Background::parse(&[("Igbo".into(), "fluent".into())], "https://example.org/maya").unwrap();
    profiles::save_background(&cx, said, version(&cx).await, NEVER).await.unwrap();
    let said = PrivateFacts::parse("Captions, please", "f1", "2027-05-31").unwrap();
    profiles::save_private(&cx, said, version(&cx).await, NEVER).await.unwrap();
    let said = Demographics::parse("yes", "woman", ["asian", "white"], "no").unwrap();
    profiles::save_demographics(&cx, said, NEVER).await.unwrap();
    (maya, cx)
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_part_is_kept_with_an_event_that_says_which_and_never_what(pool: PgPool) {
    let world = World::new(pool).await;
    let (_, cx) = whole(&world, "Maya Okafor").await;
    let view = profiles::profile(&cx).await.unwrap();
    assert_eq!(view.about.school, "Rivermark College, junior");
    let skills: Vec<_> = view.skills.iter().map(|skill| (skill.name.as_str(), skill.level)).collect();
    assert_eq!(skills, [("Excel", Some(Level::Alone)), ("Basket weaving", None)]);
    assert_eq!(view.skills[0].evidence, "https://example.org/maya-sheet");
    assert_eq!((view.time.weekly_hours, view.time.week.hours()), (9, 6));
    assert_eq!((view.interests.interests.len(), view.background.links.len()), (2, 1));
    assert_eq!((view.private.access_needs.as_str(), view.demographics.origins.len()), ("Captions, please", 2));
    assert_eq!(
        world.count("students where needs_work_authorization and skills = '{Excel,\"Basket weaving\"}'").await,
        1
    );
    assert_eq!(world.count("events where subject = 'person' and reason is null and student_id is not null").await, 7);
    assert_eq!(world.count("events where command = 'save_demographics'").await, 1);
    profiles::save_demographics(&cx, Demographics::default(), NEVER).await.unwrap();
    assert_eq!(world.count("student_demographics").await, 0, "no answer forgets the rest");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_part_is_kept_once_and_never_over_a_newer_one(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    let cx = world.cx(&maya).await;
    let drawn = version(&cx).await;
    let once = Once(Some(backend::new_id()));
    let rows = [row("Excel", "guided", "")];
    profiles::save_skills(&cx, &rows, drawn, once).await.unwrap();
    assert!(matches!(profiles::save_skills(&cx, &rows, drawn, once).await, Err(Failure::AlreadyDone)));
    let stale = profiles::save_skills(&cx, &[], drawn, NEVER).await;
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Changed))));
    let wrong = profiles::save_skills(&cx, &[row("Excel", "", ""), row("MS Excel", "", "")], drawn + 1, NEVER).await;
    assert!(matches!(wrong, Err(Failure::Invalid(errors)) if errors.0.contains_key("skill_2_name")));
    assert_eq!(profiles::profile(&cx).await.unwrap().skills.len(), 1);
    assert_eq!(world.count("events where command = 'save_skills'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_devices_at_once_keep_one_of_them(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    let (one, two) = (world.cx(&maya).await, world.cx(&maya).await);
    let drawn = version(&one).await;
    let time = |hours: &str| FreeTime::parse(hours, []).unwrap();
    let (first, second) = tokio::join!(
        profiles::save_time(&one, time("5"), drawn, NEVER),
        profiles::save_time(&two, time("6"), drawn, NEVER)
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_but_the_student_opens_a_profile(pool: PgPool) {
    let world = World::new(pool).await;
    whole(&world, "Maya Okafor").await;
    let mut others = vec![world.host_member("Jonah Reyes").await];
    for role in [Role::Staff, Role::Faculty, Role::Finance, Role::Dso, Role::Admin] {
        others.push(world.with_role(&format!("Some {role:?}"), role).await);
    }
    for other in others {
        let cx = world.cx(&other).await;
        assert!(matches!(profiles::profile(&cx).await, Err(Failure::NotFound)));
        let said = PrivateFacts::parse("", "", "").unwrap();
        assert!(matches!(profiles::save_private(&cx, said, 0, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(projects::recommended(&cx).await, Err(Failure::NotFound)));
    }
}

/// Whatever a host can read of an applicant holds nothing private, and nothing that names somebody while names are hidden.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn hosts_read_what_is_meant_for_them(pool: PgPool) {
    let world = World::new(pool).await;
    let (_, cx) = whole(&world, "Maya Okafor").await;
    let project = project(&world, 1, 6).await;
    let id: ApplicationId = backend::new_id();
    let form = ApplyForm {
        statement: "I mapped the food pantries of my town and can do the same for your visits.".into(),
        answers: [
            "I would begin with the dates, because everything else hangs on them.".into(),
            String::new(),
            String::new(),
        ],
        confirm: true,
        ..ApplyForm::default()
    };
    applications::apply(&cx, id, project, form, NEVER).await.unwrap();
    let host = world.host_member("Jonah Reyes").await;
    let host = world.cx(&host).await;
    let read = |view: &applications::ApplicationView| format!("{view:?}");
    let page = applications::applicants_page(&host, project, Some(id)).await.unwrap();
    let chosen = page.chosen.expect("the applicant");
    let seen = format!("{:?} {}", page.applicants, read(&chosen));
    // The status as a variant and as a word; an id may have the two letters anywhere.
    for private in ["Captions", "F1", "\"f1\"", "2027-05-31", "asian", "woman"] {
        assert!(!seen.contains(private), "a host reads {private}");
    }
    let hidden = chosen.hidden;
    assert_eq!(chosen.links.is_empty(), hidden);
    assert_eq!(chosen.languages.is_empty(), hidden);
    assert_eq!(chosen.skill_details[0].evidence.is_empty(), hidden);
    assert_eq!(chosen.skill_details[0].level, Some(Level::Alone));
    assert_eq!(page.applicants[0].skills_shown, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn recommendations_say_why_and_what_is_missing(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, cx) = whole(&world, "Maya Okafor").await;
    let (easy, long) = (project(&world, 1, 6).await, project(&world, 1, 12).await);
    let seen = projects::recommended(&cx).await.unwrap();
    assert!(!seen.blank && seen.best.is_empty(), "both suit a first project and stand there");
    let order: Vec<_> = seen.first.iter().map(|one| one.card.id).collect();
    assert_eq!(order, [easy, long]);
    let said = &seen.first[0].said;
    assert!(said.reasons.contains(&Reason::Uses(vec!["Excel".into()])));
    assert!(said.reasons.contains(&Reason::FitsWeek { hours: 6, days: vec![1, 3] }));
    assert!(said.reasons.contains(&Reason::Interest("Data".into())));
    assert!(seen.first[1].said.missing.contains(&Missing::Hours { hours: 12, free: 9 }));
    let again = projects::recommended(&cx).await.unwrap();
    assert_eq!(
        again.first.iter().map(|one| one.said.clone()).collect::<Vec<_>>(),
        seen.first.iter().map(|one| one.said.clone()).collect::<Vec<_>>()
    );
    // Without the skill nothing is left that suits a first project.
    let bare = world.student("Samir Osei").await;
    let bare = world.cx(&bare).await;
    profiles::save_skills(&bare, &[], version(&bare).await, NEVER).await.unwrap();
    let seen = projects::recommended(&bare).await.unwrap();
    assert!(seen.blank && seen.first.is_empty() && seen.best.len() == 2);
    // The list by match has the same order as the home, and other people get the newest first.
    let filter = Filter { sort: Sort::Match, ..Filter::default() };
    let (listing, said) = projects::browse_for(&cx, &filter, Some(maya.id)).await.unwrap();
    assert_eq!(listing.cards.iter().map(|card| card.id).collect::<Vec<_>>(), [easy, long]);
    assert_eq!((listing.count, said.len()), (2, 2));
    let (listing, said) = projects::browse_for(&cx, &filter, None).await.unwrap();
    assert_eq!((listing.cards.len(), said.len()), (2, 0));
    let page = projects::project_page(&cx, easy).await.unwrap();
    assert_eq!(projects::match_of(&cx, &page, maya.id).await.unwrap().as_ref(), Some(&again.first[0].said));
}

/// Who somebody is changes nothing of what they are recommended.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn who_somebody_is_changes_no_recommendation(pool: PgPool) {
    let world = World::new(pool).await;
    project(&world, 1, 6).await;
    let (_, cx) = whole(&world, "Maya Okafor").await;
    let before = projects::recommended(&cx).await.unwrap().first.remove(0).said;
    for (first, gender, origin, disability) in [("no", "man", "black", "yes"), ("", "", "", "")] {
        let said = Demographics::parse(first, gender, [origin], disability).unwrap();
        profiles::save_demographics(&cx, said, NEVER).await.unwrap();
        let said = PrivateFacts::parse("A quiet room", "free", "").unwrap();
        profiles::save_private(&cx, said, version(&cx).await, NEVER).await.unwrap();
        assert_eq!(projects::recommended(&cx).await.unwrap().first.remove(0).said, before);
    }
    let time = FreeTime { weekly_hours: 9, week: FreeWeek::default() };
    profiles::save_time(&cx, time, version(&cx).await, NEVER).await.unwrap();
    assert_ne!(projects::recommended(&cx).await.unwrap().first.remove(0).said, before, "free hours do");
}
