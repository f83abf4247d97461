//! `/staff/metrics/reports` and `/staff/metrics/reports/{id}`: figures that were frozen.

use backend::metrics::{Frozen, Snapshot, SnapshotHead};
use domain::metrics::{Metric, SOURCE};
use domain::time::dated;
use leptos::prelude::*;

use super::METRICS;
use crate::layout::{Frame, Page, page};
use crate::metrics::words;
use crate::routes;
use crate::ui::{BackLink, Cell, Column, DataTable, EmptyState, LinkButton, RowHead, icon};

/// What stands first in a report for those who lead the institution.
const FIRST: [Metric; 14] = [
    Metric::ApplicantsPerProject,
    Metric::FillRate,
    Metric::SelectionRate,
    Metric::StartRate,
    Metric::CompletionRate,
    Metric::OnTime,
    Metric::TimeToFill,
    Metric::TimeToPay,
    Metric::HourlyPay,
    Metric::WagesPaid,
    Metric::StudentsContent,
    Metric::HostsContent,
    Metric::RepeatHosts,
    Metric::HostRetention,
];

#[component]
pub(super) fn ReportsPage() -> impl IntoView {
    page(|_| async move {
        let cx = crate::caller::cx().await?;
        let found = backend::metrics::snapshots(&cx).await?;
        let rows = found
            .iter()
            .map(|one| {
                let (address, period, by) = (routes::report(one.id), period(one), one.by.clone());
                let at = cx.program().long(one.at);
                view! {
                    <tr>
                        <RowHead><a href=address>{period}</a></RowHead>
                        <Cell label="Frozen">{at}</Cell>
                        <Cell label="By">{by}</Cell>
                    </tr>
                }
            })
            .collect::<Vec<_>>();
        let list = if rows.is_empty() {
            view! {
                <EmptyState title="Nothing is frozen yet" text="Freeze the figures of a period on the page of metrics. They stay as they were.">
                    <LinkButton href=METRICS>"See the metrics"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            let columns = vec![Column::new("Period"), Column::new("Frozen"), Column::new("By")];
            view! {
                <div class="table-wrap">
                    <DataTable caption="Frozen figures" caption_hidden=true columns=columns>{rows}</DataTable>
                </div>
            }
            .into_any()
        };
        let body = view! {
            <div class="stack loose">
                <BackLink href=METRICS words="All metrics"/>
                <h1>"Frozen figures"</h1>
                {list}
            </div>
        };
        Ok(Page::new("Frozen figures", Frame::Staff(METRICS), body))
    })
}

fn period(head: &SnapshotHead) -> String {
    let kind = (!head.kind.is_empty()).then(|| words::kind(&head.kind).to_owned());
    let category = Some(head.category.clone()).filter(|category| !category.is_empty());
    let days = std::iter::once(format!("{} to {}", dated(head.first), dated(head.last)));
    days.chain(category).chain(kind).collect::<Vec<_>>().join(", ")
}

#[component]
pub(super) fn ReportPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let found = backend::metrics::snapshot(&cx, request.id("id")?).await?;
        let (first, others): (Vec<&Frozen>, Vec<&Frozen>) =
            found.figures.iter().partition(|one| FIRST.contains(&one.metric));
        let program = cx.program();
        let body = view! {
            <div class="stack loose">
                <div class="screen-only"><BackLink href=routes::REPORTS words="Frozen figures"/></div>
                <header class="row between base">
                    <div>
                        <p class="eyebrow">{program.name.clone()} ", " {program.institution.clone()}</p>
                        <h1>{period(&found.head)}</h1>
                    </div>
                    <div class="screen-only">
                        <LinkButton href=routes::report_values(found.head.id) icon=icon::DOWNLOAD>"Download as CSV"</LinkButton>
                    </div>
                </header>
                {taken(&found, program.long(found.head.at))}
                {part("main", "The main figures", &first)}
                {part("others", "All other figures", &others)}
            </div>
        };
        Ok(Page::new("Report", Frame::Staff(METRICS), body))
    })
}

/// Where the figures are from, so that somebody can ask for the same ones.
fn taken(found: &Snapshot, at: String) -> impl IntoView + use<> {
    let head = &found.head;
    let by = if head.by.is_empty() { String::new() } else { format!(" by {}", head.by) };
    let words = format!(
        "Frozen on {at}{by}. Snapshot {}. Definitions of {SOURCE}, version {}. What would tell of fewer than {} students is hidden.",
        head.id, head.version, head.least
    );
    view! { <p class="meta">{words}</p> }
}

fn part(id: &'static str, title: &'static str, figures: &[&Frozen]) -> impl IntoView + use<> {
    let rows = figures.iter().map(|one| row(one)).collect::<Vec<_>>();
    let columns = vec![Column::new("Metric"), Column::new("Value"), Column::new("What it is of, and how it is made")];
    view! {
        <section class="sec" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div class="table-wrap">
                <DataTable caption=title caption_hidden=true columns=columns>{rows}</DataTable>
            </div>
        </section>
    }
}

fn row(one: &Frozen) -> impl IntoView + use<> {
    // The words are those it was frozen with: a definition may have changed since.
    let definition = one.metric.definition();
    let value = words::value(&one.figure, definition.unit);
    let of = words::of_words(&one.figure, definition.numerator, &one.denominator);
    let formula = one.formula.clone();
    let sure = words::surety(&one.figure, definition.unit).map(|words| view! { <p>{words}</p> });
    view! {
        <tr>
            <RowHead>{definition.name}</RowHead>
            <Cell label="Value"><b>{value}</b></Cell>
            <Cell label="Of what"><p>{of}</p> {sure} <p class="meta">{formula}</p></Cell>
        </tr>
    }
}
