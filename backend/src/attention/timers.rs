//! Items follow what is the case: every minute for the projects something happened to, once a day for all that are alive.
//! A program is looked after by one server at a time, and looking twice changes nothing.

use std::collections::BTreeMap;

use domain::actor::Actor;
use domain::attention::{AttentionItem, Finding, Moment, Order, Rule, Stage, findings};
use domain::ids::ProjectId;
use uuid::Uuid;

use super::rows::{self, Held};
use super::{facts, timers_due};
use crate::Cx;
use crate::cx::Tx;
use crate::failure::Failure;

/// Projects that are looked at in one transaction.
pub(super) const BATCH: i64 = 200;
/// Transactions in one round of the timers; the rest follows a minute later.
const STEPS: usize = 50;

/// Brings the items of this program up to date. Returns how many changed.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let mut changed = 0;
    for _ in 0..STEPS {
        let mut tx = cx.begin().await?;
        // Nothing is due, or another server is at it.
        let Some(projects) = timers_due::take(&mut tx).await? else { return Ok(changed) };
        changed += follow(&mut tx, &projects).await?;
        tx.commit().await?;
    }
    Ok(changed)
}

/// Compares what is found of these projects with what is kept. Returns how many items changed.
async fn follow(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<usize, Failure> {
    let cx = tx.cx().clone();
    let kept = rows::lock_all(tx, projects).await?;
    let told = facts::read(tx.db(), &cx, projects).await?;
    let now = cx.now();
    let mut found: BTreeMap<(Rule, Uuid), (ProjectId, Finding)> = BTreeMap::new();
    for project in &told {
        let all = findings(project, Moment { now: &now, policy: cx.policy() });
        found.extend(all.into_iter().map(|one| ((one.rule, one.subject), (project.id, one))));
    }
    let mut changed = 0;
    for held in kept {
        let finding = found.remove(&(held.rule, held.subject)).map(|(_, finding)| finding);
        let before = held.clone();
        let after = match finding {
            Some(finding) => still_there(tx, held, finding).await?,
            None => gone(tx, held).await?,
        };
        if after != before {
            rows::save(tx, &after).await?;
            changed += 1;
        }
    }
    for (project, finding) in found.into_values() {
        let (item, event) = AttentionItem::raise(crate::new_id(), rows::belongs(&cx), finding.severity);
        rows::insert(tx, &item, project, &finding).await?;
        tx.record(&event, project).await?;
        changed += 1;
    }
    Ok(changed)
}

/// The cause is there: what sleeps may wake, what was settled may return, and the words follow what is the case.
async fn still_there(tx: &mut Tx<'_>, held: Held, finding: Finding) -> Result<Held, Failure> {
    let (severity, facts) = (finding.severity, &held.item.facts);
    let worse = severity > facts.severity;
    let due = facts.snoozed_until.is_some_and(|day| day <= tx.cx().today());
    let order = match held.item.stage() {
        Stage::Snoozed if due || worse => Some(Order::Wake(severity)),
        Stage::Resolved if !facts.present || worse => Some(Order::Return(severity)),
        Stage::Open | Stage::Snoozed | Stage::Resolved => None,
    };
    let mut held = match order {
        Some(order) => Held { resolution: String::new(), ..step(tx, held, &order).await? },
        None => held,
    };
    held.item.facts.severity = severity;
    Ok(Held { since: finding.since, due: finding.due, reason: finding.reason, ..held })
}

/// The cause is gone: what staff had settled stays so, everything else resolves itself.
async fn gone(tx: &mut Tx<'_>, held: Held) -> Result<Held, Failure> {
    let mut held = match held.item.stage() {
        Stage::Open | Stage::Snoozed => step(tx, held, &Order::Clear).await?,
        Stage::Resolved => held,
    };
    held.item.facts.present = false;
    Ok(held)
}

async fn step(tx: &mut Tx<'_>, held: Held, order: &Order) -> Result<Held, Failure> {
    let (item, event) = held.item.apply(order, &Actor::System, &tx.cx().now())?;
    tx.record(&event, held.project).await?;
    Ok(Held { item, ..held })
}
