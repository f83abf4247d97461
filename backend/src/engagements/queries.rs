//! What the pages of an engagement read.

use domain::access::Action;
use domain::actor::Party;
use domain::engagements::{Engagement, Stage, Terms};
use domain::extensions::{Extent, Stage as ExtensionStage, may_propose, under_way};
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::policy::net_pay;
use domain::projects::Classification;
use domain::reviews::Side;
use domain::time::{Day, Minutes, Week};

use super::rows::{self, Held};
use super::views::{
    AgreementPage, ClearanceLine, EngagementPage, HistoryLine, MilestoneLine, OneCheckIn, PaymentLine, ReviewLine,
    Signed, WeekLine, WorkLine,
};
use crate::Cx;
use crate::extensions::ExtensionLine;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// Most lines of a list on a page; an engagement has far fewer weeks and milestones.
const MOST: i64 = 60;

/// An engagement this actor may see, read without a lock.
async fn visible(cx: &Cx, id: EngagementId) -> Result<Held, Failure> {
    let held = rows::read(cx, id).await?.ok_or(Failure::NotFound)?;
    if !rows::concerns(&cx.actor().parties(&held.engagement.belongs)) {
        return Err(Failure::NotFound);
    }
    Ok(held)
}

/// Whether the actor is one of these parties to an engagement.
fn is_any(cx: &Cx, engagement: &Engagement, parties: &[Party]) -> bool {
    cx.actor().parties(&engagement.belongs).iter().any(|party| parties.contains(party))
}

/// The page of one engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn engagement_page(cx: &Cx, id: EngagementId) -> Result<EngagementPage, Failure> {
    let Held { engagement, terms, planned, fee, .. } = visible(cx, id).await?;
    let more = sqlx::query!("select revision_note, reason, reflection, at_risk from engagements where id = $1", id.0)
        .fetch_one(cx.pool())
        .await?;
    let weeks = weeks(cx, id).await?;
    let sum = |approved: bool| {
        let of = weeks.iter().filter(|week| (week.stage == domain::timesheets::Stage::Approved) == approved);
        Minutes(of.map(|week| week.logged.0).sum())
    };
    let (approved, waiting) = (sum(true), sum(false));
    let sees_pay = is_any(cx, &engagement, &[Party::Student, Party::Staff, Party::Finance]);
    let sees_words = is_any(cx, &engagement, &[Party::Student, Party::Host, Party::Staff]);
    let extensions = if sees_words && under_way(engagement.stage()) {
        crate::extensions::of_engagement(cx, &engagement).await?
    } else {
        Vec::new()
    };
    let open = extensions.iter().any(ExtensionLine::is_open);
    let parties = cx.actor().parties(&engagement.belongs);
    let extendable = may_propose(engagement.stage(), open, &parties).then_some(Extent {
        end: engagement.facts.end,
        time: planned,
        fee,
    });
    let sees_history = is_any(cx, &engagement, &[Party::Staff]);
    Ok(EngagementPage {
        pay: net_pay(fee, planned, terms.classification == Classification::Employee, cx.policy()),
        milestones: milestones(cx, id).await?,
        payments: if sees_pay { payments(cx, id).await? } else { Vec::new() },
        reviews: if engagement.facts.accepted_on.is_some() { reviews(cx, id).await? } else { Vec::new() },
        check_ins: if sees_words { check_ins(cx, id).await? } else { Vec::new() },
        history: if sees_history { history(cx, id).await? } else { Vec::new() },
        extensions,
        extendable,
        revision_note: more.revision_note,
        reason: more.reason,
        reflection: if sees_words { more.reflection } else { String::new() },
        at_risk: more.at_risk,
        engagement,
        terms,
        planned,
        approved,
        waiting,
        weeks,
    })
}

async fn milestones(cx: &Cx, id: EngagementId) -> Result<Vec<MilestoneLine>, Failure> {
    let rows = sqlx::query!(
        "select id, name, due_on, stage, decided_at from milestones where engagement_id = $1 order by position limit $2",
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MilestoneLine {
                id: row.id.into(),
                name: row.name,
                due: row.due_on.to_jiff(),
                stage: word(&row.stage)?,
                decided: instant(row.decided_at),
            })
        })
        .collect()
}

async fn weeks(cx: &Cx, id: EngagementId) -> Result<Vec<WeekLine>, Failure> {
    let rows = sqlx::query!(
        "select id, week, stage, minutes, submitted_on from timesheets where engagement_id = $1 order by week desc limit $2",
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let calendar = &cx.program().calendar;
    rows.into_iter()
        .map(|row| {
            let stage = word(&row.stage)?;
            let sent = crate::sql::day(row.submitted_on).filter(|_| stage == domain::timesheets::Stage::Submitted);
            Ok(WeekLine {
                id: row.id.into(),
                week: Week::of(row.week.to_jiff()),
                stage,
                logged: Minutes(row.minutes),
                silent_on: sent.map(|day| calendar.after(day, cx.policy().silent_approval_days)),
            })
        })
        .collect()
}

async fn payments(cx: &Cx, id: EngagementId) -> Result<Vec<PaymentLine>, Failure> {
    let rows = sqlx::query!(
        "select id, amount_cents, stage, reference, note from payments where engagement_id = $1 order by id limit $2",
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PaymentLine {
                id: row.id.into(),
                amount: Cents(row.amount_cents),
                stage: word(&row.stage)?,
                reference: row.reference,
                note: row.note,
            })
        })
        .collect()
}

