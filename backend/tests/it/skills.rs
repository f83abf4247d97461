//! A program's own skills beside the list that comes with the product.

use backend::{Failure, Once, profiles, skills};
use domain::actor::Role;
use domain::skills::SkillRow;
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_extend_the_vocabulary_and_profiles_follow(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    let maya = world.cx(&maya).await;
    let row = |name: &str| SkillRow { name: name.into(), ..SkillRow::default() };
    let drawn = profiles::profile(&maya).await.unwrap().version;
    profiles::save_skills(&maya, &[row("Excel"), row("Kayak trips")], drawn, NEVER).await.unwrap();
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    let staff = world.cx(&staff).await;
    let unlisted = skills::skills_page(&staff).await.unwrap().unlisted;
    assert_eq!(unlisted.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Kayak trips"], "Excel is known");
    let once = Once(Some(backend::new_id()));
    skills::add(&staff, "River kayaking", "kayak trips, canoe tours", once).await.unwrap();
    assert!(matches!(skills::add(&staff, "River kayaking", "", once).await, Err(Failure::AlreadyDone)));
    for (name, also, field) in [("excel", "", "name"), ("KAYAK TRIPS", "", "name"), ("Boats", "ms excel", "also")] {
        let wrong = skills::add(&staff, name, also, NEVER).await;
        assert!(matches!(&wrong, Err(Failure::Invalid(errors)) if errors.0.contains_key(field)), "{name}: {wrong:?}");
    }
    profiles::save_skills(&maya, &[row("canoe tours")], drawn + 1, NEVER).await.unwrap();
    assert_eq!(profiles::profile(&maya).await.unwrap().skills[0].name, "River kayaking");
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let blank = backend::projects::Beginning::Blank;
    let project = backend::projects::start_draft(&host, world.host, &blank, NEVER).await.unwrap();
    let version = backend::projects::wizard(&host, project).await.unwrap().version;
    let named = [("skill_1_name".to_owned(), "kayak trips".to_owned())];
    let step = domain::projects::Step::Skills;
    backend::projects::save_step(&host, project, version, step, &named, NEVER).await.unwrap();
    assert_eq!(world.count("projects where skills = '{River kayaking}'").await, 1, "projects follow too");
    let view = skills::skills_page(&staff).await.unwrap();
    assert_eq!((view.own.len(), view.own[0].students, view.own[0].by.as_str()), (1, 1, "Lucia Ferrand"));
    let id = view.own[0].id;
    skills::remove(&staff, id, NEVER).await.unwrap();
    assert!(matches!(skills::remove(&staff, id, NEVER).await, Err(Failure::NotFound)));
    assert_eq!(world.count("events where subject = 'skill' and command in ('add', 'remove')").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_staff_keep_it_and_two_at_once_add_one(pool: PgPool) {
    let world = World::new(pool).await;
    for role in [Role::Student, Role::Faculty, Role::Finance, Role::Dso] {
        let person = world.with_role(&format!("Some {role:?}"), role).await;
        let cx = world.cx(&person).await;
        assert!(matches!(skills::add(&cx, "River kayaking", "", NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(skills::skills_page(&cx).await, Err(Failure::NotFound)));
    }
    let (one, two) =
        (world.with_role("Lucia Ferrand", Role::Staff).await, world.with_role("Ada Park", Role::Admin).await);
    let (one, two) = (world.cx(&one).await, world.cx(&two).await);
    let (first, second) =
        tokio::join!(skills::add(&one, "River kayaking", "", NEVER), skills::add(&two, "river kayaking", "", NEVER));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let lost = first.err().or(second.err());
    assert!(matches!(lost, Some(Failure::Invalid(_))), "{lost:?}");
    assert_eq!(world.count("program_skills").await, 1);
}
