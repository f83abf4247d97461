//! What the forms about talks post to.

use domain::ids::ApplicationId;
use leptos::prelude::*;

use crate::AppError;

/// Invites an applicant to a talk at up to three times, or offers other ones. Goes on to `next`, a page of this site, or to
/// the application.
///
/// # Errors
/// Messages beside `day_1` to `time_3`, `minutes` and `place`; or why this is not possible now.
#[server(endpoint = "interviews/propose")]
pub async fn propose(
    id: ApplicationId,
    #[server(default)] day_1: String,
    #[server(default)] time_1: String,
    #[server(default)] day_2: String,
    #[server(default)] time_2: String,
    #[server(default)] day_3: String,
    #[server(default)] time_3: String,
    #[server(default)] minutes: String,
    #[server(default)] place: String,
    #[server(default)] next: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use domain::interviews::{Proposal, ProposalForm};
    let cx = crate::caller::cx().await?;
    let form = ProposalForm { times: [(day_1, time_1), (day_2, time_2), (day_3, time_3)], minutes, place };
    let proposal = Proposal::parse(&form, &cx.program().zone, cx.at()).map_err(backend::Failure::from)?;
    let done = backend::interviews::propose(&cx, id, &proposal, backend::Once::from_field(&key)).await;
    let page = crate::routes::application(id);
    crate::caller::settle(done, if next.is_empty() { &page } else { &next }, crate::text::Notice::TimesOffered)
}

/// The student's answer: `at`, one of the offered times as it was offered, or with `answer` as `none` why none of them fits.
///
/// # Errors
/// Messages beside `at` and `reason`; or why this is not possible now.
#[server(endpoint = "interviews/answer")]
pub async fn answer(
    id: ApplicationId,
    #[server(default)] answer: String,
    #[server(default)] at: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let once = backend::Once::from_field(&key);
    let (done, notice) = if answer == "none" {
        let words = crate::engagements::reason("reason", &reason)?;
        (backend::interviews::none_fits(&cx, id, &words, once).await, Notice::OtherTimesAsked)
    } else {
        let at = at.parse().map_err(|_| backend::Failure::field("at", "Choose one of the times."))?;
        (backend::interviews::pick(&cx, id, at, once).await, Notice::TimePicked)
    };
    crate::caller::settle(done, &crate::routes::application(id), notice)
}
