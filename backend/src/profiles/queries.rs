//! The profile as its forms show it.

use domain::access::Action;
use domain::ids::PersonId;
use domain::machine::Word as _;
use domain::people::{
    Background, Demographics, FreeTime, FreeWeek, Interests, Language, Origin, PrivateFacts, ProfilePart,
    StudentProfile,
};
use domain::skills::{Level, StudentSkill, Vocabulary};
use sqlx::types::Json;

use crate::cx::Cx;
use crate::failure::Failure;
use crate::files::Resume;
use crate::sql::{day, word};

/// A student's own profile.
#[derive(Clone, Debug, Default)]
pub struct ProfileView {
    /// School and a few words.
    pub about: StudentProfile,
    /// Skills in the student's order.
    pub skills: Vec<StudentSkill>,
    /// When and how much they can work.
    pub time: FreeTime,
    /// The résumé.
    pub resume: Resume,
    /// Interests and courses.
    pub interests: Interests,
    /// Languages and links.
    pub background: Background,
    /// What no host reads.
    pub private: PrivateFacts,
    /// For totals alone.
    pub demographics: Demographics,
    /// What skills are called here.
    pub vocabulary: Vocabulary,
    /// Goes back with every form; 0 when nothing was said yet.
    pub version: i32,
}

impl ProfileView {
    /// Whether a part says something already.
    #[must_use]
    pub const fn has(&self, part: ProfilePart) -> bool {
        match part {
            ProfilePart::About => !self.about.school.is_empty() && !self.about.about.is_empty(),
            ProfilePart::Skills => !self.skills.is_empty(),
            ProfilePart::FreeHours => !self.time.week.is_empty(),
            ProfilePart::Resume => self.resume.current.is_some(),
            ProfilePart::Interests => !self.interests.interests.is_empty(),
            ProfilePart::Background => !self.background.languages.is_empty() || !self.background.links.is_empty(),
            ProfilePart::Private => !matches!(self.private.work_status, domain::people::WorkStatus::Unsaid),
        }
    }
}

/// The profile of the student who asks.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn profile(cx: &Cx) -> Result<ProfileView, Failure> {
    cx.require(Action::EditStudentProfile)?;
    let me = cx.person()?.id;
    let vocabulary = crate::skills::vocabulary(cx).await?;
    let resume = crate::files::resume(cx).await?;
    let row = sqlx::query!(
        r#"select s.school, s.about, s.skills, s.weekly_hours, s.free_week, s.interests, s.courses, s.links,
            s.languages as "languages!: Json<Vec<Language>>", s.version,
            coalesce((select json_agg(json_build_array(k.name, k.level, k.evidence)) from student_skills k
                where k.student_id = s.person_id), '[]') as "details!: Json<Vec<(String, Option<i16>, String)>>",
            v.access_needs as "access_needs?", v.work_status as "work_status?", v.ends_on as "ends_on?"
           from students s left join student_private v on v.person_id = s.person_id
           where s.person_id = $1"#,
        me.0
    )
    .fetch_optional(cx.pool())
    .await?;
    let Some(row) = row else {
        let time = FreeTime { weekly_hours: 10, ..FreeTime::default() };
        return Ok(ProfileView { time, vocabulary, resume, ..ProfileView::default() });
    };
    let private = PrivateFacts {
        access_needs: row.access_needs.unwrap_or_default(),
        work_status: row.work_status.as_deref().map(word).transpose()?.unwrap_or(domain::people::WorkStatus::Unsaid),
        ends_on: day(row.ends_on),
    };
    Ok(ProfileView {
        about: StudentProfile { school: row.school, about: row.about },
        skills: with_details(row.skills, row.details.0),
        time: FreeTime { weekly_hours: row.weekly_hours, week: FreeWeek::from_number(row.free_week) },
        resume,
        interests: Interests { interests: row.interests, courses: row.courses },
        background: Background { languages: row.languages.0, links: row.links },
        private,
        demographics: demographics(cx, me).await?,
        vocabulary,
        version: row.version,
    })
}

/// The only query that reads this table; see its migration.
async fn demographics(cx: &Cx, me: PersonId) -> Result<Demographics, Failure> {
    let row = sqlx::query!(
        "select first_generation, gender, origins, disability from student_demographics where person_id = $1",
        me.0
    )
    .fetch_optional(cx.pool())
    .await?;
    let Some(row) = row else { return Ok(Demographics::default()) };
    Ok(Demographics {
        first_generation: row.first_generation.as_deref().map(word).transpose()?,
        gender: row.gender.as_deref().map(word).transpose()?,
        origins: row.origins.iter().filter_map(|origin| Origin::from_word(origin)).collect(),
        disability: row.disability.as_deref().map(word).transpose()?,
    })
}

/// The names with what stands beside them.
pub(crate) fn with_details(names: Vec<String>, details: Vec<(String, Option<i16>, String)>) -> Vec<StudentSkill> {
    names
        .into_iter()
        .map(|name| {
            let found = details.iter().find(|(known, ..)| *known == name);
            let level = found.and_then(|(_, level, _)| *level).and_then(Level::from_number);
            let evidence = found.map(|(.., evidence)| evidence.clone()).unwrap_or_default();
            StudentSkill { name, level, evidence }
        })
        .collect()
}
