//! `/staff/hosts`

use backend::hosts::{HostsFilter, HostsView, ListedHost};
use domain::dashboards::in_words;
use domain::hosts::{Command, Stage};
use domain::machine::Word as _;
use domain::time::short_date;
use leptos::prelude::*;
use leptos_router::location::Url;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, EmptyState, ErrorSummary, LinkButton, More, Pages, RowHead, Tab, Tabs,
    Tag, TagKind, TextArea, icon,
};

const HERE: &str = "/staff/hosts";
const DECIDE: &str = "/api/hosts/decide";

#[component]
pub fn HostsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let stage = Stage::from_word(&request.query("stage"));
        let filter = HostsFilter { search: request.query("q"), stage, after: request.query("after").parse().ok() };
        let view = backend::hosts::hosts(&cx, &filter).await?;
        let next = view.next.map(|last| address(&filter.search, filter.stage, &last.to_string()));
        let first = filter.after.map(|_| address(&filter.search, filter.stage, ""));
        let tabs = tabs(&view, &filter);
        let word = filter.stage.map_or("", Stage::word);
        let body = view! {
            <div class="stack">
                <header class="row between">
                    <div><p class="eyebrow">"Hosts"</p><h1>{title(&view)}</h1></div>
                    <Tabs label="Standing" items=tabs/>
                </header>
                <form class="find" role="search" action=HERE>
                    <label class="vh" for="q">"Beginning of an organisation’s name"</label>
                    <input id="q" name="q" type="search" placeholder="Name of the organisation" value=filter.search.clone()/>
                    <input type="hidden" name="stage" value=word/>
                    <Button icon=icon::SEARCH>"Search"</Button>
                </form>
                {list(view.hosts, &request)}
                <Pages previous=first next=next/>
            </div>
        };
        Ok(Page::new("Hosts", Frame::Staff(HERE), body))
    })
}

fn title(view: &HostsView) -> String {
    match view.count(Stage::Pending) {
        0 => "No host waits for you".to_owned(),
        1 => "One host waits to be verified".to_owned(),
        many => usize::try_from(many).map_or_else(|_| "Many".to_owned(), in_words) + " hosts wait to be verified",
    }
}

fn address(search: &str, stage: Option<Stage>, after: &str) -> String {
    let pairs = [("q", search), ("stage", stage.map_or("", Stage::word)), ("after", after)];
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", query.join("&")) }
}

fn tabs(view: &HostsView, filter: &HostsFilter) -> Vec<Tab> {
    let mut tabs = vec![Tab::new("All", address(&filter.search, None, ""), filter.stage.is_none())];
    for stage in [Stage::Pending, Stage::NeedsInfo, Stage::Verified, Stage::Watch, Stage::Suspended] {
        let tab = Tab::new(stage_words(stage), address(&filter.search, Some(stage), ""), filter.stage == Some(stage));
        tabs.push(tab.count(view.count(stage).unsigned_abs()));
    }
    tabs
}

const fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Invited => "Invited",
        Stage::Pending => "To verify",
        Stage::NeedsInfo => "Asked",
        Stage::Verified => "Verified",
        Stage::Watch => "Watched",
        Stage::Suspended => "Suspended",
        Stage::Rejected => "Rejected",
    }
}

/// Where a host stands, in an icon and a word.
pub(super) fn stage_tag(stage: Stage) -> impl IntoView {
    let (kind, glyph) = match stage {
        Stage::Verified => (TagKind::Go, icon::BADGE_CHECK),
        Stage::Pending => (TagKind::Wait, icon::CLOCK),
        Stage::Watch => (TagKind::Wait, icon::EYE),
        Stage::Suspended | Stage::Rejected => (TagKind::Stop, icon::OCTAGON_X),
        Stage::NeedsInfo => (TagKind::Plain, icon::MESSAGE_SQUARE),
        Stage::Invited => (TagKind::Plain, icon::SEND),
    };
    view! { <Tag kind icon=glyph label=stage_words(stage)/> }
}

