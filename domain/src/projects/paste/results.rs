//! Deliverables: listed lines that make something, or name a thing one can hold.

use std::ops::Range;

use super::page::{Kind, Page, Section, is, section};
use super::tokens::Is;
use super::{Pasted, contacts, one_line, sentences};
use crate::projects::{Deliverable, DeliverableKind, limits};

/// Verbs that end in a thing. A listed line that starts with one is a deliverable.
const MAKING: [&str; 28] = [
    "write",
    "draft",
    "create",
    "build",
    "make",
    "design",
    "develop",
    "produce",
    "prepare",
    "compile",
    "deliver",
    "record",
    "film",
    "draw",
    "map",
    "code",
    "publish",
    "redesign",
    "rewrite",
    "illustrate",
    "photograph",
    "program",
    "compose",
    "assemble",
    "generate",
    "script",
    "summarize",
    "document",
];
/// Lines that start like this tell what to bring or to attend, not what to make.
const NOT_MAKING: [&str; 33] = [
    "experience",
    "experienced",
    "ability",
    "able",
    "knowledge",
    "proficient",
    "proficiency",
    "familiar",
    "familiarity",
    "comfortable",
    "strong",
    "excellent",
    "good",
    "must",
    "currently",
    "interest",
    "interested",
    "attend",
    "enrolled",
    "pursuing",
    "send",
    "email",
    "apply",
    "submit",
    "available",
    "access",
    "meet",
    "learn",
    "assist",
    "help",
    "support",
    "minimum",
    "previous",
];
const NOUNS: [(DeliverableKind, &[&str]); 9] = [
    (
        DeliverableKind::Report,
        &["report", "reports", "memo", "memos", "brief", "paper", "summary", "summaries", "writeup", "whitepaper"],
    ),
    (
        DeliverableKind::Dataset,
        &[
            "dataset",
            "datasets",
            "spreadsheet",
            "spreadsheets",
            "table",
            "matrix",
            "database",
            "workbook",
            "list",
            "inventory",
            "catalogue",
            "catalog",
        ],
    ),
    (
        DeliverableKind::Slides,
        &["slides", "slide", "deck", "decks", "presentation", "presentations", "slideshow", "powerpoint"],
    ),
    (
        DeliverableKind::Design,
        &[
            "logo",
            "logos",
            "graphic",
            "graphics",
            "mockup",
            "mockups",
            "wireframe",
            "wireframes",
            "infographic",
            "infographics",
            "poster",
            "posters",
            "flyer",
            "flyers",
            "brochure",
            "brochures",
            "template",
            "templates",
        ],
    ),
    (
        DeliverableKind::Code,
        &[
            "script",
            "scripts",
            "app",
            "website",
            "webpage",
            "code",
            "prototype",
            "dashboard",
            "plugin",
            "tool",
            "tests",
        ],
    ),
    (
        DeliverableKind::Content,
        &[
            "post",
            "posts",
            "article",
            "articles",
            "blog",
            "newsletter",
            "newsletters",
            "video",
            "videos",
            "caption",
            "captions",
            "podcast",
            "profiles",
            "copy",
            "photos",
        ],
    ),
    (
        DeliverableKind::Plan,
        &[
            "guide",
            "guides",
            "plan",
            "manual",
            "handbook",
            "calendar",
            "procedure",
            "procedures",
            "checklist",
            "checklists",
            "toolkit",
            "strategy",
            "timeline",
            "curriculum",
            "roadmap",
            "outline",
            "outlines",
            "instructions",
            "readme",
        ],
    ),
    (DeliverableKind::Event, &["event", "workshop", "webinar"]),
    (
        DeliverableKind::Analysis,
        &["analysis", "survey", "evaluation", "audit", "benchmark", "findings", "recommendations", "charts"],
    ),
];
/// What the size of a deliverable is counted in.
const SIZES: [&str; 36] = [
    "page",
    "pages",
    "slide",
    "slides",
    "word",
    "words",
    "post",
    "posts",
    "article",
    "articles",
    "row",
    "rows",
    "record",
    "records",
    "chart",
    "charts",
    "graphic",
    "graphics",
    "entry",
    "entries",
    "interview",
    "interviews",
    "question",
    "questions",
    "item",
    "items",
    "contact",
    "contacts",
    "video",
    "videos",
    "template",
    "templates",
    "photos",
    "minutes",
    "sources",
    "tests",
];

