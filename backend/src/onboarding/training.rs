//! Training: what a person has passed, once for every engagement.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::{EngagementId, PersonId};
use domain::onboarding::{Module, module, modules};
use sqlx::PgConnection;

use super::views::{ModuleLine, ModulePage};
use crate::cx::About;
use crate::failure::Failure;
use crate::sql::at;
use crate::{Cx, Once};

/// The modules somebody has passed.
pub(super) async fn passed(db: &mut PgConnection, person: PersonId) -> Result<Vec<String>, Failure> {
    Ok(sqlx::query_scalar!("select module from training_results where person_id = $1 and passed limit 100", person.0)
        .fetch_all(db)
        .await?)
}

/// Every module, with what the student has passed and what is asked for.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but students.
pub async fn training_page(cx: &Cx) -> Result<Vec<ModuleLine>, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let person = cx.person()?.id;
    let mut db = cx.pool().acquire().await?;
    let passed = passed(&mut db, person).await?;
    let required = sqlx::query_scalar!(
        r#"select distinct unnest(modules) as "key!" from engagements where student_id = $1 and stage = 'onboarding'"#,
        person.0
    )
    .fetch_all(&mut *db)
    .await?;
    let line = |module: &'static Module| ModuleLine {
        module,
        passed: passed.contains(&module.key),
        required: required.contains(&module.key),
    };
    Ok(modules().iter().map(line).collect())
}

/// One module with the answers given last.
///
/// # Errors
/// [`Failure::NotFound`] for a module that does not exist, and for anybody but students.
pub async fn module_page(cx: &Cx, key: &str) -> Result<ModulePage, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let module = module(key).ok_or(Failure::NotFound)?;
    let person = cx.person()?.id;
    let row = sqlx::query!(
        "select version, right_answers, chosen, passed from training_results where person_id = $1 and module = $2",
        person.0,
        key
    )
    .fetch_optional(cx.pool())
    .await?;
    let back = sqlx::query_scalar!(
        "select id from engagements where student_id = $1 and stage = 'onboarding' and $2 = any(modules)
         order by start_on limit 1",
        person.0,
        key
    )
    .fetch_optional(cx.pool())
    .await?;
    let count = |number: i16| usize::try_from(number).unwrap_or_default();
    Ok(ModulePage {
        module,
        chosen: row
            .as_ref()
            .filter(|row| row.version == module.version && row.chosen.len() == module.questions.len())
            .map(|row| row.chosen.iter().copied().map(count).collect()),
        right: row.as_ref().map(|row| count(row.right_answers)).unwrap_or_default(),
        passed: row.is_some_and(|row| row.passed),
        back: back.map(EngagementId),
    })
}

/// Keeps the answers to a module. Who has passed once has passed, whatever is answered later.
///
/// # Errors
/// A message beside each question without an answer; [`Failure::NotFound`] for anybody but students.
pub async fn answer_module(cx: &Cx, key: &str, given: &[String], once: Once) -> Result<bool, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let module = module(key).ok_or(Failure::NotFound)?;
    let mut tx = cx.begin_once(once).await?;
    let graded = module.grade(given)?;
    let passes = module.passes(graded.right);
    let small = |number: usize| i16::try_from(number).unwrap_or(i16::MAX);
    let chosen: Vec<i16> = graded.chosen.iter().copied().map(small).collect();
    let person = cx.person()?.id;
    sqlx::query!(
        "insert into training_results (person_id, module, version, right_answers, chosen, passed, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (person_id, module) do update set version = excluded.version, right_answers = excluded.right_answers,
             chosen = excluded.chosen, passed = training_results.passed or excluded.passed,
             tries = training_results.tries + 1, updated_at = excluded.updated_at",
        person.0,
        key,
        module.version,
        small(graded.right),
        &chosen,
        passes,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    // Whether it was passed is nobody's business but the student's and the checklist's.
    let event = Event {
        subject: Subject::Person,
        id: person.0,
        belongs: Belongs { program: cx.program().id, host: None, student: Some(person) },
        command: "answer_training",
        by: Party::Student,
        from: None,
        to: None,
        reason: Some(module.title.clone()),
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    tx.commit().await?;
    Ok(passes)
}
