//! `/student/work`: everything this student works on.

use backend::engagements::WorkLine;
use domain::dashboards::in_words;
use domain::engagements::{MACHINE, Stage};
use domain::time::{Day, due_words};
use leptos::prelude::*;

use super::parts::{span, stage_tag};
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{ButtonKind, EmptyState, LinkButton, Meter, icon};

#[component]
pub(super) fn WorkPage() -> impl IntoView {
    page(|_| async move {
        let cx = crate::caller::cx().await?;
        let work = backend::engagements::student_work(&cx).await?;
        let (over, current): (Vec<_>, Vec<_>) =
            work.into_iter().partition(|line| MACHINE.terminal.contains(&line.stage));
        let title = match current.len() {
            0 => "No work under way".to_owned(),
            1 => "One project under way".to_owned(),
            count => format!("{} projects under way", in_words(count)),
        };
        let empty = current.is_empty().then(|| {
            view! {
                <EmptyState title="Find your next project" text="Work appears here when you accept an offer.">
                    <LinkButton href="/projects" kind=ButtonKind::Primary>"Find a project"</LinkButton>
                </EmptyState>
            }
        });
        let today = cx.today();
        let running = current.iter().position(|line| line.stage == Stage::InProgress);
        let lines = current
            .iter()
            .enumerate()
            .map(|(index, line)| under_way(line, running == Some(index), today))
            .collect_view();
        let ended = over.iter().map(ended).collect::<Vec<_>>();
        let body = view! {
            <h1>{title.clone()}</h1>
            {empty}
            <div class="stack loose">{lines}</div>
            {(!ended.is_empty()).then(|| view! {
                <section class="sec" aria-labelledby="over">
                    <div class="row between base">
                        <h2 id="over">"Over"</h2>
                        <a class="link" href="/student/portfolio">"Your portfolio"</a>
                    </div>
                    <ul class="rows">{ended}</ul>
                </section>
            })}
        };
        Ok(Page::new(title, Frame::Student("/student/work"), body))
    })
}

fn under_way(line: &WorkLine, first: bool, today: Day) -> impl IntoView + use<> {
    let hours = |minutes: domain::time::Minutes| f64::from(minutes.0) / 60.0;
    let waiting = domain::time::Minutes(line.logged.0 - line.approved.0);
    let next =
        line.next.as_ref().map(|(name, due)| view! { <p>{format!("Next: {name}. {}.", due_words(*due, today))}</p> });
    let heading = format!("work-{}", line.id);
    let labelled = heading.clone();
    let kind = if first { ButtonKind::Primary } else { ButtonKind::Plain };
    let action = match line.stage {
        Stage::InProgress => view! { <LinkButton href=routes::engagement_room(line.id, "time") kind=kind icon=icon::TIMER>"Log time"</LinkButton> }.into_any(),
        Stage::Onboarding => view! { <LinkButton href=routes::engagement_room(line.id, "agreement")>"See the checklist"</LinkButton> }.into_any(),
        _ => view! { <LinkButton href=routes::engagement(line.id)>"Open"</LinkButton> }.into_any(),
    };
    let label = format!("{} of {} logged", line.logged, line.planned);
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <div class="stack tight">
                <p class="eyebrow">{line.host.clone()} ", " {span(line.start, line.end)}</p>
                <h2 id=heading><a href=routes::engagement(line.id)>{line.project.clone()}</a></h2>
                <p>{stage_tag(line.stage)}</p>
            </div>
            <p>{label.clone()}</p>
            <Meter value=hours(line.approved) waiting=hours(waiting) max=hours(line.planned) label=label/>
            {next}
            <div class="row">{action}</div>
        </section>
    }
}

fn ended(line: &WorkLine) -> impl IntoView + use<> {
    view! {
        <li class="row between">
            <span><a class="name" href=routes::engagement(line.id)>{line.project.clone()}</a><br/><span class="meta">{line.host.clone()} ", " {span(line.start, line.end)}</span></span>
            {stage_tag(line.stage)}
        </li>
    }
}
