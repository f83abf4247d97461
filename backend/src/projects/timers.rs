//! What happens to projects by itself. Each project is stepped in its own transaction, under a lock
//! that a second server skips, so every step is taken once.

use domain::actor::{Actor, Role};
use domain::event::{Reason, ReasonKind};
use domain::ids::{PersonId, ProjectId};
use domain::projects::{Order, Stage};
use domain::time::plus_days;

use super::effects::step;
use super::rows::{self, Locked};
use super::{commands, letters};
use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::{at, on, word};

/// Projects one run looks at, per timer.
const BATCH: i64 = 500;
/// Days after which the author of an idle draft is reminded.
const REMINDER_DAYS: i64 = 30;
/// Days without an applicant after which the host is advised.
const QUIET_DAYS: i64 = 7;

/// Runs every timer of projects in the program of `cx`. Returns how many projects moved on.
///
/// # Errors
/// When the database does not answer. A project that refuses is logged and tried again next time.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let mut moved = 0;
    for (id, stage) in due(cx).await? {
        match run_one(cx, id, stage).await {
            Ok(true) => moved += 1,
            Ok(false) => {}
            Err(Failure::Refused(refusal)) => {
                tracing::warn!(project = %id, %refusal, "a timer of a project was refused")
            }
            Err(failure) => return Err(failure),
        }
    }
    moved += super::revisions::run_timers(cx).await?;
    remind(cx).await?;
    Ok(moved)
}

/// Projects whose day has come, with the stage in which it has.
async fn due(cx: &Cx) -> Result<Vec<(ProjectId, Stage)>, Failure> {
    let today = cx.today();
    let midnight = |days: i64| {
        plus_days(today, -days).to_zoned(cx.program().zone.clone()).map_or(cx.at(), |start| start.timestamp())
    };
    let answered = plus_days(today, -i64::from(cx.policy().automatic_answer_days));
    let rows = sqlx::query!(
        r#"select id as "id!", stage as "stage!" from (
            (select id, stage from projects where program_id = $1 and stage in ('published', 'paused') and apply_by < $2 limit $7)
            union all
            (select id, stage from projects where program_id = $1 and stage = 'approved' and publish_on <= $2 limit $7)
            union all
            (select id, stage from projects p where program_id = $1 and stage = 'selection' and apply_by < $3 and updated_at < $8
                and not exists (select 1 from seats t where t.project_id = p.id)
                and not exists (select 1 from applications a where a.project_id = p.id
                    and a.stage in ('submitted', 'shortlisted', 'interview')) limit $7)
            union all
            (select id, stage from projects where program_id = $1 and stage = 'draft' and updated_at < $4 limit $7)
            union all
            (select id, stage from projects where program_id = $1 and stage = 'changes_requested' and updated_at < $5 limit $7)
            union all
            (select id, stage from projects where program_id = $1 and stage = 'awaiting_host_acceptance' and updated_at < $6 limit $7)
           ) due"#,
        cx.program().id.0,
        on(today) as _,
        on(answered) as _,
        at(midnight(domain::projects::IDLE_DRAFT_DAYS - 1)) as _,
        at(midnight(domain::projects::CHANGES_DAYS - 1)) as _,
        at(midnight(domain::projects::SCOPE_ANSWER_DAYS - 1)) as _,
        BATCH,
        // A seat that came free again is offered for as long as a first one.
        at(midnight(i64::from(cx.policy().automatic_answer_days))) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter().map(|row| Ok((row.id.into(), word(&row.stage)?))).collect()
}

/// Whether it moved on. What was due may have changed since it was listed: another server may have taken its step, and its
/// next stage has a day of its own. Within one stage the machine decides.
async fn run_one(cx: &Cx, id: ProjectId, stage: Stage) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    let free = sqlx::query_scalar!("select id from projects where id = $1 for update skip locked", id.0)
        .fetch_optional(tx.db())
        .await?;
    if free.is_none() {
        return Ok(false);
    }
    let Some(locked) = rows::lock(&mut tx, id).await? else { return Ok(false) };
    if locked.project.stage() != stage {
        return Ok(false);
    }
    let over = locked.project.facts.apply_by.is_some_and(|day| day < cx.today());
    match stage {
        Stage::Approved => {
            let locked = commands::publish(&mut tx, locked, &Actor::System).await?;
            letters::approved(&mut tx, &locked).await?;
        }
        Stage::Published | Stage::Paused if over => close_applications(&mut tx, locked).await?,
        Stage::Selection if over => expire(&mut tx, locked, "Nobody who applied was chosen in time.").await?,
        Stage::Draft | Stage::ChangesRequested => {
            let locked = step(&mut tx, locked, &Order::Archive, &Actor::System).await?;
            letters::put_away(&mut tx, &locked).await?;
        }
        Stage::AwaitingHostAcceptance => {
            let reason = "The host did not answer within 10 days.";
            let locked = step(&mut tx, locked, &Order::ReturnToAuthor(in_words(reason)?), &Actor::System).await?;
            letters::returned(&mut tx, &locked, reason).await?;
        }
        _ => return Ok(false),
    }
    tx.commit().await?;
    Ok(true)
}

