//! What hosts ask to change, and what staff decide about it.

use domain::access::Action;
use domain::actor::{Actor, Party};
use domain::event::{Event, Reason, Subject};
use domain::fields::FieldErrors;
use domain::ids::{ProjectId, RevisionId};
use domain::machine::Word as _;
use domain::projects::scope::{Finding, Report, Severity};
use domain::projects::{Draft, Order as ProjectOrder, Step, Terms, form, scope, with_missing};
use domain::refusal::Refusal;
use domain::revisions::{
    Change, Facts, Materiality, Order, Revision, Stage, changes, in_words, is_changeable, materiality, may_begin,
    says_why, tidy, unnamed,
};

use super::super::check;
use super::super::effects::step;
use super::super::rows::{self as projects, Locked};
use super::{letters, rows};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;

/// What became of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It holds already.
    InEffect,
    /// Staff look at it; the published terms hold meanwhile.
    ForStaff,
}

/// What staff say to a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Yes.
    Approve,
    /// No, because.
    Reject(Reason),
}

/// Changes a published project: what is not material holds at once, the rest waits for staff. Fields that may not be
/// changed are left as they were published.
///
/// # Errors
/// Messages beside fields that cannot be read or that the scope check blocks; a refusal once somebody has been offered a
/// seat, while another change waits, or when `version` is not the newest; [`Failure::NotFound`] for people who are no party.
pub async fn propose(
    cx: &Cx,
    id: ProjectId,
    version: i32,
    fields: &[(String, String)],
    reason: &str,
    once: Once,
) -> Result<Outcome, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let locked = projects::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if !cx.actor().parties(&locked.project.belongs).contains(&Party::Host) {
        return Err(Refusal::NotYours { command: "change".to_owned() }.into());
    }
    let given = rows::given(&mut tx, id).await?;
    may_begin(locked.project.stage(), given)?;
    if rows::waits(&mut tx, id).await? {
        return Err(rows::one_waits().into());
    }
    if locked.version != version {
        return Err(Refusal::Changed.into());
    }
    let (draft, reason) = read(&locked.draft, fields, reason)?;
    let found = changes(&locked.draft, &draft);
    if found.is_empty() {
        return Err(Failure::field("", "Nothing is different yet. Change a field, then send it."));
    }
    let checked = compare(&mut tx, &locked, &locked.draft, &draft).await?;
    checked.beside_fields()?;

    let weight = materiality(&found);
    let author = cx.person()?.id;
    let facts = Facts {
        author,
        for_staff: Facts::needs_staff(weight, checked.for_staff),
        blocking: 0,
        project: locked.project.stage(),
        given,
    };
    let for_staff = facts.for_staff;
    let revision: RevisionId = crate::new_id();
    rows::insert(
        &mut tx,
        &rows::New { id: revision, project: id, before: &locked.draft, draft: &draft, author, reason: &reason },
    )
    .await?;
    let asked = Event {
        subject: Subject::Revision,
        id: revision.0,
        belongs: locked.project.belongs,
        command: "propose",
        by: Party::Host,
        from: None,
        to: Some(Stage::Submitted.word()),
        reason: Some(in_words(&found)),
        kind: None,
    };
    tx.record(&asked, id).await?;
    if for_staff {
        letters::asked(&mut tx, &locked, revision, &found, &reason).await?;
        tx.commit().await?;
        return Ok(Outcome::ForStaff);
    }
    let held = Revision::restore(revision, locked.project.belongs, facts, Stage::Submitted);
    let (held, event) = held.apply(&Order::TakeEffect, &Actor::System, &cx.now(), cx.policy())?;
    rows::save(&mut tx, &held, None).await?;
    tx.record(&event, id).await?;
    let by = cx.actor().clone();
    let new = Taking { revision, draft: &draft, report: &checked.report, found: &found, given, approved: false };
    take_effect(&mut tx, locked, &new, &by).await?;
    tx.commit().await?;
    Ok(Outcome::InEffect)
}

