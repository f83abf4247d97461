//! Handing in a milestone and answering it.

use domain::actor::Party;
use domain::by_email::Deed;
use domain::engagements::Stage as Work;
use domain::event::{Event, Subject};
use domain::ids::{EngagementId, FileId, MilestoneId};
use domain::machine::Word as _;
use domain::milestones::{Command, Facts, Milestone, NewDeliverable, Order, Stage};
use domain::refusal::Refusal;
use domain::time::{Day, long_date};

use crate::by_email::{Ask, ask_host};
use crate::engagements::{Held, lock_visible};
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};
use crate::sql::{at, word};
use crate::{Cx, Once, Tx};

/// Hands in, accepts, or asks for changes.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, [`Failure::Refused`] when a rule says no.
pub async fn act(cx: &Cx, id: MilestoneId, order: Order, once: Once) -> Result<(), Failure> {
    act_with(cx, id, order, &[], once).await
}

/// Hands in words, a link and files that were sent before: together they are the next version of the deliverable. What was
/// sent for it and is not among `files` is taken away.
///
/// # Errors
/// As [`act`]; a message beside `files` when one of them is gone.
pub async fn hand_in(
    cx: &Cx,
    id: MilestoneId,
    new: NewDeliverable,
    files: &[FileId],
    once: Once,
) -> Result<(), Failure> {
    act_with(cx, id, Order::Submit(new), files, once).await
}

async fn act_with(cx: &Cx, id: MilestoneId, order: Order, files: &[FileId], once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    act_within(&mut tx, id, &order, files, None).await?;
    tx.commit().await
}

/// The same inside a transaction that does more. With `seen`, only while the milestone is as it was then.
///
/// # Errors
/// As [`act`]; [`Refusal::Changed`] for a milestone that is not as it was seen.
pub(crate) async fn act_within(
    tx: &mut Tx<'_>,
    id: MilestoneId,
    order: &Order,
    files: &[FileId],
    seen: Option<i32>,
) -> Result<(), Failure> {
    let engagement =
        sqlx::query_scalar!("select engagement_id from milestones where id = $1", id.0).fetch_optional(tx.db()).await?;
    let engagement = EngagementId(engagement.ok_or(Failure::NotFound)?);
    let held = lock_visible(tx, engagement).await?.ok_or(Failure::NotFound)?;
    let row =
        sqlx::query!("select name, due_on, stage, dropped_on, version from milestones where id = $1 for update", id.0)
            .fetch_optional(tx.db())
            .await?
            .ok_or(Failure::NotFound)?;
    if seen.is_some_and(|seen| seen != row.version) {
        return Err(Refusal::Changed.into());
    }
    if let Some(day) = crate::sql::day(row.dropped_on) {
        let words =
            format!("Both sides let this milestone go on {}. Nothing of it has to be handed in.", long_date(day));
        return Err(domain::refusal::Refusal::rule(words).into());
    }
    let cx = tx.cx();
    let stage: Stage = word(&row.stage)?;
    let facts =
        Facts { due: row.due_on.to_jiff(), engagement_in_progress: held.engagement.stage() == Work::InProgress };
    let milestone = Milestone::restore(id, held.engagement.belongs, facts, stage);
    let (milestone, event) = milestone.apply(order, cx.actor(), &cx.now(), cx.policy())?;
    save(tx, &milestone, order).await?;
    if let Order::Submit(new) = order {
        keep_version(tx, id, new, files).await?;
    }
    tx.record(&event, held.project).await?;
    if matches!(order, Order::Accept) {
        crate::payments::release(tx, engagement).await?;
    }
    let told = Told { id, name: &row.name, due: milestone.facts.due, by: event.by, version: row.version + 1 };
    tell(tx, &held, &told, order).await
}

/// What a letter says of a milestone after a step.
struct Told<'m> {
    id: MilestoneId,
    name: &'m str,
    due: Day,
    by: Party,
    version: i32,
}

async fn tell(tx: &mut Tx<'_>, held: &Held, told: &Told<'_>, order: &Order) -> Result<(), Failure> {
    let (engagement, name, terms) = (held.engagement.id, told.name, &held.terms);
    let path = format!("/engagements/{engagement}/milestones/{}", told.id);
    let belongs = held.engagement.belongs;
    match (order, belongs.host, belongs.student) {
        (Order::Submit(_), Some(host), _) => {
            let line =
                format!("{} handed in “{name}” of “{}”, due {}.", terms.student, terms.project, long_date(told.due));
            let ask = Ask {
                host,
                engagement,
                deed: Deed::AcceptMilestone,
                subject: told.id.0,
                version: told.version,
                page: path,
            };
            ask_host(tx, &ask, &format!("To look at: {name}"), vec![line], "Look at it and accept it").await
        }
        (Order::RequestChanges(reason), _, Some(to)) => {
            let line = format!("“{name}” needs a change: {}", reason.as_str());
            let action = Some(("See what is missing".into(), path));
            let subject = format!("Changes asked for: {name}");
            queue(tx, Letter { to, subject, lines: vec![line], action, dedupe: None }).await
        }
        (Order::Accept, _, Some(to)) if told.by != Party::Student => {
            let line = format!("{} accepted “{name}” of “{}”.", terms.host, terms.project);
            let action = Some(("See what is next".into(), format!("/engagements/{engagement}")));
            queue(tx, Letter { to, subject: format!("Accepted: {name}"), lines: vec![line], action, dedupe: None })
                .await
        }
        _ => Ok(()),
    }
}

