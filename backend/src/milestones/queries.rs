//! What the page of a milestone reads.

use domain::actor::{Belongs, Party};
use domain::engagements::{Stage as Work, Terms};
use domain::ids::{EngagementId, MilestoneId};
use domain::milestones::{Command, Facts, Milestone, Stage};
use domain::time::{Day, Instant};

use crate::Cx;
use crate::failure::Failure;
use crate::files::FileLine;
use crate::sql::{instant, word};

/// Versions and comments of one page.
const MOST: i64 = 200;

/// One version of what was handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandIn {
    /// 1 is the first.
    pub version: i32,
    /// When it was handed in.
    pub at: Instant,
    /// Its words; may be empty.
    pub text: String,
    /// Where it can be opened; may be empty.
    pub link: String,
    /// Its files.
    pub files: Vec<FileLine>,
}

/// What somebody said about a deliverable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Who.
    pub who: String,
    /// When.
    pub at: Instant,
    /// The words.
    pub text: String,
    /// The version they had before them, once there was one.
    pub version: Option<i32>,
}

/// One milestone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MilestonePage {
    /// Which.
    pub id: MilestoneId,
    /// Its engagement.
    pub engagement: EngagementId,
    /// Its name.
    pub name: String,
    /// The day it is due.
    pub due: Day,
    /// Where it stands.
    pub stage: Stage,
    /// Where the engagement stands.
    pub work: Work,
    /// The agreement it is part of.
    pub terms: Terms,
    /// What was last handed in, in words; may be empty.
    pub text: String,
    /// Where that can be opened; may be empty.
    pub link: String,
    /// Everything that was handed in, the newest first.
    pub versions: Vec<HandIn>,
    /// Files this viewer sent and has not handed in yet.
    pub staged: Vec<FileLine>,
    /// What was said about it, the oldest first.
    pub comments: Vec<Comment>,
    /// Whether this viewer is a side of it: may open its files and say something.
    pub takes_part: bool,
    /// What this viewer is to it.
    pub parties: Vec<Party>,
    /// What the host asked to change; may be empty.
    pub note: String,
    /// When it was last handed in.
    pub submitted: Option<Instant>,
    /// When it was last answered.
    pub decided: Option<Instant>,
    /// What this viewer can do with it.
    pub offers: Vec<Command>,
}

/// One milestone of an engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn milestone_page(cx: &Cx, engagement: EngagementId, id: MilestoneId) -> Result<MilestonePage, Failure> {
    let row = sqlx::query!(
        "select m.name, m.due_on, m.stage, m.deliverable_text, m.deliverable_link, m.note, m.submitted_at, m.decided_at,
             e.stage as work, e.terms, e.program_id, e.host_id, e.student_id
         from milestones m join engagements e on e.id = m.engagement_id where m.id = $1 and e.id = $2",
        id.0,
        engagement.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let belongs = Belongs {
        program: row.program_id.into(),
        host: Some(row.host_id.into()),
        student: Some(row.student_id.into()),
    };
    let parties = cx.actor().parties(&belongs);
    if !crate::engagements::concerns(&parties) {
        return Err(Failure::NotFound);
    }
    let (stage, work): (Stage, Work) = (word(&row.stage)?, word(&row.work)?);
    let facts = Facts { due: row.due_on.to_jiff(), engagement_in_progress: work == Work::InProgress };
    let mut offers = Milestone::restore(id, belongs, facts, stage).offers(cx.actor());
    offers.retain(|command| *command != Command::Submit || work == Work::InProgress);
    let sides = [Party::Student, Party::Host, Party::Staff];
    let submits = offers.contains(&Command::Submit);
    Ok(MilestonePage {
        id,
        engagement,
        name: row.name,
        due: facts.due,
        stage,
        work,
        terms: serde_json::from_value(row.terms)?,
        text: row.deliverable_text,
        link: row.deliverable_link,
        versions: versions(cx, id).await?,
        staged: if submits { crate::files::staged(cx, id).await? } else { Vec::new() },
        comments: comments(cx, id).await?,
        takes_part: parties.iter().any(|party| sides.contains(party)),
        parties,
        note: row.note,
        submitted: instant(row.submitted_at),
        decided: instant(row.decided_at),
        offers,
    })
}

async fn versions(cx: &Cx, id: MilestoneId) -> Result<Vec<HandIn>, Failure> {
    let mut files = crate::files::of_hand_ins(cx, id).await?;
    let rows = sqlx::query!(
        "select id, version, text, link, created_at from hand_ins where milestone_id = $1 order by version desc limit $2",
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let versions = rows.into_iter().map(|row| HandIn {
        version: row.version,
        at: row.created_at.to_jiff(),
        text: row.text,
        link: row.link,
        files: files.extract_if(.., |(version, _)| *version == row.id).map(|(_, file)| file).collect(),
    });
    Ok(versions.collect())
}

async fn comments(cx: &Cx, id: MilestoneId) -> Result<Vec<Comment>, Failure> {
    let rows = sqlx::query!(
        r#"select p.name, c.created_at, c.text, h.version as "version?"
           from deliverable_comments c join people p on p.id = c.author_id left join hand_ins h on h.id = c.hand_in_id
           where c.milestone_id = $1 order by c.created_at, c.id limit $2"#,
        id.0,
        MOST
    )
    .fetch_all(cx.pool())
    .await?;
    let comments = rows.into_iter().map(|row| Comment {
        who: row.name,
        at: row.created_at.to_jiff(),
        text: row.text,
        version: row.version,
    });
    Ok(comments.collect())
}
