//! Joining, signing in and out, links in mail, the people of a program.

use backend::people::{self, PeopleFilter, sessions};
use backend::{Failure, Once, Visit, profiles};
use domain::actor::Role;
use domain::hosts::NewHost;
use domain::people::{Email, NewHostPerson, NewStudent, StudentProfile};
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::support::World;

const PASSWORD: &str = "correct horse battery";

async fn visit(world: &World) -> Visit {
    world.backend.visit(None).await.expect("the world allows it")
}

async fn sign_up(world: &World, name: &str, email: &str) {
    let new = NewStudent::parse(name, email, PASSWORD).expect("the world allows it");
    people::sign_up_student(&visit(world).await, new, "Rivermark College", "").await.expect("the world allows it");
}

/// The secret in the latest mail to an address.
async fn token(world: &World, email: &str) -> String {
    let body: String = sqlx::query_scalar("select body_text from mails where to_email = $1 order by id desc limit 1")
        .bind(email)
        .fetch_one(&world.backend.pool)
        .await
        .expect("the world allows it");
    body.split("token=").nth(1).expect("the world allows it").lines().next().expect("the world allows it").to_owned()
}

async fn confirm(world: &World, link: &str, password: &str) -> Result<String, Failure> {
    let origin = sessions::Origin { address: "192.0.2.1", user_agent: "Firefox", session: None };
    people::confirm_email(&visit(world).await, link, password, origin).await
}

/// A student who can sign in.
async fn member(world: &World, name: &str, email: &str) {
    sign_up(world, name, email).await;
    confirm(world, &token(world, email).await, PASSWORD).await.expect("the world allows it");
}

