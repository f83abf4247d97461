//! What the pages of a portfolio show.

use domain::access::Action;
use domain::ids::{PersonId, ProgramId};
use domain::portfolios::{About, Sheet, Shown, SkillProof, Work, evidence};
use domain::time::Instant;

use super::showing::may_ask;
use super::works::{self, Kept};
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::people::{hash_secret, is_secret};
use crate::sql::instant;

/// One finished work in its student's own view.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The work.
    pub work: Work,
    /// When the student last asked the host for permission.
    pub asked: Option<Instant>,
    /// When the host last decided.
    pub decided: Option<Instant>,
    /// Whether the student may ask now.
    pub may_ask: bool,
}

/// A student's own portfolio.
#[derive(Clone, Debug)]
pub struct PortfolioView {
    /// What the student says of themselves.
    pub about: About,
    /// Goes back with the forms; 0 before the first write.
    pub version: i32,
    /// When the public link was made; nothing while the portfolio is private.
    pub link: Option<Instant>,
    /// Finished work in the student's order.
    pub entries: Vec<Entry>,
    /// Skills with what shows them.
    pub skills: Vec<SkillProof>,
}

/// A portfolio as everybody with the link reads it. There is no id in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicPortfolio {
    /// The student's name.
    pub name: String,
    /// What the student says of themselves.
    pub about: About,
    /// The program that confirms the work.
    pub program: String,
    /// To whom the program belongs.
    pub institution: String,
    /// What may be shown, in the student's order.
    pub works: Vec<Shown>,
    /// Skills with what may be said of what shows them.
    pub skills: Vec<SkillProof>,
}

/// What a portfolio's own row says.
struct Row {
    about: About,
    version: i32,
    link: Option<Instant>,
    order: Vec<uuid::Uuid>,
}

async fn row(visit: &Visit, program: ProgramId, student: PersonId) -> Result<Row, Failure> {
    let row = sqlx::query!(
        "select headline, introduction, entry_order, link_made_at, version from portfolios
         where program_id = $1 and student_id = $2",
        program.0,
        student.0
    )
    .fetch_optional(visit.pool())
    .await?;
    Ok(match row {
        Some(row) => Row {
            about: About { headline: row.headline, introduction: row.introduction },
            version: row.version,
            link: instant(row.link_made_at),
            order: row.entry_order,
        },
        None => Row { about: About::default(), version: 0, link: None, order: Vec::new() },
    })
}

/// The portfolio of the student who asks.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn portfolio(cx: &Cx) -> Result<PortfolioView, Failure> {
    let (row, works) = own(cx).await?;
    let all: Vec<Work> = works.iter().map(|kept| kept.work.clone()).collect();
    let entry = |kept: Kept| Entry {
        may_ask: may_ask(kept.work.scope, kept.asked, cx.at()),
        work: kept.work,
        asked: kept.asked,
        decided: kept.decided,
    };
    Ok(PortfolioView {
        about: row.about,
        version: row.version,
        link: row.link,
        skills: evidence(&all, false),
        entries: works.into_iter().map(entry).collect(),
    })
}

async fn own(cx: &Cx) -> Result<(Row, Vec<Kept>), Failure> {
    cx.require(Action::EditStudentProfile)?;
    let (program, me) = (cx.program().id, cx.person()?.id);
    let row = row(cx, program, me).await?;
    let mut db = cx.pool().acquire().await?;
    let works = works::of(&mut db, program, me, &row.order).await?;
    Ok((row, works))
}

/// The portfolio of the student who asks as everybody with the link would read it, whether there is a link or not.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn preview(cx: &Cx) -> Result<PublicPortfolio, Failure> {
    let (row, works) = own(cx).await?;
    let (program, institution) = (cx.program().name.clone(), cx.program().institution.clone());
    Ok(shown(cx.person()?.name.clone(), row.about, (program, institution), works))
}

/// The portfolio of the student who asks as a sheet of text: to copy from, or for [`super::pdf`].
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn sheet(cx: &Cx) -> Result<Sheet, Failure> {
    let (row, works) = own(cx).await?;
    let works: Vec<Work> = works.into_iter().map(|kept| kept.work).collect();
    Ok(Sheet::of(&cx.person()?.name, &row.about, &works))
}

/// The portfolio behind a public link.
///
/// # Errors
/// [`Failure::NotFound`] for a link that is unknown, was renewed or switched off, or whose student may not come in any
/// more: nothing tells which.
pub async fn public_portfolio(visit: &Visit, secret: &str) -> Result<PublicPortfolio, Failure> {
    // Nothing that is no secret reaches the database.
    if !is_secret(secret) {
        return Err(Failure::NotFound);
    }
    let row = sqlx::query!(
        "select o.program_id, o.student_id, o.headline, o.introduction, o.entry_order, s.name, g.name as program, g.institution
         from portfolios o
         join people s on s.id = o.student_id and s.standing <> 'suspended'
         join programs g on g.id = o.program_id
         where o.token_hash = $1",
        hash_secret(secret)
    )
    .fetch_optional(visit.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let mut db = visit.pool().acquire().await?;
    let works = works::of(&mut db, row.program_id.into(), row.student_id.into(), &row.entry_order).await?;
    let about = About { headline: row.headline, introduction: row.introduction };
    Ok(shown(row.name, about, (row.program, row.institution), works))
}

/// What of it everybody may read.
fn shown(name: String, about: About, (program, institution): (String, String), works: Vec<Kept>) -> PublicPortfolio {
    let works: Vec<Work> = works.into_iter().map(|kept| kept.work).collect();
    PublicPortfolio {
        name,
        about,
        program,
        institution,
        skills: evidence(&works, true),
        works: works.iter().filter_map(Work::shown).collect(),
    }
}
