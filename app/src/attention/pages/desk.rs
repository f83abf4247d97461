//! `/staff/attention`: what needs somebody, what is at risk first. The address holds what is looked for.

use backend::attention::{DeskFilter, ItemLine, Owner};
use domain::attention::{Rule, Severity, Stage};
use domain::dashboards::{MOST_COUNTED, in_words};
use domain::machine::Word as _;
use domain::time::{Day, due_words, long_date};
use leptos::prelude::*;

use super::{DESK, around, owner, subject, tags};
use crate::layout::{Frame, Page, Request, page};
use crate::routes;
use crate::text::{attention_severity, capital, stage_word};
use crate::ui::{Button, Choice, EmptyState, LinkButton, Pages, Select, Tab, Tabs};

#[component]
pub(super) fn DeskPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let filter = asked(&request);
        let desk = backend::attention::desk(&cx, filter).await?;
        let title = headline(filter.stage, desk.count);
        let lines = desk.lines.iter().map(|one| line(one, cx.today())).collect::<Vec<_>>();
        let list = if lines.is_empty() {
            view! {
                <EmptyState title="Nothing is listed here" text="What goes wrong quietly is found by itself, within minutes.">
                    <LinkButton href="/staff/engagements">"See the engagements"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <ul class="rows">{lines}</ul> }.into_any()
        };
        let tabs = Stage::ALL
            .iter()
            .map(|stage| {
                let there = DeskFilter { stage: *stage, page: 0, ..filter };
                Tab::new(capital(&stage_word(stage.word())), address(there), *stage == filter.stage)
            })
            .collect();
        let turn = |page| address(DeskFilter { page, ..filter });
        let previous = filter.page.checked_sub(1).map(turn);
        let next = desk.more.then(|| turn(filter.page.saturating_add(1)));
        let body = view! {
            <h1>{title.clone()}</h1>
            <Tabs label="Where it stands" items=tabs/>
            {filters(filter)}
            {list}
            <Pages previous=previous next=next/>
        };
        Ok(Page::new(title, Frame::Staff(DESK), body))
    })
}

/// What the address asks for; a word nobody knows asks for nothing.
fn asked(request: &Request) -> DeskFilter {
    DeskFilter {
        rule: Rule::from_word(&request.query("rule")),
        severity: Severity::from_word(&request.query("severity")),
        owner: match request.query("whose").as_str() {
            "mine" => Owner::Mine,
            "nobody" => Owner::Nobody,
            _ => Owner::Anybody,
        },
        stage: Stage::from_word(&request.query("stage")).unwrap_or(Stage::Open),
        page: request.query("page").parse().unwrap_or(0),
    }
}

const fn whose(owner: Owner) -> &'static str {
    match owner {
        Owner::Anybody => "",
        Owner::Mine => "mine",
        Owner::Nobody => "nobody",
    }
}

/// The address that asks for this.
fn address(filter: DeskFilter) -> String {
    let stage = if filter.stage == Stage::Open { "" } else { filter.stage.word() };
    let page = if filter.page == 0 { String::new() } else { filter.page.to_string() };
    let parts = [
        ("stage", stage),
        ("rule", filter.rule.map_or("", Rule::word)),
        ("severity", filter.severity.map_or("", Severity::word)),
        ("whose", whose(filter.owner)),
        ("page", &page),
    ];
    let query: Vec<String> =
        parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={value}")).collect();
    if query.is_empty() { DESK.to_owned() } else { format!("{DESK}?{}", query.join("&")) }
}

fn headline(stage: Stage, count: i64) -> String {
    let number = match usize::try_from(count) {
        Ok(0) => "nothing".to_owned(),
        Ok(1) => "one thing".to_owned(),
        Ok(count) if i64::try_from(count).is_ok_and(|count| count <= MOST_COUNTED) => {
            format!("{} things", in_words(count))
        }
        _ => format!("more than {MOST_COUNTED} things"),
    };
    let verb = match (stage, count) {
        (Stage::Open, 0 | 1) => "needs somebody",
        (Stage::Open, _) => "need somebody",
        (Stage::Snoozed, 0 | 1) => "is put off",
        (Stage::Snoozed, _) => "are put off",
        (Stage::Resolved, 0 | 1) => "is settled",
        (Stage::Resolved, _) => "are settled",
    };
    capital(&format!("{number} {verb}"))
}

fn filters(filter: DeskFilter) -> impl IntoView + use<> {
    let rules = Rule::ALL.iter().map(|rule| Choice::new(rule.word(), rule.title())).collect::<Vec<_>>();
    let severities =
        Severity::ALL.iter().map(|one| Choice::new(one.word(), attention_severity(*one))).collect::<Vec<_>>();
    let owners = vec![Choice::new("mine", "Mine"), Choice::new("nobody", "Nobody’s")];
    let stage =
        (filter.stage != Stage::Open).then(|| view! { <input type="hidden" name="stage" value=filter.stage.word()/> });
    view! {
        <form class="row end" action=DESK method="get">
            {stage}
            <Select name="rule" label="What" choices=rules value=filter.rule.map_or("", Rule::word) empty="Everything"/>
            <Select
                name="severity"
                label="How bad"
                choices=severities
                value=filter.severity.map_or("", Severity::word)
                empty="Both"
            />
            <Select name="whose" label="Whose" choices=owners value=whose(filter.owner) empty="Everybody’s"/>
            <Button>"Show"</Button>
        </form>
    }
}

fn line(one: &ItemLine, today: Day) -> impl IntoView + use<> {
    let until = one.snoozed_until.map(|day| format!(" Comes back on {}.", long_date(day))).unwrap_or_default();
    let words = format!("Since {}. {}. {}.{until}", long_date(one.since), due_words(one.due, today), owner(one));
    view! {
        <li>
            <div class="row between">
                <a class="name" href=routes::attention_item(one.id)>{format!("{}: {}", one.rule.title(), one.title)}</a>
                {tags(one)}
            </div>
            <p>{one.reason.clone()}</p>
            <p class="meta"><a class="link" href=subject(one)>{around(one)}</a></p>
            <p class="meta">{words}</p>
        </li>
    }
}
