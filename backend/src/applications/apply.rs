//! The page on which a student applies: what is asked is answered before anything is written, what was written before is
//! offered again, and what the host will see can be looked at before it is sent.

use domain::access::Action;
use domain::actor::Belongs;
use domain::applications::{Application, Earlier, Facts, LEAST_ANSWER, Stage, offered};
use domain::ids::{PersonId, ProjectId};
use domain::matching::{Match, Missing, Reason, joined};
use domain::people::Language;
use domain::projects::{Draft, place_words};
use domain::refusal::Refusal;
use domain::time::{long_date, short_date};
use sqlx::types::Json;

use super::commands::{ApplyForm, ineligible};
use super::detail::{hide, is_blind, keep_picked};
use super::rows::{asked, samples};
use super::views::{ApplicationView, ApplyView, Check, Verdict, Viewer};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::day;

/// Earlier applications whose answers are offered.
const REMEMBERED: i64 = 20;
const PROFILE_SKILLS: (&str, &str) = ("Your skills", "/student/profile#skills");
const PROFILE_TIME: (&str, &str) = ("Your free hours", "/student/profile#free_hours");
const PROFILE_PRIVATE: (&str, &str) = ("Your work status", "/student/profile#private");
const BELOW: (&str, &str) = ("You answer it below", "#confirm");
const OTHERS: (&str, &str) = ("Find another project", "/projects");

/// The page on which a student applies.
///
/// # Errors
/// [`Failure::NotFound`] for a project students cannot see and for people who are no students here.
pub async fn apply_page(cx: &Cx, project: ProjectId) -> Result<ApplyView, Failure> {
    cx.require(Action::Apply)?;
    let person = cx.person()?;
    let row = sqlx::query!(
        r#"select p.host_id, p.title, p.stage, p.draft as "draft!: Json<Draft>", p.apply_by, p.decide_by, p.start_on, p.end_on,
            coalesce(p.hours_low, 0) as "hours_low!", coalesce(p.hours_high, 0) as "hours_high!",
            coalesce(p.weekly_hours, 0) as "weekly_hours!", h.name as host, u.name, u.standing, s.school, s.about, s.skills,
            s.weekly_hours as free_hours, s.needs_work_authorization, s.links, s.courses,
            exists (select 1 from student_private w where w.person_id = s.person_id and w.work_status <> 'unsaid')
                as "has_said!",
            s.languages as "languages!: Json<Vec<Language>>",
            coalesce((select json_agg(json_build_array(k.name, k.level, k.evidence)) from student_skills k
                where k.student_id = s.person_id), '[]') as "details!: Json<Vec<(String, Option<i16>, String)>>",
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
    let draft = row.draft.0;
    let facts = Facts {
        accepting: row.stage == "published",
        apply_by: day(row.apply_by),
        open_applications: row.open,
        ineligible: ineligible(&row.standing),
        ..Facts::default()
    };
    let belongs = Belongs { program: cx.program().id, host: Some(row.host_id.into()), student: Some(person.id) };
    let refused = refusal(cx, belongs, &facts);
    let fit = crate::projects::match_of_terms(cx, &draft, &row.host, person.id).await?.unwrap_or_default();
    let mut checks = answered_by_rules(cx, &facts);
    checks.extend(answered_by_profile(&draft, &fit, row.skills.is_empty()));
    checks.push(work_status(row.needs_work_authorization, row.has_said));
    checks.extend(background(&draft));
    checks.extend(open_to(&draft, &row.courses));
    let earlier = if refused.is_none() && row.application.is_none() {
        earlier(cx, person.id, project).await?
    } else {
        Vec::new()
    };
    let questions = asked(draft.questions.clone());
    let words = crate::skills::vocabulary(cx).await?;
    let skill_details = crate::profiles::with_details(row.skills.clone(), row.details.0);
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
        checks,
        refused,
        application: row.application.map(Into::into),
        open: row.open,
        limit: cx.policy().open_applications,
        name: row.name,
        school: row.school,
        skills: row.skills,
        free_hours: row.free_hours,
        blind: is_blind(cx, draft.blind == Some(true)),
        about: row.about,
        resume: crate::files::resume_of(cx, person.id).await?,
        samples: samples(row.links, skill_details.iter().map(|skill| skill.evidence.clone())),
        skill_details,
        languages: row.languages.0,
        wanted: draft.skills.into_iter().map(|skill| (words.name_of(&skill.name), skill.must_have)).collect(),
        pitches: offered(PITCH, &earlier),
        earlier: questions.iter().map(|question| offered(question, &earlier)).collect(),
        questions,
    })
}

