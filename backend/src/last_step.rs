//! Who was quicker: the newest event of what a form was about, for the person whose form was refused.

use domain::actor::{Belongs, Party};
use domain::event::Subject;
use domain::ids::EventId;
use domain::time::Instant;
use uuid::Uuid;

use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::word;

/// The newest step with something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastStep {
    /// Who took it, as the beginning of a sentence: a name, or `The student` where names may be hidden.
    pub who: String,
    /// Whether it was the reader.
    pub own: bool,
    /// When.
    pub at: Instant,
    /// Where it stands since; nothing for steps that change no stage.
    pub stage: Option<String>,
}

/// The newest event about any of `ids`, if the reader is a party to it.
///
/// # Errors
/// When the database does not answer.
pub async fn last_step(cx: &Cx, ids: &[EventId]) -> Result<Option<LastStep>, Failure> {
    let ids: Vec<Uuid> = ids.iter().take(10).map(|id| id.0).collect();
    let row = sqlx::query!(
        r#"select e.program_id, e.host_id, e.student_id, e.subject, e.party, e.actor_id, e.stage_to, e.at, p.name as "name?"
           from unnest($1::uuid[]) as i (id)
           cross join lateral (select * from events x where x.subject_id = i.id order by x.id desc limit 1) e
           left join people p on p.id = e.actor_id
           order by e.id desc limit 1"#,
        &ids,
    )
    .fetch_optional(cx.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let belongs = Belongs {
        program: row.program_id.into(),
        host: row.host_id.map(Into::into),
        student: row.student_id.map(Into::into),
    };
    let parties = cx.actor().parties(&belongs);
    let subject: Subject = word(&row.subject)?;
    // What one side tells staff is not for everybody around the work.
    let for_staff = matches!(subject, Subject::Problem | Subject::AttentionItem);
    if parties.is_empty() || (for_staff && !parties.contains(&Party::Staff)) {
        return Ok(None);
    }
    // A host may not know yet whose application it is.
    let named = !matches!(subject, Subject::Application | Subject::Person);
    let who = row.name.filter(|_| named).unwrap_or_else(|| {
        let words = match row.party.as_str() {
            "student" => "The student",
            "host" => "The host",
            "system" => "The program itself",
            _ => "Staff",
        };
        words.to_owned()
    });
    Ok(Some(LastStep {
        who,
        own: row.actor_id.is_some() && row.actor_id == cx.actor().person_id().map(|person| person.0),
        at: row.at.to_jiff(),
        stage: row.stage_to,
    }))
}
