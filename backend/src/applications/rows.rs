//! Row <-> application. Rows are always locked in the order student, project, application, so that
//! two writers never wait for each other in a circle.

use domain::actor::{Actor, Belongs, Party};
use domain::applications::{Application, Facts, NewApplication, Stage};
use domain::ids::{ApplicationId, FileId, HostId, PersonId, ProjectId};
use domain::machine::Word as _;
use domain::time::Day;
use uuid::Uuid;

use crate::cx::Tx;
use crate::failure::{Failure, on_used_id};
use crate::sql::{at, day, instant, on, word};

/// An application with what its letters and effects need to know around it.
#[derive(Debug)]
pub struct Row {
    pub application: Application,
    pub project: ProjectId,
    pub host: HostId,
    pub student: PersonId,
    pub title: String,
    pub host_name: String,
    pub student_name: String,
    /// The project's stage, in its word.
    pub project_stage: String,
    /// Seats of the project.
    pub seats: i32,
    /// First day, last day and hours a week of the project, as far as they are fixed.
    pub start: Option<Day>,
    pub end: Option<Day>,
    pub weekly_hours: i32,
}

/// Whether this actor may know of an application: its student, its host's members, staff, the system.
pub fn is_visible(actor: &Actor, belongs: &Belongs) -> bool {
    let parties = actor.parties(belongs);
    parties.iter().any(|party| matches!(party, Party::Student | Party::Host | Party::Staff | Party::System))
}

