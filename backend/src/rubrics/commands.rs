//! Keeping a reviewer's scores.

use std::collections::HashMap;

use domain::actor::Party;
use domain::event::{Event, Subject};
use domain::ids::ApplicationId;
use domain::refusal::Refusal;
use domain::rubrics::{Sheet, may_score};

use super::queries::criteria_of;
use crate::applications::lock_visible;
use crate::cx::{Cx, Once};
use crate::failure::Failure;
use crate::sql::at;

/// A sheet as the form sends it, not yet checked: which scores are needed is the project's to say.
#[derive(Clone, Debug, Default)]
pub struct SheetForm {
    /// Fields `scores[…]`: the mark of a criterion and its score.
    pub scores: HashMap<String, String>,
    /// Field `note`.
    pub note: String,
    /// The version of the reviewer's own sheet that was on the page; 0 for none.
    pub version: i32,
}

/// Keeps what the acting member of the host gives an application, for the first time or anew.
///
/// # Errors
/// Fields that are wrong; a refusal for everybody but the host, and once the application has its answer;
/// [`Refusal::Changed`] when the reviewer's sheet is another one by now; [`Failure::NotFound`] for those it does not concern.
pub async fn score(cx: &Cx, id: ApplicationId, form: &SheetForm, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let row = lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let belongs = row.application.belongs;
    let parties = cx.actor().parties(&belongs);
    if !parties.contains(&Party::Host) {
        // For its student there are no scores.
        let staff = parties.contains(&Party::Staff);
        return Err(if staff {
            Refusal::rule("Only the host scores its applicants.").into()
        } else {
            Failure::NotFound
        });
    }
    may_score(row.application.stage())?;
    let criteria = criteria_of(tx.db(), row.project).await?;
    let sheet = Sheet::parse(&criteria, &form.scores, &form.note)?;
    let reviewer = cx.person()?.id;
    // The application is locked, so nobody writes a first sheet of this reviewer in between.
    let written = sqlx::query!(
        "insert into application_scores (application_id, reviewer_id, scores, note, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5) on conflict do nothing",
        id.0,
        reviewer.0,
        serde_json::to_value(&sheet.scores)?,
        sheet.note,
        at(cx.at()) as _,
    );
    let changed = sqlx::query!(
        "update application_scores set scores = $3, note = $4, updated_at = $5, version = version + 1
         where application_id = $1 and reviewer_id = $2 and version = $6",
        id.0,
        reviewer.0,
        serde_json::to_value(&sheet.scores)?,
        sheet.note,
        at(cx.at()) as _,
        form.version,
    );
    let (done, command) = match form.version {
        0 => (written.execute(tx.db()).await?, "score"),
        _ => (changed.execute(tx.db()).await?, "score_again"),
    };
    if done.rows_affected() == 0 {
        return Err(Refusal::Changed.into());
    }
    let event = Event {
        subject: Subject::Application,
        id: id.0,
        belongs,
        command,
        by: Party::Host,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, row.project).await?;
    tx.commit().await
}
