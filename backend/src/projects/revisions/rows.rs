//! Rows of `project_revisions` <-> the domain's change.

use domain::ids::{ProjectId, RevisionId};
use domain::machine::Word as _;
use domain::projects::Draft;
use domain::revisions::{Facts, Revision, Stage};
use sqlx::types::Json;

use super::super::rows::Locked;
use crate::cx::Tx;
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, word};

/// A change, locked together with its project.
pub(super) struct Held {
    pub(super) revision: Revision,
    /// The terms it was compared with.
    pub(super) before: Draft,
    /// The terms it asks for.
    pub(super) draft: Draft,
}

/// What a new change is made of.
pub(super) struct New<'n> {
    pub(super) id: RevisionId,
    pub(super) project: ProjectId,
    pub(super) before: &'n Draft,
    pub(super) draft: &'n Draft,
    pub(super) author: domain::ids::PersonId,
    pub(super) reason: &'n str,
}

/// Seats of a project that were offered or taken.
pub(super) async fn given(tx: &mut Tx<'_>, project: ProjectId) -> Result<i32, Failure> {
    let given = sqlx::query_scalar!(r#"select given as "given!" from seats where project_id = $1"#, project.0)
        .fetch_optional(tx.db())
        .await?;
    Ok(given.unwrap_or(0))
}

/// Which project a change is of.
pub(super) async fn project_of(tx: &mut Tx<'_>, id: RevisionId) -> Result<Option<ProjectId>, Failure> {
    let project = sqlx::query_scalar!("select project_id from project_revisions where id = $1", id.0)
        .fetch_optional(tx.db())
        .await?;
    Ok(project.map(Into::into))
}

/// The change of a project that was locked before.
pub(super) async fn lock(
    tx: &mut Tx<'_>,
    locked: &Locked,
    id: RevisionId,
    given: i32,
) -> Result<Option<Held>, Failure> {
    let row = sqlx::query!(
        r#"select stage, before as "before!: Json<Draft>", draft as "draft!: Json<Draft>", author_id
           from project_revisions where id = $1 and project_id = $2 for update"#,
        id.0,
        locked.project.id.0,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let stage: Stage = word(&row.stage)?;
    let facts =
        Facts { author: row.author_id.into(), for_staff: true, blocking: 0, project: locked.project.stage(), given };
    let revision = Revision::restore(id, locked.project.belongs, facts, stage);
    Ok(Some(Held { revision, before: row.before.0, draft: row.draft.0 }))
}

/// Writes a new change under the number after the last.
pub(super) async fn insert(tx: &mut Tx<'_>, new: &New<'_>) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "insert into project_revisions (id, project_id, number, stage, before, draft, author_id, reason, submitted_at,
             created_at, updated_at)
         values ($1, $2, (select coalesce(max(r.number), 1) + 1 from project_revisions r where r.project_id = $2),
             'submitted', $3, $4, $5, $6, $7, $7, $7)",
        new.id.0,
        new.project.0,
        Json(new.before) as _,
        Json(new.draft) as _,
        new.author.0,
        new.reason,
        at(now) as _,
    )
    .execute(tx.db())
    .await
    .map_err(|error| on_constraint(error, "project_revisions_open_key", || Failure::Refused(one_waits())))?;
    Ok(())
}

/// Why a second change must wait for the first.
pub(super) fn one_waits() -> domain::refusal::Refusal {
    domain::refusal::Refusal::rule(
        "A change of this project already waits for staff. Take it back first, then change the project again.",
    )
}

/// Whether a change of this project waits.
pub(super) async fn waits(tx: &mut Tx<'_>, project: ProjectId) -> Result<bool, Failure> {
    let waits = sqlx::query_scalar!(
        r#"select exists (select 1 from project_revisions where project_id = $1 and stage = 'submitted') as "waits!""#,
        project.0,
    )
    .fetch_one(tx.db())
    .await?;
    Ok(waits)
}

/// Writes what a step changed, who decided and what was said.
pub(super) async fn save(tx: &mut Tx<'_>, revision: &Revision, note: Option<&str>) -> Result<(), Failure> {
    let (now, person) = (tx.cx().at(), tx.cx().actor().person_id());
    sqlx::query!(
        "update project_revisions set stage = $2, note = coalesce($3, note), decided_at = $4, updated_at = $4,
             reviewer_id = case when $2 in ('in_effect', 'rejected') and $5::uuid is distinct from author_id then $5 end,
             version = version + 1
         where id = $1",
        revision.id.0,
        revision.stage().word(),
        note,
        at(now) as _,
        person.map(|person| person.0),
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
