//! What the page behind a link in a letter posts to.

use leptos::prelude::*;

use crate::error::AppError;

/// Does what a link is for, as the member it was sent to. Nobody has to be signed in; somebody else must not be.
///
/// # Errors
/// When the link stands for nothing here or does nothing any more; a message beside `answer`; refusals in words.
#[server(endpoint = "by-email/act")]
pub async fn act(
    #[server(default)] token: String,
    #[server(default)] answer: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use backend::by_email::{Opened, Said};
    let (visitor, form) = (crate::caller::visitor(), crate::caller::form());
    let visit = crate::caller::visit().await?;
    let opened = Opened {
        secret: &token,
        signed_in: visitor.person.as_ref().map(|person| person.id),
        address: &visitor.address,
    };
    let said = Said { answer, form, once: backend::Once::from_field(&key) };
    let done = backend::by_email::act(&visit, opened, said).await;
    let notice = done.as_ref().map_or(crate::text::Notice::Answered, |deed| crate::text::done_by_email(*deed));
    crate::caller::settle(done, crate::routes::DONE_BY_EMAIL, notice)
}