async fn reviews(cx: &Cx, id: EngagementId) -> Result<Vec<ReviewLine>, Failure> {
    let rows = sqlx::query!("select side, stage, closes_on from reviews where engagement_id = $1 order by side", id.0)
        .fetch_all(cx.pool())
        .await?;
    rows.into_iter()
        .map(|row| Ok(ReviewLine { side: word(&row.side)?, stage: word(&row.stage)?, closes: row.closes_on.to_jiff() }))
        .collect()
}

async fn check_ins(cx: &Cx, id: EngagementId) -> Result<Vec<OneCheckIn>, Failure> {
    let rows = sqlx::query!(
        "select week, side, went_well, next_steps, blocked from check_ins where engagement_id = $1
         order by week desc, side desc limit $2",
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let side: Side = word(&row.side)?;
            Ok(OneCheckIn {
                week: Week::of(row.week.to_jiff()),
                side,
                answers: [row.went_well, row.next_steps, row.blocked],
            })
        })
        .collect()
}

/// Everything that happened to the engagement, its milestones, weeks, extensions, payments and reviews.
async fn history(cx: &Cx, id: EngagementId) -> Result<Vec<HistoryLine>, Failure> {
    let rows = sqlx::query!(
        r#"select v.at, v.subject, v.command, v.stage_to, v.reason, p.name as "name?"
           from events v left join people p on p.id = v.actor_id
           where v.subject_id in (
               select $1::uuid
               union all select m.id from milestones m where m.engagement_id = $1
               union all select t.id from timesheets t where t.engagement_id = $1
               union all select x.id from extensions x where x.engagement_id = $1
               union all select y.id from payments y where y.engagement_id = $1
               union all select r.id from reviews r where r.engagement_id = $1)
           order by v.id desc limit $2"#,
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let line = rows.into_iter().map(|row| HistoryLine {
        at: row.at.to_jiff(),
        subject: row.subject,
        command: row.command,
        who: row.name.unwrap_or_else(|| "Foothold".to_owned()),
        to: row.stage_to,
        reason: row.reason,
    });
    Ok(line.collect())
}

/// The agreement, its signatures and the checklist.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn agreement_page(cx: &Cx, id: EngagementId) -> Result<AgreementPage, Failure> {
    let Held { engagement, terms, .. } = visible(cx, id).await?;
    let row = sqlx::query!(
        "select learning_goals, classification_note, student_signed_at, student_signature, host_signed_at, host_signature,
             program_signed_at, program_signature
         from engagements where id = $1",
        id.0
    )
    .fetch_one(cx.pool())
    .await?;
    let signed = |at: Option<jiff_sqlx::Timestamp>, name: Option<String>| {
        instant(at).map(|at| Signed { name: name.unwrap_or_default(), at })
    };
    let mut extended = crate::extensions::of_engagement(cx, &engagement).await?;
    extended.retain(|one| one.stage == ExtensionStage::InEffect);
    extended.reverse();
    Ok(AgreementPage {
        extended,
        checklist: engagement.facts.checklist.clone(),
        engagement,
        terms,
        goals: row.learning_goals,
        classification_note: row.classification_note,
        student: signed(row.student_signed_at, row.student_signature),
        host: signed(row.host_signed_at, row.host_signature),
        program: signed(row.program_signed_at, row.program_signature),
    })
}

/// The work of the student who asks, newest first.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn student_work(cx: &Cx) -> Result<Vec<WorkLine>, Failure> {
    let person = cx.person()?;
    let rows = sqlx::query!(
        r#"select e.id, e.terms, e.stage, e.start_on, e.end_on, e.planned_minutes,
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t where t.engagement_id = e.id) as "logged!",
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t
                where t.engagement_id = e.id and t.stage = 'approved') as "approved!",
            m.name as "next?", m.due_on as "due?"
           from engagements e
           left join lateral (select n.name, n.due_on from milestones n where n.engagement_id = e.id
               and n.stage in ('draft', 'changes_requested') order by n.position limit 1) m on true
           where e.student_id = $1 order by e.updated_at desc limit $2"#,
        person.id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let terms: Terms = serde_json::from_value(row.terms)?;
            let stage: Stage = word(&row.stage)?;
            Ok(WorkLine {
                id: row.id.into(),
                project: terms.project,
                host: terms.host,
                stage,
                start: row.start_on.to_jiff(),
                end: row.end_on.to_jiff(),
                planned: Minutes(row.planned_minutes),
                logged: Minutes(row.logged),
                approved: Minutes(row.approved),
                next: row.next.zip(crate::sql::day(row.due)),
            })
        })
        .collect()
}

/// Students whose work waits for a clearance, the earliest start first.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but the program's officers.
pub async fn clearance_page(cx: &Cx) -> Result<Vec<ClearanceLine>, Failure> {
    cx.require(Action::ClearAuthorization)?;
    let rows = sqlx::query!(
        r#"select id, terms, start_on, end_on, planned_minutes, authorized_until from engagements
           where program_id = $1 and stage = $2
             and (work_authorization = 'needed' or (work_authorization = 'cleared' and authorized_until < end_on))
           order by start_on, id limit $3"#,
        cx.program().id.0,
        Stage::Onboarding.word(),
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let terms: Terms = serde_json::from_value(row.terms)?;
            let (start, end): (Day, Day) = (row.start_on.to_jiff(), row.end_on.to_jiff());
            Ok(ClearanceLine {
                id: row.id.into(),
                student: terms.student,
                host: terms.host,
                project: terms.project,
                start,
                end,
                planned: Minutes(row.planned_minutes),
                until: crate::sql::day(row.authorized_until),
            })
        })
        .collect()
}
