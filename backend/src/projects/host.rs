//! What host members read.

use domain::access::Action;
use domain::actor::{Belongs, HostRole, Party};
use domain::engagements::check_in_due;
use domain::ids::{HostId, ProjectId};
use domain::projects::{Draft, Project, Stage, Strip, scope, strip};
use domain::time::{Instant, Minutes, Week};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::views::{
    Comment, Earlier, Edit, Happened, HostHome, HostName, HostProject, HostRow, Need, NeedKind, NewProject, Wizard,
    Working,
};
use super::{beginnings, check};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{day, on, word};

/// Organisations staff or faculty can choose from.
const HOSTS: i64 = 500;

/// A project's row for pages of its own people.
pub(super) struct Own {
    pub(super) belongs: Belongs,
    pub(super) stage: Stage,
    pub(super) draft: Draft,
    pub(super) before: Option<Draft>,
    pub(super) author: Uuid,
    pub(super) author_name: String,
    pub(super) reviewer: Option<(Uuid, String)>,
    pub(super) host: String,
    pub(super) host_id: HostId,
    pub(super) version: i32,
    pub(super) updated_at: Instant,
    pub(super) submitted_at: Option<Instant>,
    pub(super) apply_by: Option<domain::time::Day>,
    pub(super) decide_by: Option<domain::time::Day>,
    pub(super) facts: domain::projects::Facts,
}

/// Reads a project for somebody who is a party to it.
pub(super) async fn own(db: &mut PgConnection, cx: &Cx, id: ProjectId) -> Result<Own, Failure> {
    let row = sqlx::query!(
        r#"select p.host_id, p.stage, p.draft as "draft!: Json<Draft>", p.reviewed as "reviewed?: Json<Draft>", p.author_id,
            a.name as author, p.reviewer_id, r.name as "reviewer?", h.name as host, p.version, p.updated_at, p.submitted_at,
            p.apply_by, p.decide_by, p.reopened, p.hidden_by, p.publish_on, p.blocking, s.stage as host_stage
           from projects p join people a on a.id = p.author_id join hosts h on h.id = p.host_id
           join host_standings s on s.program_id = p.program_id and s.host_id = p.host_id
           left join people r on r.id = p.reviewer_id
           where p.id = $1 and p.program_id = $2"#,
        id.0,
        cx.program().id.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Failure::NotFound)?;
    let belongs = Belongs { program: cx.program().id, host: Some(row.host_id.into()), student: None };
    if cx.actor().parties(&belongs).is_empty() {
        return Err(Failure::NotFound);
    }
    let updated_at = row.updated_at.to_jiff();
    Ok(Own {
        belongs,
        stage: word(&row.stage)?,
        draft: row.draft.0,
        before: row.reviewed.map(|draft| draft.0),
        author: row.author_id,
        author_name: row.author,
        reviewer: row.reviewer_id.zip(row.reviewer),
        host: row.host,
        host_id: row.host_id.into(),
        version: row.version,
        updated_at,
        submitted_at: crate::sql::instant(row.submitted_at),
        apply_by: day(row.apply_by),
        decide_by: day(row.decide_by),
        facts: domain::projects::Facts {
            author: row.author_id.into(),
            reviewer: row.reviewer_id.map(Into::into),
            blocking: usize::try_from(row.blocking).unwrap_or(0),
            host: word(&row.host_stage)?,
            apply_by: day(row.apply_by),
            reopened: row.reopened,
            hidden_by: row.hidden_by.as_deref().and_then(Party::from_word),
            publish_on: day(row.publish_on),
            since: cx.program().day_of(updated_at),
        },
    })
}

impl Own {
    /// Whether the reader is of its host.
    fn is_of_host(&self, cx: &Cx) -> bool {
        cx.actor().parties(&self.belongs).contains(&Party::Host)
    }

    /// Whether the reader wrote it.
    fn is_by(&self, cx: &Cx) -> bool {
        cx.actor().person_id().is_some_and(|person| person.0 == self.author)
    }

    /// What the reader could do now.
    pub(super) fn offers(&self, cx: &Cx, id: ProjectId) -> Vec<domain::projects::Command> {
        Project::restore(id, self.belongs, self.facts.clone(), self.stage).offers(cx.actor())
    }
}

