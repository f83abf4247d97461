//! The promise that every applicant is answered by the printed day: who is told when it comes near, and how well a host
//! keeps it. What still waits on day 10 is answered in `system`.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::applications::{REMEMBERED_DAYS, Reliability, reminder_on};
use domain::event::{Event, Subject};
use domain::ids::{HostId, ProjectId};
use domain::time::{Day, plus_days};

use super::letters;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{day, on};

/// Projects one run takes on, for each of the two.
const BATCH: i64 = 200;

/// Who is told that applicants still wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Told {
    /// The host, some days before the printed one.
    Host,
    /// Staff, on the printed day.
    Staff,
}

impl Told {
    /// The word of the event, by which a second round knows what was done.
    const fn command(self) -> &'static str {
        match self {
            Self::Host => "remind_of_answers",
            Self::Staff => "tell_of_answers",
        }
    }
}

/// Tells whom it is due to tell. Returns how many projects it was about; run again at once, it is about none.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let mut told = 0;
    for (whom, id) in due(cx).await? {
        told += usize::from(tell(cx, id, whom).await?);
    }
    Ok(told)
}

async fn due(cx: &Cx) -> Result<Vec<(Told, ProjectId)>, Failure> {
    let rows = sqlx::query!(
        r#"select p.id, p.apply_by <= $2 and not exists (select 1 from events e where e.subject = 'project'
                and e.subject_id = p.id and e.command = 'remind_of_answers' and e.at::date >= p.apply_by) as "host!",
            p.decide_by <= $3 and not exists (select 1 from events e where e.subject = 'project'
                and e.subject_id = p.id and e.command = 'tell_of_answers' and e.at::date >= p.apply_by) as "staff!"
           from projects p
           where p.program_id = $1 and p.stage = 'selection' and p.apply_by is not null and p.decide_by is not null
             and (p.apply_by <= $2 or p.decide_by <= $3)
             and exists (select 1 from applications a where a.project_id = p.id
                 and a.stage in ('submitted', 'shortlisted', 'interview')
                 and (a.decision_due is null or a.decision_due <= p.decide_by))
           order by p.apply_by, p.id limit $4"#,
        cx.program().id.0,
        on(reminded_until(cx)) as _,
        on(cx.today()) as _,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    let due = rows.into_iter().flat_map(|row| {
        let id: ProjectId = row.id.into();
        [(row.host, Told::Host), (row.staff, Told::Staff)]
            .into_iter()
            .filter(|(due, _)| *due)
            .map(move |(_, to)| (to, id))
    });
    Ok(due.collect())
}

/// The latest last day to apply whose hosts are reminded today or were before.
fn reminded_until(cx: &Cx) -> Day {
    super::system::latest(cx.today(), |day| reminder_on(day, cx.policy(), &cx.program().calendar))
}

/// Tells them once. The project is locked first and looked at afterwards, so that of two servers one finds it done.
async fn tell(cx: &Cx, id: ProjectId, whom: Told) -> Result<bool, Failure> {
    let mut tx = cx.begin().await?;
    let free = sqlx::query_scalar!("select id from projects where id = $1 for update skip locked", id.0)
        .fetch_optional(tx.db())
        .await?;
    if free.is_none() {
        return Ok(false);
    }
    let row = sqlx::query!(
        r#"select p.host_id, p.title, p.decide_by, h.name as host,
            (select count(*) from applications a where a.project_id = p.id
                and a.stage in ('submitted', 'shortlisted', 'interview')) as "waiting!",
            exists (select 1 from events e where e.subject = 'project' and e.subject_id = p.id and e.command = $2
                and e.at::date >= p.apply_by) as "told!"
           from projects p join hosts h on h.id = p.host_id where p.id = $1 and p.stage = 'selection'"#,
        id.0,
        whom.command(),
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row.filter(|row| !row.told && row.waiting > 0) else { return Ok(false) };
    let host: HostId = row.host_id.into();
    let belongs = Belongs { program: cx.program().id, host: Some(host), student: None };
    let event = Event {
        subject: Subject::Project,
        id: id.0,
        belongs,
        command: whom.command(),
        by: Party::System,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, id).await?;
    let owed = letters::Owed {
        project: id,
        host,
        title: &row.title,
        host_name: &row.host,
        waiting: row.waiting,
        due: day(row.decide_by),
    };
    match whom {
        Told::Host => letters::answers_due(&mut tx, &owed).await?,
        Told::Staff => letters::answers_late(&mut tx, &owed).await?,
    }
    tx.commit().await?;
    Ok(true)
}

/// How many applicants a host answered by their printed day in the last twelve months, by what the history says: for its
/// members, and for staff.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else.
pub async fn reliability(cx: &Cx, host: HostId) -> Result<Reliability, Failure> {
    let belongs = Belongs { program: cx.program().id, host: Some(host), student: None };
    if !cx.actor().parties(&belongs).contains(&Party::Host) {
        cx.require(Action::ReviewProjects)?;
    }
    let row = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where x.answered < x.ends) as "in_time!"
           from (select ((a.decision_due + 1)::timestamp at time zone g.zone) as ends,
                (select min(e.at) from events e where e.subject = 'application' and e.subject_id = a.id
                    and e.command in ('offer', 'not_select')) as answered,
                (select min(e.at) from events e where e.subject = 'application' and e.subject_id = a.id
                    and e.command in ('withdraw', 'mark_ineligible', 'lapse', 'close')) as gone,
                (select min(e.at) from events e where e.subject = 'application' and e.subject_id = a.id
                    and e.command = 'submit') as sent
               from applications a join projects p on p.id = a.project_id join programs g on g.id = a.program_id
               where p.host_id = $1 and a.program_id = $2 and a.decision_due >= $3 and a.decision_due < $4) x
           where x.sent is not null and not coalesce(x.gone < x.ends and (x.answered is null or x.gone < x.answered), false)"#,
        host.0,
        cx.program().id.0,
        on(plus_days(cx.today(), -REMEMBERED_DAYS)) as _,
        on(cx.today()) as _,
    )
    .fetch_one(cx.pool())
    .await?;
    Ok(Reliability { in_time: row.in_time, all: row.all })
}