/// Why it cannot be sent now, by the same rules that sending it meets.
fn refusal(cx: &Cx, belongs: Belongs, facts: &Facts) -> Option<String> {
    let asking = Application::restore(crate::new_id(), belongs, facts.clone(), Stage::Draft);
    asking.may_submit(&cx.now(), cx.policy()).err().map(|refusal| match refusal {
        Refusal::Rule(sentence) => sentence,
        other => other.to_string(),
    })
}

/// What stands above every pitch.
const PITCH: &str = "Why this project";

/// What the student wrote in earlier applications, the newest first: pitches as answers to the same question.
async fn earlier(cx: &Cx, me: PersonId, project: ProjectId) -> Result<Vec<Earlier>, Failure> {
    let rows = sqlx::query!(
        r#"select a.id, a.statement, a.answers as "answers!: Json<Vec<String>>", p.title, h.name as host,
            coalesce(p.draft -> 'questions', '[]') as "questions!: Json<Vec<String>>"
           from applications a join projects p on p.id = a.project_id join hosts h on h.id = p.host_id
           where a.student_id = $1 and a.project_id <> $2 and a.stage <> 'draft'
           order by a.updated_at desc, a.id limit $3"#,
        me.0,
        project.0,
        REMEMBERED,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut earlier = Vec::new();
    for row in rows {
        let pitch = (PITCH.to_owned(), row.statement);
        let answers = asked(row.questions.0).into_iter().zip(row.answers.0);
        for (question, answer) in std::iter::once(pitch).chain(answers) {
            if answer.chars().count() >= LEAST_ANSWER {
                let (title, host) = (row.title.clone(), row.host.clone());
                earlier.push(Earlier { application: row.id.into(), title, host, question, answer });
            }
        }
    }
    Ok(earlier)
}

fn check(verdict: Verdict, title: impl Into<String>, text: impl Into<String>) -> Check {
    Check { verdict, title: title.into(), text: text.into(), answered_at: None }
}

impl Check {
    const fn at(mut self, place: (&'static str, &'static str)) -> Self {
        self.answered_at = Some(place);
        self
    }
}

/// What the system decides: one no, and nothing can be sent.
fn answered_by_rules(cx: &Cx, facts: &Facts) -> Vec<Check> {
    let standing = match &facts.ineligible {
        None => check(Verdict::Met, format!("You are a student of {}", cx.program().institution), ""),
        Some(why) => check(Verdict::Missing, "Your account cannot apply now", why),
    };
    let over = facts.apply_by.is_some_and(|last| last < cx.today());
    let last = facts.apply_by.map(long_date).unwrap_or_default();
    let open = match (facts.accepting, over) {
        (true, false) => check(Verdict::Met, format!("Applications are open until {last}"), ""),
        (_, true) => check(Verdict::Missing, format!("The last day to apply was {last}"), "").at(OTHERS),
        (false, false) => check(Verdict::Missing, "This project takes no applications now", "").at(OTHERS),
    };
    let (count, limit) = (facts.open_applications, cx.policy().open_applications);
    let room = if count < limit {
        check(Verdict::Met, format!("You have {count} of {limit} open applications"), "")
    } else {
        let text = "Withdraw one, or wait for an answer. The limit keeps the number of applicants small enough for hosts to read each one.";
        check(Verdict::Missing, format!("You have {limit} open applications, the most at one time"), text)
            .at(("Your applications", "/student/applications"))
    };
    vec![standing, open, room]
}

/// What the profile answers. None of it stands in the way.
fn answered_by_profile(draft: &Draft, fit: &Match, no_skills: bool) -> Vec<Check> {
    let mut checks = Vec::new();
    let must_haves = draft.skills.iter().any(|skill| skill.must_have);
    for missing in &fit.missing {
        checks.push(match missing {
            Missing::Skills(names) if no_skills => check(
                Verdict::Unknown,
                format!("It needs {} on the first day", joined(names)),
                "Your profile names no skills yet.",
            )
            .at(PROFILE_SKILLS),
            Missing::Skills(names) => {
                let text = "You can apply. Say in your pitch where you have done this, or how you would get there.";
                check(Verdict::Note, format!("Your profile does not show {}", joined(names)), text).at(PROFILE_SKILLS)
            }
            Missing::Hours { hours, free } => {
                let text = "You can apply. Make sure that you find the time, or change your profile.";
                check(Verdict::Note, format!("{hours} h a week, your profile says {free}"), text).at(PROFILE_TIME)
            }
            Missing::Week { hours, free } => {
                let text = "You can apply. Make sure that you find the time, or change your profile.";
                check(Verdict::Note, format!("{hours} h a week, the free parts of your week hold {free}"), text)
                    .at(PROFILE_TIME)
            }
            Missing::Exams { from, to } => {
                let text = "Plan with your host for a week without work.";
                check(Verdict::Note, format!("Exams fall into it, {} to {}", short_date(*from), short_date(*to)), text)
            }
        });
    }
    for reason in &fit.reasons {
        match reason {
            Reason::FitsWeek { .. } => checks.push(check(Verdict::Met, reason.words(), "")),
            Reason::FitsHours { hours, free } => {
                let text = "Which days it fits is not known yet: your profile does not say when you are free.";
                checks.push(
                    check(Verdict::Unknown, format!("{hours} h a week, you give up to {free}"), text).at(PROFILE_TIME),
                );
            }
            Reason::ClearOfExams => checks.push(check(Verdict::Met, "No exams fall into it", "")),
            _ => {}
        }
    }
    if must_haves && !fit.missing.iter().any(|missing| matches!(missing, Missing::Skills(_))) {
        checks.push(check(Verdict::Met, "Your profile shows every skill that is needed on the first day", ""));
    }
    checks
}

/// Whether the work has to be cleared before the first day.
fn work_status(must_be_cleared: bool, has_said: bool) -> Check {
    let (verdict, title, text) = match (must_be_cleared, has_said) {
        (true, _) => (
            Verdict::Note,
            "Your work authorization must be cleared before you start",
            "You can apply now. Your international-student officer clears the work before the first day; nobody starts \
             without it.",
        ),
        (false, true) => (Verdict::Met, "Nothing has to be cleared before you start", ""),
        (false, false) => (
            Verdict::Unknown,
            "Whether your work has to be cleared by your school",
            "You can apply now. Say it in your profile before the first day; hosts cannot read it there.",
        ),
    };
    check(verdict, title, text).at(PROFILE_PRIVATE)
}

fn background(draft: &Draft) -> Option<Check> {
    let title = "There is a background check before the first day";
    (draft.background_check == Some(true)).then(|| check(Verdict::Note, title, ""))
}

/// Whether a text names a course, in whole words: "Art" is no part of "Department".
fn names(text: &str, course: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (text, course) = (words(text), words(course));
    !course.is_empty() && text.windows(course.len()).any(|part| part == course)
}

/// Whom the project is for. The system knows the courses of a profile; the rest only the student can say.
fn open_to(draft: &Draft, courses: &[String]) -> Vec<Check> {
    let mut checks = Vec::new();
    let text = draft.courses.trim();
    if !text.is_empty() {
        let taken = courses.iter().find(|course| names(text, course));
        checks.push(match taken {
            Some(course) => {
                check(Verdict::Met, format!("For students of: {text}"), format!("Your profile names {course}."))
            }
            None => check(Verdict::Unknown, format!("For students of: {text}"), "").at(BELOW),
        });
    }
    let others = [
        ("Majors", &draft.majors),
        ("Class years", &draft.class_years),
        ("Campuses", &draft.campuses),
        ("Who may apply", &draft.audience),
    ];
    for (label, text) in others.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        checks.push(check(Verdict::Unknown, format!("{label}: {}", text.trim()), "").at(BELOW));
    }
    checks
}

