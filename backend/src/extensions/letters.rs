//! What people are told of an extension. Whoever must answer gets a letter, and so does whoever asked.

use domain::actor::{Belongs, Role};
use domain::engagements::Authorization;
use domain::event::Reason;
use domain::extensions::{Extension, Order, Stage, answer_by, under_way};
use domain::reviews::Side;
use domain::time::long_date;

use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

/// A letter to one side or the other.
struct News {
    subject: String,
    lines: Vec<String>,
    action: &'static str,
}

/// The other side is asked.
pub(super) async fn proposed(
    tx: &mut Tx<'_>,
    held: &Held,
    extension: &Extension,
    reason: &Reason,
) -> Result<(), Failure> {
    let side = extension.facts.side;
    let who = name(held, side);
    let mut lines = vec![format!("{who} asks to change what was agreed for “{}”.", held.terms.project)];
    lines.extend(changes(extension));
    lines.push(format!("The reason given: {}", reason.as_str()));
    lines.push(answer(tx, extension));
    let subject = format!("{who} asks for an extension");
    write(tx, held, side.other(), News { subject, lines, action: "Answer the request" }).await
}

/// Tells whoever is next, and whoever waited, after `order`.
pub(super) async fn moved(
    tx: &mut Tx<'_>,
    held: &Held,
    extension: &Extension,
    order: &Order,
    for_staff: &[String],
) -> Result<(), Failure> {
    let (side, project) = (extension.facts.side, &held.terms.project);
    let news = |subject: String, line: String| News { subject, lines: vec![line], action: "Open it" };
    match (order, extension.stage()) {
        (_, Stage::Agreed) if !for_staff.is_empty() => ask_staff(tx, held, extension, for_staff).await,
        (_, Stage::InEffect) => {
            for side in [Side::Student, Side::Host] {
                let mut lines = vec![format!("From today on this holds for “{project}”:")];
                lines.extend(changes(extension));
                let subject = format!("Extended: {project}");
                write(tx, held, side, News { subject, lines, action: "Open it" }).await?;
            }
            Ok(())
        }
        (Order::Decline(reason), _) => {
            let who = name(held, side.other());
            let line = format!("{who} declines what you asked for. The reason given: {}", reason.as_str());
            write(tx, held, side, news(format!("{who} declines the extension of “{project}”"), line)).await
        }
        (Order::Refuse(reason), _) => {
            both(
                tx,
                held,
                format!("Staff refuse the extension of “{project}”"),
                &format!("The reason given: {}", reason.as_str()),
            )
            .await
        }
        (Order::Withdraw, _) => {
            let who = name(held, side);
            let line = format!("{who} took the request back. What was agreed for “{project}” stays as it is.");
            write(tx, held, side.other(), news(format!("{who} no longer asks for an extension"), line)).await
        }
        (Order::Lapse, _) => {
            let line = if under_way(held.engagement.stage()) {
                "Nobody answered in time, so what was agreed stays as it is. It can be asked for again."
            } else {
                "The work is no longer under way, so what was agreed stays as it is."
            };
            both(tx, held, format!("The extension of “{project}” has lapsed"), line).await
        }
        _ => Ok(()),
    }
}

/// Staff decide; the officer hears of it when the clearance ends too early.
async fn ask_staff(tx: &mut Tx<'_>, held: &Held, extension: &Extension, for_staff: &[String]) -> Result<(), Failure> {
    let (terms, path) = (&held.terms, page(held));
    let subject = format!("Decide an extension: {} at {}", terms.student, terms.host);
    let mut lines = vec![format!("Both sides agree to extend “{}”.", terms.project)];
    lines.extend(changes(extension));
    lines.extend(for_staff.iter().cloned());
    lines.push(answer(tx, extension));
    let open = Some(("Decide".to_owned(), path.clone()));
    queue_to_role(tx, Role::Staff, subject, lines, open).await?;
    if let Authorization::Cleared { until } = extension.facts.ground.authorization
        && until < extension.facts.to.end
    {
        let subject = format!("Work authorization of {} ends before an extension", terms.student);
        let line = format!(
            "Both sides would extend “{}” to {}. The authorization is cleared up to {}. Tell staff whether it can reach that far.",
            terms.project,
            long_date(extension.facts.to.end),
            long_date(until)
        );
        queue_to_role(tx, Role::Dso, subject, vec![line], Some(("Open the work".to_owned(), path))).await?;
    }
    let side = extension.facts.side;
    let line = format!("{} agrees to extend “{}”. Staff decide next.", name(held, side.other()), terms.project);
    let subject = format!("{} accepts; staff decide", name(held, side.other()));
    write(tx, held, side, News { subject, lines: vec![line], action: "Open it" }).await
}

async fn both(tx: &mut Tx<'_>, held: &Held, subject: String, line: &str) -> Result<(), Failure> {
    for side in [Side::Student, Side::Host] {
        let news = News { subject: subject.clone(), lines: vec![line.to_owned()], action: "Open it" };
        write(tx, held, side, news).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx<'_>, held: &Held, side: Side, news: News) -> Result<(), Failure> {
    let Belongs { host, student, .. } = held.engagement.belongs;
    let News { subject, lines, action } = news;
    let action = Some((action.to_owned(), page(held)));
    match (side, student, host) {
        (Side::Student, Some(to), _) => queue(tx, Letter { to, subject, lines, action, dedupe: None }).await,
        (Side::Host, _, Some(host)) => queue_to_host(tx, host, subject, lines, action).await,
        _ => Ok(()),
    }
}

fn page(held: &Held) -> String {
    format!("/engagements/{}", held.engagement.id)
}

fn name(held: &Held, side: Side) -> &str {
    match side {
        Side::Student => &held.terms.student,
        Side::Host => &held.terms.host,
    }
}

fn changes(extension: &Extension) -> Vec<String> {
    extension.facts.from.changes(&extension.facts.to).iter().map(ToString::to_string).collect()
}

fn answer(tx: &Tx<'_>, extension: &Extension) -> String {
    let day = answer_by(extension.facts.since, tx.cx().policy());
    format!("Answer by {}; after that the request lapses.", long_date(day))
}
