//! Reads for the page of applicants.

use std::collections::HashMap;

use domain::ids::{ApplicationId, PersonId, ProjectId};
use domain::projects::SkillDraft;
use domain::rubrics::{Criterion, Score, Sheet, Summary, criteria};
use domain::skills::Vocabulary;
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::cx::Cx;
use crate::failure::Failure;

/// What one reviewer gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// Who.
    pub reviewer: PersonId,
    /// Their name.
    pub name: String,
    /// The scores; the note only for its writer.
    pub sheet: Sheet,
    /// How often it was kept.
    pub version: i32,
}

/// The reviews of one application that the reader may see.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reviews {
    /// The reader's own.
    pub own: Option<Review>,
    /// The others'; none of them before the reader's own is kept.
    pub others: Vec<Review>,
}

impl Reviews {
    /// All of them in one line.
    #[must_use]
    pub fn summary(&self, criteria: &[Criterion]) -> Summary {
        let total = |review: &Review| review.sheet.total(criteria);
        let own = self.own.as_ref().and_then(total);
        let sums: Vec<i32> = own.into_iter().chain(self.others.iter().filter_map(total)).collect();
        Summary::new(own, &sums, criteria.len())
    }
}

/// What applicants to a project are read by.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn criteria_of(db: &mut PgConnection, project: ProjectId) -> Result<Vec<Criterion>, Failure> {
    let row = sqlx::query!(
        r#"select coalesce(draft -> 'skills', '[]') as "skills!: Json<Vec<SkillDraft>>",
            coalesce(draft -> 'questions', '[]') as "questions!: Json<Vec<String>>"
           from projects where id = $1"#,
        project.0
    )
    .fetch_one(db)
    .await?;
    let words = Vocabulary::default();
    let named = row.skills.0.into_iter().map(|skill| SkillDraft { name: words.name_of(&skill.name), ..skill });
    Ok(criteria(&named.collect::<Vec<_>>(), &row.questions.0))
}

/// The reviews of all applications to a project. A member of its host sees the others' only where their own is kept;
/// `all` is for staff, who score nobody. The caller has found that the reader may read the applications.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn of_project(
    cx: &Cx,
    project: ProjectId,
    all: bool,
) -> Result<HashMap<ApplicationId, Reviews>, Failure> {
    let me = cx.person()?.id;
    let rows = sqlx::query!(
        r#"select s.application_id, s.reviewer_id, u.name, s.scores as "scores: Json<Vec<Score>>", s.version,
            case when s.reviewer_id = $2 then s.note else '' end as "note!"
           from application_scores s
           join applications a on a.id = s.application_id
           join people u on u.id = s.reviewer_id
           where a.project_id = $1
             and ($3 or s.reviewer_id = $2 or exists (select 1 from application_scores o
                 where o.application_id = s.application_id and o.reviewer_id = $2))
           order by s.created_at, s.reviewer_id limit 2000"#,
        project.0,
        me.0,
        all,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut found: HashMap<ApplicationId, Reviews> = HashMap::new();
    for row in rows {
        let review = Review {
            reviewer: row.reviewer_id.into(),
            name: row.name,
            sheet: Sheet { scores: row.scores.0, note: row.note },
            version: row.version,
        };
        let reviews = found.entry(row.application_id.into()).or_default();
        if review.reviewer == me {
            reviews.own = Some(review);
        } else {
            reviews.others.push(review);
        }
    }
    Ok(found)
}
