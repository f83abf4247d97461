//! Making a link, finding what it stands for, using it up. The database knows the SHA-256 of a secret and nothing more.

use domain::actor::{Actor, Person};
use domain::by_email::{Dead, Deed, LASTS_DAYS, Standing};
use domain::ids::{EngagementId, HostId, PersonId, ProgramId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use uuid::Uuid;

use super::ask::Ask;
use crate::cx::{Backend, Cx, Tx, Visit};
use crate::failure::Failure;
use crate::people::{acting_person, hash_secret, is_secret, secret};
use crate::sql::{at, word};

/// Who opens a link.
#[derive(Clone, Copy, Debug)]
pub struct Opened<'l> {
    /// The secret of its address.
    pub secret: &'l str,
    /// Who is signed in in this browser.
    pub signed_in: Option<PersonId>,
    /// The network address; empty when it is not known.
    pub address: &'l str,
}

/// A link that somebody may use who holds it.
pub(super) struct Link {
    pub hash: Vec<u8>,
    pub program: ProgramId,
    pub person: Person,
    pub engagement: EngagementId,
    pub deed: Deed,
    pub subject: Uuid,
    pub version: i32,
    pub standing: Standing,
}

impl Link {
    /// The context of the member the letter went to, in the program of the work.
    pub async fn cx(&self, visit: &Visit) -> Result<Cx, Failure> {
        visit.backend().cx_in(self.program, Actor::Person(self.person.clone())).await
    }
}

/// A new link for one member. Returns its secret, which goes into the letter and is nowhere kept.
pub(super) async fn issue(tx: &mut Tx<'_>, ask: &Ask, person: PersonId) -> Result<String, Failure> {
    let secret = secret()?;
    let (program, now) = (tx.cx().program().id, tx.cx().at());
    let expires = now.saturating_add(SignedDuration::from_hours(LASTS_DAYS * 24)).unwrap_or(now);
    sqlx::query!(
        "insert into email_deeds (token_hash, program_id, person_id, engagement_id, deed, subject_id, subject_version,
             created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        hash_secret(&secret),
        program.0,
        person.0,
        ask.engagement.0,
        ask.deed.word(),
        ask.subject,
        ask.version,
        at(now) as _,
        at(expires) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(secret)
}

/// What a link stands for. Nothing for one that was never made, for one that was sent to somebody else than who is signed
/// in, and for one whose member may not act any more: nobody is told which.
pub(super) async fn find(visit: &Visit, opened: Opened<'_>) -> Result<Option<Link>, Failure> {
    // Nothing that is no secret reaches the database.
    if !is_secret(opened.secret) {
        return Ok(None);
    }
    let hash = hash_secret(opened.secret);
    let row = sqlx::query!(
        r#"select d.program_id, d.person_id, d.engagement_id, d.deed, d.subject_id, d.subject_version, d.expires_at,
             d.used_at is not null as "used!", e.host_id,
             case d.deed
               when 'approve_week' then (select t.version from timesheets t where t.id = d.subject_id)
               when 'accept_milestone' then (select m.version from milestones m where m.id = d.subject_id)
               else (select (c.answered_at is not null)::integer from check_ins c where c.id = d.subject_id)
             end as state
           from email_deeds d join engagements e on e.id = d.engagement_id where d.token_hash = $1"#,
        hash
    )
    .fetch_optional(visit.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let holder = PersonId(row.person_id);
    if opened.signed_in.is_some_and(|person| person != holder) {
        return Ok(None);
    }
    let Some(person) = member(visit.backend(), holder, row.host_id.into()).await? else { return Ok(None) };
    Ok(Some(Link {
        hash,
        program: row.program_id.into(),
        person,
        engagement: row.engagement_id.into(),
        deed: word(&row.deed)?,
        subject: row.subject_id,
        version: row.subject_version,
        standing: Standing {
            used: row.used,
            expires: row.expires_at.to_jiff(),
            bound_to: row.subject_version,
            state: row.state,
        },
    }))
}

/// The person, while they may act for this host.
async fn member(backend: &Backend, person: PersonId, host: HostId) -> Result<Option<Person>, Failure> {
    let person = acting_person(backend, person).await?;
    Ok(person.filter(|person| person.hosts.iter().any(|(id, _)| *id == host)))
}

/// Uses a link up. Of two that come at once, one gets through; the other waits for it and is told.
pub(super) async fn redeem(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Failure> {
    let now = tx.cx().at();
    let used = sqlx::query!(
        "update email_deeds set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2",
        hash,
        at(now) as _,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if used == 0 { Err(over(Dead::Used)) } else { Ok(()) }
}

/// The refusal of a link that does nothing any more.
pub(super) fn over(dead: Dead) -> Failure {
    Refusal::rule(format!("{} Sign in to see how things stand.", dead.words())).into()
}

/// Forgets links a week after their days are over.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn purge(backend: &Backend) -> Result<(), Failure> {
    let now = backend.clock.now();
    let week_ago = now.saturating_sub(SignedDuration::from_hours(7 * 24)).unwrap_or(now);
    sqlx::query!("delete from email_deeds where expires_at <= $1", at(week_ago) as _).execute(&backend.pool).await?;
    Ok(())
}
