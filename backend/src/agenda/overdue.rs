//! What waits longer than it should: whoever it waits for is told, as the tables of the machines say (`waits_for`). Nothing is
//! moved, and each letter is written once.

use domain::ids::PersonId;
use domain::time::{Day, plus_days, short_date};

use crate::cx::Cx;
use crate::failure::Failure;
use crate::mail::{Letter, queue};
use crate::sql::on;

/// Letters one run writes, of each kind.
const BATCH: i64 = 200;
/// Days a host has to answer before it is reminded (`docs/workflows/host.md`).
const HOST_DAYS: i64 = 7;
/// Days after which a host on watch or suspended is looked at again.
const LOOK_AGAIN_DAYS: i64 = 30;
/// Business days before a host is reminded of work that was handed in (`workflow.md` section 3, `in_acceptance`).
const ANSWER_DAYS: i32 = 4;
/// Business days pay may wait for finance before it is reminded, and between two reminders.
const PAY_DAYS: i32 = 5;
/// Business days within which a bank or a payroll answers.
const SETTLE_DAYS: i32 = 10;

struct Waiting {
    kind: String,
    key: String,
    to: PersonId,
    /// What the sentence names.
    name: String,
    path: String,
    since: Day,
}

/// Tells whoever is waited for. Run again at once, nobody is told anything.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn tell(cx: &Cx) -> Result<(), Failure> {
    let mut waiting = hosts(cx).await?;
    waiting.extend(work(cx).await?);
    waiting.extend(pay(cx).await?);
    if waiting.is_empty() {
        return Ok(());
    }
    let mut tx = cx.begin().await?;
    for one in waiting {
        let (subject, line, action) = words(&one);
        let (action, dedupe) = (Some((action.to_owned(), one.path)), Some(one.key));
        queue(&mut tx, Letter { to: one.to, subject, lines: vec![line], action, dedupe }).await?;
    }
    tx.commit().await
}

fn words(one: &Waiting) -> (String, String, &'static str) {
    let (name, since) = (&one.name, short_date(one.since));
    match one.kind.as_str() {
        "invited" => (
            format!("{name} is not registered yet"),
            format!("You were invited on {since}. Say who you are, and you can offer projects to students."),
            "Complete it",
        ),
        "needs_info" => (
            format!("A question about {name} waits for you"),
            format!("Staff asked on {since}. Nothing can be published before you answer."),
            "Answer",
        ),
        "pending" => (
            format!("{name} waits to be verified"),
            format!("It registered or answered on {since}, and was promised a check by now."),
            "Verify it",
        ),
        "watch" => (
            format!("{name} has been on watch since {since}"),
            "Look at it again: end the watch if all is well.".to_owned(),
            "Open the host",
        ),
        "suspended" => (
            format!("{name} has been suspended since {since}"),
            "Look at it again: reinstate it, or tell the host why not.".to_owned(),
            "Open the host",
        ),
        "milestone_late" => (
            format!("“{name}” was due {since}"),
            "Hand in what you have, or ask the host for more time: both keep the work on its way.".to_owned(),
            "Hand it in",
        ),
        "milestone_waits" => (
            format!("“{name}” waits for your answer"),
            format!("It was handed in on {since}. The student goes on better with your yes or your comment."),
            "Look at it",
        ),
        "work_waits" => (
            format!("The work on “{name}” waits for your answer"),
            format!(
                "It was handed in on {since}. Accept it, or name the criterion that is not met; silence accepts it."
            ),
            "Look at it",
        ),
        _ => (
            "Pay waits for finance".to_owned(),
            format!("{name} since {since} or later. Students were promised their pay within ten business days."),
            "Open the payments",
        ),
    }
}

/// Hosts that wait for themselves or for staff.
async fn hosts(cx: &Cx) -> Result<Vec<Waiting>, Failure> {
    let rows = sqlx::query!(
        r#"select x.kind as "kind!", x.key as "key!", x.person_id as "person_id!", x.name as "name!", x.host_id as "host_id!",
                x.since as "since!" from (
            (select s.stage as kind, k.key || ':' || m.person_id as key, m.person_id, h.name, s.host_id, k.since
             from host_standings s join hosts h on h.id = s.host_id join host_members m on m.host_id = s.host_id
             cross join lateral (select (s.updated_at at time zone $2)::date as since,
                 'host:' || s.host_id || ':' || s.stage || ':' || extract(epoch from s.updated_at)::bigint as key) k
             where s.program_id = $1 and s.stage in ('invited', 'needs_info') and k.since <= $3
                 and not exists (select 1 from mails m2 where m2.dedupe_key = k.key || ':' || m.person_id) limit $7)
            union all
            (select s.stage, k.key || ':' || r.person_id, r.person_id, h.name, s.host_id, k.since
             from host_standings s join hosts h on h.id = s.host_id
             join program_roles r on r.program_id = s.program_id and r.role = 'staff'
             cross join lateral (select (s.updated_at at time zone $2)::date as since) d
             -- A host on watch or suspended is looked at every thirty days, one that waits to be verified is told of once.
             cross join lateral (select d.since, 'host:' || s.host_id || ':' || s.stage || ':'
                 || extract(epoch from s.updated_at)::bigint || ':'
                 || case when s.stage = 'pending' then 1 else ($6::date - d.since) / $8::int end as key) k
             where s.program_id = $1
                 and ((s.stage = 'pending' and k.since <= $4) or (s.stage in ('watch', 'suspended') and k.since <= $5))
                 and not exists (select 1 from mails m2 where m2.dedupe_key = k.key || ':' || r.person_id) limit $7)
           ) x"#,
        cx.program().id.0,
        cx.program().zone.iana_name().unwrap_or("UTC"),
        on(plus_days(cx.today(), -HOST_DAYS)) as _,
        on(cx.program().calendar.passed_since(cx.today(), cx.policy().review_days)) as _,
        on(plus_days(cx.today(), -LOOK_AGAIN_DAYS)) as _,
        on(cx.today()) as _,
        BATCH,
        i32::try_from(LOOK_AGAIN_DAYS).unwrap_or(30),
    )
    .fetch_all(cx.pool())
    .await?;
    let path = |kind: &str, host: uuid::Uuid| match kind {
        "invited" | "needs_info" => "/account".to_owned(),
        _ => format!("/staff/hosts/{host}"),
    };
    Ok(rows
        .into_iter()
        .map(|row| Waiting {
            path: path(&row.kind, row.host_id),
            kind: row.kind,
            key: row.key,
            to: row.person_id.into(),
            name: row.name,
            since: row.since.to_jiff(),
        })
        .collect())
}