const NAMES: [&str; limits::DELIVERABLES] =
    ["deliverable_1_name", "deliverable_2_name", "deliverable_3_name", "deliverable_4_name", "deliverable_5_name"];
const KINDS: [&str; limits::DELIVERABLES] =
    ["deliverable_1_kind", "deliverable_2_kind", "deliverable_3_kind", "deliverable_4_kind", "deliverable_5_kind"];
const SIZE_FIELDS: [&str; limits::DELIVERABLES] =
    ["deliverable_1_size", "deliverable_2_size", "deliverable_3_size", "deliverable_4_size", "deliverable_5_size"];

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    // Lines below `Deliverables:` are meant; the others only look like it.
    for meant in [true, false] {
        for (index, line) in page.lines.iter().enumerate() {
            if pasted.draft.deliverables.len() == limits::DELIVERABLES {
                return;
            }
            if (line.section == Section::Results) != meant {
                continue;
            }
            let inline =
                line.label.filter(|(label, value)| !value.is_empty() && section(label) == Some(Section::Results));
            if inline.is_some() && line.kind == Kind::Text {
                if let Some(colon) = line.tokens.clone().find(|at| page.mark(*at, 0, ":")) {
                    // What was wrapped into the lines below belongs to it.
                    let end = sentence_end(page, line.tokens.end - 1);
                    listed(page, colon + 1, end, true, pasted);
                }
                continue;
            }
            let listed = line.kind == Kind::Item || (meant && line.kind == Kind::Text && line.text.len() <= 150);
            let aside =
                matches!(line.section, Section::Aside | Section::About | Section::End | Section::Demands { .. });
            if !listed || aside {
                continue;
            }
            let mut words = line.text.to_owned();
            let mut tokens = line.tokens.clone();
            for more in page.lines.iter().skip(index + 1).take_while(|more| more.kind == Kind::More) {
                words.push(' ');
                words.push_str(more.text);
                tokens.end = more.tokens.end;
            }
            if makes(page, &tokens, meant) {
                add(page, &tokens, &words, pasted);
            }
        }
        if !pasted.draft.deliverables.is_empty() {
            return;
        }
    }
    sentences::read(page, pasted);
}

/// Whether a listed line is a deliverable.
fn makes(page: &Page<'_>, tokens: &Range<usize>, meant: bool) -> bool {
    let word = |at: usize| page.tokens.get(at).filter(|token| token.kind == Is::Word).map_or("", |token| token.text);
    let mut first = word(tokens.start);
    if is(first, &["you", "you'll", "students", "student", "they"]) {
        let skip = 1 + usize::from(is(word(tokens.start + 1), &["will", "should", "can"]));
        first = word(tokens.start + skip);
    }
    let counted = page.tokens.get(tokens.start).is_some_and(|token| token.kind == Is::Number);
    if (first.is_empty() && !counted) || is(first, &NOT_MAKING) || is_term(page, tokens) {
        return false;
    }
    meant || is_making(first) || noun(page, tokens).is_some()
}

/// `25 hours total`, `Hybrid`, `3 weeks from May 5`: a term of the work, in the list of what comes of it.
fn is_term(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    let counted = page.number(tokens.start, 0).is_some();
    let time = (1..=4).any(|by| page.word(tokens.start, by, &["hours", "hour", "hrs", "hr", "h", "weeks", "week"]));
    let place = page.word(tokens.start, 0, &["remote", "hybrid", "onsite", "virtual"]) && tokens.len() <= 2;
    (counted && time) || place
}

/// `write`, `writing`, `writes`, `planning`.
pub(super) fn is_making(word: &str) -> bool {
    let stem = |end: &str| {
        word.len()
            .checked_sub(end.len())
            .filter(|at| word.get(*at..).is_some_and(|tail| tail.eq_ignore_ascii_case(end)))
    };
    let same = |stem: &str, verb: &str| stem.eq_ignore_ascii_case(verb);
    let verb_of = |at: usize| {
        let stem = word.get(..at).unwrap_or_default();
        MAKING.iter().any(|verb| same(stem, verb) || verb.strip_suffix('e').is_some_and(|short| same(stem, short)))
            // mapping, programming
            || stem.get(..at.saturating_sub(1)).is_some_and(|short| short.len() >= 3 && is(short, &["map", "program"]))
    };
    is(word, &MAKING) || stem("ing").is_some_and(verb_of) || stem("s").is_some_and(verb_of)
}

