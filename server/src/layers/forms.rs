//! Forms without script: when a posted form fails, the page it stands on is drawn again with the
//! messages beside the fields and everything that was typed, under the status that tells it.
//! Forms with script ask for the messages alone and place them themselves.

use app::AppError;
use app::ui::FormState;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Most answers of one form. The wizard's largest screen has some hundreds; without an end, a body of empty answers would
/// take many times its size in memory before anybody is asked who they are.
const MOST_ANSWERS: usize = 4_000;
/// Largest error that is read back, in bytes.
const LARGEST_ERROR: usize = 64 * 1024;

/// The form enhancer's wish for messages alone.
pub(crate) const MESSAGES: &str = "x-form-messages";
/// Tells the form enhancer that messages are not enough: the page it stands on shows what is no longer so.
const DRAW_AGAIN: &str = "x-form-draw-again";

/// Runs the request; a plain form post to a server function that is refused is answered with its page.
pub async fn draw_again(request: Request, next: Next) -> Response {
    if request.method() == Method::POST && app::routes::carries_files(request.uri().path()) {
        return draw_upload_again(request, next).await;
    }
    let posted = request.method() == Method::POST && request.uri().path().starts_with("/api/");
    let form = request.uri().path().starts_with("/api/") || app::routes::carries_files(request.uri().path());
    if request.method() == Method::GET && form && wants_html(&request) {
        // The address of a page that was drawn again, opened once more: nothing stands there.
        let page = page_of(request.headers()).to_string();
        return (StatusCode::SEE_OTHER, [(header::LOCATION, page)]).into_response();
    }
    if !posted {
        return next.run(request).await;
    }
    let html = wants_html(&request);
    let (mut parts, body) = request.into_parts();
    // How much it may be, `body::limit` says: above that, the body ends in an error.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if bytes.iter().filter(|byte| **byte == b'&').count() >= MOST_ANSWERS {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    parts.extensions.insert(digest(parts.uri.path(), &bytes));
    if parts.headers.contains_key(MESSAGES) {
        return messages_only(next.run(Request::from_parts(parts, Body::from(bytes))).await).await;
    }
    if !html {
        return with_right_status(next.run(Request::from_parts(parts, Body::from(bytes))).await).await;
    }
    let page = page_of_form(&parts.headers, &bytes);
    let mut again = Request::builder().method(Method::GET).uri(page.clone()).body(Body::empty()).unwrap_or_default();
    *again.headers_mut() = parts.headers.clone();
    again.headers_mut().remove(header::CONTENT_LENGTH);
    again.headers_mut().remove(header::CONTENT_TYPE);
    *again.extensions_mut() = parts.extensions.clone();
    let action = parts.uri.path().to_owned();
    // Asked as a script would, the server function answers with its status and error, instead of
    // putting the error into the address of a redirect.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(header::REFERER);
    let response = next.clone().run(Request::from_parts(parts, Body::from(bytes.clone()))).await;
    if response.status().is_success() {
        return see_other(response, &page);
    }
    let (status, error) = refused(response).await;
    if error == AppError::SignedOut {
        return sign_in_for(&page);
    }
    again.extensions_mut().insert(state(&action, url::form_urlencoded::parse(&bytes).into_owned(), &error));
    let mut drawn = next.run(again).await;
    // To look at it once more is no failure.
    if drawn.status().is_success() && error != AppError::Shown {
        *drawn.status_mut() = status;
    }
    drawn
}

/// A form with files that was refused: an extension of its answer.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    /// Where it was posted to.
    pub action: &'static str,
    /// What it said, without the files.
    pub fields: Vec<(String, String)>,
    /// Why.
    pub error: AppError,
}

/// The answer to a form with files that was refused, before its page is drawn.
pub(crate) fn refusal(refused: Refused) -> Response {
    let mut answer = messages(&refused.error);
    answer.extensions_mut().insert(refused);
    answer
}

/// Field -> message, under the status of the error.
pub(crate) fn messages(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(error.messages())).into_response();
    if error.is_stale() {
        answer.headers_mut().insert(DRAW_AGAIN, HeaderValue::from_static("1"));
    }
    answer
}

