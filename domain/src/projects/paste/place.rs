//! Place: remote, hybrid or on site, and the address behind a label.

use super::Pasted;
use super::page::{Kind, Page, is};
use crate::projects::{Place, limits};

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    let mut seen: Vec<(Place, usize, usize)> = Vec::new();
    for at in 0..page.tokens.len() {
        let Some((place, last)) = place_at(page, at) else { continue };
        let denied = page.word(at, -1, &["not", "no", "never", "non"]);
        if !denied && !seen.iter().any(|(known, ..)| *known == place) {
            seen.push((place, at, last));
        }
    }
    let of = |place: Place| seen.iter().find(|(known, ..)| *known == place).copied();
    // Some of both is what a mixture of words means as well.
    let both = of(Place::Remote).zip(of(Place::OnSite)).map(|(remote, on_site)| {
        let (first, second) = if remote.1 < on_site.1 { (remote, on_site) } else { (on_site, remote) };
        let near = second.1 - first.2 < 12;
        (Place::Hybrid, first.1, if near { second.2 } else { first.2 })
    });
    let found = of(Place::Hybrid).or(both).or_else(|| seen.first().copied());
    if let Some((place, first, last)) = found {
        pasted.draft.place = Some(place);
        pasted.note("place", page.slice(first, last));
    }
    address(page, pasted);
}

/// The place a word or a pair of words names, and their last token.
fn place_at(page: &Page<'_>, at: usize) -> Option<(Place, usize)> {
    let word = |by, words: &[&str]| page.word(at, by, words);
    // `on site`, `on-site`
    let dash = isize::from(page.mark(at, 1, "-‑"));
    let end = |by: isize| at.saturating_add_signed(by);
    let not_a_place = word(1, &["sensing", "control", "access", "server", "desktop", "car", "cars", "event", "events"]);
    if word(0, &["remote", "remotely", "virtual", "virtually", "telework", "wfh"]) && !not_a_place {
        Some((Place::Remote, at))
    } else if word(0, &["hybrid"]) && !not_a_place {
        Some((Place::Hybrid, at))
    } else if word(0, &["onsite"]) {
        Some((Place::OnSite, at))
    } else if word(0, &["on"]) && word(1 + dash, &["site"]) || word(0, &["in"]) && word(1 + dash, &["person"]) {
        Some((Place::OnSite, end(1 + dash)))
    } else if word(0, &["in", "at", "from"]) && word(1, &["our", "the"]) && word(2, &["office", "offices"]) {
        Some((Place::OnSite, end(2)))
    } else if word(0, &["from"]) && word(1, &["home", "anywhere"]) {
        Some((Place::Remote, end(1)))
    } else {
        None
    }
}

/// `Location: 12 Main Street, Rivermark`: a label whose text names a street or, alone, a town.
fn address(page: &Page<'_>, pasted: &mut Pasted) {
    let labels = ["location", "address", "place", "where", "site", "work location"];
    let labelled = page.lines.iter().filter(|line| matches!(line.kind, Kind::Text | Kind::Item));
    let value = labelled.filter_map(|line| line.label).find(|(label, value)| is(label, &labels) && !value.is_empty());
    let Some((_, value)) = value else { return };
    let street = value.split([',', ';', '(', ')']).any(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
    if pasted.draft.place.is_none() && !super::page::says(value, &["tbd", "flexible", "any", "online"]) {
        pasted.draft.place = Some(Place::OnSite);
        pasted.note("place", value);
    }
    if pasted.draft.place == Some(Place::OnSite) && !is(value, &["on site", "on-site", "onsite", "in person"]) || street
    {
        pasted.draft.address = super::one_line(value, limits::LINE);
        pasted.note("address", value);
    }
}
