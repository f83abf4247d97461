//! Who calls: from the request's context to a [`Cx`], and from a [`Failure`] to the wire. Server only.

use backend::{Backend, Cx, Failure, Visit};
use domain::actor::{Actor, Person};
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::error::AppError;
use crate::text::Notice;

/// What the session layer knows of a request. An extension of every request.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Who is signed in.
    pub person: Option<Person>,
    /// The SHA-256 of their session's token.
    pub session: Option<Vec<u8>>,
    /// The request's id: the reference people are told when something breaks.
    pub request: String,
    /// The network address, for throttling sign-in.
    pub address: String,
}

/// Why this visitor may not see this page; an extension the access layer sets.
#[derive(Clone, Debug)]
pub struct Barred(pub AppError);

/// The visitor of this request.
#[must_use]
pub fn visitor() -> Visitor {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned()).unwrap_or_default()
}

/// A context for the signed-in person, with the form they sent.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is.
pub async fn cx() -> Result<Cx, AppError> {
    let visitor = visitor();
    let person = visitor.person.ok_or(AppError::SignedOut).inspect_err(set_status)?;
    let form = form();
    Ok(backend()?.cx(Actor::Person(person)).await?.with_form(form).from_address(&visitor.address))
}

/// The form that is being handled, for [`Cx::with_form`].
#[must_use]
pub fn form() -> Option<backend::Form> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<backend::Form>().copied())
}

/// A context for anybody: public reads, signing up and in.
///
/// # Errors
/// When the database does not answer.
pub async fn visit() -> Result<Visit, AppError> {
    let actor = visitor().person.map(Actor::Person);
    Ok(backend()?.visit(actor.as_ref()).await?)
}

/// What every request shares.
///
/// # Errors
/// Only when called outside a request.
pub fn backend() -> Result<Backend, AppError> {
    use_context::<Backend>().ok_or_else(|| AppError::Internal { reference: "no request".into() })
}

/// Ends a write: on success, and likewise when this very form was handled before, the browser goes
/// to `next` and is shown `notice` there.
///
/// # Errors
/// The failure, as the wire says it.
pub fn settle<T>(result: Result<T, Failure>, next: &str, notice: Notice) -> Result<(), AppError> {
    match result {
        Ok(_) | Err(Failure::AlreadyDone) => {
            tell(notice);
            go(next);
            Ok(())
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Has the page of a form drawn again with what was typed: nothing was wrong, and nothing was done.
#[must_use]
pub fn shown() -> AppError {
    set_status(&AppError::Shown);
    AppError::Shown
}

/// Says something once, on the next page.
pub fn tell(notice: Notice) {
    set_cookie(&notice_cookie(notice));
}

/// The cookie that has the next page say something once.
#[must_use]
pub fn notice_cookie(notice: Notice) -> String {
    format!("notice={}; Path=/; Max-Age=30; SameSite=Lax; HttpOnly", notice.word())
}

/// Sends the browser to a path of this site.
pub fn go(path: &str) {
    // A path that is no header value would panic inside leptos_axum; ours never are, next= may be.
    let path = if is_local(path) && HeaderValue::from_str(path).is_ok() { path } else { "/" };
    leptos_axum::redirect(path);
}

/// Whether `path` stays on this site: one slash, then no second one and no backslash.
#[must_use]
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control)
}

/// Adds a cookie to the answer.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) {
        response.append_header(header::SET_COOKIE, value);
    }
}

/// Says that this page may be kept on the device of the person it is for, to be read without a network. The worker of the
/// timesheet keeps nothing else.
pub fn may_be_kept() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(http::HeaderName::from_static("x-keep-on-device"), HeaderValue::from_static("1"));
    }
}

/// Reads a cookie of the request.
#[must_use]
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts.headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';')).find_map(
        |pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then(|| value.to_owned())
        },
    )
}

/// Sets the answer's status to the error's.
pub fn set_status(error: &AppError) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(error.status())) {
        response.set_status(status);
    }
}

impl From<Failure> for AppError {
    /// Logs the cause of an internal failure once, under the request's id, and sets the status.
    fn from(failure: Failure) -> Self {
        let error = match failure {
            Failure::Refused(refusal) => Self::Refused(refusal),
            Failure::Invalid(errors) => Self::Invalid(errors),
            Failure::SignedOut => Self::SignedOut,
            Failure::NotFound => Self::NotFound,
            Failure::AlreadyDone => Self::Refused(domain::refusal::Refusal::rule("This was already done.")),
            Failure::TooMany => Self::TooMany,
            Failure::Unavailable(cause) => {
                tracing::error!(request = visitor().request, error = %cause, "the database does not answer");
                Self::Unavailable
            }
            Failure::NoProgram => Self::NoProgram,
            Failure::Internal(cause) => {
                let reference = visitor().request;
                tracing::error!(request = reference, error = ?cause, "a request failed");
                Self::Internal { reference }
            }
        };
        set_status(&error);
        error
    }
}
