//! The letters that ask a host for something it can do by a link: each member gets one of their own.

use domain::by_email::{Deed, LASTS_DAYS};
use domain::ids::{EngagementId, HostId, PersonId};
use uuid::Uuid;

use super::links;
use crate::Tx;
use crate::failure::Failure;
use crate::mail::{Letter, queue};

/// What a host is asked for, and in which state.
pub(crate) struct Ask {
    /// Whom.
    pub host: HostId,
    /// In which work.
    pub engagement: EngagementId,
    /// What the link does.
    pub deed: Deed,
    /// The week, the milestone or the check-in.
    pub subject: Uuid,
    /// Its state, as [`super::links`] reads it; with any other one the link does nothing.
    pub version: i32,
    /// The same on a page behind the sign-in.
    pub page: String,
}

/// Writes to every member of the host. Whoever has confirmed their address gets a link that works without signing in;
/// nobody else does, for the address may not be theirs.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn ask_host(
    tx: &mut Tx<'_>,
    ask: &Ask,
    subject: &str,
    lines: Vec<String>,
    words: &str,
) -> Result<(), Failure> {
    let members = sqlx::query!(
        r#"select p.id, p.email_confirmed_at is not null as "confirmed!"
           from host_members m join people p on p.id = m.person_id
           where m.host_id = $1 and p.standing <> 'suspended' order by p.id limit 50"#,
        ask.host.0
    )
    .fetch_all(tx.db())
    .await?;
    for member in members {
        let to = PersonId(member.id);
        let mut lines = lines.clone();
        let path = if member.confirmed {
            lines.push(format!(
                "You need not sign in. The link is yours alone, works once and for {LASTS_DAYS} days, and first shows what it \
                 will do: please do not pass it on."
            ));
            format!("/by-email/{}", links::issue(tx, ask, to).await?)
        } else {
            ask.page.clone()
        };
        let action = Some((words.to_owned(), path));
        queue(tx, Letter { to, subject: subject.to_owned(), lines, action, dedupe: None }).await?;
    }
    Ok(())
}
