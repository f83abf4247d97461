//! What the system answers by itself: offers that run out, hosts that stay silent, projects that are
//! full or over. Nobody is left waiting.

use domain::actor::Actor;
use domain::applications::{MACHINE, Order, Stage, automatic_answer_on};
use domain::event::Reason;
use domain::ids::{ApplicationId, PersonId, ProjectId};
use domain::time::{Day, plus_days};

use super::commands::step;
use super::{letters, promises, rows, runner_up, terms};
use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::{at, on};

const FULL: &str = "Every seat of this project is taken now: another student was offered it and accepted. \
    This says nothing against your application, which was read with the others.";
const BEGUN: &str = "The work has begun with the students who were chosen, so no seat will come free any more. \
    This says nothing against your application, which was read with the others.";
/// Stages that wait for an answer.
const WAITING: [&str; 3] = ["submitted", "shortlisted", "interview"];
/// What an applicant reads whom the host did not answer; the host’s record counts these.
pub(crate) const SILENT: &str = "The host did not decide by the promised day, so we answer in its place: you were not selected. \
    This says nothing against your application. The program’s staff know that the host did not answer.";
const OVER: &str = "The project was called off before anybody was chosen. Nothing in your application was the cause.";
/// Rows one run takes on; the rest waits for the next run.
const BATCH: i64 = 200;

fn reason(words: &str) -> Result<Reason, Failure> {
    Reason::parse(words).map_err(Failure::corrupt)
}

/// Answers everybody who still waits for a project whose seats are all taken; its runners-up stay next in line until the
/// work begins. The caller has locked the project.
pub(super) async fn answer_others(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let in_line = runner_up::waiting(tx, project).await?;
    for id in rows::waiting_of(tx, project, &WAITING).await? {
        if !in_line.contains(&id) || !runner_up::keep_in_line(tx, id).await? {
            not_select(tx, id, FULL).await?;
        }
    }
    Ok(())
}

/// Answers whoever waited for the case that somebody leaves before the start, once everybody has begun: nobody is offered
/// a seat of work that is under way.
pub(crate) async fn answer_in_line(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let begun = sqlx::query_scalar!(
        r#"select exists (select 1 from projects p where p.id = $1 and p.stage = 'in_progress') and not exists
            (select 1 from engagements e where e.project_id = $1 and e.stage = 'onboarding') as "begun!""#,
        project.0,
    )
    .fetch_one(tx.db())
    .await?;
    if begun {
        for id in rows::waiting_of(tx, project, &WAITING).await? {
            not_select(tx, id, BEGUN).await?;
        }
    }
    Ok(())
}

/// Nothing where somebody was quicker.
async fn not_select(tx: &mut Tx<'_>, id: ApplicationId, words: &str) -> Result<(), Failure> {
    let Some(row) = rows::lock(tx, id).await? else { return Ok(()) };
    if !matches!(row.application.stage(), Stage::Submitted | Stage::Shortlisted | Stage::Interview) {
        return Ok(());
    }
    let reason = reason(words)?;
    let row = step(tx, row, &Order::NotSelect(reason.clone()), &Actor::System).await?;
    letters::not_selected(tx, &row, &reason).await
}

/// Closes every open application of a project that was called off or expired, and tells the students.
/// The caller has locked the project.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn close_for_project(tx: &mut Tx<'_>, project: ProjectId) -> Result<(), Failure> {
    let reason = reason(OVER)?;
    let order = Order::Close(reason.clone());
    for id in rows::waiting_of(tx, project, &["draft", "submitted", "shortlisted", "interview", "offered"]).await? {
        let Some(row) = rows::lock(tx, id).await? else { continue };
        if MACHINE.terminal.contains(&row.application.stage()) {
            continue;
        }
        let row = step(tx, row, &order, &Actor::System).await?;
        letters::closed(tx, &row, &reason).await?;
    }
    Ok(())
}

/// Tells a student who may no longer apply that what they applied for ends, and the hosts with it. Offers stand: they were
/// made.
pub(crate) async fn mark_ineligible_all(tx: &mut Tx<'_>, student: PersonId, reason: &Reason) -> Result<(), Failure> {
    let open = sqlx::query_scalar!(
        "select id from applications where student_id = $1 and program_id = $2
             and stage in ('draft', 'submitted', 'shortlisted') order by id",
        student.0,
        tx.cx().program().id.0,
    )
    .fetch_all(tx.db())
    .await?;
    let order = Order::MarkIneligible(reason.clone());
    for id in open {
        let Some(row) = rows::lock(tx, id.into()).await? else { continue };
        if matches!(row.application.stage(), Stage::Draft | Stage::Submitted | Stage::Shortlisted) {
            let row = step(tx, row, &order, &Actor::System).await?;
            letters::ineligible(tx, &row, reason).await?;
        }
    }
    Ok(())
}

