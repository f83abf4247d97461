//! A problem for whoever may read it, and the staff's list.

use domain::access::Action;
use domain::actor::Party;
use domain::engagements::Engagement;
use domain::ids::{EngagementId, ProblemId};
use domain::messages::Voice;
use domain::money::Cents;
use domain::problems::{Command, Kind, Stage, due_on, offers, reads};
use domain::reviews::Side;
use domain::time::{Day, Instant};

use crate::Cx;
use crate::engagements::{Held, visible};
use crate::failure::Failure;
use crate::sql::word;

/// Most lines of a list.
const MOST: i64 = 60;

/// A problem in the list of its engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProblemLine {
    /// Which.
    pub id: ProblemId,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// The day it was told.
    pub told: Day,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// The page where a problem is told, with those that were.
#[derive(Clone, Debug)]
pub struct ReportPage {
    /// The engagement.
    pub engagement: Engagement,
    /// The project's title.
    pub project: String,
    /// The name of the other side.
    pub other: String,
    /// Those of this engagement that the viewer may read, the newest first.
    pub problems: Vec<ProblemLine>,
}

/// Something that was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordLine {
    /// Who said it.
    pub author: String,
    /// As whom.
    pub voice: Voice,
    /// `answer`, `statement`, `decision`, `appeal` or `note`.
    pub kind: String,
    /// The words.
    pub body: String,
    /// When.
    pub at: Instant,
}

/// One problem.
#[derive(Clone, Debug)]
pub struct ProblemPage {
    /// Which.
    pub id: ProblemId,
    /// The engagement.
    pub engagement: EngagementId,
    /// The project's title.
    pub project: String,
    /// The student's name.
    pub student: String,
    /// The host organisation.
    pub host: String,
    /// The agreed pay.
    pub fee: Cents,
    /// The side that told it.
    pub side: Side,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// Whether the other side may read it.
    pub shared: bool,
    /// What happened.
    pub what: String,
    /// What would be fair; may be empty.
    pub wish: String,
    /// When it was told.
    pub told: Instant,
    /// The disputed amount.
    pub amount: Cents,
    /// What of it is the student's, once decided.
    pub award: Option<Cents>,
    /// The day the next step is due.
    pub due: Option<Day>,
    /// What was said, the first one first; notes of staff for staff alone.
    pub words: Vec<WordLine>,
    /// Whether the viewer is staff.
    pub staff: bool,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// One line of the staff's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueLine {
    /// Which.
    pub id: ProblemId,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// The project's title.
    pub project: String,
    /// Who told it.
    pub who: String,
    /// The day the next step is due.
    pub due: Option<Day>,
}

/// The problems of an engagement that this actor may read.
pub(crate) async fn of_engagement(cx: &Cx, engagement: &Engagement) -> Result<Vec<ProblemLine>, Failure> {
    let parties = cx.actor().parties(&engagement.belongs);
    let rows = sqlx::query!(
        "select id, side, kind, stage, shared, decider_id, created_at from problems where engagement_id = $1 order by id desc limit $2",
        engagement.id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let mut lines = Vec::new();
    for row in rows {
        let (side, stage): (Side, Stage) = (word(&row.side)?, word(&row.stage)?);
        if reads(side, row.shared, &parties) {
            lines.push(ProblemLine {
                id: row.id.into(),
                kind: word(&row.kind)?,
                stage,
                told: cx.program().day_of(row.created_at.to_jiff()),
                offers: offers(stage, side, row.decider_id.map(Into::into), &parties, cx.actor().person_id()),
            });
        }
    }
    Ok(lines)
}

/// Where the two sides tell a problem.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but the two sides.
pub async fn report_page(cx: &Cx, id: EngagementId) -> Result<ReportPage, Failure> {
    let Held { engagement, terms, .. } = visible(cx, id).await?;
    let parties = cx.actor().parties(&engagement.belongs);
    let side = domain::requests::side_of(&parties).ok_or(Failure::NotFound)?;
    let other = if side == Side::Student { terms.host } else { terms.student };
    Ok(ReportPage { problems: of_engagement(cx, &engagement).await?, engagement, project: terms.project, other })
}

/// One problem with everything that was said.
///
/// # Errors
/// [`Failure::NotFound`] for anybody who may not read it.
pub async fn problem_page(cx: &Cx, id: ProblemId) -> Result<ProblemPage, Failure> {
    let row = sqlx::query!(
        "select engagement_id, side, kind, stage, stage_on, shared, what, wish, amount_cents, award_cents, decider_id, created_at
         from problems where id = $1",
        id.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let Held { engagement, terms, fee, .. } = visible(cx, row.engagement_id.into()).await?;
    let parties = cx.actor().parties(&engagement.belongs);
    let (side, stage, kind): (Side, Stage, Kind) = (word(&row.side)?, word(&row.stage)?, word(&row.kind)?);
    if !reads(side, row.shared, &parties) {
        return Err(Failure::NotFound);
    }
    let staff = parties.contains(&Party::Staff);
    // What staff answered before it was shared is for the side that told it.
    let own = staff || parties.contains(&side.party());
    let words = sqlx::query!(
        "select w.kind, w.voice, w.body, w.created_at, p.name from problem_words w join people p on p.id = w.author_id
         where w.problem_id = $1 and (w.kind <> 'note' or $2) and (w.kind <> 'answer' or $3) order by w.id limit 200",
        id.0,
        staff,
        own
    )
    .fetch_all(cx.pool())
    .await?;
    let words = words
        .into_iter()
        .map(|row| {
            let voice = word(&row.voice)?;
            Ok(WordLine { author: row.name, voice, kind: row.kind, body: row.body, at: row.created_at.to_jiff() })
        })
        .collect::<Result<_, Failure>>()?;
    Ok(ProblemPage {
        id,
        engagement: engagement.id,
        project: terms.project,
        student: terms.student,
        host: terms.host,
        fee,
        side,
        kind,
        stage,
        shared: row.shared,
        what: row.what,
        wish: row.wish,
        told: row.created_at.to_jiff(),
        amount: Cents(row.amount_cents),
        award: row.award_cents.map(Cents),
        due: due_on(stage, kind, row.stage_on.to_jiff(), &cx.program().calendar),
        words,
        staff,
        offers: offers(stage, side, row.decider_id.map(Into::into), &parties, cx.actor().person_id()),
    })
}

/// Every problem that is not over: what concerns safety first, then the oldest.
///
/// # Errors
/// [`Failure::NotFound`] for anybody but staff.
pub async fn queue(cx: &Cx) -> Result<Vec<QueueLine>, Failure> {
    cx.require(Action::KeepProblems)?;
    let rows = sqlx::query!(
        r#"select x.id, x.kind, x.stage, x.stage_on, e.terms ->> 'project' as "project!", p.name
           from problems x join engagements e on e.id = x.engagement_id join people p on p.id = x.reporter_id
           where x.program_id = $1 and x.stage in ('open', 'in_hand', 'evidence', 'mediation', 'decided', 'appealed')
           order by x.kind <> 'safety', x.stage_on, x.id limit $2"#,
        cx.program().id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter()
        .map(|row| {
            let (kind, stage): (Kind, Stage) = (word(&row.kind)?, word(&row.stage)?);
            Ok(QueueLine {
                id: row.id.into(),
                kind,
                stage,
                project: row.project,
                who: row.name,
                due: due_on(stage, kind, row.stage_on.to_jiff(), &cx.program().calendar),
            })
        })
        .collect()
}
