//! What people are written about a project.

use domain::actor::{Party, Role};
use domain::ids::PersonId;

use super::rows::Locked;
use crate::cx::Tx;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

fn open_host(locked: &Locked) -> Option<(String, String)> {
    Some(("Open the project".to_owned(), format!("/host/projects/{}", locked.project.id)))
}

fn open_review(locked: &Locked) -> Option<(String, String)> {
    Some(("Review it".to_owned(), format!("/staff/queue/{}", locked.project.id)))
}

pub(super) async fn submitted(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let days = tx.cx().policy().review_days;
    let lines = vec![format!(
        "{} waits for review. The host is promised an answer within {days} business days.",
        locked.name()
    )];
    queue_to_role(tx, Role::Staff, format!("To review: {}", locked.title), lines, open_review(locked)).await
}

pub(super) async fn proposed(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let lines = vec![
        format!(
            "The program wrote {} for you. Read scope, pay and terms, then accept it or send it back.",
            locked.name()
        ),
        "Without an answer within 10 days it goes back to its author.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("A project for you: {}", locked.title), lines, open_host(locked)).await
}

/// The host has said yes to what was written for it. Its author hears of it, and staff, who may not have read it.
pub(super) async fn scope_accepted(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let to = locked.project.facts.author;
    let lines = vec![format!("The host accepted {}. Students can apply now.", locked.name())];
    let subject = format!("Accepted and published: {}", locked.title);
    let action = Some(("See it as students do".to_owned(), format!("/projects/{}", locked.project.id)));
    let letter = Letter { to, subject: subject.clone(), lines, action, dedupe: None };
    queue(tx, letter).await?;
    let lines = vec![
        format!("{} was written for its host, who has accepted it. Students can apply now.", locked.name()),
        "If something is wrong with it, hide it for a while and write to the host.".to_owned(),
    ];
    let action = Some(("Look at it".to_owned(), format!("/staff/queue/{}", locked.project.id)));
    queue_to_role(tx, Role::Staff, subject, lines, action).await
}

pub(super) async fn changes_requested(
    tx: &mut Tx<'_>,
    locked: &Locked,
    reason: &str,
    comments: usize,
) -> Result<(), Failure> {
    let mut lines = vec![
        format!("Staff read {} and ask for changes before it can be published.", locked.name()),
        reason.to_owned(),
    ];
    match comments {
        0 => {}
        1 => lines.push("One comment stands beside its field.".to_owned()),
        count => lines.push(format!("{count} comments stand beside their fields.")),
    }
    lines.push("Without an answer within 14 days the project is put away.".to_owned());
    queue_to_host(tx, locked.host()?, format!("Changes asked for: {}", locked.title), lines, open_host(locked)).await
}

pub(super) async fn approved(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let mut lines = vec![format!("{} is approved, and students can apply now.", locked.name())];
    if let Some(day) = locked.project.facts.apply_by {
        lines.push(format!(
            "The last day to apply is {}. You choose after that, or earlier if you like.",
            domain::time::long_date(day)
        ));
    }
    queue_to_host(tx, locked.host()?, format!("Published: {}", locked.title), lines, open_host(locked)).await
}

/// Students see it from `day` on.
pub(super) async fn approved_for(tx: &mut Tx<'_>, locked: &Locked, day: domain::time::Day) -> Result<(), Failure> {
    let lines = vec![
        format!("{} is approved. It is published on {}.", locked.name(), domain::time::long_date(day)),
        "Until then you can take it back to change something. You hear from us when students see it.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("Approved: {}", locked.title), lines, open_host(locked)).await
}

/// To staff: nobody has read this one.
pub(super) async fn fast_tracked(tx: &mut Tx<'_>, locked: &Locked, score: u8) -> Result<(), Failure> {
    let lines = vec![
        format!(
            "{} was published without a review: it scores {score} of 100, and its host is in good standing.",
            locked.name()
        ),
        "Students can apply now. If something is wrong with it, hide it for a while and write to the host.".to_owned(),
    ];
    let action = Some(("Look at it".to_owned(), format!("/staff/queue/{}", locked.project.id)));
    queue_to_role(tx, Role::Staff, format!("Published without review: {}", locked.title), lines, action).await
}

pub(super) async fn rejected(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let lines = vec![
        format!("Staff decided not to offer {} in this program.", locked.name()),
        reason.to_owned(),
        "You can copy it as a new draft and change what stood in the way.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("Not accepted: {}", locked.title), lines, open_host(locked)).await
}

pub(super) async fn hours_waived(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let lines = vec![
        format!(
            "Staff waived the limits on hours for {}. Its hours no longer keep you from sending it.",
            locked.name()
        ),
        reason.to_owned(),
        "Staff still read them before students see the project.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("Hours waived: {}", locked.title), lines, open_host(locked)).await
}

pub(super) async fn waiver_taken_back(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let lines = vec![
        format!("Staff took back the waiver of the limits on hours for {}. The limits hold again.", locked.name()),
        reason.to_owned(),
        "Hours outside them keep it from being sent or published. Change the hours, or ask staff.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("Waiver taken back: {}", locked.title), lines, open_host(locked)).await
}

/// The other side hears of it: staff when the host called it off, the host when staff did.
pub(super) async fn cancelled(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let by_host = tx.cx().actor().parties(&locked.project.belongs).contains(&Party::Host);
    let lines = vec![format!("{} was called off. Everybody who applied is told.", locked.name()), reason.to_owned()];
    let subject = format!("Called off: {}", locked.title);
    if by_host {
        let action = Some(("Open the project list".to_owned(), "/staff/projects?stage=cancelled".to_owned()));
        queue_to_role(tx, Role::Staff, subject, lines, action).await
    } else {
        queue_to_host(tx, locked.host()?, subject, lines, open_host(locked)).await
    }
}

pub(super) async fn returned(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let lines = vec![format!("{} came back to you. It is a draft again.", locked.name()), reason.to_owned()];
    let subject = format!("Back to you: {}", locked.title);
    queue(tx, Letter { to: locked.project.facts.author, subject, lines, action: open_host(locked), dedupe: None }).await
}

pub(super) async fn selection_began(tx: &mut Tx<'_>, locked: &Locked, applicants: i64) -> Result<(), Failure> {
    let count = if applicants == 1 { "One student has".to_owned() } else { format!("{applicants} students have") };
    let mut lines = vec![format!("Applications to {} are closed. {count} applied.", locked.name())];
    let cx = tx.cx().clone();
    if let Some(day) = locked.project.facts.apply_by {
        let due = domain::applications::decision_due(day, cx.policy(), &cx.program().calendar);
        lines.push(format!("They were promised an answer by {}.", domain::time::long_date(due)));
    }
    let action = Some(("Read the applications".to_owned(), format!("/host/projects/{}/applicants", locked.project.id)));
    queue_to_host(tx, locked.host()?, format!("Choose: {}", locked.title), lines, action).await
}

pub(super) async fn seat_free(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let mut lines = vec![format!("A student of {} left before the start, so a seat is free again.", locked.name())];
    lines.push(if locked.project.facts.reopened {
        "Applications were opened again once before. Copy the project as a new draft to offer it anew.".to_owned()
    } else {
        "Open applications once more, until a day you choose.".to_owned()
    });
    queue_to_host(tx, locked.host()?, format!("A seat is free: {}", locked.title), lines, open_host(locked)).await
}

pub(super) async fn expired(tx: &mut Tx<'_>, locked: &Locked, reason: &str) -> Result<(), Failure> {
    let lines = vec![
        format!("{} is closed.", locked.name()),
        reason.to_owned(),
        "You can copy it as a new draft. Staff help you find out what kept students away.".to_owned(),
    ];
    queue_to_host(tx, locked.host()?, format!("Closed without a student: {}", locked.title), lines, open_host(locked))
        .await
}

pub(super) async fn put_away(tx: &mut Tx<'_>, locked: &Locked) -> Result<(), Failure> {
    let lines = vec![format!(
        "Nobody touched {} for a while, so it was put away. You can copy it as a new draft at any time.",
        locked.name()
    )];
    queue_to_host(tx, locked.host()?, "A project was put away", lines, open_host(locked)).await
}

/// A reminder that is written once, to one person.
pub(super) async fn remind(
    tx: &mut Tx<'_>,
    to: PersonId,
    key: &str,
    subject: String,
    line: String,
    action: (&str, String),
) -> Result<(), Failure> {
    let dedupe = Some(format!("{key}:{to}"));
    queue(tx, Letter { to, subject, lines: vec![line], action: Some((action.0.to_owned(), action.1)), dedupe }).await
}
