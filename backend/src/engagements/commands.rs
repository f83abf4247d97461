//! What people do with an engagement.

use domain::actor::{Actor, Party};
use domain::engagements::{NewCheckIn, Order, Reflection, Stage};
use domain::event::{Event, Reason, Subject};
use domain::fields::FieldErrors;
use domain::ids::{EngagementId, EventId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::reviews::Side;
use domain::time::{Day, Week};

use super::effects::carry_out;
use super::rows::{self, Held};
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, on};
use crate::{Cx, Once, Tx};

/// Fewest and most learning goals, one a line.
const GOALS: std::ops::RangeInclusive<usize> = 2..=3;
/// Characters of one goal.
const GOAL: std::ops::RangeInclusive<usize> = 10..=300;

/// Any move that needs nothing but its order: press Start, accept, ask for changes, pause, resume,
/// cancel, report a no-show, dispute, decide a dispute, and so on. Signing needs a name: [`sign`].
///
/// # Errors
/// [`Failure::NotFound`] for people it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: EngagementId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    carry_out(&mut tx, held, &order, cx.actor()).await?;
    tx.commit().await
}

async fn held(tx: &mut Tx<'_>, id: EngagementId) -> Result<Held, Failure> {
    rows::lock_visible(tx, id).await?.ok_or(Failure::NotFound)
}

/// Signs the agreement for the actor's side: the student, a member of the host, or staff for the
/// program. The typed name must be the name of the account.
///
/// # Errors
/// A message beside `signed_name` or `consent`; [`Failure::Refused`] when this side has signed.
pub async fn sign(cx: &Cx, id: EngagementId, name: &str, consent: bool, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let person = cx.person()?;
    let mut errors = FieldErrors::new();
    if !same_name(name, &person.name) {
        errors.add("signed_name", format!("Type your name as in your account: {}.", person.name));
    }
    if !consent {
        errors.add("consent", "Tick the box to sign electronically.");
    }
    errors.finish(Some(()))?;
    let before = held.engagement.facts.checklist.clone();
    let held = carry_out(&mut tx, held, &Order::Sign, cx.actor()).await?;
    let after = &held.engagement.facts.checklist;
    let name = person.name.as_str();
    sqlx::query!(
        "update engagements set student_signature = case when $2 then $5 else student_signature end,
             host_signature = case when $3 then $5 else host_signature end,
             program_signature = case when $4 then $5 else program_signature end
         where id = $1",
        id.0,
        after.agreement_student && !before.agreement_student,
        after.agreement_host && !before.agreement_host,
        after.agreement_program && !before.agreement_program,
        name
    )
    .execute(tx.db())
    .await?;
    tx.commit().await
}

/// Capitals and spaces do not make another name.
fn same_name(typed: &str, name: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    plain(typed) == plain(name)
}

/// Sets the day of the kick-off meeting and the learning goals; whichever is empty stays as it is.
/// Goals are two or three lines.
///
/// # Errors
/// Messages beside `kickoff` and `learning_goals`; [`Failure::Refused`] after the start.
pub async fn prepare(cx: &Cx, id: EngagementId, kickoff: Option<Day>, goals: &str, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let mut held = held(&mut tx, id).await?;
    let goals = read_goals(goals)?;
    if kickoff.is_none() && goals.is_none() {
        return Err(Failure::field("kickoff", "Choose the day you meet, or write the learning goals."));
    }
    if let Some(day) = kickoff.filter(|day| held.engagement.facts.checklist.kickoff != Some(*day)) {
        held = carry_out(&mut tx, held, &Order::SetKickoff(day), cx.actor()).await?;
    }
    if let Some(goals) = goals {
        carry_out(&mut tx, held, &Order::AgreeGoals, cx.actor()).await?;
        sqlx::query!("update engagements set learning_goals = $2 where id = $1", id.0, goals).execute(tx.db()).await?;
    }
    tx.commit().await
}

fn read_goals(text: &str) -> Result<Option<String>, Failure> {
    let goals: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if goals.is_empty() {
        return Ok(None);
    }
    if !GOALS.contains(&goals.len()) {
        let now = if goals.len() == 1 { "is 1".to_owned() } else { format!("are {}", goals.len()) };
        return Err(Failure::field(
            "learning_goals",
            format!("Write two or three goals, one a line. There {now} now."),
        ));
    }
    if let Some(goal) = goals.iter().find(|goal| !GOAL.contains(&goal.chars().count()) || goal.contains('\0')) {
        let length = goal.chars().count();
        return Err(Failure::field(
            "learning_goals",
            format!("One goal has {length} characters. Write {} to {}.", GOAL.start(), GOAL.end()),
        ));
    }
    Ok(Some(goals.join("\n")))
}

/// Clears the student's work authorization up to and including a day, on evidence in words.
///
/// # Errors
/// [`Failure::NotFound`] for anybody without the right, [`Failure::Refused`] when nothing has to be cleared.
pub async fn clear_authorization(
    cx: &Cx,
    id: EngagementId,
    until: Day,
    evidence: Reason,
    once: Once,
) -> Result<(), Failure> {
    cx.require(domain::access::Action::ClearAuthorization)?;
    act(cx, id, Order::ClearAuthorization { until, evidence }, once).await
}

/// Hands in the whole work with a reflection: every milestone is in, every week with time is sent.
///
/// # Errors
/// [`Failure::Refused`] names what is still open.
pub async fn hand_in(cx: &Cx, id: EngagementId, reflection: Reflection, once: Once) -> Result<(), Failure> {
    act(cx, id, Order::HandIn(reflection), once).await
}

/// Sends this week's check-in of the actor's side, once a week and side.
///
/// # Errors
/// [`Failure::Refused`] when it was sent already or the work is not in progress.
pub async fn check_in(cx: &Cx, id: EngagementId, new: NewCheckIn, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = held(&mut tx, id).await?;
    let engagement = &held.engagement;
    let side = side_of(cx.actor(), &engagement.belongs)?;
    if engagement.stage() != Stage::InProgress {
        return Err(Refusal::rule("The work is not in progress, so no check-in is due.").into());
    }
    let week = Week::of(cx.today());
    let [went_well, next_steps, blocked] = new.answers;
    sqlx::query!(
        "insert into check_ins (id, engagement_id, week, side, author_id, went_well, next_steps, blocked, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        crate::new_id::<EventId>().0,
        id.0,
        on(week.monday()) as _,
        side.word(),
        cx.person()?.id.0,
        went_well,
        next_steps,
        blocked,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "check_ins_once_key", || {
            Refusal::rule("Your side has sent this week’s check-in already.").into()
        })
    })?;
    let event = Event {
        subject: Subject::Engagement,
        id: id.0,
        belongs: engagement.belongs,
        command: "check_in",
        by: side.party(),
        from: None,
        to: None,
        reason: None,
    };
    tx.record(&event, held.project).await?;
    tx.commit().await
}

/// The side of the engagement an actor is on.
fn side_of(actor: &Actor, belongs: &domain::actor::Belongs) -> Result<Side, Failure> {
    let parties = actor.parties(belongs);
    if parties.contains(&Party::Student) {
        Ok(Side::Student)
    } else if parties.contains(&Party::Host) {
        Ok(Side::Host)
    } else {
        Err(Refusal::rule("Only the student and the host check in.").into())
    }
}
