//! Where a browser forgets everything it keeps of a person: after signing out, and after they ended this session on another
//! device. An address of its own, because emptying the store ends the timesheet's worker, and a worker that ends answers
//! nothing: it leaves this address to the browser.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use backend::people::sessions;

use crate::layers::access::Route;
use crate::layers::{observe, session};
use crate::router::Site;

const ALL: &str = "\"cache\", \"storage\"";

/// `/forget`. It acts for whoever has just signed out, or whose session was ended on purpose; a link to it from anywhere
/// else takes nothing away.
pub async fn everything(State(site): State<Site>, headers: HeaderMap) -> Response {
    let name = sessions::cookie_name(&site.backend.site);
    let ended = match session::cookie(&headers, name) {
        Some(token) => sessions::was_ended(&site.backend, token).await.unwrap_or(false),
        None => false,
    };
    let signed_out = session::cookie(&headers, app::people::FORGET_COOKIE).is_some();
    let mut answer = if ended {
        (StatusCode::UNAUTHORIZED, observe::ended_page()).into_response()
    } else {
        (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response()
    };
    if ended || signed_out {
        let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
        for over in [name, app::people::FORGET_COOKIE].into_iter().filter(|over| ended || *over != name) {
            let gone = format!("{over}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
            if let Ok(gone) = gone.parse() {
                answer.headers_mut().append(header::SET_COOKIE, gone);
            }
        }
        let clear = HeaderName::from_static("clear-site-data");
        answer.headers_mut().insert(clear, axum::http::HeaderValue::from_static(ALL));
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store"));
    answer.extensions_mut().insert(Route(app::routes::FORGET.to_owned()));
    answer
}
