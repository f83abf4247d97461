//! What needs staff now: due rows of every machine in one list, what is late first, then by day.

use domain::access::Action;
use domain::dashboards::{AttentionItem, Urgency};
use domain::problems::{Kind, Stage, due_on};
use domain::time::{Day, Week, days_between, short_date};

use crate::cx::Cx;
use crate::failure::Failure;

/// Longest list; beyond it the lists behind the figures serve better.
const SHOWN: usize = 40;
/// Rows of one kind: no kind keeps another from being shown.
const MOST: i64 = 40;
/// Days after which an unfinished checklist is looked at (`workflow.md` section 3).
const ONBOARDING_DAYS: i64 = 14;

struct Row {
    kind: String,
    id: uuid::Uuid,
    title: String,
    who: String,
    since: Option<jiff_sqlx::Timestamp>,
    due: Option<jiff_sqlx::Date>,
}

/// Everything in the list is a step that staff take: who may open the home and not take them, reads none.
pub(super) async fn items(cx: &Cx) -> Result<Vec<AttentionItem>, Failure> {
    if cx.require(Action::ReviewProjects).is_err() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Row,
        r#"select * from (
            (select 'review' as "kind!", p.id as "id!", p.title as "title!", h.name as "who!", p.submitted_at as "since?", null::date as "due?"
             from projects p join hosts h on h.id = p.host_id
             where p.program_id = $1 and p.stage in ('submitted', 'in_review') order by p.submitted_at limit $2)
            union all
            (select 'change', r.id, p.title, h.name, r.submitted_at, null::date
             from project_revisions r join projects p on p.id = r.project_id join hosts h on h.id = p.host_id
             where p.program_id = $1 and r.stage = 'submitted' order by r.submitted_at limit $2)
            union all
            (select 'verify', s.host_id, h.name, '', s.created_at, null::date
             from host_standings s join hosts h on h.id = s.host_id
             where s.program_id = $1 and s.stage = 'pending' order by s.created_at limit $2)
            union all
            (select 'answer', p.id, p.title, h.name, null::timestamptz, p.decide_by
             from projects p join hosts h on h.id = p.host_id
             where p.program_id = $1 and p.stage = 'selection' and p.decide_by <= $3
                 and exists (select 1 from applications a where a.project_id = p.id and a.stage in ('submitted', 'shortlisted', 'interview'))
             order by p.decide_by limit $2)
            union all
            (select 'sign', e.id, p.title, s.name, e.created_at, e.start_on
             from engagements e join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.program_id = $1 and e.stage = 'onboarding' and e.program_signed_at is null order by e.created_at limit $2)
            union all
            (select 'hours', e.id, p.title, h.name, t.submitted_at, t.submitted_on
             from timesheets t join engagements e on e.id = t.engagement_id join projects p on p.id = e.project_id
             join hosts h on h.id = e.host_id
             where e.program_id = $1 and t.stage = 'submitted' and t.submitted_on <= $4 order by t.submitted_on limit $2)
            union all
            (select 'accept', e.id, p.title, h.name, e.submitted_at, null::date
             from engagements e join projects p on p.id = e.project_id join hosts h on h.id = e.host_id
             where e.program_id = $1 and e.stage = 'in_acceptance' order by e.submitted_at limit $2)
            union all
            (select 'extend', e.id, p.title, s.name, null::timestamptz, x.stage_on
             from extensions x join engagements e on e.id = x.engagement_id join projects p on p.id = e.project_id
             join people s on s.id = e.student_id
             where e.program_id = $1 and x.stage = 'agreed' order by x.stage_on limit $2)
            union all
            (select 'onboard', e.id, p.title, s.name, e.created_at, e.stage_on
             from engagements e join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.program_id = $1 and e.stage = 'onboarding' and e.stage_on <= $8 order by e.stage_on limit $2)
             union all
            (select case when x.kind = 'safety' then 'safety' else 'problem' end, x.id, p.title, s.name, x.created_at, x.stage_on
             from problems x join engagements e on e.id = x.engagement_id join projects p on p.id = e.project_id
             join people s on s.id = x.reporter_id
             where x.program_id = $1 and x.stage in ('open', 'mediation', 'appealed') order by x.kind <> 'safety', x.stage_on limit $2)
            union all
            (select 'help', e.id, p.title, case when d.side = 'student' then s.name else h.name end, d.created_at, null::date
             from mid_points d join engagements e on e.id = d.engagement_id join projects p on p.id = e.project_id
             join people s on s.id = e.student_id join hosts h on h.id = e.host_id
             where e.program_id = $1 and d.help <> '' and d.answer = '' order by d.created_at limit $2)
            union all
            (select 'stuck', e.id, p.title, s.name, c.created_at, null::date
             from check_ins c join engagements e on e.id = c.engagement_id join projects p on p.id = e.project_id
             join people s on s.id = e.student_id
             where e.program_id = $1 and e.stage = 'in_progress' and c.side = 'student' and c.blocked <> '' and c.answer = ''
                 and c.week >= $5 and c.created_at <= $6 order by c.created_at limit $2)
            union all
            (select 'plan', e.id, p.title, s.name, null::timestamptz, c.stage_on
             from hours_checks c join engagements e on e.id = c.engagement_id join projects p on p.id = e.project_id
             join people s on s.id = e.student_id
             where e.program_id = $1 and c.stage in ('open', 'proposed') and c.stage_on <= $7 order by c.stage_on limit $2)
            union all
            (select 'risk', e.id, p.title, s.name, e.updated_at, null::date
             from engagements e join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.program_id = $1 and e.stage = 'in_progress' and e.at_risk order by e.updated_at limit $2)
           ) x"#,
        cx.program().id.0,
        MOST,
        crate::sql::on(cx.today()) as _,
        crate::sql::on(domain::time::plus_days(cx.today(), -3)) as _,
        crate::sql::on(Week::of(cx.today()).previous().monday()) as _,
        crate::sql::at(domain::time::plus_hours(cx.at(), -48)) as _,
        crate::sql::on(cx.program().calendar.passed_since(cx.today(), domain::plans::CHASE_DAYS)) as _,
        crate::sql::on(domain::time::plus_days(cx.today(), -ONBOARDING_DAYS)) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut items: Vec<_> = rows.into_iter().map(|row| item(cx, row)).collect();
    // What concerns somebody's safety stands above everything that is only late.
    items.sort_by_key(|(deadline, item)| (item.word != "Safety", item.urgency, deadline.unwrap_or(Day::MAX)));
    Ok(items.into_iter().map(|(_, item)| item).take(SHOWN).collect())
}

