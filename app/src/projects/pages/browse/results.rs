//! The list itself, and what stands in its place when nothing matches.

use std::collections::{HashMap, HashSet};

use backend::projects::{CANDIDATES, Listing};
use domain::ids::ProjectId;
use domain::matching::Match;
use domain::money::Cents;
use domain::projects::{Place, ProjectCard};
use domain::searches::{Filter, Part};
use domain::time::short_date;
use leptos::prelude::*;

use super::by_match;
use super::filters::{narrower, newest_first};
use crate::projects::pages::fit;
use crate::projects::pages::terms::hours;
use crate::routes;
use crate::ui::{EmptyState, Fact, Facts, LinkButton, Pages, Tag, TagKind, icon};

/// A number that is counted to 1,001 at most.
pub fn counted(count: i64) -> String {
    if count > 1_000 { "1,000+".to_owned() } else { count.to_string() }
}

/// What a card says of the student who looks at it.
#[derive(Clone, Copy, Default)]
struct Beside<'m> {
    /// How the project fits.
    said: Option<&'m Match>,
    /// It suits somebody without a finished project, and they have none.
    first: bool,
    /// They have applied to it.
    applied: bool,
}

/// The cards of a page with what is before and after it; `applied` are those the student has applied to.
pub fn results(
    listing: &Listing,
    filter: &Filter,
    matches: &HashMap<ProjectId, Match>,
    applied: &HashSet<ProjectId>,
) -> AnyView {
    if listing.cards.is_empty() {
        return nothing(filter, &listing.in_the_way).into_any();
    }
    let first = (!filter.after.is_empty()).then(|| filter.address(""));
    let next = listing.next.as_ref().map(|after| filter.address(after));
    let range = if first.is_some() { "Later projects" } else { "" };
    let skills = listing.cards.iter().flat_map(|card| card.skills.iter().cloned()).collect();
    let narrower = narrower(filter, skills, listing.cards.len());
    let rows = listing
        .cards
        .iter()
        .map(|card| {
            let said = matches.get(&card.id);
            let applied = applied.contains(&card.id);
            let first = listing.first_timer && !applied && said.is_some_and(Match::suits_first_timers);
            row(card, 2, Beside { said, first, applied })
        })
        .collect_view();
    let ends = by_match(filter)
        && listing.next.is_none()
        && usize::try_from(listing.count).is_ok_and(|count| count > CANDIDATES);
    let end = ends.then(|| {
        let text = format!("These are the {CANDIDATES} weighed for you: those that ask for a skill of yours, then the newest.");
        view! { <p class="soft">{text} " " <a class="link" href=newest_first(filter)>"See all of them, newest first"</a></p> }
    });
    view! { {narrower} <ol class="listing">{rows}</ol> {end} <Pages range=range previous=first next=next/> }.into_any()
}

/// Nothing matches: which filter to take off, and what that would show.
fn nothing(filter: &Filter, in_the_way: &[(Part, i64)]) -> impl IntoView + use<> {
    let parts = filter.parts();
    let (title, text) = match (parts.as_slice(), in_the_way.is_empty()) {
        ([], _) => (
            "Nothing is open today".to_owned(),
            "New projects are published on most working days. Come back soon, or fill in your profile meanwhile.",
        ),
        ([one], _) => (
            format!("No open project matches {}", one.words()),
            "Search for a wider word or another filter, or keep this search and hear of the first project that matches.",
        ),
        (_, false) => ("One filter is in the way".to_owned(), "Take one of these off:"),
        (_, true) => (
            "Several filters are in the way".to_owned(),
            "Taking one off does not help; take more of them off, or search for a wider word.",
        ),
    };
    let ways = in_the_way
        .iter()
        .map(|(part, count)| {
            let projects = if *count == 1 { "1 project".to_owned() } else { format!("{} projects", counted(*count)) };
            let words = format!("Without {}: {projects}", part.words());
            view! { <li><a class="link" href=filter.without(part).address("")>{words}</a></li> }
        })
        .collect::<Vec<_>>();
    let ways = (!ways.is_empty()).then(|| view! { <ul class="rows">{ways}</ul> });
    view! {
        <EmptyState title=title text=text>{ways} <LinkButton href="/projects">"See all projects"</LinkButton></EmptyState>
    }
}

/// Projects as a list of cards; `level` is the level of their headings, 2 or 3.
pub fn listing(cards: &[ProjectCard], level: u8) -> impl IntoView + use<> {
    let rows = cards.iter().map(|card| row(card, level, Beside::default())).collect_view();
    view! { <ol class="listing">{rows}</ol> }
}

fn row(card: &ProjectCard, level: u8, beside: Beside<'_>) -> impl IntoView + use<> {
    let Beside { said, first, applied } = beside;
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
    let first = first.then(|| view! { <p><Tag kind=TagKind::Go icon=icon::SPARKLES label="Good first project"/></p> });
    let applied = applied.then(|| view! { <p><Tag kind=TagKind::Go icon=icon::SEND label="You applied"/></p> });
    view! {
        <li>
            <div class="stack tight">
                {name} {first} {applied} <ul class="why" aria-label="Skills">{skills}</ul> <Facts items=facts/> {said.map(fit::why)}
            </div>
            <p class="pay">
                <b>{hour}</b> <span>"net an hour"</span> <span>{format!("{} for up to {} h", card.net.exact(), card.hours_high)}</span> {seats}
                <span class="by">{format!("Apply by {}", short_date(card.apply_by))}</span>
            </p>
        </li>
    }
}
