//! Every project of the program, for staff.

use backend::projects::{StaffList, StaffRow};
use domain::access::Action;
use domain::machine::Word as _;
use domain::projects::Stage;
use domain::time::{Day, short_date_read};
use leptos::prelude::*;

use super::host_home::{named, stage_tag};
use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Cell, Column, DataTable, EmptyState, LinkButton, Pages, RowHead, Tab, Tabs, icon};

/// Every project of the program.
#[component]
pub fn StaffProjectsPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let stage = Stage::from_word(&request.query("stage"));
        let after = request.query("after");
        let list = backend::projects::staff_projects(&cx, stage, &after).await?;
        let title = stage.map_or_else(
            || "Projects".to_owned(),
            |stage| format!("Projects {}", crate::text::stage_word(stage.word())),
        );
        let may = |action| domain::access::may(cx.actor().person(), action, cx.program().id);
        let (reviews, drafts) = (may(Action::ReviewProjects), may(Action::DraftProject));
        let start = move || {
            drafts
                .then(|| view! { <LinkButton href="/host/projects/new" icon=icon::PLUS>"Start a project"</LinkButton> })
        };
        let rows = list
            .rows
            .iter()
            .map(|row| {
                let day = |at| cx.program().day_of(at);
                line(row, reviews, cx.today(), day(row.begun_at), day(row.updated_at))
            })
            .collect_view();
        let table = if list.rows.is_empty() {
            view! {
                <EmptyState title="No projects here" text="Hosts write projects; staff can start one for a host.">{start()}</EmptyState>
            }
            .into_any()
        } else {
            let columns = vec![
                Column::new("Project"),
                Column::new("Host"),
                Column::new("Stage"),
                Column::new("Score").numeric(),
                Column::new("Apply by"),
                Column::new("Waiting").numeric(),
                Column::new("Changed"),
            ];
            view! { <DataTable caption="Projects" caption_hidden=true columns=columns>{rows}</DataTable> }.into_any()
        };
        let here = |after: &str| {
            let stage = stage.map(|stage| format!("stage={}&", stage.word())).unwrap_or_default();
            format!("/staff/projects?{stage}after={after}")
        };
        let first = (!after.is_empty()).then(|| here(""));
        let next = list.next.as_ref().map(|after| here(after));
        let body = view! {
            <header class="row between">
                <h1>{title.clone()}</h1>
                {start()}
            </header>
            <Tabs label="Stages" items=tabs(&list, stage)/> {table} <Pages previous=first next=next/>
        };
        Ok(Page::new(title, Frame::Staff("/staff/projects"), body))
    })
}

fn tabs(list: &StaffList, shown: Option<Stage>) -> Vec<Tab> {
    let mut tabs = vec![Tab::new("All", "/staff/projects", shown.is_none())];
    for (stage, count) in list.counts.iter().filter(|(stage, count)| *count > 0 || shown == Some(*stage)) {
        let words = crate::text::capital(&crate::text::stage_word(stage.word()));
        // Beyond a thousand the number says no more.
        let label = if *count > 1_000 { format!("{words}, 1,000+") } else { words };
        let tab = Tab::new(label, format!("/staff/projects?stage={}", stage.word()), shown == Some(*stage));
        tabs.push(if *count > 1_000 { tab } else { tab.count(u64::try_from(*count).unwrap_or(0)) });
    }
    tabs
}

/// The title leads to the review desk for those who review, and else to the public page, if there is one.
fn line(row: &StaffRow, reviews: bool, today: Day, begun: Day, changed: Day) -> impl IntoView + use<> {
    let title = named(&row.title, &row.gist, begun);
    let waiting = if row.waiting == 0 { String::new() } else { row.waiting.to_string() };
    let public =
        matches!(row.stage, Stage::Published | Stage::Selection | Stage::Filled | Stage::InProgress | Stage::Completed);
    let href = if reviews { Some(routes::review(row.id)) } else { public.then(|| routes::project(row.id)) };
    let title = match href {
        Some(href) => view! { <a href=href>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let (host, tag, score) = (row.host.clone(), stage_tag(row.stage), row.score);
    let apply_by = row.apply_by.map(|day| short_date_read(day, today)).unwrap_or_default();
    let changed = short_date_read(changed, today);
    view! {
        <tr>
            <RowHead>{title}</RowHead>
            <Cell label="Host">{host}</Cell>
            <Cell label="Stage">{tag}</Cell>
            <Cell label="Score" num=true>{score}</Cell>
            <Cell label="Apply by">{apply_by}</Cell>
            <Cell label="Waiting" num=true>{waiting}</Cell>
            <Cell label="Changed">{changed}</Cell>
        </tr>
    }
}