/// Milestones that are late or unanswered, and work that is.
async fn work(cx: &Cx) -> Result<Vec<Waiting>, Failure> {
    let rows = sqlx::query!(
        r#"select x.kind as "kind!", x.key as "key!", x.person_id as "person_id!", x.name as "name!", x.engagement as "engagement!",
                x.milestone as "milestone?", x.since as "since!" from (
            (select 'milestone_late' as kind, k.key, e.student_id as person_id, m.name, e.id as engagement, m.id as milestone,
                m.due_on as since
             from engagements e join milestones m on m.engagement_id = e.id
             cross join lateral (select 'milestone-late:' || m.id || ':' || m.due_on as key) k
             where e.program_id = $1 and e.stage = 'in_progress' and m.stage in ('draft', 'changes_requested')
                 and m.dropped_on is null and m.due_on < $2
                 and not exists (select 1 from mails m2 where m2.dedupe_key = k.key) limit $5)
            union all
            (select 'milestone_waits', k.key || ':' || h.person_id, h.person_id, m.name, e.id, m.id,
                (m.submitted_at at time zone $4)::date
             from engagements e join milestones m on m.engagement_id = e.id join host_members h on h.host_id = e.host_id
             cross join lateral (select 'milestone-waits:' || m.id || ':' || m.version as key) k
             where e.program_id = $1 and e.stage in ('in_progress', 'paused') and m.stage = 'submitted'
                 and (m.submitted_at at time zone $4)::date <= $3
                 and not exists (select 1 from mails m2 where m2.dedupe_key = k.key || ':' || h.person_id) limit $5)
            union all
            (select 'work_waits', k.key || ':' || h.person_id, h.person_id, p.title, e.id, null, e.stage_on
             from engagements e join projects p on p.id = e.project_id join host_members h on h.host_id = e.host_id
             cross join lateral (select 'work-waits:' || e.id || ':' || e.stage_on as key) k
             where e.program_id = $1 and e.stage = 'in_acceptance' and e.stage_on <= $3
                 and not exists (select 1 from mails m2 where m2.dedupe_key = k.key || ':' || h.person_id) limit $5)
           ) x"#,
        cx.program().id.0,
        on(cx.today()) as _,
        on(cx.program().calendar.passed_since(cx.today(), ANSWER_DAYS)) as _,
        cx.program().zone.iana_name().unwrap_or("UTC"),
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Waiting {
            path: row.milestone.map_or_else(
                || format!("/engagements/{}", row.engagement),
                |milestone| format!("/engagements/{}/milestones/{milestone}", row.engagement),
            ),
            kind: row.kind,
            key: row.key,
            to: row.person_id.into(),
            name: row.name,
            since: row.since.to_jiff(),
        })
        .collect())
}

/// Pay that waits for finance: one letter for all of it, and the next one five business days later.
async fn pay(cx: &Cx) -> Result<Vec<Waiting>, Failure> {
    let calendar = &cx.program().calendar;
    let row = sqlx::query!(
        r#"select count(*) as "count!", min(x.since) as "since?" from (
            select (coalesce(case when stage = 'ready' then ready_at end, updated_at) at time zone $2)::date as since, stage
            from payments where program_id = $1 and stage in ('ready', 'approved', 'batched', 'on_hold', 'returned', 'submitted')) x
           where x.since <= case when x.stage = 'submitted' then $4::date else $3::date end"#,
        cx.program().id.0,
        cx.program().zone.iana_name().unwrap_or("UTC"),
        on(calendar.passed_since(cx.today(), PAY_DAYS)) as _,
        on(calendar.passed_since(cx.today(), SETTLE_DAYS)) as _,
    )
    .fetch_one(cx.pool())
    .await?;
    let Some(since) = crate::sql::day(row.since) else { return Ok(Vec::new()) };
    let people = sqlx::query_scalar!(
        r#"select r.person_id from program_roles r where r.program_id = $1 and r.role = $2
             and not exists (select 1 from mails m where m.dedupe_key >= $3 || r.person_id || ':' || $4
                 and m.dedupe_key <= $3 || r.person_id || ':' || $5)"#,
        cx.program().id.0,
        domain::actor::Role::Finance.word(),
        format!("pay-waits:{}:", cx.program().id),
        plus_days(calendar.passed_since(cx.today(), PAY_DAYS), 1).to_string(),
        cx.today().to_string(),
    )
    .fetch_all(cx.pool())
    .await?;
    let name = if row.count == 1 { "One payment waits".to_owned() } else { format!("{} payments wait", row.count) };
    let waiting = |to: uuid::Uuid| Waiting {
        kind: "pay".to_owned(),
        key: format!("pay-waits:{}:{to}:{}", cx.program().id, cx.today()),
        to: to.into(),
        name: name.clone(),
        path: "/staff/payments".to_owned(),
        since,
    };
    Ok(people.into_iter().map(waiting).collect())
}
