//! What the pages of money read.

use domain::access::Action;
use domain::actor::Belongs;
use domain::engagements::Terms;
use domain::ids::{EngagementId, PaymentId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::{Command, DAYS_TO_PAY, Facts, PaidYear, Payment, Reference, Stage, paid_years};
use domain::policy::{NetPay, net_pay};
use domain::projects::Classification;
use domain::time::{Day, Instant, Minutes};
use uuid::Uuid;

use crate::Cx;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// Payments on one page.
const PAGE: i64 = 50;

/// One payment in finance's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentRow {
    /// Which.
    pub id: PaymentId,
    /// Its engagement.
    pub engagement: EngagementId,
    /// The student.
    pub student: String,
    /// The host organisation.
    pub host: String,
    /// The project.
    pub project: String,
    /// Before tax.
    pub amount: Cents,
    /// The fund that brings a part of it, and how much; the host brings the rest.
    pub fund: Option<(String, Cents)>,
    /// Who approved it as the first of two, while it waits for the second.
    pub first_approval: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// The reference it was settled under; may be empty.
    pub reference: String,
    /// A note; may be empty.
    pub note: String,
    /// The day it became owed.
    pub ready: Option<Day>,
    /// The day it is due: ten business days later.
    pub due: Option<Day>,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// Finance's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentsPage {
    /// The stage shown; `None` for everything that waits for finance.
    pub stage: Option<Stage>,
    /// How many payments and how much money stand in each stage.
    pub totals: Vec<(Stage, i64, Cents)>,
    /// The payments, the longest waiting first.
    pub rows: Vec<PaymentRow>,
    /// Where the next part begins.
    pub next: Option<PaymentId>,
}

/// Stages that wait for finance.
const WAITING: [Stage; 6] =
    [Stage::Ready, Stage::Approved, Stage::Batched, Stage::Submitted, Stage::OnHold, Stage::Returned];
/// Payments of one student: far more than anybody has, because the totals of the years are made of them.
const OF_A_STUDENT: i64 = 500;

/// Payments of the program in one stage, or all that wait for finance; `after` is where the part
/// before ended.
///
/// # Errors
/// [`Failure::NotFound`] for anybody who may not see the program's payments.
pub async fn payments_page(cx: &Cx, stage: Option<Stage>, after: Option<PaymentId>) -> Result<PaymentsPage, Failure> {
    cx.require(Action::ViewPayments)?;
    let stages: Vec<String> = match stage {
        Some(stage) => vec![stage.word().to_owned()],
        None => WAITING.iter().map(|stage| stage.word().to_owned()).collect(),
    };
    let rows = sqlx::query!(
        r#"select p.id, p.engagement_id, p.amount_cents, p.stage, p.reference, p.note, p.ready_at, p.fund_cents,
            p.first_approved_by, (select f.name from funds f where f.id = p.fund_id) as "fund?",
            (select a.name from people a where a.id = p.first_approved_by) as "first_approval?",
            e.terms, e.host_id, e.student_id
           from payments p join engagements e on e.id = p.engagement_id
           where p.program_id = $1 and p.stage = any($2) and ($3::uuid is null or p.id > $3) order by p.id limit $4"#,
        cx.program().id.0,
        &stages,
        after.map(|id| id.0),
        PAGE + 1
    )
    .fetch_all(cx.pool())
    .await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or_default();
    let mut shown = Vec::new();
    for row in rows.into_iter().take(usize::try_from(PAGE).unwrap_or_default()) {
        let terms: Terms = serde_json::from_value(row.terms)?;
        let stage: Stage = word(&row.stage)?;
        let belongs =
            Belongs { program: cx.program().id, host: Some(row.host_id.into()), student: Some(row.student_id.into()) };
        let facts = Facts {
            gross: Cents(row.amount_cents),
            fund: Cents(row.fund_cents),
            first_approval: row.first_approved_by.map(Into::into),
            reference: Reference::parse(&row.reference).ok(),
        };
        let offers = Payment::restore(row.id.into(), belongs, facts, stage).buttons(cx.actor(), cx.policy());
        let ready = instant(row.ready_at).map(|at| cx.program().day_of(at));
        shown.push(PaymentRow {
            id: row.id.into(),
            engagement: row.engagement_id.into(),
            student: terms.student,
            host: terms.host,
            project: terms.project,
            amount: Cents(row.amount_cents),
            fund: row.fund.map(|name| (name, Cents(row.fund_cents))),
            first_approval: row.first_approval.filter(|_| stage == Stage::Ready),
            stage,
            reference: row.reference,
            note: row.note,
            ready,
            due: ready.map(|day| cx.program().calendar.after(day, DAYS_TO_PAY)),
            offers,
        });
    }
    let next = if more { shown.last().map(|row| row.id) } else { None };
    Ok(PaymentsPage { stage, totals: totals(cx).await?, rows: shown, next })
}

