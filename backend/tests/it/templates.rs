//! Templates a program makes of its finished projects.

use backend::projects::{self, Beginning};
use backend::{Cx, Failure, Once, templates};
use domain::actor::Role;
use domain::ids::{ProjectId, TemplateId};
use domain::projects::Step;
use domain::refusal::Refusal;
use domain::templates::{Command, Stage};
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);

fn once() -> Once {
    Once(Some(backend::new_id()))
}

fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// A project of the host that ended so.
async fn ended(world: &World, host: &Cx, from: Beginning, stage: &str) -> ProjectId {
    let id = projects::start_draft(host, world.host, &from, NEVER).await.expect("a draft");
    sqlx::query("update projects set stage = $2, published_at = created_at where id = $1")
        .bind(id.0)
        .bind(stage)
        .execute(&world.backend.pool)
        .await
        .expect("ended");
    id
}

async fn finished(world: &World, host: &Cx) -> ProjectId {
    let id = ended(world, host, Beginning::Template("grant_map".into()), "draft").await;
    let version = projects::wizard(host, id).await.expect("the wizard").version;
    let answers = [
        ("problem", "Harbor Street Pantry looks for money. Ask Tomas or tomas@example.test by 12 May 2026."),
        ("used_by", "Tomas Vidal, to choose"),
    ];
    let answers: Vec<_> = answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    projects::save_step(host, id, version, Step::Outcome, &answers, NEVER).await.expect("kept");
    sqlx::query("update projects set stage = 'completed' where id = $1")
        .bind(id.0)
        .execute(&world.backend.pool)
        .await
        .expect("completed");
    id
}

