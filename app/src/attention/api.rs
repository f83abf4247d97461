//! What staff send about something that needs attention.

use domain::ids::AttentionItemId;
use leptos::prelude::*;

use crate::error::AppError;

/// Takes one step with an item that was read as `version`: `take`, `give`, `nudge`, `note`, `snooze`, `resolve` or `reopen`.
/// Each reads the fields that belong to it.
///
/// # Errors
/// Messages beside `colleague`, `subject`, `message`, `note`, `until` and `reason`; refusals in words.
#[server(endpoint = "attention/act")]
pub async fn act(
    id: AttentionItemId,
    version: i32,
    #[server(default)] command: String,
    #[server(default)] colleague: String,
    #[server(default)] subject: String,
    #[server(default)] message: String,
    #[server(default)] note: String,
    #[server(default)] until: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    use backend::Failure;
    use backend::attention::Step;
    use domain::attention::{Command, Nudge};
    use domain::machine::Word as _;
    let cx = crate::caller::cx().await?;
    let (step, notice) = match Command::from_word(&command) {
        Some(Command::Take) => (Step::Take, Notice::AttentionTaken),
        Some(Command::Give) => {
            let to = colleague.parse().map_err(|_| Failure::field("colleague", "Choose a colleague."))?;
            (Step::Give(to), Notice::AttentionGiven)
        }
        Some(Command::Nudge) => {
            (Step::Nudge(Nudge::parse(&subject, &message).map_err(Failure::from)?), Notice::AttentionWritten)
        }
        Some(Command::Note) => (Step::Note(note), Notice::Saved),
        Some(Command::Snooze) => {
            let day = domain::time::parse_day(&until).ok_or_else(|| Failure::field("until", "Choose a day."))?;
            (Step::Snooze(day), Notice::AttentionSnoozed)
        }
        Some(Command::Resolve) => {
            (Step::Resolve(crate::engagements::reason("reason", &reason)?), Notice::AttentionSettled)
        }
        Some(Command::Reopen) => (Step::Reopen, Notice::AttentionReopened),
        _ => return Err(Failure::NotFound.into()),
    };
    let done = backend::attention::act(&cx, id, version, step, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::attention_item(id), notice)
}
