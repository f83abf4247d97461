//! What a draft begins from.

use backend::projects::{self, Beginning};
use backend::{Failure, Once};
use domain::actor::Role;
use domain::ids::ProjectId;
use domain::projects::begun::unchecked;
use domain::projects::{Step, paste};
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);
const POSTING: &str = "Title: Map three years of visits\n\nWe need a clean file and five charts.\n\nDeliverables:\n- Clean file of visits\n- Five charts\n\nHours: 15 to 20\nPay: $400\nContact: Ana Reyes, ana@lantern.example\n";

fn once() -> Once {
    Once(Some(backend::new_id()))
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn message(result: Result<ProjectId, Failure>) -> String {
    match result {
        Err(Failure::Invalid(errors)) => errors.0["text"].clone(),
        other => panic!("expected a message, not {other:?}"),
    }
}

async fn set(world: &World, sql: &'static str, id: ProjectId) {
    sqlx::query(sql).bind(id.0).execute(&world.backend.pool).await.expect("changed");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_pasted_text_becomes_a_draft_that_knows_what_it_read(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let (key, text) = (once(), Beginning::Pasted(POSTING.to_owned()));
    let id = projects::start_draft(&cx, world.host, &text, key).await.unwrap();
    assert!(matches!(projects::start_draft(&cx, world.host, &text, key).await, Err(Failure::AlreadyDone)));
    assert_eq!(world.count("projects").await, 1);
    let wizard = projects::wizard(&cx, id).await.unwrap();
    assert_eq!((wizard.draft.title.as_str(), wizard.draft.hours_high), ("Map three years of visits", 20));
    let waiting = unchecked(&wizard.draft);
    assert!(waiting.iter().any(|one| one.field == "title") && waiting.iter().any(|one| one.field == "hours_high"));
    // The one who asks is not overwritten by the one who pastes.
    assert_eq!(wizard.draft.supervisor_email, "ana@lantern.example");

    // Saving a screen keeps the marks; going on from it takes those of this screen away, and changes no version.
    let answers = fields(&[("used_by", "The board")]);
    let saved = projects::save_step(&cx, id, wizard.version, Step::Outcome, &answers, NEVER).await.unwrap();
    assert_eq!(unchecked(&projects::wizard(&cx, id).await.unwrap().draft).len(), waiting.len());
    projects::check_off(&cx, id, Step::Outcome).await.unwrap();
    let after = projects::wizard(&cx, id).await.unwrap();
    assert_eq!(after.version, saved.version);
    assert!(unchecked(&after.draft).iter().all(|one| one.step != Step::Outcome));
    assert!(unchecked(&after.draft).iter().any(|one| one.field == "hours_high"));
    assert_eq!(after.draft.used_by, "The board");
    // Nobody else learns that it exists.
    let stranger = world.cx(&world.other_host_member("Greta Solheim").await).await;
    assert!(matches!(projects::check_off(&stranger, id, Step::Pay).await, Err(Failure::NotFound)));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_text_that_says_nothing_begins_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let long = "a ".repeat(paste::MOST_CHARACTERS);
    for (text, says) in [
        ("", "Paste the text"),
        ("\0\n ", "Paste the text"),
        ("Hm.", "could be read as part of a project"),
        (long.as_str(), "Shorten it"),
    ] {
        let key = once();
        let done = projects::start_draft(&cx, world.host, &Beginning::Pasted(text.to_owned()), key).await;
        assert!(message(done).contains(says), "{says}");
        // The same form can be sent again.
        let done = projects::start_draft(&cx, world.host, &Beginning::Pasted(POSTING.to_owned()), key).await;
        assert!(done.is_ok(), "{done:?}");
    }
    let hostile = format!("{POSTING}\0\u{202e}</textarea><script>");
    assert!(projects::start_draft(&cx, world.host, &Beginning::Pasted(hostile), NEVER).await.is_ok());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nothing_of_another_host_can_be_begun_from(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let other = world.cx(&world.other_host_member("Greta Solheim").await).await;
    let theirs =
        projects::start_draft(&other, world.other_host, &Beginning::Template("grant_map".into()), NEVER).await.unwrap();
    set(&world, "update projects set stage = 'completed' where id = $1", theirs).await;
    for (host, from) in [
        (world.host, Beginning::Copy(theirs)),
        (world.other_host, Beginning::Copy(theirs)),
        (world.host, Beginning::Copy(backend::new_id())),
        (world.host, Beginning::Template("no_such_key".into())),
        (world.host, Beginning::Template(theirs.to_string())),
        (world.other_host, Beginning::Blank),
    ] {
        let done = projects::start_draft(&cx, host, &from, once()).await;
        assert!(matches!(done, Err(Failure::NotFound)), "{from:?}: {done:?}");
    }
    let mine = projects::new_project(&cx, Some(theirs)).await.unwrap();
    assert!(mine.earlier.is_empty());
    // Even a draft that somehow names it shows nothing of it.
    let own = projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await.unwrap();
    sqlx::query("update projects set draft = jsonb_set(draft, '{repeats}', to_jsonb($2::text)) where id = $1")
        .bind(own.0)
        .bind(theirs.to_string())
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let wizard = projects::wizard(&cx, own).await.unwrap();
    assert_eq!((wizard.draft.repeats, wizard.learned), (Some(theirs), None));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_copy_takes_all_but_the_days_and_a_repeat_remembers(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let first = projects::start_draft(&cx, world.host, &Beginning::Template("grant_map".into()), NEVER).await.unwrap();
    let copy = projects::start_draft(&cx, world.host, &Beginning::Copy(first), NEVER).await.unwrap();
    let (was, is) =
        (projects::wizard(&cx, first).await.unwrap().draft, projects::wizard(&cx, copy).await.unwrap().draft);
    assert_eq!((is.title, is.deliverables, is.amount), (was.title.clone(), was.deliverables.clone(), was.amount));
    assert!(is.start.is_none() && is.end.is_none() && is.apply_by.is_none() && is.repeats.is_none());
    assert!(is.milestones.iter().all(|row| row.due.is_none()) && !is.milestones.is_empty());
    assert_eq!(is.fit.template, "grant_map", "its outcome counts for the template");

    set(&world, "update projects set stage = 'completed' where id = $1", first).await;
    let repeat = projects::start_draft(&cx, world.host, &Beginning::Copy(first), NEVER).await.unwrap();
    let wizard = projects::wizard(&cx, repeat).await.unwrap();
    let learned = wizard.learned.unwrap();
    assert_eq!((learned.project, learned.hours, learned.students, learned.minutes), (first, (10, 15), 0, None));
    // A copy of the repeat still repeats the same.
    let again = projects::start_draft(&cx, world.host, &Beginning::Copy(repeat), NEVER).await.unwrap();
    assert_eq!(projects::wizard(&cx, again).await.unwrap().draft.repeats, Some(first));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_was_learned_comes_from_the_record(pool: PgPool) {
    let clock = backend::Clock::fixed(crate::support::START.parse().expect("an instant"));
    let backend = backend::Backend::new(pool, clock, "http://foothold.test", true);
    backend::seed::demo(&backend).await.expect("a world");
    let (project, host, dee): (uuid::Uuid, uuid::Uuid, uuid::Uuid) = sqlx::query_as(
        "select p.id, p.host_id, p.author_id from projects p join hosts h on h.id = p.host_id
         where h.name = 'Harbor Street Pantry' and p.stage = 'completed'",
    )
    .fetch_one(&backend.pool)
    .await
    .unwrap();
    let engagement: uuid::Uuid =
        sqlx::query_scalar("update engagements set revision_round = 1 where project_id = $1 returning id")
            .bind(project)
            .fetch_one(&backend.pool)
            .await
            .unwrap();
    let criterion: String =
        sqlx::query_scalar("select draft -> 'deliverables' -> 0 -> 'criteria' ->> 0 from projects where id = $1")
            .bind(project)
            .fetch_one(&backend.pool)
            .await
            .unwrap();
    // As the rules of an engagement record it.
    sqlx::query(
        "insert into events (id, program_id, subject, subject_id, command, party, reason, policy_version, at)
         select $1, program_id, 'engagement', $2, 'request_revision', 'host', $3, '2026-08-01', updated_at
         from engagements where id = $2",
    )
    .bind(backend::new_id::<uuid::Uuid>())
    .bind(engagement)
    .bind(format!("{criterion}: four rows lack a source."))
    .execute(&backend.pool)
    .await
    .unwrap();
    let person = domain::actor::Person {
        id: dee.into(),
        name: "Dee Lindqvist".into(),
        roles: vec![],
        hosts: vec![(host.into(), domain::actor::HostRole::Owner)],
    };
    let cx = backend.cx(domain::actor::Actor::Person(person)).await.unwrap();
    let id = projects::start_draft(&cx, host.into(), &Beginning::Copy(project.into()), NEVER).await.unwrap();
    let learned = projects::wizard(&cx, id).await.unwrap().learned.unwrap();
    assert_eq!((learned.hours, learned.students, learned.minutes.map(|time| time.0)), ((20, 30), 1, Some(15 * 60)));
    assert_eq!((learned.rounds, learned.criteria), (1, vec![criterion]));
    assert!(learned.planned_days.is_some_and(|days| (15..40).contains(&days)));
    assert!(learned.taken_days.is_some_and(|days| (15..40).contains(&days)));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_begin_for_a_host_and_only_where_it_belongs(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let text = Beginning::Pasted(POSTING.to_owned());
    let id = projects::start_draft(&staff, world.other_host, &text, NEVER).await.unwrap();
    assert_eq!(projects::wizard(&staff, id).await.unwrap().host, "Tideline Museum");
    let nowhere = projects::start_draft(&staff, backend::new_id(), &text, NEVER).await;
    assert!(matches!(nowhere, Err(Failure::NotFound)));
    let student = world.cx(&world.student("Maya Okafor").await).await;
    assert!(matches!(projects::start_draft(&student, world.host, &text, NEVER).await, Err(Failure::NotFound)));
    assert!(matches!(projects::new_project(&student, None).await, Err(Failure::NotFound)));
}
