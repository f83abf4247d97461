//! What the forms of this room post to.

use leptos::prelude::*;

use crate::error::AppError;

/// Signs in and goes to `next`, or home.
///
/// # Errors
/// One message for a wrong address and a wrong password; too many tries; an address that waits for
/// its confirmation.
#[server(endpoint = "people/sign-in")]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    use backend::people::sessions;
    let visitor = crate::caller::visitor();
    let user_agent = super::session::user_agent();
    let visit = crate::caller::visit().await?;
    let origin =
        sessions::Origin { address: &visitor.address, user_agent: &user_agent, session: visitor.session.as_deref() };
    let token = sessions::sign_in(&visit, &email, &password, origin).await?;
    let next = super::session::first_page(&token, &next).await?;
    super::session::keep(&token)?;
    crate::caller::settle(Ok(()), &next, crate::text::Notice::SignedIn)
}

/// A student joins.
///
/// # Errors
/// A message for each field that is wrong.
#[server(endpoint = "people/sign-up-student")]
pub async fn sign_up_student(
    name: String,
    email: String,
    password: String,
    school: String,
    #[server(default)] terms: String,
) -> Result<(), AppError> {
    use domain::fields::FieldErrors;
    let mut errors = FieldErrors::new();
    let school = errors.text("school", "Your school", &school, 2, 120);
    if terms.is_empty() {
        errors.add("terms", "Tick this to go on: the rules protect you as well.");
    }
    let student = domain::people::NewStudent::parse(&name, &email, &password);
    let student = student.map_err(|wrong| wrong.0.into_iter().for_each(|(field, words)| errors.add(field, words))).ok();
    let (student, school) = errors.finish(student.zip(school)).map_err(backend::Failure::from)?;
    let visit = crate::caller::visit().await?;
    backend::people::sign_up_student(&visit, student, &school, &crate::caller::visitor().address).await?;
    crate::caller::go("/check-your-mail");
    Ok(())
}

/// A host organisation registers with its first member.
///
/// # Errors
/// A message for each field that is wrong.
#[server(endpoint = "people/sign-up-host")]
pub async fn sign_up_host(
    host_name: String,
    #[server(default)] kind: String,
    #[server(default)] website: String,
    about: String,
    name: String,
    email: String,
    password: String,
    #[server(default)] terms: String,
) -> Result<(), AppError> {
    use domain::fields::FieldErrors;
    let mut errors = FieldErrors::new();
    if terms.is_empty() {
        errors.add("terms", "Tick this to go on: students rely on these rules.");
    }
    let host = domain::hosts::NewHost::parse(&host_name, &kind, &website, &about);
    let new = domain::people::NewHostPerson::parse(&name, &email, &password, host);
    let new = new.map_err(|wrong| wrong.0.into_iter().for_each(|(field, words)| errors.add(field, words))).ok();
    let new = errors.finish(new).map_err(backend::Failure::from)?;
    let visit = crate::caller::visit().await?;
    backend::people::sign_up_host(&visit, new, &crate::caller::visitor().address).await?;
    crate::caller::go("/check-your-mail");
    Ok(())
}

/// Confirms the address a link was sent to, and signs in.
///
/// # Errors
/// When the link does not work any more, or the password is another one.
#[server(endpoint = "people/confirm-email")]
pub async fn confirm_email(token: String, password: String) -> Result<(), AppError> {
    let visitor = crate::caller::visitor();
    let user_agent = super::session::user_agent();
    let visit = crate::caller::visit().await?;
    let origin = backend::people::sessions::Origin {
        address: &visitor.address,
        user_agent: &user_agent,
        session: visitor.session.as_deref(),
    };
    let session = backend::people::confirm_email(&visit, &token, &password, origin).await?;
    let home = super::session::first_page(&session, "").await?;
    super::session::keep(&session)?;
    crate::caller::settle(Ok(()), &home, crate::text::Notice::EmailConfirmed)
}

/// Sends a link for a new password, if somebody has this address.
///
/// # Errors
/// When the address cannot be one, or after too many of them.
#[server(endpoint = "people/request-reset")]
pub async fn request_reset(email: String) -> Result<(), AppError> {
    let email = domain::people::Email::parse(&email).map_err(|words| backend::Failure::field("email", words))?;
    let visit = crate::caller::visit().await?;
    backend::people::request_reset(&visit, &email, &crate::caller::visitor().address).await?;
    crate::caller::go("/check-your-mail?for=password");
    Ok(())
}

/// Sets a new password.
///
/// # Errors
/// When the password does not meet the rules or the link does not work any more.
#[server(endpoint = "people/reset-password")]
pub async fn reset_password(token: String, password: String) -> Result<(), AppError> {
    let visit = crate::caller::visit().await?;
    backend::people::reset_password(&visit, &token, &password).await?;
    super::session::end()?;
    crate::caller::settle(Ok(()), "/sign-in", crate::text::Notice::PasswordChanged)
}

/// Ends this browser's session.
///
/// # Errors
/// When the database does not answer.
#[server(endpoint = "people/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let session = crate::caller::visitor().session.ok_or(AppError::SignedOut)?;
    let done = backend::people::sessions::end(&crate::caller::backend()?, &session).await;
    super::session::forget()?;
    crate::caller::settle(done, crate::routes::FORGET, crate::text::Notice::SignedOut)
}

/// Takes back the strike of a student who was reported as missing, for staff.
///
/// # Errors
/// A message beside `reason`; refusals in words.
#[server(endpoint = "people/lift-strike")]
pub async fn lift_strike(
    engagement: domain::ids::EngagementId,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let reason = crate::engagements::reason("reason", &reason)?;
    let once = backend::Once::from_field(&key);
    let done = backend::people::lift_strike(&cx, engagement, reason, once).await;
    crate::caller::settle(done, &crate::routes::engagement(engagement), crate::text::Notice::StrikeLifted)
}

/// Ends every session of this person.
///
/// # Errors
/// When the database does not answer.
#[server(endpoint = "people/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let done = backend::people::sessions::end_all(&cx).await;
    super::session::forget()?;
    crate::caller::settle(done, crate::routes::FORGET, crate::text::Notice::SignedOutEverywhere)
}