/// Comments of staff, newest first.
pub(super) async fn comments(db: &mut PgConnection, id: ProjectId, open_only: bool) -> Result<Vec<Comment>, Failure> {
    let rows = sqlx::query!(
        r#"select c.id, c.field, c.body, a.name as author, c.created_at, c.settled_at is not null as "settled!", c.answer,
            coalesce(b.name, '') as "answered_by!"
           from project_comments c join people a on a.id = c.author_id left join people b on b.id = c.answered_by
           where c.project_id = $1 and (not $2 or c.settled_at is null) order by c.created_at desc, c.id limit 60"#,
        id.0,
        open_only,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Comment {
            id: row.id,
            field: row.field,
            body: row.body,
            author: row.author,
            at: row.created_at.to_jiff(),
            settled: row.settled,
            answer: row.answer,
            answered_by: row.answered_by,
        })
        .collect())
}

/// Who changed the answers last, and who the last other person was; the newest first.
pub(super) async fn edits(db: &mut PgConnection, id: ProjectId) -> Result<Vec<Edit>, Failure> {
    let row = sqlx::query!(
        r#"select p.edited_by, p.edited_at, e.name as "editor?", p.other_by, p.other_at, o.name as "other?"
           from projects p left join people e on e.id = p.edited_by left join people o on o.id = p.other_by where p.id = $1"#,
        id.0,
    )
    .fetch_one(db)
    .await?;
    let edit = |by: Option<Uuid>, name: Option<String>, at: Option<jiff_sqlx::Timestamp>| {
        Some(Edit { by: by?.into(), name: name?, at: at?.to_jiff() })
    };
    let both = [edit(row.edited_by, row.editor, row.edited_at), edit(row.other_by, row.other, row.other_at)];
    Ok(both.into_iter().flatten().collect())
}

/// The project's own history, newest first.
pub(super) async fn history(db: &mut PgConnection, id: ProjectId) -> Result<Vec<Happened>, Failure> {
    let rows = sqlx::query!(
        r#"select e.command, e.party, coalesce(a.name, '') as "actor!", coalesce(e.stage_to, '') as "to!",
            coalesce(e.reason, '') as "reason!", e.at
           from events e left join people a on a.id = e.actor_id where e.subject_id = $1 order by e.id desc limit 30"#,
        id.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Happened {
            command: r.command,
            party: r.party,
            actor: r.actor,
            to: r.to,
            reason: r.reason,
            at: r.at.to_jiff(),
        })
        .collect())
}

/// A host's home: what waits for them and where their projects stand.
///
/// # Errors
/// [`Failure::NotFound`] for people without a host organisation.
pub async fn host_home(cx: &Cx) -> Result<HostHome, Failure> {
    cx.require(Action::ViewHostHome)?;
    let mine: Vec<Uuid> = cx.person()?.hosts.iter().map(|(id, _)| id.0).collect();
    let mut db = cx.pool().acquire().await?;
    let hosts = host_names(&mut db, cx, &mine).await?;
    let needs = needs(&mut db, cx, &mine).await?;
    let rows = sqlx::query!(
        r#"select p.id, p.title, p.stage, h.name as host, p.score, p.apply_by, p.decide_by, p.created_at,
            case when p.title = '' then left(coalesce(p.draft ->> 'problem', ''), 80) else '' end as "gist!",
            (select count(*) from applications a where a.project_id = p.id
                and a.stage in ('submitted', 'shortlisted', 'interview')) as "waiting!",
            (select count(*) from engagements e where e.project_id = p.id
                and e.stage in ('onboarding', 'in_progress', 'submitted', 'in_acceptance', 'paused', 'disputed')) as "working!"
           from projects p join hosts h on h.id = p.host_id
           where p.host_id = any($1) and p.program_id = $2 and p.stage <> 'archived' order by p.updated_at desc limit 100"#,
        &mine,
        cx.program().id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut projects = Vec::with_capacity(rows.len());
    for row in rows {
        projects.push(HostRow {
            id: row.id.into(),
            title: row.title,
            gist: row.gist,
            begun_at: row.created_at.to_jiff(),
            stage: word(&row.stage)?,
            host: row.host,
            score: row.score,
            waiting: row.waiting,
            working: row.working,
            apply_by: day(row.apply_by),
            decide_by: day(row.decide_by),
        });
    }
    let working = working(&mut db, cx, &mine).await?;
    Ok(HostHome { hosts, needs, working, projects })
}

/// The students who work for these hosts or are about to, the first to end first.
async fn working(db: &mut PgConnection, cx: &Cx, mine: &[Uuid]) -> Result<Vec<Working>, Failure> {
    let rows = sqlx::query!(
        r#"select e.id, s.name, p.title, e.stage, e.planned_minutes, e.start_on, e.end_on, e.at_risk,
            (select coalesce(sum(t.minutes), 0)::int from timesheets t where t.engagement_id = e.id) as "logged!"
           from engagements e join projects p on p.id = e.project_id join people s on s.id = e.student_id
           where e.host_id = any($1) and e.program_id = $2
             and e.stage in ('onboarding', 'in_progress', 'submitted', 'in_acceptance', 'paused', 'disputed')
           order by e.end_on, e.id limit 50"#,
        mine,
        cx.program().id.0,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Working {
                id: row.id.into(),
                student: row.name,
                project: row.title,
                stage: word(&row.stage)?,
                at_risk: row.at_risk,
                logged: Minutes(row.logged),
                planned: Minutes(row.planned_minutes),
                start_on: row.start_on.to_jiff(),
                end_on: row.end_on.to_jiff(),
            })
        })
        .collect()
}

