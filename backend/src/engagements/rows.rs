//! Row <-> domain.

use domain::actor::{Belongs, Party};
use domain::engagements::{Authorization, Checklist, Cover, Engagement, Facts, Goals, Stage, Terms};
use domain::extensions::Extent;
use domain::ids::{EngagementId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::onboarding::Rules;
use domain::time::Minutes;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::failure::Failure;
use crate::programs::Program;
use crate::sql::{at, day, instant, on, word};
use crate::{Cx, Tx};

/// An engagement held by this transaction: its row stays as it is until the commit.
#[derive(Debug)]
pub(crate) struct Held {
    /// The engagement with the facts its rules need.
    pub engagement: Engagement,
    /// Its project, for the history.
    pub project: ProjectId,
    /// The agreement.
    pub terms: Terms,
    /// Agreed working time.
    pub planned: Minutes,
    /// Agreed pay before tax.
    pub fee: Cents,
}

struct Row {
    id: Uuid,
    program_id: Uuid,
    host_id: Uuid,
    project_id: Uuid,
    student_id: Uuid,
    stage: String,
    terms: serde_json::Value,
    planned_minutes: i32,
    fee_cents: i64,
    start_on: jiff_sqlx::Date,
    end_on: jiff_sqlx::Date,
    classified: bool,
    work_authorization: String,
    authorized_until: Option<jiff_sqlx::Date>,
    authorized_from: Option<jiff_sqlx::Date>,
    authorized_hours: Option<i32>,
    required: Vec<String>,
    tax_form: String,
    safety_gate: String,
    data_gate: String,
    kickoff_on: Option<jiff_sqlx::Date>,
    goals: bool,
    goals_by: Option<String>,
    surveyed: bool,
    modules_open: i64,
    weekly_hours: Option<i32>,
    student_signed: bool,
    host_signed: bool,
    program_signed: bool,
    student_started: bool,
    host_started: bool,
    revision_round: i32,
    accepted_at: Option<jiff_sqlx::Timestamp>,
    stage_on: jiff_sqlx::Date,
    milestones_open: i64,
    payments_open: i64,
    reviews_in: i64,
    pause_until: Option<jiff_sqlx::Date>,
    dropped: Vec<String>,
}

/// The one query that reads engagements; its end says which, and whether it locks the row.
macro_rules! engagement {
    ($id:expr, $end:literal) => {
        sqlx::query_as!(
            Row,
            r#"select e.id, e.program_id, e.host_id, e.project_id, e.student_id, e.stage, e.terms, e.planned_minutes, e.fee_cents,
            e.start_on, e.end_on, e.classification_note <> '' as "classified!", e.work_authorization, e.authorized_until,
            e.authorized_from, e.authorized_hours, e.required, e.tax_form, e.safety_gate, e.data_gate, e.kickoff_on, e.learning_goals <> '' as "goals!",
            e.goals_by, (select p.weekly_hours from projects p where p.id = e.project_id) as weekly_hours,
            exists (select 1 from survey_answers a where a.engagement_id = e.id and a.person_id = e.student_id
                and a.kind = 'pre') as "surveyed!",
            cardinality(e.modules) - (select count(*) from training_results t where t.person_id = e.student_id
                and t.passed and t.module = any(e.modules)) as "modules_open!",
            e.student_signed_at is not null as "student_signed!",
            e.host_signed_at is not null as "host_signed!", e.program_signed_at is not null as "program_signed!",
            e.student_started_at is not null as "student_started!", e.host_started_at is not null as "host_started!",
            e.revision_round, e.accepted_at, e.stage_on,
            (select count(*) from milestones m where m.engagement_id = e.id
                and m.stage in ('draft', 'changes_requested') and m.dropped_on is null) as "milestones_open!",
            (select count(*) from payments p where p.engagement_id = e.id
                and p.stage not in ('settled', 'voided', 'reversed')) as "payments_open!",
            (select count(*) from reviews r where r.engagement_id = e.id
                and r.stage in ('submitted', 'revealed')) as "reviews_in!",
            (select u.until_on from pauses u where u.engagement_id = e.id and u.stage = 'in_effect') as pause_until,
            (select coalesce(array_agg(h.criterion), '{}') from hours_checks h where h.engagement_id = e.id
                and h.stage = 'agreed' and h.choice = 'trim') as "dropped!"
           from engagements e where e.id = "#
                + $end,
            $id
        )
    };
}

/// Whether someone who is these parties may know of an engagement at all.
pub(crate) fn concerns(parties: &[Party]) -> bool {
    parties.iter().any(|party| *party != Party::Admin)
}

/// The engagement, locked, if this actor may know of it. Every write locks the engagement before
/// anything that belongs to it, so that two writes never wait for each other in a circle.
pub(crate) async fn lock_visible(tx: &mut Tx<'_>, id: EngagementId) -> Result<Option<Held>, Failure> {
    let Some(held) = lock(tx, id).await? else { return Ok(None) };
    let parties = tx.cx().actor().parties(&held.engagement.belongs);
    Ok(concerns(&parties).then_some(held))
}

/// The engagement, locked, for the system.
pub(crate) async fn lock(tx: &mut Tx<'_>, id: EngagementId) -> Result<Option<Held>, Failure> {
    let row = engagement!(id.0, "$1 for update of e").fetch_optional(tx.db()).await?;
    row.map(|row| held(tx.cx().program(), row)).transpose()
}

/// The engagement without a lock: for pages.
pub(super) async fn read(cx: &Cx, id: EngagementId) -> Result<Option<Held>, Failure> {
    let row = engagement!(id.0, "$1").fetch_optional(cx.pool()).await?;
    row.map(|row| held(cx.program(), row)).transpose()
}

/// The engagements among `ids`, without a lock, in one query.
pub(crate) async fn read_all(db: &mut PgConnection, program: &Program, ids: &[Uuid]) -> Result<Vec<Held>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = engagement!(ids, "any($1)").fetch_all(db).await?;
    rows.into_iter().map(|row| held(program, row)).collect()
}

