//! The demonstration and the scale worlds.

use backend::{Backend, Clock, Failure, seed};
use sqlx::PgPool;

fn backend(pool: PgPool) -> Backend {
    let clock = Clock::fixed(crate::support::START.parse().expect("an instant"));
    Backend::new(pool, clock, "http://foothold.test", true)
}

async fn count(backend: &Backend, table_and_condition: &str) -> i64 {
    let sql = format!("select count(*) from {table_and_condition}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&backend.pool).await.expect("a count")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_demonstration_is_made_once(pool: PgPool) {
    let backend = backend(pool);
    assert!(seed::demo(&backend).await.expect("a world"));
    assert!(!seed::demo(&backend).await.expect("the same world"));
    for table in [
        "policies",
        "holidays",
        "exam_periods",
        "wage_floors",
        "people",
        "program_roles",
        "students",
        "hosts",
        "host_members",
        "host_standings",
        "projects",
        "project_comments",
        "program_templates",
        "project_revisions",
        "applications",
        "engagements",
        "milestones",
        "timesheets",
        "time_entries",
        "check_ins",
        "payments",
        "reviews",
        "events",
    ] {
        assert!(count(&backend, table).await > 0, "{table} is empty");
    }
    for persona in seed::PERSONAS {
        let found =
            count(&backend, &format!("people where email = '{}' and email_confirmed_at is not null", persona.email))
                .await;
        assert_eq!(found, 1, "{}", persona.name);
    }
    crate::books::the_books_agree(&backend).await;
    let ahead = "interviews i where (select count(distinct t) from unnest(i.times) t where t > i.created_at) = 3";
    assert_eq!(count(&backend, ahead).await, 1, "three times to pick from");
    assert_eq!(count(&backend, "programs").await, 1);
    let figures = "(select distinct name from policies where source <> '') figures";
    let all = i64::try_from(domain::policy::FIGURES.len()).expect("few");
    assert_eq!(count(&backend, figures).await, all);
    assert!(
        count(&backend, "projects where published_at is not null and search @@ to_tsquery('english', 'volunteer')")
            .await
            >= 1
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_servers_that_start_at_once_one_makes_it(pool: PgPool) {
    let backend = backend(pool);
    let (one, two) = tokio::join!(seed::demo(&backend), seed::demo(&backend));
    assert!(one.expect("an answer") != two.expect("an answer"));
    assert_eq!(count(&backend, "programs").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_persona_finds_what_waits_for_them(pool: PgPool) {
    let backend = backend(pool);
    seed::demo(&backend).await.expect("a world");
    for (what, condition) in [
        (
            "an offer for Maya",
            "applications a join people p on p.id = a.student_id where p.name = 'Maya Okafor' and a.stage = 'offered' and a.offer_expires_at > timestamptz '2026-12-05T06:00Z'",
        ),
        (
            "Maya at work",
            "engagements e join people p on p.id = e.student_id where p.name = 'Maya Okafor' and e.stage = 'in_progress' and e.planned_minutes = 1440 and e.fee_cents = 54000 and e.classification = 'employee'",
        ),
        (
            "applicants for Dee",
            "projects p join hosts h on h.id = p.host_id where h.name = 'Harbor Street Pantry' and p.stage = 'selection' and (select count(*) from applications a where a.project_id = p.id) = 4",
        ),
        (
            "a week for Dee and Jonah",
            "timesheets t join engagements e on e.id = t.engagement_id join hosts h on h.id = e.host_id where h.name = 'Harbor Street Pantry' and t.stage = 'submitted'",
        ),
        ("a clearance for Noor", "engagements where stage = 'onboarding' and work_authorization = 'needed'"),
        ("a payment for Henry", "payments where stage = 'ready'"),
        ("a host for Lucía", "host_standings where stage = 'pending'"),
        (
            "a late review for Lucía",
            "projects where stage = 'submitted' and submitted_at < timestamptz '2026-12-01T00:00Z'",
        ),
        (
            "a finished project for Dee to repeat",
            "projects p join hosts h on h.id = p.host_id where h.name = 'Harbor Street Pantry' and p.stage = 'completed'",
        ),
        (
            "a template of the program",
            "program_templates where stage = 'published' and needs = '{event}' and draft::text not like '%Ana Reyes%' and draft::text not like '%Tideline%'",
        ),
        (
            "a proposal of Ruth",
            "projects p join people a on a.id = p.author_id where a.name = 'Ruth Adeyemi' and p.stage = 'awaiting_host_acceptance'",
        ),
    ] {
        assert_eq!(count(&backend, condition).await, 1, "{what}");
    }
    assert_eq!(count(&backend, "engagements where stage = 'completed'").await, 4);
    assert_eq!(count(&backend, "projects where stage = 'published'").await, 5);
}

/// Timers move nothing; hosts whose applicants wait are reminded, once.
async fn only_reminders(backend: &Backend) {
    let done = backend::timers::once(backend).await.expect("timers");
    let reminders = count(backend, "events where command in ('remind_of_answers', 'tell_of_answers')").await;
    assert_eq!(i64::try_from(done), Ok(reminders));
    assert_eq!(backend::timers::once(backend).await.expect("timers"), 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn timers_leave_the_demonstration_as_it_is(pool: PgPool) {
    let backend = backend(pool);
    seed::demo(&backend).await.expect("a world");
    only_reminders(&backend).await;
    assert_eq!(count(&backend, "engagements where at_risk").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_scale_world_has_its_proportions(pool: PgPool) {
    let backend = backend(pool);
    seed::demo(&backend).await.expect("a world");
    let before = count(&backend, "events").await;
    let references = count(&backend, "pg_constraint where contype = 'f' and convalidated").await;
    let counts = seed::scale(&backend, 200).await.expect("a scale world");
    crate::books::the_books_agree(&backend).await;
    assert_eq!((counts.projects, counts.hosts, counts.students), (200, 2, 50));
    assert_eq!((counts.applications, counts.engagements, counts.entries, counts.events), (600, 150, 2_000, 4_000));
    assert_eq!(count(&backend, "events").await - before, 4_000);
    assert_eq!(count(&backend, "pg_constraint where contype = 'f' and convalidated").await, references);
    let of_scale = "projects p join hosts h on h.id = p.host_id where h.website like '%//host-%'";
    for (stage, expected) in
        [("completed", 120), ("in_progress", 30), ("published", 20), ("selection", 6), ("draft", 8)]
    {
        assert_eq!(count(&backend, &format!("{of_scale} and p.stage = '{stage}'")).await, expected, "{stage}");
    }
    assert_eq!(count(&backend, "events where at > timestamptz '2026-12-03T15:00:00Z'").await, 0);
    assert_eq!(count(&backend, "projects where stage = 'published' and apply_by < '2026-12-03'").await, 0);
    let sums = "timesheets t where t.minutes <> (select coalesce(sum(e.minutes), 0) from time_entries e where e.timesheet_id = t.id)";
    assert_eq!(count(&backend, sums).await, 0);
    assert!(matches!(seed::scale(&backend, 200).await, Err(Failure::Refused(_))));
    let at_risk = count(&backend, "engagements where at_risk").await;
    only_reminders(&backend).await;
    assert_eq!(count(&backend, "engagements where at_risk").await, at_risk);
}
