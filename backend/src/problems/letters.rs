//! What people are told of a problem. Before it is shared nobody but staff and the side that told it hears of it, and no
//! letter repeats what was told.

use domain::actor::{Belongs, Role};
use domain::problems::{APPEAL_DAYS, EVIDENCE_DAYS, Kind, NewProblem, Order, Problem};
use domain::reviews::Side;
use domain::time::{long_date, plus_days};

use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

/// Staff are told at once.
pub(super) async fn reported(tx: &mut Tx<'_>, held: &Held, problem: &Problem, new: &NewProblem) -> Result<(), Failure> {
    let who = name(held, problem.facts.side);
    let subject = match new.kind {
        Kind::Safety => format!("Look at this today: {who} says that somebody is not safe"),
        _ => format!("{who} tells you of a problem"),
    };
    let line = format!("It is about “{}” of {} at {}.", held.terms.project, held.terms.student, held.terms.host);
    queue_to_role(tx, Role::Staff, subject, vec![line], action("Read and answer", problem)).await?;
    if new.shared {
        let line = format!("{who} told staff of a problem with “{}” and shared it with you.", held.terms.project);
        write(tx, held, problem, problem.facts.side.other(), format!("{who} told staff of a problem"), line).await?;
    }
    Ok(())
}

/// Tells whoever is next, after `order`.
pub(super) async fn moved(tx: &mut Tx<'_>, held: &Held, problem: &Problem, order: &Order) -> Result<(), Failure> {
    let (side, project) = (problem.facts.side, &held.terms.project);
    let calendar = tx.cx().program().calendar.clone();
    match order {
        Order::Answer(_) | Order::Resolve(_) => {
            let subject = "Staff answered what you told them".to_owned();
            write(tx, held, problem, side, subject, format!("It is about “{project}”.")).await
        }
        Order::OpenDispute(amount) => {
            let by = long_date(calendar.after(problem.facts.since, EVIDENCE_DAYS));
            let about = if amount.0 > 0 { format!(" about {}", amount.exact()) } else { String::new() };
            let line = format!(
                "{} opened a dispute{about} of “{project}”. Say what happened, by {by}. This is the first of two notices; \
                 afterwards staff decide with what they have.",
                name(held, side)
            );
            write(tx, held, problem, side.other(), format!("{} opened a dispute", name(held, side)), line).await?;
            let subject = format!("A dispute: {} and {}", held.terms.student, held.terms.host);
            let line = format!("Both sides have until {by} to say what happened. Then you decide.");
            queue_to_role(tx, Role::Staff, subject, vec![line], action("Open it", problem)).await
        }
        Order::Remind => {
            let by = long_date(calendar.after(problem.facts.since, EVIDENCE_DAYS));
            let line = format!(
                "Staff still wait for what you say about the dispute of “{project}”. This is the second notice: after {by} they decide without it."
            );
            for (silent, spoke) in
                [(Side::Student, problem.facts.student_spoke), (Side::Host, problem.facts.host_spoke)]
            {
                if !spoke {
                    let subject = "Second notice: say what happened".to_owned();
                    write(tx, held, problem, silent, subject, line.clone()).await?;
                }
            }
            Ok(())
        }
        Order::Mediate => {
            let subject = format!("Decide a dispute: {} and {}", held.terms.student, held.terms.host);
            let line = format!("The time to say what happened with “{project}” is over, or both sides have spoken.");
            queue_to_role(tx, Role::Staff, subject, vec![line], action("Decide", problem)).await
        }
        Order::Decide(..) => {
            let by = long_date(plus_days(problem.facts.since, APPEAL_DAYS));
            let line = format!(
                "Staff decided the dispute of “{project}” and say why. You can appeal until {by}; then it holds."
            );
            both(tx, held, problem, "Staff decided the dispute", &line).await
        }
        Order::Appeal(_) => {
            let line = format!("The decision about “{project}” is appealed. Somebody who did not take it decides.");
            both(tx, held, problem, "The decision is appealed", &line).await?;
            let subject = format!("Decide an appeal: {} and {}", held.terms.student, held.terms.host);
            queue_to_role(tx, Role::Staff, subject, vec![line], action("Decide", problem)).await
        }
        Order::DecideAppeal(..) | Order::Close => {
            let line = format!("The decision about “{project}” holds now.");
            both(tx, held, problem, "The dispute is over", &line).await
        }
        Order::Withdraw => {
            let line = format!("{} took back what they told staff about “{project}”.", name(held, side));
            queue_to_role(tx, Role::Staff, "A problem was taken back", vec![line], action("Open it", problem)).await
        }
        Order::State(_) => Ok(()),
    }
}

async fn both(tx: &mut Tx<'_>, held: &Held, problem: &Problem, subject: &str, line: &str) -> Result<(), Failure> {
    for side in [Side::Student, Side::Host] {
        write(tx, held, problem, side, subject.to_owned(), line.to_owned()).await?;
    }
    Ok(())
}

async fn write(
    tx: &mut Tx<'_>,
    held: &Held,
    problem: &Problem,
    side: Side,
    subject: String,
    line: String,
) -> Result<(), Failure> {
    let Belongs { host, student, .. } = held.engagement.belongs;
    let (lines, action) = (vec![line], action("Open it", problem));
    match (side, student, host) {
        (Side::Student, Some(to), _) => queue(tx, Letter { to, subject, lines, action, dedupe: None }).await,
        (Side::Host, _, Some(host)) => queue_to_host(tx, host, subject, lines, action).await,
        _ => Ok(()),
    }
}

fn action(words: &str, problem: &Problem) -> Option<(String, String)> {
    Some((words.to_owned(), format!("/problems/{}", problem.id)))
}

fn name(held: &Held, side: Side) -> &str {
    match side {
        Side::Student => &held.terms.student,
        Side::Host => &held.terms.host,
    }
}
