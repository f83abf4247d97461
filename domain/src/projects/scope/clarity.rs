//! Clarity, 30 points: title, text, deliverables, reading.

use super::super::choices::DeliverableKind;
use super::super::draft::Deliverable;
use super::super::steps::Step;
use super::text::{self, Entry};
use super::{Case, Finding, Severity, number, share};

const TITLE: u8 = 5;
const SCOPE: u8 = 6;
const DELIVERABLE: u32 = 6;
const CRITERION: u32 = 9;
const READING: u8 = 4;

pub(super) fn q01_vague_title(case: &Case<'_>) -> Vec<Finding> {
    let title = case.draft.title.trim();
    let length = number(title.chars().count());
    let finding = Finding::new(Severity::Warn, Step::Outcome, "title", TITLE);
    let fix = "Start with a verb and name the result, such as “Compare five competitors and recommend one price”.";
    let message = if title.is_empty() {
        "The title is missing.".to_owned()
    } else if length < case.policy.title_least {
        format!("The title has {length} characters.")
    } else if length > case.policy.title_most {
        format!("The title has {length} characters. Phones show {}.", case.policy.title_most)
    } else if let Some(phrase) = text::hit(title, &text::TITLE_WORDS) {
        format!("“{}” says nothing about this project.", phrase.shown)
    } else if text::hit(title, &text::VERBS).is_none() {
        "The title does not say what the student does.".to_owned()
    } else {
        return Vec::new();
    };
    vec![finding.says(message, "", fix)]
}

pub(super) fn q02_vague_scope(case: &Case<'_>) -> Vec<Finding> {
    let body = text::body(case.draft);
    let words: usize = body.iter().chain(&text::criteria(case.draft)).map(|entry| text::word_count(entry.text)).sum();
    let least = case.policy.least_words;
    if number(words) < least {
        let finding = Finding::new(Severity::Block, Step::Outcome, "problem", SCOPE);
        return vec![finding.says(
            format!("The project is described in {words} {}.", if words == 1 { "word" } else { "words" }),
            "A student who has never met you cannot tell what to do or when it is done.",
            advice!(
                "Write at least {least} words in all: the problem, who uses the result, each deliverable and how you will check it."
            ),
        )];
    }
    let hits: usize = body.iter().map(|entry| text::hits(entry.text, &text::VAGUE_SCOPE)).sum();
    if number(hits) <= case.policy.vague_phrases {
        return Vec::new();
    }
    text::first(body, &text::VAGUE_SCOPE)
        .map(|(entry, phrase)| {
            Finding::new(Severity::Warn, entry.step, entry.field, SCOPE).says(
                format!("“{}” can mean anything.", phrase.shown),
                "Open-ended words let the work grow past the hours you pay for.",
                "Name what the student makes, for whom and how large it is.",
            )
        })
        .into_iter()
        .collect()
}

pub(super) fn q03_no_deliverable(case: &Case<'_>) -> Vec<Finding> {
    let rows = &case.draft.deliverables;
    if rows.is_empty() {
        // The points of unverifiable deliverables are lost with it: there is nothing to verify.
        let worth = u8::try_from(DELIVERABLE + CRITERION).unwrap_or(u8::MAX);
        return vec![Finding::new(Severity::Block, Step::Outcome, "deliverable_1_name", worth).says(
            "There is no deliverable yet.",
            "",
            "Name one to five things you will hold at the end, such as a report of 8 to 10 pages.",
        )];
    }
    let bad = (1..).zip(rows).filter(|(_, row)| names_nothing(row));
    bad.enumerate()
        .map(|(index, (n, row))| {
            let message = if row.name.trim().is_empty() {
                format!("Deliverable {n} has no name.")
            } else {
                format!("“{}” is not something one can hold.", row.name.trim())
            };
            let field = format!("deliverable_{n}_name");
            Finding::new(Severity::Block, Step::Outcome, field, share(DELIVERABLE, index, rows.len())).says(
                message,
                "",
                "Name the thing and its form: a report, a file, a set of graphics, a plan. Remove the row if you do not need it.",
            )
        })
        .collect()
}

