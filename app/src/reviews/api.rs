//! What a side sends about the other.

use domain::ids::EngagementId;
use leptos::prelude::*;

use crate::error::AppError;

/// Sends the review of one's own side.
///
/// # Errors
/// Messages beside the fields; refusals in words.
#[server(endpoint = "reviews/submit")]
pub async fn submit(
    engagement: EngagementId,
    #[server(default)] rating_1: String,
    #[server(default)] rating_2: String,
    #[server(default)] rating_3: String,
    #[server(default)] rating_4: String,
    #[server(default)] strengths: String,
    #[server(default)] improve: String,
    #[server(default)] would_work_again: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let ratings = [rating_1.as_str(), &rating_2, &rating_3, &rating_4];
    let parsed = domain::reviews::NewReview::parse(ratings, &strengths, &improve, would_work_again == "yes");
    let missing = (would_work_again != "yes" && would_work_again != "no").then_some("Choose yes or no.");
    let review = match (parsed, missing) {
        (Ok(review), None) => review,
        (parsed, missing) => {
            let mut errors = parsed.err().unwrap_or_default();
            if let Some(message) = missing {
                errors.add("would_work_again", message);
            }
            return Err(backend::Failure::from(errors).into());
        }
    };
    let done = backend::reviews::submit(&cx, engagement, review, &note, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::engagement_room(engagement, "review"), crate::text::Notice::ReviewSent)
}
