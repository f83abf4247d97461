//! What people are told while the checklist is worked off.

use domain::actor::{Party, Role};
use domain::engagements::Order;
use domain::time::{Minutes, long_date};

use super::letters::{action, room, to_host, to_student};
use super::prepare::Meeting;
use super::rows::Held;
use crate::Tx;
use crate::failure::Failure;
use crate::mail::queue_to_role;

/// Tells whoever is next after `order` of the list was carried out by `party`.
pub(super) async fn moved(tx: &mut Tx<'_>, held: &Held, order: &Order, party: Party) -> Result<(), Failure> {
    let (engagement, terms) = (&held.engagement, &held.terms);
    let belongs = engagement.belongs;
    let open = |words: &str| action(words, room(engagement.id, "onboarding"));
    let (who, by_student) = match party {
        Party::Student => (&terms.student, true),
        _ => (&terms.host, false),
    };
    match order {
        Order::ChangeAgreement(reason) => changed(tx, held, reason.as_str()).await,
        Order::HandInTaxForm => {
            let subject = format!("Record a tax form: {}", terms.student);
            let line = format!("{} says that the tax form for “{}” was handed in.", terms.student, terms.project);
            queue_to_role(tx, Role::Staff, subject, vec![line], open("Record it")).await
        }
        Order::RecordTaxForm { note, .. } => {
            let line = format!("The program has recorded your tax form for “{}”: {}", terms.project, note.as_str());
            to_student(tx, &belongs, "Your tax form is recorded".into(), line, open("See what is left")).await
        }
        Order::RecordSafety(note) => {
            let subject = format!("Checked before the start: {}", terms.project);
            let line = format!("The program has recorded for “{}”: {}", terms.project, note.as_str());
            to_host(tx, &belongs, subject.clone(), line.clone(), open("See what is left")).await?;
            to_student(tx, &belongs, subject, line, open("See what is left")).await
        }
        Order::ConfirmData => {
            let subject = format!("{} confirmed the agreement on data", terms.student);
            let line = format!("{} may see the data of “{}” once the work has begun.", terms.student, terms.project);
            to_host(tx, &belongs, subject, line, open("See what is left")).await
        }
        Order::ProposeGoals => {
            let subject = format!("{who} proposes learning goals");
            let line = format!("Agree on the learning goals for “{}”, or change a word.", terms.project);
            let words = open("Read the goals");
            if by_student {
                to_host(tx, &belongs, subject, line, words).await
            } else {
                to_student(tx, &belongs, subject, line, words).await
            }
        }
        Order::AgreeGoals => {
            let subject = format!("{who} agrees on the learning goals");
            let line = format!("The learning goals for “{}” are agreed. See how they read now.", terms.project);
            let words = open("See the goals");
            if by_student {
                to_host(tx, &belongs, subject, line, words).await
            } else {
                to_student(tx, &belongs, subject, line, words).await
            }
        }
        _ => Ok(()),
    }
}

/// Another text: all three are asked again.
async fn changed(tx: &mut Tx<'_>, held: &Held, reason: &str) -> Result<(), Failure> {
    let (engagement, terms) = (&held.engagement, &held.terms);
    let subject = format!("Sign again: the agreement on “{}” changed", terms.project);
    let line =
        format!("There is a new text of the agreement, and it holds once all three have signed it. Why: {reason}");
    let open = || action("Read and sign it", room(engagement.id, "agreement"));
    to_student(tx, &engagement.belongs, subject.clone(), line.clone(), open()).await?;
    to_host(tx, &engagement.belongs, subject, line, open()).await
}

/// The day of the meeting: the other side is told.
pub(super) async fn meeting(tx: &mut Tx<'_>, held: &Held, meeting: &Meeting) -> Result<(), Failure> {
    let (engagement, terms) = (&held.engagement, &held.terms);
    let parties = tx.cx().actor().parties(&engagement.belongs);
    let time = meeting.minute.map(|minute| format!(" at {}", Minutes(minute).clock())).unwrap_or_default();
    let place = if meeting.place.is_empty() { String::new() } else { format!(" Where: {}.", meeting.place) };
    let line = format!("The kick-off meeting for “{}” is on {}{time}.{place}", terms.project, long_date(meeting.day));
    let subject = format!("Kick-off on {}: {}", long_date(meeting.day), terms.project);
    let open = || action("See what is left", room(engagement.id, "onboarding"));
    if !parties.contains(&Party::Student) {
        to_student(tx, &engagement.belongs, subject.clone(), line.clone(), open()).await?;
    }
    if !parties.contains(&Party::Host) {
        to_host(tx, &engagement.belongs, subject, line, open()).await?;
    }
    Ok(())
}
