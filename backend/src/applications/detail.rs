//! One application as each side may see it.

use domain::actor::{Belongs, Party};
use domain::applications::{Application, Command, Facts, Mask, Stage};
use domain::ids::{ApplicationId, PersonId};
use domain::people::Language;
use domain::projects::Draft;
use domain::revisions::changes;
use domain::skills::StudentSkill;
use domain::time::Minutes;
use sqlx::types::Json;

use super::load::{self, Load};
use super::rows::{asked, is_visible};
use super::views::{ApplicationView, Happened, Viewer};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, day, instant, word};

/// "Applicant A1B2": the end of the id, where it is random.
pub fn code(id: ApplicationId) -> String {
    let text = id.0.simple().to_string().to_uppercase();
    format!("Applicant {}", text.get(text.len().saturating_sub(4)..).unwrap_or_default())
}

/// Whether names are hidden at first: by the program's rule, or by the host's own wish for this project.
pub fn is_blind(cx: &Cx, wished: bool) -> bool {
    cx.policy().blind_selection || wished
}

/// Whether a host may not know who this is: names are hidden at first ([`is_blind`]), and the application was never shortlisted.
pub fn is_hidden(blind: bool, stage: Stage, was_shortlisted: bool) -> bool {
    let revealed = matches!(
        stage,
        Stage::Shortlisted
            | Stage::Interview
            | Stage::Offered
            | Stage::Accepted
            | Stage::Declined
            | Stage::OfferExpired
    );
    blind && !revealed && !was_shortlisted
}

/// A web address that shows a skill is a work sample: the host sees it only where the student picked it for the application.
pub fn keep_picked(skills: &mut [StudentSkill], samples: &[String]) {
    for skill in skills {
        if domain::fields::is_web_address(&skill.evidence) && !samples.contains(&skill.evidence) {
            skill.evidence.clear();
        }
    }
}

