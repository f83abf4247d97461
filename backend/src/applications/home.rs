//! The student's home in seven reads: applications, engagements, their milestones and weeks, projects that fit (three).

use domain::access::Action;
use domain::applications::Stage as Applied;
use domain::engagements::{Stage as Work, check_in_due};
use domain::ids::{EngagementId, PersonId};
use domain::milestones::Stage as Handed;
use domain::money::Cents;
use domain::policy::{NetPay, net_pay};
use domain::projects::Draft;
use domain::time::{Day, Minutes, Week, plus_days};
use domain::timesheets::Stage as Sheet;
use uuid::Uuid;

use super::views::{CurrentWork, HomeMilestone, HomeView, MyApplication, Need, OtherWork};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{day, instant, on, word};

/// Days before its date on which a milestone begins to ask for attention.
const SOON: i64 = 3;

/// The home of the student who asks.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn student_home(cx: &Cx) -> Result<HomeView, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let person = cx.person()?;
    let (waiting, mut needs) = applications(cx, person.id).await?;
    let work = engagements(cx, person.id).await?;
    let ids: Vec<Uuid> = work.iter().map(|work| work.id.0).collect();
    let (milestones, sheets) =
        if ids.is_empty() { (Vec::new(), Vec::new()) } else { (milestones(cx, &ids).await?, sheets(cx, &ids).await?) };
    for work in &work {
        needs.extend(needs_of(cx.today(), work, &milestones, &sheets));
    }
    needs.sort_by_key(urgency);
    // The deep panel is for work that is going on; else for what comes nearest to it.
    let place = |stage: Work| match stage {
        Work::InProgress => 0,
        Work::InAcceptance | Work::Submitted => 1,
        Work::Onboarding => 2,
        Work::Paused | Work::Disputed => 3,
        _ => 4,
    };
    let deep = work.iter().filter(|w| place(w.stage) < 4).min_by_key(|w| (place(w.stage), w.end)).map(|w| w.id);
    let others = work.iter().filter(|w| Some(w.id) != deep && w.stage != Work::Completed).map(|w| OtherWork {
        engagement: w.id,
        title: w.title.clone(),
        host: w.host.clone(),
        stage: w.stage,
    });
    let others = others.collect();
    let current = work.iter().find(|w| Some(w.id) == deep).map(|w| current(cx, w, &milestones, &sheets));
    let recommended = crate::projects::recommended(cx).await?;
    let name = person.name.split_whitespace().next().unwrap_or_default().to_owned();
    Ok(HomeView { name, today: cx.today(), needs, current, others, waiting, recommended })
}

/// What expires first comes first, then what others wait for.
const fn urgency(need: &Need) -> u8 {
    match need {
        Need::Offer { .. } | Need::Confirm { .. } => 0,
        Need::Sign { .. } => 1,
        Need::Prepare { .. } | Need::Start { .. } => 2,
        Need::SendWeek { .. } => 3,
        Need::Milestone { .. } => 4,
        Need::HandIn { .. } => 5,
        Need::CheckIn { .. } => 6,
        Need::Review { .. } => 7,
    }
}

async fn applications(cx: &Cx, me: PersonId) -> Result<(Vec<MyApplication>, Vec<Need>), Failure> {
    let rows = sqlx::query!(
        r#"select a.id, a.stage, a.decision_due, a.offer_expires_at, a.submitted_at, a.confirm_by, p.title, h.name as host,
            p.amount_cents, coalesce(p.hours_high, 0) as "hours_high!", p.draft ->> 'classification' as classification
           from applications a join projects p on p.id = a.project_id join hosts h on h.id = p.host_id
           where a.student_id = $1 and a.stage in ('submitted', 'shortlisted', 'interview', 'offered')
           order by a.offer_expires_at nulls last, a.decision_due, a.id limit 30"#,
        me.0
    )
    .fetch_all(cx.pool())
    .await?;
    let (mut waiting, mut needs) = (Vec::new(), Vec::new());
    for row in rows {
        let stage: Applied = word(&row.stage)?;
        let until = instant(row.offer_expires_at);
        if stage != Applied::Offered {
            if let Some(by) = day(row.confirm_by) {
                let (host, title) = (row.host.clone(), row.title.clone());
                needs.push(Need::Confirm { application: row.id.into(), host, title, by });
            }
            waiting.push(MyApplication {
                id: row.id.into(),
                title: row.title,
                host: row.host,
                stage,
                decision_due: day(row.decision_due),
                offer_expires_at: None,
                submitted_at: instant(row.submitted_at),
            });
        } else if until.is_none_or(|until| until > cx.at()) {
            let draft = Draft {
                amount: row.amount_cents.map(Cents),
                hours_high: row.hours_high,
                classification: row.classification.as_deref().map(word).transpose()?,
                ..Draft::default()
            };
            needs.push(Need::Offer {
                application: row.id.into(),
                host: row.host,
                title: row.title,
                pay: draft.net_pay(cx.policy()),
                hours: row.hours_high,
                until,
            });
        }
    }
    Ok((waiting, needs))
}

