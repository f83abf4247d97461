//! What the pages of an engagement read.

use domain::access::Action;
use domain::actor::Party;
use domain::engagements::{Engagement, Stage, Terms, missed_check_ins};
use domain::extensions::{Extent, may_propose, under_way};
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::plans::{PayMeter, PayShape, pay_meter};
use domain::policy::{NetPay, net_pay};
use domain::projects::Classification;
use domain::reviews::Side;
use domain::time::{Day, Minutes, Week};

use super::rows::{self, Held};
use super::views::{
    ClearanceLine, EngagementPage, HistoryLine, MidPointLine, MilestoneLine, OneCheckIn, PaymentLine, ReviewLine,
    WeekLine, WorkLine,
};
use crate::Cx;
use crate::extensions::ExtensionLine;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// Most lines of a list on a page; an engagement has far fewer weeks and milestones.
const MOST: i64 = 60;

/// An engagement this actor may see, read without a lock.
pub(crate) async fn visible(cx: &Cx, id: EngagementId) -> Result<Held, Failure> {
    let held = rows::read(cx, id).await?.ok_or(Failure::NotFound)?;
    if !rows::concerns(&cx.actor().parties(&held.engagement.belongs)) {
        return Err(Failure::NotFound);
    }
    Ok(held)
}

/// Whether the actor is one of these parties to an engagement.
pub(crate) fn is_any(cx: &Cx, engagement: &Engagement, parties: &[Party]) -> bool {
    cx.actor().parties(&engagement.belongs).iter().any(|party| parties.contains(party))
}

/// The page of one engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn engagement_page(cx: &Cx, id: EngagementId) -> Result<EngagementPage, Failure> {
    let Held { engagement, terms, planned, fee, .. } = visible(cx, id).await?;
    // Most work has none of the things below: those are asked for only where there are any.
    let more = sqlx::query!(
        r#"select e.revision_note, e.reason, e.reflection, e.at_risk, e.started_at,
            (select count(*) from messages m where m.engagement_id = e.id and m.author_id <> $2 and m.withdrawn_at is null
                and m.id > coalesce((select r.message_id from message_reads r where r.engagement_id = e.id
                    and r.person_id = $2), '00000000-0000-0000-0000-000000000000')) as "unread!",
            exists (select 1 from extensions x where x.engagement_id = e.id) as "extensions!",
            exists (select 1 from pauses x where x.engagement_id = e.id and x.stage in ('proposed', 'in_effect')) as "pause!",
            exists (select 1 from hours_checks x where x.engagement_id = e.id and x.stage in ('open', 'proposed')) as "check!",
            exists (select 1 from mid_points x where x.engagement_id = e.id) as "mid_points!",
            exists (select 1 from problems x where x.engagement_id = e.id) as "problems!",
            exists (select 1 from payments x where x.engagement_id = e.id) as "payments!"
           from engagements e where e.id = $1"#,
        id.0,
        cx.person()?.id.0
    )
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
    let under_way = under_way(engagement.stage());
    let extensions = if more.extensions && sees_words && under_way {
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
    let is_staff = is_any(cx, &engagement, &[Party::Staff]);
    let pay = net_pay(fee, planned, terms.classification == Classification::Employee, cx.policy());
    let check_ins = if sees_words { check_ins(cx, id).await? } else { Vec::new() };
    let started = instant(more.started_at).map(|at| cx.program().day_of(at)).filter(|_| is_staff);
    let missed = [Side::Student, Side::Host].map(|side| {
        let sent: Vec<Week> = check_ins.iter().filter(|one| one.side == side).map(|one| one.week).collect();
        let going = engagement.stage() == Stage::InProgress;
        started.filter(|_| going).map(|day| missed_check_ins(day, cx.today(), &sent)).unwrap_or_default()
    });
    let strike = engagement.stage() == Stage::NoShowStudent && crate::people::strike_stands(cx, id).await?;
    Ok(EngagementPage {
        strike,
        meter: if sees_words { Some(meter(cx, &engagement, planned, &pay, terms.classification).await?) } else { None },
        pause: if more.pause && sees_words && under_way {
            crate::pauses::open_pause(cx, &engagement).await?
        } else {
            None
        },
        hours_check: if more.check && sees_words && under_way {
            crate::plans::open_check(cx, &engagement).await?
        } else {
            None
        },
        mid_points: if more.mid_points && sees_words { mid_points(cx, &engagement).await? } else { Vec::new() },
        problems: if more.problems && sees_words {
            crate::problems::of_engagement(cx, &engagement).await?
        } else {
            Vec::new()
        },
        unread: if sees_words { more.unread } else { 0 },
        talks: sees_words,
        missed,
        pay,
        milestones: milestones(cx, id).await?,
        payments: if more.payments && sees_pay { payments(cx, id).await? } else { Vec::new() },
        reviews: if engagement.facts.accepted_on.is_some() { reviews(cx, id).await? } else { Vec::new() },
        check_ins,
        history: if sees_words { history(cx, id, sees_pay, is_staff).await? } else { Vec::new() },
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
        "select id, name, due_on, stage, decided_at, dropped_on from milestones where engagement_id = $1 order by position limit $2",
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
                dropped: crate::sql::day(row.dropped_on),
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
        "select week, side, went_well, next_steps, blocked, answer from check_ins where engagement_id = $1
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
                answer: row.answer,
            })
        })
        .collect()
}

