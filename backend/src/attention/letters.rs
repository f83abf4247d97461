//! Letters about attention items: to whom one waits for, in the words of staff, and to the colleague who is given one.

use domain::actor::Role;
use domain::attention::{Nudge, Rule, WaitsFor};
use domain::ids::{HostId, PersonId};

use super::rows::Held;
use crate::Tx;
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

/// Who stands around an item.
struct Around {
    project: String,
    host: HostId,
    reviewer: Option<PersonId>,
    student: Option<PersonId>,
}

async fn around(tx: &mut Tx<'_>, held: &Held) -> Result<Around, Failure> {
    let row = sqlx::query!(
        r#"select p.title, p.host_id, p.reviewer_id, coalesce(e.student_id, a.student_id) as "student?"
           from projects p left join engagements e on e.id = $2 left join applications a on a.id = $3
           where p.id = $1"#,
        held.project.0,
        held.engagement.map(|id| id.0),
        held.subject
    )
    .fetch_one(tx.db())
    .await?;
    Ok(Around {
        project: row.title,
        host: row.host_id.into(),
        reviewer: row.reviewer_id.map(Into::into),
        student: row.student.map(Into::into),
    })
}

/// Writes to whom the item waits for.
pub(super) async fn nudge(tx: &mut Tx<'_>, held: &Held, nudge: &Nudge) -> Result<(), Failure> {
    let around = around(tx, held).await?;
    let mut lines: Vec<String> =
        nudge.message.split("\n\n").map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    lines.push(format!("{}, for the program", tx.cx().person()?.name));
    let action = Some(("Open it".to_owned(), place(held)));
    let subject = nudge.subject.clone();
    let to = match held.rule.waits_for() {
        WaitsFor::Host => return queue_to_host(tx, around.host, subject, lines, action).await,
        WaitsFor::Finance => return queue_to_role(tx, Role::Finance, subject, lines, action).await,
        WaitsFor::Dso => return queue_to_role(tx, Role::Dso, subject, lines, action).await,
        WaitsFor::Staff => around.reviewer,
        WaitsFor::Student => around.student,
    };
    match to {
        Some(to) => queue(tx, Letter { to, subject, lines, action, dedupe: None }).await,
        None => queue_to_role(tx, Role::Staff, subject, lines, action).await,
    }
}

/// Tells a colleague that an item is theirs; nobody is told what they took themselves.
pub(super) async fn given(tx: &mut Tx<'_>, held: &Held, to: PersonId) -> Result<(), Failure> {
    let by = tx.cx().person()?.clone();
    if by.id == to {
        return Ok(());
    }
    let project = around(tx, held).await?.project;
    let letter = Letter {
        to,
        subject: format!("{} gave you something to look after", by.name),
        lines: vec![format!("{}: {project}", held.rule.title()), held.reason.clone()],
        action: Some(("Open it".to_owned(), format!("/staff/attention/{}", held.item.id))),
        dedupe: None,
    };
    queue(tx, letter).await
}

/// Where the person who is waited for acts.
fn place(held: &Held) -> String {
    let work = |room: &str| held.engagement.map_or_else(|| "/home".to_owned(), |id| format!("/engagements/{id}{room}"));
    match held.rule {
        Rule::NoApplicants => format!("/host/projects/{}", held.project),
        Rule::ReviewLate => format!("/staff/queue/{}", held.project),
        Rule::OfferLapses => format!("/applications/{}", held.subject),
        Rule::NoKickOff | Rule::OnboardingStalls => work("/onboarding"),
        Rule::SurveyMissing => work("/survey"),
        Rule::CheckInsMissed => work("/check-in"),
        Rule::HoursAhead => work("/plan"),
        Rule::ClearanceExpires => "/staff/clearance".to_owned(),
        Rule::PayWaits => "/staff/payments".to_owned(),
        Rule::HoursUnanswered => "/host/hours".to_owned(),
        Rule::MilestoneLate | Rule::WorkUnanswered | Rule::WeekNotResubmitted => work(""),
    }
}
