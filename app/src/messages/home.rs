//! What is new in somebody's work, for the homes: messages, and what the other side asks.

use backend::Cx;
use backend::engagements::{Ask, AskKind};
use backend::messages::Unread;
use domain::time::short_date;
use leptos::prelude::*;

use crate::AppError;
use crate::routes;
use crate::ui::{Icon, icon};

/// The section, where there is something.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub(crate) async fn in_your_work(cx: &Cx) -> Result<AnyView, AppError> {
    let (unread, asks) = (backend::messages::unread(cx).await?, backend::engagements::asks(cx).await?);
    if unread.is_empty() && asks.is_empty() {
        return Ok(().into_any());
    }
    let asked = asks.iter().map(asked).collect_view();
    let new = unread.iter().map(new).collect_view();
    Ok(view! {
        <section class="sec" aria-labelledby="in-your-work">
            <h2 id="in-your-work">"New in your work"</h2>
            <ul class="rows">{asked} {new}</ul>
        </section>
    }
    .into_any())
}

fn new(thread: &Unread) -> impl IntoView + use<> {
    let words = match thread.count {
        1 => format!("One new message from {}", thread.from),
        count => format!("{count} new messages, the last from {}", thread.from),
    };
    view! {
        <li>
            <a class="name" href=routes::thread_end(thread.engagement)><Icon glyph=icon::MESSAGE_SQUARE/> {words}</a>
            <p class="meta">{thread.project.clone()}</p>
        </li>
    }
}

fn asked(ask: &Ask) -> impl IntoView + use<> {
    let (words, href) = match ask.kind {
        AskKind::Pause => ("The other side asks for a pause", format!("{}#pause", routes::engagement(ask.engagement))),
        AskKind::Hours => ("Agree on the hours that are left", routes::engagement_room(ask.engagement, "plan")),
        AskKind::Extension => {
            ("The other side asks for an extension", format!("{}#extension", routes::engagement(ask.engagement)))
        }
        AskKind::Dispute(problem) => ("Say your side of a dispute", routes::problem(problem)),
    };
    let since = ask.since.map(|day| format!(", since {}", short_date(day))).unwrap_or_default();
    view! {
        <li>
            <a class="name" href=href>{words}</a>
            <p class="meta">{format!("{}{since}", ask.project)}</p>
        </li>
    }
}
