//! The catalogue.

mod filters;
mod results;

use backend::projects::Listing;
use backend::searches::Kept;
use domain::actor::Role;
use domain::ids::ProjectId;
use domain::searches::{Filter, Sort};
use domain::skills::Vocabulary;
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, Request, page};
use crate::ui::{Chip, Chips};

pub use results::listing;

use filters::{Typed, bar, search, sheet};

/// The names of the pairs of an address.
const NAMES: [&str; 14] = [
    "q", "exact", "skill", "place", "pay", "hours", "week", "from", "until", "category", "credit", "campus", "sort",
    "after",
];

/// Open projects, filtered and ordered.
#[component]
pub fn BrowsePage() -> impl IntoView {
    page(|request| async move {
        let visit = caller::visit().await?;
        let named = request.query.get_all("skill").is_some();
        let words = if named { backend::skills::vocabulary(&visit).await? } else { Vocabulary::default() };
        let asked = read(&request, &words);
        let typed = Typed::read(&request);
        let student =
            request.visitor.person.as_ref().filter(|person| person.has(Role::Student)).map(|person| person.id);
        let (listing, matches) = backend::projects::browse_for(&visit, &asked, student).await?;
        let ids: Vec<ProjectId> = listing.cards.iter().map(|card| card.id).collect();
        let (kept, applied) = match student {
            Some(student) => (
                backend::searches::kept(&visit, student).await?,
                backend::applications::applied_to(&visit, student, &ids).await?,
            ),
            None => Default::default(),
        };
        let frame = match &request.visitor.person {
            Some(person) => Frame::of(person, "/projects", "/host", "/staff/projects"),
            None => Frame::Public,
        };
        // From here on everything is about the words that were looked for.
        let filter = Filter { q: listing.put_right.clone().unwrap_or_else(|| asked.q.clone()), ..asked.clone() };
        let title = heading(&listing, &filter);
        let instead = listing.put_right.as_ref().map(|right| instead(right, &asked));
        let save = student.map(|_| crate::searches::save_box(&filter, &kept, &request.form_for(crate::searches::SAVE)));
        let results = results::results(&listing, &filter, &matches, &applied);
        let body = view! {
            <header class="stack">
                <h1>{title.clone()}</h1>
                <p class="lede">"Every figure is what reaches you, net, at the most hours the work may take."</p>
            </header>
            <div class="browse">
                {sheet(&filter, &typed, student.is_some())}
                <section class="stack" aria-label="Results">
                    {search(&filter, &asked)} {yours(&kept)} {typed.message()} {bar(&filter)} {instead} {save} {results}
                </section>
            </div>
        };
        Ok(Page::new(title, frame, body))
    })
}

/// What the address asks for; skills by the names of the vocabulary, however they were typed.
fn read(request: &Request, words: &Vocabulary) -> Filter {
    let values: Vec<(&str, Vec<String>)> =
        NAMES.iter().map(|name| (*name, request.query.get_all(name).unwrap_or_default())).collect();
    let pairs: Vec<(&str, String)> = values
        .into_iter()
        .flat_map(|(name, values)| values.into_iter().map(move |value| (name, value)))
        .map(|(name, value)| if name == "skill" { (name, words.name_of(&value)) } else { (name, value) })
        .collect();
    Filter::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn heading(listing: &Listing, filter: &Filter) -> String {
    match (listing.count, filter.narrows()) {
        (0, false) => "No open projects right now".to_owned(),
        (0, true) => "No project matches all of this".to_owned(),
        (1, false) => "1 open project".to_owned(),
        (1, true) => "1 project that matches".to_owned(),
        (count, false) => format!("{} open projects", results::counted(count)),
        (count, true) => format!("{} projects that match", results::counted(count)),
    }
}

/// Which words were looked for instead of those typed, and the way back to them.
fn instead(right: &str, asked: &Filter) -> impl IntoView + use<> {
    let exactly = Filter { exact: true, after: String::new(), ..asked.clone() }.address("");
    view! {
        <p>
            "Showing results for " <b>{right.to_owned()}</b> ". "
            <a class="link" href=exactly>{format!("Search for “{}” as you typed it", asked.q)}</a>
        </p>
    }
}

/// The searches the student keeps, each one link.
fn yours(kept: &[Kept]) -> Option<impl IntoView + use<>> {
    if kept.is_empty() {
        return None;
    }
    let chips =
        kept.iter().map(|kept| view! { <Chip label=kept.name.clone() href=kept.filter.address("")/> }).collect_view();
    Some(view! {
        <nav class="row between" aria-label="Your searches">
            <Chips>{chips}</Chips>
            <a class="link" href="/student/searches">"Your searches"</a>
        </nav>
    })
}

/// Whether the list is ordered by how projects fit.
fn by_match(filter: &Filter) -> bool {
    filter.sort == Sort::Match
}
