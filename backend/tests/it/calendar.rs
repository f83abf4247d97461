//! Exam periods, holidays and wage floors: added, ended, taken out; and what another figure would do.

use backend::calendar::{Entry, add_exams, add_holiday, calendar_page, end_floor, remove, set_floor};
use backend::dashboards::preview_figure;
use backend::projects::{self, Beginning};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::money::Cents;
use domain::projects::{State, Step};
use domain::time::parse_day;
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);

async fn admin(world: &World) -> Cx {
    world.cx(&world.with_role("Ada Park", Role::Admin).await).await
}

fn fields(done: Result<(), Failure>) -> Vec<String> {
    match done {
        Err(Failure::Invalid(errors)) => errors.0.into_keys().collect(),
        other => panic!("not refused by field: {other:?}"),
    }
}

fn day(text: &str) -> domain::time::Day {
    parse_day(text).unwrap()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn exams_are_added_ended_and_taken_out_and_their_history_stays(pool: PgPool) {
    let world = World::new(pool).await;
    let ada = admin(&world).await;
    let once = Once(Some(backend::new_id::<domain::ids::EventId>().0));
    add_exams(&ada, "Fall finals", "2026-12-14", "2026-12-18", once).await.unwrap();
    let again = add_exams(&ada, "Fall finals", "2026-12-14", "2026-12-18", once).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)));
    assert_eq!(world.count("exam_periods").await, 1);
    for (first, last) in [("2026-12-18", "2026-12-20"), ("2026-12-10", "2026-12-22"), ("2026-12-15", "2026-12-16")] {
        assert_eq!(fields(add_exams(&ada, "More finals", first, last, NEVER).await), ["first_day"], "{first} {last}");
    }
    // Ahead: taken out, and a new one may begin on the same day.
    remove(&ada, &Entry::Exams(day("2026-12-14")), NEVER).await.unwrap();
    assert!(matches!(remove(&ada, &Entry::Exams(day("2026-12-14")), NEVER).await, Err(Failure::NotFound)));
    let gone = calendar_page(&ada).await.unwrap().exams.remove(0).removed.expect("on record");
    assert_eq!((gone.who.as_str(), gone.on), ("Ada Park", day("2026-12-03")));
    add_exams(&ada, "Finals week", "2026-12-14", "2026-12-16", NEVER).await.unwrap();
    assert_eq!(world.count("exam_periods where removed_at is null and name = 'Finals week'").await, 1);
    // Under way: it ends today. Over: it stays.
    world.wait_days(12);
    let ada = world.cx(ada.person().unwrap()).await;
    remove(&ada, &Entry::Exams(day("2026-12-14")), NEVER).await.unwrap();
    assert_eq!(calendar_page(&ada).await.unwrap().exams[0].last, day("2026-12-15"));
    let over = remove(&ada, &Entry::Exams(day("2026-12-14")), NEVER).await;
    assert!(matches!(over, Err(Failure::Refused(_))), "{over:?}");
    assert_eq!(world.count("events where subject = 'program' and party = 'admin'").await, 4);
    assert_eq!(world.count("events where command = 'end_exams' and reason like '%not 2026-12-16'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_holiday_ahead_moves_the_deadlines_and_can_be_taken_out(pool: PgPool) {
    let world = World::new(pool).await;
    let ada = admin(&world).await;
    let next = async || {
        let cx = world.cx(ada.person().unwrap()).await;
        cx.program().calendar.after(cx.today(), 1)
    };
    assert_eq!(next().await, day("2026-12-04"));
    add_holiday(&ada, "Founders’ Day", "2026-12-04", NEVER).await.unwrap();
    assert_eq!(next().await, day("2026-12-07"));
    assert_eq!(fields(add_holiday(&ada, "Founders’ Day", "2026-12-04", NEVER).await), ["day"]);
    assert_eq!(fields(add_holiday(&ada, "Today", "2026-12-03", NEVER).await), ["day"]);
    remove(&ada, &Entry::Holiday(day("2026-12-04")), NEVER).await.unwrap();
    assert_eq!(next().await, day("2026-12-04"));
    add_holiday(&ada, "Founders’ Day", "2026-12-04", NEVER).await.unwrap();
    assert_eq!(next().await, day("2026-12-07"));
    world.wait_days(2);
    let ada = world.cx(ada.person().unwrap()).await;
    assert!(matches!(remove(&ada, &Entry::Holiday(day("2026-12-04")), NEVER).await, Err(Failure::Refused(_))));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn floors_are_dated_forward_and_the_latest_of_a_place_holds(pool: PgPool) {
    let world = World::new(pool).await;
    let ada = admin(&world).await;
    let set =
        async |state, place, hourly, from| set_floor(&ada, [state, place, hourly, from, "Labor Law 652"], NEVER).await;
    set("NY", "", "16.50", "2026-12-03").await.unwrap();
    set("NY", "New York City", "17.00", "2026-12-03").await.unwrap();
    set("NY", "", "18", "2027-01-01").await.unwrap();
    assert_eq!(fields(set("NY", "", "19", "2027-01-01").await), ["valid_from"], "another begins on that day");
    assert_eq!(fields(set("NY", "", "7", "2027-02-01").await), ["hourly"], "below federal law");
    assert_eq!(fields(set("NY", "", "19", "2026-12-02").await), ["valid_from"], "the past");

    let dee = world.host_member("Dee Lindqvist").await;
    let facts = async || {
        let cx = world.cx(&dee).await;
        let id = projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await.unwrap();
        projects::wizard(&cx, id).await.unwrap().facts
    };
    let new_york = State::from_code("NY").unwrap();
    let known = facts().await;
    assert_eq!(known.state_floors, [(new_york, Cents(1_650))]);
    assert_eq!(known.place_floors, [(new_york, "New York City".to_owned(), Cents(1_700))]);

    // Ended from a day on; taken out before it begins; both stay on the page.
    end_floor(&ada, ["NY", "New York City", "2026-12-05", "Repealed"], NEVER).await.unwrap();
    assert_eq!(fields(end_floor(&ada, ["WA", "", "2026-12-05", "Repealed"], NEVER).await), ["valid_from"]);
    let first = Entry::Floor(new_york, String::new(), day("2026-12-03"));
    assert!(matches!(remove(&ada, &first, NEVER).await, Err(Failure::Refused(_))), "it holds today");
    remove(&ada, &Entry::Floor(new_york, String::new(), day("2027-01-01")), NEVER).await.unwrap();
    world.wait_days(60);
    let known = facts().await;
    assert_eq!(known.state_floors, [(new_york, Cents(1_650))]);
    assert_eq!(known.place_floors, [(new_york, "New York City".to_owned(), Cents(725))]);
    let page = calendar_page(&world.cx(ada.person().unwrap()).await).await.unwrap();
    let shown: Vec<_> = page.floors.iter().map(|row| (row.place.as_str(), row.hourly.0, row.in_force)).collect();
    assert_eq!(
        shown,
        [("", 1_800, false), ("", 1_650, true), ("New York City", 725, true), ("New York City", 1_700, false)]
    );
    assert_eq!(world.count("wage_floors").await, 4, "nothing is deleted");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_an_administrator_opens_it(pool: PgPool) {
    let world = World::new(pool).await;
    for person in [world.with_role("Lucia Ferrand", Role::Staff).await, world.student("Maya Okafor").await] {
        let cx = world.cx(&person).await;
        assert!(matches!(calendar_page(&cx).await, Err(Failure::NotFound)));
        assert!(matches!(add_holiday(&cx, "Day off", "2026-12-24", NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(add_exams(&cx, "Finals", "2026-12-24", "2026-12-25", NEVER).await, Err(Failure::NotFound)));
        let typed = ["NY", "", "17", "2026-12-24", "Labor Law"];
        assert!(matches!(set_floor(&cx, typed, NEVER).await, Err(Failure::NotFound)));
        let entry = Entry::Holiday(day("2026-12-24"));
        assert!(matches!(remove(&cx, &entry, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(preview_figure(&cx, "wage_floor", "20", "2026-12-03").await, Err(Failure::NotFound)));
    }
    assert_eq!(world.count("events where subject = 'program'").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_preview_names_what_would_change_and_keeps_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let ada = admin(&world).await;
    let dee = world.cx(&world.host_member("Dee Lindqvist").await).await;
    let from = Beginning::Template("automate_report".to_owned());
    let mut ids = Vec::new();
    for (stage, weekly) in [("published", "9"), ("submitted", "12"), ("draft", "9")] {
        let id = projects::start_draft(&dee, world.host, &from, NEVER).await.unwrap();
        let version = projects::wizard(&dee, id).await.unwrap().version;
        projects::save_step(&dee, id, version, Step::Pay, &[("weekly_hours".into(), weekly.into())], NEVER)
            .await
            .unwrap();
        sqlx::query(
            "update projects set stage = $2, submitted_at = $3::text::timestamptz, published_at = $3::text::timestamptz,
                 decide_by = apply_by where id = $1",
        )
            .bind(id.0)
            .bind(stage)
            .bind(crate::support::START)
            .execute(&world.backend.pool)
            .await
            .unwrap();
        ids.push(id);
    }
    let look = async |name, value| preview_figure(&ada, name, value, "2026-12-07").await.unwrap();
    let seen = look("weekly_warn", "8").await;
    assert_eq!((seen.before, seen.after), (10, 8));
    let effects = seen.effects;
    assert_eq!((effects.looked_at, effects.warned, effects.blocked, effects.more), (2, 1, 0, false), "no draft");
    assert_eq!(effects.projects.iter().map(|one| one.id).collect::<Vec<_>>(), [ids[0]]);
    assert_eq!(effects.projects[0].findings[0].id, "Q14");
    let effects = look("weekly_warn", "12").await.effects;
    assert_eq!((effects.relieved, effects.projects.len()), (1, 0));
    let effects = look("weekly_refer", "11").await.effects;
    assert_eq!((effects.referred, effects.projects[0].id), (1, ids[1]));
    let effects = look("wage_floor", "200").await.effects;
    assert_eq!((effects.blocked, effects.projects.len()), (2, 2));
    assert_eq!(look("offer_hours", "72").await.effects.projects, [], "no rule reads it");

    for (name, value, on) in
        [("weekly_warn", "21", "2026-12-07"), ("weekly_warn", "16", "2026-12-07"), ("wage_floor", "16", "")]
    {
        assert!(matches!(preview_figure(&ada, name, value, on).await, Err(Failure::Invalid(_))), "{name} {value} {on}");
    }
    assert_eq!(world.count("policies").await, 0);
    assert_eq!(world.count("events where command = 'set_policy'").await, 0);
}
