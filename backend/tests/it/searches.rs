//! Finding: misspelled words, filters that are in the way, searches that are kept and their letters.

use backend::projects::{self, Filter};
use backend::searches;
use backend::{Cx, Failure, Once};
use domain::actor::{Person, Role};
use domain::ids::SearchId;
use domain::money::Cents;
use domain::projects::Place;
use domain::refusal::Refusal;
use domain::searches::Part;
use sqlx::PgPool;

use crate::projects::{people, published};
use crate::support::World;

const NEVER: Once = Once(None);

fn once() -> Once {
    Once(Some(backend::new_id()))
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn words(q: &str) -> Filter {
    Filter { q: q.to_owned(), ..Filter::default() }
}

async fn sides(world: &World) -> (Cx, Cx) {
    let (host, staff) = people(world).await;
    (world.cx(&host).await, world.cx(&staff).await)
}

async fn keep(cx: &Cx, name: &str, asked: &[(&str, &str)]) -> SearchId {
    let key = once();
    searches::save(cx, name, &pairs(asked), key).await.expect("kept");
    key.0.expect("a key").into()
}

async fn letters(world: &World, to: &Person) -> i64 {
    sqlx::query_scalar(
        "select count(*) from mails m join people p on p.email = m.to_email
         where p.id = $1 and m.body_text like '%searches with alerts on%'",
    )
    .bind(to.id.0)
    .fetch_one(&world.backend.pool)
    .await
    .expect("a count")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_misspelled_word_finds_what_was_meant(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = sides(&world).await;
    let id = published(&world, &host, &staff).await;
    for typed in ["donnors", "dnoors -museum", "DONNORS"] {
        let (found, _) = projects::browse_for(&staff, &words(typed), None).await.unwrap();
        assert_eq!(found.cards.iter().map(|card| card.id).collect::<Vec<_>>(), [id], "{typed}");
        assert_eq!(
            found.put_right,
            Some(typed.replace("dnoors", "donors").replace("donnors", "donors").replace("DONNORS", "donors"))
        );
    }
    let (right, _) = projects::browse_for(&staff, &words("donors"), None).await.unwrap();
    assert_eq!((right.cards.len(), right.put_right), (1, None));
    // Known words are never replaced, nor is anything when it is asked for exactly, or stands in quotes.
    for filter in [
        Filter { exact: true, ..words("donnors") },
        words("\"donnors\""),
        words("submarine"),
        words("donors submarine"),
        words("' ; -- \0 \"( !"),
    ] {
        let (found, _) = projects::browse_for(&staff, &filter, None).await.unwrap();
        assert!(found.cards.is_empty() && found.put_right.is_none(), "{filter:?}");
    }
    let others = world.other_program().await;
    let (found, _) = projects::browse_for(&others, &words("donnors"), None).await.unwrap();
    assert_eq!((found.cards.len(), found.put_right), (0, None), "each program knows its own words");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_filter_that_is_in_the_way_is_named(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = sides(&world).await;
    let id = published(&world, &host, &staff).await;
    let card = projects::browse(&staff, &Filter::default()).await.unwrap().cards.remove(0);
    let fits = Filter {
        max_hours: Some(card.hours_high),
        from: Some(card.start),
        until: Some(card.end),
        category: card.category.clone(),
        ..words("donors")
    };
    let (found, _) = projects::browse_for(&staff, &fits, None).await.unwrap();
    assert_eq!((found.cards.len(), found.in_the_way.len()), (1, 0));
    let pay = Cents(99_900);
    let (found, _) =
        projects::browse_for(&staff, &Filter { min_pay_per_hour: Some(pay), ..fits.clone() }, None).await.unwrap();
    assert_eq!(found.in_the_way, [(Part::Pay(pay), 1)]);
    let (found, _) =
        projects::browse_for(&staff, &Filter { q: "submarine".into(), ..fits.clone() }, None).await.unwrap();
    assert_eq!(found.in_the_way, [(Part::Words("submarine".into()), 1)]);
    let two = Filter { min_pay_per_hour: Some(pay), max_week: Some(1), ..fits.clone() };
    assert!(projects::browse_for(&staff, &two, None).await.unwrap().0.in_the_way.is_empty(), "no single one");
    let late = Filter { from: Some(domain::time::plus_days(card.start, 1)), ..Filter::default() };
    assert!(projects::browse(&staff, &late).await.unwrap().cards.is_empty());
    // Whom it is open to, and what it counts for.
    let set = "update projects set draft = draft || '{\"campuses\": \"North, Harbor\", \"courses\": \"Statistics\"}' where id = $1";
    sqlx::query(set).bind(id.0).execute(&world.backend.pool).await.unwrap();
    for (campus, credit, count) in [("harbor", false, 1), ("South", false, 0), ("", true, 1), ("north", true, 1)] {
        let filter = Filter { campus: campus.into(), credit, place: Some(Place::Remote), ..Filter::default() };
        let all = Filter { place: None, ..filter.clone() };
        let found = projects::browse(&staff, &all).await.unwrap();
        assert_eq!(found.cards.len(), count, "{campus} {credit}");
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_search_is_kept_once_and_twenty_at_most(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, samir) = (world.student("Maya Okafor").await, world.student("Samir Osei").await);
    let (cx, other) = (world.cx(&maya).await, world.cx(&samir).await);
    let key = once();
    let asked = pairs(&[("q", "museum"), ("after", "x~y"), ("sort", "pay")]);
    searches::save(&cx, "", &asked, key).await.unwrap();
    assert!(matches!(searches::save(&cx, "", &asked, key).await, Err(Failure::AlreadyDone)));
    let again = searches::save(&cx, "Another name", &pairs(&[("q", "museum")]), once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "{again:?}");
    let kept = searches::saved(&cx).await.unwrap();
    assert_eq!((kept.len(), kept[0].name.as_str(), kept[0].alerts), (1, "“museum”", true));
    assert_eq!(kept[0].filter.address(""), "/projects?q=museum&sort=pay");
    assert!(matches!(searches::save(&cx, "", &pairs(&[("sort", "pay")]), once()).await, Err(Failure::Invalid(_))));
    let long = "x".repeat(81);
    assert!(matches!(searches::save(&cx, &long, &pairs(&[("q", "a")]), once()).await, Err(Failure::Invalid(_))));
    // Somebody else's is none of theirs.
    assert!(matches!(searches::remove(&other, kept[0].id, once()).await, Err(Failure::NotFound)));
    assert!(matches!(searches::set_alerts(&other, kept[0].id, false, once()).await, Err(Failure::NotFound)));
    assert!(searches::saved(&other).await.unwrap().is_empty());
    for number in 2..20 {
        keep(&cx, "", &[("hours", &number.to_string())]).await;
    }
    let (a, b) = (pairs(&[("q", "one")]), pairs(&[("q", "two")]));
    let (a, b) = tokio::join!(searches::save(&cx, "", &a, once()), searches::save(&cx, "", &b, once()));
    assert!(a.is_ok() != b.is_ok(), "the twentieth at once with the twenty-first: {a:?} {b:?}");
    searches::remove(&cx, kept[0].id, once()).await.unwrap();
    assert_eq!(searches::saved(&cx).await.unwrap().len(), 19);
    assert_eq!(world.count("events where command = 'keep_search'").await, 20);
    for role in [Role::Staff, Role::Admin, Role::Faculty] {
        let person = world.with_role(&format!("Some {role:?}"), role).await;
        let person = world.cx(&person).await;
        assert!(matches!(searches::saved(&person).await, Err(Failure::NotFound)));
        assert!(matches!(searches::save(&person, "", &pairs(&[("q", "a")]), NEVER).await, Err(Failure::NotFound)));
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn new_projects_come_by_mail_once_a_day(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    let (host, staff) = sides(&world).await;
    published(&world, &host, &staff).await;
    let cx = world.cx(&maya).await;
    keep(&cx, "Donors", &[("q", "donors")]).await;
    keep(&cx, "Everything short", &[("hours", "999")]).await;
    let off = keep(&cx, "Off", &[("place", "remote")]).await;
    searches::set_alerts(&cx, off, false, once()).await.unwrap();
    // What was there already is no news.
    world.wait_days(1);
    assert_eq!(searches::run_timers(&world.system().await).await.unwrap(), 0);
    let (host, staff) = (world.cx(host.person().unwrap()).await, world.cx(staff.person().unwrap()).await);
    let new = published(&world, &host, &staff).await;
    assert_eq!(searches::run_timers(&world.system().await).await.unwrap(), 0, "not before the next morning");
    world.wait_days(1);
    let (one, two) = (world.system().await, world.system().await);
    let (a, b) = tokio::join!(searches::run_timers(&one), searches::run_timers(&two));
    assert_eq!(a.unwrap() + b.unwrap(), 1, "one letter, however many servers");
    let text: String = sqlx::query_scalar("select body_text from mails where subject like '%for “Donors”'")
        .fetch_one(&world.backend.pool)
        .await
        .unwrap();
    assert!(text.contains(&format!("http://foothold.test/projects/{new}")), "{text}");
    assert_eq!(text.matches("/projects/").count(), 1, "the second search found the same project: {text}");
    world.wait_days(1);
    assert_eq!(searches::run_timers(&world.system().await).await.unwrap(), 0, "told once");
    assert_eq!(letters(&world, &maya).await, 1);
    // More than one search names: the other one that finds them names the rest.
    let (host, staff) = (world.cx(host.person().unwrap()).await, world.cx(staff.person().unwrap()).await);
    for _ in 0..7 {
        published(&world, &host, &staff).await;
    }
    world.wait_days(1);
    assert_eq!(searches::run_timers(&world.system().await).await.unwrap(), 1);
    let text: String = sqlx::query_scalar("select body_text from mails where subject like 'New projects for 2%'")
        .fetch_one(&world.backend.pool)
        .await
        .unwrap();
    assert_eq!(text.matches("/projects/").count(), 7, "{text}");
    assert!(text.contains("And 2 more in the list.") && text.contains("2 new projects"), "{text}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_link_in_a_letter_turns_them_off_without_signing_in(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    let cx = world.cx(&maya).await;
    keep(&cx, "Donors", &[("q", "donors")]).await;
    let key: String =
        sqlx::query_scalar("select stop_key from search_rounds").fetch_one(&world.backend.pool).await.unwrap();
    let visit = world.backend.visit(None).await.unwrap();
    assert_eq!(searches::stopping(&visit, &key).await.unwrap().map(|found| found.alerts), Some(1));
    assert_eq!(searches::stopping(&visit, "guess\0").await.unwrap(), None);
    assert!(matches!(searches::stop(&visit, "guess").await, Err(Failure::NotFound)));
    searches::stop(&visit, &key).await.unwrap();
    searches::stop(&visit, &key).await.unwrap();
    let kept = searches::saved(&cx).await.unwrap();
    assert!(!kept[0].alerts, "kept, and silent");
    assert_eq!(world.count("events where command = 'turn_search_alerts_off' and party = 'system'").await, 1);
    let (host, staff) = sides(&world).await;
    published(&world, &host, &staff).await;
    world.wait_days(1);
    assert_eq!(searches::run_timers(&world.system().await).await.unwrap(), 0);
    // On again, only what comes from now on is news.
    searches::set_alerts(&world.cx(&maya).await, kept[0].id, true, once()).await.unwrap();
    world.wait_days(1);
    assert_eq!(searches::run_timers(&world.system().await).await.unwrap(), 0);
}
