//! Skills: the words of the vocabulary.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Pasted;
use super::page::{Kind, Line, Page, Section, starts_upper};
use crate::projects::{SkillDraft, limits};
use crate::skills::{Skill, fold, skills};

/// The one name that is a verb as well and stands in nearly every posting: it is read without a capital letter too, where
/// skills are asked for.
const EXCEL: &str = "Excel";
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
struct Pattern {
    words: Vec<String>,
    skill: &'static Skill,
    /// The skill's own name, not another one for it.
    own: bool,
}

/// Every name of every skill by its first word, longest first.
static PATTERNS: LazyLock<HashMap<String, Vec<Pattern>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Pattern>> = HashMap::new();
    for skill in skills() {
        for (name, own) in std::iter::once((skill.name, true)).chain(skill.also.iter().map(|name| (*name, false))) {
            let words: Vec<String> = fold(name).split(' ').map(ToOwned::to_owned).collect();
            let first = words.first().cloned().unwrap_or_default();
            all.entry(first).or_default().push(Pattern { words, skill, own });
        }
    }
    all.values_mut().for_each(|patterns| patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len())));
    all
});

/// What one sentence says of the skills in it.
#[derive(Clone, Copy, Default)]
struct Mood {
    asking: bool,
    must: bool,
    wish: bool,
}

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
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
            let Some((last, pattern)) = found(page, at) else {
                at += 1;
                continue;
            };
            let sentence = page.tokens.get(at).map_or(0, |token| token.sentence);
            let mood = moods.get(sentence as usize).copied().unwrap_or_default();
            let skill = pattern.skill;
            let everyday = pattern.own && skill.everyday;
            let named = !everyday || is_name(page, line, at, last, skill);
            let asked = (demanded || mood.asking) && (named || skill.name == EXCEL);
            if asked || (skill.tool && named) {
                let must = (strict || mood.must) && !mood.wish;
                add(pasted, skill.name, must, page.slice(at, last));
            }
            at = last + 1;
        }
    }
}

/// The longest name that stands here, with its last token.
fn found(page: &Page<'_>, at: usize) -> Option<(usize, &'static Pattern)> {
    let first = page.tokens.get(at)?.text.to_lowercase();
    PATTERNS.get(&first)?.iter().find_map(|pattern| stands(page, at, &pattern.words).map(|last| (last, pattern)))
}

/// Whether an everyday word is a name here: with a capital letter that is not only the one a sentence begins with.
fn is_name(page: &Page<'_>, line: &Line<'_>, at: usize, last: usize, skill: &Skill) -> bool {
    let capital = page.tokens.get(at).is_some_and(|token| starts_upper(token.text));
    let sentence = |at: usize| page.tokens.get(at).map(|token| token.sentence);
    let begins = at == line.tokens.start || at.checked_sub(1).is_none_or(|before| sentence(before) != sentence(at));
    let inside = !begins || last + 1 >= line.tokens.end;
    capital && (inside || skill.name == EXCEL || page.mark(last, 1, ",;/()") || page.word(last, 1, &["and", "or"]))
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
fn stands(page: &Page<'_>, at: usize, words: &[String]) -> Option<usize> {
    let mut last = at;
    for (index, word) in words.iter().map(String::as_str).enumerate() {
        if index > 0 {
            last += 1 + usize::from(page.mark(last, 1, "-"));
        }
        if !page.word(last, 0, &[word]) {
            return None;
        }
    }
    // `Excel at` is no skill, and neither `C++` nor `C#` is C.
    let verb = words == ["excel"] && page.word(last, 1, &["at", "in"]);
    let longer = words == ["c"] && page.mark(last, 1, "+#");
    (!verb && !longer).then_some(last)
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
    fn found_in(text: &str) -> Vec<String> {
        let pasted = crate::projects::paste::read(text, jiff::civil::date(2026, 11, 23));
        pasted.draft.skills.into_iter().map(|skill| skill.name).collect()
    }

    #[test]
    fn an_everyday_word_is_a_skill_only_where_it_is_named() {
        assert_eq!(found_in("Skills: strong R and Word, and experience with Slack."), ["R", "Word", "Slack"]);
        assert!(
            found_in("You need experience in a nonprofit organization. Go to our site and react in a word.").is_empty()
        );
        assert!(found_in("They excel at many things. Please zoom in.").is_empty());
        assert_eq!(found_in("We use Tableau and ms excel here."), ["Tableau", "Excel"]);
        assert_eq!(found_in("Required skills: C++ or photoshop."), ["Adobe Photoshop"]);
    }
}
