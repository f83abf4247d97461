//! What a student says of their skills: which, how well, and where one can see it.

use super::vocabulary::{OwnSkill, Vocabulary, fold};
use crate::fields::{FieldErrors, is_web_address};
use crate::machine::Word as _;

/// Most skills a student names.
pub const MOST_SKILLS: usize = 12;
/// Longest evidence, in characters.
const LONGEST_EVIDENCE: usize = 300;

crate::words! {
    /// How well somebody can do something, in words anybody can check against what they did.
    pub enum Level {
        /// Begun, and needs somebody beside them.
        Learning = "learning",
        /// Has done it with help.
        Guided = "guided",
        /// Does it without help.
        Alone = "alone",
        /// Explains it to others.
        Teaching = "teaching",
    }
}

impl Level {
    /// As forms and lists show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Learning => "I am learning it",
            Self::Guided => "I have done it with help",
            Self::Alone => "I do it on my own",
            Self::Teaching => "I can show others",
        }
    }

    /// 1 to 4, as it is kept.
    #[must_use]
    pub const fn number(self) -> i16 {
        match self {
            Self::Learning => 1,
            Self::Guided => 2,
            Self::Alone => 3,
            Self::Teaching => 4,
        }
    }

    /// From how it is kept.
    #[must_use]
    pub const fn from_number(number: i16) -> Option<Self> {
        match number {
            1 => Some(Self::Learning),
            2 => Some(Self::Guided),
            3 => Some(Self::Alone),
            4 => Some(Self::Teaching),
            _ => None,
        }
    }
}

/// One skill of a student.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StudentSkill {
    /// Its name in the vocabulary, or the student's own words.
    pub name: String,
    /// How well; `None` where they have not said.
    pub level: Option<Level>,
    /// Where one can see it: a sentence or a web address; may be empty.
    pub evidence: String,
}

/// One row of the form, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SkillRow {
    /// `skill_3_name`.
    pub name: String,
    /// `skill_3_level`.
    pub level: String,
    /// `skill_3_evidence`.
    pub evidence: String,
}

impl SkillRow {
    fn is_blank(&self) -> bool {
        self.name.trim().is_empty() && self.evidence.trim().is_empty()
    }
}

/// The rows of a form in the order of their numbers, without row `removed`. Rows above [`MOST_SKILLS`] are no rows.
pub fn rows<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>, removed: Option<usize>) -> Vec<SkillRow> {
    let mut rows = vec![SkillRow::default(); MOST_SKILLS];
    let mut last = 0;
    for (name, text) in fields {
        let Some((number, part)) = name.strip_prefix("skill_").and_then(|rest| rest.split_once('_')) else { continue };
        let Some(row) = number.parse::<usize>().ok().filter(|n| *n > 0).and_then(|n| rows.get_mut(n - 1)) else {
            continue;
        };
        match part {
            "name" => text.clone_into(&mut row.name),
            "level" => text.clone_into(&mut row.level),
            "evidence" => text.clone_into(&mut row.evidence),
            _ => continue,
        }
        last = last.max(number.parse().unwrap_or(0));
    }
    rows.truncate(last);
    if let Some(at) = removed.and_then(|number| number.checked_sub(1)).filter(|at| *at < rows.len()) {
        rows.remove(at);
    }
    rows
}

/// What the rows say; blank ones say nothing.
///
/// # Errors
/// A message for each field that is wrong, by the name it has in the form.
pub fn read_rows(rows: &[SkillRow], vocabulary: &Vocabulary) -> Result<Vec<StudentSkill>, FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut skills: Vec<StudentSkill> = Vec::new();
    for (number, row) in (1..).zip(rows).filter(|(_, row)| !row.is_blank()) {
        let field = |part: &str| format!("skill_{number}_{part}");
        let name = errors.line(&field("name"), "The skill", &row.name, 1, OwnSkill::LONGEST);
        let evidence = errors.line(&field("evidence"), "What shows it", &row.evidence, 0, LONGEST_EVIDENCE);
        let level = Level::from_word(row.level.trim());
        if level.is_none() && !row.level.trim().is_empty() {
            errors.add(field("level"), "Choose one of the four answers.");
        }
        let Some((name, evidence)) = name.zip(evidence) else { continue };
        if evidence.contains("://") && !is_web_address(&evidence) {
            errors.add(field("evidence"), "Write a sentence, or one web address such as https://example.org/my-work.");
        }
        let name = vocabulary.name_of(&name);
        if skills.iter().any(|kept| fold(&kept.name) == fold(&name)) {
            errors.add(field("name"), format!("“{name}” stands above already. Keep one of them."));
        }
        skills.push(StudentSkill { name, level, evidence });
    }
    errors.finish(Some(skills))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, level: &str, evidence: &str) -> SkillRow {
        SkillRow { name: name.into(), level: level.into(), evidence: evidence.into() }
    }

    #[test]
    fn rows_are_read_by_number_and_one_can_go() {
        let fields =
            [("skill_2_name", "Excel"), ("skill_1_name", "Writing"), ("skill_2_level", "alone"), ("go", "save")];
        let all = rows(fields, None);
        assert_eq!(all, [row("Writing", "", ""), row("Excel", "alone", "")]);
        assert_eq!(rows(fields, Some(1)), [row("Excel", "alone", "")]);
        assert_eq!(rows(fields, Some(9)).len(), 2);
        for odd in [
            "skill_0_name",
            "skill_13_name",
            "skill_x_name",
            "skill_1_other",
            "skill_",
            "skill_99999999999999999999_name",
        ] {
            assert!(rows([(odd, "x")], None).is_empty(), "{odd}");
        }
    }

    #[test]
    fn skills_get_the_names_of_the_vocabulary() {
        let typed =
            [row("ms excel", "alone", "https://example.org/sheet"), row("", "guided", ""), row("Knots", "", "")];
        let read = read_rows(&typed, &Vocabulary::default()).unwrap();
        let names: Vec<_> = read.iter().map(|skill| (skill.name.as_str(), skill.level)).collect();
        assert_eq!(names, [("Excel", Some(Level::Alone)), ("Knots", None)]);
        assert!(read_rows(&[], &Vocabulary::default()).unwrap().is_empty());
    }

    #[test]
    fn each_field_has_its_own_message() {
        let typed = [
            row("Excel", "expert", ""),
            row("microsoft excel", "", ""),
            row("", "", "I did it at the bakery"),
            row(&"x".repeat(41), "", ""),
            row("Git", "", "javascript://alert(1)"),
        ];
        let errors = read_rows(&typed, &Vocabulary::default()).unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["skill_1_level", "skill_2_name", "skill_3_name", "skill_4_name", "skill_5_evidence"]);
    }

    #[test]
    fn levels_survive_being_kept() {
        for level in Level::ALL {
            assert_eq!(Level::from_number(level.number()), Some(*level));
            assert!(!level.label().is_empty());
        }
        assert_eq!(Level::from_number(0), None);
    }
}
