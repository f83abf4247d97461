//! A thread, page by page, and what somebody has not read.

use domain::engagements::Engagement;
use domain::ids::{EngagementId, MessageId};
use domain::messages::{Voice, may_withdraw};
use domain::time::Instant;

use crate::Cx;
use crate::engagements::{Held, visible};
use crate::failure::Failure;
use crate::sql::{instant, word};

/// Messages on one page of a thread.
const PAGE: i64 = 30;
/// Most threads named on a home page.
const MOST: i64 = 10;

/// One message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageLine {
    /// Which.
    pub id: MessageId,
    /// Who wrote it.
    pub author: String,
    /// As whom.
    pub voice: Voice,
    /// The words; empty when it was taken back.
    pub body: String,
    /// When.
    pub sent: Instant,
    /// When it was taken back.
    pub withdrawn: Option<Instant>,
    /// Whether the reader wrote it.
    pub own: bool,
    /// Whether the reader can take it back now.
    pub can_withdraw: bool,
    /// Whether the reader had not read it before.
    pub fresh: bool,
}

/// A page of a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadPage {
    /// The engagement.
    pub engagement: Engagement,
    /// The project's title.
    pub project: String,
    /// The student's name.
    pub student: String,
    /// The host organisation.
    pub host: String,
    /// As whom the reader writes.
    pub voice: Voice,
    /// Messages, the newest last.
    pub messages: Vec<MessageLine>,
    /// Where the older ones begin; `None` when there are none.
    pub older: Option<MessageId>,
    /// Whether this page holds the newest ones.
    pub newest: bool,
}

/// The messages of an engagement before `before`, or the newest ones, which then count as read. Reading leaves a mark and
/// nothing else.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but the two sides and staff.
pub async fn thread_page(cx: &Cx, id: EngagementId, before: Option<MessageId>) -> Result<ThreadPage, Failure> {
    let Held { engagement, terms, .. } = visible(cx, id).await?;
    let voice = Voice::of(&cx.actor().parties(&engagement.belongs)).ok_or(Failure::NotFound)?;
    let me = cx.person()?.id;
    let rows = sqlx::query!(
        r#"select m.id, m.author_id, m.voice, m.body, m.sent_at, m.withdrawn_at, p.name,
            m.author_id <> $3 and m.id > coalesce((select r.message_id from message_reads r
                where r.engagement_id = $1 and r.person_id = $3), '00000000-0000-0000-0000-000000000000') as "fresh!"
           from messages m join people p on p.id = m.author_id
           where m.engagement_id = $1 and ($2::uuid is null or m.id < $2) order by m.id desc limit $4"#,
        id.0,
        before.map(|before| before.0),
        me.0,
        PAGE + 1
    )
    .fetch_all(cx.pool())
    .await?;
    let more = i64::try_from(rows.len()).unwrap_or(PAGE) > PAGE;
    let mut messages = rows
        .into_iter()
        .take(usize::try_from(PAGE).unwrap_or(30))
        .map(|row| {
            let (sent, withdrawn, own) = (row.sent_at.to_jiff(), instant(row.withdrawn_at), row.author_id == me.0);
            Ok(MessageLine {
                id: row.id.into(),
                author: row.name,
                voice: word(&row.voice)?,
                body: row.body,
                sent,
                withdrawn,
                own,
                can_withdraw: own && may_withdraw(sent, withdrawn.is_some(), cx.at()).is_ok(),
                fresh: row.fresh,
            })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    messages.reverse();
    if let Some(last) = messages.last().filter(|_| before.is_none()) {
        read_up_to(cx, id, last.id).await?;
    }
    Ok(ThreadPage {
        engagement,
        project: terms.project,
        student: terms.student,
        host: terms.host,
        voice,
        older: messages.first().filter(|_| more).map(|first| first.id),
        newest: before.is_none(),
        messages,
    })
}

async fn read_up_to(cx: &Cx, engagement: EngagementId, message: MessageId) -> Result<(), Failure> {
    sqlx::query!(
        "insert into message_reads (engagement_id, person_id, message_id) values ($1, $2, $3)
         on conflict (engagement_id, person_id) do update set message_id = excluded.message_id
         where message_reads.message_id < excluded.message_id",
        engagement.0,
        cx.person()?.id.0,
        message.0
    )
    .execute(cx.pool())
    .await?;
    Ok(())
}

/// A thread with something new in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unread {
    /// Which engagement.
    pub engagement: EngagementId,
    /// The project's title.
    pub project: String,
    /// Who wrote last.
    pub from: String,
    /// How many are new.
    pub count: i64,
}

/// What others wrote and the person who asks has not read, in the threads of their own work.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn unread(cx: &Cx) -> Result<Vec<Unread>, Failure> {
    let rows = sqlx::query!(
        r#"select n.engagement_id, n.count as "count!", e.terms ->> 'project' as "project!", p.name
           from (select m.engagement_id, count(*) as count, (array_agg(m.author_id order by m.id desc))[1] as author
               from messages m join engagements x on x.id = m.engagement_id
               left join message_reads r on r.engagement_id = m.engagement_id and r.person_id = $1
               where m.engagement_id in (select e.id from engagements e where e.student_id = $1
                   union all select e.id from engagements e join host_members h on h.host_id = e.host_id where h.person_id = $1)
                 and m.author_id <> $1 and m.withdrawn_at is null and (r.message_id is null or m.id > r.message_id)
                 and m.voice <> case when x.student_id = $1 then 'student' else 'host' end
               group by m.engagement_id) n
           join engagements e on e.id = n.engagement_id join people p on p.id = n.author
           where e.program_id = $2 order by n.engagement_id desc limit $3"#,
        cx.person()?.id.0,
        cx.program().id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let line = rows.into_iter().map(|row| Unread {
        engagement: row.engagement_id.into(),
        project: row.project,
        from: row.name,
        count: row.count,
    });
    Ok(line.collect())
}
