//! Title and problem: the first words that look like one.

use super::page::{Kind, Line, Page, Section, is, says};
use super::{Pasted, contacts, letters, one_line};
use crate::projects::limits;

/// Labels of a title, the most telling first.
const TITLES: [&[&str]; 5] = [
    &["title", "project title", "job title", "position title", "project name"],
    &["project"],
    &["position", "opportunity"],
    &["role"],
    &["subject"],
];
/// Longest first line that is taken for a title.
const LONGEST_TITLE: usize = 90;
/// Lines among which a title without a label is looked for.
const FIRST_LINES: usize = 8;
/// Fewest words of a paragraph that can say what the problem is.
const FEWEST_WORDS: usize = 20;
const GREETINGS: [&str; 9] = ["hi", "hello", "hey", "dear", "good", "greetings", "thanks", "thank", "to"];

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    if let Some(title) = labelled_title(page).or_else(|| first_line(page)) {
        let plain = contacts::without(title);
        if !plain.is_empty() {
            pasted.draft.title = one_line(&plain, limits::LINE);
            pasted.note("title", title);
        }
    }
    // A paragraph on the organisation is better than none.
    let paragraphs = paragraphs(page);
    let told = paragraphs.iter().find(|(section, _)| *section != Section::About).or_else(|| paragraphs.first());
    if let Some((_, text)) = told {
        let text = letters::message(text);
        let plain = contacts::without(text);
        if !plain.is_empty() {
            pasted.draft.problem = one_line(&plain, limits::TEXT);
            pasted.note("problem", text);
        }
    }
}

fn labelled_title<'a>(page: &Page<'a>) -> Option<&'a str> {
    TITLES.iter().find_map(|labels| {
        page.lines.iter().filter(|line| line.kind != Kind::Away).find_map(|line| {
            let (label, value) = line.label.filter(|(label, _)| is(label, labels))?;
            let value = if is(label, &["subject"]) { without_replies(value) } else { value };
            let value = value.trim_matches(['"', '“', '”', '*', '_', ' ']);
            let few = value.split_whitespace().take(25).count() < 25;
            (few && value.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some(value)
        })
    })
}

/// `Re: Fwd: [campus] Help` -> `Help`.
fn without_replies(subject: &str) -> &str {
    let mut rest = subject.trim();
    loop {
        let next = match rest.split_once(':') {
            Some((head, tail)) if is(head.trim(), &["re", "fwd", "fw", "aw", "wg"]) => tail.trim_start(),
            _ if rest.starts_with('[') => match rest.split_once(']') {
                Some((_, tail)) if !tail.trim().is_empty() => tail.trim_start(),
                _ => return rest,
            },
            _ => return rest,
        };
        rest = next;
    }
}

/// A short line at the top that is neither a greeting nor a sentence.
fn first_line<'a>(page: &Page<'a>) -> Option<&'a str> {
    let lines =
        page.lines.iter().filter(|line| !matches!(line.kind, Kind::Blank | Kind::Mail | Kind::Away)).take(FIRST_LINES);
    lines
        .filter(|line| line.kind == Kind::Text && line.section != Section::End && line.label.is_none() && !greets(line))
        // Below the first paragraph stand names and greetings.
        .take_while(|line| line.text.len() <= LONGEST_TITLE)
        .map(|line| line.text.trim_matches(['"', '“', '”', ' ']))
        .find(|text| {
            let words = text.split_whitespace().take(20).count();
            let sentence = text.ends_with(['.', ',', ';', ':', '!']);
            let letters = text.bytes().filter(u8::is_ascii_alphabetic).take(8).count() == 8;
            (2..20).contains(&words) && text.len() <= LONGEST_TITLE && !sentence && !text.contains('@') && letters
        })
}

/// `Hi all,`, `Dear Ms. Ferrand:`, `Thanks,`
fn greets(line: &Line<'_>) -> bool {
    let first = line.text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let short = line.text.len() < 60 && line.text.ends_with([',', ':', '!', '.', '-', '–', '—']);
    is(first, &GREETINGS) && (short || line.text.split_whitespace().take(4).count() < 4)
}

/// Paragraphs of enough words, with the section of their first line.
fn paragraphs(page: &Page<'_>) -> Vec<(Section, String)> {
    let mut all: Vec<(Section, String)> = Vec::new();
    let mut open: Option<(Section, String)> = None;
    let end = |open: &mut Option<(Section, String)>, all: &mut Vec<(Section, String)>| {
        if let Some((section, text)) = open.take()
            && text.split_whitespace().take(FEWEST_WORDS).count() == FEWEST_WORDS
            && !says_nothing_of_the_work(&text)
        {
            all.push((section, text));
        }
    };
    for line in &page.lines {
        let label = line.label.filter(|(_, value)| !value.is_empty());
        let tells = label.is_none_or(|(label, _)| says(label, &["description", "overview", "summary", "background"]));
        let aside = matches!(line.section, Section::Aside | Section::End | Section::Demands { .. } | Section::Results);
        if line.kind != Kind::Text
            || greets(line)
            || aside
            || (!tells && label.is_some_and(|(label, _)| is_field(label)))
        {
            end(&mut open, &mut all);
            continue;
        }
        if label.is_some() {
            end(&mut open, &mut all);
        }
        let text = if tells { label.map_or(line.text, |(_, value)| value) } else { line.text };
        match &mut open {
            Some((_, whole)) => {
                whole.push(' ');
                whole.push_str(text);
            }
            None => open = Some((line.section, text.to_owned())),
        }
    }
    end(&mut open, &mut all);
    all
}

/// A label of a fact, not the start of a sentence such as `Our problem: …`.
fn is_field(label: &str) -> bool {
    let facts = [
        "title",
        "position",
        "role",
        "project",
        "subject",
        "pay",
        "hours",
        "duration",
        "start",
        "end",
        "date",
        "deadline",
        "location",
        "contact",
        "supervisor",
        "mentor",
        "organization",
        "company",
        "department",
        "host",
        "posted",
        "type",
        "reports",
        "questions",
    ];
    says(label, &facts)
}

/// Lawyers' paragraphs.
fn says_nothing_of_the_work(text: &str) -> bool {
    text.contains("equal opportunity")
        || text.contains("Equal Opportunity")
        || text.contains("confidential and intended")
}