fn held(program: &Program, row: Row) -> Result<Held, Failure> {
    let terms: Terms = serde_json::from_value(row.terms)?;
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    let goals = match (row.goals, row.goals_by.as_deref()) {
        (false, _) => Goals::None,
        (true, None) => Goals::Agreed,
        (true, Some(side)) => Goals::Proposed(word(side)?),
    };
    let checklist = Checklist {
        required: Rules::kept(&row.required, &[]).required,
        agreement_student: row.student_signed,
        agreement_host: row.host_signed,
        agreement_program: row.program_signed,
        classification: row.classified,
        authorization: authorization(&row.work_authorization, day(row.authorized_until))?,
        tax_form: word(&row.tax_form)?,
        safety: word(&row.safety_gate)?,
        data: word(&row.data_gate)?,
        cover: Cover { from: day(row.authorized_from), weekly_hours: row.authorized_hours },
        kickoff: day(row.kickoff_on),
        goals,
        survey: row.surveyed,
        modules_open: count(row.modules_open),
    };
    let facts = Facts {
        checklist,
        start: row.start_on.to_jiff(),
        end: row.end_on.to_jiff(),
        weekly_hours: row.weekly_hours,
        student_started: row.student_started,
        host_started: row.host_started,
        milestones_open: count(row.milestones_open),
        // What both sides let go can no longer be asked for.
        criteria: terms
            .criteria()
            .filter(|one| !row.dropped.iter().any(|gone| gone.trim() == one.trim()))
            .map(str::to_owned)
            .collect(),
        revision_round: row.revision_round,
        payments_open: count(row.payments_open),
        accepted_on: instant(row.accepted_at).map(|at| program.day_of(at)),
        both_reviews_in: row.reviews_in >= 2,
        pause_until: day(row.pause_until),
        since: row.stage_on.to_jiff(),
    };
    let stage: Stage = word(&row.stage)?;
    Ok(Held {
        engagement: Engagement::restore(row.id.into(), belongs, facts, stage),
        project: row.project_id.into(),
        terms,
        planned: Minutes(row.planned_minutes),
        fee: Cents(row.fee_cents),
    })
}

fn count(rows: i64) -> usize {
    usize::try_from(rows).unwrap_or_default()
}

