//! What people are told of a check of hours.

use domain::actor::Belongs;
use domain::ids::EngagementId;
use domain::plans::{Choice, HoursCheck, NewChoice, Order, Stage, chase_on};
use domain::reviews::Side;
use domain::time::{Minutes, long_date};

use super::effects::Looked;
use crate::Tx;
use crate::engagements::Held;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};

/// Both sides are asked.
pub(super) async fn opened(tx: &mut Tx<'_>, work: &Looked<'_>, share: i16, counted: Minutes) -> Result<(), Failure> {
    let cx = tx.cx();
    let day = chase_on(cx.today(), &cx.program().calendar);
    let subject = match share {
        80 => format!("Agree on the hours that are left: {}", work.title),
        _ => format!("All agreed hours are used: {}", work.title),
    };
    let lines = vec![
        format!("{counted} of {} are approved or with the host for “{}”.", work.planned, work.title),
        "Trim the work, extend it, or top up hours and pay: the page says what each would mean in hours, days and money. \
         Either of you picks, the other agrees."
            .to_owned(),
        format!("Do it by {}; after that staff look at it.", long_date(day)),
    ];
    for side in [Side::Student, Side::Host] {
        write(tx, work.id, &work.belongs, side, subject.clone(), lines.clone(), "See the three ways").await?;
    }
    Ok(())
}

/// The other side answers.
pub(super) async fn proposed(tx: &mut Tx<'_>, held: &Held, check: &HoursCheck, new: &NewChoice) -> Result<(), Failure> {
    let Some(side) = check.facts.side else { return Ok(()) };
    let who = name(held, side);
    let what = match new.choice {
        Choice::Trim => format!("{who} would let this fall away: “{}”. Hours and pay stay as agreed.", new.criterion),
        Choice::Keep => format!("{who} says that the rest fits into the hours that are left."),
    };
    let lines = vec![
        format!("It is about the hours of “{}”. {what}", held.terms.project),
        format!("The reason given: {}", new.reason.as_str()),
    ];
    let subject = format!("{who} picked a way to go on");
    write(tx, held.engagement.id, &held.engagement.belongs, side.other(), subject, lines, "Answer it").await
}

/// Tells whoever waited, after `order`; `side` had picked.
pub(super) async fn moved(
    tx: &mut Tx<'_>,
    held: &Held,
    check: &HoursCheck,
    side: Option<Side>,
    order: &Order,
    criterion: &str,
) -> Result<(), Failure> {
    let (id, belongs, project) = (held.engagement.id, &held.engagement.belongs, &held.terms.project);
    let Some(side) = side else { return Ok(()) };
    match order {
        Order::Accept if check.stage() == Stage::Agreed => {
            let what = match check.facts.choice {
                Some(Choice::Trim) => format!("This falls away: “{criterion}”. Hours and pay stay as agreed."),
                _ => "The rest fits into the hours that are left.".to_owned(),
            };
            for to in [Side::Student, Side::Host] {
                let lines = vec![format!("Both sides agree for “{project}”. {what}")];
                write(tx, id, belongs, to, format!("Agreed: {project}"), lines, "Open it").await?;
            }
            Ok(())
        }
        Order::Decline(reason) => {
            let who = name(held, side.other());
            let lines = vec![format!("{who} does not agree: {} Pick another way for “{project}”.", reason.as_str())];
            write(tx, id, belongs, side, format!("{who} does not agree"), lines, "See the three ways").await
        }
        _ => Ok(()),
    }
}

async fn write(
    tx: &mut Tx<'_>,
    id: EngagementId,
    belongs: &Belongs,
    side: Side,
    subject: String,
    lines: Vec<String>,
    words: &str,
) -> Result<(), Failure> {
    let action = Some((words.to_owned(), format!("/engagements/{id}/plan")));
    match (side, belongs.student, belongs.host) {
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
