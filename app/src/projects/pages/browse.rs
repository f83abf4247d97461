//! The catalogue.

use std::collections::HashMap;
use std::fmt::Write as _;

use backend::projects::{CANDIDATES, Filter, Listing, Sort};
use domain::actor::Role;
use domain::ids::ProjectId;
use domain::machine::Word;
use domain::matching::Match;
use domain::money::Cents;
use domain::projects::{Place, ProjectCard, categories};
use domain::time::short_date;
use leptos::prelude::*;

use super::fit;
use super::terms::hours;
use crate::caller;
use crate::layout::{Frame, Page, Request, page};
use crate::routes;
use crate::ui::{
    Banner, Button, ButtonKind, Chip, Chips, Choice, EmptyState, Fact, Facts, Field, LinkButton, MoneyField, Pages,
    Select, Tone, icon,
};

/// Open projects, filtered and ordered.
#[component]
pub fn BrowsePage() -> impl IntoView {
    page(|request| async move {
        let visit = caller::visit().await?;
        let filter = read(&request);
        let typed = Typed::read(&request.query("pay"), &request.query("hours"));
        let student =
            request.visitor.person.as_ref().filter(|person| person.has(Role::Student)).map(|person| person.id);
        let (listing, matches) = backend::projects::browse_for(&visit, &filter, student).await?;
        let frame = match &request.visitor.person {
            Some(person) => Frame::of(person, "/projects", "/host", "/staff/projects"),
            None => Frame::Public,
        };
        let title = heading(&listing, &filter);
        let results = results(&listing, &filter, &matches);
        let body = view! {
            <header class="stack">
                <h1>{title.clone()}</h1>
                <p class="lede">"Every figure is what reaches you, net, at the most hours the work may take."</p>
            </header>
            <div class="browse">{sheet(&filter, &typed, student.is_some())} <section class="stack" aria-label="Results">{search(&filter)} {typed.message()} {bar(&filter)} {results}</section></div>
        };
        Ok(Page::new(title, frame, body))
    })
}

fn read(request: &Request) -> Filter {
    let text = |name: &str| request.query(name).trim().to_owned();
    Filter {
        q: text("q"),
        skills: request
            .query
            .get_all("skill")
            .unwrap_or_default()
            .into_iter()
            .filter(|skill| !skill.is_empty())
            .collect(),
        place: Place::from_word(&text("place")),
        min_pay_per_hour: Cents::parse(&text("pay")).ok(),
        max_hours: whole_hours(&text("hours")),
        category: text("category"),
        sort: match text("sort").as_str() {
            "pay" => Sort::Pay,
            "apply_by" => Sort::ApplyBy,
            "match" => Sort::Match,
            _ => Sort::Newest,
        },
        after: text("after"),
    }
}

/// The numbers of the filter as they were typed, with what is wrong with those nobody can read.
struct Typed {
    pay: String,
    hours: String,
    pay_error: Option<String>,
    hours_error: Option<String>,
}

impl Typed {
    fn read(pay: &str, hours: &str) -> Self {
        let (pay, hours) = (pay.trim().to_owned(), hours.trim().to_owned());
        let wrong = |wrong: bool, words: &str| wrong.then(|| words.to_owned());
        let pay_error =
            wrong(!pay.is_empty() && Cents::parse(&pay).is_err(), "Write an amount an hour such as 15 or 15.50.");
        let hours_error =
            wrong(!hours.is_empty() && whole_hours(&hours).is_none(), "Write a whole number of hours, 1 or more.");
        Self { pay, hours, pay_error, hours_error }
    }

    /// On a phone the fields are out of sight, so that the page says it too.
    fn message(&self) -> Option<AnyView> {
        let lines: Vec<String> = [("Pay", &self.pay_error), ("Hours", &self.hours_error)]
            .into_iter()
            .filter_map(|(name, error)| error.as_ref().map(|words| format!("{name}, left out: {words}")))
            .collect();
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! { <Banner tone=Tone::Need>{lines}</Banner> }.into_any()
        })
    }
}

fn whole_hours(text: &str) -> Option<i32> {
    text.trim().parse().ok().filter(|hours| *hours > 0)
}

/// The address of a filter, from its first page or from `after`.
fn address(filter: &Filter, after: &str) -> String {
    let mut query = String::new();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(query, "{}{name}={}", if query.is_empty() { "?" } else { "&" }, routes::encoded(value));
        }
    };
    put("q", &filter.q);
    for skill in &filter.skills {
        put("skill", skill);
    }
    put("place", filter.place.map_or("", Word::word));
    put("pay", &filter.min_pay_per_hour.map(Cents::plain).unwrap_or_default());
    put("hours", &filter.max_hours.map(|hours| hours.to_string()).unwrap_or_default());
    put("category", &filter.category);
    put("sort", sort_word(filter.sort));
    put("after", after);
    format!("/projects{query}")
}

fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "",
        Sort::Pay => "pay",
        Sort::ApplyBy => "apply_by",
        Sort::Match => "match",
    }
}

fn heading(listing: &Listing, filter: &Filter) -> String {
    let plain = Filter { sort: filter.sort, after: filter.after.clone(), ..Filter::default() } == *filter;
    let what = if plain { "open" } else { "that match" };
    match (listing.count, plain) {
        (0, true) => "No open projects right now".to_owned(),
        (0, false) => "No project matches all of this".to_owned(),
        (1, true) => "1 open project".to_owned(),
        (1, false) => "1 project that matches".to_owned(),
        (count, true) if count > 1_000 => format!("1,000+ {what} projects"),
        (count, true) => format!("{count} {what} projects"),
        (count, false) if count > 1_000 => format!("1,000+ projects {what}"),
        (count, false) => format!("{count} projects {what}"),
    }
}

/// What a form must carry on of the rest of the filter.
fn carried(filter: &Filter, own: &[&str]) -> impl IntoView + use<> {
    let pay = filter.min_pay_per_hour.map(Cents::plain).unwrap_or_default();
    let hours = filter.max_hours.map(|hours| hours.to_string()).unwrap_or_default();
    let mut all = vec![
        ("q", filter.q.clone()),
        ("place", filter.place.map_or("", Word::word).to_owned()),
        ("pay", pay),
        ("hours", hours),
        ("category", filter.category.clone()),
        ("sort", sort_word(filter.sort).to_owned()),
    ];
    all.extend(filter.skills.iter().map(|skill| ("skill", skill.clone())));
    all.into_iter()
        .filter(|(name, value)| !value.is_empty() && !own.contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}

fn sheet(filter: &Filter, typed: &Typed, student: bool) -> impl IntoView + use<> {
    let categories = categories().into_iter().map(|category| Choice::new(category, category)).collect();
    let places = Place::ALL.iter().map(|place| Choice::new(place.word(), place.label())).collect();
    let own = ["place", "pay", "hours", "category", "sort"];
    let mut orders =
        vec![Choice::new("", "Newest"), Choice::new("pay", "Net an hour"), Choice::new("apply_by", "Apply by")];
    if student {
        orders.insert(0, Choice::new("match", "Best match for you"));
    }
    view! {
        <aside class="sheet" id="filters" popover="auto" aria-label="Filters">
            <div class="grip"></div>
            <form class="filters" action="/projects" method="get">
                <div class="row between small-only">
                    <h2>"Filters"</h2>
                    <Button kind=ButtonKind::Quiet icon=icon::X label="Close filters" closes="filters"/>
                </div>
                {carried(filter, &own)}
                <Select name="sort" label="Order" choices=orders value=sort_word(filter.sort)/>
                <Select name="place" label="Place" choices=places value=filter.place.map_or("", Word::word) empty="Anywhere"/>
                <Select name="category" label="Category" choices=categories value=filter.category.clone() empty="All"/>
                <MoneyField
                    name="pay"
                    label="At least, net an hour"
                    value=typed.pay.clone()
                    error=typed.pay_error.clone()
                />
                <Field
                    name="hours"
                    label="At most, hours in all"
                    value=typed.hours.clone()
                    error=typed.hours_error.clone()
                    inputmode="numeric"
                    suffix="hours"
                    width="w-m"
                />
                <Button>"Show projects"</Button>
            </form>
        </aside>
    }
}

fn search(filter: &Filter) -> impl IntoView + use<> {
    view! {
        <form class="find" role="search" action="/projects" method="get">
            {carried(filter, &["q"])} <label class="vh" for="q">"Search projects, skills, hosts"</label>
            <input id="q" type="search" name="q" value=filter.q.clone() placeholder="Skill, topic or host"/>
            <Button kind=ButtonKind::Primary icon=icon::SEARCH>"Search"</Button>
        </form>
    }
}

fn bar(filter: &Filter) -> impl IntoView + use<> {
    let without = |change: &dyn Fn(&mut Filter)| {
        let mut less = filter.clone();
        change(&mut less);
        address(&less, "")
    };
    let mut chips: Vec<(String, String)> = Vec::new();
    if !filter.q.is_empty() {
        chips.push((format!("“{}”", filter.q), without(&|f| f.q.clear())));
    }
    for skill in &filter.skills {
        chips.push((skill.clone(), without(&|f| f.skills.retain(|other| other != skill))));
    }
    if let Some(place) = filter.place {
        chips.push((place.label().to_owned(), without(&|f| f.place = None)));
    }
    if let Some(pay) = filter.min_pay_per_hour {
        chips.push((format!("{pay} or more an hour"), without(&|f| f.min_pay_per_hour = None)));
    }
    if let Some(hours) = filter.max_hours {
        chips.push((format!("Up to {hours} h"), without(&|f| f.max_hours = None)));
    }
    if !filter.category.is_empty() {
        chips.push((filter.category.clone(), without(&|f| f.category.clear())));
    }
    let chips = chips.into_iter().map(|(label, href)| view! { <Chip label=label href=href on=true/> }).collect_view();
    view! {
        <div class="row between">
            <Chips>{chips}</Chips>
            <Button class="small-only" icon=icon::SLIDERS_HORIZONTAL opens="filters">"Filters and order"</Button>
        </div>
    }
}

fn results(listing: &Listing, filter: &Filter, matches: &HashMap<ProjectId, Match>) -> AnyView {
    if listing.cards.is_empty() {
        let any = *filter == Filter { sort: filter.sort, ..Filter::default() };
        let (title, text) = if any {
            (
                "Nothing is open today",
                "New projects are published on most working days. Come back soon, or fill in your profile meanwhile.",
            )
        } else {
            ("Nothing here", "Take one filter away, or search for a wider word.")
        };
        return view! { <EmptyState title=title text=text><LinkButton href="/projects">"See all projects"</LinkButton></EmptyState> }.into_any();
    }
    let first = (!filter.after.is_empty()).then(|| address(filter, ""));
    let next = listing.next.as_ref().map(|after| address(filter, after));
    let range = if first.is_some() { "Later projects" } else { "" };
    let rows = listing.cards.iter().map(|card| row(card, 2, matches.get(&card.id))).collect_view();
    let end = (filter.sort == Sort::Match && next.is_none() && usize::try_from(listing.count).is_ok_and(|count| count > CANDIDATES)).then(|| {
        let text = format!("These are the {CANDIDATES} weighed for you: those that ask for a skill of yours, then the newest.");
        let mut all = filter.clone();
        all.sort = Sort::Newest;
        view! { <p class="soft">{text} " " <a class="link" href=address(&all, "")>"See all of them, newest first"</a></p> }
    });
    view! { <ol class="listing">{rows}</ol> {end} <Pages range=range previous=first next=next/> }.into_any()
}

/// Projects as a list of cards; `level` is the level of their headings, 2 or 3.
pub fn listing(cards: &[ProjectCard], level: u8) -> impl IntoView + use<> {
    let rows = cards.iter().map(|card| row(card, level, None)).collect_view();
    view! { <ol class="listing">{rows}</ol> }
}

fn row(card: &ProjectCard, level: u8, said: Option<&Match>) -> impl IntoView + use<> {
    let link = view! { <a href=routes::project(card.id)>{card.title.clone()}</a> };
    let name = if level == 2 { view! { <h2>{link}</h2> }.into_any() } else { view! { <h3>{link}</h3> }.into_any() };
    let glyph = if card.place == Place::Remote.label() { icon::LAPTOP } else { icon::MAP_PIN };
    let facts = vec![
        Fact::new(card.host.clone()),
        Fact::with(glyph, card.place.clone()),
        Fact::with(icon::TIMER, hours(card.hours_low, card.hours_high)),
        Fact::with(icon::CALENDAR_DAYS, format!("{} to {}", short_date(card.start), short_date(card.end))),
    ];
    let skills = card.skills.iter().take(4).map(|skill| view! { <li>{skill.clone()}</li> }).collect_view();
    let hour = card.net_per_hour.map_or_else(|| card.net.exact(), Cents::exact);
    let seats = (card.open_seats > 1).then(|| view! { <span>{format!("{} seats", card.open_seats)}</span> });
    view! {
        <li>
            <div class="stack tight">{name} <ul class="why" aria-label="Skills">{skills}</ul> <Facts items=facts/> {said.map(fit::why)}</div>
            <p class="pay">
                <b>{hour}</b> <span>"net an hour"</span> <span>{format!("{} for up to {} h", card.net.exact(), card.hours_high)}</span> {seats}
                <span class="by">{format!("Apply by {}", short_date(card.apply_by))}</span>
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_nobody_can_read_is_named_and_kept() {
        let typed = Typed::read(" abc ", "xx");
        assert_eq!((typed.pay.as_str(), typed.hours.as_str()), ("abc", "xx"));
        assert!(typed.pay_error.is_some() && typed.hours_error.is_some());
        assert!(Typed::read("15", "").message().is_none());
        assert!(Typed::read("", "0").hours_error.is_some());
    }
}
