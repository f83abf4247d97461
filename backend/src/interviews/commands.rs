//! Offering times, picking one, saying that none fits.

use domain::actor::Party;
use domain::applications::{Order, Stage};
use domain::event::{Event, Reason, Subject};
use domain::ids::ApplicationId;
use domain::interviews::{Interview, Proposal};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::time::Instant;

use super::{letters, rows};
use crate::applications::{Row, lock_visible, step};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;

/// Invites an applicant to a talk at one of these times, or offers other times to somebody who is invited.
///
/// # Errors
/// What the machine refuses; [`Failure::NotFound`] for those it does not concern; [`Failure::AlreadyDone`].
pub async fn propose(cx: &Cx, id: ApplicationId, proposal: &Proposal, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let row = lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let row = if row.application.stage() == Stage::Interview {
        let by = of_host(&tx, &row)?;
        record(&mut tx, &row, by, "offer_times", None).await?;
        row
    } else {
        step(&mut tx, row, &Order::InviteToInterview, cx.actor()).await?
    };
    rows::offer(&mut tx, id, proposal).await?;
    letters::proposed(&mut tx, &row, &proposal.times, proposal.minutes).await?;
    tx.commit().await
}

/// Picks one of the times, for the student.
///
/// # Errors
/// A refusal for a time that is over, no longer offered, or when one was picked; [`Failure::NotFound`] for everybody else;
/// [`Failure::AlreadyDone`].
pub async fn pick(cx: &Cx, id: ApplicationId, at: Instant, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (row, interview) = invited(&mut tx, id).await?;
    interview.pick(at, cx.at())?;
    rows::answer(&mut tx, id, Some(at), "").await?;
    record(&mut tx, &row, Party::Student, "pick_time", None).await?;
    letters::picked(&mut tx, &row, &interview, at).await?;
    tx.commit().await
}

/// Says that none of the times fits, and when it would, for the student.
///
/// # Errors
/// A refusal once a time was picked; [`Failure::NotFound`] for everybody else; [`Failure::AlreadyDone`].
pub async fn none_fits(cx: &Cx, id: ApplicationId, words: &Reason, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (row, interview) = invited(&mut tx, id).await?;
    interview.may_refuse()?;
    rows::answer(&mut tx, id, None, words.as_str()).await?;
    record(&mut tx, &row, Party::Student, "no_time_fits", Some(words.as_str().to_owned())).await?;
    letters::none_fits(&mut tx, &row, words.as_str()).await?;
    tx.commit().await
}

/// The student's own application in its talk, and the times, both locked.
async fn invited(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(Row, Interview), Failure> {
    let row = lock_visible(tx, id).await?.ok_or(Failure::NotFound)?;
    if !tx.cx().actor().parties(&row.application.belongs).contains(&Party::Student) {
        return Err(Failure::NotFound);
    }
    if row.application.stage() != Stage::Interview {
        return Err(Refusal::rule("There is no talk to agree on now. Your application says where it stands.").into());
    }
    let interview = rows::lock(tx, id).await?.ok_or(Failure::NotFound)?;
    Ok((row, interview))
}

fn of_host(tx: &Tx<'_>, row: &Row) -> Result<Party, Failure> {
    let parties = tx.cx().actor().parties(&row.application.belongs);
    let by = parties.into_iter().find(|party| matches!(party, Party::Host | Party::Staff));
    by.ok_or_else(|| Refusal::NotYours { command: "offer_times".to_owned() }.into())
}

async fn record(
    tx: &mut Tx<'_>,
    row: &Row,
    by: Party,
    command: &'static str,
    reason: Option<String>,
) -> Result<(), Failure> {
    let stage = row.application.stage().word();
    let event = Event {
        subject: Subject::Application,
        id: row.application.id.0,
        belongs: row.application.belongs,
        command,
        by,
        from: Some(stage),
        to: Some(stage),
        reason,
        kind: None,
    };
    tx.record(&event, row.project).await?;
    Ok(())
}
