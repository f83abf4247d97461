//! Keeping the parts of a profile: each in one transaction, with an event that says which part and never what.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::people::{Background, Demographics, FreeTime, Interests, PrivateFacts, StudentProfile, WorkStatus};
use domain::refusal::Refusal;
use domain::skills::{SkillRow, StudentSkill, read_rows};
use sqlx::types::Json;

use crate::cx::{About, Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::{at, on};

/// Keeps school and a few words.
///
/// # Errors
/// [`Refusal::Changed`] when the profile was changed in between, for example on another device; [`Failure::NotFound`] for
/// people who are no students here; [`Failure::AlreadyDone`].
pub async fn save_about(cx: &Cx, about: StudentProfile, version: i32, once: Once) -> Result<(), Failure> {
    let (mut tx, me) = open(cx, Some(version), once).await?;
    sqlx::query!("update students set school = $2, about = $3 where person_id = $1", me, about.school, about.about)
        .execute(tx.db())
        .await?;
    close(tx, "save_about").await
}

/// Keeps the skills, in the order of the rows and by the names of the program's vocabulary.
///
/// # Errors
/// A message for each field that is wrong; otherwise as [`save_about`].
pub async fn save_skills(cx: &Cx, rows: &[SkillRow], version: i32, once: Once) -> Result<(), Failure> {
    cx.require(Action::EditStudentProfile)?;
    let vocabulary = crate::skills::vocabulary(cx).await?;
    let skills = read_rows(rows, &vocabulary)?;
    let (mut tx, me) = open(cx, Some(version), once).await?;
    let names: Vec<String> = skills.iter().map(|skill| skill.name.clone()).collect();
    let (levels, evidence): (Vec<Option<i16>>, Vec<String>) = skills.into_iter().map(beside).unzip();
    sqlx::query!("update students set skills = $2 where person_id = $1", me, &names).execute(tx.db()).await?;
    sqlx::query!("delete from student_skills where student_id = $1", me).execute(tx.db()).await?;
    sqlx::query!(
        "insert into student_skills (student_id, name, level, evidence)
         select $1, t.name, t.level, t.evidence from unnest($2::text[], $3::smallint[], $4::text[]) as t (name, level, evidence)",
        me,
        &names,
        &levels as &[Option<i16>],
        &evidence,
    )
    .execute(tx.db())
    .await?;
    close(tx, "save_skills").await
}

fn beside(skill: StudentSkill) -> (Option<i16>, String) {
    (skill.level.map(domain::skills::Level::number), skill.evidence)
}

/// Keeps hours a week and the free parts of the week.
///
/// # Errors
/// As [`save_about`].
pub async fn save_time(cx: &Cx, time: FreeTime, version: i32, once: Once) -> Result<(), Failure> {
    let (mut tx, me) = open(cx, Some(version), once).await?;
    sqlx::query!(
        "update students set weekly_hours = $2, free_week = $3 where person_id = $1",
        me,
        time.weekly_hours,
        time.week.number()
    )
    .execute(tx.db())
    .await?;
    close(tx, "save_free_hours").await
}

/// Keeps interests and courses.
///
/// # Errors
/// As [`save_about`].
pub async fn save_interests(cx: &Cx, said: Interests, version: i32, once: Once) -> Result<(), Failure> {
    let (mut tx, me) = open(cx, Some(version), once).await?;
    sqlx::query!(
        "update students set interests = $2, courses = $3 where person_id = $1",
        me,
        &said.interests,
        &said.courses
    )
    .execute(tx.db())
    .await?;
    close(tx, "save_interests").await
}

/// Keeps languages and links.
///
/// # Errors
/// As [`save_about`].
pub async fn save_background(cx: &Cx, said: Background, version: i32, once: Once) -> Result<(), Failure> {
    let (mut tx, me) = open(cx, Some(version), once).await?;
    sqlx::query!(
        "update students set languages = $2, links = $3 where person_id = $1",
        me,
        Json(&said.languages) as _,
        &said.links
    )
    .execute(tx.db())
    .await?;
    close(tx, "save_background").await
}

/// Keeps access needs and what eligibility depends on. Whoever has not said whether work must be cleared keeps what was
/// known of it before.
///
/// # Errors
/// As [`save_about`].
pub async fn save_private(cx: &Cx, said: PrivateFacts, version: i32, once: Once) -> Result<(), Failure> {
    let (mut tx, me) = open(cx, Some(version), once).await?;
    sqlx::query!(
        "insert into student_private (person_id, access_needs, work_status, ends_on, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (person_id) do update set access_needs = $2, work_status = $3, ends_on = $4, updated_at = $5",
        me,
        said.access_needs,
        said.work_status.word(),
        said.ends_on.map(on) as _,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    if said.work_status != WorkStatus::Unsaid {
        sqlx::query!(
            "update students set needs_work_authorization = $2 where person_id = $1",
            me,
            said.work_status.needs_clearance()
        )
        .execute(tx.db())
        .await?;
        crate::engagements::status_was_said(&mut tx, me.into(), said.work_status.needs_clearance()).await?;
    }
    close(tx, "save_private").await
}

/// Keeps what is for totals alone; without any answer, what was kept is deleted.
///
/// # Errors
/// As [`save_about`].
pub async fn save_demographics(cx: &Cx, said: Demographics, once: Once) -> Result<(), Failure> {
    let (mut tx, me) = open(cx, None, once).await?;
    if said.is_empty() {
        sqlx::query!("delete from student_demographics where person_id = $1", me).execute(tx.db()).await?;
    } else {
        let origins: Vec<String> = said.origins.iter().map(|origin| origin.word().to_owned()).collect();
        sqlx::query!(
            "insert into student_demographics (person_id, first_generation, gender, origins, disability, updated_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (person_id) do update set first_generation = $2, gender = $3, origins = $4, disability = $5,
                 updated_at = $6",
            me,
            said.first_generation.map(|answer| answer.word()),
            said.gender.map(|answer| answer.word()),
            &origins,
            said.disability.map(|answer| answer.word()),
            at(cx.at()) as _,
        )
        .execute(tx.db())
        .await?;
    }
    close(tx, "save_demographics").await
}

/// Opens the write of one part: the student's row is there and locked, and its version is the one the form was drawn
/// with. `version` is `None` where the part stands in no list that a second device could overwrite.
async fn open(cx: &Cx, version: Option<i32>, once: Once) -> Result<(Tx<'_>, uuid::Uuid), Failure> {
    cx.require(Action::EditStudentProfile)?;
    let me = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let written = sqlx::query!(
        "insert into students (person_id, program_id, created_at, updated_at) values ($1, $2, $3, $3)
         on conflict (person_id) do update set version = students.version + 1, updated_at = $3
         where students.version = coalesce($4, students.version)",
        me.0,
        cx.program().id.0,
        at(cx.at()) as _,
        version,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if written == 0 {
        return Err(Refusal::Changed.into());
    }
    Ok((tx, me.0))
}

async fn close(mut tx: Tx<'_>, command: &'static str) -> Result<(), Failure> {
    let (program, me) = (tx.cx().program().id, tx.cx().person()?.id);
    let event = Event {
        subject: Subject::Person,
        id: me.0,
        belongs: Belongs { program, host: None, student: Some(me) },
        command,
        by: Party::Student,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    tx.commit().await
}
