//! How an engagement begins: an accepted offer becomes an agreement, milestones and money set aside.

use domain::actor::Belongs;
use domain::engagements::{Authorization, Gate, Stage, Terms, TermsDeliverable};
use domain::event::{Event, Subject};
use domain::ids::{ApplicationId, EngagementId, MilestoneId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::projects::{Classification, Deliverable, Draft};
use domain::refusal::Refusal;
use domain::time::{Day, Minutes};

use super::{letters, rows};
use crate::Tx;
use crate::failure::Failure;
use crate::sql::{at, day, on};

/// What an accepted offer is made of.
struct Offer {
    belongs: Belongs,
    project: ProjectId,
    draft: Draft,
    terms: Terms,
    authorization: Authorization,
}

/// Opens the engagement of an application whose offer was just accepted: freezes the project's terms,
/// plans its milestones, sets the pay aside and asks both sides to sign. The caller has locked and
/// saved the application.
///
/// # Errors
/// [`Failure::Refused`] when the project lacks terms nobody could sign without; a second engagement
/// of the same application is a fault.
pub(crate) async fn create_from_offer(tx: &mut Tx<'_>, application: ApplicationId) -> Result<EngagementId, Failure> {
    let offer = read_offer(tx, application).await?;
    let id: EngagementId = crate::new_id();
    insert(tx, id, application, &offer).await?;
    crate::onboarding::open(tx, id, &offer.terms).await?;
    plan_milestones(tx, id, &offer).await?;
    let event = Event {
        subject: Subject::Engagement,
        id: id.0,
        belongs: offer.belongs,
        command: "open",
        by: tx.cx().actor().parties(&offer.belongs).first().copied().unwrap_or(domain::actor::Party::System),
        from: None,
        to: Some(Stage::Onboarding.word()),
        reason: None,
        kind: None,
    };
    tx.record(&event, offer.project).await?;
    if offer.terms.fee.0 > 0 {
        crate::payments::encumber(tx, id, offer.belongs, offer.project, offer.terms.fee).await?;
    }
    letters::opened(tx, id, &offer.belongs, &offer.terms).await?;
    if offer.authorization == Authorization::Needed {
        letters::clearance_asked(tx, &offer.terms).await?;
    }
    Ok(id)
}

async fn read_offer(tx: &mut Tx<'_>, application: ApplicationId) -> Result<Offer, Failure> {
    let row = sqlx::query!(
        r#"select a.program_id, a.project_id, a.student_id, p.host_id, p.draft, p.title, p.hours_high, p.amount_cents,
            p.start_on, p.end_on, h.name as host, s.name as student, g.name as program,
            coalesce((select t.needs_work_authorization from students t where t.person_id = a.student_id), false)
                as "needs_authorization!",
            exists (select 1 from student_private w where w.person_id = a.student_id and w.work_status <> 'unsaid')
                as "has_said!"
           from applications a
           join projects p on p.id = a.project_id
           join hosts h on h.id = p.host_id
           join people s on s.id = a.student_id
           join programs g on g.id = a.program_id
           where a.id = $1"#,
        application.0
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let draft: Draft = serde_json::from_value(row.draft)?;
    let lacks = |what: &str| Refusal::rule(format!("This project lacks {what}. Ask the host to complete it first."));
    let hours = row.hours_high.filter(|hours| *hours > 0).ok_or_else(|| lacks("its hours"))?;
    let terms = Terms {
        project: row.title,
        host: row.host,
        student: row.student,
        program: row.program,
        time: Minutes::hours(hours),
        fee: Cents(row.amount_cents.ok_or_else(|| lacks("its pay"))?),
        start: day(row.start_on).ok_or_else(|| lacks("its first day"))?,
        end: day(row.end_on).ok_or_else(|| lacks("its last day"))?,
        deliverables: draft.deliverables.iter().flat_map(agreed).collect(),
        classification: draft.classification.ok_or_else(|| lacks("the worker classification"))?,
        due: draft.pay_trigger.unwrap_or_default(),
        acceptance_days: tx.cx().policy().acceptance_days,
    };
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    let authorization = match (row.needs_authorization, row.has_said) {
        (true, _) => Authorization::Needed,
        (false, true) => Authorization::NotNeeded,
        (false, false) => Authorization::Unsaid,
    };
    Ok(Offer { belongs, project: row.project_id.into(), draft, terms, authorization })
}

/// One line of the agreement for each criterion, so that a revision can name exactly one of them.
fn agreed(deliverable: &Deliverable) -> Vec<TermsDeliverable> {
    let title = match deliverable.size.trim() {
        "" => deliverable.name.clone(),
        size => format!("{}, {size}", deliverable.name.trim()),
    };
    let criteria = deliverable.criteria.iter().filter(|criterion| !criterion.trim().is_empty());
    criteria.map(|criterion| TermsDeliverable { title: title.clone(), criterion: criterion.clone() }).collect()
}

async fn insert(tx: &mut Tx<'_>, id: EngagementId, application: ApplicationId, offer: &Offer) -> Result<(), Failure> {
    let (now, today) = (tx.cx().at(), tx.cx().today());
    let terms = &offer.terms;
    let program = offer.belongs.program;
    let rules = crate::onboarding::rules(tx.db(), program).await?;
    // Staff approved the project's classification with the project. Unpaid work needs a record of its own.
    let note = match terms.classification {
        Classification::UnpaidForCredit => "",
        _ => "As approved with the project.",
    };
    let (safety, data) = domain::onboarding::gates(&offer.draft);
    let gate = |is: bool| if is { Gate::Open } else { Gate::NotNeeded };
    let data_terms = if data { domain::onboarding::data_terms(&offer.draft, &terms.host) } else { String::new() };
    sqlx::query!(
        "insert into engagements (id, program_id, host_id, project_id, application_id, student_id, stage, stage_on, terms,
             planned_minutes, fee_cents, start_on, end_on, classification, classification_note, work_authorization,
             required, modules, created_at, updated_at, safety_gate, data_gate, data_terms)
         select $1, a.program_id, p.host_id, a.project_id, a.id, a.student_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
             $14, $15, $13, $13, $16, $17, $18
         from applications a join projects p on p.id = a.project_id where a.id = $2",
        id.0,
        application.0,
        Stage::Onboarding.word(),
        on(today) as _,
        serde_json::to_value(terms)?,
        terms.time.0,
        terms.fee.0,
        on(terms.start) as _,
        on(terms.end) as _,
        terms.classification.word(),
        note,
        rows::authorization_word(offer.authorization),
        at(now) as _,
        &rules.words(),
        &rules.modules,
        gate(safety).word(),
        gate(data).word(),
        data_terms,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The milestones of the plan, or one for each deliverable on the last day when there is no plan.
async fn plan_milestones(tx: &mut Tx<'_>, id: EngagementId, offer: &Offer) -> Result<(), Failure> {
    let end = offer.terms.end;
    let planned = offer.draft.milestones.iter().filter(|m| !m.name.trim().is_empty());
    let mut milestones: Vec<(String, Day, i32)> =
        planned.map(|m| (m.name.clone(), m.due.unwrap_or(end).min(end), m.hours.max(0).saturating_mul(60))).collect();
    if milestones.is_empty() {
        milestones = offer.draft.deliverables.iter().map(|d| (d.name.clone(), end, 0)).collect();
    }
    milestones.sort_by_key(|(_, due, _)| *due);
    let now = tx.cx().at();
    for (position, (name, due, minutes)) in (1..).zip(milestones) {
        sqlx::query!(
            "insert into milestones (id, engagement_id, position, name, due_on, planned_minutes, stage, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, 'draft', $7, $7)",
            crate::new_id::<MilestoneId>().0,
            id.0,
            position,
            name,
            on(due) as _,
            minutes,
            at(now) as _,
        )
        .execute(tx.db())
        .await?;
    }
    Ok(())
}
