//! Applying, answering applicants, offers and what the system answers by itself.

use backend::applications::{self, ApplyForm, Need};
use backend::{Failure, Once};
use domain::actor::Person;
use domain::applications::Stage;
use domain::ids::{ApplicationId, ProjectId};
use domain::refusal::Refusal;
use jiff_sqlx::ToSqlx as _;
use serde_json::json;
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);

fn once() -> Once {
    Once(Some(backend::new_id()))
}

/// A published project of the world's host: last day to apply 8 December, answers by 15 December,
/// work from 4 to 29 January.
pub async fn project(world: &World, seats: i32, weekly_hours: i32) -> ProjectId {
    let id: ProjectId = backend::new_id();
    let author = world.person_of_host().await;
    let draft = json!({
        "title": "Map three years of visits", "category": "Data", "hours_low": 15, "hours_high": 20, "amount": 44_000,
        "classification": "employee", "pay_model": "fixed_fee", "place": "remote", "weekly_hours": weekly_hours,
        "start": "2027-01-04", "end": "2027-01-29", "apply_by": "2026-12-08", "seats": seats,
        "skills": [{"name": "Excel", "must_have": true}], "questions": ["How would you begin?"],
        "deliverables": [{"name": "Map", "kind": "report", "size": "1 page", "criteria": ["Every number has a source"]}],
        "milestones": [{"name": "Draft", "due": "2027-01-15", "hours": 10}, {"name": "Map", "due": "2027-01-29", "hours": 10}]
    });
    sqlx::query(
        "insert into projects (id, program_id, host_id, author_id, stage, draft, title, category, skills, hours_low, hours_high,
             weekly_hours, amount_cents, net_cents, net_per_hour_cents, seats, start_on, end_on, apply_by, decide_by,
             published_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'published', $5, 'Map three years of visits', 'Data', '{Excel}', 15, 20, $6, 44000, 40634, 2031,
             $7, '2027-01-04', '2027-01-29', '2026-12-08', '2026-12-15', $8, $8, $8)",
    )
    .bind(id.0)
    .bind(world.program.0)
    .bind(world.host.0)
    .bind(author)
    .bind(draft)
    .bind(weekly_hours)
    .bind(seats)
    .bind(world.now().to_sqlx())
    .execute(&world.backend.pool)
    .await
    .expect("a project");
    id
}

impl World {
    /// Somebody who can have written a project.
    async fn person_of_host(&self) -> uuid::Uuid {
        let id: domain::ids::PersonId = backend::new_id();
        sqlx::query(
            "insert into people (id, email, name, created_at, updated_at) values ($1, $2, 'Dee Ortiz', $3, $3)",
        )
        .bind(id.0)
        .bind(format!("{id}@example.test"))
        .bind(self.now().to_sqlx())
        .execute(&self.backend.pool)
        .await
        .expect("an author");
        id.0
    }
}

pub fn form() -> ApplyForm {
    ApplyForm {
        statement: "I mapped the food pantries of my town and can do the same for your visits.".into(),
        answers: [
            "I would begin with the dates, because everything else hangs on them.".into(),
            String::new(),
            String::new(),
        ],
        confirm: true,
        ..ApplyForm::default()
    }
}

pub async fn applied(world: &World, student: &Person, project: ProjectId) -> ApplicationId {
    let id = backend::new_id();
    applications::apply(&world.cx(student).await, id, project, form(), once()).await.expect("applied");
    id
}

async fn stage(world: &World, id: ApplicationId) -> String {
    sqlx::query_scalar("select stage from applications where id = $1")
        .bind(id.0)
        .fetch_one(&world.backend.pool)
        .await
        .expect("a stage")
}

