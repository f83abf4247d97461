//! `/staff/metrics`: every metric of a period.

use backend::metrics::{Asked, FunnelStep, MetricFigure, Overview};
use domain::machine::Word as _;
use domain::metrics::{Cell as Count, MetricGroup, NOT_MEASURED};
use leptos::prelude::*;

use super::METRICS;
use super::filter::{filter, query, read};
use crate::layout::{Frame, Page, hidden_key, page};
use crate::metrics::words;
use crate::routes;
use crate::ui::{BarLine, BarList, Button, ButtonKind, Cell, Column, DataTable, LinkButton, RowHead, TrendChart, icon};

const FREEZE: &str = "/api/metrics/freeze";

#[component]
pub(super) fn MetricsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let asked = read(&request, &cx);
        let found = backend::metrics::overview(&cx, &asked).await?;
        let query = query(&asked);
        let groups = MetricGroup::ALL.iter().map(|one| group(*one, &found, &query)).collect::<Vec<_>>();
        let least = format!(
            "What would tell of fewer than {} students is hidden, and so is what would give it away. A longer period helps.",
            found.least
        );
        let body = view! {
            <header class="row between base">
                <div><p class="eyebrow">{words::asked(&asked)}</p><h1>"Metrics"</h1></div>
                <LinkButton href=routes::metric_values(None, &query) icon=icon::DOWNLOAD>"Download as CSV"</LinkButton>
            </header>
            <div class="stack loose">
                <div class="stack screen-only">{filter(&asked, METRICS.to_owned())}</div>
                <p class="meta">{least}</p>
                {funnel(&found.funnel)}
                {groups}
                {not_measured()}
                {freeze(&asked)}
            </div>
        };
        Ok(Page::new("Metrics", Frame::Staff(METRICS), body))
    })
}

/// How far applications came.
fn funnel(steps: &[FunnelStep]) -> impl IntoView + use<> {
    let count = |step: &FunnelStep| if let Count::Shown(count) = step.count { Some(count) } else { None };
    let all = steps.first().and_then(count).unwrap_or_default();
    let lines = steps
        .iter()
        .map(|step| BarLine {
            label: step.label.to_owned(),
            value: count(step).map(f64::from),
            words: count(step).map_or_else(|| words::HIDDEN.to_owned(), |count| count.to_string()),
            note: match count(step) {
                Some(count) if all > 0 => format!("{:.0} %", f64::from(count) / f64::from(all) * 100.0),
                _ => String::new(),
            },
        })
        .collect::<Vec<_>>();
    view! {
        <section class="sec stack" aria-labelledby="applications">
            <h2 id="applications">"What became of applications"</h2>
            <p class="meta">"Applications sent in the period, and how far they have come by now."</p>
            <BarList
                caption="From application to accepted work"
                lines=lines
                label_heading="Step"
                value_heading="How many"
                note_heading="of all"
            />
        </section>
    }
}

fn group(group: MetricGroup, found: &Overview, query: &str) -> impl IntoView + use<> {
    let of_group = found.figures.iter().filter(|one| one.metric.definition().group == group);
    let rows = of_group.map(|one| row(one, query)).collect::<Vec<_>>();
    let columns = vec![Column::new("Metric"), Column::new("Value"), Column::new("Of what"), Column::new("By month")];
    view! {
        <section class="sec" aria-labelledby=group.word()>
            <h2 id=group.word()>{group.label()}</h2>
            <div class="table-wrap metrics">
                <DataTable caption=group.label() caption_hidden=true columns=columns>{rows}</DataTable>
            </div>
        </section>
    }
}

fn row(one: &MetricFigure, query: &str) -> impl IntoView + use<> {
    let definition = one.metric.definition();
    let points = words::points(&one.months, definition.unit);
    let summary = words::trend(&points);
    let trend = words::has_trend(&points).then(|| {
        view! {
            <TrendChart
                id=one.metric.slug()
                caption=definition.name
                summary=summary
                points=points
                label_heading="Month"
                value_heading=definition.name
                small=true
            />
        }
    });
    let under = [words::surety(&one.figure, definition.unit), words::note(&one.figure).map(str::to_owned)];
    let under = under.into_iter().flatten().map(|words| view! { <p class="meta">{words}</p> }).collect::<Vec<_>>();
    let address = routes::metric(one.metric, query);
    let (value, of) = (words::value(&one.figure, definition.unit), words::of_what(&one.figure, &definition));
    view! {
        <tr>
            <RowHead><a href=address>{definition.name}</a></RowHead>
            <Cell label="Value"><b>{value}</b></Cell>
            <Cell label="Of what"><p>{of}</p> {under}</Cell>
            <Cell label="By month">{trend}</Cell>
        </tr>
    }
}

/// Keeps what is shown for a report.
fn freeze(asked: &Asked) -> impl IntoView + use<> {
    let fields = asked.pairs();
    let fields = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect::<Vec<_>>();
    view! {
        <section class="sec stack screen-only" aria-labelledby="freeze">
            <h2 id="freeze">"For a report"</h2>
            <p>"Frozen figures stay as they are now, with a number to ask for them by."</p>
            <form class="row" method="post" action=FREEZE>
                {hidden_key()} {fields}
                <Button kind=ButtonKind::Primary>"Freeze these figures"</Button>
                <a class="link" href=routes::REPORTS>"See what was frozen"</a>
            </form>
        </section>
    }
}

/// What cannot be answered, and why.
fn not_measured() -> impl IntoView {
    let lines =
        NOT_MEASURED.iter().map(|one| view! { <li><b>{one.name}</b> ": " {one.reason}</li> }).collect::<Vec<_>>();
    view! {
        <section class="sec stack" aria-labelledby="not-measured">
            <h2 id="not-measured">"Not measured yet"</h2>
            <p class="meta">"Asked for, but nobody records what they are made of. There is no figure rather than a wrong one."</p>
            <ul>{lines}</ul>
        </section>
    }
}
