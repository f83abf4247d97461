//! The stream of news: tells open dashboards that something changed in their program. They read
//! what changed through the same authorised queries as everything else.

use std::convert::Infallible;
use std::time::Duration;

use app::caller::Visitor;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use backend::live::News;
use backend::people::sessions;
use domain::access::Action;
use domain::actor::Person;
use futures::{Stream, StreamExt as _};
use tokio_stream::wrappers::BroadcastStream;

use crate::router::Site;

/// How often an open stream asks whether its session still stands.
const RECHECK: Duration = Duration::from_secs(60);

/// Server-sent events `changed` and `resync` for people who may see the program's home.
pub async fn stream(State(site): State<Site>, Extension(visitor): Extension<Visitor>) -> Response {
    let (Some(person), Some(session)) = (visitor.person, visitor.session) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if !domain::access::may_somewhere(&person, Action::ViewStaffHome) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let ended = session_ended(site.clone(), session);
    let stop = site.stop.clone().cancelled_owned();
    let events = news(site, person).take_until(stop).take_until(ended);
    let headers = [(HeaderName::from_static("x-accel-buffering"), "no"), (header::CACHE_CONTROL, "no-store")];
    (headers, Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)))).into_response()
}

fn news(site: Site, person: Person) -> impl Stream<Item = Result<Event, Infallible>> {
    BroadcastStream::new(site.backend.live.subscribe()).filter_map(move |heard| {
        let event = match heard {
            Ok(News::Changed(program)) if domain::access::may(Some(&person), Action::ViewStaffHome, program) => {
                Some("changed")
            }
            Ok(News::Changed(_)) => None,
            // This stream fell behind, or the listener was away: read everything again.
            Ok(News::Resync) | Err(_) => Some("resync"),
        };
        std::future::ready(event.map(|name| Ok(Event::default().event(name).data("{}"))))
    })
}

/// Resolves when the session was ended or the person lost their roles.
async fn session_ended(site: Site, session: Vec<u8>) {
    loop {
        tokio::time::sleep(RECHECK).await;
        if !sessions::stands(&site.backend, &session).await.unwrap_or(true) {
            return;
        }
    }
}
