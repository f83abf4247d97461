//! What pages read of changes.

use domain::access::Action;
use domain::actor::Party;
use domain::ids::{PersonId, ProjectId, RevisionId};
use domain::machine::Word as _;
use domain::policy::NetPay;
use domain::projects::scope::Report;
use domain::projects::{Draft, scope};
use domain::refusal::Refusal;
use domain::revisions::{Change, Command, Facts, Materiality, Revision, Stage, changes, materiality, may_begin};
use domain::time::{Day, Instant};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::super::{check, host};
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::sql::{instant, word};

/// Longest list of changes that wait.
const QUEUE: i64 = 100;

/// A change that waits for staff.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Which.
    pub id: RevisionId,
    /// When it was asked for.
    pub submitted_at: Instant,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// The form that changes a published project.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// Which project.
    pub id: ProjectId,
    /// The version the form must name.
    pub version: i32,
    /// The published terms.
    pub draft: Draft,
    /// Why it cannot be changed now.
    pub refused: Option<String>,
    /// Students who applied and wait for an answer.
    pub waiting: i64,
    /// The newest change that holds or waits.
    pub newest: Option<Newest>,
}

/// The newest change of a project, for somebody who wrote another meanwhile.
#[derive(Clone, Debug)]
pub struct Newest {
    /// Who asked for it.
    pub who: String,
    /// Whether that is the reader.
    pub own: bool,
    /// When it took effect, or was asked for.
    pub at: Instant,
    /// Whether it waits for staff.
    pub waits: bool,
    /// The terms before it.
    pub before: Draft,
    /// The terms with it.
    pub draft: Draft,
}

/// One line of the staff's list.
#[derive(Clone, Debug)]
pub struct RevisionEntry {
    /// Which.
    pub id: RevisionId,
    /// The project's title.
    pub title: String,
    /// The host organisation's name.
    pub host: String,
    /// When it was asked for.
    pub submitted_at: Instant,
    /// The day by which staff decide.
    pub due: Day,
    /// What it changes, in a line.
    pub changed: String,
}

/// A change on the reviewer's desk.
#[derive(Clone, Debug)]
pub struct RevisionView {
    /// Which.
    pub id: RevisionId,
    /// Where it stands.
    pub stage: Stage,
    /// Of which project.
    pub project: ProjectId,
    /// The project's title as published.
    pub title: String,
    /// The host organisation's name.
    pub host: String,
    /// Who asked.
    pub author: String,
    /// Who decided about it or took it back; empty while it waits, and when it ended without anybody.
    pub ended_by: String,
    /// Whether the reader asked for it.
    pub own: bool,
    /// Why the host wants it; empty when not said.
    pub reason: String,
    /// Why staff said no.
    pub note: String,
    /// When it was asked for.
    pub submitted_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// The day by which staff decide.
    pub due: Day,
    /// What it changes.
    pub changes: Vec<Change>,
    /// What that means together.
    pub weight: Materiality,
    /// What reaches the student: now, and then.
    pub pay: (Option<NetPay>, Option<NetPay>),
    /// The scope check of the changed terms.
    pub report: Report,
    /// Students who would have to confirm it.
    pub waiting: i64,
    /// What the reader can do now.
    pub offers: Vec<Command>,
}

/// The change of a project that waits, for its own people.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else.
pub async fn pending(cx: &Cx, project: ProjectId) -> Result<Option<Pending>, Failure> {
    let mut db = cx.pool().acquire().await?;
    host::own(&mut db, cx, project).await?;
    let row = sqlx::query!(
        r#"select id, submitted_at, before as "before!: Json<Draft>", draft as "draft!: Json<Draft>"
           from project_revisions where project_id = $1 and stage = 'submitted'"#,
        project.0,
    )
    .fetch_optional(&mut *db)
    .await?;
    Ok(row.map(|row| Pending {
        id: row.id.into(),
        submitted_at: row.submitted_at.to_jiff(),
        changes: changes(&row.before, &row.draft),
    }))
}

/// Whether a change of this project waits for staff: for anybody who reads its page.
///
/// # Errors
/// When the database does not answer.
pub async fn is_pending(visit: &Visit, project: ProjectId) -> Result<bool, Failure> {
    let waits = sqlx::query_scalar!(
        r#"select exists (select 1 from project_revisions where project_id = $1 and stage = 'submitted') as "waits!""#,
        project.0,
    )
    .fetch_one(visit.pool())
    .await?;
    Ok(waits)
}

