//! `/staff/people`

use backend::Visit;
use backend::people::{Listed, PeopleFilter, PeopleView};
use domain::actor::Role;
use domain::time::short_date;
use leptos::prelude::*;
use leptos_router::location::Url;

use crate::layout::{Frame, Page, page};
use crate::ui::{
    Button, Cell, Column, DataTable, EmptyState, LinkButton, Pages, RowHead, Tab, Tabs, Tag, TagKind, icon,
};

const HERE: &str = "/staff/people";

#[component]
pub fn PeoplePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let filter = PeopleFilter {
            search: request.query("q"),
            role: request.query("role"),
            after: request.query("after").parse().ok(),
        };
        let view = backend::people::people(&cx, &filter).await?;
        let next = view.next.map(|last| address(&filter.search, &filter.role, &last.to_string()));
        let first = filter.after.map(|_| address(&filter.search, &filter.role, ""));
        let (students, hosts) = (view.count("student"), view.count("host"));
        let title = format!(
            "{students} {}, {hosts} host {}",
            plural(students, "student", "students"),
            plural(hosts, "member", "members")
        );
        let body = view! {
            <div class="stack">
                <header class="row between">
                    <div><p class="eyebrow">"People"</p><h1>{title}</h1></div>
                    <Tabs label="Role" items=tabs(&view, &filter)/>
                </header>
                <form class="find" role="search" action=HERE>
                    <label class="vh" for="q">"Beginning of a name or an email address"</label>
                    <input id="q" name="q" type="search" placeholder="Name or email address" value=filter.search.clone()/>
                    <input type="hidden" name="role" value=filter.role.clone()/>
                    <Button icon=icon::SEARCH>"Search"</Button>
                </form>
                {list(view.people, &cx)}
                <Pages previous=first next=next/>
            </div>
        };
        Ok(Page::new("People", Frame::Staff(HERE), body))
    })
}

fn plural(count: i64, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

fn address(search: &str, role: &str, after: &str) -> String {
    let pairs = [("q", search), ("role", role), ("after", after)];
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
    if query.is_empty() { HERE.to_owned() } else { format!("{HERE}?{}", query.join("&")) }
}

fn tabs(view: &PeopleView, filter: &PeopleFilter) -> Vec<Tab> {
    let tab = |label: &str, word: &str| {
        let tab = Tab::new(label, address(&filter.search, word, ""), filter.role == word);
        if word.is_empty() { tab } else { tab.count(view.count(word).unsigned_abs()) }
    };
    vec![
        tab("Everybody", ""),
        tab("Students", "student"),
        tab("Host members", "host"),
        tab("Faculty", "faculty"),
        tab("Staff", "staff"),
    ]
}

fn list(people: Vec<Listed>, visit: &Visit) -> AnyView {
    if people.is_empty() {
        return view! {
            <EmptyState title="Nobody is called that" text="The search looks at the beginning of each name and of the email address.">
                <LinkButton href=HERE>"Show everybody"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new("Name"),
        Column::new("Role"),
        Column::new("Standing"),
        Column::new("Joined").numeric(),
        Column::new("Last visit").numeric(),
    ];
    let rows = people.into_iter().map(|person| row(person, visit)).collect_view();
    view! { <DataTable caption="People, by name" caption_hidden=true columns>{rows}</DataTable> }.into_any()
}

fn row(person: Listed, visit: &Visit) -> impl IntoView + use<> {
    let day = |at| short_date(visit.program().day_of(at));
    let mut words: Vec<String> = person.roles.iter().map(|role| role_word(*role).to_owned()).collect();
    words.extend(person.hosts.iter().map(|host| format!("Host member, {host}")));
    let standing = match (person.standing.as_str(), person.confirmed) {
        ("suspended", _) => view! { <Tag kind=TagKind::Stop icon=icon::OCTAGON_X label="Suspended"/> },
        ("restricted", _) => view! { <Tag kind=TagKind::Wait icon=icon::TRIANGLE_ALERT label="Restricted"/> },
        (_, false) => view! { <Tag icon=icon::CLOCK label="Address not confirmed"/> },
        (_, true) => view! { <Tag kind=TagKind::Go icon=icon::CIRCLE_CHECK label="Active"/> },
    };
    let joined = day(person.joined);
    let seen = person.seen.map_or_else(|| "never".to_owned(), day);
    view! {
        <tr>
            <RowHead>{person.name}<br/><a class="meta" href=format!("mailto:{}", person.email)>{person.email.clone()}</a></RowHead>
            <Cell label="Role">{words.join("; ")}</Cell>
            <Cell label="Standing">{standing}</Cell>
            <Cell label="Joined" num=true>{joined}</Cell>
            <Cell label="Last visit" num=true>{seen}</Cell>
        </tr>
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Student => "Student",
        Role::Faculty => "Faculty",
        Role::Staff => "Staff",
        Role::Finance => "Finance",
        Role::Dso => "International-student officer",
        Role::Admin => "Admin",
    }
}
