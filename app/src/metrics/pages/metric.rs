//! `/staff/metrics/{metric}`: what a metric is, how it went, its groups, and what is counted.

use std::sync::Arc;

use backend::metrics::{Counted, CountedRow, CountedRows, MetricPage as Found};
use domain::access::Action;
use domain::machine::Word as _;
use domain::metrics::{Figure, Metric, MetricUnit, SOURCE, VERSION};
use leptos::prelude::*;

use super::METRICS;
use super::filter::{filter, query, read};
use crate::error::AppError;
use crate::layout::{Frame, Page, Request, page};
use crate::metrics::words;
use crate::routes;
use crate::ui::{BackLink, BarLine, BarList, LinkButton, Pages, TrendChart, icon};

#[component]
pub(super) fn MetricPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let metric =
            request.params.get("metric").and_then(|word| Metric::from_word(&word)).ok_or(AppError::NotFound)?;
        let asked = read(&request, &cx);
        let found = backend::metrics::metric_page(&cx, metric, &asked).await?;
        let rows = if request.query("rows").is_empty() {
            None
        } else {
            backend::metrics::counted_rows(&cx, metric, &asked, turn(&request)).await?
        };
        let (definition, query) = (metric.definition(), query(&asked));
        let listed = rows.map(|rows| counted(rows, metric, &query, &request, &cx));
        let ask = (listed.is_none() && backend::metrics::is_listed(metric)).then(|| {
            view! { <p><a class="link" href=format!("{}&rows=shown#rows", routes::metric(metric, &query))>"Show what is counted"</a></p> }
        });
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::metrics(&query) words="All metrics"/>
                <header class="row between base">
                    <div><p class="eyebrow">{words::asked(&asked)}</p><h1>{definition.name}</h1></div>
                    <LinkButton href=routes::metric_values(Some(metric), &query) icon=icon::DOWNLOAD>
                        "Download as CSV"
                    </LinkButton>
                </header>
                <div class="stack screen-only">{filter(&asked, format!("{METRICS}/{}", metric.slug()))}</div>
                {answer(&found)}
                {definition_of(metric)}
                {trend(&found)}
                {parts("By category", "Category", &found.categories, definition.unit, words::category)}
                {parts("By kind of host", "Kind of host", &found.kinds, definition.unit, |name| words::kind(name).to_owned())}
                {ask}
                {listed}
            </div>
        };
        Ok(Page::new(definition.name, Frame::Staff(METRICS), body))
    })
}

fn turn(request: &Request) -> usize {
    request.query("page").parse().unwrap_or_default()
}

/// The figure and how sure it is.
fn answer(found: &Found) -> impl IntoView + use<> {
    let (figure, definition) = (&found.whole.figure, found.whole.metric.definition());
    let sure = words::surety(figure, definition.unit).map(|words| view! { <p>{words}</p> });
    let note = words::note(figure).map(|words| view! { <p class="meta">{words}</p> });
    let hidden = (*figure == Figure::Hidden).then(|| {
        let words = format!(
            "It would tell of fewer than {} students, or of too few hosts. Ask for a longer period.",
            found.least
        );
        view! { <p class="meta">{words}</p> }
    });
    view! {
        <section class="sec stack tight" aria-labelledby="figure">
            <h2 id="figure">{words::value(figure, definition.unit)}</h2>
            <p>{words::of_what(figure, &definition)}</p>
            {sure} {note} {hidden}
        </section>
    }
}

fn definition_of(metric: Metric) -> impl IntoView {
    let definition = metric.definition();
    let facts = [
        ("How it is made", definition.formula.to_owned()),
        ("Counted", definition.numerator.to_owned()),
        ("Among", definition.denominator.to_owned()),
        ("Day that puts it into the period", definition.cohort.to_owned()),
        ("Definition", format!("{}, version {VERSION}, from {SOURCE}", metric.slug())),
    ];
    let facts = facts.map(|(term, words)| view! { <div><dt>{term}</dt><dd>{words}</dd></div> }).collect_view();
    view! {
        <section class="sec stack" aria-labelledby="definition">
            <h2 id="definition">"What it is"</h2>
            <dl class="terms">{facts}</dl>
        </section>
    }
}