/// The kind of the thing a line names: its first such noun, or the last of several in a row, as in
/// `website audit report`.
pub(super) fn noun(page: &Page<'_>, tokens: &Range<usize>) -> Option<(usize, DeliverableKind)> {
    let kind_at = |at: usize| {
        let found = NOUNS.iter().find(|(_, words)| at < tokens.end && page.word(at, 0, words));
        found.map(|(kind, _)| *kind)
    };
    let first = tokens.clone().find(|at| kind_at(*at).is_some())?;
    let last = (first..tokens.end).take_while(|at| kind_at(*at).is_some()).last()?;
    kind_at(last).map(|kind| (last, kind))
}

/// `6-8 pages`, `10 short posts`.
fn size(page: &Page<'_>, tokens: &Range<usize>) -> Option<(usize, usize)> {
    tokens.clone().filter(|at| page.word(*at, 0, &SIZES)).find_map(|unit| {
        let spaced = || page.near(unit, -1).filter(|(_, token)| token.kind == Is::Word);
        let quantity = page
            .quantity_before(unit)
            .or_else(|| spaced().and_then(|(adjective, _)| page.quantity_before(adjective)))?;
        (quantity.first >= tokens.start).then_some((quantity.first, unit))
    })
}

fn add(page: &Page<'_>, tokens: &Range<usize>, words: &str, pasted: &mut Pasted) {
    let row = pasted.draft.deliverables.len();
    let (Some(name), Some(kind), Some(size_field)) = (NAMES.get(row), KINDS.get(row), SIZE_FIELDS.get(row)) else {
        return;
    };
    let plain = contacts::without(words);
    let plain = plain.trim_matches(|c: char| c.is_whitespace() || ".,;:*_".contains(c));
    if plain.is_empty() {
        return;
    }
    let mut deliverable = Deliverable { name: one_line(plain, limits::LINE), ..Deliverable::default() };
    pasted.note(name, words);
    if let Some((at, found)) = noun(page, tokens) {
        deliverable.kind = found;
        pasted.note(kind, page.slice(at, at));
    }
    if let Some((first, last)) = size(page, tokens) {
        deliverable.size = page.slice(first, last).to_owned();
        pasted.note(size_field, page.slice(first, last));
    }
    pasted.draft.deliverables.push(deliverable);
}

/// The end of the sentence of a token, also where it goes on in the next line; at most two hundred tokens on.
pub(super) fn sentence_end(page: &Page<'_>, at: usize) -> usize {
    let sentence = page.tokens.get(at).map(|token| token.sentence);
    at + page.tokens.iter().skip(at).take(200).take_while(|token| Some(token.sentence) == sentence).count()
}

/// `a 5-page report, a slide deck and a spreadsheet` from `first` up to `end`. Where such things are `meant`, an article
/// begins another one as a known noun does.
pub(super) fn listed(page: &Page<'_>, first: usize, end: usize, meant: bool, pasted: &mut Pasted) {
    let begins = |at: usize| {
        let counted = page.number(at, 0).is_some() || page.word(at, 0, &["a", "an", "the"]);
        let comma = page.mark(at, -1, ",;") || (page.word(at, -1, &["and"]) && page.mark(at, -2, ","));
        meant && counted && comma
    };
    let mut from = first;
    for at in first..=end {
        let parts = at >= end || page.mark(at, 0, ",;") || page.word(at, 0, &["and"]);
        // Of `, and` the second closes the part.
        if !parts || (at < end && page.mark(at, 0, ",") && page.word(at, 1, &["and"])) {
            continue;
        }
        let piece = from..at.min(end);
        if piece.is_empty() {
            from = at + 1;
            continue;
        }
        // `a report with charts and a summary of costs`: a part without a thing belongs to the one before.
        let next = at + 1..next_part(page, at + 1, end);
        if at >= end || begins(at + 1) || noun(page, &next).is_some() {
            let words = page.slice(piece.start, piece.end - 1);
            if noun(page, &piece).is_some() || begins(piece.start) || (meant && pasted.draft.deliverables.is_empty()) {
                add(page, &piece, words, pasted);
            }
            from = at + 1;
        }
    }
}

/// Where the part that begins at `first` ends; at most twenty tokens on.
fn next_part(page: &Page<'_>, first: usize, end: usize) -> usize {
    let most = first.saturating_add(20).min(end);
    (first..most).find(|at| page.mark(*at, 0, ",;") || page.word(*at, 0, &["and"])).unwrap_or(most)
}