/// Approves or turns down a change. Approving replaces the terms in the same transaction, and asks everybody who waits to
/// confirm them when they are material.
///
/// # Errors
/// [`Failure::NotFound`] without the right to review here; what the machine refuses: one's own change, one that was taken
/// back or came too late, a finding that blocks.
pub async fn decide(cx: &Cx, id: RevisionId, decision: &Decision, once: Once) -> Result<ProjectId, Failure> {
    cx.require(Action::ReviewProjects)?;
    let mut tx = cx.begin_once(once).await?;
    let (locked, mut held) = hold(&mut tx, id).await?;
    let project = locked.project.id;
    match decision {
        Decision::Approve => {
            if held.revision.stage() == Stage::Submitted && held.before != locked.draft {
                return Err(Refusal::rule(
                    "The project changed after this was asked for. Turn it down and ask the host to send it again.",
                )
                .into());
            }
            let checked = compare(&mut tx, &locked, &held.before, &held.draft).await?;
            held.revision.facts.blocking = checked.blocking.len();
            let given = held.revision.facts.given;
            let (revision, event) = held.revision.apply(&Order::Approve, cx.actor(), &cx.now(), cx.policy())?;
            rows::save(&mut tx, &revision, None).await?;
            tx.record(&event, project).await?;
            let found = changes(&held.before, &held.draft);
            let new = Taking {
                revision: id,
                draft: &held.draft,
                report: &checked.report,
                found: &found,
                given,
                approved: true,
            };
            let locked = take_effect(&mut tx, locked, &new, &Actor::System).await?;
            letters::approved(&mut tx, &locked, &found).await?;
        }
        Decision::Reject(reason) => {
            let order = Order::Reject(reason.clone());
            let (revision, event) = held.revision.apply(&order, cx.actor(), &cx.now(), cx.policy())?;
            rows::save(&mut tx, &revision, Some(reason.as_str())).await?;
            tx.record(&event, project).await?;
            letters::rejected(&mut tx, &locked, reason.as_str()).await?;
        }
    }
    tx.commit().await?;
    Ok(project)
}

/// Takes a change back that still waits.
///
/// # Errors
/// [`Failure::NotFound`] for those it does not concern; a refusal when staff were quicker.
pub async fn withdraw(cx: &Cx, id: RevisionId, once: Once) -> Result<ProjectId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (locked, held) = hold(&mut tx, id).await?;
    let (revision, event) = held.revision.apply(&Order::Withdraw, cx.actor(), &cx.now(), cx.policy())?;
    rows::save(&mut tx, &revision, None).await?;
    tx.record(&event, locked.project.id).await?;
    tx.commit().await?;
    Ok(locked.project.id)
}

/// Locks the project, then its change, for somebody who is a party to it.
pub(super) async fn hold(tx: &mut Tx<'_>, id: RevisionId) -> Result<(Locked, rows::Held), Failure> {
    let project = rows::project_of(tx, id).await?.ok_or(Failure::NotFound)?;
    let locked = projects::lock_visible(tx, project).await?.ok_or(Failure::NotFound)?;
    let given = rows::given(tx, project).await?;
    let held = rows::lock(tx, &locked, id, given).await?.ok_or(Failure::NotFound)?;
    Ok((locked, held))
}