async fn cast(world: &World) -> (Cx, Cx) {
    let host = world.host_member("Tomas Vidal").await;
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    (world.cx(&host).await, world.cx(&staff).await)
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_finished_project_becomes_a_template_without_its_names(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = cast(&world).await;
    let project = finished(&world, &host).await;
    let key = once();
    let id = templates::make(&staff, project, key).await.unwrap();
    assert!(matches!(templates::make(&staff, project, key).await, Err(Failure::AlreadyDone)));
    assert!(
        matches!(refused(templates::make(&staff, project, once()).await), Refusal::Rule(words) if words.contains("already"))
    );
    assert_eq!(world.count("program_templates").await, 1);
    let kept: String = sqlx::query_scalar("select title || draft::text from program_templates")
        .fetch_one(&world.backend.pool)
        .await
        .unwrap();
    for name in ["Harbor", "Tomas", "Vidal", "@", "2026"] {
        assert!(!kept.contains(name), "{name} is left in {kept}");
    }
    let page = templates::template_page(&staff, id).await.unwrap();
    assert_eq!(
        page.draft.problem,
        "Our organisation looks for money. Ask the supervisor or our email address by the agreed day."
    );
    assert_eq!(
        (page.stage, page.needs, page.weeks),
        (Stage::Prepared, vec!["money".to_owned(), "research".to_owned()], 2)
    );
    assert_eq!(world.count("events where subject = 'template' and command = 'make' and host_id is null").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn it_is_offered_once_published_and_no_longer_once_retired(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = cast(&world).await;
    let project = finished(&world, &host).await;
    let id = templates::make(&staff, project, NEVER).await.unwrap();
    let begin = || Beginning::Template(id.to_string());
    let offers = async || templates::offered(&host).await.unwrap().into_iter().filter(|offer| offer.own).count();
    assert_eq!(offers().await, 0);
    assert!(matches!(projects::start_draft(&host, world.host, &begin(), NEVER).await, Err(Failure::NotFound)));
    assert!(matches!(templates::preview(&host, &id.to_string()).await, Err(Failure::NotFound)));
    templates::publish(&staff, id, NEVER).await.unwrap();
    assert_eq!(offers().await, 1);
    assert!(templates::preview(&host, &id.to_string()).await.unwrap().own);
    let other = world.cx(&world.other_host_member("Greta Solheim").await).await;
    let begun = projects::start_draft(&other, world.other_host, &begin(), NEVER).await.unwrap();
    let draft = projects::wizard(&other, begun).await.unwrap().draft;
    assert_eq!(draft.fit.template, id.to_string());
    assert!(draft.start.is_some() && draft.repeats.is_none() && draft.supervisor_name == "Greta Solheim");
    assert_eq!(templates::template_page(&staff, id).await.unwrap().offers, [Command::Correct, Command::Retire]);
    templates::retire(&staff, id, NEVER).await.unwrap();
    assert_eq!(offers().await, 0);
    assert!(matches!(projects::start_draft(&host, world.host, &begin(), NEVER).await, Err(Failure::NotFound)));
    assert!(matches!(refused(templates::publish(&staff, id, NEVER).await), Refusal::NotNow { .. }));
    // The project is free for another one.
    templates::make(&staff, project, NEVER).await.unwrap();
    assert_eq!(world.count("events where subject = 'template'").await, 4);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_correction_needs_a_title_a_need_and_the_newest_version(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = cast(&world).await;
    let id = templates::make(&staff, finished(&world, &host).await, NEVER).await.unwrap();
    let needs = vec!["money".to_owned(), "no_such_need".to_owned()];
    let wrong = templates::correct(&staff, id, 1, " ", &["x".to_owned()], "…", NEVER).await;
    let Err(Failure::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(errors.0.keys().map(String::as_str).collect::<Vec<_>>(), ["name", "needs", "title"]);
    templates::correct(&staff, id, 1, "Find five funders", &needs, "money", NEVER).await.unwrap();
    let page = templates::template_page(&staff, id).await.unwrap();
    assert_eq!((page.draft.title.as_str(), page.needs.as_slice(), page.version), ("Find five funders", &needs[..1], 2));
    assert!(page.draft.problem.contains("looks for (name)."), "{}", page.draft.problem);
    let late = templates::correct(&staff, id, 1, "Find six funders", &needs, "", NEVER).await;
    assert_eq!(refused(late), Refusal::Changed);
    // Two at once: one wins.
    let one = templates::correct(&staff, id, 2, "Find six funders", &needs, "", NEVER);
    let two = templates::correct(&staff, id, 2, "Find seven funders", &needs, "", NEVER);
    let (one, two) = tokio::join!(one, two);
    assert!(one.is_ok() != two.is_ok());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_but_staff_keeps_templates_and_only_of_finished_projects(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = cast(&world).await;
    let project = finished(&world, &host).await;
    let id = templates::make(&staff, project, NEVER).await.unwrap();
    let running = ended(&world, &host, Beginning::Blank, "draft").await;
    for project in [running, backend::new_id()] {
        assert!(matches!(templates::make(&staff, project, NEVER).await, Err(Failure::NotFound)));
    }
    let nobody: TemplateId = backend::new_id();
    assert!(matches!(templates::publish(&staff, nobody, NEVER).await, Err(Failure::NotFound)));
    let faculty = world.cx(&world.with_role("Ruth Adeyemi", Role::Faculty).await).await;
    let student = world.cx(&world.student("Maya Okafor").await).await;
    for cx in [&host, &faculty, &student] {
        assert!(matches!(templates::make(cx, project, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(templates::publish(cx, id, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(templates::correct(cx, id, 1, "Title", &[], "", NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(templates::program_templates(cx).await, Err(Failure::NotFound)));
        assert!(matches!(templates::template_page(cx, id).await, Err(Failure::NotFound)));
    }
    assert!(matches!(templates::offered(&student).await, Err(Failure::NotFound)));
    assert!(templates::offered(&faculty).await.is_ok());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn templates_that_proved_themselves_come_first(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = cast(&world).await;
    let key = |offer: &templates::Offer| offer.template.key.clone();
    let given: Vec<String> = templates::offered(&host).await.unwrap().iter().map(key).collect();
    assert_eq!((given.len(), given[0].as_str()), (12, "competitor_prices"));
    for (template, stage, times) in [
        ("volunteer_guide", "completed", 5),
        ("volunteer_guide", "cancelled", 1),
        ("grant_map", "completed", 4),
        ("competitor_prices", "cancelled", 5),
    ] {
        for _ in 0..times {
            ended(&world, &host, Beginning::Template(template.into()), stage).await;
        }
    }
    let offers = templates::offered(&host).await.unwrap();
    let order: Vec<String> = offers.iter().map(key).collect();
    let mut expected = given.clone();
    expected.retain(|key| key != "volunteer_guide" && key != "competitor_prices");
    expected.insert(0, "volunteer_guide".to_owned());
    expected.push("competitor_prices".to_owned());
    assert_eq!(order, expected);
    assert_eq!(offers[0].outcomes.words().as_deref(), Some("Finished 5 of 6 times"));
    let grants = offers.iter().find(|offer| offer.template.key == "grant_map").unwrap();
    assert_eq!((grants.outcomes.finished, grants.outcomes.words()), (4, None));
    // One that was called off before students saw it proves nothing.
    let hidden = ended(&world, &host, Beginning::Template("grant_map".into()), "cancelled").await;
    sqlx::query("update projects set published_at = null where id = $1")
        .bind(hidden.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    assert_eq!(templates::preview(&host, "grant_map").await.unwrap().outcomes.finished, 4);
    assert!(templates::program_templates(&staff).await.unwrap().rows.is_empty());
}
