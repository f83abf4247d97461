//! Sessions: who a cookie belongs to, signing in and out. A session ends after 14 days without a
//! visit, after 60 days in any case, and at once when it is ended or its person suspended.

use domain::actor::Person;
use domain::ids::PersonId;
use domain::people::Email;
use domain::refusal::Refusal;
use jiff::SignedDuration;

use super::throttle::{self, Key};
use super::{commands, passwords, tokens};
use crate::cx::{Backend, Cx, Tx, Visit};
use crate::failure::Failure;
use crate::sql::at;

/// Longest time between two visits.
const IDLE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Longest life, in days.
pub const LASTS_DAYS: i64 = 60;
/// How exactly the last visit is known: one write in five minutes, not one a request.
const TOUCH: SignedDuration = SignedDuration::from_mins(5);

const WRONG: &str = "This email and password do not belong together. Check both, or reset your password.";

/// The name of the session cookie. Over https the browser itself makes sure that nobody else's
/// site could have set it.
#[must_use]
pub fn cookie_name(site: &str) -> &'static str {
    if site.starts_with("https://") { "__Host-sid" } else { "sid" }
}

/// Whom a cookie's token stands for, with their roles as they are now, and the token's SHA-256.
///
/// # Errors
/// When the database does not answer.
pub async fn recognise(backend: &Backend, token: &str) -> Result<Option<(Person, Vec<u8>)>, Failure> {
    let session = tokens::hash(token);
    let now = backend.clock.now();
    let idle = now.saturating_sub(IDLE).unwrap_or(now);
    let row = sqlx::query!(
        r#"select p.id, p.name, s.last_seen_at,
             coalesce((select json_agg(json_build_array(r.program_id, r.role) order by r.created_at, r.program_id, r.role)
                 from program_roles r where r.person_id = p.id), '[]') as "roles!",
             coalesce((select json_agg(json_build_array(m.host_id, m.role) order by m.created_at, m.host_id)
                 from host_members m where m.person_id = p.id), '[]') as "hosts!"
           from sessions s join people p on p.id = s.person_id
           where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and p.standing <> 'suspended'"#,
        session,
        at(now) as _,
        at(idle) as _,
    )
    .fetch_optional(&backend.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.last_seen_at.to_jiff().saturating_add(TOUCH).unwrap_or(now) <= now {
        sqlx::query!(
            "update sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2",
            session,
            at(now) as _
        )
        .execute(&backend.pool)
        .await?;
    }
    let person = Person {
        id: row.id.into(),
        name: row.name,
        roles: serde_json::from_value(row.roles)?,
        hosts: serde_json::from_value(row.hosts)?,
    };
    Ok(Some((person, session)))
}

/// A person with their roles as they are now, for what they do without a session; nothing when they may not act.
pub(crate) async fn acting_person(backend: &Backend, person: PersonId) -> Result<Option<Person>, Failure> {
    let row = sqlx::query!(
        r#"select p.name,
             coalesce((select json_agg(json_build_array(r.program_id, r.role) order by r.created_at, r.program_id, r.role)
                 from program_roles r where r.person_id = p.id), '[]') as "roles!",
             coalesce((select json_agg(json_build_array(m.host_id, m.role) order by m.created_at, m.host_id)
                 from host_members m where m.person_id = p.id), '[]') as "hosts!"
           from people p where p.id = $1 and p.standing <> 'suspended' and p.email_confirmed_at is not null"#,
        person.0
    )
    .fetch_optional(&backend.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (roles, hosts) = (serde_json::from_value(row.roles)?, serde_json::from_value(row.hosts)?);
    Ok(Some(Person { id: person, name: row.name, roles, hosts }))
}

/// Whether a session still stands: for answers that stay open longer than a request.
///
/// # Errors
/// When the database does not answer.
pub async fn stands(backend: &Backend, session: &[u8]) -> Result<bool, Failure> {
    let now = backend.clock.now();
    let idle = now.saturating_sub(IDLE).unwrap_or(now);
    let stands = sqlx::query_scalar!(
        r#"select exists (select 1 from sessions s join people p on p.id = s.person_id
             where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and p.standing <> 'suspended') as "stands!""#,
        session,
        at(now) as _,
        at(idle) as _,
    )
    .fetch_one(&backend.pool)
    .await?;
    Ok(stands)
}

/// Where a sign-in comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'f> {
    /// The network address; empty when it is not known.
    pub address: &'f str,
    /// How the browser names itself; shown to its owner in the list of sessions.
    pub user_agent: &'f str,
    /// The session the browser had before; it ends.
    pub session: Option<&'f [u8]>,
}

