//! Projects for one student, with the reasons: what is read for the weighing of `domain::matching`, and the lists made
//! by it.
//!
//! Ranking is bounded: the database picks at most [`CANDIDATES`] open projects in one query over the indexes of the
//! catalogue (those that ask for a skill of the student first, then the newest), and only these are weighed and ordered.

use std::collections::HashMap;

use domain::access::Action;
use domain::ids::{PersonId, ProjectId};
use domain::matching::{Asked, Match, Past, Student, weigh};
use domain::people::FreeWeek;
use domain::projects::{Draft, ProjectCard, SkillDraft};
use domain::searches::{Filter, Sort};
use domain::skills::{OwnSkill, Vocabulary};
use domain::time::Day;
use sqlx::types::Json;
use uuid::Uuid;

use super::browse::{self, Listing, PAGE};
use super::spelling;
use super::views::PublicProject;
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::sql::on;

/// Most projects that are weighed for one list.
pub const CANDIDATES: usize = 100;
/// Projects of each list on the student's home.
const SHOWN: usize = 3;

/// A project with how it fits.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The project.
    pub card: ProjectCard,
    /// Why, and what is missing.
    pub said: Match,
}

/// Projects for the student's home.
#[derive(Clone, Debug, Default)]
pub struct Recommended {
    /// The best, at most three; without those of `first`.
    pub best: Vec<Matched>,
    /// For somebody without a finished project: what needs no skill their profile does not show, at most three.
    pub first: Vec<Matched>,
    /// Whether the profile says nothing that could be weighed.
    pub blank: bool,
}

/// Both sides of the weighing but the projects.
struct Known {
    student: Student,
    exams: Vec<(Day, Day)>,
    vocabulary: Vocabulary,
}

impl Known {
    fn skill_names(&self) -> Vec<String> {
        self.student.skills.iter().map(|skill| skill.name.clone()).collect()
    }

    fn weigh(&self, asked: &Asked) -> Match {
        weigh(&self.student, asked, &self.exams, &self.vocabulary)
    }
}

/// Open projects the student has not applied to, the best first, and those for a first project.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn recommended(cx: &Cx) -> Result<Recommended, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let me = cx.person()?.id;
    let Some(known) = known(cx, me).await? else { return Ok(Recommended { blank: true, ..Recommended::default() }) };
    let most = i64::try_from(CANDIDATES).unwrap_or(i64::MAX);
    let (cards, _) = browse::candidates(cx, &Filter::default(), &known.skill_names(), Some(me), most).await?;
    let mut all = ranked(cx, &known, cards).await?;
    let mut first = Vec::new();
    if known.student.is_first_timer() {
        let (suits, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.said.suits_first_timers());
        let mut suits = suits.into_iter();
        first = suits.by_ref().take(SHOWN).collect();
        all = suits.chain(others).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.said.points));
    }
    all.truncate(SHOWN);
    Ok(Recommended { best: all, first, blank: known.student.is_blank() })
}

/// Open projects that match, with the reasons for each when a student asks. [`Sort::Match`] orders the first
/// [`CANDIDATES`] by how they fit and ends there; for everybody else it is the newest first.
///
/// When nothing matches, words that nothing knows are put right, and the listing says so; when that does not help
/// either, it says which parts of the filter are in the way.
///
/// # Errors
/// When the database does not answer.
pub async fn browse_for(
    visit: &Visit,
    filter: &Filter,
    student: Option<PersonId>,
) -> Result<(Listing, HashMap<ProjectId, Match>), Failure> {
    let known = match student {
        Some(student) => known(visit, student).await?,
        None => None,
    };
    let found = list(visit, filter, known.as_ref()).await?;
    if !found.0.cards.is_empty() || !filter.after.is_empty() {
        return Ok(found);
    }
    if !filter.exact
        && let Some(q) = spelling::put_right(visit, &filter.q).await?
    {
        let meant = Filter { q: q.clone(), ..filter.clone() };
        let (listing, said) = list(visit, &meant, known.as_ref()).await?;
        if !listing.cards.is_empty() {
            return Ok((Listing { put_right: Some(q), ..listing }, said));
        }
    }
    let in_the_way = browse::in_the_way(visit, filter).await?;
    Ok((Listing { in_the_way, ..found.0 }, found.1))
}

async fn list(
    visit: &Visit,
    filter: &Filter,
    known: Option<&Known>,
) -> Result<(Listing, HashMap<ProjectId, Match>), Failure> {
    let Some(known) = known else { return Ok((browse::browse(visit, filter).await?, HashMap::new())) };
    let (listing, matched) = if filter.sort == Sort::Match {
        let most = i64::try_from(CANDIDATES).unwrap_or(i64::MAX);
        let (cards, count) = browse::candidates(visit, filter, &known.skill_names(), None, most).await?;
        let all = ranked(visit, known, cards).await?;
        let from = filter.after.strip_prefix("m~").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
        let next = from.saturating_add(PAGE);
        let next = (next < all.len()).then(|| format!("m~{next}"));
        let page: Vec<Matched> = all.into_iter().skip(from).take(PAGE).collect();
        let cards = page.iter().map(|one| one.card.clone()).collect();
        (Listing { cards, count, next, ..Listing::default() }, page)
    } else {
        let listing = browse::browse(visit, filter).await?;
        let matched = weighed(visit, known, listing.cards.clone()).await?;
        (listing, matched)
    };
    let listing = Listing { first_timer: known.student.is_first_timer(), ..listing };
    Ok((listing, matched.into_iter().map(|one| (one.card.id, one.said)).collect()))
}

