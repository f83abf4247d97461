//! Skills: the words of the templates, and a few other names for them.

use super::Pasted;
use super::page::{Kind, Page, Section, starts_upper};
use crate::projects::{SkillDraft, limits, templates};

/// Other names for skills of the templates.
const ALSO: [(&str, &str); 11] = [
    ("google sheets", "Spreadsheets"),
    ("spreadsheet", "Spreadsheets"),
    ("pivot table", "Pivot tables"),
    ("html", "HTML and JavaScript"),
    ("javascript", "HTML and JavaScript"),
    ("wcag", "Web accessibility"),
    ("seo", "Writing for search engines"),
    ("detail oriented", "Attention to detail"),
    ("team player", "Teamwork"),
    ("ux research", "User research"),
    ("interviews", "Interviewing"),
];
/// Names that mean a skill wherever they stand; the other words count only where skills are asked for.
const TOOLS: [&str; 7] = ["Canva", "Excel", "Figma", "Git", "HTML and JavaScript", "Pivot tables", "Python"];
const ASKING: [&str; 16] = [
    "skill",
    "skills",
    "experience",
    "experienced",
    "proficient",
    "proficiency",
    "familiar",
    "familiarity",
    "knowledge",
    "comfortable",
    "know",
    "knows",
    "ability",
    "fluent",
    "strong",
    "background",
];
const MUST: [&str; 8] = ["must", "required", "require", "requires", "need", "needs", "necessary", "essential"];
const WISH: [&str; 8] = ["preferred", "plus", "nice", "bonus", "helpful", "optional", "desired", "not"];

const NAMES: [&str; limits::SKILLS] =
    ["skill_1_name", "skill_2_name", "skill_3_name", "skill_4_name", "skill_5_name", "skill_6_name"];
const MUST_HAVES: [&str; limits::SKILLS] = [
    "skill_1_must_have",
    "skill_2_must_have",
    "skill_3_must_have",
    "skill_4_must_have",
    "skill_5_must_have",
    "skill_6_must_have",
];

/// Words of a pattern, and the skill they name.
type Pattern = (Vec<&'static str>, &'static str);

/// Every skill of the templates and their other names, longest first.
fn patterns() -> Vec<Pattern> {
    let mut names: Vec<&'static str> =
        templates().iter().flat_map(|template| &template.draft.skills).map(|skill| skill.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let own = names.iter().map(|name| (*name, *name));
    let mut all: Vec<Pattern> =
        own.chain(ALSO).map(|(words, name)| (words.split(' ').collect::<Vec<_>>(), name)).collect();
    all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    all
}

/// What one sentence says of the skills in it.
#[derive(Clone, Copy, Default)]
struct Mood {
    asking: bool,
    must: bool,
    wish: bool,
}

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    let patterns = patterns();
    let moods = moods(page);
    for line in &page.lines {
        if matches!(line.kind, Kind::Blank | Kind::Mail) || matches!(line.section, Section::About | Section::End) {
            continue;
        }
        let (demanded, strict) = match line.section {
            Section::Demands { strict } => (true, strict),
            _ => (false, false),
        };
        let mut at = line.tokens.start;
        while at < line.tokens.end {
            let found = patterns.iter().find_map(|(words, name)| stands(page, at, words).map(|last| (last, *name)));
            let Some((last, name)) = found else {
                at += 1;
                continue;
            };
            let sentence = page.tokens.get(at).map_or(0, |token| token.sentence);
            let mood = moods.get(sentence as usize).copied().unwrap_or_default();
            // `They excel` is no skill.
            let capital = page.tokens.get(at).is_some_and(|token| starts_upper(token.text));
            let tool = TOOLS.contains(&name) && (capital || name != "Excel");
            if demanded || mood.asking || tool {
                let must = (strict || mood.must) && !mood.wish;
                add(pasted, name, must, page.slice(at, last));
            }
            at = last + 1;
        }
    }
}

fn moods(page: &Page<'_>) -> Vec<Mood> {
    let mut moods: Vec<Mood> = Vec::new();
    for at in 0..page.tokens.len() {
        let sentence = page.tokens.get(at).map_or(0, |token| token.sentence as usize);
        if moods.len() <= sentence {
            moods.resize(sentence + 1, Mood::default());
        }
        if let Some(mood) = moods.get_mut(sentence) {
            // `We want to know why` asks for no skill.
            let wonders =
                page.word(at, 0, &["know"]) && page.word(at, 1, &["why", "what", "how", "if", "whether", "who"]);
            mood.asking |= page.word(at, 0, &ASKING) && !wonders;
            mood.must |= page.word(at, 0, &MUST);
            mood.wish |= page.word(at, 0, &WISH);
        }
    }
    moods
}

/// The last token of these words when they stand here, with spaces or hyphens between them.
fn stands(page: &Page<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let mut last = at;
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            last += 1 + usize::from(page.mark(last, 1, "-"));
        }
        if !page.word(last, 0, &[word]) {
            return None;
        }
    }
    // `Excel at` is no skill.
    let verb = words == ["Excel"] && page.word(last, 1, &["at", "in"]);
    (!verb).then_some(last)
}

/// Adds a skill, or makes a known one a must-have.
fn add(pasted: &mut Pasted, name: &str, must_have: bool, words: &str) {
    let skills = &mut pasted.draft.skills;
    let row = skills.iter().position(|skill| skill.name == name).unwrap_or(skills.len());
    let (Some(field), Some(must_field)) = (NAMES.get(row), MUST_HAVES.get(row)) else { return };
    match skills.get_mut(row) {
        Some(skill) => skill.must_have |= must_have,
        None => skills.push(SkillDraft { name: name.to_owned(), must_have }),
    }
    pasted.note(field, words);
    if must_have {
        pasted.note(must_field, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_name_is_one_of_a_known_skill() {
        let known: Vec<&str> =
            templates().iter().flat_map(|template| &template.draft.skills).map(|skill| skill.name.as_str()).collect();
        for name in ALSO.iter().map(|(_, name)| name).chain(&TOOLS) {
            assert!(known.contains(name), "{name}");
        }
    }
}
