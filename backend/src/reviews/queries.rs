//! What the page of reviews reads: one's own side always, the other's once it is revealed.

use domain::actor::Belongs;
use domain::engagements::{Stage as Work, Terms};
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::reviews::{Side, Stage, visible_to};
use domain::time::{Day, Instant};

use crate::Cx;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// A review that may be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenReview {
    /// Who wrote it.
    pub side: Side,
    /// 1 to 5 each, in the order of `domain::reviews::rating_labels`.
    pub ratings: Vec<u8>,
    /// What went well.
    pub strengths: String,
    /// What could be better; may be empty.
    pub improve: String,
    /// Whether this side would work with the other again.
    pub again: bool,
    /// What only staff read; empty for everybody else.
    pub note: String,
}

/// Both reviews of an engagement, as far as this viewer may read them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReviewPage {
    /// Which engagement.
    pub id: EngagementId,
    /// Where the engagement stands.
    pub work: Work,
    /// Its agreement.
    pub terms: Terms,
    /// The viewer's side, when they have one.
    pub side: Option<Side>,
    /// Where the two reviews stand and when they were sent; empty before the work was accepted.
    pub stages: Vec<(Side, Stage, Option<Instant>)>,
    /// The last day reviews can be sent.
    pub closes: Option<Day>,
    /// Whether the viewer can still send theirs.
    pub open: bool,
    /// Those that may be read.
    pub written: Vec<WrittenReview>,
}

/// Both reviews of an engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn review_page(cx: &Cx, id: EngagementId) -> Result<ReviewPage, Failure> {
    let row = sqlx::query!("select program_id, host_id, student_id, stage, terms from engagements where id = $1", id.0)
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
    let staff = parties.contains(&domain::actor::Party::Staff);
    let side = Side::ALL.iter().copied().find(|side| parties.contains(&side.party()));
    let reviews = sqlx::query!(
        "select side, stage, ratings, strengths, improvement, again, note_to_staff, closes_on, submitted_at
         from reviews where engagement_id = $1 order by side desc",
        id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let (mut stages, mut written, mut closes) = (Vec::new(), Vec::new(), None);
    for review in reviews {
        let (author, stage): (Side, Stage) = (word(&review.side)?, word(&review.stage)?);
        closes = Some(review.closes_on.to_jiff());
        stages.push((author, stage, instant(review.submitted_at)));
        let is_there = matches!(stage, Stage::Submitted | Stage::Revealed);
        if is_there && visible_to(author, stage, &parties) {
            written.push(WrittenReview {
                side: author,
                ratings: serde_json::from_value(review.ratings)?,
                strengths: review.strengths,
                improve: review.improvement,
                again: review.again.unwrap_or_default(),
                note: if staff || side == Some(author) { review.note_to_staff } else { String::new() },
            });
        }
    }
    let mine = stages.iter().find(|(author, ..)| Some(*author) == side).map(|(_, stage, _)| *stage);
    Ok(ReviewPage {
        id,
        work: word(&row.stage)?,
        terms: serde_json::from_value(row.terms)?,
        side,
        open: mine == Some(Stage::Draft) && closes.is_some_and(|last| cx.today() <= last),
        stages,
        closes,
        written,
    })
}