/// Mails to somebody whose subject begins so.
async fn mails(world: &World, to: &Person, subject: &str) -> i64 {
    sqlx::query_scalar(
        "select count(*) from mails m join people p on p.email = m.to_email where p.id = $1 and m.subject like $2 || '%'",
    )
    .bind(to.id.0)
    .bind(subject)
    .fetch_one(&world.backend.pool)
    .await
    .expect("a count")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn applying_twice_is_one_application(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let project = project(&world, 1, 5).await;
    let cx = world.cx(&maya).await;
    let (id, key) = (backend::new_id(), once());
    applications::apply(&cx, id, project, form(), key).await.unwrap();
    assert!(matches!(applications::apply(&cx, id, project, form(), key).await, Err(Failure::AlreadyDone)));
    let again = applications::apply(&cx, backend::new_id(), project, form(), once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "{again:?}");
    assert_eq!(world.count("applications").await, 1);
    assert_eq!(world.count("events where subject = 'application' and command = 'submit'").await, 1);
    assert_eq!(mails(&world, &maya, "Your application arrived").await, 1);
    assert_eq!(mails(&world, &dee, "A new application").await, 1);
    let view = applications::application_page(&cx, id).await.unwrap();
    assert_eq!(view.decision_due, Some(jiff::civil::date(2026, 12, 15)), "the printed date");
    let page = applications::apply_page(&cx, project).await.unwrap();
    assert_eq!((page.application, page.open), (Some(id), 1));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_wrong_with_the_form_is_said_beside_its_fields(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Reyes").await;
    let project = project(&world, 1, 5).await;
    let empty = ApplyForm::default();
    let refused = applications::apply(&world.cx(&maya).await, backend::new_id(), project, empty, NEVER).await;
    let Err(Failure::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["answer_1", "confirm", "statement"]);
    world.wait_days(6);
    let late = applications::apply(&world.cx(&maya).await, backend::new_id(), project, form(), NEVER).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "the last day to apply is over");
    assert!(applications::apply_page(&world.cx(&maya).await, project).await.unwrap().refused.is_some());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_limit_of_open_applications_holds_for_two_forms_at_once(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Reyes").await;
    for _ in 0..4 {
        let project = project(&world, 1, 5).await;
        applied(&world, &maya, project).await;
    }
    let (fifth, sixth) = (project(&world, 1, 5).await, project(&world, 1, 5).await);
    let cx = world.cx(&maya).await;
    let (a, b) = tokio::join!(
        applications::apply(&cx, backend::new_id(), fifth, form(), once()),
        applications::apply(&cx, backend::new_id(), sixth, form(), once()),
    );
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(world.count("applications").await, 5);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_offers_at_once_for_the_last_seat_make_one(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam) = (world.student("Maya Reyes").await, world.student("Liam Chen").await);
    let dee = world.host_member("Dee Ortiz").await;
    let project = project(&world, 1, 5).await;
    let (first, second) = (applied(&world, &maya, project).await, applied(&world, &liam, project).await);
    let cx = world.cx(&dee).await;
    let (a, b) = tokio::join!(applications::offer(&cx, first, once()), applications::offer(&cx, second, once()));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(world.count("applications where stage = 'offered'").await, 1);
    assert_eq!(world.count("mails where subject like 'An offer for you%'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn accepting_the_last_seat_answers_everybody_else(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam, noor) =
        (world.student("Maya Reyes").await, world.student("Liam Chen").await, world.student("Noor Haddad").await);
    let dee = world.host_member("Dee Ortiz").await;
    let project = project(&world, 1, 5).await;
    let (first, second, third) = (
        applied(&world, &maya, project).await,
        applied(&world, &liam, project).await,
        applied(&world, &noor, project).await,
    );
    let host = world.cx(&dee).await;
    applications::shortlist(&host, second, once()).await.unwrap();
    applications::offer(&host, first, once()).await.unwrap();
    let cx = world.cx(&maya).await;
    let home = applications::student_home(&cx).await.unwrap();
    assert!(matches!(home.needs.as_slice(), [Need::Offer { application, .. }] if *application == first));
    let engagement = applications::accept_offer(&cx, first, once()).await.unwrap();
    let home = applications::student_home(&cx).await.unwrap();
    assert!(matches!(home.needs.as_slice(), [Need::Sign { engagement: signs, .. }] if *signs == engagement));
    assert_eq!(stage(&world, first).await, "accepted");
    for (id, student) in [(second, &liam), (third, &noor)] {
        assert_eq!(stage(&world, id).await, "not_selected");
        assert_eq!(mails(&world, student, "An answer to your application").await, 1);
        let view = applications::application_page(&world.cx(student).await, id).await.unwrap();
        assert!(!view.reason.is_empty() && view.history.first().is_some_and(|step| step.by_system));
    }
    assert_eq!(world.count("engagements").await, 1);
    assert_eq!(world.count("projects where stage = 'filled'").await, 1);
    assert_eq!(
        world.count("events where subject = 'application' and command = 'not_select' and party = 'system'").await,
        2
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn hosts_see_a_code_until_they_shortlist(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    let host = world.cx(&dee).await;
    let list = applications::applicants_page(&host, project, None).await.unwrap();
    let read = list.chosen.as_ref().unwrap();
    assert!(read.hidden && read.name.starts_with("Applicant ") && read.school.is_empty() && read.about.is_empty());
    assert_eq!(read.answers.len(), 1);
    assert_eq!(list.applicants.first().map(|a| (a.name.clone(), a.skills_shown)), Some((read.name.clone(), 1)));
    assert_eq!(world.count("mails where subject like 'A new application%' and body_text like '%Maya%'").await, 0);
    applications::shortlist(&host, id, once()).await.unwrap();
    let view = applications::application_page(&host, id).await.unwrap();
    assert_eq!((view.name.as_str(), view.hidden, view.stage), ("Maya Reyes", false, Stage::Shortlisted));
    applications::not_select(&host, id, "Thank you. We chose somebody with more time.", once()).await.unwrap();
    let view = applications::application_page(&host, id).await.unwrap();
    assert!(!view.hidden, "what was shown once stays shown");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_learn_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam) = (world.student("Maya Reyes").await, world.student("Liam Chen").await);
    let (dee, stranger) = (world.host_member("Dee Ortiz").await, world.other_host_member("Ana Reyes").await);
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    for other in [&liam, &stranger] {
        let cx = world.cx(other).await;
        assert!(matches!(applications::application_page(&cx, id).await, Err(Failure::NotFound)));
        assert!(matches!(applications::applicants_page(&cx, project, None).await, Err(Failure::NotFound)));
        assert!(matches!(applications::offer(&cx, id, once()).await, Err(Failure::NotFound)));
        assert!(matches!(applications::withdraw(&cx, id, once()).await, Err(Failure::NotFound)));
    }
    let host = world.cx(&dee).await;
    assert!(matches!(applications::withdraw(&host, id, once()).await, Err(Failure::Refused(Refusal::NotYours { .. }))));
    let own = world.cx(&maya).await;
    assert!(matches!(applications::offer(&own, id, once()).await, Err(Failure::Refused(Refusal::NotYours { .. }))));
    assert!(matches!(
        applications::apply(&host, backend::new_id(), project, form(), NEVER).await,
        Err(Failure::NotFound)
    ));
    assert_eq!(stage(&world, id).await, "submitted");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_offer_runs_out_once(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    applications::offer(&world.cx(&dee).await, id, once()).await.unwrap();
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 0);
    world.wait_hours(48);
    let late = applications::accept_offer(&world.cx(&maya).await, id, once()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 1);
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 0);
    assert_eq!(stage(&world, id).await, "offer_expired");
    assert_eq!(
        (mails(&world, &maya, "The offer ran out").await, mails(&world, &dee, "An offer ran out").await),
        (1, 1)
    );
    assert_eq!(world.count("engagements").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn whoever_still_waits_on_day_ten_is_answered(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Reyes").await;
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    // Ten business days after Tuesday 8 December is Tuesday 22 December.
    world.wait_days(18);
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 0);
    world.wait_days(1);
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 1);
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 0);
    assert_eq!(stage(&world, id).await, "not_selected");
    assert_eq!(mails(&world, &maya, "An answer to your application").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_offers_accepted_at_once_cannot_overfill_a_week(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let (one, other) = (project(&world, 1, 12).await, project(&world, 1, 12).await);
    let (first, second) = (applied(&world, &maya, one).await, applied(&world, &maya, other).await);
    let host = world.cx(&dee).await;
    applications::offer(&host, first, once()).await.unwrap();
    applications::offer(&host, second, once()).await.unwrap();
    let cx = world.cx(&maya).await;
    let (a, b) =
        tokio::join!(applications::accept_offer(&cx, first, once()), applications::accept_offer(&cx, second, once()),);
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(world.count("engagements").await, 1);
    let left = if a.is_ok() { second } else { first };
    applications::decline_offer(&cx, left, once()).await.unwrap();
    assert_eq!(stage(&world, left).await, "declined");
    assert_eq!(mails(&world, &dee, "Maya Reyes declined").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_cancelled_project_closes_what_is_open(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam) = (world.student("Maya Reyes").await, world.student("Liam Chen").await);
    let dee = world.host_member("Dee Ortiz").await;
    let project = project(&world, 2, 5).await;
    let (offered, withdrawn) = (applied(&world, &maya, project).await, applied(&world, &liam, project).await);
    let host = world.cx(&dee).await;
    applications::offer(&host, offered, once()).await.unwrap();
    applications::withdraw(&world.cx(&liam).await, withdrawn, once()).await.unwrap();
    let reason = domain::event::Reason::parse("The grant for it was withdrawn.").unwrap();
    backend::projects::change(&host, project, &domain::projects::Order::Cancel(reason), once()).await.unwrap();
    assert_eq!((stage(&world, offered).await, stage(&world, withdrawn).await), ("closed".into(), "withdrawn".into()));
    let told =
        (mails(&world, &maya, "This project was closed").await, mails(&world, &liam, "This project was closed").await);
    assert_eq!(told, (1, 0));
    let late = applications::accept_offer(&world.cx(&maya).await, offered, once()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::NotNow { .. }))), "{late:?}");
    let list = applications::student_applications(&world.cx(&maya).await, None).await.unwrap();
    assert_eq!((list.applications.len(), list.open, list.next), (1, 0, None));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_was_written_before_is_offered_again_and_samples_are_picked(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let links = ["https://maya.example/map", "https://maya.example/poster"].map(str::to_owned);
    sqlx::query("update students set links = $2 where person_id = $1")
        .bind(maya.id.0)
        .bind(&links[..])
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let (first, second) = (project(&world, 1, 5).await, project(&world, 1, 5).await);
    applied(&world, &maya, first).await;
    let cx = world.cx(&maya).await;
    let page = applications::apply_page(&cx, second).await.unwrap();
    assert_eq!(page.pitches.len(), 1);
    assert_eq!(page.earlier[0][0].answer, form().answers[0], "the same question was asked before");
    assert_eq!(page.samples, links);
    let picked = ApplyForm { samples: vec![links[1].clone(), "https://elsewhere.example".into()], ..form() };
    applications::check(&cx, second, &ApplyForm { confirm: false, ..picked.clone() }).await.unwrap();
    assert!(matches!(applications::check(&cx, second, &ApplyForm::default()).await, Err(Failure::Invalid(_))));
    assert_eq!(world.count("applications").await, 1, "looking at it sends nothing");
    let (at_first, later) =
        (applications::as_host_sees(&page, &picked, false), applications::as_host_sees(&page, &picked, true));
    let id = backend::new_id();
    applications::apply(&cx, id, second, picked, once()).await.unwrap();
    let host = world.cx(&dee).await;
    let seen = applications::application_page(&host, id).await.unwrap();
    let shown = |view: &applications::ApplicationView| {
        (
            view.hidden,
            view.school.clone(),
            view.links.clone(),
            view.statement.clone(),
            view.answers.clone(),
            view.skills.clone(),
        )
    };
    assert_eq!(shown(&seen), shown(&at_first), "the preview is what the host sees");
    applications::shortlist(&host, id, once()).await.unwrap();
    let seen = applications::application_page(&host, id).await.unwrap();
    assert_eq!(shown(&seen), shown(&later));
    assert_eq!((seen.name, seen.links), ("Maya Reyes".to_owned(), vec![links[1].clone()]));
    // What shows a skill is a sample too where it is an address: not picked, the host does not see it.
    for (name, evidence) in [("Excel", "https://maya.example/kept"), ("Writing", "A class"), ("SQL", &links[1])] {
        sqlx::query("insert into student_skills (student_id, name, evidence) values ($1, $2, $3)")
            .bind(maya.id.0)
            .bind(name)
            .bind(evidence)
            .execute(&world.backend.pool)
            .await
            .unwrap();
    }
    sqlx::query("update students set skills = '{Excel,Writing,SQL}' where person_id = $1")
        .bind(maya.id.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let evidence = |view: &applications::ApplicationView| {
        view.skill_details.iter().map(|skill| skill.evidence.clone()).collect::<Vec<_>>()
    };
    let seen = applications::application_page(&host, id).await.unwrap();
    assert_eq!(evidence(&seen), ["", "A class", links[1].as_str()]);
    let own = applications::application_page(&cx, id).await.unwrap();
    assert_eq!(evidence(&own)[0], "https://maya.example/kept");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_fact_is_answered_before_anything_is_written(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Reyes").await;
    let project = project(&world, 1, 12).await;
    let set =
        "update projects set draft = draft || '{\"campuses\": \"North\", \"courses\": \"Statistics I\"}' where id = $1";
    sqlx::query(set).bind(project.0).execute(&world.backend.pool).await.unwrap();
    let verdicts = |page: &applications::ApplyView| {
        page.checks.iter().map(|check| (check.verdict, check.answered_at.is_some())).collect::<Vec<_>>()
    };
    use applications::Verdict::{Met, Missing, Note, Unknown};
    let page = applications::apply_page(&world.cx(&maya).await, project).await.unwrap();
    // Student, open, room; hours above what the profile says; skills; nothing to clear; course and campus nobody knows.
    let expected = [
        (Met, false),
        (Met, false),
        (Met, false),
        (Note, true),
        (Met, false),
        (Met, true),
        (Unknown, true),
        (Unknown, true),
    ];
    assert_eq!(verdicts(&page), expected, "{:?}", page.checks);
    assert!(page.refused.is_none());
    sqlx::query("update students set skills = '{}', courses = '{Statistics I}', weekly_hours = 14")
        .execute(&world.backend.pool)
        .await
        .unwrap();
    sqlx::query("update people set standing = 'suspended'").execute(&world.backend.pool).await.unwrap();
    let page = applications::apply_page(&world.cx(&maya).await, project).await.unwrap();
    assert_eq!(page.checks[0].verdict, Missing);
    assert!(page.refused.is_some() && page.earlier.iter().all(Vec::is_empty));
    let unknown = page.checks.iter().filter(|check| check.verdict == Unknown).count();
    assert_eq!(unknown, 3, "skills, days of the week, campus: {:?}", page.checks);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn offers_are_compared_and_what_clashes_is_answered_with_consent(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let host = world.cx(&dee).await;
    let mut ids = Vec::new();
    for hours in [12, 12, 6, 10] {
        let project = project(&world, 1, hours).await;
        ids.push(applied(&world, &maya, project).await);
    }
    for id in &ids[..3] {
        applications::offer(&host, *id, once()).await.unwrap();
    }
    let cx = world.cx(&maya).await;
    let view = applications::offers_page(&cx).await.unwrap();
    let clashing = |index: usize| {
        let offer = view.offers.iter().find(|offer| offer.id == ids[index]).unwrap();
        offer.clashes.iter().map(|clash| clash.application).collect::<Vec<_>>()
    };
    assert_eq!(view.offers.len(), 3);
    assert_eq!(clashing(0), [ids[1], ids[3]], "twelve and six fit into twenty, twelve and ten do not");
    assert!(clashing(2).is_empty());
    let page = applications::application_page(&cx, ids[0]).await.unwrap();
    assert_eq!((page.open_offers, page.clashes.len()), (3, 2));
    // One more came to clash after the page was drawn.
    let unseen = project(&world, 1, 10).await;
    let unseen = applied(&world, &maya, unseen).await;
    applications::accept_offer_and_let_go(&cx, ids[0], &[ids[1], ids[3]], once()).await.unwrap();
    assert_eq!(stage(&world, unseen).await, "submitted");
    let mut stages = Vec::new();
    for id in &ids {
        stages.push(stage(&world, *id).await);
    }
    assert_eq!(stages, ["accepted", "declined", "offered", "withdrawn"]);
    assert_eq!(mails(&world, &dee, "Maya Reyes declined").await, 1);
    let view = applications::offers_page(&cx).await.unwrap();
    assert_eq!((view.offers.len(), view.offers[0].beside.len()), (1, 1));
    assert_eq!(view.offers[0].busiest_week, domain::time::Minutes::hours(18));
    // Without consent nothing else is touched.
    applications::accept_offer(&cx, ids[2], once()).await.unwrap();
    assert_eq!(world.count("applications where stage = 'accepted'").await, 2);
    let stranger = world.cx(&dee).await;
    assert!(matches!(applications::offers_page(&stranger).await, Err(Failure::NotFound)));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_runner_up_is_offered_the_seat_that_was_not_taken(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam, noor) =
        (world.student("Maya Reyes").await, world.student("Liam Chen").await, world.student("Noor Haddad").await);
    let dee = world.host_member("Dee Ortiz").await;
    let project = project(&world, 1, 5).await;
    let (first, second, third) = (
        applied(&world, &maya, project).await,
        applied(&world, &liam, project).await,
        applied(&world, &noor, project).await,
    );
    let host = world.cx(&dee).await;
    applications::name_runner_up(&host, third, once()).await.unwrap();
    applications::name_runner_up(&host, second, once()).await.unwrap();
    let again = applications::name_runner_up(&host, second, once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "{again:?}");
    applications::unname_runner_up(&host, third, once()).await.unwrap();
    let none = applications::unname_runner_up(&host, third, once()).await;
    assert!(matches!(none, Err(Failure::Refused(Refusal::Rule(_)))), "{none:?}");
    applications::name_runner_up(&host, third, once()).await.unwrap();
    let own = applications::name_runner_up(&world.cx(&liam).await, second, once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    assert_eq!(applications::application_page(&world.cx(&liam).await, second).await.unwrap().runner_up, None);
    applications::offer(&host, first, once()).await.unwrap();
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 0, "the first offer stands");
    applications::decline_offer(&world.cx(&maya).await, first, once()).await.unwrap();
    let (one, two) = (world.system().await, world.system().await);
    let (a, b) = tokio::join!(applications::run_timers(&one), applications::run_timers(&two));
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    assert_eq!((stage(&world, second).await, stage(&world, third).await), ("offered".into(), "submitted".into()));
    assert_eq!((mails(&world, &liam, "An offer for you").await, mails(&world, &dee, "Your runner-up").await), (1, 1));
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 0);
    world.wait_hours(48);
    // The offer runs out, and the next one is made in the same round.
    assert_eq!(applications::run_timers(&world.system().await).await.unwrap(), 2);
    assert_eq!((stage(&world, second).await, stage(&world, third).await), ("offer_expired".into(), "offered".into()));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_offer_is_owed_once_and_only_while_a_runner_up_waits(pool: PgPool) {
    let world = World::new(pool).await;
    let dee = world.host_member("Dee Ortiz").await;
    let host = world.cx(&dee).await;
    let project = project(&world, 2, 5).await;
    let apply = async |name: &str| {
        let person = world.student(name).await;
        (applied(&world, &person, project).await, person)
    };
    let ((a, maya), (b, liam)) = (apply("Maya Reyes").await, apply("Liam Chen").await);
    let ((c, _), (d, _)) = (apply("Noor Haddad").await, apply("Ana Silva").await);
    let round = async || applications::run_timers(&world.system().await).await.unwrap();
    // Declined before anybody was a runner-up: the host makes the next offer, and the reserve waits.
    applications::offer(&host, a, once()).await.unwrap();
    applications::decline_offer(&world.cx(&maya).await, a, once()).await.unwrap();
    applications::offer(&host, b, once()).await.unwrap();
    applications::name_runner_up(&host, c, once()).await.unwrap();
    assert_eq!(round().await, 0, "nobody asked for a second offer");
    // Declined while one waits: owed, also when runners-up were offered seats by hand.
    applications::name_runner_up(&host, d, once()).await.unwrap();
    applications::offer(&host, c, once()).await.unwrap();
    assert_eq!(round().await, 0);
    applications::decline_offer(&world.cx(&liam).await, b, once()).await.unwrap();
    assert_eq!((round().await, stage(&world, d).await), (1, "offered".into()));
    assert_eq!(world.count("applications where owes_offer").await, 0);
}
