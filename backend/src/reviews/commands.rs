//! Opening, sending and revealing reviews.

use domain::actor::{Actor, Party};
use domain::engagements::Engagement;
use domain::ids::{EngagementId, ProjectId, ReviewId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::reviews::{Facts, Item, NewReview, Order, Review, ReviewForm, Side, Stage, items, window_ends};
use domain::time::{Day, Instant};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::engagements::{Held, complete_if_over, lock, lock_visible};
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host};
use crate::sql::{at, instant, on, word};
use crate::{Cx, Once, Tx};

/// Opens both reviews of an engagement that was accepted today.
pub(crate) async fn open(tx: &mut Tx<'_>, engagement: &Engagement) -> Result<(), Failure> {
    let cx = tx.cx();
    let (now, closes) = (cx.at(), window_ends(cx.today(), cx.policy()));
    for side in Side::ALL {
        sqlx::query!(
            "insert into reviews (id, engagement_id, side, stage, closes_on, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $6) on conflict (engagement_id, side) do nothing",
            crate::new_id::<ReviewId>().0,
            engagement.id.0,
            side.word(),
            Stage::Draft.word(),
            on(closes) as _,
            at(now) as _
        )
        .execute(tx.db())
        .await?;
    }
    Ok(())
}

/// Sends the review of the actor's side; its note is for staff alone. When the other side's is in,
/// both are shown in the same moment.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, messages beside fields, [`Failure::Refused`] when it was sent
/// already, the window has closed or the work is not accepted yet.
pub async fn submit(cx: &Cx, engagement: EngagementId, form: &ReviewForm, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, mine) = lock_mine(&mut tx, engagement).await?;
    let new = NewReview::parse(&items_of(tx.db(), held.project, mine.facts.side).await?, form)?;
    let other_in = mine.facts.other_in;
    let sent = step(&mut tx, mine, held.project, &Order::Submit(new.clone()), cx.actor()).await?;
    write(&mut tx, sent.id, &new).await?;
    if other_in {
        reveal_all(&mut tx, &held).await?;
        complete_if_over(&mut tx, engagement).await?;
    }
    tx.commit().await
}

/// Replaces what the actor's side has sent, as long as the other side does not read it; what it said before is kept for
/// its author and staff. `version` is the one the form was drawn with.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, messages beside fields, [`Refusal::Changed`] when somebody of
/// the same side changed it in between, [`Failure::Refused`] when the days for it are over.
pub async fn revise(
    cx: &Cx,
    engagement: EngagementId,
    form: &ReviewForm,
    version: i32,
    once: Once,
) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (held, mine) = lock_mine(&mut tx, engagement).await?;
    let new = NewReview::parse(&items_of(tx.db(), held.project, mine.facts.side).await?, form)?;
    let order = Order::Revise(new.clone());
    let id = mine.id;
    // The rule comes first: once it is read, nobody is told to look at a newer version.
    mine.clone().apply(&order, cx.actor(), &cx.now(), cx.policy())?;
    let kept = sqlx::query!(
        "insert into review_versions (review_id, number, levels, ratings, strengths, improvement, again, note_to_staff, sent_at)
         select id, version, levels, ratings, strengths, improvement, again, note_to_staff, updated_at
         from reviews where id = $1 and version = $2",
        id.0,
        version
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if kept == 0 {
        return Err(Refusal::Changed.into());
    }
    step(&mut tx, mine, held.project, &order, cx.actor()).await?;
    write(&mut tx, id, &new).await?;
    tx.commit().await
}

/// The engagement and the review of the actor's side, both locked.
async fn lock_mine(tx: &mut Tx<'_>, engagement: EngagementId) -> Result<(Held, Review), Failure> {
    let held = lock_visible(tx, engagement).await?.ok_or(Failure::NotFound)?;
    let side = side_of(tx.cx().actor(), &held)?;
    let mine = lock_both(tx, &held).await?.into_iter().find(|review| review.facts.side == side);
    let mine = mine.ok_or_else(|| Refusal::rule("Reviews open when the work is accepted."))?;
    Ok((held, mine))
}

/// What a side rates: what every project asks, and the competencies this one named.
pub(super) async fn items_of(
    db: &mut PgConnection,
    project: ProjectId,
    side: Side,
) -> Result<Vec<&'static Item>, Failure> {
    let named = sqlx::query_scalar!(
        r#"select coalesce(draft -> 'competencies', '[]') as "named!: Json<Vec<String>>" from projects where id = $1"#,
        project.0
    )
    .fetch_one(db)
    .await?;
    Ok(items(side, &named.0))
}

