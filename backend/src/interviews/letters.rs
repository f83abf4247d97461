//! What is written about a talk.

use domain::interviews::Interview;
use domain::time::Instant;

use crate::applications::Row;
use crate::cx::Tx;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};

fn page(row: &Row) -> String {
    format!("/applications/{}", row.application.id)
}

/// To the student: when could you talk?
pub(super) async fn proposed(tx: &mut Tx<'_>, row: &Row, times: &[Instant], minutes: i32) -> Result<(), Failure> {
    let program = tx.cx().program().clone();
    let mut lines = vec![format!(
        "{} would like to talk to you about “{}”, {minutes} minutes. You can pick:",
        row.host_name, row.title
    )];
    lines.extend(times.iter().map(|at| program.long(*at)));
    lines.push("If none of them fits, say so on the page; it does not count against you.".to_owned());
    let letter = Letter {
        to: row.student,
        subject: format!("Pick a time to talk: {}", row.title),
        lines,
        action: Some(("Pick a time".to_owned(), page(row))),
        dedupe: None,
    };
    queue(tx, letter).await
}

/// To both: it is settled.
pub(super) async fn picked(tx: &mut Tx<'_>, row: &Row, interview: &Interview, at: Instant) -> Result<(), Failure> {
    let when = tx.cx().program().long(at);
    let lines = |who: &str| {
        vec![
            format!("{who}, {when}, {} minutes.", interview.proposal.minutes),
            format!("Where: {}", interview.proposal.place),
            "It stands in your calendar on this site, and in the one you subscribed to.".to_owned(),
        ]
    };
    let action = Some(("Open the application".to_owned(), page(row)));
    let subject = format!("You talk on {when}: {}", row.title);
    let to_student = lines(&format!("You and {}", row.host_name));
    queue(
        tx,
        Letter { to: row.student, subject: subject.clone(), lines: to_student, action: action.clone(), dedupe: None },
    )
    .await?;
    let Some(host) = row.application.belongs.host else { return Ok(()) };
    let to_host = lines(&format!("{} picked a time", row.student_name));
    queue_to_host(tx, host, subject, to_host, action).await
}

/// To the host: other times, please.
pub(super) async fn none_fits(tx: &mut Tx<'_>, row: &Row, words: &str) -> Result<(), Failure> {
    let Some(host) = row.application.belongs.host else { return Ok(()) };
    let lines = vec![format!("None of the times you offered {} fits:", row.student_name), words.to_owned()];
    let action = Some(("Offer other times".to_owned(), page(row)));
    queue_to_host(tx, host, format!("Other times to talk: {}", row.title), lines, action).await
}
