//! Signatures: typed, or given on paper and recorded; and another text, which all three sign anew.

use domain::actor::Party;
use domain::engagements::{Checklist, Order};
use domain::event::Reason;
use domain::fields::FieldErrors;
use domain::ids::EngagementId;
use domain::onboarding::address_class;
use domain::projects::Classification;
use domain::refusal::Refusal;

use super::commands::held;
use super::effects::carry_out;
use super::prepare::side_word;
use super::rows;
use crate::failure::Failure;
use crate::onboarding::agreements::{self, Kind, Mark};
use crate::{Cx, Once, Tx};

/// What somebody sends to sign.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Signing {
    /// The typed name.
    pub name: String,
    /// The box is ticked.
    pub consent: bool,
    /// The fingerprint of the text that was on the page; empty where nothing is known of it.
    pub seen: String,
    /// The network address; only its class is kept.
    pub address: String,
}

/// What staff change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What the student is to the payer.
    pub classification: Classification,
    /// Why, for the record and for all three.
    pub reason: Reason,
}

/// Signs the agreement for the actor's side: the student, a member of the host, or staff for the
/// program. The typed name must be the name of the account, and the text the one that was on the page.
///
/// # Errors
/// A message beside `signed_name` or `consent`; [`Failure::Refused`] when this side has signed or the text is another.
pub async fn sign(cx: &Cx, id: EngagementId, signing: Signing, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let person = cx.person()?;
    let mut errors = FieldErrors::new();
    if !same_name(&signing.name, &person.name) {
        errors.add("signed_name", format!("Type your name as in your account: {}.", person.name));
    }
    if !signing.consent {
        errors.add("consent", "Tick the box to sign electronically.");
    }
    errors.finish(Some(()))?;
    let text = agreements::ensure(&mut tx, &held).await?;
    if !signing.seen.is_empty() && signing.seen != text.sha256 {
        let words = "The text of the agreement changed since you opened it. Read it again, then sign.";
        return Err(Refusal::rule(words).into());
    }
    let before = held.engagement.facts.checklist.clone();
    let held = carry_out(&mut tx, held, &Order::Sign, cx.actor()).await?;
    for side in given(&before, &held.engagement.facts.checklist) {
        let mark = Mark {
            side: side_word(side),
            person: Some(person.id),
            name: person.name.clone(),
            way: "typed",
            network: address_class(&signing.address),
            note: String::new(),
        };
        agreements::mark(&mut tx, text.id, &mark).await?;
        keep_name(&mut tx, id, side, &person.name).await?;
    }
    tx.commit().await
}

/// Notes that a side signed on paper. The file is kept elsewhere; the note says which paper and where it is.
///
/// # Errors
/// [`Failure::Refused`] when that side has signed, or for anybody but staff.
pub async fn sign_on_paper(cx: &Cx, id: EngagementId, side: Party, note: Reason, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let name = match side {
        Party::Student => held.terms.student.clone(),
        Party::Host => held.terms.host.clone(),
        _ => held.terms.program.clone(),
    };
    let text = agreements::ensure(&mut tx, &held).await?;
    let order = Order::SignOnPaper { side, note: note.clone() };
    carry_out(&mut tx, held, &order, cx.actor()).await?;
    let mark = Mark {
        side: side_word(side),
        person: cx.actor().person_id(),
        name: name.clone(),
        way: "paper",
        network: String::new(),
        note: note.as_str().to_owned(),
    };
    agreements::mark(&mut tx, text.id, &mark).await?;
    keep_name(&mut tx, id, side, &name).await?;
    tx.commit().await
}

/// Staff decide what the student is to the payer, and take over the program's clauses as they are now. Where that
/// makes another text, it is a new version, and all three sign it anew.
///
/// # Errors
/// [`Failure::Refused`] when nothing would change, or for anybody but staff.
pub async fn change_agreement(cx: &Cx, id: EngagementId, change: Change, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let mut held = held(&mut tx, id).await?;
    let Change { classification, reason } = change;
    let before = agreements::ensure(&mut tx, &held).await?;
    let decided = held.engagement.facts.checklist.classification;
    let other = held.terms.classification != classification;
    if other || !decided {
        if held.fee.0 > 0 && classification == Classification::UnpaidForCredit {
            return Err(Failure::field("classification", "This work is paid. Choose how it is paid."));
        }
        if held.fee.0 == 0 && classification != Classification::UnpaidForCredit {
            return Err(Failure::field("classification", "This work is unpaid. Paying for it needs another project."));
        }
        held = carry_out(&mut tx, held, &Order::ChooseClassification(reason.clone()), cx.actor()).await?;
    }
    if other {
        held.terms.classification = classification;
        rows::reclassify(&mut tx, id, &held.terms).await?;
    }
    let (clauses, body) = agreements::compose(&mut tx, &held, &[]).await?;
    if body == before.body {
        if decided && !other {
            return Err(Refusal::rule("Nothing would change: the text stands as it is.").into());
        }
        return tx.commit().await;
    }
    agreements::append(&mut tx, id, Kind::Change, clauses, body, reason.as_str()).await?;
    carry_out(&mut tx, held, &Order::ChangeAgreement(reason), cx.actor()).await?;
    tx.commit().await
}

/// The sides that have signed now and had not before.
fn given(before: &Checklist, after: &Checklist) -> Vec<Party> {
    let sides = [Party::Student, Party::Host, Party::Staff];
    sides.into_iter().filter(|side| after.has_signed(*side) && !before.has_signed(*side)).collect()
}

async fn keep_name(tx: &mut Tx<'_>, id: EngagementId, side: Party, name: &str) -> Result<(), Failure> {
    sqlx::query!(
        "update engagements set student_signature = case when $2 = 'student' then $3 else student_signature end,
             host_signature = case when $2 = 'host' then $3 else host_signature end,
             program_signature = case when $2 = 'program' then $3 else program_signature end
         where id = $1",
        id.0,
        side_word(side),
        name
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Capitals and spaces do not make another name.
fn same_name(typed: &str, name: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    plain(typed) == plain(name)
}
