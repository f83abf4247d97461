//! What is scored, and what each score means.

use serde::{Deserialize, Serialize};

use crate::applications::ANSWERS;
use crate::projects::SkillDraft;

/// The highest score of a criterion; the lowest is 1.
pub const HIGHEST: i32 = 4;
/// Skills that are scored apart: more of them would make reading an application longer than writing it.
const SKILLS: usize = 4;

/// One thing that every application to a project is read for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "about", rename_all = "snake_case")]
pub enum Criterion {
    /// What shows this skill.
    Skill(String),
    /// The answer to this question.
    Question(String),
    /// Why the student wants this project.
    Motive,
}

impl Criterion {
    /// What the reviewer is asked.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Skill(name) => format!("Evidence of {name}"),
            Self::Question(words) => words.clone(),
            Self::Motive => "Why this project".to_owned(),
        }
    }

    /// What 1, 2, 3 and 4 mean, so that two people who read the same give the same.
    #[must_use]
    pub const fn levels(&self) -> [&'static str; 4] {
        match self {
            Self::Skill(_) => [
                "None, or not their own",
                "Related, its purpose is unclear",
                "Fits, and says what changed",
                "Fits, and was used by others",
            ],
            Self::Question(_) => [
                "Could answer any question",
                "Names steps, without order",
                "Steps in order, one risk seen",
                "Steps, time, and a second plan",
            ],
            Self::Motive => [
                "Could be any project",
                "Names what draws them",
                "Says what, and where it shows here",
                "What, where, and how they will know",
            ],
        }
    }

    /// A short name that stays the same as long as the words do: a score is never read as one of other words.
    #[must_use]
    pub fn mark(&self) -> String {
        let (kind, about) = match self {
            Self::Skill(name) => ("skill", name.as_str()),
            Self::Question(words) => ("question", words.as_str()),
            Self::Motive => ("motive", ""),
        };
        format!("{kind}_{:012x}", crate::projects::hash(&about.to_lowercase()))
    }
}

/// The criteria of a project: its must-have skills (where it has none, the first skill), then its questions. A project
/// without a question is read for the motive instead.
#[must_use]
pub fn criteria(skills: &[SkillDraft], questions: &[String]) -> Vec<Criterion> {
    let named = |skill: &&SkillDraft| !skill.name.trim().is_empty();
    let mut picked: Vec<&SkillDraft> = skills.iter().filter(named).filter(|skill| skill.must_have).collect();
    if picked.is_empty() {
        picked.extend(skills.iter().find(named));
    }
    let skills = picked.into_iter().take(SKILLS).map(|skill| Criterion::Skill(skill.name.trim().to_owned()));
    let mut all: Vec<Criterion> = skills.collect();
    let asked = questions.iter().map(|words| words.trim()).filter(|words| !words.is_empty()).take(ANSWERS);
    let asked: Vec<_> = asked.map(|words| Criterion::Question(words.to_owned())).collect();
    if asked.is_empty() {
        all.push(Criterion::Motive);
    }
    all.extend(asked);
    let mut once: Vec<Criterion> = Vec::new();
    for criterion in all {
        if !once.iter().any(|known| known.mark() == criterion.mark()) {
            once.push(criterion);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(name: &str, must_have: bool) -> SkillDraft {
        SkillDraft { name: name.to_owned(), must_have }
    }

    #[test]
    fn criteria_are_the_must_haves_and_the_questions() {
        let skills = [skill("Excel", true), skill("Writing", false), skill("excel", true)];
        let found = criteria(&skills, &["How would you begin?".to_owned(), " ".to_owned()]);
        assert_eq!(found, [Criterion::Skill("Excel".into()), Criterion::Question("How would you begin?".into())]);
    }

    #[test]
    fn a_project_without_must_haves_and_questions_still_has_a_rubric() {
        assert_eq!(criteria(&[skill("Writing", false)], &[]), [Criterion::Skill("Writing".into()), Criterion::Motive]);
        assert_eq!(criteria(&[], &[]), [Criterion::Motive]);
    }

    #[test]
    fn other_words_are_another_criterion() {
        let mark = |words: &str| Criterion::Question(words.to_owned()).mark();
        assert_ne!(mark("How would you begin?"), mark("How would you end?"));
        assert_ne!(Criterion::Skill("Excel".into()).mark(), Criterion::Question("Excel".into()).mark());
    }
}
