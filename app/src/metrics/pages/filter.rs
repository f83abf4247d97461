//! What is asked of metrics: a form whose answers stand in the address.

use backend::metrics::{Asked, Period};
use domain::hosts::HostKind;
use domain::machine::Word as _;
use leptos::prelude::*;

use crate::layout::Request;
use crate::routes;
use crate::ui::{Button, Choice, DateField, Select};

/// What the address asks for.
pub(super) fn read(request: &Request, cx: &backend::Cx) -> Asked {
    Asked::read(cx, |name| request.query(name))
}

/// The same as a query.
pub(super) fn query(asked: &Asked) -> String {
    let pairs = asked.pairs();
    let parts: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", routes::encoded(value))).collect();
    parts.join("&")
}

const fn label(period: Period) -> &'static str {
    match period {
        Period::Days90 => "The last 90 days",
        Period::Year => "The last 12 months",
        Period::ThisYear => "This calendar year",
        Period::Own => "From one day to another",
    }
}

/// The form. It works without a script.
pub(super) fn filter(asked: &Asked, action: String) -> impl IntoView + use<> {
    let periods = Period::ALL.iter().map(|period| Choice::new(period.word(), label(*period))).collect::<Vec<_>>();
    let categories = domain::projects::categories().into_iter().map(|name| Choice::new(name, name)).collect::<Vec<_>>();
    let kinds = HostKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect::<Vec<_>>();
    view! {
        <form class="row end" action=action method="get">
            <Select name="period" label="Period" choices=periods value=asked.period.word()/>
            <DateField name="from" label="From" value=asked.first.to_string()/>
            <DateField name="until" label="Until" value=asked.last.to_string()/>
            <Select
                name="category"
                label="Category"
                choices=categories
                value=asked.filter.category.clone().unwrap_or_default()
                empty="Every category"
            />
            <Select
                name="kind"
                label="Kind of host"
                choices=kinds
                value=asked.filter.kind.map_or("", HostKind::word)
                empty="Every kind"
            />
            <Button>"Show"</Button>
        </form>
        <p class="meta">"The two days count when the period goes from one day to another; both are in it."</p>
    }
}
