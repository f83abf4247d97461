//! What staff do with the vocabulary: add a skill, take one out again.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::SkillId;
use domain::refusal::Refusal;
use domain::skills::OwnSkill;

use super::queries::{self, MOST_OWN};
use crate::cx::{About, Cx, Once, Tx};
use crate::failure::{Failure, on_constraint};
use crate::sql::at;

/// Adds a skill to the program's list: `name`, and other names for it separated by commas. Profiles that name it by one
/// of these from now on are kept by its name.
///
/// # Errors
/// Messages beside `name` and `also`; [`Failure::NotFound`] without the right; [`Failure::AlreadyDone`].
pub async fn add(cx: &Cx, name: &str, also: &str, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepSkills)?;
    let mut tx = cx.begin_once(once).await?;
    let known = queries::of_program(tx.db(), cx.program().id).await?;
    if known.own().len() >= usize::try_from(MOST_OWN).unwrap_or(usize::MAX) {
        return Err(Refusal::rule("The program’s list is full. Take out what nobody uses first.").into());
    }
    let skill = OwnSkill::parse(name, also, &known)?;
    let id: SkillId = crate::new_id();
    sqlx::query!(
        "insert into program_skills (id, program_id, name, also, created_by, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        cx.program().id.0,
        skill.name,
        &skill.also,
        cx.actor().person_id().map(|person| person.0),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        // Two people at once.
        on_constraint(error, "program_skills_name_key", || {
            Failure::field("name", format!("“{}” is in the list already.", skill.name))
        })
    })?;
    record(&mut tx, id, "add", &skill.name).await?;
    tx.commit().await
}

/// Takes a skill of the program out again. Profiles that name it keep it as words of their own.
///
/// # Errors
/// [`Failure::NotFound`] without the right, and for one that is not there; [`Failure::AlreadyDone`].
pub async fn remove(cx: &Cx, id: SkillId, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepSkills)?;
    let mut tx = cx.begin_once(once).await?;
    let name = sqlx::query_scalar!(
        "delete from program_skills where id = $1 and program_id = $2 returning name",
        id.0,
        cx.program().id.0
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    record(&mut tx, id, "remove", &name).await?;
    tx.commit().await
}

async fn record(tx: &mut Tx<'_>, id: SkillId, command: &'static str, name: &str) -> Result<(), Failure> {
    let event = Event {
        subject: Subject::Skill,
        id: id.0,
        belongs: Belongs { program: tx.cx().program().id, host: None, student: None },
        command,
        by: Party::Staff,
        from: None,
        to: None,
        reason: Some(name.to_owned()),
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    Ok(())
}