/// The words of a review. The day of the first sending stays: the days for changes count from it.
async fn write(tx: &mut Tx<'_>, id: ReviewId, new: &NewReview) -> Result<(), Failure> {
    let (author, now) = (tx.cx().person()?.id, tx.cx().at());
    sqlx::query!(
        "update reviews set author_id = $2, levels = $3, ratings = '[]', strengths = $4, improvement = $5, again = $6,
             note_to_staff = $7, submitted_at = coalesce(submitted_at, $8) where id = $1",
        id.0,
        author.0,
        serde_json::to_value(&new.levels)?,
        new.strengths,
        new.improve,
        new.would_work_again,
        new.note,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

pub(super) fn side_of(actor: &Actor, held: &Held) -> Result<Side, Failure> {
    let side = domain::requests::side_of(&actor.parties(&held.engagement.belongs));
    side.ok_or_else(|| Refusal::rule("Only the student and the host review each other.").into())
}

/// Both reviews of an engagement, locked; empty before the work was accepted.
pub(super) async fn lock_both(tx: &mut Tx<'_>, held: &Held) -> Result<Vec<Review>, Failure> {
    let engagement = &held.engagement;
    let rows = sqlx::query!(
        "select id, side, stage, submitted_at from reviews where engagement_id = $1 order by side for update",
        engagement.id.0
    )
    .fetch_all(tx.db())
    .await?;
    let accepted_on = engagement.facts.accepted_on.unwrap_or(engagement.facts.since);
    let mut read: Vec<(ReviewId, Side, Stage, Option<Instant>)> = Vec::new();
    for row in rows {
        read.push((row.id.into(), word(&row.side)?, word(&row.stage)?, instant(row.submitted_at)));
    }
    let is_in = |side: Side| {
        read.iter().any(|(_, s, stage, _)| *s == side && matches!(stage, Stage::Submitted | Stage::Revealed))
    };
    let program = tx.cx().program();
    let reviews = read.iter().map(|(id, side, stage, sent)| {
        let sent_on = sent.map(|at| program.day_of(at));
        let facts = Facts { side: *side, accepted_on, other_in: is_in(side.other()), sent_on };
        Review::restore(*id, engagement.belongs, facts, *stage)
    });
    Ok(reviews.collect())
}

async fn step(
    tx: &mut Tx<'_>,
    review: Review,
    project: ProjectId,
    order: &Order,
    by: &Actor,
) -> Result<Review, Failure> {
    let (review, event) = review.apply(order, by, &tx.cx().now(), tx.cx().policy())?;
    let now = tx.cx().at();
    sqlx::query!(
        "update reviews set stage = $2, revealed_at = case when $2 = 'revealed' then $3::timestamptz end, version = version + 1, updated_at = $3
         where id = $1",
        review.id.0,
        review.stage().word(),
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    tx.record(&event, project).await?;
    Ok(review)
}

/// Shows what is in and gives up on what is not; both sides are told when there is something to read.
async fn reveal_all(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let mut shown = Vec::new();
    for review in lock_both(tx, held).await? {
        let side = review.facts.side;
        match review.stage() {
            Stage::Submitted => {
                step(tx, review, held.project, &Order::Reveal, &Actor::System).await?;
                shown.push(side);
            }
            Stage::Draft => {
                step(tx, review, held.project, &Order::Lapse, &Actor::System).await?;
            }
            Stage::Revealed | Stage::Lapsed => {}
        }
    }
    let (belongs, terms) = (held.engagement.belongs, &held.terms);
    for side in shown {
        let (about, path) = (side.other(), format!("/engagements/{}/review", held.engagement.id));
        let action = Some(("Read the review".to_owned(), path));
        let line = format!("The review of “{}” is open to you now.", terms.project);
        match (about.party(), belongs.student, belongs.host) {
            (Party::Student, Some(to), _) => {
                queue(
                    tx,
                    Letter {
                        to,
                        subject: format!("{} wrote about your work", terms.host),
                        lines: vec![line],
                        action,
                        dedupe: None,
                    },
                )
                .await?;
            }
            (Party::Host, _, Some(host)) => {
                queue_to_host(tx, host, format!("{} wrote about working with you", terms.student), vec![line], action)
                    .await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Closes every window that is over: what is in is shown, what is not has lapsed. Returns how many
/// engagements that concerned.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn close_due(cx: &Cx) -> Result<usize, Failure> {
    let today: Day = cx.today();
    let due = sqlx::query_scalar!(
        "select distinct r.engagement_id from reviews r join engagements e on e.id = r.engagement_id
         where r.stage in ('draft', 'submitted') and r.closes_on < $1 and e.program_id = $2 limit 500",
        on(today) as _,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut done = 0;
    for id in due {
        match close(cx, id.into()).await {
            Ok(()) => done += 1,
            // Refused when the policy has made the window longer since it opened.
            Err(error) => crate::engagements::pass_over(error, id)?,
        }
    }
    Ok(done)
}

async fn close(cx: &Cx, engagement: EngagementId) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    let held = lock(&mut tx, engagement).await?.ok_or(Failure::NotFound)?;
    reveal_all(&mut tx, &held).await?;
    complete_if_over(&mut tx, engagement).await?;
    tx.commit().await
}
