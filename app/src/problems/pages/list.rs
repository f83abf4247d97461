//! `/staff/problems`: everything people told staff that is not over, what concerns safety first.

use domain::dashboards::in_words;
use domain::problems::Kind;
use domain::time::{Day, due_words};
use leptos::prelude::*;

use super::tag;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{EmptyState, LinkButton, Tag, TagKind, icon};

#[component]
pub(super) fn ProblemsPage() -> impl IntoView {
    page(|_| async move {
        let cx = crate::caller::cx().await?;
        let queue = backend::problems::queue(&cx).await?;
        let title = match queue.len() {
            0 => "No problem is open".to_owned(),
            1 => "One problem is open".to_owned(),
            count => format!("{} problems are open", in_words(count)),
        };
        let lines = queue.iter().map(|one| line(one, cx.today())).collect::<Vec<_>>();
        let body = if lines.is_empty() {
            view! {
                <EmptyState title="Nobody has told you of a problem" text="Students and hosts tell staff from the page of their work.">
                    <LinkButton href="/staff/engagements">"See the engagements"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <ul class="rows">{lines}</ul> }.into_any()
        };
        let body = view! { <h1>{title.clone()}</h1> {body} };
        Ok(Page::new(title, Frame::Staff("/staff/problems"), body))
    })
}

fn line(one: &backend::problems::QueueLine, today: Day) -> impl IntoView + use<> {
    let safety = (one.kind == Kind::Safety)
        .then(|| view! { <Tag kind=TagKind::Stop icon=icon::TRIANGLE_ALERT label="Look at this first"/> });
    let due = one.due.map(|day| due_words(day, today)).unwrap_or_default();
    view! {
        <li>
            <div class="row between">
                <a class="name" href=routes::problem(one.id)>{format!("{}: {}", one.who, one.kind.words())}</a>
                <span class="row">{safety} {tag(one.stage)}</span>
            </div>
            <p class="meta">{one.project.clone()}</p>
            <p class="meta">{due}</p>
        </li>
    }
}