async fn close_applications(tx: &mut Tx<'_>, locked: Locked) -> Result<(), Failure> {
    let applicants = sqlx::query_scalar!(
        r#"select count(*) as "count!" from applications where project_id = $1
            and stage in ('submitted', 'shortlisted', 'interview', 'offered', 'accepted')"#,
        locked.project.id.0,
    )
    .fetch_one(tx.db())
    .await?;
    if applicants == 0 {
        return expire(tx, locked, "Nobody applied by the last day.").await;
    }
    let locked = step(tx, locked, &Order::StartSelection, &Actor::System).await?;
    letters::selection_began(tx, &locked, applicants).await
}

async fn expire(tx: &mut Tx<'_>, locked: Locked, reason: &str) -> Result<(), Failure> {
    let id = locked.project.id;
    let locked = step(tx, locked, &Order::Expire(in_words(reason)?), &Actor::System).await?;
    crate::applications::close_for_project(tx, id).await?;
    letters::expired(tx, &locked, reason).await
}

fn in_words(reason: &str) -> Result<Reason, Failure> {
    Reason::parse(reason).map(|words| words.of_kind(ReasonKind::TimeOver)).map_err(Failure::corrupt)
}

/// Letters that change nothing, each written once: idle drafts, reviews that are late, projects that
/// nobody applies to.
async fn remind(cx: &Cx) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    let zone = cx.program().zone.clone();
    let start_of = |day: domain::time::Day| day.to_zoned(zone.clone()).map_or(cx.at(), |start| start.timestamp());
    // More than the promised business days are over from the day after on.
    let review_day = cx.program().calendar.passed_since(cx.today(), cx.policy().review_days.saturating_add(1));
    let rows = sqlx::query!(
        r#"select id as "id!", title as "title!", kind as "kind!", person_id as "person_id!", key as "key!" from (
            (select p.id, p.title, 'idle' as kind, p.author_id as person_id, 'idle:' || p.id as key from projects p
                where p.program_id = $1 and p.stage = 'draft' and p.updated_at < $2
                    and not exists (select 1 from mails m where m.dedupe_key = 'idle:' || p.id || ':' || p.author_id) limit $5)
            union all
            (select p.id, p.title, 'late', r.person_id, k.key
                from projects p join program_roles r on r.program_id = p.program_id and r.role = $6
                -- A project that comes again has a review of its own.
                cross join lateral (select 'late:' || p.id || ':' || extract(epoch from p.submitted_at)::bigint as key) k
                where p.program_id = $1 and p.stage in ('submitted', 'in_review') and p.submitted_at < $3
                    and not exists (select 1 from mails m where m.dedupe_key = k.key || ':' || r.person_id) limit $5)
            union all
            -- Whoever began the review has not finished it: somebody else may, counted from when it began.
            (select p.id, p.title, 'second', r.person_id, k.key
                from projects p join program_roles r on r.program_id = p.program_id and r.role = $6
                    and r.person_id <> p.reviewer_id and r.person_id <> p.author_id
                cross join lateral (select max(e.at) as at, 'second:' || p.id || ':' || extract(epoch from max(e.at))::bigint as key
                    from events e where e.subject = 'project' and e.subject_id = p.id and e.command = 'claim') k
                where p.program_id = $1 and p.stage = 'in_review' and k.at < $3
                    and not exists (select 1 from mails m where m.dedupe_key = k.key || ':' || r.person_id) limit $5)
            union all
            (select p.id, p.title, 'quiet', h.person_id, 'quiet:' || p.id from projects p
                join host_members h on h.host_id = p.host_id
                where p.program_id = $1 and p.stage = 'published' and p.published_at < $4
                    and not exists (select 1 from applications a where a.project_id = p.id and a.stage <> 'draft')
                    and not exists (select 1 from mails m where m.dedupe_key = 'quiet:' || p.id || ':' || h.person_id) limit $5)
           ) letters"#,
        cx.program().id.0,
        at(start_of(plus_days(cx.today(), -REMINDER_DAYS))) as _,
        at(start_of(plus_days(review_day, 1))) as _,
        at(start_of(plus_days(cx.today(), -QUIET_DAYS))) as _,
        BATCH,
        Role::Staff.word(),
    )
    .fetch_all(tx.db())
    .await?;
    for row in rows {
        let (id, title): (ProjectId, String) = (row.id.into(), row.title);
        let to: PersonId = row.person_id.into();
        let (subject, line, action) = words(&row.kind, id, &title);
        letters::remind(&mut tx, to, &row.key, subject, line, action).await?;
    }
    tx.commit().await
}

/// What a reminder says: its subject, its line, and what to press.
fn words(kind: &str, id: ProjectId, title: &str) -> (String, String, (&'static str, String)) {
    let (subject, line, press, path) = match kind {
        "idle" => (
            "Your draft still waits for you".to_owned(),
            "Nobody touched this project for 30 days. It is put away after 90.",
            "Continue",
            format!("/host/projects/{id}"),
        ),
        "late" => (
            format!("Review is late: {title}"),
            "The host was promised an answer by now.",
            "Review it",
            format!("/staff/queue/{id}"),
        ),
        "second" => (
            format!("A second reviewer is needed: {title}"),
            "Its review has begun and was not finished in the promised time. You can take it on instead.",
            "Take it on",
            format!("/staff/queue/{id}"),
        ),
        _ => (
            format!("No applications yet: {title}"),
            "A week has passed without one. Fewer must-have skills or a later last day often help.",
            "Open the project",
            format!("/host/projects/{id}"),
        ),
    };
    (subject, line.to_owned(), (press, path))
}
