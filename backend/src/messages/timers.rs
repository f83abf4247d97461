//! Letters about messages, as due rows: whoever has read in between gets none.

use domain::ids::{EngagementId, PersonId};
use uuid::Uuid;

use crate::Cx;
use crate::failure::Failure;
use crate::mail::{Letter, queue};
use crate::sql::at;

/// Most rows in one round of the timers; the rest follow a minute later.
const BATCH: i64 = 500;

/// Tells everybody whose time has come of what they have not read. Returns how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let due = sqlx::query!(
        "select l.engagement_id, l.person_id from message_letters l join engagements e on e.id = l.engagement_id
         where l.due_at <= $1 and e.program_id = $2 order by l.due_at limit $3",
        at(cx.at()) as _,
        cx.program().id.0,
        BATCH
    )
    .fetch_all(cx.pool())
    .await?;
    let mut written = 0;
    for row in due {
        match write(cx, row.engagement_id.into(), row.person_id.into()).await {
            Ok(sent) => written += usize::from(sent),
            Err(error) => crate::engagements::pass_over(error, row.engagement_id)?,
        }
    }
    Ok(written)
}

/// One letter; `false` when all was read, taken back, or another server has just written it.
async fn write(cx: &Cx, engagement: EngagementId, to: PersonId) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    let due = sqlx::query_scalar!(
        "select message_id from message_letters where engagement_id = $1 and person_id = $2 and due_at <= $3
         for update skip locked",
        engagement.0,
        to.0,
        at(cx.at()) as _
    )
    .fetch_optional(tx.db())
    .await?;
    if due.is_none() {
        return Ok(false);
    }
    sqlx::query!("delete from message_letters where engagement_id = $1 and person_id = $2", engagement.0, to.0)
        .execute(tx.db())
        .await?;
    let unread = sqlx::query!(
        r#"select m.id, p.name, e.terms ->> 'project' as "project!" from messages m join people p on p.id = m.author_id
           join engagements e on e.id = m.engagement_id
           left join message_reads r on r.engagement_id = m.engagement_id and r.person_id = $2
           where m.engagement_id = $1 and m.author_id <> $2 and m.withdrawn_at is null
             and (r.message_id is null or m.id > r.message_id)
           order by m.id desc limit 100"#,
        engagement.0,
        to.0
    )
    .fetch_all(tx.db())
    .await?;
    let Some(last) = unread.first() else {
        tx.commit().await?;
        return Ok(false);
    };
    let (who, project) = (&last.name, &last.project);
    let subject = match unread.len() {
        1 => format!("{who} wrote to you"),
        count => format!("{count} new messages, the last from {who}"),
    };
    let lines = vec![
        format!("It is about “{project}”. Messages are kept on the record of the work; read and answer them there."),
        "Letters about messages come as your reminders do. Change that under “Reminders” in your account.".to_owned(),
    ];
    let key: Uuid = last.id;
    let letter = Letter {
        to,
        subject,
        lines,
        action: Some(("Read and answer".to_owned(), format!("/engagements/{engagement}/messages"))),
        dedupe: Some(format!("messages:{engagement}:{to}:{key}")),
    };
    queue(&mut tx, letter).await?;
    tx.commit().await?;
    Ok(true)
}
