//! The host's permission to show finished work: asked for, given, taken back.

use domain::actor::Party;
use domain::engagements::{Engagement, Stage};
use domain::event::{Event, Subject};
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::portfolios::Scope;
use domain::refusal::Refusal;
use domain::time::{Instant, plus_hours};

use crate::cx::{Cx, Once, Tx};
use crate::engagements::{Held, lock_visible};
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};
use crate::sql::{at, instant, word};

/// Hours between two questions of a student about the same work.
const PAUSE: i64 = 7 * 24;

/// What a host allows its student to show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Showing {
    /// How much.
    pub scope: Scope,
    /// When the student last asked.
    pub asked: Option<Instant>,
    /// When the host last decided; nothing before it did.
    pub decided: Option<Instant>,
}

/// Whether there is accepted work to show.
pub(super) const fn is_finished(stage: Stage) -> bool {
    matches!(stage, Stage::Accepted | Stage::Paid | Stage::Completed)
}

/// Whether a student may ask: for what is not allowed yet, once a week.
pub(super) fn may_ask(scope: Scope, asked: Option<Instant>, now: Instant) -> bool {
    scope == Scope::Nothing && asked.is_none_or(|asked| plus_hours(asked, PAUSE) <= now)
}

/// What may be shown of an engagement; nothing while its work is not accepted. The caller has found that the viewer is a
/// party to it.
///
/// # Errors
/// When the database does not answer.
pub async fn showing_of(cx: &Cx, engagement: &Engagement) -> Result<Option<Showing>, Failure> {
    if !is_finished(engagement.stage()) {
        return Ok(None);
    }
    let row =
        sqlx::query!("select scope, asked_at, decided_at from work_showings where engagement_id = $1", engagement.id.0)
            .fetch_optional(cx.pool())
            .await?;
    Ok(Some(match row {
        Some(row) => {
            Showing { scope: word(&row.scope)?, asked: instant(row.asked_at), decided: instant(row.decided_at) }
        }
        None => Showing::default(),
    }))
}

/// The engagement, locked, with what may be shown of it, for the party that acts.
async fn locked(tx: &mut Tx<'_>, id: EngagementId, by: Party, words: &str) -> Result<(Held, Showing), Failure> {
    let held = lock_visible(tx, id).await?.ok_or(Failure::NotFound)?;
    if !tx.cx().actor().parties(&held.engagement.belongs).contains(&by) {
        return Err(Refusal::rule(words).into());
    }
    if !is_finished(held.engagement.stage()) {
        return Err(Refusal::rule("There is nothing to show before the work is accepted.").into());
    }
    let row = sqlx::query!("select scope, asked_at, decided_at from work_showings where engagement_id = $1", id.0)
        .fetch_optional(tx.db())
        .await?;
    let showing = match row {
        Some(row) => {
            Showing { scope: word(&row.scope)?, asked: instant(row.asked_at), decided: instant(row.decided_at) }
        }
        None => Showing::default(),
    };
    Ok((held, showing))
}

fn event(held: &Held, command: &'static str, by: Party) -> Event {
    Event {
        subject: Subject::Engagement,
        id: held.engagement.id.0,
        belongs: held.engagement.belongs,
        command,
        by,
        from: None,
        to: None,
        reason: None,
        kind: None,
    }
}

/// Asks the host for permission, once a week at most.
///
/// # Errors
/// [`Failure::NotFound`] for people it does not concern; [`Failure::Refused`] for everybody but the student, before the
/// work is accepted, when it is allowed already, and within a week.
pub async fn ask(cx: &Cx, id: EngagementId, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, showing) = locked(&mut tx, id, Party::Student, "Only the student can ask for this.").await?;
    if showing.scope != Scope::Nothing {
        return Err(Refusal::rule(format!("{} allows it already.", held.terms.host)).into());
    }
    if !may_ask(showing.scope, showing.asked, cx.at()) {
        return Err(Refusal::rule("You asked within the last week. Ask again when a week has passed.").into());
    }
    sqlx::query!(
        "insert into work_showings (engagement_id, asked_at) values ($1, $2)
         on conflict (engagement_id) do update set asked_at = $2",
        id.0,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    tx.record(&event(&held, "ask_showing", Party::Student), held.project).await?;
    if let Some(host) = held.engagement.belongs.host {
        let line = format!(
            "{} would like to show “{}” in a portfolio. Without your permission it names neither you nor the project. \
             You choose how much, and can take it back at any time.",
            held.terms.student, held.terms.project
        );
        let action = Some(("Say what may be shown".to_owned(), page(id)));
        queue_to_host(&mut tx, host, format!("{} asks to show the work", held.terms.student), vec![line], action)
            .await?;
    }
    tx.commit().await
}

/// The section of the engagement's page.
fn page(id: EngagementId) -> String {
    format!("/engagements/{id}#showing")
}

/// Says for the host what its student may show; [`Scope::Nothing`] takes it back. It holds at once, also for a public
/// link that exists already.
///
/// # Errors
/// [`Failure::NotFound`] for people it does not concern; [`Failure::Refused`] for everybody but the host, and before the
/// work is accepted.
pub async fn permit(cx: &Cx, id: EngagementId, scope: Scope, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, before) = locked(&mut tx, id, Party::Host, "Only the host can say what may be shown.").await?;
    sqlx::query!(
        "insert into work_showings (engagement_id, scope, decided_at, decided_by) values ($1, $2, $3, $4)
         on conflict (engagement_id) do update set scope = $2, decided_at = $3, decided_by = $4",
        id.0,
        scope.word(),
        at(cx.at()) as _,
        cx.person()?.id.0
    )
    .execute(tx.db())
    .await?;
    // The same answer again is no news.
    if before.decided.is_none() || before.scope != scope {
        tx.record(&event(&held, scope.command(), Party::Host), held.project).await?;
        tell(&mut tx, &held, before.scope, scope).await?;
    }
    tx.commit().await
}

/// Tells the student what they may show from now on.
async fn tell(tx: &mut Tx<'_>, held: &Held, before: Scope, scope: Scope) -> Result<(), Failure> {
    let Some(to) = held.engagement.belongs.student else { return Ok(()) };
    let (host, project) = (&held.terms.host, &held.terms.project);
    let (subject, line) = match (scope, before) {
        (Scope::Nothing, Scope::Nothing) => (
            format!("{host} keeps the work to itself"),
            format!(
                "Your portfolio shows “{project}” without its title and without a name: role, weeks, hours and skills."
            ),
        ),
        (Scope::Nothing, _) => (
            format!("{host} took its permission back"),
            format!(
                "From now on your portfolio shows “{project}” without its title and without a name: role, weeks, hours and skills."
            ),
        ),
        (Scope::Work, _) => (
            format!("You may show your work for {host}"),
            format!(
                "Your portfolio may name “{project}”, {host} and what you handed in. What {host} wrote about you stays between you."
            ),
        ),
        (Scope::WorkAndQuote, _) => (
            format!("You may show your work for {host}"),
            format!(
                "Your portfolio may name “{project}”, {host} and what you handed in, and quote the review of your work."
            ),
        ),
    };
    let action = Some(("Open your portfolio".to_owned(), "/student/portfolio".to_owned()));
    queue(tx, Letter { to, subject, lines: vec![line], action, dedupe: None }).await
}
