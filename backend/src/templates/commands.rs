//! What staff do with templates: make one of a finished project, correct it, offer it, offer it no longer.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::fields::FieldErrors;
use domain::ids::{ProjectId, TemplateId};
use domain::machine::Word as _;
use domain::projects::{Draft, limits};
use domain::refusal::Refusal;
use domain::templates::{Command, Names, Order, Stage, names_out, need, weeks_of};
use sqlx::types::Json;

use super::rows;
use crate::cx::{About, Cx, Once, Tx};
use crate::failure::{Failure, on_constraint, on_used_id};
use crate::sql::at;

/// Makes a template of a completed project, with the names taken out. Nobody but staff sees it before it is published.
/// The form's key becomes its id, so that sending the form twice makes one.
///
/// # Errors
/// [`Failure::NotFound`] without the right, and for a project that is not completed or of another program; a refusal
/// when there is a template of it already; [`Failure::AlreadyDone`].
pub async fn make(cx: &Cx, project: ProjectId, once: Once) -> Result<TemplateId, Failure> {
    cx.require(Action::KeepTemplates)?;
    let id: TemplateId = once.0.map_or_else(crate::new_id, Into::into);
    let mut tx = cx.begin_once(once).await?;
    let (before, names, key) = finished(&mut tx, project).await?;
    let draft = names_out(&before, &names);
    // A template of a project that began from a template helps with the same.
    let needs = domain::projects::template(&key).map(|template| template.needs.clone()).unwrap_or_default();
    sqlx::query!(
        "insert into program_templates
            (id, program_id, project_id, author_id, stage, title, category, needs, weeks, draft, created_at, updated_at)
         values ($1, $2, $3, $4, 'prepared', $5, $6, $7, $8, $9, $10, $10)",
        id.0,
        cx.program().id.0,
        project.0,
        cx.person()?.id.0,
        draft.title,
        draft.category,
        &needs,
        i32::try_from(weeks_of(&before)).unwrap_or(3),
        Json(&draft) as _,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await
    .map_err(|error| match &error {
        sqlx::Error::Database(database) if database.constraint() == Some("program_templates_open_key") => {
            on_constraint(error, "program_templates_open_key", || {
                Refusal::rule("There is a template of this project already. Correct or retire that one.").into()
            })
        }
        _ => on_used_id(error, "program_templates_pkey"),
    })?;
    let event = Event {
        subject: Subject::Template,
        id: id.0,
        belongs: Belongs { program: cx.program().id, host: None, student: None },
        command: "make",
        by: Party::Staff,
        from: None,
        to: Some(Stage::Prepared.word()),
        reason: None,
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    tx.commit().await?;
    Ok(id)
}

/// A completed project's answers, the names that may stand in them, and the key of the template it began from.
async fn finished(tx: &mut Tx<'_>, project: ProjectId) -> Result<(Draft, Names, String), Failure> {
    let program = tx.cx().program().id;
    let row = sqlx::query!(
        r#"select p.draft as "draft!: Json<Draft>", h.name as host,
            array(select s.name from engagements e join people s on s.id = e.student_id where e.project_id = p.id limit 40) as "students!",
            array(select m.name from host_members b join people m on m.id = b.person_id where b.host_id = p.host_id limit 100)
                || array(select a.name from people a where a.id = p.author_id) as "colleagues!"
           from projects p join hosts h on h.id = p.host_id
           where p.id = $1 and p.program_id = $2 and p.stage = 'completed'"#,
        project.0,
        program.0,
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let names =
        Names { organisation: row.host, students: row.students, colleagues: row.colleagues, others: Vec::new() };
    let key = row.draft.0.fit.template.clone();
    Ok((row.draft.0, names, key))
}

/// Corrects title and needs, and takes one more name out of every text when `name` is not empty.
///
/// # Errors
/// Messages beside `title`, `needs` and `name`; [`Refusal::Changed`] when `version` is not the newest; what the machine
/// refuses; [`Failure::NotFound`]; [`Failure::AlreadyDone`].
pub async fn correct(
    cx: &Cx,
    id: TemplateId,
    version: i32,
    title: &str,
    needs: &[String],
    name: &str,
    once: Once,
) -> Result<(), Failure> {
    cx.require(Action::KeepTemplates)?;
    let mut errors = FieldErrors::new();
    let title = errors.line("title", "Title", title, 3, limits::TITLE);
    let name = errors.line("name", "Name", name, 0, limits::LINE);
    if name.as_deref().is_some_and(|name| !name.is_empty() && !name.chars().any(char::is_alphanumeric)) {
        errors.add("name", "Write the name as it stands in the text.");
    }
    let needs: Vec<String> = needs.iter().filter(|key| need(key).is_some()).cloned().collect();
    if needs.is_empty() {
        errors.add("needs", "Choose at least one, so that hosts can find it.");
    }
    let (title, name) = errors.finish(title.zip(name))?;
    let mut tx = cx.begin_once(once).await?;
    let mut locked = rows::lock(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    // One that was retired meanwhile says so, whatever the version.
    if locked.version != version && locked.template.offers(cx.actor()).contains(&Command::Correct) {
        return Err(Refusal::Changed.into());
    }
    locked.draft.title = title;
    if !name.is_empty() {
        let names = Names { others: vec![name], ..Names::default() };
        locked.draft = names_out(&locked.draft, &names);
    }
    locked.needs = needs;
    locked.template.facts.ready = true;
    act(&mut tx, locked, Order::Correct).await?;
    tx.commit().await
}

/// Offers it to every host of the program.
///
/// # Errors
/// What the machine refuses; [`Failure::NotFound`]; [`Failure::AlreadyDone`].
pub async fn publish(cx: &Cx, id: TemplateId, once: Once) -> Result<(), Failure> {
    step(cx, id, Order::Publish, once).await
}

/// Offers it no longer. What was begun from it goes on.
///
/// # Errors
/// Like [`publish`].
pub async fn retire(cx: &Cx, id: TemplateId, once: Once) -> Result<(), Failure> {
    step(cx, id, Order::Retire, once).await
}

async fn step(cx: &Cx, id: TemplateId, order: Order, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepTemplates)?;
    let mut tx = cx.begin_once(once).await?;
    let locked = rows::lock(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    act(&mut tx, locked, order).await?;
    tx.commit().await
}

async fn act(tx: &mut Tx<'_>, mut locked: rows::Locked, order: Order) -> Result<(), Failure> {
    let cx = tx.cx().clone();
    let (template, event) = locked.template.apply(&order, cx.actor(), &cx.now(), cx.policy())?;
    locked.template = template;
    rows::save(tx, &locked).await?;
    tx.record(&event, About::default()).await?;
    Ok(())
}