/// What the host will read if this form is sent: at first, or after shortlisting. By the same rule that hides an
/// application that was sent.
#[must_use]
pub fn as_host_sees(view: &ApplyView, form: &ApplyForm, shortlisted: bool) -> ApplicationView {
    let links: Vec<String> = view.samples.iter().filter(|address| form.samples.contains(address)).cloned().collect();
    let mut skill_details = view.skill_details.clone();
    keep_picked(&mut skill_details, &links);
    let mut seen = ApplicationView {
        interview: None,
        id: uuid::Uuid::nil().into(),
        viewer: Viewer::Host,
        project: view.project,
        title: view.title.clone(),
        host: view.host.clone(),
        stage: if shortlisted { Stage::Shortlisted } else { Stage::Submitted },
        name: view.name.clone(),
        hidden: false,
        school: view.school.clone(),
        about: view.about.clone(),
        skills: view.skills.clone(),
        skill_details,
        languages: view.languages.clone(),
        links,
        resume: view.resume.clone().filter(|file| form.resume == Some(file.id)),
        wanted: view.wanted.clone(),
        free_hours: view.free_hours,
        statement: form.statement.trim().to_owned(),
        answers: view
            .questions
            .iter()
            .cloned()
            .zip(form.answers.iter().map(|answer| answer.trim().to_owned()))
            .collect(),
        decision_due: view.decide_by,
        apply_by: view.apply_by,
        submitted_at: None,
        offer_expires_at: None,
        extended: false,
        reason: String::new(),
        to_confirm: None,
        history: Vec::new(),
        commands: Vec::new(),
        pay: view.pay,
        hours_high: view.hours_high,
        weekly_hours: view.weekly_hours,
        dates: view.dates,
        busiest_week: None,
        clashes: Vec::new(),
        open_offers: 0,
        seats_left: 0,
        runner_up: None,
        engagement: None,
    };
    if view.blind && !shortlisted {
        hide(&mut seen, "Applicant and a code".to_owned());
    }
    seen
}