/// Signs in and answers the new session's token. An unknown address, a wrong password and a wrong
/// shape of either are answered alike and in the same time. An address that is not confirmed yet is
/// told so only after the right password, and gets a new link.
///
/// # Errors
/// [`Failure::TooMany`] after ten failures of one account within 15 minutes; [`Failure::Invalid`]
/// for wrong answers; [`Failure::Refused`] when the account cannot be used yet or any more.
pub async fn sign_in(visit: &Visit, email: &str, password: &str, from: Origin<'_>) -> Result<String, Failure> {
    let wrong = || Failure::field("password", WRONG);
    let email = Email::parse(email).map_err(|_| wrong())?;
    let mut keys = vec![Key::Account(email.as_str())];
    if !from.address.is_empty() {
        keys.push(Key::Address(from.address));
    }
    let counted = throttle::count(visit.pool(), visit.at(), &keys).await?;
    let row = sqlx::query!(
        r#"select id, password_hash, email_confirmed_at is not null as "confirmed!", standing from people where email = $1"#,
        email.as_str()
    )
    .fetch_optional(visit.pool())
    .await?;
    let kept = row.as_ref().and_then(|row| row.password_hash.clone());
    if !passwords::matches(password, kept).await? {
        return Err(wrong());
    }
    let row = row.ok_or_else(wrong)?;
    let person: PersonId = row.id.into();
    let cx = visit.as_system();
    if !row.confirmed && row.standing != "suspended" {
        return Err(remind(visit, person, &email).await?);
    }
    let mut tx = cx.begin().await?;
    throttle::forget(&mut tx, email.as_str(), &counted).await?;
    if row.standing == "suspended" {
        tx.commit().await?;
        return Err(Refusal::rule("This account is suspended. Write to the program’s staff to learn why.").into());
    }
    let token = replace(&mut tx, person, from).await?;
    tx.commit().await?;
    Ok(token)
}

/// What somebody hears who has not confirmed their address: a new link is on its way, unless several are.
async fn remind(visit: &Visit, person: PersonId, email: &Email) -> Result<Failure, Failure> {
    match throttle::count(visit.pool(), visit.at(), &[Key::Letters(email.as_str())]).await {
        Ok(_) => {
            let cx = visit.as_system();
            let mut tx = cx.begin().await?;
            commands::send_confirmation(&mut tx, person).await?;
            tx.commit().await?;
            Ok(Refusal::rule("Confirm your email address first. We have just sent you a new link.").into())
        }
        Err(Failure::TooMany) => {
            Ok(Refusal::rule("Confirm your email address first, by the latest link in your email.").into())
        }
        Err(failure) => Err(failure),
    }
}

/// A new session's token; the one the browser had before ends.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn replace(tx: &mut Tx<'_>, person: PersonId, from: Origin<'_>) -> Result<String, Failure> {
    if let Some(old) = from.session {
        sqlx::query!("delete from sessions where token_hash = $1", old).execute(tx.db()).await?;
    }
    begin(tx, person, from.user_agent).await
}

/// A new session's token.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(tx: &mut Tx<'_>, person: PersonId, user_agent: &str) -> Result<String, Failure> {
    let token = tokens::secret()?;
    let now = tx.cx().at();
    let expires = now.saturating_add(SignedDuration::from_hours(LASTS_DAYS * 24)).unwrap_or(now);
    let user_agent: String = user_agent.chars().filter(|c| !c.is_control()).take(200).collect();
    sqlx::query!(
        "insert into sessions (token_hash, person_id, user_agent, created_at, last_seen_at, expires_at) values ($1, $2, $3, $4, $4, $5)",
        tokens::hash(&token),
        person.0,
        user_agent,
        at(now) as _,
        at(expires) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(token)
}

/// Ends one session: signing out. Ending one that is over is no fault.
///
/// # Errors
/// When the database does not answer.
pub async fn end(backend: &Backend, session: &[u8]) -> Result<(), Failure> {
    sqlx::query!("delete from sessions where token_hash = $1", session).execute(&backend.pool).await?;
    Ok(())
}

/// Ends every session of the person who asks.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(cx: &Cx) -> Result<(), Failure> {
    let person = cx.person()?.id;
    let mut tx = cx.begin().await?;
    // Noted, so that each device is told to empty what it has kept. After a new password or a suspension it is not: then
    // time that was written without a network is still the student's.
    sqlx::query!(
        "insert into ended_sessions (token_hash, ended_at) select token_hash, $2 from sessions where person_id = $1
         on conflict do nothing",
        person.0,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    end_all_of(&mut tx, person).await?;
    tx.commit().await
}

/// Whether the person behind a cookie ended this session from another device.
///
/// # Errors
/// When the database does not answer.
pub async fn was_ended(backend: &Backend, token: &str) -> Result<bool, Failure> {
    let ended = sqlx::query_scalar!(
        r#"select exists (select 1 from ended_sessions where token_hash = $1) as "ended!""#,
        tokens::hash(token)
    )
    .fetch_one(&backend.pool)
    .await?;
    Ok(ended)
}

/// Ends every session of one person: after a new password, a suspension, a role taken away.
pub(crate) async fn end_all_of(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Failure> {
    sqlx::query!("delete from sessions where person_id = $1", person.0).execute(tx.db()).await?;
    Ok(())
}