/// One engagement of the student, as far as the home needs it.
struct Engaged {
    id: EngagementId,
    stage: Work,
    title: String,
    host: String,
    supervisor: String,
    planned: Minutes,
    fee: Cents,
    employee: bool,
    start: Day,
    end: Day,
    signed: bool,
    ready_to_start: bool,
    /// Things of the onboarding list that the student has to do besides signing.
    left: i64,
    checked_in: bool,
    review_closes: Option<Day>,
}

async fn engagements(cx: &Cx, me: PersonId) -> Result<Vec<Engaged>, Failure> {
    let rows = sqlx::query!(
        r#"select e.id, e.stage, e.start_on, e.end_on, e.planned_minutes, e.fee_cents, e.classification, p.title,
            h.name as host, coalesce(nullif(p.draft ->> 'supervisor_name', ''), h.name) as "supervisor!",
            e.student_signed_at is not null as "signed!",
            e.host_signed_at is not null and e.program_signed_at is not null and (e.work_authorization = 'not_needed' or (e.work_authorization = 'cleared' and e.authorized_until >= e.end_on
                    and (e.authorized_from is null or e.authorized_from <= e.start_on)))
                and e.classification_note <> ''
                and ('kickoff' <> all(e.required) or e.kickoff_on is not null)
                and ('goals' <> all(e.required) or (e.learning_goals <> '' and e.goals_by is null))
                and ('tax_form' <> all(e.required) or e.tax_form in ('on_file', 'routed'))
                and own.survey = 0 and own.training = 0 and e.student_started_at is null as "ready!",
            case when 'goals' = any(e.required) and (e.learning_goals = '' or e.goals_by = 'host') then 1 else 0 end
                + case when 'tax_form' = any(e.required) and e.tax_form = 'open' then 1 else 0 end
                + case when e.work_authorization = 'unsaid' then 1 else 0 end + own.survey + own.training as "left!",
            exists (select 1 from check_ins c
                where c.engagement_id = e.id and c.side = 'student' and c.week = $2) as "checked_in!",
            (select r.closes_on from reviews r where r.engagement_id = e.id and r.side = 'student'
                and r.stage = 'draft' and r.closes_on >= $3) as review_closes
           from engagements e join projects p on p.id = e.project_id join hosts h on h.id = e.host_id
           cross join lateral (select
               case when 'survey' = any(e.required) and not exists (select 1 from survey_answers a
                   where a.engagement_id = e.id and a.person_id = e.student_id and a.kind = 'pre') then 1 else 0 end as survey,
               (select count(*) from unnest(e.modules) m where not exists (select 1 from training_results t
                   where t.person_id = e.student_id and t.module = m and t.passed)) as training) own
           where e.student_id = $1
             and (e.stage in ('onboarding', 'in_progress', 'paused', 'submitted', 'in_acceptance', 'accepted', 'paid', 'disputed')
                or exists (select 1 from reviews r where r.engagement_id = e.id and r.side = 'student'
                    and r.stage = 'draft' and r.closes_on >= $3))
           order by e.end_on, e.id limit 12"#,
        me.0,
        on(Week::of(cx.today()).monday()) as _,
        on(cx.today()) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Engaged {
                id: row.id.into(),
                stage: word(&row.stage)?,
                title: row.title,
                host: row.host,
                supervisor: row.supervisor,
                planned: Minutes(row.planned_minutes),
                fee: Cents(row.fee_cents),
                employee: row.classification == "employee",
                start: row.start_on.to_jiff(),
                end: row.end_on.to_jiff(),
                signed: row.signed,
                ready_to_start: row.signed && row.ready,
                left: row.left,
                checked_in: row.checked_in,
                review_closes: day(row.review_closes),
            })
        })
        .collect()
}

