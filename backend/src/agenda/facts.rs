//! What is due for one person on one side: three reads, whoever asks and however much it is.

use domain::agenda::{Applied, Facts, HostTalk, Milestone, Owed, ReviewWindow, Revision, Selection, Sheet, Talk, Work};
use domain::engagements::Stage;
use domain::ids::{PersonId, ProgramId};
use domain::machine::Word as _;
use domain::reviews::Side;
use domain::time::{Day, Instant};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::failure::Failure;
use crate::programs::Program;
use crate::sql::{at, day, instant, on, word};

/// Most rows of each list: far above what the limits of a program allow.
const MOST: i64 = 100;

/// Everything with a date that concerns `person` as a student, or as a member of host organisations.
pub(super) async fn read(
    db: &mut PgConnection,
    program: &Program,
    person: PersonId,
    side: Side,
    (now, today): (Instant, Day),
) -> Result<Facts, Failure> {
    let mut facts = Facts { work: work(db, program, person, side, today).await?, ..Facts::default() };
    let program = program.id;
    match side {
        Side::Student => facts.applications = applications(db, program, person, now).await?,
        Side::Host => {
            facts.selections = selections(db, program, person).await?;
            facts.talks = talks(db, program, person).await?;
        }
    }
    Ok(facts)
}

async fn applications(
    db: &mut PgConnection,
    program: ProgramId,
    person: PersonId,
    now: Instant,
) -> Result<Vec<Applied>, Failure> {
    let rows = sqlx::query!(
        r#"select a.id, a.stage, a.decision_due, a.confirm_by, a.offer_expires_at, p.title, h.name as host,
            a.version + p.version + coalesce(i.version, 0) as "number!",
            greatest(a.updated_at, p.updated_at, i.updated_at) as "changed!: jiff_sqlx::Timestamp",
            i.minutes as "minutes?", i.picked as "picked?",
            (select min(t) from unnest(i.times) t where t > $4) as "first?: jiff_sqlx::Timestamp"
           from applications a join projects p on p.id = a.project_id join hosts h on h.id = p.host_id
           left join interviews i on i.application_id = a.id
           where a.student_id = $1 and a.program_id = $2 and a.stage in ('submitted', 'shortlisted', 'interview', 'offered')
           order by a.id limit $3"#,
        person.0,
        program.0,
        MOST,
        at(now) as _,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Applied {
                talk: row.minutes.map(|minutes| Talk {
                    first: instant(row.first),
                    picked: instant(row.picked),
                    minutes,
                }),
                application: row.id.into(),
                project: row.title,
                host: row.host,
                stage: word(&row.stage)?,
                answer_by: day(row.decision_due),
                confirm_by: day(row.confirm_by),
                offer_until: instant(row.offer_expires_at),
                revision: Revision { number: row.number, at: row.changed.to_jiff() },
            })
        })
        .collect()
}

/// Talks whose time is picked, from today on.
async fn talks(db: &mut PgConnection, program: ProgramId, person: PersonId) -> Result<Vec<HostTalk>, Failure> {
    let rows = sqlx::query!(
        r#"select a.id, p.title, s.name, i.picked as "picked!", a.version + i.version as "number!",
            greatest(a.updated_at, i.updated_at) as "changed!: jiff_sqlx::Timestamp"
           from interviews i join applications a on a.id = i.application_id join projects p on p.id = a.project_id
           join people s on s.id = a.student_id
           where i.picked is not null and a.stage = 'interview' and a.program_id = $2
             and p.host_id in (select m.host_id from host_members m where m.person_id = $1)
           order by i.picked, a.id limit $3"#,
        person.0,
        program.0,
        MOST
    )
    .fetch_all(db)
    .await?;
    let talks = rows.into_iter().map(|row| HostTalk {
        application: row.id.into(),
        project: row.title,
        with: row.name,
        at: row.picked.to_jiff(),
        revision: Revision { number: row.number, at: row.changed.to_jiff() },
    });
    Ok(talks.collect())
}

async fn selections(db: &mut PgConnection, program: ProgramId, person: PersonId) -> Result<Vec<Selection>, Failure> {
    let rows = sqlx::query!(
        r#"select p.id, p.title,
            count(*) filter (where a.stage in ('submitted', 'shortlisted', 'interview')) as "waiting!",
            min(a.decision_due) filter (where a.stage in ('submitted', 'shortlisted', 'interview')) as due,
            (p.version + sum(a.version))::int as "number!",
            greatest(p.updated_at, max(a.updated_at)) as "changed!: jiff_sqlx::Timestamp"
           from projects p join applications a on a.project_id = p.id
           where p.host_id in (select m.host_id from host_members m where m.person_id = $1)
             and p.program_id = $2 and p.stage in ('published', 'paused', 'selection')
           group by p.id order by p.id limit $3"#,
        person.0,
        program.0,
        MOST
    )
    .fetch_all(db)
    .await?;
    let selections = rows.into_iter().filter_map(|row| {
        Some(Selection {
            project: row.id.into(),
            title: row.title,
            waiting: row.waiting,
            answer_by: day(row.due)?,
            revision: Revision { number: row.number, at: row.changed.to_jiff() },
        })
    });
    Ok(selections.collect())
}