async fn host_names(db: &mut PgConnection, cx: &Cx, ids: &[Uuid]) -> Result<Vec<HostName>, Failure> {
    let rows = sqlx::query!(
        "select h.id, h.name, s.stage from hosts h join host_standings s on s.host_id = h.id and s.program_id = $2
         where h.id = any($1) order by h.name, h.id",
        ids,
        cx.program().id.0,
    )
    .fetch_all(db)
    .await?;
    let role = |id: Uuid| -> Option<HostRole> {
        cx.person().ok()?.hosts.iter().find(|(host, _)| host.0 == id).map(|(_, role)| *role)
    };
    rows.into_iter()
        .map(|row| Ok(HostName { id: row.id.into(), name: row.name, stage: word(&row.stage)?, role: role(row.id) }))
        .collect()
}

/// Everything that waits for a host in one list, most urgent first; what has no day comes first.
async fn needs(db: &mut PgConnection, cx: &Cx, mine: &[Uuid]) -> Result<Vec<Need>, Failure> {
    let rows = sqlx::query!(
        r#"select kind as "kind!", title as "title!", project_id as "project_id!", subject as "subject!", part as "part!",
            person as "person!", count as "count!", due as "due?", week as "week?" from (
            (select 'applicants' as kind, p.title, p.id as project_id, p.id as subject, p.id as part, '' as person,
                count(*) as count, min(a.decision_due) as due, null::date as week
             from projects p join applications a on a.project_id = p.id and a.stage in ('submitted', 'shortlisted', 'interview')
             where p.host_id = any($1) and p.program_id = $2 and p.stage in ('published', 'paused', 'selection') group by p.id limit 50)
            union all
            (select p.stage, p.title, p.id, p.id, p.id, '', 1, null, null from projects p
             where p.host_id = any($1) and p.program_id = $2 and p.stage in ('changes_requested', 'awaiting_host_acceptance') limit 50)
            union all
            (select 'hours', p.title, p.id, e.id, t.id, s.name, 1, t.submitted_on, t.week
             from engagements e join timesheets t on t.engagement_id = e.id and t.stage = 'submitted'
             join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.host_id = any($1) and e.program_id = $2 order by t.submitted_on limit 50)
            union all
            (select 'milestone', p.title, p.id, e.id, m.id, s.name, 1, m.due_on, null
             from engagements e join milestones m on m.engagement_id = e.id and m.stage = 'submitted'
             join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.host_id = any($1) and e.program_id = $2 and e.stage in ('in_progress', 'submitted', 'in_acceptance') limit 50)
            union all
            (select case when e.stage = 'onboarding' then 'sign' else 'work' end, p.title, p.id, e.id, e.id, s.name, 1,
                case when e.stage = 'onboarding' then e.start_on end, null
             from engagements e join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.host_id = any($1) and e.program_id = $2
                and (e.stage in ('submitted', 'in_acceptance') or (e.stage = 'onboarding' and e.host_signed_at is null)) limit 50)
            union all
            (select 'review', p.title, p.id, e.id, r.id, s.name, 1, r.closes_on, null
             from engagements e join reviews r on r.engagement_id = e.id and r.side = 'host' and r.stage = 'draft'
             join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.host_id = any($1) and e.program_id = $2 limit 50)
            union all
            (select 'check_in', p.title, p.id, e.id, e.id, s.name, 1, $3::date, null
             from engagements e join projects p on p.id = e.project_id join people s on s.id = e.student_id
             where e.host_id = any($1) and e.program_id = $2 and e.stage = 'in_progress' and $3::date is not null
                and not exists (select 1 from check_ins c where c.engagement_id = e.id and c.side = 'host' and c.week = $4) limit 50)
           ) needs order by due nulls first, title, part limit 60"#,
        mine,
        cx.program().id.0,
        check_in_due(cx.today()).map(on) as _,
        on(Week::of(cx.today()).monday()) as _,
    )
    .fetch_all(db)
    .await?;
    let mut needs = Vec::with_capacity(rows.len());
    for row in rows {
        let engagement = row.subject.into();
        let mut due = day(row.due);
        let kind = match row.kind.as_str() {
            "applicants" => NeedKind::Applicants,
            "changes_requested" => NeedKind::Changes,
            "awaiting_host_acceptance" => NeedKind::Scope,
            "hours" => {
                // Silence approves a week: that day is the one to name.
                due = due.map(|sent| cx.program().calendar.after(sent, cx.policy().silent_approval_days));
                NeedKind::Hours(engagement, row.part.into(), Week::of(day(row.week).unwrap_or(cx.today())))
            }
            "milestone" => NeedKind::Milestone(engagement, row.part.into()),
            "sign" => NeedKind::Sign(engagement),
            "review" => NeedKind::Review(engagement),
            "check_in" => NeedKind::CheckIn(engagement),
            _ => NeedKind::Work(engagement),
        };
        needs.push(Need {
            kind,
            project: row.title,
            project_id: row.project_id.into(),
            person: row.person,
            count: row.count,
            due,
        });
    }
    Ok(needs)
}