/// The clearance from its two columns.
pub(super) fn authorization(word: &str, until: Option<domain::time::Day>) -> Result<Authorization, Failure> {
    match (word, until) {
        ("not_needed", _) => Ok(Authorization::NotNeeded),
        ("unsaid", _) => Ok(Authorization::Unsaid),
        ("needed", _) => Ok(Authorization::Needed),
        ("cleared", Some(until)) => Ok(Authorization::Cleared { until }),
        _ => Err(Failure::corrupt(format!("work authorization {word:?} until {until:?}"))),
    }
}

/// The clearance as its column has it.
pub(super) const fn authorization_word(authorization: Authorization) -> &'static str {
    match authorization {
        Authorization::NotNeeded => "not_needed",
        Authorization::Unsaid => "unsaid",
        Authorization::Needed => "needed",
        Authorization::Cleared { .. } => "cleared",
    }
}

/// Writes the stage and the facts that live in the engagement's own row. A moment is set when its
/// fact becomes true and stays as it is from then on.
pub(super) async fn save(tx: &mut Tx<'_>, engagement: &Engagement) -> Result<(), Failure> {
    let now = tx.cx().at();
    let facts = &engagement.facts;
    let authorization = authorization_word(facts.checklist.authorization);
    let until = match facts.checklist.authorization {
        Authorization::Cleared { until } => Some(until),
        _ => None,
    };
    let proposer = match facts.checklist.goals {
        Goals::Proposed(side) => Some(side.word()),
        Goals::None | Goals::Agreed => None,
    };
    let over = domain::engagements::MACHINE.terminal.contains(&engagement.stage());
    sqlx::query!(
        "update engagements set stage = $2, stage_on = $3, work_authorization = $4, authorized_until = $5, kickoff_on = $6,
             student_signed_at = case when $7 then coalesce(student_signed_at, $8) end,
             host_signed_at = case when $9 then coalesce(host_signed_at, $8) end,
             program_signed_at = case when $10 then coalesce(program_signed_at, $8) end,
             student_started_at = case when $11 then coalesce(student_started_at, $8) end,
             host_started_at = case when $12 then coalesce(host_started_at, $8) end,
             started_at = case when $2 = 'in_progress' then coalesce(started_at, $8) else started_at end,
             submitted_at = case when $2 = 'submitted' then $8 else submitted_at end,
             accepted_at = case when $13 then coalesce(accepted_at, $8) end,
             closed_at = case when $14 then coalesce(closed_at, $8) end,
             revision_round = $15, tax_form = $16, goals_by = $17, authorized_from = $18, authorized_hours = $19,
             safety_gate = $20, data_gate = $21,
             data_agreed_at = case when $21 = 'done' then coalesce(data_agreed_at, $8) end,
             version = version + 1, updated_at = $8
         where id = $1",
        engagement.id.0,
        engagement.stage().word(),
        on(facts.since) as _,
        authorization,
        until.map(on) as _,
        facts.checklist.kickoff.map(on) as _,
        facts.checklist.agreement_student,
        at(now) as _,
        facts.checklist.agreement_host,
        facts.checklist.agreement_program,
        facts.student_started,
        facts.host_started,
        facts.accepted_on.is_some(),
        over,
        facts.revision_round,
        facts.checklist.tax_form.word(),
        proposer,
        facts.checklist.cover.from.map(on) as _,
        facts.checklist.cover.weekly_hours,
        facts.checklist.safety.word(),
        facts.checklist.data.word(),
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The work reaches as far as an extension says from now on; the agreement as signed stays.
pub(crate) async fn extend(tx: &mut Tx<'_>, id: EngagementId, to: &Extent) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "update engagements set end_on = $2, planned_minutes = $3, fee_cents = $4, version = version + 1, updated_at = $5
         where id = $1",
        id.0,
        on(to.end) as _,
        to.time.0,
        to.fee.0,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// The terms hold in another way from now on, and the text that says so is signed anew. Before the start only.
pub(super) async fn reclassify(tx: &mut Tx<'_>, id: EngagementId, terms: &Terms) -> Result<(), Failure> {
    sqlx::query!(
        "update engagements set terms = $2, classification = $3 where id = $1",
        id.0,
        serde_json::to_value(terms)?,
        terms.classification.word()
    )
    .execute(tx.db())
    .await?;
    Ok(())
}