/// The draft with the typed fields in it, and the reason.
fn read(before: &Draft, fields: &[(String, String)], reason: &str) -> Result<(Draft, String), FieldErrors> {
    let mut draft = before.clone();
    let mut errors = FieldErrors::new();
    for step in [Step::Outcome, Step::Plan, Step::Skills, Step::Pay, Step::Terms] {
        // Everything the screen has, so that a box which this form does not show keeps its tick.
        let mut all = form::values(step, before);
        all.extend(fields.iter().filter(|(name, _)| is_changeable(name)).cloned());
        let all: Vec<(String, String)> = all.into_iter().collect();
        for (field, message) in form::fill(step, &mut draft, &all).0 {
            errors.add(field, message);
        }
    }
    for field in unnamed(fields, before.deliverables.len()) {
        errors.add(field, "Name this deliverable, or leave its whole row as it was.");
    }
    tidy(&mut draft);
    let reason = errors.text("reason", "Why you change it", reason, 0, 500);
    if let Err(silent) = says_why(before, &draft, reason.as_deref().unwrap_or("long enough")) {
        for (field, message) in silent.0 {
            errors.add(field, message);
        }
    }
    errors.finish(reason.map(|reason| (draft, reason)))
}

/// What the scope check finds in changed terms that it does not find in the published ones: a day that has come too near
/// meanwhile is nothing a corrected sentence could help.
struct Checked {
    report: Report,
    blocking: Vec<Finding>,
    for_staff: usize,
}

impl Checked {
    /// Every finding that blocks, beside its field.
    fn beside_fields(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        for finding in &self.blocking {
            let field = if is_changeable(&finding.field) { finding.field.as_str() } else { "" };
            errors.add(field, format!("{} {}", finding.message, finding.fix).trim_end());
        }
        errors.finish(Some(()))
    }
}

async fn compare(tx: &mut Tx<'_>, locked: &Locked, before: &Draft, after: &Draft) -> Result<Checked, Failure> {
    let cx = tx.cx().clone();
    let facts = check::facts_and_hold(tx, locked.host()?, locked.project.id, after).await?;
    let look = |draft: &Draft| scope::check(draft, cx.policy(), &facts);
    let known = with_missing(before, look(before)).findings;
    let report = look(after);
    let is_new = |finding: &Finding| {
        !known.iter().any(|old| {
            (&old.id, &old.field, &old.message, old.severity)
                == (&finding.id, &finding.field, &finding.message, finding.severity)
        })
    };
    let new: Vec<Finding> = with_missing(after, report.clone()).findings.into_iter().filter(is_new).collect();
    let for_staff = new.iter().filter(|finding| finding.severity == Severity::Staff).count();
    let blocking = new.into_iter().filter(|finding| finding.severity == Severity::Block).collect();
    Ok(Checked { report, blocking, for_staff })
}

/// Terms that are about to hold.
struct Taking<'t> {
    revision: RevisionId,
    draft: &'t Draft,
    report: &'t Report,
    found: &'t [Change],
    given: i32,
    approved: bool,
}

/// Replaces the terms, and tells whoever applied.
async fn take_effect(tx: &mut Tx<'_>, locked: Locked, new: &Taking<'_>, by: &Actor) -> Result<Locked, Failure> {
    let id = locked.project.id;
    let weight = materiality(new.found);
    projects::save_draft(tx, id, new.draft, new.report).await?;
    projects::publish(tx, id, new.draft).await?;
    let terms = Terms {
        apply_by: new.draft.apply_by,
        given: new.given,
        approved: new.approved,
        for_staff: weight == Materiality::Material,
        changed: in_words(new.found),
    };
    let mut locked = Locked { draft: new.draft.clone(), title: new.draft.title.clone(), ..locked };
    // What blocks was looked at before, against the published terms.
    locked.project.facts.blocking = 0;
    let locked = step(tx, locked, &ProjectOrder::Revise(terms), by).await?;
    match weight {
        Materiality::Material => {
            let (policy, calendar) = (tx.cx().policy().clone(), tx.cx().program().calendar.clone());
            if let Some(last) = new.draft.apply_by {
                let by = domain::applications::decision_due(last, &policy, &calendar);
                crate::applications::ask_to_confirm(tx, id, new.revision, by, new.found).await?;
            }
        }
        Materiality::Better => crate::applications::tell_of_changes(tx, id, new.found).await?,
        Materiality::Wording | Materiality::Nothing => {}
    }
    Ok(locked)
}
