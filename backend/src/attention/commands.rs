//! What staff do with an attention item.

use domain::access::Action;
use domain::attention::{Nudge, Order};
use domain::event::Reason;
use domain::ids::{AttentionItemId, PersonId};
use domain::refusal::Refusal;
use domain::time::Day;

use super::rows::{self, Held};
use super::{letters, queries};
use crate::failure::Failure;
use crate::{Cx, Once, Tx};

/// Longest note, in characters.
pub const NOTE: usize = 2_000;

/// Something staff do, with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Look after it oneself.
    Take,
    /// Give it to a colleague.
    Give(PersonId),
    /// Write to whom it waits for, in these words.
    Nudge(Nudge),
    /// Keep a note for colleagues in the place of the one before; an empty one takes it away.
    Note(String),
    /// Look at it again on a day.
    Snooze(Day),
    /// Settle it, because.
    Resolve(Reason),
    /// Bring it back.
    Reopen,
}

impl Step {
    fn order(&self) -> Order {
        match self {
            Self::Take => Order::Take,
            Self::Give(to) => Order::Give(*to),
            Self::Nudge(_) => Order::Nudge,
            Self::Note(_) => Order::Note,
            Self::Snooze(day) => Order::Snooze(*day),
            Self::Resolve(reason) => Order::Resolve(reason.clone()),
            Self::Reopen => Order::Reopen,
        }
    }
}

/// Takes one step with an item that was read as `version`.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff; [`Refusal::Changed`] when `version` is not the newest; messages beside
/// `colleague`, `until` and `note`; what the machine refuses; [`Failure::AlreadyDone`].
pub async fn act(cx: &Cx, id: AttentionItemId, version: i32, step: Step, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepAttention)?;
    let mut tx = cx.begin_once(once).await?;
    let held = rows::lock(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    // One that can no longer take the step says so, whatever the version.
    if held.version != version && held.item.offers(cx.actor()).contains(&step.order().command()) {
        return Err(Refusal::Changed.into());
    }
    let applied = held.item.clone().apply(&step.order(), cx.actor(), &cx.now());
    let (item, event) = applied.map_err(|refusal| match (&step, refusal) {
        // A day that does not do is said beside its field.
        (Step::Snooze(_), Refusal::Rule(sentence)) => Failure::field("until", sentence),
        (_, refusal) => refusal.into(),
    })?;
    let mut held = Held { item, ..held };
    follow(&mut tx, &mut held, step).await?;
    rows::save(&mut tx, &held).await?;
    tx.record(&event, held.project).await?;
    tx.commit().await
}

/// What a step leaves beside the machine.
async fn follow(tx: &mut Tx<'_>, held: &mut Held, step: Step) -> Result<(), Failure> {
    match step {
        Step::Give(to) => {
            let colleagues = queries::colleagues(tx.db(), held.item.belongs.program).await?;
            if !colleagues.iter().any(|colleague| colleague.id == to) {
                return Err(Failure::field("colleague", "Choose somebody of staff."));
            }
            letters::given(tx, held, to).await
        }
        Step::Nudge(nudge) => letters::nudge(tx, held, &nudge).await,
        Step::Note(words) => {
            let words = words.trim();
            if words.chars().count() > NOTE {
                return Err(Failure::field("note", format!("Write at most {NOTE} characters.")));
            }
            words.clone_into(&mut held.note);
            Ok(())
        }
        Step::Resolve(reason) => {
            reason.as_str().clone_into(&mut held.resolution);
            Ok(())
        }
        Step::Reopen => {
            held.resolution.clear();
            Ok(())
        }
        Step::Take | Step::Snooze(_) => Ok(()),
    }
}
