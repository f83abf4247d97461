//! The list of `domain/data/skills`, and what a program adds to it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fields::FieldErrors;

/// One skill of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skill {
    /// As it is shown and kept: `Excel`.
    pub name: &'static str,
    /// Other names for it, in small letters.
    pub also: Vec<&'static str>,
    /// The heading it stands under: `Office tools`.
    pub group: &'static str,
    /// A product: its name means a skill wherever it stands.
    pub tool: bool,
    /// Its name is an everyday word as well, and means the skill only with a capital letter.
    pub everyday: bool,
}

// A test reads every line, so none is left out here.
static SKILLS: LazyLock<Vec<Skill>> = LazyLock::new(|| {
    let mut group = "";
    let mut skills = Vec::new();
    for line in include_str!("../../data/skills/skills.txt").lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            group = heading;
            continue;
        }
        let (name, also) = line.split_once(" | ").unwrap_or((line, ""));
        let plain = name.strip_suffix(" ~");
        skills.push(Skill {
            name: plain.unwrap_or(name),
            also: also.split(", ").filter(|name| !name.is_empty()).collect(),
            group,
            tool: group.ends_with("tools"),
            everyday: plain.is_some(),
        });
    }
    skills
});

/// Folded name or other name -> its place in the list. Names come last, so that none is hidden by another's other name.
static PLACES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let others =
        skills().iter().enumerate().flat_map(|(at, skill)| skill.also.iter().map(move |name| (fold(name), at)));
    others.chain(skills().iter().enumerate().map(|(at, skill)| (fold(skill.name), at))).collect()
});

/// The list that comes with the product, by group.
#[must_use]
pub fn skills() -> &'static [Skill] {
    &SKILLS
}

/// A name as it is compared: small letters, one space between words, hyphens like spaces.
#[must_use]
pub fn fold(name: &str) -> String {
    let plain: String = name.chars().map(|c| if matches!(c, '-' | '‑' | '–') { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A skill that a program added.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnSkill {
    /// As it is shown and kept; 2 to 40 characters.
    pub name: String,
    /// Other names for it; at most 8.
    pub also: Vec<String>,
}

impl OwnSkill {
    /// Longest name, in characters.
    pub const LONGEST: usize = 40;
    /// Most other names.
    pub const MOST_OTHERS: usize = 8;

    /// Reads the fields `name` and `also` (separated by commas). What the vocabulary knows already is refused: a word may
    /// stand for one skill only.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(name: &str, also: &str, known: &Vocabulary) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.line("name", "The name", name, 2, Self::LONGEST);
        if let Some(kept) = name.as_deref().and_then(|name| known.find(name)) {
            errors.add("name", format!("“{kept}” is in the list already, by this or another name."));
        }
        let mut others: Vec<String> = Vec::new();
        for other in also.split([',', ';', '\n']).filter(|other| !other.trim().is_empty()) {
            if let Some(other) = errors.line("also", "Each other name", other, 2, Self::LONGEST) {
                if let Some(kept) = known.find(&other) {
                    errors.add("also", format!("“{other}” means “{kept}” already."));
                }
                if !others.iter().any(|kept| fold(kept) == fold(&other)) {
                    others.push(other);
                }
            }
        }
        if others.len() > Self::MOST_OTHERS {
            errors.add("also", format!("Keep at most {} other names.", Self::MOST_OTHERS));
        }
        errors.finish(name.map(|name| Self { name, also: others }))
    }
}

/// The list with a program's own skills.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Vocabulary {
    own: Vec<OwnSkill>,
}

impl Vocabulary {
    /// The list with these beside it.
    #[must_use]
    pub const fn with(own: Vec<OwnSkill>) -> Self {
        Self { own }
    }

    /// The skill a text names, by its name or another one; `None` for words that are in neither list.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&str> {
        let folded = fold(text);
        if let Some(skill) = PLACES.get(&folded).and_then(|at| skills().get(*at)) {
            return Some(skill.name);
        }
        let names =
            |skill: &OwnSkill| fold(&skill.name) == folded || skill.also.iter().any(|name| fold(name) == folded);
        self.own.iter().find(|skill| names(skill)).map(|skill| skill.name.as_str())
    }

    /// The name a text is kept by: that of its skill, or the text itself on one line.
    #[must_use]
    pub fn name_of(&self, text: &str) -> String {
        self.find(text).map_or_else(|| text.split_whitespace().collect::<Vec<_>>().join(" "), ToOwned::to_owned)
    }

    /// What the program added.
    #[must_use]
    pub fn own(&self) -> &[OwnSkill] {
        &self.own
    }

    /// Every name, those of the program first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(|skill| skill.name.as_str()).chain(skills().iter().map(|skill| skill.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::templates;

    #[test]
    fn every_line_is_a_skill_and_no_word_stands_for_two() {
        assert!((400..=600).contains(&skills().len()), "{}", skills().len());
        let mut seen = HashMap::new();
        for skill in skills() {
            assert!(!skill.group.is_empty() && skill.name.trim() == skill.name, "{skill:?}");
            for name in skill.also.iter().copied().chain([skill.name]) {
                assert!((1..=OwnSkill::LONGEST).contains(&name.chars().count()), "{name}");
                let before = seen.insert(fold(name), skill.name);
                assert_eq!(before, None, "{name} stands for {before:?} and {}", skill.name);
            }
        }
    }

    #[test]
    fn the_templates_speak_the_same_words() {
        let list = Vocabulary::default();
        for skill in templates().iter().flat_map(|template| &template.draft.skills) {
            assert_eq!(list.find(&skill.name), Some(skill.name.as_str()));
        }
    }

    #[test]
    fn a_skill_has_one_name_however_it_is_typed() {
        let own = OwnSkill { name: "River kayaking".into(), also: vec!["kayak trips".into()] };
        let list = Vocabulary::with(vec![own]);
        for (typed, name) in [
            (" ms  excel ", "Excel"),
            ("EXCEL", "Excel"),
            ("copy-writing", "Copywriting"),
            ("kayak trips", "River kayaking"),
            ("Basket  weaving", "Basket weaving"),
        ] {
            assert_eq!(list.name_of(typed), name);
        }
        assert_eq!(list.find("Basket weaving"), None);
        assert_eq!(list.names().next(), Some("River kayaking"));
    }

    #[test]
    fn a_program_adds_only_new_words() {
        let list = Vocabulary::default();
        let read = |name: &str, also: &str| OwnSkill::parse(name, also, &list);
        assert_eq!(read("Oral poetry", "slam, Slam , spoken word").map(|skill| skill.also.len()), Ok(2));
        assert_eq!(read("Excel", "").unwrap_err().0.keys().collect::<Vec<_>>(), ["name"]);
        assert_eq!(read("Sheets work", "ms excel").unwrap_err().0.keys().collect::<Vec<_>>(), ["also"]);
        assert!(read("", "").is_err() && read("x\0y", "").is_err());
    }
}
