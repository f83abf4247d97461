//! What people do to the checklist besides signing: the meeting, the goals, the tax form, the clearance.

use domain::actor::Party;
use domain::engagements::{Command, Cover, Goals, Order, Stage, TaxForm};
use domain::event::Reason;
use domain::ids::EngagementId;
use domain::onboarding::read_goals;
use domain::time::Day;

use super::commands::{act, held};
use super::effects::carry_out;
use super::list_letters;
use super::rows::Held;
use crate::failure::Failure;
use crate::{Cx, Once, Tx};

/// The kick-off meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// Its day.
    pub day: Day,
    /// Minutes after midnight in the program's zone, when the time is known.
    pub minute: Option<i32>,
    /// A room, or the address of a call; may be empty.
    pub place: String,
}

impl From<Day> for Meeting {
    fn from(day: Day) -> Self {
        Self { day, minute: None, place: String::new() }
    }
}

/// What an officer clears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clearance {
    /// The last day it covers.
    pub until: Day,
    /// From which day, and for how many hours a week.
    pub cover: Cover,
    /// The evidence, in words.
    pub evidence: Reason,
}

/// Sets the kick-off meeting and writes learning goals; whichever is left out stays as it is. Goals are two or three
/// lines; whoever writes first proposes, and the other side's goals are agreed ones.
///
/// # Errors
/// Messages beside `kickoff` and `learning_goals`; [`Failure::Refused`] after the start.
pub async fn prepare(
    cx: &Cx,
    id: EngagementId,
    meeting: Option<Meeting>,
    goals: &str,
    once: Once,
) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let goals = read_goals(goals)?;
    if meeting.is_none() && goals.is_none() {
        return Err(Failure::field("kickoff", "Choose the day you meet, or write the learning goals."));
    }
    let held = match meeting {
        Some(meeting) => set_meeting(&mut tx, held, &meeting).await?,
        None => held,
    };
    if let Some(goals) = goals {
        set_goals(&mut tx, held, &goals).await?;
    }
    tx.commit().await
}

async fn set_meeting(tx: &mut Tx<'_>, held: Held, meeting: &Meeting) -> Result<Held, Failure> {
    let id = held.engagement.id;
    let now = sqlx::query!("select kickoff_minute, kickoff_place from engagements where id = $1", id.0)
        .fetch_one(tx.db())
        .await?;
    let minute = meeting.minute.and_then(|minute| i16::try_from(minute).ok());
    let same = held.engagement.facts.checklist.kickoff == Some(meeting.day)
        && now.kickoff_minute == minute
        && now.kickoff_place == meeting.place;
    if same && held.engagement.stage() == Stage::Onboarding {
        return Ok(held);
    }
    let actor = tx.cx().actor().clone();
    let held = carry_out(tx, held, &Order::SetKickoff(meeting.day), &actor).await?;
    sqlx::query!(
        "update engagements set kickoff_minute = $2, kickoff_place = $3 where id = $1",
        id.0,
        minute,
        meeting.place
    )
    .execute(tx.db())
    .await?;
    list_letters::meeting(tx, &held, meeting).await?;
    Ok(held)
}

async fn set_goals(tx: &mut Tx<'_>, held: Held, goals: &str) -> Result<Held, Failure> {
    let id = held.engagement.id;
    let actor = tx.cx().actor().clone();
    let before =
        sqlx::query_scalar!("select learning_goals from engagements where id = $1", id.0).fetch_one(tx.db()).await?;
    let list = &held.engagement.facts.checklist;
    // The same words once more change nothing that both agreed on.
    if before == goals && list.goals == Goals::Agreed && held.engagement.stage() == Stage::Onboarding {
        return Ok(held);
    }
    let order = if held.engagement.offers(&actor).contains(&Command::AgreeGoals) {
        Order::AgreeGoals
    } else {
        Order::ProposeGoals
    };
    // The words first: what the machine reads next is whether there are any.
    sqlx::query!("update engagements set learning_goals = $2 where id = $1", id.0, goals).execute(tx.db()).await?;
    carry_out(tx, held, &order, &actor).await
}

/// Agrees on the goals as they stand.
///
/// # Errors
/// [`Failure::Refused`] when the other side has not proposed any; [`Failure::NotFound`] for strangers.
pub async fn agree_goals(cx: &Cx, id: EngagementId, once: Once) -> Result<(), Failure> {
    act(cx, id, Order::AgreeGoals, once).await
}

/// The student says that the tax form was handed in.
///
/// # Errors
/// [`Failure::Refused`] when none is asked for or it was said before.
pub async fn hand_in_tax_form(cx: &Cx, id: EngagementId, once: Once) -> Result<(), Failure> {
    act(cx, id, Order::HandInTaxForm, once).await
}

/// Staff note which form it is and where it is, never its number.
///
/// # Errors
/// A message beside `tax_note` for a note with a number in it; [`Failure::Refused`] when none is asked for.
pub async fn record_tax_form(cx: &Cx, id: EngagementId, to: TaxForm, note: Reason, once: Once) -> Result<(), Failure> {
    if domain::onboarding::names_a_number(note.as_str()) {
        let message = "Leave the number of the form or the person out. Which form and where it is are enough.";
        return Err(Failure::field("tax_note", message));
    }
    act(cx, id, Order::RecordTaxForm { to, note }, once).await
}

/// Staff record the background check or the insurance that the work needs, in words.
///
/// # Errors
/// A message beside `safety_note` for a note with a number in it; [`Failure::Refused`] when the project asks for none.
pub async fn record_safety(cx: &Cx, id: EngagementId, note: Reason, once: Once) -> Result<(), Failure> {
    if domain::onboarding::names_a_number(note.as_str()) {
        let message = "Leave the number of the check or the person out. What was done, by whom and when are enough.";
        return Err(Failure::field("safety_note", message));
    }
    act(cx, id, Order::RecordSafety(note), once).await
}

/// The student confirms the agreement on data as it stands on the page.
///
/// # Errors
/// A message beside `agree_data` without the tick; [`Failure::Refused`] when the project asks for none or it is confirmed.
pub async fn confirm_data(cx: &Cx, id: EngagementId, agrees: bool, once: Once) -> Result<(), Failure> {
    if !agrees {
        return Err(Failure::field("agree_data", "Tick the box to confirm the agreement."));
    }
    act(cx, id, Order::ConfirmData, once).await
}

/// Clears the student's work authorization for days and hours, on evidence in words.
///
/// # Errors
/// [`Failure::NotFound`] for anybody without the right, [`Failure::Refused`] when nothing has to be cleared.
pub async fn clear_authorization(cx: &Cx, id: EngagementId, clearance: Clearance, once: Once) -> Result<(), Failure> {
    cx.require(domain::access::Action::ClearAuthorization)?;
    let Clearance { until, cover, evidence } = clearance;
    act(cx, id, Order::ClearAuthorization { cover, until, evidence }, once).await
}

/// The word of a side in the tables of signatures.
pub(super) const fn side_word(side: Party) -> &'static str {
    match side {
        Party::Student => "student",
        Party::Host => "host",
        _ => "program",
    }
}
