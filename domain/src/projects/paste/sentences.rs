//! Deliverables in sentences: `a student who makes a slide deck, a one-page memo and a spreadsheet`.

use super::Pasted;
use super::page::{Kind, Page, Section};
use super::results::{is_making, listed, noun, sentence_end};
use super::tokens::Is;

/// Whoever does the work, or is looked for.
const ACTORS: [&str; 14] = [
    "you",
    "you'd",
    "you'll",
    "student",
    "students",
    "intern",
    "interns",
    "someone",
    "somebody",
    "person",
    "they",
    "who",
    "volunteer",
    "us",
];
/// Tokens between an actor and what they make.
const NEAR: isize = 10;
/// Tokens of a list at most.
const MOST: usize = 80;
/// Here ends what is made, and begins when, why and for how much.
const STOPS: [&str; 13] = [
    "by", "before", "because", "within", "so", "until", "starting", "ideally", "which", "remote", "pay", "paid", "you",
];
/// Between `deliverables` and the first of them.
const LINKS: [&str; 13] = [
    "are",
    "is",
    "be",
    "would",
    "will",
    "should",
    "include",
    "includes",
    "including",
    "following",
    "like",
    "the",
    "as",
];

/// Reads the first sentence that names such things; called where no line did.
pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    for line in &page.lines {
        let aside = matches!(line.section, Section::About | Section::Aside | Section::End | Section::Demands { .. });
        if aside || !matches!(line.kind, Kind::Text | Kind::Item | Kind::More) {
            continue;
        }
        for at in line.tokens.clone() {
            let Some((first, meant)) = named(page, at).or_else(|| made(page, at)) else { continue };
            let end = end(page, first);
            // A sentence about making tells of a thing at once, or of no deliverable.
            let tells = meant || noun(page, &(first..end.min(first + 8))).is_some();
            if first < end && tells {
                listed(page, first, end, meant, pasted);
            }
            if !pasted.draft.deliverables.is_empty() {
                return;
            }
        }
    }
}

/// `deliverables: …`, `the outputs would be …`, `end up with …`.
fn named(page: &Page<'_>, at: usize) -> Option<(usize, bool)> {
    if page.word(at, 0, &["deliverable", "deliverables", "output", "outputs"]) {
        let links = (1..=4).take_while(|by| page.word(at, *by, &LINKS) || page.mark(at, *by, ":-–—")).count();
        return (links > 0).then_some((at + 1 + links, true));
    }
    let ends = page.word(at, 0, &["end", "ends", "finish", "left"]) && page.word(at, 1, &["up", "with"]);
    let with = (1..=2).find(|by| page.word(at, *by, &["with"])).filter(|_| ends)?;
    Some((at.saturating_add_signed(with) + 1, false))
}

/// `someone to create …`, `you would write …`.
fn made(page: &Page<'_>, at: usize) -> Option<(usize, bool)> {
    let (_, verb) = page.near(at, 0).filter(|(_, token)| token.kind == Is::Word && is_making(token.text))?;
    // `make sure`, `the build`, `our program` make nothing.
    let thing = page.word(at, 1, &["sure", "it", "us", "them", "this", "that", "of", "for"])
        || page.word(at, -1, &["the", "a", "an", "our", "your", "their", "this"]);
    // `The project: build a dashboard`
    let by_somebody = page.mark(at, -1, ":") || (1..=NEAR).any(|by| page.word(at, -by, &ACTORS));
    (by_somebody && !thing && !verb.text.is_empty()).then_some((at + 1, false))
}

/// Where the list that begins at a token ends.
fn end(page: &Page<'_>, first: usize) -> usize {
    let end = sentence_end(page, first).min(first + MOST);
    let stop = |at: &usize| {
        page.word(*at, 0, &STOPS)
            || page.mark(*at, 0, "$€£(;?!")
            || page.word(*at, 0, &["for"]) && page.mark(*at, 1, "$€£")
    };
    (first..end).find(stop).unwrap_or(end)
}