/// Reads one application for whoever looks at it.
pub async fn read(cx: &Cx, id: ApplicationId) -> Result<ApplicationView, Failure> {
    let row = sqlx::query!(
        r#"select a.program_id, a.project_id, a.student_id, a.stage, a.statement, a.answers, a.decision_due,
            a.offer_expires_at, a.extended, a.reason, a.submitted_at, a.confirm_by,
            (select r.before from project_revisions r where r.id = a.revision_id) as applied_under,
            p.host_id, p.title, p.draft, p.apply_by, p.start_on, p.end_on, p.stage as project_stage,
            coalesce(p.hours_high, 0) as "hours_high!", coalesce(p.weekly_hours, 0) as "weekly_hours!",
            h.name as host, u.name as student, coalesce(s.school, '') as "school!", coalesce(s.about, '') as "about!",
            coalesce(s.skills, '{}') as "skills!", coalesce(s.weekly_hours, 0) as "free_hours!",
            f.id as "resume_id?", f.name as "resume_name?", f.content_type as "resume_type?", f.size_bytes as "resume_size?",
            f.scan as "resume_scan?", f.created_at as "resume_at?",
            a.samples, a.runner_up, (select count(*) from applications o where o.student_id = a.student_id
                and o.stage = 'offered' and o.offer_expires_at > $2) as "open_offers!",
            coalesce(s.languages, '[]') as "languages!: Json<Vec<Language>>",
            coalesce((select json_agg(json_build_array(k.name, k.level, k.evidence)) from student_skills k
                where k.student_id = a.student_id), '[]') as "details!: Json<Vec<(String, Option<i16>, String)>>",
            p.seats - coalesce((select t.given from seats t where t.project_id = p.id), 0) as "seats_left!",
            exists (select 1 from events v where v.subject = 'application' and v.subject_id = a.id
                and v.stage_to in ('shortlisted', 'interview', 'offered')) as "was_shortlisted!",
            (select e.id from engagements e where e.application_id = a.id) as engagement
           from applications a
           join projects p on p.id = a.project_id
           join hosts h on h.id = p.host_id
           join people u on u.id = a.student_id
           left join students s on s.person_id = a.student_id
           left join files f on f.id = a.resume_id and f.gone_at is null and f.scan <> 'infected'
           where a.id = $1"#,
        id.0,
        at(cx.at()) as _,
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    if !is_visible(cx.actor(), &belongs) {
        return Err(Failure::NotFound);
    }
    let parties = cx.actor().parties(&belongs);
    let viewer = match () {
        () if parties.contains(&Party::Student) => Viewer::Student,
        () if parties.contains(&Party::Host) => Viewer::Host,
        () => Viewer::Staff,
    };
    let stage: Stage = word(&row.stage)?;
    let draft: Draft = serde_json::from_value(row.draft)?;
    let blind = is_blind(cx, draft.blind == Some(true));
    let hidden = viewer == Viewer::Host && is_hidden(blind, stage, row.was_shortlisted);
    let applied_under: Option<Draft> = row.applied_under.map(serde_json::from_value).transpose()?;
    let to_confirm = day(row.confirm_by).zip(applied_under.map(|before| changes(&before, &draft)));
    let given: Vec<String> = serde_json::from_value(row.answers)?;
    let words = crate::skills::vocabulary(cx).await?;
    let commands = commands(cx, id, belongs, stage, to_confirm.is_some());
    let mut skill_details = crate::profiles::with_details(row.skills.clone(), row.details.0);
    if viewer == Viewer::Host {
        keep_picked(&mut skill_details, &row.samples);
    }
    let resume =
        match (row.resume_id, row.resume_name, row.resume_type, row.resume_size, row.resume_scan, row.resume_at) {
            (Some(file), Some(name), Some(media), Some(size), Some(scan), Some(sent)) => {
                Some(crate::files::line(cx, file, name, media, size, &scan, sent.to_jiff()))
            }
            _ => None,
        };
    let interview = if stage == Stage::Interview {
        crate::interviews::interview_of(&mut *cx.pool().acquire().await?, id).await?
    } else {
        None
    };
    let mut view = ApplicationView {
        id,
        interview,
        viewer,
        project: row.project_id.into(),
        title: row.title,
        host: row.host,
        stage,
        name: row.student,
        hidden: false,
        school: row.school,
        about: row.about,
        skill_details,
        languages: row.languages.0,
        links: row.samples,
        resume,
        skills: row.skills,
        pay: draft.net_pay(cx.policy()),
        wanted: draft.skills.into_iter().map(|skill| (words.name_of(&skill.name), skill.must_have)).collect(),
        free_hours: row.free_hours,
        statement: row.statement,
        answers: asked(draft.questions).into_iter().zip(given).collect(),
        decision_due: day(row.decision_due),
        apply_by: day(row.apply_by),
        submitted_at: instant(row.submitted_at),
        offer_expires_at: instant(row.offer_expires_at),
        extended: row.extended,
        reason: row.reason,
        to_confirm,
        history: Vec::new(),
        commands,
        hours_high: row.hours_high,
        weekly_hours: row.weekly_hours,
        dates: day(row.start_on).zip(day(row.end_on)),
        busiest_week: None,
        clashes: Vec::new(),
        open_offers: if viewer == Viewer::Student { row.open_offers } else { 0 },
        seats_left: row.seats_left,
        runner_up: row.runner_up.filter(|_| viewer != Viewer::Student),
        engagement: row.engagement.map(Into::into),
    };
    if hidden {
        hide(&mut view, code(id));
    }
    if viewer == Viewer::Student && stage == Stage::Offered {
        weigh_beside(cx, row.student_id.into(), &mut view).await?;
    }
    Ok(view)
}

/// Takes out what says who somebody is, also where they wrote it themselves. A web address or a sentence about one's work can say it, too.
pub fn hide(view: &mut ApplicationView, code: String) {
    let mask = Mask::new(&view.name, &view.school);
    view.statement = mask.text(&view.statement);
    for (_, answer) in &mut view.answers {
        *answer = mask.text(answer);
    }
    view.hidden = true;
    view.name = code;
    view.school.clear();
    view.about.clear();
    view.languages.clear();
    view.links.clear();
    view.resume = None;
    view.skill_details.iter_mut().for_each(|skill| skill.evidence.clear());
}

/// What this viewer may do now: a button that the rules would refuse is none.
fn commands(cx: &Cx, id: ApplicationId, belongs: Belongs, stage: Stage, unconfirmed: bool) -> Vec<Command> {
    let mut commands = Application::restore(id, belongs, Facts::default(), stage).offers(cx.actor());
    commands.retain(|command| match command {
        Command::Offer => !unconfirmed,
        Command::Confirm => unconfirmed,
        _ => true,
    });
    commands
}

/// The student's busiest week if this project is added, and what would no longer fit beside it.
async fn weigh_beside(cx: &Cx, student: PersonId, view: &mut ApplicationView) -> Result<(), Failure> {
    let Some((start, end)) = view.dates else { return Ok(()) };
    let load = Load { start, end, weekly_hours: view.weekly_hours };
    let agreed = load::all_of(cx.pool(), student).await?;
    let open = load::open_of(cx.pool(), student).await?;
    view.busiest_week = Some(load::busiest_week(load, &agreed));
    view.clashes = load::clashes(load, view.id, &agreed, &open, Minutes::hours(cx.policy().weekly_hours));
    Ok(())
}

/// What happened to an application, newest first.
pub async fn history(cx: &Cx, id: ApplicationId) -> Result<Vec<Happened>, Failure> {
    let rows = sqlx::query!(
        r#"select at, command, party, stage_to as "stage_to!" from events
           where subject = 'application' and subject_id = $1 and stage_to is not null
           order by id desc limit 50"#,
        id.0
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let to = word(&row.stage_to)?;
            Ok(Happened {
                at: row.at.to_jiff(),
                to,
                command: row.command,
                by_system: row.party == Party::System.word(),
            })
        })
        .collect()
}
