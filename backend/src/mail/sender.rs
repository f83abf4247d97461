//! Sends what is in the outbox. A worker takes mails by a lease; another one never gets a mail whose
//! lease stands, and a worker that dies loses its lease.

use std::time::Duration;

use domain::time::Instant;
use jiff::SignedDuration;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{Address, AsyncTransport as _, Message, Tokio1Executor};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::cx::Backend;
use crate::failure::Failure;
use crate::sql::at;

/// Mails a worker takes at once.
const BATCH: i64 = 10;
/// Longest one conversation with the mail server may take. A batch of these fits into the lease.
const TIMEOUT: Duration = Duration::from_secs(15);
/// How long a taken mail belongs to its worker.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// Tries of one mail; then it stays in the outbox with its last error.
const MOST_TRIES: i32 = 10;
/// Pause between two looks into the outbox.
const PAUSE: Duration = Duration::from_secs(2);

/// The way to the mail server.
#[derive(Clone, Debug)]
pub struct Sender {
    smtp: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

/// Why mail cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// The sender is not a mail address.
    #[error("the sender {0:?} is not a mail address")]
    From(String, #[source] lettre::address::AddressError),
    /// The mail server's address is not one, or the server does not take mail.
    #[error("the mail server does not take mail")]
    Server(#[from] lettre::transport::smtp::Error),
    /// The server answered the test with a refusal.
    #[error("the mail server answered, and refused")]
    Refused,
    /// The mail cannot be put together.
    #[error("the mail cannot be put together")]
    Mail(#[from] lettre::error::Error),
    /// The receiver's address is not one.
    #[error("the receiver's address is not one")]
    To(#[from] lettre::address::AddressError),
}

impl Sender {
    /// A sender over `url` (`smtp://…` or `smtps://…`) in the name of `from` (`Name <address>` or an
    /// address; the name is replaced by the program's).
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn new(url: &str, from: &str) -> Result<Self, MailFault> {
        let from: Mailbox = from.parse().map_err(|cause| MailFault::From(from.to_owned(), cause))?;
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(TIMEOUT)).build();
        Ok(Self { smtp, from: from.email })
    }

    /// Asks the mail server whether it is there.
    ///
    /// # Errors
    /// When it is not, or refuses to talk.
    pub async fn test(&self) -> Result<(), MailFault> {
        if self.smtp.test_connection().await? { Ok(()) } else { Err(MailFault::Refused) }
    }

    async fn send(&self, mail: &Due) -> Result<(), MailFault> {
        let name = (!mail.to_name.is_empty()).then(|| mail.to_name.clone());
        let message = Message::builder()
            .from(Mailbox::new(mail.program.clone(), self.from.clone()))
            .to(Mailbox::new(name, mail.to_email.parse()?))
            .subject(&mail.subject)
            // The same mail has the same id in every try, so that receivers can drop a second one.
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.domain())))
            .multipart(MultiPart::alternative_plain_html(mail.body_text.clone(), mail.body_html.clone()))?;
        self.smtp.send(message).await?;
        Ok(())
    }
}

struct Due {
    id: Uuid,
    program: Option<String>,
    to_name: String,
    to_email: String,
    subject: String,
    body_text: String,
    body_html: String,
    attempts: i32,
}

/// Takes the mails that are due, sends them, and says how many left. One that fails is tried again
/// later; the others still go.
///
/// # Errors
/// When the database does not answer.
pub async fn deliver_due(backend: &Backend, sender: &Sender) -> Result<usize, Failure> {
    let now = backend.clock.now();
    let mut sent = 0;
    for mail in claim(backend, now).await? {
        match sender.send(&mail).await {
            Ok(()) => {
                mark_sent(backend, &mail).await?;
                sent += 1;
            }
            Err(fault) => {
                let words = words(&fault);
                tracing::warn!(mail = %mail.id, attempt = mail.attempts, error = words, "a mail did not leave");
                give_back(backend, &mail, now, &words).await?;
            }
        }
    }
    Ok(sent)
}

async fn claim(backend: &Backend, now: Instant) -> Result<Vec<Due>, Failure> {
    let lease = now.saturating_add(LEASE).unwrap_or(now);
    let due = sqlx::query_as!(
        Due,
        r#"with taken as (
             update mails set lease_until = $1, attempts = attempts + 1
             where id in (select id from mails
                          where sent_at is null and attempts < $2 and send_after <= $3
                            and (lease_until is null or lease_until <= $3)
                          order by send_after limit $4 for update skip locked)
             returning id, program_id, to_name, to_email, subject, body_text, body_html, attempts)
           select t.id as "id!", p.name as "program?", t.to_name as "to_name!", t.to_email as "to_email!", t.subject as "subject!",
                  t.body_text as "body_text!", t.body_html as "body_html!", t.attempts as "attempts!"
           from taken t left join programs p on p.id = t.program_id order by t.id"#,
        at(lease) as _,
        MOST_TRIES,
        at(now) as _,
        BATCH,
    )
    .fetch_all(&backend.pool)
    .await?;
    Ok(due)
}

/// What left is not kept outside the demonstration: letters hold links that open accounts.
async fn mark_sent(backend: &Backend, mail: &Due) -> Result<(), Failure> {
    sqlx::query!(
        "update mails set sent_at = $2, lease_until = null, last_error = '',
             body_text = case when $3 then body_text else '' end, body_html = case when $3 then body_html else '' end
         where id = $1",
        mail.id,
        at(backend.clock.now()) as _,
        backend.demo,
    )
    .execute(&backend.pool)
    .await?;
    Ok(())
}

async fn give_back(backend: &Backend, mail: &Due, now: Instant, words: &str) -> Result<(), Failure> {
    let next = now.saturating_add(pause_after(mail.attempts)).unwrap_or(now);
    sqlx::query!(
        "update mails set lease_until = null, send_after = $2, last_error = $3 where id = $1 and sent_at is null",
        mail.id,
        at(next) as _,
        words,
    )
    .execute(&backend.pool)
    .await?;
    Ok(())
}

/// How long to wait after the `attempts`th try: soon at first, then about three days in all.
const fn pause_after(attempts: i32) -> SignedDuration {
    match attempts {
        ..=1 => SignedDuration::from_mins(1),
        2 => SignedDuration::from_mins(5),
        3 => SignedDuration::from_mins(30),
        4 => SignedDuration::from_hours(2),
        5 => SignedDuration::from_hours(6),
        _ => SignedDuration::from_hours(12),
    }
}

fn words(fault: &MailFault) -> String {
    let mut words = fault.to_string();
    let mut below = std::error::Error::source(fault);
    while let Some(cause) = below {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        below = cause.source();
    }
    words.chars().take(500).collect()
}

/// Looks into the outbox every two seconds until `stop`. Any number of these may run beside each other.
pub async fn run(backend: Backend, sender: Sender, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let full = match deliver_due(&backend, &sender).await {
            Ok(sent) => i64::try_from(sent).is_ok_and(|sent| sent >= BATCH),
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read; trying again");
                false
            }
        };
        // A full batch means more is waiting.
        let pause = if full { Duration::ZERO } else { PAUSE };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