/// A row in words, with the day it is due.
fn item(cx: &Cx, row: Row) -> (Option<Day>, AttentionItem) {
    let since = row.since.map(|at| cx.program().day_of(at.to_jiff()));
    let due = crate::sql::day(row.due);
    let policy = cx.policy();
    let (word, action, href, detail, deadline) = match row.kind.as_str() {
        "review" => {
            ("Review", "Review", format!("/staff/queue/{}", row.id), row.who, after(cx, since, policy.review_days))
        }
        "change" => (
            "Change",
            "Decide",
            format!("/staff/revisions/{}", row.id),
            format!("{} wants other terms", row.who),
            after(cx, since, policy.review_days),
        ),
        "verify" => (
            "Verify",
            "Check",
            format!("/staff/hosts/{}", row.id),
            "New host organisation".to_owned(),
            after(cx, since, 2),
        ),
        "answer" => (
            "Answer due",
            "Open",
            format!("/host/projects/{}/applicants", row.id),
            format!("{} owes its applicants an answer", row.who),
            due,
        ),
        "sign" => {
            ("Sign", "Sign", format!("/engagements/{}/agreement", row.id), format!("Agreement of {}", row.who), due)
        }
        "hours" => (
            "Hours wait",
            "Open",
            format!("/engagements/{}", row.id),
            format!("{} has not answered a week of hours", row.who),
            after(cx, due, policy.silent_approval_days),
        ),
        "accept" => (
            "Acceptance",
            "Open",
            format!("/engagements/{}", row.id),
            format!("{} has the final work", row.who),
            after(cx, since, policy.acceptance_days),
        ),
        "extend" => (
            "Extension",
            "Decide",
            format!("/engagements/{}#extension", row.id),
            format!("Both sides agree to extend the work of {}", row.who),
            due.map(|day| domain::extensions::answer_by(day, policy)),
        ),
        "onboard" => (
            "Onboarding",
            "Open",
            format!("/engagements/{}/onboarding", row.id),
            format!("{} has not finished the list", row.who),
            due.map(|day| domain::time::plus_days(day, ONBOARDING_DAYS)),
        ),
        "safety" | "problem" | "help" | "stuck" | "plan" => of_work(cx, &row, since, due),
        _ => ("At risk", "Step in", format!("/engagements/{}", row.id), row.who, since),
    };
    let late = deadline.is_some_and(|deadline| deadline < cx.today()) || matches!(row.kind.as_str(), "risk" | "safety");
    let item = AttentionItem {
        title: row.title,
        detail,
        word: word.to_owned(),
        urgency: if late { Urgency::Late } else { Urgency::Waiting },
        when: deadline.map(|deadline| when(deadline, cx.today())).unwrap_or_default(),
        href,
        action: action.to_owned(),
    };
    (deadline, item)
}

/// What people ask staff from the page of their work.
fn of_work(
    cx: &Cx,
    row: &Row,
    since: Option<Day>,
    due: Option<Day>,
) -> (&'static str, &'static str, String, String, Option<Day>) {
    match row.kind.as_str() {
        "safety" | "problem" => {
            let kind = if row.kind == "safety" { Kind::Safety } else { Kind::Other };
            let deadline = due.and_then(|since| due_on(Stage::Open, kind, since, &cx.program().calendar));
            let word = if kind == Kind::Safety { "Safety" } else { "Problem" };
            (word, "Answer", format!("/problems/{}", row.id), format!("{} told you of a problem", row.who), deadline)
        }
        "help" => (
            "Help",
            "Answer",
            format!("/engagements/{}#mid-point", row.id),
            format!("{} asks for help at half of the work", row.who),
            after(cx, since, 2),
        ),
        "stuck" => (
            "In the way",
            "Open",
            format!("/engagements/{}#check-ins", row.id),
            format!("{} named something in the way, and nobody answered", row.who),
            after(cx, since, 2),
        ),
        _ => (
            "Hours",
            "Open",
            format!("/engagements/{}/plan", row.id),
            format!("Nobody has agreed on the hours that are left of {}", row.who),
            due.map(|since| domain::plans::chase_on(since, &cx.program().calendar)),
        ),
    }
}

fn after(cx: &Cx, day: Option<Day>, business_days: i32) -> Option<Day> {
    day.map(|day| cx.program().calendar.after(day, business_days))
}

fn when(deadline: Day, today: Day) -> String {
    match days_between(today, deadline) {
        0 => "Due today".to_owned(),
        1 => "Due tomorrow".to_owned(),
        days if days < 0 => format!("Late since {}", short_date(deadline)),
        _ => format!("Due {}", short_date(deadline)),
    }
}