/// The same for a form with files. Its body is not kept here: it passes into the store, and the endpoint says what stood in
/// its fields.
async fn draw_upload_again(request: Request, next: Next) -> Response {
    let html = wants_html(&request);
    let (parts, body) = request.into_parts();
    let (mut headers, extensions) = (parts.headers.clone(), parts.extensions.clone());
    let mut answer = next.clone().run(Request::from_parts(parts, body)).await;
    let Some(Refused { action, fields, error }) = answer.extensions_mut().remove() else { return answer };
    if !html || headers.contains_key(MESSAGES) {
        return answer;
    }
    let own = fields.iter().find(|(name, _)| name == app::layout::PAGE).and_then(|(_, path)| page(path));
    let address = own.unwrap_or_else(|| page_of(&headers));
    if error == AppError::SignedOut {
        return sign_in_for(&address);
    }
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_TYPE);
    headers.remove(header::TRANSFER_ENCODING);
    let mut again = Request::builder().method(Method::GET).uri(address).body(Body::empty()).unwrap_or_default();
    *again.headers_mut() = headers;
    *again.extensions_mut() = extensions;
    let status = answer.status();
    again.extensions_mut().insert(state(action, fields, &error));
    let mut drawn = next.run(again).await;
    if drawn.status().is_success() {
        *drawn.status_mut() = status;
    }
    drawn
}

/// Sends somebody who is not signed in to do it, and then back.
fn sign_in_for(page: &Uri) -> Response {
    let here: String = url::form_urlencoded::byte_serialize(page.to_string().as_bytes()).collect();
    (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/sign-in?next={here}"))]).into_response()
}

/// Success: the browser goes where the server function said, or back to the page of the form.
fn see_other(mut response: Response, page: &Uri) -> Response {
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.remove("serverfnredirect");
    if !headers.contains_key(header::LOCATION)
        && let Ok(back) = HeaderValue::from_str(&page.to_string())
    {
        headers.insert(header::LOCATION, back);
    }
    response
}

/// Field -> message instead of the typed error: what the form enhancer reads.
async fn messages_only(response: Response) -> Response {
    if response.status().is_success() {
        return response;
    }
    let (status, error) = refused(response).await;
    let mut answer = messages(&error);
    *answer.status_mut() = status;
    answer
}

/// The error of a refused call. The framework says 500 to every error that sets no status, also where the fault is the
/// sender's: the error itself knows better.
async fn refused(response: Response) -> (StatusCode, AppError) {
    let status = response.status();
    let body = to_bytes(response.into_body(), LARGEST_ERROR).await.unwrap_or_default();
    let error: AppError = serde_json::from_slice(&body).unwrap_or(AppError::Transport("unreadable".into()));
    let status = if error == AppError::SignedOut || status.is_server_error() {
        StatusCode::from_u16(error.status()).unwrap_or(status)
    } else {
        status
    };
    (status, error)
}

/// The same for scripts that call a server function themselves.
async fn with_right_status(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (status, error) = refused(response).await;
    (status, axum::Json(error)).into_response()
}

fn wants_html(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The path of the page the form stands on, from the Referer; the front page when there is none.
fn page_of(headers: &HeaderMap) -> Uri {
    let referer =
        headers.get(header::REFERER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse::<Uri>().ok());
    referer.as_ref().and_then(Uri::path_and_query).and_then(|path| page(path.as_str())).unwrap_or_default()
}

/// The same for a posted form. One that was drawn again stands under its own address, and names its page itself.
fn page_of_form(headers: &HeaderMap, form: &[u8]) -> Uri {
    let own = url::form_urlencoded::parse(form).find(|(name, _)| name == app::layout::PAGE);
    own.and_then(|(_, path)| page(&path)).unwrap_or_else(|| page_of(headers))
}

/// An address of this site under which a page stands. Only a page can be drawn again: not a file, and not the stream of
/// news, which never ends.
fn page(address: &str) -> Option<Uri> {
    let path: Uri = address.parse().ok()?;
    let local = path.authority().is_none() && app::routes::page_of(path.path()).is_some();
    local.then_some(path)
}

/// What the form says, for [`backend::Cx::begin_once`]; neither its key nor where it stands is an answer.
fn digest(action: &str, form: &[u8]) -> backend::Form {
    let sent: Vec<_> =
        url::form_urlencoded::parse(form).filter(|(name, _)| name != "key" && name != app::layout::PAGE).collect();
    backend::Form::of(action, sent.iter().map(|(name, text)| (&**name, &**text)))
}

/// Values and messages; passwords are never sent back.
fn state(action: &str, sent: impl IntoIterator<Item = (String, String)>, error: &AppError) -> FormState {
    let secret = |name: &str| name.contains("password") || name == "key";
    let sent =
        sent.into_iter().map(|(name, text)| if secret(&name) { (name, String::new()) } else { (name, text) }).collect();
    let mut state = FormState::refused(sent, error.messages().0, error.is_stale());
    state.values.insert(app::layout::ACTION.to_owned(), action.to_owned());
    state
}