/// No noun in the name, or neither type nor size nor format to tell what it looks like.
fn names_nothing(row: &Deliverable) -> bool {
    let normal = text::normal(&row.name);
    let noun =
        normal.split(' ').any(|word| word.chars().any(char::is_alphabetic) && !text::listed(word, &text::VAGUE_NAME));
    !noun || {
        let shapeless = row.size.trim().is_empty() && row.format.trim().is_empty();
        row.kind == DeliverableKind::Other && shapeless
    }
}

pub(super) fn q04_unverifiable_deliverable(case: &Case<'_>) -> Vec<Finding> {
    let rows = &case.draft.deliverables;
    let bad = (1..).zip(rows).filter(|(_, row)| !row.criteria.iter().any(|criterion| verifiable(criterion)));
    bad.enumerate()
        .map(|(index, (n, row))| {
            let name = if row.name.trim().is_empty() { format!("Deliverable {n}") } else { row.name.trim().to_owned() };
            let typed = row.criteria.iter().find(|criterion| !criterion.trim().is_empty());
            let why = match typed {
                Some(typed) => {
                    advice!("Pay follows acceptance, so “{}” leaves the student without a test.", typed.trim())
                }
                None => String::new(),
            };
            let field = format!("deliverable_{n}_criterion_1");
            Finding::new(Severity::Block, Step::Outcome, field, share(CRITERION, index, rows.len()))
                .says(format!("{name} cannot be checked."), why, "Name something a person can count or watch happen.")
                .suggests(example_criterion(row.kind))
        })
        .collect()
}

/// At least two words that a person can count or watch; a number counts as two.
fn verifiable(criterion: &str) -> bool {
    let normal = text::normal(criterion);
    let solid: usize = normal
        .split(' ')
        .filter(|word| !word.is_empty() && !text::listed(word, &text::VAGUE_CRITERION))
        .map(|word| if word.chars().any(|c| c.is_ascii_digit()) { 2 } else { 1 })
        .sum();
    solid >= 2
}

const fn example_criterion(kind: DeliverableKind) -> &'static str {
    match kind {
        DeliverableKind::Report => "Each claim has a source, and page 1 names one recommendation.",
        DeliverableKind::Dataset => "No row lacks a date or an amount in a sample of 30.",
        DeliverableKind::Slides => "A colleague can present the slides from their notes in 15 minutes.",
        DeliverableKind::Design => "Every text passes the contrast check at 4.5 to 1.",
        DeliverableKind::Code => "All tests pass on the sample data.",
        DeliverableKind::Content => "Each piece has a source and an image credit.",
        DeliverableKind::Plan => "A colleague who has not seen it follows the steps alone.",
        DeliverableKind::Event => "Every item of the running order has a person and a time.",
        DeliverableKind::Analysis => "Three actions follow from the numbers, each with its table.",
        DeliverableKind::Other => "A colleague who has not seen it uses it without help.",
    }
}

pub(super) fn q24_readability(case: &Case<'_>) -> Vec<Finding> {
    let mut body = vec![Entry { step: Step::Outcome, field: "title".to_owned(), text: case.draft.title.as_str() }];
    body.extend(text::body(case.draft));
    let words: usize = body.iter().map(|entry| text::word_count(entry.text)).sum();
    let most = case.policy.most_words;
    if number(words) > most {
        return vec![Finding::new(Severity::Warn, Step::Outcome, "problem", READING).says(
            format!("The text has {words} words."),
            "",
            advice!("Shorten it to {most} words."),
        )];
    }
    let years = f64::from(case.policy.reading_grade);
    for (step, field, text) in [
        (Step::Outcome, "problem", &case.draft.problem),
        (Step::Plan, "provides", &case.draft.provides),
        (Step::Skills, "learning_objective", &case.draft.learning_objective),
    ] {
        if text::grade(text).is_some_and(|grade| grade > years) {
            return vec![Finding::new(Severity::Warn, step, field, READING).says(
                "These sentences are hard to read.",
                "They ask for more years of school than a beginner has.",
                "Split long sentences in two and use shorter words.",
            )];
        }
    }
    let Some((index, word)) = text::unexplained(&body) else { return Vec::new() };
    vec![Finding::new(Severity::Warn, body[index].step, body[index].field.as_str(), READING).says(
        format!("{word} is not explained."),
        "A student from outside your field does not know it.",
        advice!("Spell it out once, with the short form in brackets: “… ({word})”."),
    )]
}