/// The form that changes a published project, for the members of its host.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else.
pub async fn change_page(cx: &Cx, id: ProjectId) -> Result<ChangeView, Failure> {
    let mut db = cx.pool().acquire().await?;
    let own = host::own(&mut db, cx, id).await?;
    if !cx.actor().parties(&own.belongs).contains(&Party::Host) {
        return Err(Failure::NotFound);
    }
    let row = sqlx::query!(
        r#"select coalesce((select t.given from seats t where t.project_id = $1), 0) as "given!",
            exists (select 1 from project_revisions where project_id = $1 and stage = 'submitted') as "waits!",
            (select count(*) from applications where project_id = $1
                and stage in ('submitted', 'shortlisted', 'interview')) as "waiting!""#,
        id.0,
    )
    .fetch_one(&mut *db)
    .await?;
    let refused = match may_begin(own.stage, row.given) {
        Err(Refusal::Rule(sentence)) => Some(sentence),
        Err(other) => Some(other.to_string()),
        Ok(()) if row.waits => {
            Some("A change already waits for staff. Take it back first, then change the project again.".to_owned())
        }
        Ok(()) => None,
    };
    let newest = newest(&mut db, cx, id).await?;
    Ok(ChangeView { id, version: own.version, draft: own.draft, refused, waiting: row.waiting, newest })
}

async fn newest(db: &mut PgConnection, cx: &Cx, id: ProjectId) -> Result<Option<Newest>, Failure> {
    let row = sqlx::query!(
        r#"select r.stage, r.before as "before!: Json<Draft>", r.draft as "draft!: Json<Draft>", r.author_id, a.name as author,
            coalesce(r.decided_at, r.submitted_at) as "at!"
           from project_revisions r join people a on a.id = r.author_id
           where r.project_id = $1 and r.stage in ('submitted', 'in_effect') order by r.number desc limit 1"#,
        id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Newest {
        own: cx.actor().person_id().is_some_and(|person| person.0 == row.author_id),
        who: row.author,
        at: row.at.to_jiff(),
        waits: row.stage == Stage::Submitted.word(),
        before: row.before.0,
        draft: row.draft.0,
    }))
}

/// The day by which staff decide.
fn due(visit: &Visit, sent: Instant) -> Day {
    visit.program().calendar.after(visit.program().day_of(sent), visit.policy().review_days)
}

/// Changes that wait for staff, the oldest first.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here.
pub async fn waiting(cx: &Cx) -> Result<Vec<RevisionEntry>, Failure> {
    cx.require(Action::ReviewProjects)?;
    let rows = sqlx::query!(
        r#"select r.id, p.title, h.name as host, r.submitted_at, r.before as "before!: Json<Draft>", r.draft as "draft!: Json<Draft>"
           from project_revisions r join projects p on p.id = r.project_id join hosts h on h.id = p.host_id
           where p.program_id = $1 and r.stage = 'submitted' order by r.submitted_at, r.id limit $2"#,
        cx.program().id.0,
        QUEUE,
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| RevisionEntry {
            id: row.id.into(),
            title: row.title,
            host: row.host,
            submitted_at: row.submitted_at.to_jiff(),
            due: due(cx, row.submitted_at.to_jiff()),
            changed: domain::revisions::in_words(&changes(&row.before, &row.draft)),
        })
        .collect())
}

/// A change on the reviewer's desk, whatever its stage.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here.
pub async fn revision_page(cx: &Cx, id: RevisionId) -> Result<RevisionView, Failure> {
    cx.require(Action::ReviewProjects)?;
    let mut db = cx.pool().acquire().await?;
    let row = sqlx::query!(
        r#"select r.project_id, r.stage, r.before as "before!: Json<Draft>", r.draft as "draft!: Json<Draft>", r.author_id,
            a.name as author, r.reason, r.note, r.submitted_at, r.decided_at,
            coalesce((select p.name from events e join people p on p.id = e.actor_id
                where e.subject_id = r.id and e.stage_to <> 'submitted' and e.party <> 'system'
                order by e.id desc limit 1), '') as "ended_by!",
            coalesce((select t.given from seats t where t.project_id = r.project_id), 0) as "given!",
            (select count(*) from applications x where x.project_id = r.project_id
                and x.stage in ('submitted', 'shortlisted', 'interview')) as "waiting!"
           from project_revisions r join people a on a.id = r.author_id
           where r.id = $1"#,
        id.0,
    )
    .fetch_optional(&mut *db)
    .await?
    .ok_or(Failure::NotFound)?;
    let project: ProjectId = row.project_id.into();
    let own = host::own(&mut db, cx, project).await?;
    let facts = check::facts(&mut db, cx, own.host_id, project, &row.draft).await?;
    let stage: Stage = word(&row.stage)?;
    let author: PersonId = row.author_id.into();
    let rules = Facts { author, for_staff: true, blocking: 0, project: own.stage, given: row.given };
    let found = changes(&row.before, &row.draft);
    Ok(RevisionView {
        id,
        stage,
        project,
        title: row.before.title.clone(),
        host: own.host,
        author: row.author,
        ended_by: row.ended_by,
        own: cx.actor().person_id() == Some(author),
        reason: row.reason,
        note: row.note,
        submitted_at: row.submitted_at.to_jiff(),
        decided_at: instant(row.decided_at),
        due: due(cx, row.submitted_at.to_jiff()),
        weight: materiality(&found),
        changes: found,
        pay: (row.before.net_pay(cx.policy()), row.draft.net_pay(cx.policy())),
        report: scope::check(&row.draft, cx.policy(), &facts),
        waiting: row.waiting,
        offers: Revision::restore(id, own.belongs, rules, stage).offers(cx.actor()),
    })
}
