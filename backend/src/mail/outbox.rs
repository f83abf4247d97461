//! Letters into the outbox, inside the transaction of the event they tell of: both are kept or neither.

use domain::actor::Role;
use domain::ids::{HostId, PersonId};
use uuid::Uuid;

use super::letter::{self, Parts};
use crate::cx::Tx;
use crate::failure::Failure;
use crate::sql::at;

/// One letter to one person. The greeting and the signature are added.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Whom it goes to.
    pub to: PersonId,
    /// What is the case, in one line.
    pub subject: String,
    /// One paragraph each, plain text.
    pub lines: Vec<String>,
    /// The one thing to do: its words, and a path of this site.
    pub action: Option<(String, String)>,
    /// A letter with a key that was used before is not written again.
    pub dedupe: Option<String>,
}

/// Somebody a letter goes to. Without a confirmed address they are not greeted by name: whoever
/// typed the address also typed the name.
struct Receiver {
    name: String,
    email: String,
}

/// Writes one letter.
///
/// # Errors
/// [`Failure::NotFound`] when the person does not exist; or when the database does not answer.
pub async fn queue(tx: &mut Tx<'_>, letter: Letter) -> Result<(), Failure> {
    let receiver = sqlx::query_as!(
        Receiver,
        r#"select case when email_confirmed_at is null then '' else name end as "name!", email from people where id = $1"#,
        letter.to.0
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    write(tx, vec![receiver], letter.subject, letter.lines, letter.action, letter.dedupe).await
}

/// Writes the same letter to every member of a host organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn queue_to_host(
    tx: &mut Tx<'_>,
    host: HostId,
    subject: impl Into<String> + Send,
    lines: Vec<String>,
    action: Option<(String, String)>,
) -> Result<(), Failure> {
    let receivers = sqlx::query_as!(
        Receiver,
        r#"select case when p.email_confirmed_at is null then '' else p.name end as "name!", p.email
           from host_members m join people p on p.id = m.person_id
           where m.host_id = $1 and p.standing <> 'suspended' order by p.id limit 50"#,
        host.0
    )
    .fetch_all(tx.db())
    .await?;
    write(tx, receivers, subject.into(), lines, action, None).await
}

/// Writes the same letter to everybody with a role in this program.
///
/// # Errors
/// When the database does not answer.
pub async fn queue_to_role(
    tx: &mut Tx<'_>,
    role: Role,
    subject: impl Into<String> + Send,
    lines: Vec<String>,
    action: Option<(String, String)>,
) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    let receivers = sqlx::query_as!(
        Receiver,
        r#"select case when p.email_confirmed_at is null then '' else p.name end as "name!", p.email
           from program_roles r join people p on p.id = r.person_id
           where r.program_id = $1 and r.role = $2 and p.standing <> 'suspended' order by p.id limit 50"#,
        program.0,
        role.word()
    )
    .fetch_all(tx.db())
    .await?;
    write(tx, receivers, subject.into(), lines, action, None).await
}

async fn write(
    tx: &mut Tx<'_>,
    receivers: Vec<Receiver>,
    subject: String,
    lines: Vec<String>,
    action: Option<(String, String)>,
    dedupe: Option<String>,
) -> Result<(), Failure> {
    if receivers.is_empty() {
        return Ok(());
    }
    let cx = tx.cx();
    let (program, now) = (cx.program().id, cx.at());
    let action = action.map(|(words, path)| (words, format!("{}{path}", cx.backend().site)));
    let (mut ids, mut names, mut emails, mut texts, mut htmls) = (vec![], vec![], vec![], vec![], vec![]);
    for receiver in receivers {
        let parts = Parts {
            name: (!receiver.name.is_empty()).then_some(receiver.name.as_str()),
            lines: &lines,
            action: action.as_ref().map(|(words, address)| (words.as_str(), address.as_str())),
            program: &cx.program().name,
            institution: &cx.program().institution,
        };
        ids.push(crate::new_id::<Uuid>());
        texts.push(letter::text(&parts));
        htmls.push(letter::html(&parts));
        names.push(receiver.name);
        emails.push(receiver.email);
    }
    sqlx::query!(
        "insert into mails (id, program_id, to_name, to_email, subject, body_text, body_html, dedupe_key, send_after, created_at)
         select l.id, $1, l.name, l.email, $2, l.body_text, l.body_html, $3, $4, $4
         from unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[]) as l (id, name, email, body_text, body_html)
         on conflict (dedupe_key) do nothing",
        program.0,
        letter::one_line(&subject),
        dedupe,
        at(now) as _,
        &ids,
        &names,
        &emails,
        &texts,
        &htmls,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
