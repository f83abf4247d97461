//! A no to several applicants at once, each in the words the host read before they went out.

use domain::applications::{About, Order, Stage, reasons};
use domain::ids::{ApplicationId, ProjectId};
use domain::projects::SkillDraft;
use domain::refusal::Refusal;
use domain::skills::Vocabulary;
use sqlx::types::Json;

use super::commands::step;
use super::views::Applicant;
use super::{letters, queries, rows};
use crate::cx::{Cx, Once};
use crate::failure::Failure;

/// Whom a host may answer with a no, and what prepared reasons are made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclinesView {
    /// The project.
    pub project: ProjectId,
    /// What it is about.
    pub about: About,
    /// Those who wait for an answer.
    pub waiting: Vec<Applicant>,
}

/// The page where a host picks whom to answer, for the members of the host and for staff.
///
/// # Errors
/// [`Failure::NotFound`] when the project does not exist or is not theirs to see.
pub async fn declines_page(cx: &Cx, project: ProjectId) -> Result<DeclinesView, Failure> {
    let view = queries::applicants_page(cx, project, None).await?;
    let skills = sqlx::query_scalar!(
        r#"select coalesce(draft -> 'skills', '[]') as "skills!: Json<Vec<SkillDraft>>" from projects where id = $1"#,
        project.0
    )
    .fetch_one(cx.pool())
    .await?;
    let words = Vocabulary::default();
    let must_haves = skills.0.iter().filter(|skill| skill.must_have).map(|skill| words.name_of(&skill.name));
    let about = About {
        title: view.title,
        must_haves: must_haves.collect(),
        weekly_hours: view.weekly_hours,
        seats: view.seats,
    };
    let waits = |one: &Applicant| matches!(one.stage, Stage::Submitted | Stage::Shortlisted | Stage::Interview);
    Ok(DeclinesView { project, about, waiting: view.applicants.into_iter().filter(waits).collect() })
}

/// Tells several applicants to a project that others were chosen, each in the words given for them: all of them, or, where
/// one is not open any more, nobody.
///
/// # Errors
/// Messages beside `words[…]`; a refusal by the machine; [`Failure::NotFound`] for those it does not concern.
pub async fn decline(
    cx: &Cx,
    project: ProjectId,
    given: &[(ApplicationId, String)],
    once: Once,
) -> Result<(), Failure> {
    let reasons = reasons(given)?;
    let mut tx = cx.begin_once(once).await?;
    for (id, reason) in reasons {
        let row = rows::lock_visible(&mut tx, id).await?.filter(|row| row.project == project);
        let row = row.ok_or(Failure::NotFound)?;
        match step(&mut tx, row, &Order::NotSelect(reason.clone()), cx.actor()).await {
            Ok(row) => letters::not_selected(&mut tx, &row, &reason).await?,
            Err(Failure::Refused(Refusal::NotNow { .. })) => return Err(answered(id)),
            Err(failure) => return Err(failure),
        }
    }
    tx.commit().await
}

fn answered(id: ApplicationId) -> Failure {
    let who = super::detail::code(id);
    let words = format!(
        "{who} is not open any more: it was answered or taken back. Nobody was written to. Send the others again."
    );
    Failure::field(&domain::applications::words_field(id), words)
}
