//! Reads, one for each page.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::applications::{Application, Facts, Stage};
use domain::ids::{ApplicationId, ProjectId};
use domain::projects::{Draft, place_words};
use domain::refusal::Refusal;
use domain::time::long_date;

use super::commands::ineligible;
use super::detail::{self, code, is_blind, is_hidden};
use super::rows::asked;
use super::views::{
    Applicant, ApplicantsView, ApplicationView, ApplyView, Check, MyApplication, MyApplications, Verdict,
};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{day, instant, word};

/// Lines of one part of the student's list.
const PART: i64 = 20;

/// The page on which a student applies: the requirements are answered before anything is written.
///
/// # Errors
/// [`Failure::NotFound`] for a project students cannot see and for people who are no students here.
pub async fn apply_page(cx: &Cx, project: ProjectId) -> Result<ApplyView, Failure> {
    cx.require(Action::Apply)?;
    let person = cx.person()?;
    let row = sqlx::query!(
        r#"select p.host_id, p.title, p.stage, p.draft, p.apply_by, p.decide_by, p.start_on, p.end_on,
            coalesce(p.hours_low, 0) as "hours_low!", coalesce(p.hours_high, 0) as "hours_high!",
            coalesce(p.weekly_hours, 0) as "weekly_hours!", h.name as host, u.name, u.standing,
            s.school, s.skills, s.weekly_hours as free_hours, s.needs_work_authorization,
            (select count(*) from applications a where a.student_id = s.person_id
                and a.stage in ('draft', 'submitted', 'shortlisted', 'interview', 'offered'))::int as "open!",
            (select a.id from applications a where a.student_id = s.person_id and a.project_id = p.id) as application
           from projects p
           join hosts h on h.id = p.host_id
           join students s on s.person_id = $2 and s.program_id = p.program_id
           join people u on u.id = s.person_id
           where p.id = $1 and p.program_id = $3 and p.published_at is not null"#,
        project.0,
        person.id.0,
        cx.program().id.0,
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let draft: Draft = serde_json::from_value(row.draft)?;
    let facts = Facts {
        accepting: row.stage == "published",
        apply_by: day(row.apply_by),
        open_applications: row.open,
        ineligible: ineligible(&row.standing),
        ..Facts::default()
    };
    let belongs = Belongs { program: cx.program().id, host: Some(row.host_id.into()), student: Some(person.id) };
    let asking = Application::restore(crate::new_id(), belongs, facts.clone(), Stage::Draft);
    let refused = asking.may_submit(&cx.now(), cx.policy()).err().map(|refusal| match refusal {
        Refusal::Rule(sentence) => sentence,
        other => other.to_string(),
    });
    let student = Applying {
        skills: &row.skills,
        free_hours: row.free_hours,
        needs_authorization: row.needs_work_authorization,
        standing: facts.ineligible.as_deref(),
    };
    let checks = checks(cx, &facts, &draft, row.weekly_hours, &student);
    let blind = is_blind(cx, draft.blind == Some(true));
    Ok(ApplyView {
        project,
        title: row.title,
        host: row.host,
        place: draft.place.map_or_else(String::new, |place| place_words(place, &draft.address)),
        hours_low: row.hours_low,
        hours_high: row.hours_high,
        weekly_hours: row.weekly_hours,
        dates: day(row.start_on).zip(day(row.end_on)),
        apply_by: facts.apply_by,
        decide_by: day(row.decide_by),
        pay: draft.net_pay(cx.policy()),
        questions: asked(draft.questions),
        checks,
        refused,
        application: row.application.map(Into::into),
        open: row.open,
        limit: cx.policy().open_applications,
        name: row.name,
        school: row.school,
        skills: row.skills,
        free_hours: row.free_hours,
        blind,
    })
}

struct Applying<'a> {
    skills: &'a [String],
    free_hours: i32,
    needs_authorization: bool,
    standing: Option<&'a str>,
}

