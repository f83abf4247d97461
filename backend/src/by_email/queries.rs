//! What the page behind a link shows. Everything is read as the member it was sent to, by the queries of the pages they
//! would see when signed in.

use domain::by_email::{Dead, Deed};
use domain::milestones::Command as MilestoneCommand;
use domain::time::Week;
use domain::timesheets::Command as WeekCommand;

use super::links::{self, Link, Opened};
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::milestones::MilestonePage;
use crate::people::count_try;
use crate::timesheets::WeekPage;

/// A check-in of a student that waits for an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckInAsked {
    /// The project's title.
    pub project: String,
    /// The host organisation.
    pub host: String,
    /// The student.
    pub student: String,
    /// Its week.
    pub week: Week,
    /// What the student said, in the order of the questions.
    pub answers: [String; 3],
}

/// What a link would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Approve the hours of this week.
    Week(Box<WeekPage>),
    /// Accept this milestone.
    Milestone(Box<MilestonePage>),
    /// Answer this check-in.
    CheckIn(Box<CheckInAsked>),
}

/// A link that somebody holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Looked {
    /// It works: for whom it acts, and what it would do.
    Alive {
        /// The member it was sent to.
        person: String,
        /// What it would do.
        shown: Shown,
    },
    /// It does nothing any more.
    Dead(Dead),
}

/// What a link would do. Looking changes nothing: mail scanners open links, too.
///
/// # Errors
/// [`Failure::NotFound`] for a link that stands for nothing here, [`Failure::TooMany`] after a flood of those.
pub async fn look(visit: &Visit, opened: Opened<'_>) -> Result<Looked, Failure> {
    let Some(link) = links::find(visit, opened).await? else {
        count_try(visit, opened.address).await?;
        return Err(Failure::NotFound);
    };
    if let Some(dead) = link.standing.dead(visit.at()) {
        return Ok(Looked::Dead(dead));
    }
    let cx = link.cx(visit).await?;
    let shown = match link.deed {
        Deed::ApproveWeek => week(&cx, &link).await?,
        Deed::AcceptMilestone => milestone(&cx, &link).await?,
        Deed::AnswerCheckIn => check_in(&cx, &link).await?,
    };
    Ok(match shown {
        Some(shown) => Looked::Alive { person: link.person.name, shown },
        // What can be done now, the machine says: the work may have ended without a change of what the link is about.
        None => Looked::Dead(Dead::Changed),
    })
}

async fn week(cx: &Cx, link: &Link) -> Result<Option<Shown>, Failure> {
    let week = sqlx::query_scalar!("select week from timesheets where id = $1", link.subject)
        .fetch_optional(cx.pool())
        .await?;
    let Some(week) = week else { return Ok(None) };
    let week = Week::of(week.to_jiff());
    let page = crate::timesheets::week_page(cx, link.engagement, Some(week), None).await?;
    let may = page.sheet.as_ref().is_some_and(|sheet| sheet.offers.contains(&WeekCommand::Approve));
    Ok(may.then(|| Shown::Week(Box::new(page))))
}

async fn milestone(cx: &Cx, link: &Link) -> Result<Option<Shown>, Failure> {
    let page = crate::milestones::milestone_page(cx, link.engagement, link.subject.into()).await?;
    let may = page.offers.contains(&MilestoneCommand::Accept);
    Ok(may.then(|| Shown::Milestone(Box::new(page))))
}

async fn check_in(cx: &Cx, link: &Link) -> Result<Option<Shown>, Failure> {
    let row = sqlx::query!(
        r#"select c.week, c.went_well, c.next_steps, c.blocked, e.terms->>'project' as "project!", e.terms->>'host' as "host!",
             e.terms->>'student' as "student!"
           from check_ins c join engagements e on e.id = c.engagement_id where c.id = $1 and e.id = $2"#,
        link.subject,
        link.engagement.0
    )
    .fetch_optional(cx.pool())
    .await?;
    Ok(row.map(|row| {
        Shown::CheckIn(Box::new(CheckInAsked {
            project: row.project,
            host: row.host,
            student: row.student,
            week: Week::of(row.week.to_jiff()),
            answers: [row.went_well, row.next_steps, row.blocked],
        }))
    }))
}
