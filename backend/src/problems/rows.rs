//! Row <-> domain.

use domain::ids::ProblemId;
use domain::machine::Word as _;
use domain::messages::Voice;
use domain::money::Cents;
use domain::problems::{Facts, NewProblem, Problem};
use domain::refusal::Refusal;

use crate::Tx;
use crate::engagements::Held;
use crate::failure::{Failure, on_constraint, on_used_id};
use crate::sql::{at, on, word};

/// A problem held by this transaction, with what its letters need.
#[derive(Debug)]
pub(super) struct Told {
    pub problem: Problem,
    pub shared: bool,
    pub payment: Option<uuid::Uuid>,
}

/// One problem of a held engagement, locked.
pub(super) async fn lock(tx: &mut Tx<'_>, held: &Held, id: ProblemId) -> Result<Option<Told>, Failure> {
    let row = sqlx::query!(
        "select side, kind, stage, stage_on, shared, amount_cents, award_cents, decider_id, notices, payment_id
         from problems where id = $1 and engagement_id = $2 for update",
        id.0,
        held.engagement.id.0
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let spoke = sqlx::query!(
        r#"select coalesce(bool_or(voice = 'student'), false) as "student!", coalesce(bool_or(voice = 'host'), false) as "host!"
           from problem_words where problem_id = $1 and kind = 'statement'"#,
        id.0
    )
    .fetch_one(tx.db())
    .await?;
    let facts = Facts {
        side: word(&row.side)?,
        kind: word(&row.kind)?,
        fee: held.fee,
        amount: Cents(row.amount_cents),
        award: row.award_cents.map(Cents),
        decider: row.decider_id.map(Into::into),
        student_spoke: spoke.student,
        host_spoke: spoke.host,
        notices: row.notices,
        since: row.stage_on.to_jiff(),
    };
    let problem = Problem::restore(id, held.engagement.belongs, facts, word(&row.stage)?);
    Ok(Some(Told { problem, shared: row.shared, payment: row.payment_id }))
}

/// Writes a new one.
pub(super) async fn insert(tx: &mut Tx<'_>, held: &Held, problem: &Problem, new: &NewProblem) -> Result<(), Failure> {
    let (now, me, facts) = (tx.cx().at(), tx.cx().person()?.id, &problem.facts);
    sqlx::query!(
        "insert into problems (id, program_id, engagement_id, side, reporter_id, kind, stage, stage_on, shared, what, wish,
             created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
        problem.id.0,
        problem.belongs.program.0,
        held.engagement.id.0,
        facts.side.word(),
        me.0,
        facts.kind.word(),
        problem.stage().word(),
        on(facts.since) as _,
        new.shared,
        new.what,
        new.wish,
        at(now) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| on_used_id(error, "problems_pkey"))?;
    Ok(())
}

/// Writes a step. A dispute is seen by both sides from then on.
pub(super) async fn save(tx: &mut Tx<'_>, problem: &Problem) -> Result<(), Failure> {
    use domain::problems::Stage as S;
    let (now, facts) = (tx.cx().at(), &problem.facts);
    let dispute = matches!(problem.stage(), S::Evidence | S::Mediation | S::Decided | S::Appealed | S::Closed);
    sqlx::query!(
        "update problems set stage = $2, stage_on = $3, amount_cents = $4, award_cents = $5, decider_id = $6, notices = $7,
             shared = shared or $8, version = version + 1, updated_at = $9
         where id = $1",
        problem.id.0,
        problem.stage().word(),
        on(facts.since) as _,
        facts.amount.0,
        facts.award.map(|award| award.0),
        facts.decider.map(|person| person.0),
        facts.notices,
        dispute,
        at(now) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "problems_dispute_key", || {
            Refusal::rule("Another dispute about this work is open. Say there what happened.").into()
        })
    })?;
    Ok(())
}

/// Keeps what somebody said.
pub(super) async fn say(
    tx: &mut Tx<'_>,
    problem: ProblemId,
    kind: &'static str,
    voice: Voice,
    body: &str,
) -> Result<(), Failure> {
    let (now, me) = (tx.cx().at(), tx.cx().person()?.id);
    sqlx::query!(
        "insert into problem_words (id, problem_id, author_id, kind, voice, body, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        crate::new_id::<uuid::Uuid>(),
        problem.0,
        me.0,
        kind,
        voice.word(),
        body,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