async fn milestones(cx: &Cx, ids: &[Uuid]) -> Result<Vec<(EngagementId, HomeMilestone)>, Failure> {
    let rows = sqlx::query!(
        "select id, engagement_id, name, due_on, stage, decided_at from milestones
         where engagement_id = any($1) and dropped_on is null order by engagement_id, position limit 200",
        ids
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let milestone = HomeMilestone {
                id: row.id.into(),
                name: row.name,
                due: row.due_on.to_jiff(),
                stage: word(&row.stage)?,
                decided_on: instant(row.decided_at).map(|at| cx.program().day_of(at)),
            };
            Ok((row.engagement_id.into(), milestone))
        })
        .collect()
}

/// One week of one engagement.
struct Logged {
    engagement: EngagementId,
    week: Week,
    stage: Sheet,
    time: Minutes,
}

async fn sheets(cx: &Cx, ids: &[Uuid]) -> Result<Vec<Logged>, Failure> {
    let rows = sqlx::query!(
        r#"select t.engagement_id, t.week, t.stage,
            (select coalesce(sum(n.minutes), 0) from time_entries n where n.timesheet_id = t.id)::int as "minutes!"
           from timesheets t where t.engagement_id = any($1) order by t.week limit 400"#,
        ids
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Logged {
                engagement: row.engagement_id.into(),
                week: Week::of(row.week.to_jiff()),
                stage: word(&row.stage)?,
                time: Minutes(row.minutes),
            })
        })
        .collect()
}

/// What one engagement asks of the student today.
fn needs_of(today: Day, work: &Engaged, milestones: &[(EngagementId, HomeMilestone)], sheets: &[Logged]) -> Vec<Need> {
    let (engagement, host, title) = (work.id, work.host.clone(), work.title.clone());
    let mut needs = Vec::new();
    if work.stage == Work::Onboarding && !work.signed {
        needs.push(Need::Sign { engagement, host: host.clone(), title: title.clone(), start: work.start });
    }
    if work.stage == Work::Onboarding && work.signed && work.left > 0 {
        needs.push(Need::Prepare { engagement, host: host.clone(), left: work.left, start: work.start });
    }
    if work.stage == Work::Onboarding && work.ready_to_start && work.start <= today {
        needs.push(Need::Start { engagement, host: host.clone(), start: work.start });
    }
    for sheet in sheets.iter().filter(|sheet| sheet.engagement == engagement && sheet.time.0 > 0) {
        let returned = sheet.stage == Sheet::Returned;
        if returned || (sheet.stage == Sheet::Open && sheet.week.sunday() < today) {
            needs.push(Need::SendWeek { engagement, host: host.clone(), week: sheet.week, time: sheet.time, returned });
        }
    }
    if work.stage == Work::InProgress {
        let mut mine = milestones.iter().filter(|(id, _)| *id == engagement).map(|(_, milestone)| milestone);
        let open = mine.clone().find(|m| matches!(m.stage, Handed::Draft | Handed::ChangesRequested));
        let sent_back = mine.clone().find(|m| m.stage == Handed::ChangesRequested);
        let asks = sent_back.or_else(|| open.filter(|m| m.due <= plus_days(today, SOON)));
        needs.extend(asks.map(|milestone| Need::Milestone {
            engagement,
            milestone: milestone.id,
            name: milestone.name.clone(),
            due: milestone.due,
            changes: milestone.stage == Handed::ChangesRequested,
        }));
        if open.is_none() && mine.next().is_some() {
            needs.push(Need::HandIn { engagement, title, end: work.end });
        }
        let due = check_in_due(today).filter(|_| !work.checked_in);
        needs.extend(due.map(|due| Need::CheckIn { engagement, with: work.supervisor.clone(), due }));
    }
    needs.extend(work.review_closes.map(|closes_on| Need::Review { engagement, host, closes_on }));
    needs
}

fn current(cx: &Cx, work: &Engaged, milestones: &[(EngagementId, HomeMilestone)], sheets: &[Logged]) -> CurrentWork {
    let logged = |approved: bool| {
        let mine = sheets.iter().filter(|sheet| sheet.engagement == work.id);
        Minutes(mine.filter(|sheet| (sheet.stage == Sheet::Approved) == approved).map(|sheet| sheet.time.0).sum())
    };
    let pay: NetPay = net_pay(work.fee, work.planned, work.employee, cx.policy());
    CurrentWork {
        engagement: work.id,
        stage: work.stage,
        host: work.host.clone(),
        supervisor: work.supervisor.clone(),
        title: work.title.clone(),
        planned: work.planned,
        approved: logged(true),
        waiting: logged(false),
        pay,
        milestones: milestones
            .iter()
            .filter(|(id, _)| *id == work.id)
            .map(|(_, milestone)| milestone.clone())
            .collect(),
        start: work.start,
        end: work.end,
    }
}
