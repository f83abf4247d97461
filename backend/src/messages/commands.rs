//! Writing into a thread, and taking back.

use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::{EngagementId, MessageId};
use domain::machine::Word as _;
use domain::messages::{NewMessage, Voice, letter_due, may_withdraw};
use domain::refusal::Refusal;

use crate::agenda::{Wishes, wishes, zone_of};
use crate::engagements::lock_visible;
use crate::failure::Failure;
use crate::sql::{at, word};
use crate::{Cx, Once, Tx};

/// Most people who are told of one message.
const MOST: i64 = 60;

/// Writes a message into the thread of an engagement. Whoever it is for is told by mail, as they want to be reminded.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but the two sides and staff.
pub async fn send(cx: &Cx, engagement: EngagementId, new: NewMessage, once: Once) -> Result<MessageId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let belongs = held.engagement.belongs;
    let voice = Voice::of(&cx.actor().parties(&belongs)).ok_or(Failure::NotFound)?;
    // Not the key of the form: the order of a thread is that of sending, not of opening the page.
    let id: MessageId = crate::new_id();
    let me = cx.person()?.id;
    sqlx::query!(
        "insert into messages (id, engagement_id, author_id, voice, body, sent_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        engagement.0,
        me.0,
        voice.word(),
        new.as_str(),
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    let event = event(id, belongs, voice.party(), "send");
    tx.record(&event, held.project).await?;
    tell(&mut tx, engagement, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes one's own message back: its text goes, that it was there stays.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but its writer, [`Failure::Refused`] after a quarter of an hour.
pub async fn withdraw(cx: &Cx, message: MessageId, once: Once) -> Result<EngagementId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let engagement = sqlx::query_scalar!("select engagement_id from messages where id = $1", message.0)
        .fetch_optional(tx.db())
        .await?;
    let engagement = EngagementId(engagement.ok_or(Failure::NotFound)?);
    let held = lock_visible(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    let row = sqlx::query!(
        "select author_id, voice, sent_at, withdrawn_at from messages where id = $1 for update",
        message.0
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let belongs = held.engagement.belongs;
    Voice::of(&cx.actor().parties(&belongs)).ok_or(Failure::NotFound)?;
    if row.author_id != cx.person()?.id.0 {
        return Err(Refusal::rule("Only whoever wrote a message can take it back.").into());
    }
    may_withdraw(row.sent_at.to_jiff(), row.withdrawn_at.is_some(), cx.at())?;
    sqlx::query!("update messages set body = '', withdrawn_at = $2 where id = $1", message.0, at(cx.at()) as _)
        .execute(tx.db())
        .await?;
    let voice: Voice = word(&row.voice)?;
    tx.record(&event(message, belongs, voice.party(), "withdraw"), held.project).await?;
    tx.commit().await?;
    Ok(engagement)
}

/// The words of a message are in no event: they would outlive a message that is taken back.
const fn event(id: MessageId, belongs: Belongs, by: Party, command: &'static str) -> Event {
    Event { subject: Subject::Message, id: id.0, belongs, command, by, from: None, to: None, reason: None, kind: None }
}

/// A due row for everybody the message is for: the other side, staff who wrote in the thread, and both sides when staff
/// write. Who has one already is told of all of it at once.
async fn tell(tx: &mut Tx<'_>, engagement: EngagementId, message: MessageId) -> Result<(), Failure> {
    let rows = sqlx::query!(
        r#"select p.id, s.pace as "pace?", s.quiet_from as "quiet_from?", s.quiet_until as "quiet_until?", s.zone as "zone?"
           from messages n join engagements e on e.id = n.engagement_id
           join people p on (p.id = e.student_id and n.voice <> 'student')
               or (n.voice <> 'host' and exists (select 1 from host_members m
                   where m.host_id = e.host_id and m.person_id = p.id))
               or (n.voice <> 'staff' and exists (select 1 from messages w
                   where w.engagement_id = e.id and w.voice = 'staff' and w.author_id = p.id))
           left join reminder_settings s on s.person_id = p.id
           where n.id = $1 and p.id <> n.author_id and p.standing <> 'suspended' and p.email_confirmed_at is not null
           order by p.id limit $2"#,
        message.0,
        MOST
    )
    .fetch_all(tx.db())
    .await?;
    for row in rows {
        let Wishes { reminders, .. } = wishes(row.pace.as_deref(), (row.quiet_from, row.quiet_until), row.zone, None)?;
        let cx = tx.cx();
        let (now, zone) = (cx.at(), zone_of(&reminders, cx.program()));
        let Some(due) = letter_due(&reminders, now, &zone) else { continue };
        sqlx::query!(
            "insert into message_letters (engagement_id, person_id, message_id, due_at) values ($1, $2, $3, $4)
             on conflict (engagement_id, person_id) do nothing",
            engagement.0,
            row.id,
            message.0,
            at(due) as _
        )
        .execute(tx.db())
        .await?;
    }
    Ok(())
}