async fn save(tx: &mut Tx<'_>, milestone: &Milestone, order: &Order) -> Result<(), Failure> {
    let now = tx.cx().at();
    let (text, link, note) = match order {
        Order::Submit(new) => {
            (Some(new.text.clone().unwrap_or_default()), Some(new.link.clone().unwrap_or_default()), "")
        }
        Order::RequestChanges(reason) => (None, None, reason.as_str()),
        Order::Accept => (None, None, ""),
    };
    sqlx::query!(
        "update milestones set stage = $2, deliverable_text = coalesce($3, deliverable_text),
             deliverable_link = coalesce($4, deliverable_link), note = $5,
             submitted_at = case when $2 = 'submitted' then $6 else submitted_at end,
             decided_at = case when $2 = 'submitted' then null else $6 end,
             version = version + 1, updated_at = $6
         where id = $1",
        milestone.id.0,
        milestone.stage().word(),
        text,
        link,
        note,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Keeps what was handed in as the next version.
async fn keep_version(tx: &mut Tx<'_>, id: MilestoneId, new: &NewDeliverable, files: &[FileId]) -> Result<(), Failure> {
    let (now, me) = (tx.cx().at(), tx.cx().actor().person_id());
    let version: uuid::Uuid = crate::new_id();
    // The milestone's row is locked: nobody else counts versions now.
    sqlx::query!(
        "insert into hand_ins (id, milestone_id, version, text, link, created_at)
         values ($1, $2, (select coalesce(max(h.version), 0) + 1 from hand_ins h where h.milestone_id = $2), $3, $4, $5)",
        version,
        id.0,
        new.text.as_deref().unwrap_or_default(),
        new.link.as_deref().unwrap_or_default(),
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    let files: Vec<uuid::Uuid> = files.iter().map(|file| file.0).collect();
    let kept = sqlx::query!(
        "update files set hand_in_id = $1, used_at = $5 where id = any($2) and milestone_id = $3 and owner_id = $4
           and used_at is null and removed_at is null",
        version,
        &files,
        id.0,
        me.map(|me| me.0),
        at(now) as _
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if usize::try_from(kept) != Ok(files.len()) {
        return Err(Failure::field("files", "One of these files is gone. Choose it again, then hand in."));
    }
    sqlx::query!(
        "update files set removed_at = $3 where milestone_id = $1 and owner_id = $2 and used_at is null and removed_at is null",
        id.0,
        me.map(|me| me.0),
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Whether this person may send files for a milestone now: its student, while it can be handed in.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else; a refusal while it is with the host, or the work is not in progress.
pub(crate) async fn may_hand_in(cx: &Cx, id: MilestoneId) -> Result<(), Failure> {
    let engagement = sqlx::query_scalar!("select engagement_id from milestones where id = $1", id.0)
        .fetch_optional(cx.pool())
        .await?;
    let page = super::milestone_page(cx, engagement.ok_or(Failure::NotFound)?.into(), id).await?;
    if !page.parties.contains(&Party::Student) {
        return Err(Failure::NotFound);
    }
    if !page.offers.contains(&Command::Submit) {
        return Err(
            Refusal::rule("This can be handed in while the work is in progress and the host has not got it.").into()
        );
    }
    Ok(())
}

/// Says something about a deliverable: the student, the host or staff, on the record. The other side is told.
///
/// # Errors
/// A message beside `comment`; [`Failure::NotFound`] for anybody it does not concern.
pub async fn comment(cx: &Cx, id: MilestoneId, text: &str, once: Once) -> Result<(), Failure> {
    let mut errors = domain::fields::FieldErrors::new();
    let text = errors.text("comment", "Your comment", text, 3, 2_000);
    let text = errors.finish(text)?;
    let mut tx = cx.begin_once(once).await?;
    let row = sqlx::query!("select engagement_id, name from milestones where id = $1", id.0)
        .fetch_optional(tx.db())
        .await?
        .ok_or(Failure::NotFound)?;
    let engagement: EngagementId = row.engagement_id.into();
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let belongs = held.engagement.belongs;
    let parties = cx.actor().parties(&belongs);
    let party = [Party::Student, Party::Host, Party::Staff].into_iter().find(|party| parties.contains(party));
    let party = party.ok_or(Failure::NotFound)?;
    let author = cx.person()?;
    let comment: uuid::Uuid = crate::new_id();
    sqlx::query!(
        "insert into deliverable_comments (id, milestone_id, hand_in_id, author_id, party, text, created_at)
         values ($1, $2, (select h.id from hand_ins h where h.milestone_id = $2 order by h.version desc limit 1), $3, $4, $5, $6)",
        comment,
        id.0,
        author.id.0,
        party.word(),
        text,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    let event = Event {
        subject: Subject::Milestone,
        id: id.0,
        belongs,
        command: "comment",
        by: party,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, held.project).await?;
    let (subject, lines) = (format!("A comment on “{}”", row.name), vec![format!("{} writes: {text}", author.name)]);
    let action = Some(("Read it and answer".to_owned(), format!("/engagements/{engagement}/milestones/{id}#comments")));
    if party != Party::Student
        && let Some(to) = belongs.student
    {
        let letter =
            Letter { to, subject: subject.clone(), lines: lines.clone(), action: action.clone(), dedupe: None };
        queue(&mut tx, letter).await?;
    }
    if party != Party::Host
        && let Some(host) = belongs.host
    {
        queue_to_host(&mut tx, host, subject, lines, action).await?;
    }
    tx.commit().await
}