fn list(hosts: Vec<ListedHost>, request: &Request) -> AnyView {
    if hosts.is_empty() {
        return view! {
            <EmptyState title="No host here" text="Organisations register themselves; they appear here at once.">
                <LinkButton href=HERE>"Show all hosts"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new("Organisation"),
        Column::new("Standing"),
        Column::new("Owner"),
        Column::new("Members").numeric(),
        Column::new("Projects").numeric(),
        Column::new("Decide").hidden(),
    ];
    let rows = hosts.into_iter().map(|host| row(host, request)).collect_view();
    view! { <DataTable caption="Host organisations, by name" caption_hidden=true columns>{rows}</DataTable> }.into_any()
}

fn row(host: ListedHost, request: &Request) -> impl IntoView + use<> {
    let stage = host.host.stage();
    let tag = stage_tag(stage);
    let page = crate::routes::staff_host(host.host.id);
    let since = format!("since {}", short_date(host.host.facts.since));
    let decision = decision(&host, request);
    let ListedHost { name, website, note, owner: (owner, email), members, projects, open, .. } = host;
    let site = (!website.is_empty()).then(|| {
        view! { <p class="meta under"><a href=website.clone() rel="noopener noreferrer">{website.clone()}</a></p> }
    });
    let note = (!note.is_empty()).then(|| view! { <p class="meta">{note}</p> });
    let mail =
        (!email.is_empty()).then(|| view! { <br/><a class="meta" href=format!("mailto:{email}")>{email.clone()}</a> });
    view! {
        <tr>
            <RowHead><a href=page>{name}</a> {site}</RowHead>
            <Cell label="Standing">{tag} " " <span class="meta">{since}</span> {note}</Cell>
            <Cell label="Owner">{owner} {mail}</Cell>
            <Cell label="Members" num=true>{members.to_string()}</Cell>
            <Cell label="Projects" num=true>{projects.to_string()} ", " {open.to_string()} " open"</Cell>
            <Cell act=true>{decision}</Cell>
        </tr>
    }
}

/// What this person can decide, behind one word in the row.
fn decision(host: &ListedHost, request: &Request) -> impl IntoView + use<> {
    if host.offers.is_empty() {
        return None;
    }
    let id = host.host.id;
    let failed =
        Some(request.form_for(DECIDE)).filter(|form| form.value("host", "") == id.to_string()).unwrap_or_default();
    let open = !failed.is_clean();
    let items = failed.summary().into_iter().map(|(field, words)| {
        let target = if field.is_empty() { field } else { format!("{field}-{id}") };
        (target, words)
    });
    let items: Vec<_> = items.collect();
    let here = request.here.clone();
    let buttons = host.offers.iter().map(|command| button(*command)).collect_view();
    let about = host.about.clone();
    Some(view! {
        <More summary=format!("Decide about {}", host.name) open=open>
            <form method="post" action=DECIDE class="stack">
                <ErrorSummary items=items id=format!("error-summary-{id}")/>
                {hidden_key()}
                <input type="hidden" name="host" value=id.to_string()/>
                <input type="hidden" name="next" value=here/>
                <p class="soft">{about}</p>
                <TextArea name="reason" id=format!("reason-{id}") label="Question or reason" rows=3 maxlength=2000
                    hint="Sent to the host. Not needed to verify." value=failed.value("reason", "") error=failed.error("reason")/>
                <div class="row">{buttons}</div>
            </form>
        </More>
    })
}

pub(super) fn button(command: Command) -> impl IntoView {
    let (kind, words) = match command {
        Command::Register => (ButtonKind::Plain, "Register"),
        Command::Verify => (ButtonKind::Primary, "Verify"),
        Command::Ask => (ButtonKind::Plain, "Ask"),
        Command::Answer => (ButtonKind::Plain, "Answer"),
        Command::Watch => (ButtonKind::Plain, "Watch closely"),
        Command::Reinstate => (ButtonKind::Plain, "Reinstate"),
        Command::Reject => (ButtonKind::Danger, "Reject"),
        Command::Suspend => (ButtonKind::Danger, "Suspend"),
    };
    view! { <Button kind small=true name="command" value=command.word()>{words}</Button> }
}
