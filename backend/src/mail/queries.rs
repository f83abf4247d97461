//! The pages of the demonstration: mail that was or would have been sent.

use domain::ids::MailId;
use domain::time::Instant;

use crate::cx::Visit;
use crate::failure::Failure;
use crate::sql::instant;

/// Most mails on the page.
const MOST: i64 = 100;

/// One line of the list.
#[derive(Clone, Debug)]
pub struct LatestMail {
    /// Which.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// What about.
    pub subject: String,
    /// When it was written.
    pub at: Instant,
    /// When it left, if it did.
    pub sent_at: Option<Instant>,
}

/// One mail in full.
#[derive(Clone, Debug)]
pub struct OneMail {
    /// To whom.
    pub to: String,
    /// What about.
    pub subject: String,
    /// When it was written.
    pub at: Instant,
    /// When it left, if it did.
    pub sent_at: Option<Instant>,
    /// Its text version.
    pub text: String,
    /// The path its action leads to on this site, if it has one.
    pub action: Option<String>,
}

/// The latest hundred mails, newest first.
///
/// # Errors
/// [`Failure::NotFound`] outside the demonstration: mails hold links that open accounts.
pub async fn latest(visit: &Visit) -> Result<Vec<LatestMail>, Failure> {
    only_in_demo(visit)?;
    let rows =
        sqlx::query!("select id, to_email, subject, created_at, sent_at from mails order by id desc limit $1", MOST)
            .fetch_all(visit.pool())
            .await?;
    let mail = rows.into_iter().map(|row| LatestMail {
        id: row.id.into(),
        to: row.to_email,
        subject: row.subject,
        at: row.created_at.to_jiff(),
        sent_at: instant(row.sent_at),
    });
    Ok(mail.collect())
}

/// One mail.
///
/// # Errors
/// [`Failure::NotFound`] outside the demonstration, and when there is none.
pub async fn one(visit: &Visit, id: MailId) -> Result<OneMail, Failure> {
    only_in_demo(visit)?;
    let row = sqlx::query!("select to_email, subject, created_at, sent_at, body_text from mails where id = $1", id.0)
        .fetch_optional(visit.pool())
        .await?
        .ok_or(Failure::NotFound)?;
    let site = &*visit.backend().site;
    let action =
        row.body_text.lines().rev().filter_map(|line| line.strip_prefix(site)).find(|path| path.starts_with('/'));
    Ok(OneMail {
        action: action.map(ToOwned::to_owned),
        to: row.to_email,
        subject: row.subject,
        at: row.created_at.to_jiff(),
        sent_at: instant(row.sent_at),
        text: row.body_text,
    })
}

fn only_in_demo(visit: &Visit) -> Result<(), Failure> {
    if visit.backend().demo { Ok(()) } else { Err(Failure::NotFound) }
}
