//! Comments of staff beside fields, and what hosts answer.

use domain::fields::FieldErrors;
use domain::ids::ProjectId;
use domain::projects::{Draft, addressed};
use sqlx::types::Json;
use uuid::Uuid;

use crate::cx::Tx;
use crate::failure::Failure;
use crate::sql::at;

/// Longest answer, in characters.
const ANSWER: usize = 1_000;
/// Most open comments that are looked at.
const OPEN: i64 = 200;

/// A comment that waits for the host.
pub(super) struct Open {
    id: Uuid,
    field: String,
    answer: String,
}

impl Open {
    /// The name of its answer in the wizard's form.
    fn name(&self) -> String {
        format!("answer:{}", self.id)
    }
}

/// The open comments of a project; the caller holds its lock.
pub(super) async fn open(tx: &mut Tx<'_>, id: ProjectId) -> Result<Vec<Open>, Failure> {
    let rows = sqlx::query_as!(
        Open,
        "select id, field, answer from project_comments where project_id = $1 and settled_at is null order by id limit $2",
        id.0,
        OPEN,
    )
    .fetch_all(tx.db())
    .await?;
    Ok(rows)
}

/// Their answers as fields of a form.
pub(super) fn as_fields(open: &[Open]) -> Vec<(String, String)> {
    open.iter().map(|comment| (comment.name(), comment.answer.clone())).collect()
}

/// Keeps the answers a form has, where they are new.
pub(super) async fn answer(
    tx: &mut Tx<'_>,
    open: &[Open],
    fields: &[(String, String)],
    errors: &mut FieldErrors,
) -> Result<(), Failure> {
    let (now, person) = (tx.cx().at(), tx.cx().actor().person_id().map(|person| person.0));
    for comment in open {
        let name = comment.name();
        let Some((_, typed)) = fields.iter().find(|(field, _)| *field == name) else { continue };
        let length = typed.trim().chars().count();
        if length > ANSWER {
            errors.add(name, format!("You wrote {length} characters, and {ANSWER} fit. Take {} out.", length - ANSWER));
        }
        let text: String = typed.trim().chars().filter(|c| *c != '\0').collect();
        // Never a part of it: beyond twice the length the earlier answer stays.
        if text == comment.answer || length > ANSWER * 2 {
            continue;
        }
        sqlx::query!(
            "update project_comments set answer = $2, answered_by = $3, answered_at = $4 where id = $1",
            comment.id,
            text,
            person,
            at(now) as _,
        )
        .execute(tx.db())
        .await?;
    }
    Ok(())
}

/// When a project is sent again: a comment that was answered, or whose field changed, is settled. The others stay open.
pub(super) async fn settle(tx: &mut Tx<'_>, id: ProjectId, draft: &Draft) -> Result<(), Failure> {
    let open = open(tx, id).await?;
    if open.is_empty() {
        return Ok(());
    }
    let before = sqlx::query_scalar!(r#"select reviewed as "reviewed: Json<Draft>" from projects where id = $1"#, id.0)
        .fetch_one(tx.db())
        .await?;
    let settled: Vec<Uuid> = open
        .iter()
        .filter(|comment| {
            let changed = before.as_ref().is_some_and(|before| addressed(before, draft, &comment.field));
            changed || !comment.answer.is_empty()
        })
        .map(|comment| comment.id)
        .collect();
    let now = tx.cx().at();
    sqlx::query!("update project_comments set settled_at = $2 where id = any($1)", &settled, at(now) as _)
        .execute(tx.db())
        .await?;
    Ok(())
}
