//! What stands beside the wizard: what others pay, the calendar's facts, and the page as a student would see it.

use backend::projects::{self, Beginning};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::ids::HostId;
use domain::money::Cents;
use domain::projects::{State, Step};
use domain::time::Instant;
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);

async fn host_of(world: &World, name: &str) -> HostId {
    let id: HostId = backend::new_id();
    sqlx::query("insert into hosts (id, name, created_at, updated_at) values ($1, $2, $3, $3)")
        .bind(id.0)
        .bind(name)
        .bind(jiff_sqlx::Timestamp::from(world.now()))
        .execute(&world.backend.pool)
        .await
        .expect("a host");
    id
}

/// A project that ended with this net pay an hour.
async fn paid(world: &World, cx: &Cx, host: HostId, category: &str, net: i64, published: Instant) {
    sqlx::query(
        "insert into projects (id, program_id, host_id, author_id, stage, draft, category, net_per_hour_cents, published_at,
            created_at, updated_at) values ($1, $2, $3, $4, 'completed', '{}', $5, $6, $7, $7, $7)",
    )
    .bind(backend::new_id::<uuid::Uuid>())
    .bind(world.program.0)
    .bind(host.0)
    .bind(cx.actor().person_id().expect("a person").0)
    .bind(category)
    .bind(net)
    .bind(jiff_sqlx::Timestamp::from(published))
    .execute(&world.backend.pool)
    .await
    .expect("a project");
}

