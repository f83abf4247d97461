//! Row <-> domain.

use domain::actor::Belongs;
use domain::event::Reason;
use domain::hosts::{Facts, Host, Order};
use domain::ids::{HostId, ProgramId};
use domain::machine::Word as _;

use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::{at, word};

/// What a host's standing belongs to.
pub(super) fn belongs(program: ProgramId, host: HostId) -> Belongs {
    Belongs { program, host: Some(host), student: None }
}

/// A host as its row holds it.
pub(super) fn restore(cx: &Cx, id: HostId, stage: &str, updated: domain::time::Instant) -> Result<Host, Failure> {
    let facts = Facts { since: cx.program().day_of(updated) };
    Ok(Host::restore(id, belongs(cx.program().id, id), facts, word(stage)?))
}

/// The standing and the host's name, held for this transaction; nothing for people who are no party to it.
pub(super) async fn lock_visible(tx: &mut Tx<'_>, id: HostId) -> Result<Option<(Host, String)>, Failure> {
    let cx = tx.cx();
    let program = cx.program().id;
    if cx.actor().parties(&belongs(program, id)).is_empty() {
        return Ok(None);
    }
    lock(tx, id).await
}

/// The same for the system, which acts after somebody who may not see it.
pub(super) async fn lock(tx: &mut Tx<'_>, id: HostId) -> Result<Option<(Host, String)>, Failure> {
    let program = tx.cx().program().id;
    let row = sqlx::query!(
        "select s.stage, s.updated_at, h.name from host_standings s join hosts h on h.id = s.host_id
         where s.program_id = $1 and s.host_id = $2 for update of s",
        program.0,
        id.0,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let host = restore(tx.cx(), id, &row.stage, row.updated_at.to_jiff())?;
    Ok(Some((host, row.name)))
}

/// Writes the stage, and what was said about it.
pub(super) async fn save(tx: &mut Tx<'_>, host: &Host, order: &Order) -> Result<(), Failure> {
    let (program, now) = (tx.cx().program().id, tx.cx().at());
    sqlx::query!(
        "update host_standings set stage = $3, note = $4, updated_at = $5, version = version + 1
         where program_id = $1 and host_id = $2",
        program.0,
        host.id.0,
        host.stage().word(),
        said(order).map_or("", Reason::as_str),
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The words that came with an order.
pub(super) const fn said(order: &Order) -> Option<&Reason> {
    match order {
        Order::Ask(words)
        | Order::Answer(words)
        | Order::Reject(words)
        | Order::Watch(words)
        | Order::Suspend(words)
        | Order::Reinstate(words) => Some(words),
        Order::Register | Order::Verify => None,
    }
}
