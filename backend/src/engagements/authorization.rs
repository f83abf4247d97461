//! What a student says of their status reaches the work that has not begun.

use domain::actor::{Belongs, Party};
use domain::engagements::{Authorization, Stage, Terms};
use domain::event::{Event, Subject};
use domain::ids::PersonId;
use domain::machine::Word as _;
use sqlx::types::Json;

use super::{letters, rows};
use crate::Tx;
use crate::failure::Failure;
use crate::sql::at;

/// The student has said whether work must be cleared before it begins: what is being prepared and was not cleared yet
/// follows, and the officer hears of each.
///
/// # Errors
/// Only when the database does not answer.
pub(crate) async fn status_was_said(tx: &mut Tx<'_>, student: PersonId, must_be_cleared: bool) -> Result<(), Failure> {
    let now = if must_be_cleared { Authorization::Needed } else { Authorization::NotNeeded };
    let changed = sqlx::query!(
        r#"update engagements set work_authorization = $2, version = version + 1, updated_at = $4
           where student_id = $1 and stage = $3 and work_authorization not in ($2, 'cleared')
           returning id, program_id, host_id, project_id, terms as "terms: Json<Terms>""#,
        student.0,
        rows::authorization_word(now),
        Stage::Onboarding.word(),
        at(tx.cx().at()) as _,
    )
    .fetch_all(tx.db())
    .await?;
    for row in changed {
        let belongs =
            Belongs { program: row.program_id.into(), host: Some(row.host_id.into()), student: Some(student) };
        let event = Event {
            subject: Subject::Engagement,
            id: row.id,
            belongs,
            command: "say_status",
            by: Party::Student,
            from: None,
            to: None,
            reason: None,
            kind: None,
        };
        tx.record(&event, domain::ids::ProjectId::from(row.project_id)).await?;
        if must_be_cleared {
            letters::clearance_asked(tx, &row.terms.0).await?;
        }
    }
    Ok(())
}
