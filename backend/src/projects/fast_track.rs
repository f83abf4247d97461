//! The fast track: a clean project of a host that has proved itself is published as soon as it is sent. Staff are told, and
//! can hide it for a while.

use domain::actor::Actor;
use domain::projects::{Order, Record, scope};

use super::effects::step;
use super::rows::Locked;
use super::{check, commands, letters};
use crate::cx::Tx;
use crate::failure::Failure;

/// What speaks for a project that was just sent; nothing when its reviewer has to read it.
pub(super) async fn record(tx: &mut Tx<'_>, locked: &Locked) -> Result<Option<Record>, Failure> {
    let cx = tx.cx().clone();
    let still_open = locked.project.facts.apply_by.is_some_and(|last| last >= cx.today());
    if !cx.policy().fast_track || !still_open {
        return Ok(None);
    }
    let host = locked.host()?;
    let known = crate::hosts::known(tx.db(), &cx, host).await?;
    let by_host = sqlx::query_scalar!(
        r#"select exists (select 1 from host_members where host_id = $1 and person_id = $2) as "by_host!""#,
        host.0,
        locked.project.facts.author.0,
    )
    .fetch_one(tx.db())
    .await?;
    let mut record = Record {
        score: 100,
        for_staff: 0,
        completed: known.completed,
        strikes: known.strikes,
        by_host,
        sent_back: locked.project.facts.reviewer.is_some(),
    };
    // With the best of scores: most hosts are told apart by this alone; the check runs for the rest.
    if record.qualifies(locked.project.facts.host, cx.policy()).is_err() {
        return Ok(None);
    }
    let facts = check::facts_and_hold(tx, host, locked.project.id, &locked.draft).await?;
    let report = scope::check(&locked.draft, cx.policy(), &facts);
    if !report.blocks().is_empty() {
        // Between sending and this, another project took the money of the fund.
        return Ok(None);
    }
    (record.score, record.for_staff) = (report.score.total, report.staff().len());
    Ok(record.qualifies(locked.project.facts.host, cx.policy()).is_ok().then_some(record))
}

/// Approves and publishes it, as the system.
pub(super) async fn publish(tx: &mut Tx<'_>, locked: Locked, record: Record) -> Result<(), Failure> {
    let locked = step(tx, locked, &Order::FastTrack(record), &Actor::System).await?;
    let locked = commands::publish(tx, locked, &Actor::System).await?;
    letters::approved(tx, &locked).await?;
    letters::fast_tracked(tx, &locked, record.score).await
}
