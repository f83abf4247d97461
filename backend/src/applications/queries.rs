//! Reads, one for each page.

use std::collections::HashSet;

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::applications::Stage;
use domain::ids::{ApplicationId, PersonId, ProjectId};
use domain::rubrics::Summary;

use super::detail::{self, code, is_blind, is_hidden};
use super::views::{Applicant, ApplicantsView, ApplicationView, MyApplication, MyApplications};
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::sql::{day, instant, word};

/// Lines of one part of the student's list.
const PART: i64 = 20;

/// One application, for its student, the members of its host and the program's staff.
///
/// # Errors
/// [`Failure::NotFound`] when it does not exist or is not theirs to see.
pub async fn application_page(cx: &Cx, id: ApplicationId) -> Result<ApplicationView, Failure> {
    let mut view = detail::read(cx, id).await?;
    view.history = detail::history(cx, id).await?;
    Ok(view)
}

/// The student's applications, newest first, twenty at a time; `after` is the last one seen.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn student_applications(cx: &Cx, after: Option<ApplicationId>) -> Result<MyApplications, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let me = cx.person()?.id;
    let rows = sqlx::query!(
        r#"select a.id, a.stage, a.decision_due, a.offer_expires_at, a.submitted_at, p.title, h.name as host,
            (select count(*) from applications o where o.student_id = $1
                and o.stage in ('draft', 'submitted', 'shortlisted', 'interview', 'offered'))::int as "open!"
           from applications a join projects p on p.id = a.project_id join hosts h on h.id = p.host_id
           where a.student_id = $1
             and ($2::uuid is null or (a.created_at, a.id) < (select b.created_at, b.id from applications b
                 where b.id = $2 and b.student_id = $1))
           order by a.created_at desc, a.id desc limit $3"#,
        me.0,
        after.map(|id| id.0),
        PART + 1,
    )
    .fetch_all(cx.pool())
    .await?;
    let open = rows.first().map_or(0, |row| row.open);
    let mut applications = rows
        .into_iter()
        .map(|row| {
            Ok(MyApplication {
                id: row.id.into(),
                title: row.title,
                host: row.host,
                stage: word(&row.stage)?,
                decision_due: day(row.decision_due),
                offer_expires_at: instant(row.offer_expires_at),
                submitted_at: instant(row.submitted_at),
            })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let part = usize::try_from(PART).unwrap_or(usize::MAX);
    let more = applications.len() > part;
    applications.truncate(part);
    let next = applications.last().filter(|_| more).map(|last| last.id);
    Ok(MyApplications { applications, open, limit: cx.policy().open_applications, next })
}

/// The applicants of a project for the members of its host and for staff, with `chosen` open for
/// reading, or else the first who waits for an answer.
///
/// # Errors
/// [`Failure::NotFound`] when the project does not exist or is not theirs to see.
pub async fn applicants_page(
    cx: &Cx,
    project: ProjectId,
    chosen: Option<ApplicationId>,
) -> Result<ApplicantsView, Failure> {
    let head = sqlx::query!(
        r#"select p.program_id, p.host_id, p.title, p.stage, p.seats, p.apply_by, p.decide_by, p.draft -> 'skills' as skills,
            coalesce((p.draft ->> 'blind')::boolean, false) as "blind!", coalesce(p.weekly_hours, 0) as "weekly_hours!",
            p.seats - coalesce((select t.given from seats t where t.project_id = p.id), 0) as "seats_left!"
           from projects p where p.id = $1"#,
        project.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let belongs = Belongs { program: head.program_id.into(), host: Some(head.host_id.into()), student: None };
    let parties = cx.actor().parties(&belongs);
    if !parties.contains(&Party::Host) && !parties.contains(&Party::Staff) {
        return Err(Failure::NotFound);
    }
    let is_host = parties.contains(&Party::Host);
    let skills: Vec<domain::projects::SkillDraft> =
        head.skills.map(serde_json::from_value).transpose()?.unwrap_or_default();
    let words = crate::skills::vocabulary(cx).await?;
    let needed: Vec<String> =
        skills.iter().filter(|skill| skill.must_have).map(|skill| words.name_of(&skill.name).to_lowercase()).collect();
    let blind = is_blind(cx, head.blind);
    let criteria = crate::rubrics::criteria_of(&mut *cx.pool().acquire().await?, project).await?;
    let mut reviews = crate::rubrics::of_project(cx, project, !is_host).await?;
    let mut applicants = applicants(cx, project, &needed, is_host && blind).await?;
    for applicant in &mut applicants {
        applicant.summary = reviews.entry(applicant.id).or_default().summary(&criteria);
    }
    let waiting = |a: &&Applicant| a.stage == Stage::Submitted;
    let first = applicants.iter().find(waiting).or_else(|| applicants.first()).map(|a| a.id);
    let open = chosen.filter(|id| applicants.iter().any(|a| a.id == *id)).or(first);
    let chosen = match open {
        Some(id) => Some(detail::read(cx, id).await?),
        None => None,
    };
    let decide_by = day(head.decide_by);
    Ok(ApplicantsView {
        project,
        title: head.title,
        project_stage: head.stage,
        seats: head.seats,
        seats_left: head.seats_left,
        apply_by: day(head.apply_by),
        decide_by,
        days_left: decide_by.map_or(0, |by| cx.program().calendar.between(cx.today(), by)),
        must_haves: i32::try_from(needed.len()).unwrap_or(0),
        weekly_hours: head.weekly_hours,
        blind,
        criteria,
        reviews: open.and_then(|id| reviews.remove(&id)).unwrap_or_default(),
        scores: is_host,
        applicants,
        chosen,
    })
}

async fn applicants(cx: &Cx, project: ProjectId, needed: &[String], blind: bool) -> Result<Vec<Applicant>, Failure> {
    let rows = sqlx::query!(
        r#"select a.id, a.stage, a.runner_up, u.name, coalesce(s.weekly_hours, 0) as "free_hours!",
            (select count(distinct lower(k)) from unnest(s.skills) k where lower(k) = any($2))::int as "skills_shown!",
            exists (select 1 from events v where v.subject = 'application' and v.subject_id = a.id
                and v.stage_to in ('shortlisted', 'interview', 'offered')) as "was_shortlisted!"
           from applications a
           join people u on u.id = a.student_id
           left join students s on s.person_id = a.student_id
           where a.project_id = $1 and a.stage <> 'draft'
           order by a.stage in ('submitted', 'shortlisted', 'interview', 'offered') desc, a.submitted_at, a.id
           limit 200"#,
        project.0,
        needed,
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let (id, stage) = (row.id.into(), word(&row.stage)?);
            let hidden = is_hidden(blind, stage, row.was_shortlisted);
            Ok(Applicant {
                id,
                name: if hidden { code(id) } else { row.name },
                stage,
                runner_up: row.runner_up,
                summary: Summary::default(),
                skills_shown: row.skills_shown,
                free_hours: row.free_hours,
            })
        })
        .collect()
}

/// Which of these projects the student has applied to; an application that was taken back is none.
///
/// # Errors
/// When the database does not answer.
pub async fn applied_to(
    visit: &Visit,
    student: PersonId,
    projects: &[ProjectId],
) -> Result<HashSet<ProjectId>, Failure> {
    if projects.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<uuid::Uuid> = projects.iter().map(|id| id.0).collect();
    let found = sqlx::query_scalar!(
        "select project_id from applications
         where student_id = $1 and project_id = any($2) and stage not in ('draft', 'withdrawn')",
        student.0,
        &ids
    )
    .fetch_all(visit.pool())
    .await?;
    Ok(found.into_iter().map(Into::into).collect())
}
