//! What hosts do with their projects: begin, answer, send, change course.

use domain::access::Action;
use domain::actor::{Actor, Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::{HostId, ProjectId};
use domain::machine::Word as _;
use domain::projects::{Command, Draft, Order, Stage, scope, with_missing};
use domain::refusal::Refusal;

use super::beginnings::Beginning;
use super::effects::step;
use super::rows::{self, Locked};
use super::{beginnings, check, comments, fast_track, letters};
use crate::cx::{Cx, Once, Tx};
use crate::failure::{Failure, on_used_id};
use crate::sql::at;

/// Where a project went that was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Destination {
    /// To its reviewer.
    Reader,
    /// To the host it was written for.
    Host,
    /// Past the queue: students see it already.
    Students,
}

/// Begins a draft for a host organisation. The form's key becomes its id, so that sending the form
/// twice begins one.
///
/// # Errors
/// [`Failure::NotFound`] for a host that is not in this program, not one's own and not served by one's
/// role, and for a template or project that is not there; a message beside `text` when a pasted text is empty, too long
/// or says nothing of a project; [`Failure::AlreadyDone`].
pub async fn start_draft(cx: &Cx, host: HostId, from: &Beginning, once: Once) -> Result<ProjectId, Failure> {
    cx.require(Action::DraftProject)?;
    let author = cx.person()?.clone();
    let belongs = Belongs { program: cx.program().id, host: Some(host), student: None };
    let party = cx
        .actor()
        .parties(&belongs)
        .into_iter()
        .find(|party| matches!(party, Party::Host | Party::Staff | Party::Faculty));
    let party = party.ok_or(Failure::NotFound)?;
    let id: ProjectId = once.0.map_or_else(crate::new_id, Into::into);
    let mut tx = cx.begin_once(once).await?;
    let known = sqlx::query_scalar!(
        r#"select exists (select 1 from host_standings where program_id = $1 and host_id = $2) as "known!""#,
        belongs.program.0,
        host.0,
    )
    .fetch_one(tx.db())
    .await?;
    if !known {
        return Err(Failure::NotFound);
    }
    let mut draft = beginnings::draft(&mut tx, host, from).await?;
    if party == Party::Host && draft.supervisor_name.is_empty() && draft.supervisor_email.is_empty() {
        draft.supervisor_name.clone_from(&author.name);
        draft.supervisor_email =
            sqlx::query_scalar!("select email from people where id = $1", author.id.0).fetch_one(tx.db()).await?;
    }
    sqlx::query!(
        "insert into projects (id, program_id, host_id, author_id, stage, draft, created_at, updated_at)
         values ($1, $2, $3, $4, 'draft', '{}', $5, $5)",
        id.0,
        belongs.program.0,
        host.0,
        author.id.0,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await
    .map_err(|error| on_used_id(error, "projects_pkey"))?;
    keep(&mut tx, id, host, &draft).await?;
    let event = Event {
        subject: Subject::Project,
        id: id.0,
        belongs,
        command: "begin",
        by: party,
        from: None,
        to: Some(Stage::Draft.word()),
        reason: None,
        kind: None,
    };
    tx.record(&event, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Replaces all answers of a draft. Returns the new version.
///
/// # Errors
/// Like [`super::save_step`].
pub async fn save_draft(cx: &Cx, id: ProjectId, version: i32, draft: &Draft, once: Once) -> Result<i32, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let locked = editable(&mut tx, id).await?;
    if locked.version != version {
        return Err(Refusal::Changed.into());
    }
    let version = keep(&mut tx, id, locked.host()?, draft).await?;
    tx.commit().await?;
    Ok(version)
}

/// The locked project, when this person may change its answers.
pub(super) async fn editable(tx: &mut Tx<'_>, id: ProjectId) -> Result<Locked, Failure> {
    let locked = rows::lock_visible(tx, id).await?.ok_or(Failure::NotFound)?;
    let actor = tx.cx().actor();
    let host = actor.parties(&locked.project.belongs).contains(&Party::Host);
    if !host && actor.person_id() != Some(locked.project.facts.author) {
        return Err(Refusal::NotYours { command: "edit".to_owned() }.into());
    }
    if !locked.project.is_editable() {
        return Err(
            Refusal::rule("This project cannot be edited now. Take it back first, or copy it as a new draft.").into()
        );
    }
    Ok(locked)
}

/// Checks the draft and writes it with its score.
pub(super) async fn keep(tx: &mut Tx<'_>, id: ProjectId, host: HostId, draft: &Draft) -> Result<i32, Failure> {
    let cx = tx.cx().clone();
    let facts = check::facts(tx.db(), &cx, host, id, draft).await?;
    let report = scope::check(draft, cx.policy(), &facts);
    rows::save_draft(tx, id, draft, &report).await
}

/// Sends a draft to review, or to its host when staff or faculty wrote it. The check runs once more:
/// dates that were fine last week may be too near now.
///
/// # Errors
/// A refusal naming what blocks or is missing, or that the score is too low; [`Failure::Invalid`] when the terms are not agreed to;
/// [`Failure::NotFound`]; [`Failure::AlreadyDone`].
pub async fn submit(cx: &Cx, id: ProjectId, accepted_terms: bool, once: Once) -> Result<Destination, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let mut locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let by_host = cx.actor().parties(&locked.project.belongs).contains(&Party::Host);
    let order = if by_host { Order::Submit } else { Order::ProposeToHost };
    if locked.project.offers(cx.actor()).contains(&order.command()) {
        // Who writes for a host promises nothing in its name: the host agrees to the terms when it says yes.
        if by_host && !accepted_terms {
            return Err(Failure::field("accepted_terms", "Agree to the program’s terms, then send the project."));
        }
        locked.draft.accepted_terms = by_host;
        let facts = check::facts(tx.db(), cx, locked.host()?, id, &locked.draft).await?;
        let report = scope::check(&locked.draft, cx.policy(), &facts);
        if report.blocks().is_empty()
            && let Err(missing) = locked.draft.publishable()
        {
            return Err(Refusal::rule(missing_answers(&missing)).into());
        }
        locked.project.facts.blocking = with_missing(&locked.draft, report.clone()).blocks().len();
        // What blocks comes first: putting it right raises the score.
        if locked.project.facts.blocking == 0 && report.is_too_low(cx.policy()) {
            return Err(Refusal::rule(too_low(report.score.total, cx.policy().review_score)).into());
        }
        rows::save_draft(&mut tx, id, &locked.draft, &report).await?;
    }
    let locked = step(&mut tx, locked, &order, cx.actor()).await?;
    comments::settle(&mut tx, id, &locked.draft).await?;
    let mut sent = Destination::Reader;
    if !by_host {
        letters::proposed(&mut tx, &locked).await?;
        sent = Destination::Host;
    } else if let Some(record) = fast_track::record(&mut tx, &locked).await? {
        fast_track::publish(&mut tx, locked, record).await?;
        sent = Destination::Students;
    } else {
        letters::submitted(&mut tx, &locked).await?;
    }
    tx.commit().await?;
    Ok(sent)
}

fn too_low(score: u8, least: i32) -> String {
    format!("The score is {score} of 100, and a project can be sent from {least} on. The findings say what raises it.")
}

fn missing_answers(missing: &[&str]) -> String {
    let names: Vec<String> = missing.iter().map(|field| field.replace('_', " ")).collect();
    match names.len() {
        1 => format!("One answer is still missing: {}.", names[0]),
        count => format!("{count} answers are still missing: {}.", names.join(", ")),
    }
}

/// Any other step a host or staff takes with a project: withdraw, pause, resume, start choosing, reopen,
/// cancel, discard, return a proposed scope, complete.
///
/// # Errors
/// What the machine refuses; [`Failure::NotFound`]; [`Failure::AlreadyDone`].
pub async fn change(cx: &Cx, id: ProjectId, order: &Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let own_command = [
        Command::Submit,
        Command::ProposeToHost,
        Command::Claim,
        Command::RequestChanges,
        Command::Approve,
        Command::Reject,
        Command::Publish,
        Command::FastTrack,
        Command::Revise,
        Command::AcceptScope,
    ];
    if own_command.contains(&order.command()) {
        // These do more than one step: `submit`, `review` and `accept_scope` are their only doors.
        return Err(Failure::NotFound);
    }
    let locked = step(&mut tx, locked, order, cx.actor()).await?;
    match order {
        Order::ReopenApplications(day) => {
            sqlx::query!(
                "update projects set draft = jsonb_set(draft, '{apply_by}', to_jsonb($2::text)) where id = $1",
                id.0,
                day.to_string(),
            )
            .execute(tx.db())
            .await?;
        }
        Order::Cancel(reason) => {
            crate::applications::close_for_project(&mut tx, id).await?;
            crate::engagements::cancel_for_project(&mut tx, id, reason).await?;
            letters::cancelled(&mut tx, &locked, reason.as_str()).await?;
        }
        Order::ReturnToAuthor(reason) => letters::returned(&mut tx, &locked, reason.as_str()).await?,
        _ => {}
    }
    tx.commit().await
}

/// Says yes, for its host, to a scope that staff or faculty wrote, and publishes it.
///
/// # Errors
/// A message beside `accepted_terms` when the program's terms are not agreed to; a refusal when the scope no longer holds;
/// what the machine refuses; [`Failure::NotFound`]; [`Failure::AlreadyDone`].
pub async fn accept_scope(cx: &Cx, id: ProjectId, accepted_terms: bool, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let mut locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if locked.project.offers(cx.actor()).contains(&Command::AcceptScope) {
        if !accepted_terms {
            return Err(Failure::field("accepted_terms", "Agree to the program’s terms, then accept the project."));
        }
        still_holds(&mut tx, &locked).await?;
        locked.draft.accepted_terms = true;
        keep(&mut tx, id, locked.host()?, &locked.draft).await?;
    }
    let locked = step(&mut tx, locked, &Order::AcceptScope, cx.actor()).await?;
    let locked = publish(&mut tx, locked, &Actor::System).await?;
    letters::scope_accepted(&mut tx, &locked).await?;
    tx.commit().await
}

/// A scope may have waited for days: what was fine when it was written is looked at once more before students see it.
async fn still_holds(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let cx = tx.cx().clone();
    let facts = check::facts_and_hold(tx, locked.host()?, locked.project.id, &locked.draft).await?;
    let report = with_missing(&locked.draft, scope::check(&locked.draft, cx.policy(), &facts));
    let Some(first) = report.blocks().first().map(|finding| finding.message.clone()) else { return Ok(()) };
    Err(Refusal::rule(format!("It cannot be published as it stands any more: {first} Send it back to its author."))
        .into())
}

/// Shows an approved project to students: by the system in the transaction of the approval or on its day, by staff earlier.
pub(super) async fn publish(tx: &mut Tx<'_>, locked: Locked, by: &Actor) -> Result<Locked, Failure> {
    rows::publish(tx, locked.project.id, &locked.draft).await?;
    step(tx, locked, &Order::Publish, by).await
}
