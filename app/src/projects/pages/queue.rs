//! The review queue.

use backend::projects::QueueEntry;
use domain::dashboards::in_words;
use domain::time::{Day, short_date};
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Cell, Column, DataTable, EmptyState, LinkButton, RowHead, Tab, Tabs, Tag, TagKind, icon};

/// What waits for review.
#[component]
pub fn QueuePage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let queue = backend::projects::review_queue(&cx).await?;
        let changes = backend::projects::revisions::waiting(&cx).await?;
        let changes = crate::revisions::waiting(&changes, cx.today());
        let me = request.person()?.id;
        let mine = |entry: &QueueEntry| entry.reviewer.as_ref().is_some_and(|(person, _)| *person == me);
        let only_mine = request.query("view") == "mine";
        let counts = (queue.len(), queue.iter().filter(|entry| mine(entry)).count());
        let shown: Vec<_> = queue.into_iter().filter(|entry| !only_mine || mine(entry)).collect();
        let title = match counts.0 {
            0 => "Nothing waits for review".to_owned(),
            1 => "One project waits for review".to_owned(),
            count => format!("{} projects wait for review", in_words(count)),
        };
        let today = cx.today();
        let list = if shown.is_empty() {
            view! {
                <EmptyState title="The queue is empty" text="New projects appear here as soon as a host sends them.">
                    <LinkButton href="/staff/projects">"See all projects"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            let columns = vec![
                Column::new("Project"),
                Column::new("Host"),
                Column::new("Score").numeric(),
                Column::new("Sent"),
                Column::new("Answer due"),
                Column::new("Reviewer"),
            ];
            let rows = shown
                .iter()
                .map(|entry| row(entry, today, short_date(cx.program().day_of(entry.submitted_at))))
                .collect_view();
            view! { <DataTable caption="Projects to review" caption_hidden=true columns=columns>{rows}</DataTable> }
                .into_any()
        };
        let tabs = vec![
            Tab::new("All", "/staff/queue", !only_mine).count(counts.0 as u64),
            Tab::new("Mine", "/staff/queue?view=mine", only_mine).count(counts.1 as u64),
        ];
        let body = view! { <header class="row between"><h1>{title.clone()}</h1> <Tabs label="Views" items=tabs/></header> {list} {changes} };
        Ok(Page::new(title, Frame::Staff("/staff/queue"), body))
    })
}

fn row(entry: &QueueEntry, today: Day, sent: String) -> impl IntoView + use<> {
    let due = if entry.due < today {
        view! { <Tag kind=TagKind::Stop icon=icon::CLOCK label=format!("Late, was {}", short_date(entry.due))/> }
            .into_any()
    } else if entry.due == today {
        view! { <Tag kind=TagKind::Wait icon=icon::CLOCK label="Today"/> }.into_any()
    } else {
        short_date(entry.due).into_any()
    };
    let reviewer = entry.reviewer.as_ref().map_or_else(|| "Nobody yet".to_owned(), |(_, name)| name.clone());
    let again =
        entry.again.then(|| view! { " " <Tag kind=TagKind::Wait icon=icon::GIT_COMPARE label="Changes answered"/> });
    let (href, title, host, score) = (routes::review(entry.id), entry.title.clone(), entry.host.clone(), entry.score);
    view! {
        <tr>
            <RowHead><a href=href>{title}</a> {again}</RowHead>
            <Cell label="Host">{host}</Cell>
            <Cell label="Score" num=true>{score}</Cell>
            <Cell label="Sent">{sent}</Cell>
            <Cell label="Answer due">{due}</Cell>
            <Cell label="Reviewer">{reviewer}</Cell>
        </tr>
    }
}