/// How one project fits; `None` for people who are no students here.
///
/// # Errors
/// When the database does not answer.
pub async fn match_of(visit: &Visit, project: &PublicProject, student: PersonId) -> Result<Option<Match>, Failure> {
    match_of_terms(visit, &project.draft, &project.host.name, student).await
}

/// The same from a project's terms.
pub(crate) async fn match_of_terms(
    visit: &Visit,
    draft: &Draft,
    host: &str,
    student: PersonId,
) -> Result<Option<Match>, Failure> {
    let Some(known) = known(visit, student).await? else { return Ok(None) };
    Ok(Some(known.weigh(&Asked {
        skills: draft.skills.clone(),
        weekly_hours: draft.weekly_hours,
        dates: draft.start.zip(draft.end),
        category: draft.category.clone(),
        host: host.to_owned(),
        net_per_hour: draft.net_pay(visit.policy()).and_then(|pay| pay.per_hour),
    })))
}

/// By points; of those alike, the one that can be applied to for a shorter time first.
async fn ranked(visit: &Visit, known: &Known, cards: Vec<ProjectCard>) -> Result<Vec<Matched>, Failure> {
    let mut all = weighed(visit, known, cards).await?;
    all.sort_by_key(|one| (std::cmp::Reverse(one.said.points), one.card.apply_by, one.card.id.0));
    Ok(all)
}

/// What the cards leave out is read for all of them at once.
async fn weighed(visit: &Visit, known: &Known, cards: Vec<ProjectCard>) -> Result<Vec<Matched>, Failure> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id.0).collect();
    let rows = sqlx::query!(
        r#"select id, coalesce(weekly_hours, 0) as "weekly_hours!",
            coalesce(draft -> 'skills', '[]') as "skills!: Json<Vec<SkillDraft>>"
           from projects where id = any($1)"#,
        &ids
    )
    .fetch_all(visit.pool())
    .await?;
    let mut rest: HashMap<Uuid, (i32, Vec<SkillDraft>)> =
        rows.into_iter().map(|row| (row.id, (row.weekly_hours, row.skills.0))).collect();
    let one = |card: ProjectCard| {
        let (weekly_hours, skills) = rest.remove(&card.id.0).unwrap_or_default();
        let said = known.weigh(&Asked {
            skills,
            weekly_hours,
            dates: Some((card.start, card.end)),
            category: card.category.clone(),
            host: card.host.clone(),
            net_per_hour: card.net_per_hour,
        });
        Matched { card, said }
    };
    Ok(cards.into_iter().map(one).collect())
}

/// The student, the exams and the program's words, in one query. It reads neither names nor anything private:
/// `student_private` and `student_demographics` do not occur here, and must not.
async fn known(visit: &Visit, student: PersonId) -> Result<Option<Known>, Failure> {
    let row = sqlx::query!(
        r#"select s.skills, s.weekly_hours, s.free_week, s.interests,
            coalesce((select json_agg(json_build_array(k.name, k.level, '')) from student_skills k
                where k.student_id = s.person_id), '[]') as "levels!: Json<Vec<(String, Option<i16>, String)>>",
            coalesce((select json_agg(json_build_array(t.title, t.category, t.host)) from
                (select p.title, p.category, h.name as host from engagements e
                 join projects p on p.id = e.project_id join hosts h on h.id = e.host_id
                 where e.student_id = s.person_id and e.stage in ('accepted', 'paid', 'completed')
                 order by e.accepted_at desc nulls last, e.id limit 20) t), '[]') as "past!: Json<Vec<(String, String, String)>>",
            coalesce((select json_agg(json_build_array(x.first_day, x.last_day) order by x.first_day) from exam_periods x
                where x.program_id = s.program_id and x.last_day >= $3 and x.removed_at is null), '[]') as "exams!: Json<Vec<(Day, Day)>>",
            coalesce((select json_agg(json_build_array(v.name, v.also)) from
                (select name, also from program_skills where program_id = s.program_id limit 400) v), '[]')
                as "words!: Json<Vec<(String, Vec<String>)>>"
           from students s where s.person_id = $1 and s.program_id = $2"#,
        student.0,
        visit.program().id.0,
        on(visit.today()) as _,
    )
    .fetch_optional(visit.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let past = row.past.0.into_iter().map(|(title, category, host)| Past { title, category, host });
    let words = row.words.0.into_iter().map(|(name, also)| OwnSkill { name, also });
    let student = Student {
        skills: crate::profiles::with_details(row.skills, row.levels.0),
        weekly_hours: row.weekly_hours,
        week: FreeWeek::from_number(row.free_week),
        interests: row.interests,
        past: past.collect(),
    };
    Ok(Some(Known { student, exams: row.exams.0, vocabulary: Vocabulary::with(words.collect()) }))
}