async fn totals(cx: &Cx) -> Result<Vec<(Stage, i64, Cents)>, Failure> {
    let rows = sqlx::query!(
        r#"select stage, count(*) as "count!", coalesce(sum(amount_cents), 0)::bigint as "sum!" from payments
           where program_id = $1 group by stage"#,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut totals = Vec::new();
    for row in rows {
        totals.push((word::<Stage>(&row.stage)?, row.count, Cents(row.sum)));
    }
    totals.sort_by_key(|(stage, ..)| Stage::ALL.iter().position(|s| s == stage));
    Ok(totals)
}

/// One payment as the student sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StudentPayment {
    /// Its engagement.
    pub engagement: EngagementId,
    /// The project.
    pub project: String,
    /// The host organisation.
    pub host: String,
    /// Where it stands.
    pub stage: Stage,
    /// What reaches the student, and why.
    pub pay: NetPay,
    /// The reference it was settled under; may be empty.
    pub reference: String,
    /// Why it is held, returned or voided; may be empty.
    pub note: String,
    /// The last day it is to be paid, once it is owed.
    pub due: Option<Day>,
    /// The day it was paid.
    pub settled: Option<Day>,
    /// What happened to it, the oldest first: the stage it came into, the day, and the reason where one was given.
    pub history: Vec<(Stage, Day, String)>,
}

/// The student's money.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StudentPay {
    /// Every payment, newest first.
    pub payments: Vec<StudentPayment>,
    /// Net of what is paid.
    pub paid: Cents,
    /// Net of what is on its way or set aside.
    pub coming: Cents,
    /// What was paid in each calendar year of the program's zone, the newest first.
    pub years: Vec<PaidYear>,
}

/// The payments of the student who asks.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn student_pay(cx: &Cx) -> Result<StudentPay, Failure> {
    let person = cx.person()?;
    let rows = sqlx::query!(
        "select p.id, p.engagement_id, p.amount_cents, p.stage, p.reference, p.note, p.ready_at, p.settled_at, e.terms,
             e.planned_minutes
         from payments p join engagements e on e.id = p.engagement_id
         where e.student_id = $1 order by p.id desc limit $2",
        person.id.0,
        OF_A_STUDENT
    )
    .fetch_all(cx.pool())
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut histories = histories(cx, &ids).await?;
    let (mut payments, mut settled) = (Vec::new(), Vec::new());
    for row in rows {
        let terms: Terms = serde_json::from_value(row.terms)?;
        let employee = terms.classification == Classification::Employee;
        let ready = instant(row.ready_at).map(|at| cx.program().day_of(at));
        let stage: Stage = word(&row.stage)?;
        let pay = net_pay(Cents(row.amount_cents), Minutes(row.planned_minutes), employee, cx.policy());
        let settled_at = instant(row.settled_at);
        settled.extend(settled_at.filter(|_| stage == Stage::Settled).map(|at| (at, pay)));
        let mine = histories.extract_if(.., |(payment, ..)| *payment == row.id);
        payments.push(StudentPayment {
            engagement: row.engagement_id.into(),
            project: terms.project,
            host: terms.host,
            stage,
            pay,
            reference: row.reference,
            note: row.note,
            due: ready.map(|day| cx.program().calendar.after(day, DAYS_TO_PAY)),
            settled: settled_at.map(|at| cx.program().day_of(at)),
            history: mine.map(|(_, stage, at, reason)| (stage, cx.program().day_of(at), reason)).collect(),
        });
    }
    let sum =
        |over: &dyn Fn(Stage) -> bool| Cents(payments.iter().filter(|p| over(p.stage)).map(|p| p.pay.net.0).sum());
    let paid = sum(&|stage| stage == Stage::Settled);
    let coming = sum(&|stage| !matches!(stage, Stage::Settled | Stage::Voided | Stage::Reversed));
    let years = paid_years(&settled, &cx.program().zone);
    Ok(StudentPay { payments, paid, coming, years })
}

/// Every step of these payments, the oldest first.
async fn histories(cx: &Cx, ids: &[Uuid]) -> Result<Vec<(Uuid, Stage, Instant, String)>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select subject_id, stage_to as "stage_to!", at, coalesce(reason, '') as "reason!" from events
           where subject_id = any($1) and subject = 'payment' and stage_to is not null order by id limit 5000"#,
        ids
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter().map(|row| Ok((row.subject_id, word(&row.stage_to)?, row.at.to_jiff(), row.reason))).collect()
}