/// Locks and reads one application; `None` when it does not exist or is not this actor's to know.
pub async fn lock_visible(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<Row>, Failure> {
    let row = lock(tx, id).await?;
    Ok(row.filter(|row| is_visible(tx.cx().actor(), &row.application.belongs)))
}

/// Locks and reads one application for the system, whoever caused it to act.
pub async fn lock(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<Row>, Failure> {
    let row = sqlx::query!(
        r#"select a.program_id, a.project_id, a.student_id, a.stage, a.decision_due, a.offer_expires_at, a.extended,
            a.confirm_by, p.host_id, p.title, p.stage as project_stage, p.seats, p.apply_by, p.start_on, p.end_on,
            coalesce(p.weekly_hours, 0) as "weekly_hours!", h.name as host_name, s.name as student_name,
            p.seats - coalesce((select t.given from seats t where t.project_id = p.id), 0) as "seats_left!"
           from applications a
           join projects p on p.id = a.project_id
           join hosts h on h.id = p.host_id
           join people s on s.id = a.student_id
           where a.id = $1
           for update of a"#,
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    let facts = Facts {
        accepting: row.project_stage == "published",
        apply_by: day(row.apply_by),
        // Nobody is offered a seat of work that is under way.
        seats_left: if row.project_stage == "in_progress" { 0 } else { row.seats_left },
        decision_due: day(row.decision_due),
        offer_expires_at: instant(row.offer_expires_at),
        extended: row.extended,
        confirm_by: day(row.confirm_by),
        ..Facts::default()
    };
    Ok(Some(Row {
        application: Application::restore(id, belongs, facts, word::<Stage>(&row.stage)?),
        project: row.project_id.into(),
        host: row.host_id.into(),
        student: row.student_id.into(),
        title: row.title,
        host_name: row.host_name,
        student_name: row.student_name,
        project_stage: row.project_stage,
        seats: row.seats,
        start: day(row.start_on),
        end: day(row.end_on),
        weekly_hours: row.weekly_hours,
    }))
}

/// The same with the project locked first: for what counts its seats. Counting in a statement after
/// the lock sees every offer made before.
pub async fn lock_with_project(tx: &mut Tx<'_>, id: ApplicationId) -> Result<Option<Row>, Failure> {
    let project =
        sqlx::query_scalar!("select project_id from applications where id = $1", id.0).fetch_optional(tx.db()).await?;
    let Some(project) = project else { return Ok(None) };
    sqlx::query_scalar!("select id from projects where id = $1 for update", project).fetch_one(tx.db()).await?;
    lock_visible(tx, id).await
}

/// Locks the student's own row, so that what is counted per student is counted once at a time.
/// `None` when the person is no student here.
pub async fn lock_student(tx: &mut Tx<'_>, student: PersonId) -> Result<Option<String>, Failure> {
    let program = tx.cx().program().id;
    let standing = sqlx::query_scalar!(
        "select u.standing from students s join people u on u.id = s.person_id
         where s.person_id = $1 and s.program_id = $2 for update of s",
        student.0,
        program.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(standing)
}

/// What applying needs to know of a project.
#[derive(Debug)]
pub struct Target {
    pub host: HostId,
    pub title: String,
    pub host_name: String,
    pub facts: Facts,
    pub decide_by: Option<Day>,
    pub questions: Vec<String>,
    /// Whether the student applied to it before.
    pub applied: bool,
}

/// Reads the project a student applies to and holds it as it is until the end of the transaction.
/// Only what was once published exists for students.
pub async fn target(tx: &mut Tx<'_>, project: ProjectId, student: PersonId) -> Result<Option<Target>, Failure> {
    let program = tx.cx().program().id;
    let row = sqlx::query!(
        r#"select p.host_id, p.title, p.stage, p.apply_by, p.decide_by, h.name as host_name,
            coalesce(p.draft -> 'questions', '[]') as "questions!",
            (select count(*) from applications a where a.student_id = $2
                and a.stage in ('draft', 'submitted', 'shortlisted', 'interview', 'offered'))::int as "open!",
            exists (select 1 from applications a where a.student_id = $2 and a.project_id = p.id) as "applied!"
           from projects p join hosts h on h.id = p.host_id
           where p.id = $1 and p.program_id = $3 and p.published_at is not null
           for share of p"#,
        project.0,
        student.0,
        program.0,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let facts = Facts {
        accepting: row.stage == "published",
        apply_by: day(row.apply_by),
        open_applications: row.open,
        ..Facts::default()
    };
    Ok(Some(Target {
        host: row.host_id.into(),
        title: row.title,
        host_name: row.host_name,
        facts,
        decide_by: day(row.decide_by),
        questions: asked(serde_json::from_value(row.questions)?),
        applied: row.applied,
    }))
}

/// The questions that are asked: at most three, none empty.
pub fn asked(questions: Vec<String>) -> Vec<String> {
    questions.into_iter().filter(|q| !q.trim().is_empty()).take(domain::applications::ANSWERS).collect()
}

/// Whether a file is this student's résumé now; it stays so until the end of the transaction.
pub async fn holds_resume(tx: &mut Tx<'_>, student: PersonId, file: FileId) -> Result<bool, Failure> {
    let found = sqlx::query_scalar!(
        "select id from files where id = $1 and owner_id = $2 and kind = 'resume' and used_at is not null
           and removed_at is null and scan <> 'infected' for share",
        file.0,
        student.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(found.is_some())
}

/// Writes a new application. False when this student applied to this project before.
pub async fn insert(
    tx: &mut Tx<'_>,
    application: &Application,
    project: ProjectId,
    new: &NewApplication,
    samples: &[String],
    resume: Option<FileId>,
) -> Result<bool, Failure> {
    let now = tx.cx().at();
    let facts = &application.facts;
    let written = sqlx::query!(
        "insert into applications (id, program_id, project_id, student_id, stage, statement, answers, decision_due,
             submitted_at, created_at, updated_at, samples, resume_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10, $11) on conflict (project_id, student_id) do nothing",
        application.id.0,
        application.belongs.program.0,
        project.0,
        application.belongs.student.map(|s| s.0),
        application.stage().word(),
        new.pitch,
        serde_json::to_value(&new.answers)?,
        facts.decision_due.map(on) as _,
        at(now) as _,
        samples,
        resume.map(|file| file.0),
    )
    .execute(tx.db())
    .await
    .map_err(|error| on_used_id(error, "applications_pkey"))?;
    Ok(written.rows_affected() == 1)
}

/// Writes what a command changed. `reason` is kept when the command gave one.
pub async fn save(tx: &mut Tx<'_>, application: &Application, reason: Option<&str>) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update applications set stage = $2, offer_expires_at = $3, extended = $4, reason = coalesce($5, reason),
             version = version + 1, updated_at = $6, confirm_by = $7,
             revision_id = case when $7::date is null then null else revision_id end
         where id = $1",
        application.id.0,
        application.stage().word(),
        application.facts.offer_expires_at.map(at) as _,
        application.facts.extended,
        reason,
        at(now) as _,
        application.facts.confirm_by.map(on) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The applications of a project that still wait, in the order in which they are locked.
pub async fn waiting_of(tx: &mut Tx<'_>, project: ProjectId, stages: &[&str]) -> Result<Vec<ApplicationId>, Failure> {
    let stages: Vec<String> = stages.iter().map(|stage| (*stage).to_owned()).collect();
    let ids: Vec<Uuid> = sqlx::query_scalar!(
        "select id from applications where project_id = $1 and stage = any($2) order by id",
        project.0,
        &stages
    )
    .fetch_all(tx.db())
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Addresses in a student's profile that can be shown as work samples: links first, then what shows a skill.
pub async fn samples_of(tx: &mut Tx<'_>, student: PersonId) -> Result<Vec<String>, Failure> {
    let row = sqlx::query!(
        r#"select s.links, coalesce((select array_agg(k.evidence order by k.name) from student_skills k
            where k.student_id = s.person_id and k.evidence like 'http%'), '{}') as "evidence!"
           from students s where s.person_id = $1"#,
        student.0
    )
    .fetch_one(tx.db())
    .await?;
    Ok(samples(row.links, row.evidence))
}

/// Links first, then evidence that is one web address; each once.
pub fn samples(links: Vec<String>, evidence: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    let evidence = evidence.into_iter().filter(|text| domain::fields::is_web_address(text));
    for address in links.into_iter().chain(evidence) {
        if samples.len() < domain::applications::SAMPLES && !samples.contains(&address) {
            samples.push(address);
        }
    }
    samples
}

/// Whether the program has suspended a host.
pub async fn host_is_suspended(tx: &mut Tx<'_>, host: HostId) -> Result<bool, Failure> {
    let program = tx.cx().program().id;
    let suspended = sqlx::query_scalar!(
        r#"select exists (select 1 from host_standings where program_id = $1 and host_id = $2 and stage = 'suspended')
            as "suspended!""#,
        program.0,
        host.0
    )
    .fetch_one(tx.db())
    .await?;
    Ok(suspended)
}

/// Seats of a project that a student has taken.
pub async fn seats_taken(tx: &mut Tx<'_>, project: ProjectId) -> Result<i32, Failure> {
    let taken = sqlx::query_scalar!(r#"select taken as "taken!" from seats where project_id = $1"#, project.0)
        .fetch_optional(tx.db())
        .await?;
    Ok(taken.unwrap_or(0))
}