/// Does what is due in this program, each application in a transaction of its own. Returns how many
/// were moved; run again at once, it moves none.
///
/// # Errors
/// When the database does not answer. One application that cannot be moved is logged and left out.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let program = cx.program().id;
    let offers = sqlx::query_scalar!(
        "select id from applications where program_id = $1 and stage = 'offered' and offer_expires_at <= $2
         order by offer_expires_at limit $3",
        program.0,
        at(cx.at()) as _,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    let silent = sqlx::query_scalar!(
        "select a.id from applications a join projects p on p.id = a.project_id
         where a.program_id = $1 and a.stage in ('submitted', 'shortlisted', 'interview') and p.apply_by <= $2
             -- Somebody next in line was promised another day.
             and (p.stage <> 'filled' or a.runner_up is null) and (a.decision_due is null or a.decision_due < $4)
         order by p.apply_by, a.id limit $3",
        program.0,
        on(answered_until(cx)) as _,
        BATCH,
        on(cx.today()) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    let in_line = sqlx::query_scalar!(
        "select a.id from applications a join projects p on p.id = a.project_id
         where a.program_id = $1 and a.stage in ('submitted', 'shortlisted', 'interview') and p.stage = 'filled'
             and a.runner_up is not null and a.decision_due < $2
         order by a.id limit $3",
        program.0,
        on(cx.today()) as _,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut moved = promises::run_timers(cx).await?;
    for id in in_line {
        moved += counted(id.into(), end_of_line(cx, id.into()).await)?;
    }
    for id in terms::unconfirmed(cx).await? {
        moved += counted(id, terms::lapse(cx, id).await)?;
    }
    for id in offers {
        moved += counted(id.into(), expire_offer(cx, id.into()).await)?;
    }
    for id in runner_up::due(cx).await? {
        moved += counted(id, runner_up::offer(cx, id).await)?;
    }
    for id in silent {
        moved += counted(id.into(), answer_for_host(cx, id.into()).await)?;
    }
    Ok(moved)
}

/// The latest last day to apply whose applicants are answered automatically today or were before.
fn answered_until(cx: &Cx) -> Day {
    latest(cx.today(), |day| automatic_answer_on(day, cx.policy(), &cx.program().calendar))
}

/// The latest last day to apply of which `due` is today or was before.
pub(super) fn latest(today: Day, due: impl Fn(Day) -> Day) -> Day {
    let mut day = today;
    // The business days of a policy lie within a few months, whatever the holidays; a year ends any mistake.
    for _ in 0..366 {
        if due(day) <= today {
            break;
        }
        day = plus_days(day, -1);
    }
    day
}

/// One row's failure must not stop the others, unless it is everybody's.
fn counted(id: ApplicationId, done: Result<(), Failure>) -> Result<usize, Failure> {
    match done {
        Ok(()) => Ok(1),
        // Somebody was quicker: the student answered, the host decided.
        Err(Failure::Refused(_) | Failure::NotFound) => Ok(0),
        Err(failure @ Failure::Unavailable(_)) => Err(failure),
        Err(failure) => {
            tracing::error!(application = %id, error = ?failure, "a timer could not move an application");
            Ok(0)
        }
    }
}

async fn expire_offer(cx: &Cx, id: ApplicationId) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    let row = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let row = step(&mut tx, row, &Order::ExpireOffer, &Actor::System).await?;
    letters::offer_expired(&mut tx, &row).await?;
    tx.commit().await
}

/// The day is over by which somebody next in line was promised an answer.
async fn end_of_line(cx: &Cx, id: ApplicationId) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    not_select(&mut tx, id, FULL).await?;
    tx.commit().await
}

async fn answer_for_host(cx: &Cx, id: ApplicationId) -> Result<(), Failure> {
    let reason = reason(SILENT)?;
    let mut tx = cx.begin().await?;
    let row = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let row = step(&mut tx, row, &Order::NotSelect(reason.clone()), &Actor::System).await?;
    letters::answered_for_host(&mut tx, &row, &reason).await?;
    tx.commit().await
}