async fn work(
    db: &mut PgConnection,
    program: &Program,
    person: PersonId,
    side: Side,
    today: Day,
) -> Result<Vec<Work>, Failure> {
    let rows = sqlx::query!(
        r#"select e.id, e.stage, e.stage_on, e.start_on, e.end_on, e.kickoff_on, p.title,
            (e.kickoff_on + make_interval(mins => e.kickoff_minute::integer)) at time zone g.zone
                as "kickoff_at?: jiff_sqlx::Timestamp",
            case when $3 then h.name else s.name end as "with!",
            (case when $3 then e.student_signed_at else e.host_signed_at end) is not null as "signed!",
            e.version + p.version as "number!", greatest(e.updated_at, p.updated_at) as "changed!: jiff_sqlx::Timestamp",
            (select coalesce(json_agg(c.week), '[]') from check_ins c
                where c.engagement_id = e.id and c.side = $4) as "checked_in!: Json<Vec<Day>>",
            exists (select 1 from mid_points d where d.engagement_id = e.id and d.side = $4) as "mid_point_sent!",
            (select h.stage_on from hours_checks h where h.engagement_id = e.id and h.stage in ('open', 'proposed')
                order by h.id desc limit 1) as "hours_since?",
            (select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'due', m.due_on, 'stage', m.stage,
                    'revision', json_build_object('number', m.version, 'at', m.updated_at))), '[]')
                from milestones m where m.engagement_id = e.id and m.stage <> 'accepted'
                and m.dropped_on is null) as "milestones!: Json<Vec<Milestone>>",
            (select coalesce(json_agg(json_build_object('id', t.id, 'week', t.week, 'stage', t.stage, 'sent', t.submitted_on,
                    'minutes', (select coalesce(sum(n.minutes), 0) from time_entries n where n.timesheet_id = t.id),
                    'revision', json_build_object('number', t.version, 'at', t.updated_at))), '[]')
                from timesheets t where t.engagement_id = e.id and t.stage <> 'approved') as "sheets!: Json<Vec<Sheet>>",
            (select json_build_object('id', r.id, 'closes', r.closes_on,
                    'revision', json_build_object('number', r.version, 'at', r.updated_at))
                from reviews r where r.engagement_id = e.id and r.side = $4 and r.stage = 'draft'
                and r.closes_on >= $5) as "review?: Json<ReviewWindow>",
            (select coalesce(json_agg(json_build_object('id', y.id, 'since', (y.ready_at at time zone g.zone)::date,
                    'revision', json_build_object('number', y.version, 'at', y.updated_at))), '[]')
                from payments y where y.engagement_id = e.id and y.ready_at is not null and $3
                and y.stage in ('ready', 'approved', 'batched', 'submitted')) as "owed!: Json<Vec<Owed>>"
           from engagements e join projects p on p.id = e.project_id join programs g on g.id = e.program_id
           join hosts h on h.id = e.host_id join people s on s.id = e.student_id
           where e.program_id = $1
             and e.id in (select x.id from engagements x where x.student_id = $2 and $3
                union all select x.id from engagements x join host_members m on m.host_id = x.host_id
                where m.person_id = $2 and not $3)
             and (e.stage in ('onboarding', 'in_progress', 'paused', 'submitted', 'in_acceptance', 'accepted', 'paid', 'disputed')
                or exists (select 1 from reviews r where r.engagement_id = e.id and r.side = $4
                    and r.stage = 'draft' and r.closes_on >= $5))
           order by e.end_on, e.id limit $6"#,
        program.id.0,
        person.0,
        side == Side::Student,
        side.word(),
        on(today) as _,
        MOST
    )
    .fetch_all(&mut *db)
    .await?;
    let before: Vec<Uuid> = rows.iter().filter(|row| row.stage == Stage::Onboarding.word()).map(|row| row.id).collect();
    let lists = crate::engagements::read_all(db, program, &before).await?;
    let prepare_by = |id: Uuid| {
        let held = lists.iter().find(|held| held.engagement.id.0 == id)?;
        domain::onboarding::prepare_by(&held.engagement.facts, side)
    };
    rows.into_iter()
        .map(|row| {
            Ok(Work {
                prepare_by: prepare_by(row.id),
                engagement: row.id.into(),
                project: row.title,
                with: row.with,
                stage: word(&row.stage)?,
                since: row.stage_on.to_jiff(),
                start: row.start_on.to_jiff(),
                end: row.end_on.to_jiff(),
                kickoff: day(row.kickoff_on),
                kickoff_at: instant(row.kickoff_at),
                signed: row.signed,
                checked_in: row.checked_in.0,
                mid_point_sent: row.mid_point_sent,
                hours_by: day(row.hours_since).map(|since| domain::plans::chase_on(since, &program.calendar)),
                milestones: row.milestones.0,
                sheets: row.sheets.0,
                review: row.review.map(|review| review.0),
                owed: row.owed.0,
                revision: Revision { number: row.number, at: row.changed.to_jiff() },
            })
        })
        .collect()
}
