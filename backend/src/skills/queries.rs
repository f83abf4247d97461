//! The vocabulary, and the page on which staff extend it.

use domain::access::Action;
use domain::ids::{ProgramId, SkillId};
use domain::skills::{OwnSkill, Vocabulary};
use domain::time::Day;
use sqlx::PgConnection;

use crate::cx::{Cx, Visit};
use crate::failure::Failure;

/// Most skills of one program's own.
pub(super) const MOST_OWN: i64 = 400;

/// The vocabulary of the program visited.
///
/// # Errors
/// When the database does not answer.
pub async fn vocabulary(visit: &Visit) -> Result<Vocabulary, Failure> {
    let mut db = visit.pool().acquire().await?;
    of_program(&mut db, visit.program().id).await
}

/// The same inside a transaction.
pub(crate) async fn of_program(db: &mut PgConnection, program: ProgramId) -> Result<Vocabulary, Failure> {
    let rows = sqlx::query!(
        "select name, also from program_skills where program_id = $1 order by lower(name) limit $2",
        program.0,
        MOST_OWN,
    )
    .fetch_all(db)
    .await?;
    Ok(Vocabulary::with(rows.into_iter().map(|row| OwnSkill { name: row.name, also: row.also }).collect()))
}

/// A skill a program added.
#[derive(Clone, Debug)]
pub struct OwnListed {
    /// Which.
    pub id: SkillId,
    /// The skill.
    pub skill: OwnSkill,
    /// Who added it; empty when nobody is known.
    pub by: String,
    /// When.
    pub on: Day,
    /// Students whose profile names it.
    pub students: i64,
}

/// Words that students use and no list has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unlisted {
    /// As they wrote it.
    pub name: String,
    /// How many of them.
    pub students: i64,
}

/// What staff see of the vocabulary.
#[derive(Clone, Debug)]
pub struct SkillsView {
    /// The program's own, by name.
    pub own: Vec<OwnListed>,
    /// What students write beside the list, the most frequent first; at most 20.
    pub unlisted: Vec<Unlisted>,
}

/// The program's own skills, and what its students write that is in no list.
///
/// # Errors
/// [`Failure::NotFound`] without the right.
pub async fn skills_page(cx: &Cx) -> Result<SkillsView, Failure> {
    cx.require(Action::KeepSkills)?;
    let rows = sqlx::query!(
        r#"select k.id, k.name, k.also, coalesce(u.name, '') as "by!", k.created_at,
            (select count(*) from students s where s.program_id = k.program_id and k.name = any(s.skills)) as "students!"
           from program_skills k left join people u on u.id = k.created_by
           where k.program_id = $1 order by lower(k.name) limit $2"#,
        cx.program().id.0,
        MOST_OWN,
    )
    .fetch_all(cx.pool())
    .await?;
    let own: Vec<OwnListed> = rows
        .into_iter()
        .map(|row| OwnListed {
            id: row.id.into(),
            skill: OwnSkill { name: row.name, also: row.also },
            by: row.by,
            on: cx.program().day_of(row.created_at.to_jiff()),
            students: row.students,
        })
        .collect();
    // What the list knows is taken out here: it stands in the program, not in the database.
    let known = Vocabulary::with(own.iter().map(|listed| listed.skill.clone()).collect());
    let used = sqlx::query!(
        r#"select min(k) as "name!", count(*) as "students!" from students s, unnest(s.skills) k
           where s.program_id = $1 group by lower(k) order by count(*) desc, lower(k) limit 1000"#,
        cx.program().id.0,
    )
    .fetch_all(cx.pool())
    .await?;
    let unlisted = used.into_iter().filter(|row| known.find(&row.name).is_none());
    let unlisted = unlisted.take(20).map(|row| Unlisted { name: row.name, students: row.students }).collect();
    Ok(SkillsView { own, unlisted })
}