/// Below five projects or three hosts a range would show what one host pays; then the program speaks for the category, and
/// nothing when it has too few as well.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_range_is_shown_only_when_it_gives_nobody_away(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let asking = projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await.unwrap();
    let range = async || projects::pay_range(&cx, "Marketing", asking).await.unwrap();
    let (one, two, three) = (world.host, world.other_host, host_of(&world, "Lantern Legal Aid").await);
    let now = world.now();
    for (host, net) in [(one, 1_600), (one, 1_800), (two, 2_000), (two, 2_200)] {
        paid(&world, &cx, host, "Marketing", net, now).await;
    }
    assert_eq!(range().await, None, "four projects");
    paid(&world, &cx, one, "Marketing", 2_400, now).await;
    assert_eq!(range().await, None, "two hosts");
    paid(&world, &cx, three, "Software", 9_000, now).await;
    let all = range().await.expect("of the program");
    assert_eq!((all.category, all.projects, all.low, all.high), (None, 6, Cents(1_800), Cents(2_400)));
    let long_ago = domain::time::plus_hours(now, -24 * 760);
    paid(&world, &cx, three, "Marketing", 100, long_ago).await;
    assert_eq!(range().await.and_then(|range| range.category), None, "older than 24 months");
    paid(&world, &cx, three, "Marketing", 2_600, now).await;
    let same = range().await.expect("of the category");
    assert_eq!(
        (same.category.as_deref(), same.projects, same.low, same.high),
        (Some("Marketing"), 6, Cents(1_800), Cents(2_400))
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn exams_and_the_floor_of_a_state_reach_the_check(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let from = Beginning::Template("automate_report".to_owned());
    let id = projects::start_draft(&cx, world.host, &from, NEVER).await.unwrap();
    for (first, last) in [("2026-12-14", "2026-12-18"), ("2025-12-15", "2025-12-19")] {
        sqlx::query("insert into exam_periods (program_id, first_day, last_day, name) values ($1, $2::date, $3::date, 'Finals')")
            .bind(world.program.0)
            .bind(first)
            .bind(last)
            .execute(&world.backend.pool)
            .await
            .expect("exams");
    }
    for (day, cents) in [("2025-01-01", 1_650), ("2026-01-01", 2_500), ("2027-01-01", 9_900)] {
        sqlx::query("insert into wage_floors (program_id, state, valid_from, cents, source) values ($1, 'NY', $2::date, $3, 'Labor Law')")
            .bind(world.program.0)
            .bind(day)
            .bind(i64::from(cents))
            .execute(&world.backend.pool)
            .await
            .expect("a floor");
    }
    let wizard = projects::wizard(&cx, id).await.unwrap();
    let day = |text| domain::time::parse_day(text).unwrap();
    assert_eq!(wizard.facts.exams, [(day("2026-12-14"), day("2026-12-18"))], "what is over is left out");
    assert_eq!(wizard.facts.state_floors, [(State::from_code("NY").unwrap(), Cents(2_500))], "the one in force");
    assert!(wizard.report.at("amount").is_empty());
    let known: Vec<_> = wizard.facts.coming_floors.iter().map(|one| (one.from, one.floor)).collect();
    assert_eq!(known, [(day("2027-01-01"), Cents(9_900))], "the one to come");
    let site = [("place", "on_site"), ("address", "12 Mill Lane"), ("state", "NY")];
    let site = site.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let saved = projects::save_step(&cx, id, wizard.version, Step::Pay, &site, NEVER).await.unwrap();
    assert!(saved.errors.is_empty());
    let found = projects::wizard(&cx, id).await.unwrap().report;
    assert_eq!(found.at("amount").iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>(), ["Q08"]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_template_begins_outside_exams_and_answers_before_its_first_day(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let from = Beginning::Template("automate_report".to_owned());
    let draft = async || {
        let id = projects::start_draft(&cx, world.host, &from, NEVER).await.unwrap();
        (id, projects::wizard(&cx, id).await.unwrap().draft)
    };
    let (id, plain) = draft().await;
    let (first, last) = (plain.start.unwrap(), plain.end.unwrap());
    assert!(domain::applications::decision_due(plain.apply_by.unwrap(), cx.policy(), &cx.program().calendar) < first);
    sqlx::query(
        "insert into exam_periods (program_id, first_day, last_day, name) values ($1, $2::date, $3::date, 'Finals')",
    )
    .bind(world.program.0)
    .bind(domain::time::iso(first))
    .bind(domain::time::iso(last))
    .execute(&world.backend.pool)
    .await
    .expect("exams");
    let (_, later) = draft().await;
    assert!(later.start.unwrap() > last, "{:?}", later.start);
    // The calendar of the older draft shows what it meets; nobody else reads it.
    let strip = projects::schedule(&cx, id).await.unwrap().unwrap();
    assert!(strip.marks.iter().any(|mark| mark.kind == domain::projects::MarkKind::Exams));
    let stranger = world.cx(&world.student("Maya Alvarez").await).await;
    assert!(matches!(projects::schedule(&stranger, id).await, Err(Failure::NotFound)));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_draft_is_previewed_by_its_own_people_only(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let id = projects::start_draft(&host, world.host, &Beginning::Blank, NEVER).await.unwrap();
    let shown = projects::preview(&host, id).await.unwrap();
    assert!(!shown.open && shown.host.name == "Harbor Street Pantry");
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    assert!(projects::preview(&staff, id).await.is_ok());
    for other in [world.other_host_member("Eva Stone").await, world.student("Maya Okafor").await] {
        let other = world.cx(&other).await;
        assert!(matches!(projects::preview(&other, id).await, Err(Failure::NotFound)));
    }
}

/// A host may hide names where the program does not; where it does, nobody can show them.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_can_ask_for_hidden_names(pool: PgPool) {
    let world = World::new(pool).await;
    let at = jiff_sqlx::Timestamp::from(world.now());
    sqlx::query("insert into policies (program_id, name, valid_from, value, source, created_at) values ($1, 'blind_selection', '2026-01-01', 0, 'A test', $2)")
        .bind(world.program.0)
        .bind(at)
        .execute(&world.backend.pool)
        .await
        .expect("a policy");
    let cx = world.cx(&world.host_member("Tomas Vidal").await).await;
    let id = projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await.unwrap();
    let blind = async || backend::applications::applicants_page(&cx, id, None).await.unwrap().blind;
    assert!(!blind().await);
    let version = projects::wizard(&cx, id).await.unwrap().version;
    projects::save_step(&cx, id, version, Step::Terms, &[("blind".into(), "yes".into())], NEVER).await.unwrap();
    assert!(blind().await);
}
