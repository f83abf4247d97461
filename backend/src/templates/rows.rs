//! Rows of `program_templates` <-> the domain's template.

use domain::actor::Belongs;
use domain::ids::TemplateId;
use domain::machine::Word as _;
use domain::projects::Draft;
use domain::templates::{Facts, ProgramTemplate, Stage};
use sqlx::types::Json;

use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::{at, word};

/// A template locked for this transaction.
pub(super) struct Locked {
    pub(super) template: ProgramTemplate,
    pub(super) draft: Draft,
    pub(super) needs: Vec<String>,
    pub(super) version: i32,
}

/// The template as the machine knows it.
pub(super) fn restored(cx: &Cx, id: TemplateId, stage: Stage, title: &str, needs: &[String]) -> ProgramTemplate {
    let belongs = Belongs { program: cx.program().id, host: None, student: None };
    let facts = Facts { ready: !title.is_empty() && !needs.is_empty() };
    ProgramTemplate::restore(id, belongs, facts, stage)
}

/// Locks a template of this program.
pub(super) async fn lock(tx: &mut Tx<'_>, id: TemplateId) -> Result<Option<Locked>, Failure> {
    let cx = tx.cx().clone();
    let row = sqlx::query!(
        r#"select stage, title, needs, version, draft as "draft!: Json<Draft>" from program_templates
           where id = $1 and program_id = $2 for update"#,
        id.0,
        cx.program().id.0,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let template = restored(&cx, id, word(&row.stage)?, &row.title, &row.needs);
    Ok(Some(Locked { template, draft: row.draft.0, needs: row.needs, version: row.version }))
}

/// Writes what a command changed. The title stands in the answers too: it is the one a project begins with.
pub(super) async fn save(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update program_templates set stage = $2, title = $3, category = $4, needs = $5, draft = $6, updated_at = $7,
            version = version + 1
         where id = $1",
        locked.template.id.0,
        locked.template.stage().word(),
        locked.draft.title,
        locked.draft.category,
        &locked.needs,
        Json(&locked.draft) as _,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
