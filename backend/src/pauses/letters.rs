//! What people are told of a pause. That it begins and ends they hear from the engagement.

use domain::actor::Belongs;
use domain::event::Reason;
use domain::pauses::{Order, Pause, answer_by};
use domain::reviews::Side;
use domain::time::long_date;

use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};

/// The other side is asked.
pub(super) async fn proposed(tx: &mut Tx<'_>, held: &Held, pause: &Pause, reason: &Reason) -> Result<(), Failure> {
    let (side, until) = (pause.facts.side, pause.facts.until);
    let who = name(held, side);
    let answer = answer_by(pause.facts.since, until, tx.cx().policy());
    let lines = vec![
        format!("{who} asks to pause “{}” up to and including {}.", held.terms.project, long_date(until)),
        format!("The reason given: {}", reason.as_str()),
        format!(
            "While it is paused no time can be logged, and deadlines move by as many days. Answer by {}; after that the request lapses.",
            long_date(answer)
        ),
    ];
    write(tx, held, side.other(), format!("{who} asks for a pause"), lines, "Answer the request").await
}

/// Tells whoever waited, after `order`.
pub(super) async fn moved(tx: &mut Tx<'_>, held: &Held, pause: &Pause, order: &Order) -> Result<(), Failure> {
    let (side, project) = (pause.facts.side, &held.terms.project);
    let open = "Open the work";
    match order {
        Order::Decline(reason) => {
            let who = name(held, side.other());
            let line = format!("{who} declines the pause of “{project}”. The reason given: {}", reason.as_str());
            write(tx, held, side, format!("{who} declines the pause"), vec![line], open).await
        }
        Order::Withdraw => {
            let who = name(held, side);
            let line = format!("{who} took the request back. “{project}” goes on as agreed.");
            write(tx, held, side.other(), format!("{who} no longer asks for a pause"), vec![line], open).await
        }
        Order::Lapse => {
            let line = format!("Nobody answered in time, so “{project}” goes on as agreed. It can be asked for again.");
            let subject = "The request for a pause has lapsed".to_owned();
            for side in [Side::Student, Side::Host] {
                write(tx, held, side, subject.clone(), vec![line.clone()], open).await?;
            }
            Ok(())
        }
        Order::Accept | Order::End => Ok(()),
    }
}

async fn write(
    tx: &mut Tx<'_>,
    held: &Held,
    side: Side,
    subject: String,
    lines: Vec<String>,
    words: &str,
) -> Result<(), Failure> {
    let Belongs { host, student, .. } = held.engagement.belongs;
    let action = Some((words.to_owned(), format!("/engagements/{}", held.engagement.id)));
    match (side, student, host) {
        (Side::Student, Some(to), _) => queue(tx, Letter { to, subject, lines, action, dedupe: None }).await,
        (Side::Host, _, Some(host)) => queue_to_host(tx, host, subject, lines, action).await,
        _ => Ok(()),
    }
}

fn name(held: &Held, side: Side) -> &str {
    match side {
        Side::Student => &held.terms.student,
        Side::Host => &held.terms.host,
    }
}
