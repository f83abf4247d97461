//! Projects from the first answer to the catalogue and back.

use backend::projects::{self, Beginning, Decision, Filter, Sort};
use backend::{Cx, Failure, Once};
use domain::actor::{Person, Role};
use domain::event::Reason;
use domain::ids::ProjectId;
use domain::projects::{Order, Stage, Step};
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);
const TEMPLATE: &str = "donor_analysis";

fn once() -> Once {
    Once(Some(backend::new_id()))
}

fn because(words: &str) -> Reason {
    Reason::parse(words).expect("a reason")
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A draft from a template: nothing blocks it.
pub async fn draft(world: &World, cx: &Cx) -> ProjectId {
    let id = projects::start_draft(cx, world.host, &Beginning::Template(TEMPLATE.to_owned()), once())
        .await
        .expect("a draft");
    // What the student is to the payer is the one thing no template can know.
    let version = projects::wizard(cx, id).await.expect("the wizard").version;
    projects::save_step(cx, id, version, Step::Pay, &fields(&[("classification", "employee")]), NEVER)
        .await
        .expect("kept");
    id
}

pub async fn submitted(world: &World, cx: &Cx) -> ProjectId {
    let id = draft(world, cx).await;
    projects::submit(cx, id, true, once()).await.expect("submitted");
    id
}

/// One that a member of the faculty wrote for the host, with the host's supervisor in it.
pub async fn written_for_the_host(world: &World, author: &Cx) -> ProjectId {
    let id = draft(world, author).await;
    let version = projects::wizard(author, id).await.unwrap().version;
    let supervisor = [("supervisor_name", "Tomas Vidal"), ("supervisor_email", "tomas@lantern.example")];
    projects::save_step(author, id, version, Step::Plan, &fields(&supervisor), NEVER).await.unwrap();
    projects::submit(author, id, false, once()).await.expect("proposed");
    id
}

/// A project students can apply to.
pub async fn published(world: &World, host: &Cx, staff: &Cx) -> ProjectId {
    let id = submitted(world, host).await;
    projects::review(staff, id, &Decision::Claim, NEVER).await.expect("claimed");
    projects::review(staff, id, &Decision::Approve(None), NEVER).await.expect("approved");
    id
}

pub async fn stage(world: &World, id: ProjectId) -> String {
    sqlx::query_scalar("select stage from projects where id = $1")
        .bind(id.0)
        .fetch_one(&world.backend.pool)
        .await
        .expect("a stage")
}

pub async fn people(world: &World) -> (Person, Person) {
    (world.host_member("Tomas Vidal").await, world.with_role("Lucia Ferrand", Role::Staff).await)
}

fn refused(result: Result<impl std::fmt::Debug, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// The figure is what its words say: a lower score is edited first, by whoever sends it.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_score_that_is_too_low_cannot_be_sent(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    for name in ["review_score", "fast_track_score"] {
        sqlx::query(
            "insert into policies (program_id, name, valid_from, value, source, created_at)
             values ($1, $2, '2026-01-01', 99, 'A test', $3)",
        )
        .bind(world.program.0)
        .bind(name)
        .bind(jiff_sqlx::Timestamp::from(world.now()))
        .execute(&world.backend.pool)
        .await
        .expect("a figure");
    }
    let cx = world.cx(&host).await;
    let id = draft(&world, &cx).await;
    let weekly = async |hours: &str| {
        let version = projects::wizard(&cx, id).await.unwrap().version;
        projects::save_step(&cx, id, version, Step::Pay, &fields(&[("weekly_hours", hours)]), NEVER).await.unwrap();
    };
    weekly("12").await;
    assert!(projects::wizard(&cx, id).await.unwrap().report.blocks().is_empty());
    let Refusal::Rule(words) = refused(projects::submit(&cx, id, true, NEVER).await) else { panic!("another refusal") };
    assert!(words.contains("can be sent from 99 on"), "{words}");
    assert_eq!(stage(&world, id).await, "draft");
    weekly("8").await;
    projects::submit(&cx, id, true, NEVER).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_screen_is_kept_and_an_old_version_is_not(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    let cx = world.cx(&host).await;
    let id = projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await.unwrap();
    let version = projects::wizard(&cx, id).await.unwrap().version;
    let form = fields(&[
        ("title", "Map three years of visits"),
        ("deliverable_1_name", "Map"),
        ("deliverable_1_criterion_1", "Every dot has a source"),
    ]);
    let saved = projects::save_step(&cx, id, version, Step::Outcome, &form, NEVER).await.unwrap();
    assert!(saved.errors.is_empty() && saved.version > version);
    let stale = fields(&[("title", "Something else")]);
    assert_eq!(refused(projects::save_step(&cx, id, version, Step::Outcome, &stale, NEVER).await), Refusal::Changed);
    let wizard = projects::wizard(&cx, id).await.unwrap();
    assert_eq!((wizard.draft.title.as_str(), wizard.version), ("Map three years of visits", saved.version));
    // One unreadable number does not lose the other answers.
    let form = fields(&[("hours_low", "ten"), ("hours_high", "20")]);
    let saved = projects::save_step(&cx, id, saved.version, Step::Pay, &form, NEVER).await.unwrap();
    assert!(saved.errors.0.contains_key("hours_low"));
    assert_eq!(projects::wizard(&cx, id).await.unwrap().draft.hours_high, 20);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_form_sent_twice_begins_one_draft(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    let cx = world.cx(&host).await;
    let key = once();
    let id = projects::start_draft(&cx, world.host, &Beginning::Blank, key).await.unwrap();
    assert_eq!(Some(id.0), key.0);
    assert!(matches!(projects::start_draft(&cx, world.host, &Beginning::Blank, key).await, Err(Failure::AlreadyDone)));
    assert_eq!(world.count("projects").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_blocking_finding_or_unsigned_terms_stop_a_submission(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    let cx = world.cx(&host).await;
    let blank = projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await.unwrap();
    assert!(matches!(refused(projects::submit(&cx, blank, true, NEVER).await), Refusal::Rule(_)));
    let ready = draft(&world, &cx).await;
    assert!(matches!(projects::submit(&cx, ready, false, NEVER).await, Err(Failure::Invalid(_))));
    assert_eq!((stage(&world, blank).await, stage(&world, ready).await), ("draft".into(), "draft".into()));
    projects::submit(&cx, ready, true, NEVER).await.unwrap();
    assert_eq!(stage(&world, ready).await, "submitted");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_approved_project_is_published_found_and_paid_as_printed(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    let id = published(&world, &host, &staff).await;
    let student = world.student("Maya Okafor").await;
    let visit = world.cx(&student).await;
    let found = projects::browse(&visit, &Filter { q: "donors".into(), ..Filter::default() }).await.unwrap();
    assert_eq!((found.count, found.cards.len(), found.next), (1, 1, None));
    let card = &found.cards[0];
    let page = projects::project_page(&visit, id).await.unwrap();
    assert_eq!(card.net_per_hour, page.pay.and_then(|pay| pay.per_hour));
    assert!(page.open && page.decide_by > page.apply_by);
    assert!(
        projects::browse(&visit, &Filter { q: "submarine".into(), ..Filter::default() })
            .await
            .unwrap()
            .cards
            .is_empty()
    );
    assert_eq!(world.count("events where subject = 'project' and command = 'publish' and party = 'system'").await, 1);
    assert_eq!(world.count("mails where subject like 'Published:%'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nothing_of_a_host_is_published_before_staff_verified_it(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    sqlx::query("update host_standings set stage = 'pending'").execute(&world.backend.pool).await.unwrap();
    let id = submitted(&world, &host).await;
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    let refusal = refused(projects::review(&staff, id, &Decision::Approve(None), NEVER).await);
    assert!(matches!(refusal, Refusal::Rule(words) if words.contains("not verified yet")));
    assert_eq!(stage(&world, id).await, "in_review");

    // A scope that was written for the host goes public by the host’s yes: the same rule holds.
    let written = draft(&world, &host).await;
    sqlx::query("update projects set stage = 'awaiting_host_acceptance' where id = $1")
        .bind(written.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    assert!(matches!(refused(projects::accept_scope(&host, written, true, NEVER).await), Refusal::Rule(_)));
    assert_eq!(stage(&world, written).await, "awaiting_host_acceptance");

    backend::hosts::decide(&staff, world.host, domain::hosts::Order::Verify, NEVER).await.unwrap();
    projects::review(&staff, id, &Decision::Approve(None), NEVER).await.unwrap();
    projects::accept_scope(&host, written, true, NEVER).await.unwrap();
    assert_eq!((stage(&world, id).await, stage(&world, written).await), ("published".into(), "published".into()));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_scope_that_was_written_for_a_host_is_accepted_by_it(pool: PgPool) {
    let world = World::new(pool).await;
    let (tomas, _) = people(&world).await;
    let ruth = world.with_role("Ruth Adeyemi", Role::Faculty).await;
    let faculty = world.cx(&ruth).await;
    let id = written_for_the_host(&world, &faculty).await;
    assert_eq!(stage(&world, id).await, "awaiting_host_acceptance");
    assert_eq!(world.count("mails where subject like 'A project for you: %' and to_name = 'Tomas Vidal'").await, 1);
    assert!(projects::accept_scope(&faculty, id, true, NEVER).await.is_err(), "only the host accepts");
    projects::accept_scope(&world.cx(&tomas).await, id, true, once()).await.unwrap();
    assert_eq!(stage(&world, id).await, "published");
    let told = "mails where subject like 'Accepted and published: %' and to_name in ('Ruth Adeyemi', 'Lucia Ferrand')";
    assert_eq!(world.count(told).await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_scope_that_waited_too_long_goes_back(pool: PgPool) {
    let world = World::new(pool).await;
    let (tomas, _) = people(&world).await;
    let ruth = world.with_role("Ruth Adeyemi", Role::Faculty).await;
    let id = written_for_the_host(&world, &world.cx(&ruth).await).await;
    // Its last day to apply is over by then.
    world.wait_days(60);
    let late = refused(projects::accept_scope(&world.cx(&tomas).await, id, true, once()).await);
    assert!(matches!(&late, Refusal::Rule(words) if words.contains("Send it back to its author")), "{late:?}");
    assert_eq!(stage(&world, id).await, "awaiting_host_acceptance");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_reviews_what_they_wrote(pool: PgPool) {
    let world = World::new(pool).await;
    let mut both = world.host_member("Dee Ortiz").await;
    both.roles.push((world.program, Role::Staff));
    let cx = world.cx(&both).await;
    let id = submitted(&world, &cx).await;
    assert!(matches!(refused(projects::review(&cx, id, &Decision::Claim, NEVER).await), Refusal::Rule(_)));
    let colleague = world.with_role("Lucia Ferrand", Role::Staff).await;
    let colleague = world.cx(&colleague).await;
    projects::review(&colleague, id, &Decision::Claim, NEVER).await.unwrap();
    assert!(matches!(refused(projects::review(&cx, id, &Decision::Approve(None), NEVER).await), Refusal::Rule(_)));
    assert_eq!(stage(&world, id).await, "in_review");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn changes_are_asked_for_made_and_shown(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    let id = submitted(&world, &host).await;
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    let comments = vec![("title".to_owned(), "Name the year.".to_owned()), ("problem".to_owned(), "  ".to_owned())];
    let ask = Decision::RequestChanges { reason: because("The title is unclear."), comments };
    projects::review(&staff, id, &ask, NEVER).await.unwrap();
    let wizard = projects::wizard(&host, id).await.unwrap();
    assert_eq!((wizard.editable, wizard.comments.len()), (true, 1));
    let form = fields(&[("title", "Find out who gave in 2026: analyse the donor database")]);
    projects::save_step(&host, id, wizard.version, Step::Outcome, &form, NEVER).await.unwrap();
    projects::submit(&host, id, true, NEVER).await.unwrap();
    let desk = projects::review_page(&staff, id).await.unwrap();
    assert_eq!(desk.stage, Stage::Submitted);
    assert_ne!(desk.before.map(|draft| draft.title), Some(desk.draft.title));
    assert!(desk.comments.iter().all(|comment| comment.settled));
    assert!(projects::review_queue(&staff).await.unwrap()[0].again);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_reviewers_at_once_one_decides(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let second = world.with_role("Sam Reed", Role::Staff).await;
    let (host, staff, second) = (world.cx(&host).await, world.cx(&staff).await, world.cx(&second).await);
    let id = submitted(&world, &host).await;
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    let no = Decision::Reject(because("Not a project."));
    let (one, other) = tokio::join!(
        projects::review(&staff, id, &Decision::Approve(None), NEVER),
        projects::review(&second, id, &no, NEVER)
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(world.count("events where subject = 'project' and command in ('approve', 'reject')").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_learn_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _) = people(&world).await;
    let host = world.cx(&host).await;
    let id = draft(&world, &host).await;
    for person in [world.other_host_member("Ana Reyes").await, world.student("Maya Okafor").await] {
        let cx = world.cx(&person).await;
        assert!(matches!(projects::project_page(&cx, id).await, Err(Failure::NotFound)));
        assert!(matches!(projects::host_project(&cx, id).await, Err(Failure::NotFound)));
        assert!(matches!(projects::wizard(&cx, id).await, Err(Failure::NotFound)));
        assert!(matches!(projects::review_page(&cx, id).await, Err(Failure::NotFound)));
        assert!(matches!(projects::submit(&cx, id, true, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(projects::change(&cx, id, &Order::Discard, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(projects::save_step(&cx, id, 2, Step::Fit, &[], NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(
            projects::start_draft(&cx, world.host, &Beginning::Blank, NEVER).await,
            Err(Failure::NotFound)
        ));
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_late_review_is_told_once_for_each_submission(pool: PgPool) {
    let world = World::new(pool).await;
    let (tomas, _) = people(&world).await;
    let id = submitted(&world, &world.cx(&tomas).await).await;
    let run = async || projects::run_timers(&world.system().await).await.unwrap();
    let late = "mails where subject like 'Review is late: %'";
    run().await;
    assert_eq!(world.count(late).await, 0);
    world.wait_days(6);
    run().await;
    run().await;
    assert_eq!(world.count(late).await, 1);
    // Sent again after a change, it is a review of its own.
    let host = world.cx(&tomas).await;
    projects::change(&host, id, &Order::Withdraw, NEVER).await.unwrap();
    projects::submit(&host, id, true, once()).await.unwrap();
    world.wait_days(6);
    run().await;
    assert_eq!(world.count(late).await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_whose_project_finds_nobody_is_coached_once(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    published(&world, &world.cx(&host).await, &world.cx(&staff).await).await;
    let run = async || projects::run_timers(&world.system().await).await.unwrap();
    // Staff wrote it for the host: the host is coached all the same.
    sqlx::query("update projects set author_id = $1").bind(staff.id.0).execute(&world.backend.pool).await.unwrap();
    world.wait_days(8);
    run().await;
    run().await;
    let quiet = "mails where subject like 'No applications yet: %'";
    assert_eq!(world.count(quiet).await, 1);
    assert_eq!(world.count("mails where dedupe_key like 'quiet:%' and to_name = 'Tomas Vidal'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn calling_it_off_answers_everybody(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    let id = published(&world, &host, &staff).await;
    let student = world.student("Maya Okafor").await;
    sqlx::query(
        "insert into applications (id, program_id, project_id, student_id, stage, submitted_at, decision_due, created_at, updated_at)
         values (gen_random_uuid(), $1, $2, $3, 'submitted', now(), current_date, now(), now())",
    )
    .bind(world.program.0)
    .bind(id.0)
    .bind(student.id.0)
    .execute(&world.backend.pool)
    .await
    .unwrap();
    projects::change(&host, id, &Order::Cancel(because("The data is gone.")), NEVER).await.unwrap();
    assert_eq!(stage(&world, id).await, "cancelled");
    assert_eq!(world.count("applications where stage = 'closed'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_last_day_closes_a_project_once(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    let id = published(&world, &host, &staff).await;
    assert_eq!(projects::run_timers(&world.system().await).await.unwrap(), 0);
    world.wait_days(60);
    let (one, two) = (world.system().await, world.system().await);
    let (one, other) = tokio::join!(projects::run_timers(&one), projects::run_timers(&two));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    assert_eq!(stage(&world, id).await, "expired");
    assert_eq!(world.count("events where subject = 'project' and command = 'expire'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn filters_narrow_and_pages_follow_each_other(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, staff) = people(&world).await;
    let (host, staff) = (world.cx(&host).await, world.cx(&staff).await);
    published(&world, &host, &staff).await;
    // Many more of it, some at the same moment, so that only the id orders them.
    sqlx::query(
        "insert into projects (id, program_id, host_id, author_id, stage, draft, title, category, place, skills, hours_low, hours_high, weekly_hours,
            amount_cents, net_cents, net_per_hour_cents, seats, start_on, end_on, apply_by, decide_by, published_at, search, created_at, updated_at)
         select gen_random_uuid(), program_id, host_id, author_id, stage, draft, title || ' ' || n, category,
            case when n % 2 = 0 then 'remote' else 'on_site' end, array['Skill ' || n % 5], hours_low, 10 + n % 20, weekly_hours, amount_cents,
            net_cents, 1500 + n % 7, seats, start_on, end_on, apply_by, decide_by, published_at - (n / 10) * interval '1 hour', search, created_at, updated_at
         from projects, generate_series(1, 120) as n",
    )
    .execute(&world.backend.pool)
    .await
    .unwrap();
    for sort in [Sort::Newest, Sort::Pay, Sort::ApplyBy] {
        let mut filter = Filter { sort, ..Filter::default() };
        let mut seen = std::collections::BTreeSet::new();
        let mut pages = 0;
        loop {
            let page = projects::browse(&host, &filter).await.unwrap();
            assert_eq!(page.count, 121);
            assert!(page.cards.iter().all(|card| seen.insert(card.id)), "{sort:?} shows a project twice");
            pages += 1;
            let Some(next) = page.next else { break };
            filter.after = next;
        }
        assert_eq!((pages, seen.len()), (3, 121), "{sort:?}");
    }
    let narrow = Filter {
        q: "donor".into(),
        skills: vec!["Skill 3".into()],
        place: Some(domain::projects::Place::Remote),
        min_pay_per_hour: Some(domain::money::Cents(1503)),
        max_hours: Some(20),
        ..Filter::default()
    };
    let page = projects::browse(&host, &narrow).await.unwrap();
    assert!(!page.cards.is_empty());
    for card in page.cards {
        assert!(card.hours_high <= 20 && card.net_per_hour >= Some(domain::money::Cents(1503)));
        assert_eq!((card.place.as_str(), card.skills.as_slice()), ("Remote", ["Skill 3".to_owned()].as_slice()));
    }
    let hostile = Filter { q: "a & | ! ( \"'; --\0".into(), after: "x~y".into(), ..Filter::default() };
    projects::browse(&host, &hostile).await.unwrap();
}
