//! Rows of `payments` <-> the domain's payment, and the movements in the books that every change of one writes.

use domain::actor::Belongs;
use domain::event::Event;
use domain::ids::{EngagementId, EventId, PaymentId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::{Facts, Movement, Payment, Reference, Stage, Standing, fund_share, movements};
use uuid::Uuid;

use crate::Tx;
use crate::failure::Failure;
use crate::sql::{at, word};

struct Row {
    id: Uuid,
    amount_cents: i64,
    fund_cents: i64,
    first_approved_by: Option<Uuid>,
    stage: String,
    reference: String,
}

impl Row {
    fn payment(self, belongs: Belongs) -> Result<Payment, Failure> {
        let stage: Stage = word(&self.stage)?;
        let facts = Facts {
            gross: Cents(self.amount_cents),
            fund: Cents(self.fund_cents),
            first_approval: self.first_approved_by.map(Into::into),
            reference: Reference::parse(&self.reference).ok(),
        };
        Ok(Payment::restore(self.id.into(), belongs, facts, stage))
    }
}

pub(super) async fn lock(tx: &mut Tx<'_>, id: PaymentId, belongs: Belongs) -> Result<Option<Payment>, Failure> {
    let row = sqlx::query_as!(
        Row,
        "select id, amount_cents, fund_cents, first_approved_by, stage, reference from payments where id = $1 for update",
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    row.map(|row| row.payment(belongs)).transpose()
}

/// The payments of an engagement whose money is still set aside, locked.
pub(super) async fn encumbered(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    belongs: Belongs,
) -> Result<Vec<Payment>, Failure> {
    let rows = sqlx::query_as!(
        Row,
        "select id, amount_cents, fund_cents, first_approved_by, stage, reference from payments
         where engagement_id = $1 and stage = 'encumbered' order by id for update",
        engagement.0
    )
    .fetch_all(tx.db())
    .await?;
    rows.into_iter().map(|row| row.payment(belongs)).collect()
}

/// Writes a new payment that is planned, with the part of it that the project's fund brings.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    belongs: Belongs,
    project: ProjectId,
    gross: Cents,
) -> Result<Payment, Failure> {
    let (id, now): (PaymentId, _) = (crate::new_id(), tx.cx().at());
    let share = share(tx, engagement, project, gross).await?.filter(|(_, part)| part.0 > 0);
    let facts = Facts { fund: share.map_or(Cents(0), |(_, part)| part), ..Facts::of(gross) };
    sqlx::query!(
        "insert into payments (id, program_id, engagement_id, amount_cents, fund_id, fund_cents, stage, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'planned', $7, $7)",
        id.0,
        belongs.program.0,
        engagement.0,
        gross.0,
        share.map(|(fund, _)| fund),
        facts.fund.0,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(Payment::restore(id, belongs, facts, Stage::Planned))
}

/// The fund a project names and what it brings of `gross`; nothing where the host pays alone.
async fn share(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    project: ProjectId,
    gross: Cents,
) -> Result<Option<(Uuid, Cents)>, Failure> {
    let row = sqlx::query!(
        r#"select f.id, p.amount_cents as whole, coalesce((p.draft ->> 'fund_part')::bigint, p.amount_cents) as "part!",
            (select coalesce(sum(y.fund_cents), 0)::bigint from payments y
                where y.engagement_id = $2 and y.stage not in ('voided', 'reversed')) as "used!"
           from projects p join funds f on f.program_id = p.program_id and lower(f.name) = lower(p.draft ->> 'fund')
           where p.id = $1 and p.draft ->> 'fund' <> '' and p.amount_cents is not null"#,
        project.0,
        engagement.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(row.and_then(|row| {
        let whole = Cents(row.whole?);
        let part = Cents(row.part.min(whole.0));
        Some((row.id, fund_share(gross, part, whole, Cents(row.used))))
    }))
}

/// Writes a payment as it is now, its event, and what that moves in the books.
pub(super) async fn keep(
    tx: &mut Tx<'_>,
    payment: &Payment,
    note: Option<&str>,
    event: &Event,
    project: ProjectId,
) -> Result<(), Failure> {
    let now = tx.cx().at();
    let before = sqlx::query!(
        r#"with before as (select id, stage, amount_cents, fund_cents from payments where id = $1)
           update payments p set amount_cents = $2, stage = $3, reference = $4, note = coalesce($5, ''),
             ready_at = case when $3 = 'ready' then coalesce(p.ready_at, $6) else p.ready_at end,
             settled_at = case when $3 = 'settled' then $6 else p.settled_at end,
             fund_cents = $7, first_approved_by = $8, version = p.version + 1, updated_at = $6
           from before b where p.id = b.id
           returning b.stage as "stage!", b.amount_cents as "amount!", b.fund_cents as "fund!""#,
        payment.id.0,
        payment.facts.gross.0,
        payment.stage().word(),
        payment.facts.reference.as_ref().map(Reference::as_str).unwrap_or_default(),
        note,
        at(now) as _,
        payment.facts.fund.0,
        payment.facts.first_approval.map(|person| person.0),
    )
    .fetch_one(tx.db())
    .await?;
    let before = Standing { stage: word(&before.stage)?, gross: Cents(before.amount), fund: Cents(before.fund) };
    let event = tx.record(event, project).await?;
    post(tx, payment, &movements(before, payment.standing()), event).await
}

async fn post(tx: &mut Tx<'_>, payment: &Payment, moved: &[Movement], event: EventId) -> Result<(), Failure> {
    let now = tx.cx().at();
    for movement in moved {
        let id: Uuid = crate::new_id();
        sqlx::query!(
            "insert into ledger_movements (id, program_id, payment_id, event_id, debit, credit, amount_cents, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            payment.belongs.program.0,
            payment.id.0,
            event.0,
            movement.debit.word(),
            movement.credit.word(),
            movement.amount.0,
            at(now) as _
        )
        .execute(tx.db())
        .await?;
    }
    Ok(())
}
