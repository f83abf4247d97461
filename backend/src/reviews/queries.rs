//! What the page of reviews reads: one's own side always, the other's once it is revealed.

use domain::actor::Party;
use domain::engagements::{Stage as Work, Terms};
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::reviews::{Item, Levels, Rated, Side, Stage, Text, edits_end, rated, visible_to};
use domain::time::{Day, Instant};
use serde::Deserialize as _;
use serde_json::Value;
use sqlx::types::Json;

use super::commands::items_of;
use crate::Cx;
use crate::engagements::visible;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// A review that may be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenReview {
    /// Who wrote it.
    pub side: Side,
    /// What was rated, and how.
    pub ratings: Vec<Rated>,
    /// The chosen levels; none for a review older than they are.
    pub levels: Option<Levels>,
    /// What went well.
    pub strengths: String,
    /// What could be better; may be empty.
    pub improve: String,
    /// Whether this side would work with the other again.
    pub again: bool,
    /// What only staff and its author read; empty for everybody else.
    pub note: String,
    /// Why staff have hidden its words from everybody; then `strengths` and `improve` are empty.
    pub hidden: Option<String>,
    /// What the other side answered.
    pub answer: Option<Answer>,
    /// Whether the viewer can answer it.
    pub can_answer: bool,
    /// The texts that the viewer can tell staff of.
    pub can_flag: Vec<Text>,
    /// Its version, for the form that changes it.
    pub version: i32,
    /// What it said before it was changed, newest first. For its author and staff.
    pub earlier: Vec<EarlierReview>,
}

/// The one answer to a review.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Its words; empty when they are hidden.
    pub body: String,
    /// Why staff have hidden it from everybody.
    pub hidden: Option<String>,
    /// When it was written.
    pub at: Instant,
}

/// What a review said before its author changed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EarlierReview {
    /// What was rated, and how.
    pub ratings: Vec<Rated>,
    /// What went well.
    pub strengths: String,
    /// What could be better; may be empty.
    pub improve: String,
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
    /// What the viewer's side rates.
    pub items: Vec<&'static Item>,
    /// Where the two reviews stand and when they were sent; empty before the work was accepted.
    pub stages: Vec<(Side, Stage, Option<Instant>)>,
    /// The last day reviews can be sent.
    pub closes: Option<Day>,
    /// Whether the viewer can still send theirs.
    pub open: bool,
    /// The last day on which the viewer can change what they sent; none when they cannot.
    pub changes_until: Option<Day>,
    /// Those that may be read.
    pub written: Vec<WrittenReview>,
}

/// Both reviews of an engagement.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern.
pub async fn review_page(cx: &Cx, id: EngagementId) -> Result<ReviewPage, Failure> {
    let held = visible(cx, id).await?;
    let parties = cx.actor().parties(&held.engagement.belongs);
    let side = Side::ALL.iter().copied().find(|side| parties.contains(&side.party()));
    let reviews = sqlx::query!(
        r#"select r.side, r.stage, r.ratings as "ratings: Json<Value>", r.levels as "levels: Json<Levels>", r.strengths,
             r.improvement, r.again, r.note_to_staff, r.closes_on, r.submitted_at, r.version,
             r.hidden_at is not null as "hidden!", r.hidden_reason, y.body as "answer?",
             y.hidden_at is not null as "answer_hidden!", y.hidden_reason as "answer_why?", y.created_at as "answered_at?",
             array(select f.text from review_flags f where f.review_id = r.id) as "flagged!"
         from reviews r left join review_replies y on y.review_id = r.id
         where r.engagement_id = $1 order by r.side desc"#,
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
            let knows = parties.contains(&Party::Staff) || side == Some(author);
            let levels = review.levels.map(|Json(levels)| levels);
            let answer = review.answer.zip(review.answered_at).map(|(body, at)| Answer {
                body: if review.answer_hidden { String::new() } else { body },
                hidden: review.answer_why.filter(|_| review.answer_hidden),
                at: at.to_jiff(),
            });
            let shown = stage == Stage::Revealed && side.is_some();
            let by_other = |text: Text| shown && side != Some(text.author(author));
            let there = |text: Text| match text {
                Text::Review => !review.hidden,
                Text::Reply => answer.as_ref().is_some_and(|one| one.hidden.is_none()),
            };
            let fresh = |text: Text| !review.flagged.iter().any(|word| word == text.word());
            let can_flag = [Text::Review, Text::Reply].into_iter();
            let can_flag = can_flag.filter(|text| by_other(*text) && there(*text) && fresh(*text)).collect();
            written.push(WrittenReview {
                side: author,
                ratings: rated(author, levels.as_ref(), &stars(&review.ratings.0)),
                levels,
                strengths: if review.hidden { String::new() } else { review.strengths },
                improve: if review.hidden { String::new() } else { review.improvement },
                again: review.again.unwrap_or_default(),
                note: if knows { review.note_to_staff } else { String::new() },
                can_answer: by_other(Text::Review) && answer.is_none() && !review.hidden,
                can_flag,
                answer,
                hidden: review.hidden.then_some(review.hidden_reason),
                version: review.version,
                earlier: if knows && !review.hidden { earlier(cx, id, author).await? } else { Vec::new() },
            });
        }
    }
    let mine = stages.iter().find(|(author, ..)| Some(*author) == side);
    let last = mine.filter(|(_, stage, _)| *stage == Stage::Submitted).and_then(|(_, _, sent)| *sent).zip(closes);
    let last = last.map(|(sent, closes)| edits_end(cx.program().day_of(sent), closes));
    Ok(ReviewPage {
        id,
        work: held.engagement.stage(),
        terms: held.terms,
        side,
        items: match side {
            Some(side) => items_of(&mut *cx.pool().acquire().await?, held.project, side).await?,
            None => Vec::new(),
        },
        open: mine.is_some_and(|(_, stage, _)| *stage == Stage::Draft) && closes.is_some_and(|last| cx.today() <= last),
        changes_until: last.filter(|last| cx.today() <= *last),
        stages,
        closes,
        written,
    })
}

/// The row of stars of a review from before there were levels; anything else has none.
fn stars(ratings: &Value) -> Vec<u8> {
    Vec::deserialize(ratings).unwrap_or_default()
}

/// What a review said before, newest first.
async fn earlier(cx: &Cx, id: EngagementId, side: Side) -> Result<Vec<EarlierReview>, Failure> {
    let rows = sqlx::query!(
        r#"select v.ratings as "ratings: Json<Value>", v.levels as "levels: Json<Levels>", v.strengths, v.improvement
         from review_versions v join reviews r on r.id = v.review_id
         where r.engagement_id = $1 and r.side = $2 order by v.number desc limit 50"#,
        id.0,
        side.word()
    )
    .fetch_all(cx.pool())
    .await?;
    let read = rows.into_iter().map(|row| EarlierReview {
        ratings: rated(side, row.levels.as_ref().map(|Json(levels)| levels), &stars(&row.ratings.0)),
        strengths: row.strengths,
        improve: row.improvement,
    });
    Ok(read.collect())
}