fn check(verdict: Verdict, title: impl Into<String>, text: impl Into<String>) -> Check {
    Check { verdict, title: title.into(), text: text.into() }
}

/// Every requirement with its answer, those the system decides first.
fn checks(cx: &Cx, facts: &Facts, draft: &Draft, weekly_hours: i32, student: &Applying<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.push(match student.standing {
        None => check(Verdict::Met, format!("You are a student of {}", cx.program().institution), ""),
        Some(why) => check(Verdict::Missing, "Your account cannot apply now", why),
    });
    let over = facts.apply_by.is_some_and(|last| last < cx.today());
    let last = facts.apply_by.map(long_date).unwrap_or_default();
    checks.push(match (facts.accepting, over) {
        (true, false) => check(Verdict::Met, format!("Applications are open until {last}"), ""),
        (_, true) => check(Verdict::Missing, format!("The last day to apply was {last}"), "Look for another project."),
        (false, false) => {
            check(Verdict::Missing, "This project takes no applications now", "Look for another project.")
        }
    });
    let (open, limit) = (facts.open_applications, cx.policy().open_applications);
    checks.push(if open < limit {
        check(Verdict::Met, format!("You have {open} of {limit} open applications"), "")
    } else {
        let text = "Withdraw one, or wait for an answer. The limit keeps the number of applicants small enough for hosts to read each one.";
        check(Verdict::Missing, format!("You have {limit} open applications, the most at one time"), text)
    });
    checks.push(if weekly_hours <= student.free_hours {
        check(Verdict::Met, format!("{weekly_hours} h a week, you can give {}", student.free_hours), "")
    } else {
        let title = format!("{weekly_hours} h a week, your profile says {}", student.free_hours);
        check(Verdict::Note, title, "You can apply. Make sure that you find the time, or change your profile.")
    });
    let words = domain::skills::Vocabulary::default();
    let known: Vec<String> = student.skills.iter().map(|skill| skill.to_lowercase()).collect();
    let needed: Vec<&str> =
        draft.skills.iter().filter(|skill| skill.must_have).map(|skill| skill.name.as_str()).collect();
    let missing: Vec<&str> =
        needed.iter().copied().filter(|skill| !known.contains(&words.name_of(skill).to_lowercase())).collect();
    if !needed.is_empty() {
        checks.push(if missing.is_empty() {
            check(Verdict::Met, "Your profile shows every skill that is needed on the first day", needed.join(", "))
        } else {
            let title = format!("Your profile does not show: {}", missing.join(", "));
            check(
                Verdict::Note,
                title,
                "You can apply. Say in your pitch where you have done this, or how you would get there.",
            )
        });
    }
    if !draft.audience.trim().is_empty() {
        let title = format!("This project is for: {}", draft.audience.trim());
        checks.push(check(Verdict::Note, title, "You confirm below that this is you."));
    }
    if student.needs_authorization {
        let text = "You can apply now. Your international-student officer clears the work before the first day; nobody starts without it.";
        checks.push(check(Verdict::Note, "Your work authorization must be cleared before you start", text));
    }
    checks
}

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
    let words = domain::skills::Vocabulary::default();
    let needed: Vec<String> =
        skills.iter().filter(|skill| skill.must_have).map(|skill| words.name_of(&skill.name).to_lowercase()).collect();
    let blind = is_blind(cx, head.blind);
    let applicants = applicants(cx, project, &needed, is_host && blind).await?;
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
        applicants,
        chosen,
    })
}

async fn applicants(cx: &Cx, project: ProjectId, needed: &[String], blind: bool) -> Result<Vec<Applicant>, Failure> {
    let rows = sqlx::query!(
        r#"select a.id, a.stage, u.name, coalesce(s.weekly_hours, 0) as "free_hours!",
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
                skills_shown: row.skills_shown,
                free_hours: row.free_hours,
            })
        })
        .collect()
}