fn trend(found: &Found) -> impl IntoView + use<> {
    let definition = found.whole.metric.definition();
    let points = words::points(&found.whole.months, definition.unit);
    let several = points.len() > 1;
    let picture = if words::has_trend(&points) {
        let summary = words::trend(&points);
        view! {
            <TrendChart
                id="by-month"
                caption=definition.name
                summary=summary
                points=points
                label_heading="Month"
                value_heading=definition.name
            />
            <p class="meta">"The first and the last month may not be whole. Bars behind the line say how far a figure may reach."</p>
        }
        .into_any()
    } else {
        view! { <p class="soft">"No two months have enough to tell of them."</p> }.into_any()
    };
    several.then(|| {
        view! {
            <section class="sec stack" aria-labelledby="trend">
                <h2 id="trend">"By month"</h2>
                {picture}
            </section>
        }
    })
}

fn parts(
    title: &'static str,
    heading: &'static str,
    groups: &[(Arc<str>, Figure)],
    unit: MetricUnit,
    name: impl Fn(&str) -> String,
) -> AnyView {
    if groups.len() < 2 {
        return ().into_any();
    }
    let line = |(group, figure): &(Arc<str>, Figure)| BarLine {
        label: name(group),
        value: figure.number(),
        words: words::value(figure, unit),
        note: figure.count().map(|count| count.to_string()).unwrap_or_default(),
    };
    let lines = groups.iter().map(line).collect::<Vec<_>>();
    let id = heading.to_lowercase().replace(' ', "-");
    let section = id.clone();
    view! {
        <section class="sec stack" aria-labelledby=section>
            <h2 id=id>{title}</h2>
            <BarList caption=title lines=lines label_heading=heading value_heading="Value" note_heading="of how many"/>
        </section>
    }
    .into_any()
}

/// What is counted, each a link for those who may open it.
fn counted(rows: CountedRows, metric: Metric, query: &str, request: &Request, cx: &backend::Cx) -> AnyView {
    let action = match rows.counted {
        Counted::Project => Action::ReviewProjects,
        Counted::Application => Action::ViewApplicants,
        Counted::Engagement => Action::ViewEngagements,
        Counted::Host => Action::ViewHosts,
    };
    let opens = domain::access::may(cx.actor().person(), action, cx.program().id);
    let page = turn(request);
    let address = |page: usize| format!("{}&rows=shown&page={page}#rows", routes::metric(metric, query));
    let (previous, next) = (page.checked_sub(1).map(address), rows.more.then(|| address(page.saturating_add(1))));
    let lines = rows.rows.iter().map(|row| line(row, rows.counted, opens)).collect::<Vec<_>>();
    view! {
        <section class="sec stack screen-only" aria-labelledby="rows">
            <h2 id="rows">"What is counted"</h2>
            <ul class="rows">{lines}</ul>
            <Pages previous=previous next=next/>
        </section>
    }
    .into_any()
}

fn line(row: &CountedRow, counted: Counted, opens: bool) -> impl IntoView + use<> {
    let address = match counted {
        Counted::Project => routes::review(row.id.into()),
        Counted::Application => routes::application(row.id.into()),
        Counted::Engagement => routes::engagement(row.id.into()),
        Counted::Host => routes::staff_host(row.id.into()),
    };
    let label = if row.label.is_empty() { "Without a title".to_owned() } else { row.label.clone() };
    let name = if opens {
        view! { <a class="name" href=address>{label}</a> }.into_any()
    } else {
        view! { <span class="name">{label}</span> }.into_any()
    };
    let of = match row.of {
        Some(true) => "In the numerator",
        Some(false) => "In the denominator alone",
        None => "Counted",
    };
    view! { <li>{name} <p class="meta">{format!("{of}, {}", domain::time::dated(row.day))}</p></li> }
}