async fn sign_in(world: &World, email: &str, password: &str) -> Result<String, Failure> {
    let origin = sessions::Origin { address: "192.0.2.1", user_agent: "Firefox", session: None };
    sessions::sign_in(&visit(world).await, email, password, origin).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_student_signs_up_confirms_and_signs_in(pool: PgPool) {
    let world = World::new(pool).await;
    sign_up(&world, "Maya Okafor", "Maya@Rivermark.example").await;
    assert!(matches!(
        sign_in(&world, "maya@rivermark.example", PASSWORD).await,
        Err(Failure::Refused(Refusal::Rule(_)))
    ));
    assert_eq!(world.count("mails where to_email = 'maya@rivermark.example'").await, 2, "the first link and a new one");
    let link = token(&world, "maya@rivermark.example").await;
    let session = confirm(&world, &link, PASSWORD).await.unwrap();
    assert!(sessions::recognise(&world.backend, &session).await.unwrap().is_some(), "confirming signs in");
    let again = confirm(&world, &link, PASSWORD).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "a link works once");
    let session = sign_in(&world, " MAYA@rivermark.example", PASSWORD).await.unwrap();
    let (person, hash) = sessions::recognise(&world.backend, &session).await.unwrap().unwrap();
    assert_eq!(
        (person.name.as_str(), person.roles.as_slice()),
        ("Maya Okafor", [(world.program, Role::Student)].as_slice())
    );
    assert!(sessions::stands(&world.backend, &hash).await.unwrap());
    assert!(sessions::recognise(&world.backend, "made-up").await.unwrap().is_none());
    assert_eq!(world.count("events where command = 'sign_up' and student_id is not null").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn unknown_address_and_wrong_password_are_answered_alike(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    sign_up(&world, "Samir Osei", "samir@rivermark.example").await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("maya@rivermark.example", "wrong horse battery"),
        ("nobody@rivermark.example", PASSWORD),
        ("samir@rivermark.example", "wrong horse battery"),
        ("not an address", PASSWORD),
    ] {
        let Err(Failure::Invalid(errors)) = sign_in(&world, email, password).await else { panic!("{email} got in") };
        answers.push(errors);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn ten_failures_close_an_account_for_a_while(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    for _ in 0..9 {
        assert!(matches!(sign_in(&world, "maya@rivermark.example", "wrong").await, Err(Failure::Invalid(_))));
    }
    sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    assert_eq!(
        world.count("sign_in_failures where throttle_key like 'account:%'").await,
        0,
        "the right password forgets them"
    );
    for email in ["maya@rivermark.example", "nobody@rivermark.example"] {
        for _ in 0..10 {
            assert!(matches!(sign_in(&world, email, "wrong").await, Err(Failure::Invalid(_))));
        }
        assert!(matches!(sign_in(&world, email, PASSWORD).await, Err(Failure::TooMany)), "{email}");
    }
    world.wait_hours(1);
    sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn guesses_at_the_same_instant_all_count(pool: PgPool) {
    let world = World::new(pool).await;
    let visit = visit(&world).await;
    let guess = || sessions::sign_in(&visit, "nobody@rivermark.example", "wrong", sessions::Origin::default());
    let mut refused = 0;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let visit = visit.clone();
        tries.spawn(async move {
            sessions::sign_in(&visit, "maya@rivermark.example", "wrong", sessions::Origin::default()).await
        });
    }
    while let Some(answer) = tries.join_next().await {
        refused += i32::from(matches!(answer.unwrap(), Err(Failure::TooMany)));
    }
    assert_eq!(refused, 6);
    assert!(matches!(guess().await, Err(Failure::Invalid(_))), "another account is not closed");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn sessions_end_idle_and_in_any_case(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    let idle = sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    let used = sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    for _ in 0..5 {
        world.wait_days(12);
        let stands = sessions::recognise(&world.backend, &used).await.unwrap().is_some();
        assert_eq!(
            stands,
            world.now() < domain::time::plus_hours(crate::support::START.parse().unwrap(), 60 * 24),
            "at {}",
            world.now()
        );
        assert!(world.count("sessions").await >= 1);
    }
    assert!(sessions::recognise(&world.backend, &idle).await.unwrap().is_none());
    people::purge(&world.backend).await.unwrap();
    assert_eq!(world.count("sessions").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_suspended_person_is_nobody_at_once(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    let session = sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    sqlx::query("update people set standing = 'suspended'").execute(&world.backend.pool).await.unwrap();
    assert!(sessions::recognise(&world.backend, &session).await.unwrap().is_none());
    assert!(matches!(sign_in(&world, "maya@rivermark.example", PASSWORD).await, Err(Failure::Refused(_))));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_new_password_ends_every_session_and_works_once(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    let session = sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    let visit = visit(&world).await;
    sqlx::query(
        "insert into calendar_feeds (program_id, person_id, token_hash, created_at)
         select r.id, p.id, 'secret', p.created_at from people p cross join programs r where p.email = $1",
    )
    .bind("maya@rivermark.example")
    .execute(&world.backend.pool)
    .await
    .unwrap();
    assert_eq!(world.count("calendar_feeds").await, 1);
    let before = world.count("mails").await;
    people::request_reset(&visit, &Email::parse("nobody@rivermark.example").unwrap(), "").await.unwrap();
    assert_eq!(world.count("mails").await, before);
    people::request_reset(&visit, &Email::parse("maya@rivermark.example").unwrap(), "").await.unwrap();
    let link = token(&world, "maya@rivermark.example").await;
    assert!(matches!(people::reset_password(&visit, &link, "short").await, Err(Failure::Invalid(_))));
    people::reset_password(&visit, &link, "seven green bicycles").await.unwrap();
    assert_eq!(world.count("calendar_feeds").await, 0, "the address of the calendar is a key as well");
    assert!(people::reset_password(&visit, &link, "eight green bicycles").await.is_err());
    assert!(sessions::recognise(&world.backend, &session).await.unwrap().is_none());
    assert!(sign_in(&world, "maya@rivermark.example", PASSWORD).await.is_err());
    sign_in(&world, "maya@rivermark.example", "seven green bicycles").await.unwrap();
    people::request_reset(&visit, &Email::parse("maya@rivermark.example").unwrap(), "").await.unwrap();
    let late = token(&world, "maya@rivermark.example").await;
    world.wait_hours(2);
    let later = self::visit(&world).await;
    assert!(matches!(people::reset_password(&later, &late, "nine green bicycles").await, Err(Failure::Refused(_))));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn signing_in_rotates_and_signing_out_everywhere_ends_all(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    let first = sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    let (person, hash) = sessions::recognise(&world.backend, &first).await.unwrap().unwrap();
    let origin = sessions::Origin { session: Some(&hash), ..sessions::Origin::default() };
    let second = sessions::sign_in(&visit(&world).await, "maya@rivermark.example", PASSWORD, origin).await.unwrap();
    assert!(sessions::recognise(&world.backend, &first).await.unwrap().is_none());
    let third = sign_in(&world, "maya@rivermark.example", PASSWORD).await.unwrap();
    let cx = world.cx(&person).await;
    let (_, here) = sessions::recognise(&world.backend, &second).await.unwrap().unwrap();
    let account = people::account(&cx, &here).await.unwrap();
    let (all, here) = (account.sessions.len(), account.sessions.iter().filter(|s| s.here).count());
    assert_eq!((all, here), (3, 1), "the one that confirming the address began, and these two");
    sessions::end_all(&cx).await.unwrap();
    for session in [second, third] {
        assert!(sessions::recognise(&world.backend, &session).await.unwrap().is_none());
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_address_that_is_taken_is_not_told_to_strangers(pool: PgPool) {
    let world = World::new(pool).await;
    member(&world, "Maya Okafor", "maya@rivermark.example").await;
    let new = NewStudent::parse("Somebody Else", "maya@rivermark.example", "seven green bicycles").unwrap();
    people::sign_up_student(&visit(&world).await, new, "Rivermark College", "").await.unwrap();
    assert_eq!(world.count("people").await, 1);
    assert_eq!(world.count("mails where subject = 'You already have an account'").await, 1);
    assert!(sign_in(&world, "maya@rivermark.example", "seven green bicycles").await.is_err());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_registers_and_staff_hear_of_it(pool: PgPool) {
    let world = World::new(pool).await;
    world.with_role("Lucia Ferrand", Role::Staff).await;
    let host =
        NewHost::parse("Alder Street School", "government", "alder.example", "We teach reading with volunteers.");
    let new = NewHostPerson::parse("Dee Lindqvist", "dee@alder.example", PASSWORD, host).unwrap();
    people::sign_up_host(&visit(&world).await, new, "").await.unwrap();
    assert_eq!(world.count("host_standings where stage = 'pending'").await, 1);
    assert_eq!(world.count("hosts where name = 'Alder Street School' and kind = 'government'").await, 1);
    assert_eq!(
        world
            .count("events where subject = 'host' and command = 'register' and stage_to = 'pending' and party = 'host'")
            .await,
        1
    );
    assert_eq!(
        world.count("mails where to_email = 'lucia.ferrand@example.test' and body_text like '%/staff/hosts/%'").await,
        1
    );
    confirm(&world, &token(&world, "dee@alder.example").await, PASSWORD).await.unwrap();
    let session = sign_in(&world, "dee@alder.example", PASSWORD).await.unwrap();
    let (person, _) = sessions::recognise(&world.backend, &session).await.unwrap().unwrap();
    assert_eq!((person.roles.len(), person.hosts.len()), (0, 1));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn whoever_signs_up_first_gets_nothing_by_the_owners_click(pool: PgPool) {
    let world = World::new(pool).await;
    let email = "maya@rivermark.example";
    let stranger = NewHostPerson::parse(
        "Mallory Attacker",
        email,
        "a stranger's password",
        NewHost::parse("Evil Works", "business", "", "We do things that nobody asked for."),
    );
    people::sign_up_host(&visit(&world).await, stranger.unwrap(), "").await.unwrap();
    let first = token(&world, email).await;
    sign_up(&world, "Maya Okafor", email).await;
    let second = token(&world, email).await;

    for link in [&first, &second] {
        let refused = confirm(&world, link, "a stranger's password").await;
        assert!(matches!(refused, Err(Failure::Invalid(_))), "the password of whoever signed up last counts");
    }
    let session = confirm(&world, &second, PASSWORD).await.unwrap();
    let (person, _) = sessions::recognise(&world.backend, &session).await.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.hosts.len()), ("Maya Okafor", 0));
    assert!(sign_in(&world, email, "a stranger's password").await.is_err());

    // A confirmed account is nobody's to take over.
    sign_up(&world, "Mallory Attacker", email).await;
    assert!(sign_in(&world, email, PASSWORD).await.is_ok());
    assert_eq!(world.count("people where name = 'Maya Okafor'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_can_flood_a_mailbox_by_signing_in(pool: PgPool) {
    let world = World::new(pool).await;
    sign_up(&world, "Maya Okafor", "maya@rivermark.example").await;
    for _ in 0..8 {
        let refused = sign_in(&world, "maya@rivermark.example", PASSWORD).await;
        assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))));
    }
    assert_eq!(world.count("mails where to_email = 'maya@rivermark.example'").await, 5);
}

/// The key says that it is the same form, the digest whether it says the same.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_used_key_with_other_answers_is_no_repeat(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.student("Maya Okafor").await).await;
    let drawn = profiles::profile(&cx).await.unwrap();
    let once = Once(Some(backend::new_id()));
    let send = async |about: &str, form: Option<backend::Form>, version: i32| {
        let profile = StudentProfile { about: about.into(), ..drawn.about.clone() };
        profiles::save_about(&cx.clone().with_form(form), profile, version, once).await
    };
    let form = |about: &str| Some(backend::Form::of("/api/profiles/save-about", [("about", about)]));
    send("I repair things.", form("I repair things."), drawn.version).await.unwrap();
    let again = send("I repair things.", form("I repair things."), drawn.version).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)));
    let other = send("I paint.", form("I paint."), drawn.version).await;
    assert!(matches!(other, Err(Failure::Refused(Refusal::OtherAnswers))), "{other:?}");
    assert_eq!(profiles::profile(&cx).await.unwrap().about.about, "I repair things.");
    // Whoever holds the table of keys alone cannot tell what was written: the key is nowhere in it.
    let kept: Vec<Vec<u8>> = sqlx::query_scalar("select answers from command_keys where answers is not null")
        .fetch_all(&world.backend.pool)
        .await
        .unwrap();
    sqlx::query("update server_secrets set value = decode('00', 'hex')").execute(&world.backend.pool).await.unwrap();
    let elsewhere = send("I repair things.", form("I repair things."), drawn.version).await;
    assert!(
        matches!(elsewhere, Err(Failure::Refused(Refusal::OtherAnswers))),
        "under another key it is another digest"
    );
    assert_eq!((kept.len(), kept[0].len()), (1, 32));
    let unread = send("I paint.", None, drawn.version).await;
    assert!(matches!(unread, Err(Failure::AlreadyDone)), "a caller that is no form is known by its key alone");
    sqlx::query("update command_keys set answers = null").execute(&world.backend.pool).await.unwrap();
    let before = send("I paint.", form("I paint."), drawn.version).await;
    assert!(matches!(before, Err(Failure::AlreadyDone)), "a key of the release before");
    let refused = cx.begin_once(Once(Some(backend::new_id()))).await;
    assert!(refused.is_ok());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_find_people_by_the_beginning_of_any_name(pool: PgPool) {
    let world = World::new(pool).await;
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    world.host_member("Jonah Reyes").await;
    for n in 0..60 {
        world.student(&format!("Maya Number{n:02}")).await;
    }
    let cx = world.cx(&staff).await;
    let find = async |search: &str, role: &str| {
        let filter = PeopleFilter { search: search.into(), role: role.into(), after: None };
        people::people(&cx, &filter).await.unwrap().people.into_iter().map(|p| p.name).collect::<Vec<_>>()
    };
    assert_eq!(find("rey", "").await, ["Jonah Reyes"]);
    assert_eq!(find("JONAH.r", "host").await, ["Jonah Reyes"]);
    assert!(find("rey", "student").await.is_empty());
    assert!(find("%", "").await.is_empty(), "signs of a pattern are only signs");
    let first = people::people(&cx, &PeopleFilter { role: "student".into(), ..PeopleFilter::default() }).await.unwrap();
    let rest = PeopleFilter { role: "student".into(), after: first.next, ..PeopleFilter::default() };
    let rest = people::people(&cx, &rest).await.unwrap();
    assert_eq!((first.people.len(), rest.people.len(), rest.next, first.count("student")), (50, 10, None, 60));
    let student = world.student("Nosy Student").await;
    let refused = people::people(&world.cx(&student).await, &PeopleFilter::default()).await;
    assert!(matches!(refused, Err(Failure::NotFound)));
}
