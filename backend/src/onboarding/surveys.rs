//! Surveys of one engagement: the answers before the work, to be paired with those after it.

use std::collections::BTreeMap;

use domain::actor::Party;
use domain::engagements::Stage;
use domain::event::{Event, Subject};
use domain::ids::{EngagementId, EventId};
use domain::machine::Word as _;
use domain::onboarding::{SurveyKind, survey};
use domain::refusal::Refusal;

use super::views::{Given, SurveyPage};
use crate::engagements::{lock_visible, visible};
use crate::failure::{Failure, on_constraint};
use crate::sql::at;
use crate::{Cx, Once};

/// The survey before the work, for its student; nobody else sees the answers.
///
/// # Errors
/// [`Failure::NotFound`] for anybody else.
pub async fn survey_page(cx: &Cx, id: EngagementId) -> Result<SurveyPage, Failure> {
    let held = visible(cx, id).await?;
    if !cx.actor().parties(&held.engagement.belongs).contains(&Party::Student) {
        return Err(Failure::NotFound);
    }
    let row = sqlx::query!(
        "select version, answers from survey_answers where engagement_id = $1 and person_id = $2 and kind = $3",
        id.0,
        cx.person()?.id.0,
        SurveyKind::Pre.word()
    )
    .fetch_optional(cx.pool())
    .await?;
    let version = row.as_ref().map(|row| row.version);
    let answers = row.map(|row| serde_json::from_value(row.answers)).transpose()?;
    Ok(SurveyPage {
        id,
        terms: held.terms,
        survey: survey(version),
        open: answers.is_none() && held.engagement.stage() == Stage::Onboarding,
        answers,
    })
}

/// Keeps the answers of the student, once.
///
/// # Errors
/// A message beside each item without an answer; [`Failure::Refused`] when they were sent before or the work has begun.
pub async fn answer_survey(cx: &Cx, id: EngagementId, given: &Given, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let engagement = &held.engagement;
    if !cx.actor().parties(&engagement.belongs).contains(&Party::Student) {
        return Err(Failure::NotFound);
    }
    if engagement.stage() != Stage::Onboarding {
        return Err(Refusal::rule("The work has begun, so the survey before it is over.").into());
    }
    let items = survey(None);
    let answers: BTreeMap<String, u8> = items.read(given)?;
    let person = cx.person()?.id;
    sqlx::query!(
        "insert into survey_answers (id, kind, version, person_id, engagement_id, answers, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        crate::new_id::<EventId>().0,
        SurveyKind::Pre.word(),
        items.version,
        person.0,
        id.0,
        serde_json::to_value(&answers)?,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "survey_answers_once_key", || {
            Refusal::rule("You have answered this survey already.").into()
        })
    })?;
    let event = Event {
        subject: Subject::Engagement,
        id: id.0,
        belongs: engagement.belongs,
        command: "answer_survey",
        by: Party::Student,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, held.project).await?;
    tx.commit().await
}
