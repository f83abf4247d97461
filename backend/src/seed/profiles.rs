//! The profiles of the personas who are students, as they would have filled them in.

use domain::machine::Word as _;
use domain::people::{Fluency, FreeWeek, Language, WorkStatus};
use domain::skills::Level;
use domain::time::Instant;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::failure::Failure;
use crate::sql::at;

/// A student's answers beside those of [`super::people`].
struct Answers {
    email: &'static str,
    interests: &'static [&'static str],
    courses: &'static [&'static str],
    links: &'static [&'static str],
    languages: &'static [(&'static str, Fluency)],
    /// Free parts of the week, by the names of their fields.
    free: &'static [&'static str],
    /// Skills by name, with level and evidence.
    skills: &'static [(&'static str, Level, &'static str)],
    access_needs: &'static str,
    work_status: WorkStatus,
}

const ANSWERS: [Answers; 2] = [
    Answers {
        email: "maya@rivermark.example",
        interests: &["Data analytics", "Market research", "Public health"],
        courses: &["Biostatistics I", "Community health methods", "Introduction to epidemiology"],
        links: &["https://maya-okafor.example/clinic-wait-times"],
        languages: &[("English", Fluency::First), ("Igbo", Fluency::Working), ("Spanish", Fluency::Basic)],
        free: &["free_1_14", "free_1_16", "free_3_14", "free_3_16", "free_5_10"],
        skills: &[
            ("Data cleaning", Level::Alone, "Cleaned 4,000 rows of clinic visits for a class project"),
            ("Excel", Level::Teaching, "I hold the open spreadsheet hour in the library on Mondays"),
            ("Writing", Level::Guided, "https://maya-okafor.example/clinic-wait-times"),
        ],
        access_needs: "",
        work_status: WorkStatus::Free,
    },
    Answers {
        email: "samir@rivermark.example",
        interests: &["Software", "Design and user research", "Open source"],
        courses: &["Data structures", "Human-computer interaction"],
        links: &["https://samir-osei.example"],
        languages: &[("English", Fluency::Fluent), ("Twi", Fluency::First)],
        free: &["free_0_18", "free_2_18", "free_2_20", "free_4_14", "free_4_16", "free_6_14", "free_6_16"],
        skills: &[
            ("Python", Level::Alone, "A timetable scraper that my residence hall uses"),
            ("User research", Level::Guided, "Five interviews for human-computer interaction"),
            ("Web accessibility", Level::Learning, ""),
        ],
        access_needs: "I read captions: please turn them on in video meetings.",
        work_status: WorkStatus::Free,
    },
];

/// Writes them beside the rows of the students.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn fill(db: &mut PgConnection, when: Instant) -> Result<(), Failure> {
    for said in &ANSWERS {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let languages = said.languages.iter().map(|(name, level)| Language { name: (*name).to_owned(), level: *level });
        let languages: Vec<Language> = languages.collect();
        let student = sqlx::query_scalar!(
            "update students s set interests = $2, courses = $3, links = $4, languages = $5, free_week = $6
             from people p where p.id = s.person_id and p.email = $1 returning s.person_id",
            said.email,
            &texts(said.interests),
            &texts(said.courses),
            &texts(said.links),
            Json(&languages) as _,
            FreeWeek::read(said.free.iter().copied()).number(),
        )
        .fetch_one(&mut *db)
        .await?;
        sqlx::query!("update applications set samples = $2 where student_id = $1", student, &texts(said.links))
            .execute(&mut *db)
            .await?;
        for (name, level, evidence) in said.skills {
            sqlx::query!(
                "insert into student_skills (student_id, name, level, evidence) values ($1, $2, $3, $4)",
                student,
                name,
                level.number(),
                evidence,
            )
            .execute(&mut *db)
            .await?;
        }
        sqlx::query!(
            "insert into student_private (person_id, access_needs, work_status, updated_at) values ($1, $2, $3, $4)",
            student,
            said.access_needs,
            said.work_status.word(),
            at(when) as _,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