/// A host's own page of one project; staff and whoever wrote it may read it too.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else.
pub async fn host_project(cx: &Cx, id: ProjectId) -> Result<HostProject, Failure> {
    let mut db = cx.pool().acquire().await?;
    let own = own(&mut db, cx, id).await?;
    let by_host = own.is_of_host(cx);
    if !by_host && !own.is_by(cx) && !cx.actor().parties(&own.belongs).contains(&Party::Staff) {
        return Err(Failure::NotFound);
    }
    let facts = check::facts(&mut db, cx, own.host_id, id, &own.draft).await?;
    let counts = sqlx::query!(
        r#"select count(*) filter (where stage in ('submitted', 'shortlisted', 'interview')) as "waiting!",
            count(*) filter (where stage <> 'draft') as "applied!" from applications where project_id = $1"#,
        id.0,
    )
    .fetch_one(&mut *db)
    .await?;
    let students = sqlx::query!(
        "select e.id, s.name, e.stage from engagements e join people s on s.id = e.student_id where e.project_id = $1 order by e.id limit 50",
        id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let comments = comments(&mut db, id, false).await?;
    let history = history(&mut db, id).await?;
    Ok(HostProject {
        id,
        stage: own.stage,
        report: scope::check(&own.draft, cx.policy(), &facts),
        offers: own.offers(cx, id),
        draft: own.draft,
        host: own.host,
        host_id: own.host_id,
        apply_by: own.apply_by,
        decide_by: own.decide_by,
        waiting: counts.waiting,
        applied: counts.applied,
        students: students.into_iter().map(|row| (row.id.into(), row.name, row.stage)).collect(),
        comments,
        history,
        by_host,
        publish_on: own.facts.publish_on,
    })
}

/// Reads a project for the people of the host and for whoever wrote the draft.
async fn written(db: &mut PgConnection, cx: &Cx, id: ProjectId) -> Result<Own, Failure> {
    let own = own(db, cx, id).await?;
    if own.is_of_host(cx) || own.is_by(cx) { Ok(own) } else { Err(Failure::NotFound) }
}

/// The calendar of a draft as it was kept last; `None` while it has no days.
///
/// # Errors
/// Like [`wizard`].
pub async fn schedule(cx: &Cx, id: ProjectId) -> Result<Option<Strip>, Failure> {
    let mut db = cx.pool().acquire().await?;
    let own = written(&mut db, cx, id).await?;
    let exams = check::exams(&mut db, cx).await?;
    Ok(strip(&own.draft, cx.policy(), &cx.program().calendar, &exams, cx.today()))
}

/// A draft as it was kept last.
///
/// # Errors
/// Like [`wizard`].
pub async fn draft(cx: &Cx, id: ProjectId) -> Result<Draft, Failure> {
    let mut db = cx.pool().acquire().await?;
    Ok(written(&mut db, cx, id).await?.draft)
}

/// A screen of the wizard, for the people of the host and for whoever wrote the draft.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else.
pub async fn wizard(cx: &Cx, id: ProjectId) -> Result<Wizard, Failure> {
    let mut db = cx.pool().acquire().await?;
    let own = written(&mut db, cx, id).await?;
    let facts = check::facts(&mut db, cx, own.host_id, id, &own.draft).await?;
    let comments = comments(&mut db, id, true).await?;
    let learned = beginnings::learned(&mut db, cx, own.host_id, own.draft.repeats).await?;
    let edits = edits(&mut db, id).await?;
    let by_host = own.is_of_host(cx);
    drop(db);
    Ok(Wizard {
        funds: crate::funds::fund_names(cx).await?,
        id,
        host: own.host,
        stage: own.stage,
        editable: matches!(own.stage, Stage::Draft | Stage::ChangesRequested),
        by_host,
        version: own.version,
        saved_at: own.updated_at,
        report: scope::check(&own.draft, cx.policy(), &facts),
        draft: own.draft,
        before: own.before,
        facts,
        comments,
        learned,
        edits,
    })
}

/// What a new project can start from beside templates. Staff and faculty choose among the program's organisations.
/// `first` comes before the others, where it is one of theirs: the project a link named.
///
/// # Errors
/// [`Failure::NotFound`] for people who write no projects.
pub async fn new_project(cx: &Cx, first: Option<ProjectId>) -> Result<NewProject, Failure> {
    cx.require(Action::DraftProject)?;
    let mut db = cx.pool().acquire().await?;
    let mut mine: Vec<Uuid> = cx.person()?.hosts.iter().map(|(id, _)| id.0).collect();
    if mine.is_empty() {
        mine = sqlx::query_scalar!(
            "select host_id from host_standings where program_id = $1 and stage in ('invited', 'pending', 'needs_info', 'verified', 'watch') limit $2",
            cx.program().id.0,
            HOSTS,
        )
        .fetch_all(&mut *db)
        .await?;
    }
    let hosts = host_names(&mut db, cx, &mine).await?;
    // The named one is read for itself, the newest of each host by their index: staff see every host's.
    let rows = sqlx::query!(
        r#"(select p.id as "id!", p.title as "title!", p.host_id as "host_id!", p.stage as "stage!", p.updated_at as "updated_at!"
            from projects p where p.id = $3 and p.host_id = any($1) and p.program_id = $2 and p.title <> '')
           union all
           (select p.id, p.title, p.host_id, p.stage, p.updated_at from unnest($1::uuid[]) as h (id)
            cross join lateral (select * from projects x where x.host_id = h.id and x.program_id = $2 and x.title <> ''
                and x.id is distinct from $3 order by x.updated_at desc limit 20) p
            order by p.updated_at desc, p.id limit 20)"#,
        &mine,
        cx.program().id.0,
        first.map(|project| project.0),
    )
    .fetch_all(&mut *db)
    .await?;
    let earlier = rows.into_iter().map(|row| {
        Ok(Earlier { id: row.id.into(), title: row.title, host: row.host_id.into(), stage: word(&row.stage)? })
    });
    Ok(NewProject { hosts, earlier: earlier.collect::<Result<Vec<_>, Failure>>()? })
}
