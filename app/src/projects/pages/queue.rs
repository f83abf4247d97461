//! The review queue.

use backend::projects::QueueEntry;
use domain::dashboards::in_words;
use domain::projects::scope::Severity;
use domain::time::{Day, short_date_read};
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Cell, Column, DataTable, EmptyState, LinkButton, RowHead, Tab, Tabs, Tag, TagKind, icon};

/// Which part of the queue is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Unclaimed,
    Mine,
    Again,
}

impl Part {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::All, "", "All"),
        (Self::Unclaimed, "unclaimed", "Nobody’s yet"),
        (Self::Mine, "mine", "Mine"),
        (Self::Again, "again", "Sent again"),
    ];

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map_or(Self::All, |(part, ..)| part)
    }

    /// What the heading says of none, after `One project`, and after a number of them.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::All => ("Nothing waits for review", "waits for review", "wait for review"),
            Self::Unclaimed => ("No project waits for a reviewer", "waits for a reviewer", "wait for a reviewer"),
            Self::Mine => ("You review no project now", "is yours to review", "are yours to review"),
            Self::Again => ("No project was sent again", "was sent again", "were sent again"),
        }
    }

    fn has(self, entry: &QueueEntry, me: domain::ids::PersonId) -> bool {
        match self {
            Self::All => true,
            Self::Unclaimed => entry.reviewer.is_none(),
            Self::Mine => entry.reviewer.as_ref().is_some_and(|(person, _)| *person == me),
            Self::Again => entry.again,
        }
    }
}

/// What waits for review.
#[component]
pub fn QueuePage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let queue = backend::projects::review_queue(&cx).await?;
        let changes = backend::projects::revisions::waiting(&cx).await?;
        let changes = crate::revisions::waiting(&changes, cx.today());
        let me = request.person()?.id;
        let part = Part::of(&request.query("view"));
        let today = cx.today();
        let late = queue.iter().filter(|entry| part.has(entry, me) && entry.due < today).count();
        let shown = queue.iter().filter(|entry| part.has(entry, me)).count();
        let title = match shown {
            0 => part.words().0.to_owned(),
            1 => format!("One project {}", part.words().1),
            count => format!("{} projects {}", in_words(count), part.words().2),
        };
        let late = match late {
            0 => None,
            1 => Some("One of them is past the day its host was promised an answer."),
            _ => Some("Some of them are past the day their hosts were promised an answer; they come first."),
        };
        let tabs = Part::ALL
            .into_iter()
            .map(|(each, word, label)| {
                let href =
                    if word.is_empty() { "/staff/queue".to_owned() } else { format!("/staff/queue?view={word}") };
                let count = queue.iter().filter(|entry| each.has(entry, me)).count();
                Tab::new(label, href, each == part).count(count as u64)
            })
            .collect();
        let rows: Vec<_> = queue
            .iter()
            .filter(|entry| part.has(entry, me))
            .map(|entry| row(entry, today, short_date_read(cx.program().day_of(entry.submitted_at), today)))
            .collect();
        let list = if rows.is_empty() { empty(part, queue.is_empty()) } else { table(rows) };
        let body = view! {
            <header class="row between"><h1>{title.clone()}</h1> <Tabs label="Views" items=tabs/></header>
            {late.map(|words| view! { <p>{words}</p> })} {list} {changes}
        };
        Ok(Page::new(title, Frame::Staff("/staff/queue"), body))
    })
}

fn empty(part: Part, nothing: bool) -> AnyView {
    let (title, text) = match part {
        _ if nothing => ("The queue is empty", "New projects appear here as soon as a host sends them."),
        Part::Mine => ("You have taken on none of them", "Open one and take on its review; it then stands here."),
        Part::Unclaimed => ("Every project has a reviewer", "New ones appear here as soon as a host sends them."),
        _ => ("None was sent back before", "A project that a host sends again after changes appears here."),
    };
    let (href, words) =
        if nothing { ("/staff/projects", "See all projects") } else { ("/staff/queue", "See the whole queue") };
    view! {
        <EmptyState title=title text=text>
            <LinkButton href=href>{words}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn table(rows: Vec<AnyView>) -> AnyView {
    let columns = vec![
        Column::new("Project"),
        Column::new("Host"),
        Column::new("Score").numeric(),
        Column::new("Findings"),
        Column::new("Sent"),
        Column::new("Business days").numeric(),
        Column::new("Answer due"),
        Column::new("Reviewer"),
    ];
    view! { <DataTable caption="Projects to review" caption_hidden=true columns=columns>{rows}</DataTable> }.into_any()
}

/// `2 block, 1 for staff`; what there is none of is left out.
fn findings(entry: &QueueEntry) -> String {
    let words = |severity: Severity| match severity {
        Severity::Block => "block",
        Severity::Staff => "for staff",
        Severity::Warn => "advice",
    };
    let some = entry.findings.iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = some.map(|(severity, count)| format!("{count} {}", words(*severity))).collect();
    if parts.is_empty() { "None".to_owned() } else { parts.join(", ") }
}

fn row(entry: &QueueEntry, today: Day, sent: String) -> AnyView {
    let due = if entry.due < today {
        view! { <Tag kind=TagKind::Stop icon=icon::CLOCK label=format!("Late, was {}", short_date_read(entry.due, today))/> }
            .into_any()
    } else if entry.due == today {
        view! { <Tag kind=TagKind::Wait icon=icon::CLOCK label="Today"/> }.into_any()
    } else {
        view! { <span class="nowrap">{short_date_read(entry.due, today)}</span> }.into_any()
    };
    let age = entry.age.to_string();
    let reviewer = entry.reviewer.as_ref().map_or_else(|| "Nobody yet".to_owned(), |(_, name)| name.clone());
    let again = entry.again.then(|| view! { " " <Tag kind=TagKind::Wait icon=icon::GIT_COMPARE label="Sent again"/> });
    let (href, title, host, score) = (routes::review(entry.id), entry.title.clone(), entry.host.clone(), entry.score);
    let findings = findings(entry);
    view! {
        <tr>
            <RowHead><a href=href>{title}</a> {again}</RowHead>
            <Cell label="Host">{host}</Cell>
            <Cell label="Score" num=true>{score}</Cell>
            <Cell label="Findings">{findings}</Cell>
            <Cell label="Sent"><span class="nowrap">{sent}</span></Cell>
            <Cell label="Business days" num=true>{age}</Cell>
            <Cell label="Answer due">{due}</Cell>
            <Cell label="Reviewer">{reviewer}</Cell>
        </tr>
    }
    .into_any()
}