async fn meter(
    cx: &Cx,
    engagement: &Engagement,
    planned: Minutes,
    pay: &NetPay,
    classification: Classification,
) -> Result<PayMeter, Failure> {
    let mut db = cx.pool().acquire().await?;
    let (progress, _) = crate::plans::progress(&mut db, engagement, planned).await?;
    Ok(pay_meter(pay, PayShape::of(classification), &progress, cx.policy().wage_floor))
}

/// What was said at half of the work. What help a side asks of staff is between the two of them.
async fn mid_points(cx: &Cx, engagement: &Engagement) -> Result<Vec<MidPointLine>, Failure> {
    let parties = cx.actor().parties(&engagement.belongs);
    let rows = sqlx::query!(
        "select side, going_well, change, hours, help, answer from mid_points where engagement_id = $1 order by side desc",
        engagement.id.0
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let side: Side = word(&row.side)?;
            let own = parties.contains(&Party::Staff) || parties.contains(&side.party());
            Ok(MidPointLine {
                side,
                going_well: row.going_well,
                change: row.change,
                hours: word(&row.hours)?,
                help: if own { row.help } else { String::new() },
                answer: if own { row.answer } else { String::new() },
            })
        })
        .collect()
}

/// Everything that happened to the engagement, its milestones, weeks, extensions, pauses, checks of hours, payments and
/// reviews. Payments only for who sees them. What somebody tells staff, and what staff decide about a side, stays out.
async fn history(cx: &Cx, id: EngagementId, pay: bool, staff: bool) -> Result<Vec<HistoryLine>, Failure> {
    let rows = sqlx::query!(
        r#"select v.at, v.subject, v.command, v.stage_to, v.reason, p.name as "name?"
           from events v left join people p on p.id = v.actor_id
           where v.subject_id in (
               select $1::uuid
               union all select m.id from milestones m where m.engagement_id = $1
               union all select t.id from timesheets t where t.engagement_id = $1
               union all select x.id from extensions x where x.engagement_id = $1
               union all select u.id from pauses u where u.engagement_id = $1
               union all select h.id from hours_checks h where h.engagement_id = $1
               union all select y.id from payments y where y.engagement_id = $1 and $3
               union all select b.id from problems b where b.engagement_id = $1 and $4
               union all select r.id from reviews r where r.engagement_id = $1 and $4)
             and ($4 or v.command not in ('answer_help', 'choose_classification', 'clear_authorization', 'add_entry', 'remove_entry'))
           order by v.id desc limit $2"#,
        id.0,
        MOST,
        pay,
        staff
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
           left join lateral (select n.name, n.due_on from milestones n where n.engagement_id = e.id and n.dropped_on is null
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
        r#"select e.id, e.terms, e.start_on, e.end_on, e.planned_minutes, e.authorized_until, e.authorized_from,
            e.authorized_hours, p.weekly_hours
           from engagements e join projects p on p.id = e.project_id
           where e.program_id = $1 and e.stage = $2
             and (e.work_authorization = 'needed' or (e.work_authorization = 'cleared' and (e.authorized_until < e.end_on
                or e.authorized_from > e.start_on or e.authorized_hours < p.weekly_hours)))
           order by e.start_on, e.id limit $3"#,
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
                weekly_hours: row.weekly_hours,
                until: crate::sql::day(row.authorized_until),
                cover: domain::engagements::Cover {
                    from: crate::sql::day(row.authorized_from),
                    weekly_hours: row.authorized_hours,
                },
            })
        })
        .collect()
}
